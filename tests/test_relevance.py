import re

import pytest
from relevance import DEPTH, Judged, ask, judge, mrr, queries, recall, scores

from collabref.query.search import search
from collabref.store import Store

# A little below the current values; raise them as search improves, never lower them to let a change pass.
RECALL_FLOOR = 0.94
MRR_FLOOR = 0.93

# Of the questions.
QUESTION_RECALL_FLOOR = 0.96
QUESTION_MRR_FLOOR = 0.87


@pytest.fixture(scope="module")
def judged(builtin: Store) -> list[Judged]:
    return judge(builtin)


def test_the_set_is_large_and_sound(builtin: Store):
    asked = queries()
    assert len(asked) >= 60
    assert len({query for query, _ in asked}) == len(asked)
    for query, wanted in asked:
        assert 1 <= len(wanted) <= DEPTH, query
        assert len(set(wanted)) == len(wanted), query
        for id in wanted:
            assert builtin.get("reference", id), (query, id)


def test_recall_and_rank_do_not_fall(judged: list[Judged]):
    assert recall(judged) >= RECALL_FLOOR
    assert mrr(judged) >= MRR_FLOOR


def test_a_work_is_first_when_its_author_and_year_are_given(judged: list[Judged]):
    named = [each for each in judged if re.search(r"\b(19|20)\d\d\b", each.query)]
    assert len(named) >= 5
    for each in named:
        assert each.found[0] in each.wanted, each.query


def test_the_measures():
    each = Judged("q", ["a", "b"], ["x", "a", "y", "z", "w", "b"])
    assert (each.recall, each.reciprocal_rank) == (0.5, 0.5)
    assert (Judged("q", ["a"], []).recall, Judged("q", ["a"], []).reciprocal_rank) == (0, 0)
    assert recall([each, Judged("r", ["a"], ["a"])]) == 0.75
    assert mrr([each, Judged("r", ["a"], ["a"])]) == 0.75


def test_questions_as_people_ask_them_find_their_answer(builtin: Store):
    asked = list(ask(builtin))
    assert len(asked) >= 300
    found, rank = scores(asked)
    assert found >= QUESTION_RECALL_FLOOR
    assert rank >= QUESTION_MRR_FLOOR


def test_a_brief_is_first_for_its_own_question(builtin: Store):
    for brief in builtin.all("brief"):
        for words in (brief["asks"], *brief.get("aliases", [])):
            first = builtin.at(search(builtin, [words]).positions[:1])
            assert [record["id"] for record in first] == [brief["id"]], words

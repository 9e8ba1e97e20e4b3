"""Counts of studies: once each, of the approach itself or as part, by reported result and by direction of effect."""

from typing import Any

import pytest
import yaml

from collabref.answer.page import Heading, Paragraph
from collabref.pages import tally as drawn
from collabref.query import counts
from collabref.query.counts import Tally, in_a_sentence, tally
from collabref.store import Store, open_store

WORDS = """\
axes: [{id: effect, label: Effect}, {id: sustainability, label: Sustainability}]
directions:
- {id: positive, label: better}
- {id: mixed, label: mixed}
- {id: none, label: not shown to differ}
- {id: negative, label: worse}
- {id: unclear, label: unclear}
- {id: unseen, label: result not retrieved}
designs:
- {id: review, label: review, class: synthesis, rank: 1}
- {id: rct, label: trial, class: randomised, rank: 2}
- {id: cba, label: controlled study, class: controlled, rank: 3}
- {id: interviews, label: interviews, class: explanatory, rank: 4}
roles: [{id: itself, label: itself}, {id: part, label: part}, {id: addition, label: addition}]
points: [{id: favours, label: f}, {id: against, label: a}, {id: even, label: e}, {id: unreported, label: u}]
reporters: [{id: organisers, label: organisers}]
approaches:
- {id: a, name: Parent, summary: {say: S., refs: [r1]}}
- {id: b, name: Variant, variant-of: a, summary: {say: S., refs: [r1]}}
"""


def result(direction: str, about: str = "a", role: str = "itself", points: str = "", axis: str = "effect") -> Any:
    found = {"about": [about], "as": role, "axis": axis, "direction": direction}
    return found | ({"points": points} if points else {})


def work(id: str, *results: Any, design: str = "rct", study: str = "", by: str = "") -> Any:
    custom: dict[str, Any] = {"about": ["a"], "design": design, "results": list(results)}
    custom |= {"reported-by": by} if by else {}
    custom |= {"study": study} if study else {}
    return {"id": id, "type": "book", "title": id, "custom": custom}


@pytest.fixture
def counted(library, monkeypatch: pytest.MonkeyPatch):
    """A function that makes a store of works, and counts them."""

    def count(*works: Any, approaches: tuple[str, ...] = ("a", "b"), **asked: str) -> tuple[Store, Tally]:
        path = library(WORDS + yaml.safe_dump({"references": [work("r1"), *works]}))
        monkeypatch.setattr("collabref.store.store.builtin_library", lambda: path)
        store = open_store()
        return store, tally(store, approaches, **asked)

    return count


def directions(of: Tally) -> dict[str, dict[str, int]]:
    return {group: dict(by_direction) for group, by_direction in of.directions.items() if by_direction}


def test_several_reports_of_one_study_count_once_and_the_main_one_speaks(counted):
    _, found = counted(
        work("main", result("none")),
        work("early", result("positive"), study="main"),
        work("late", result("positive", axis="sustainability"), study="main"),
    )
    assert directions(found) == {"randomised": {"none": 1}}


def test_where_the_main_report_says_nothing_on_an_axis_the_first_further_report_speaks(counted):
    works = [
        work("main", result("none")),
        work("b2", result("mixed", axis="sustainability"), study="main"),
        work("b1", result("positive", axis="sustainability"), study="main"),
    ]
    assert directions(counted(*works, axis="sustainability")[1]) == {"randomised": {"positive": 1}}


def test_a_study_of_the_approach_itself_is_not_counted_again_as_part(counted):
    works = [
        work("both", result("positive"), result("none", role="part", about="b")),
        work("part", result("mixed", role="part")),
        work("dose", result("negative", role="addition")),
    ]
    assert directions(counted(*works)[1]) == {"randomised": {"positive": 1}}
    assert directions(counted(*works, role="part")[1]) == {"randomised": {"mixed": 1}}
    assert directions(counted(*works, role="part", approaches=("b",))[1]) == {"randomised": {"none": 1}}


def test_a_result_for_no_approach_is_not_counted(counted):
    nowhere = result("positive") | {"about": []}
    assert counted(work("none", nowhere))[1].total == 0


@pytest.mark.parametrize(
    ("works", "sentence"),
    [
        ([], ""),
        ([work("s", result("positive"), design="review")], ""),
        ([work("x", result("none"))], "The only randomised trial reported results on its main outcome that were not shown to differ."),
        ([work("x", result("unseen"))], "The result of the only randomised trial was not retrieved."),
        ([work("x", result("positive"), by="organisers")],
         "The only randomised trial reported better results on its main outcome; its organisers reported it."),
        ([work("x", result("none")), work("y", result("unseen")), work("z", result("negative"), by="organisers")],
         "Of 3 randomised trials, none reported better results on its main outcome; results of 1 were not shown to "
         "differ, of 1 worse and of 1 not retrieved; organisers reported 1 of them."),
        ([work(id, result("positive"), by="organisers") for id in "xyz"] + [work("w", result("mixed"))],
         "Of 4 randomised trials, 3 reported better results on their main outcome; results of 1 were mixed; "
         "organisers reported 3 of them."),
        ([work("x", result("positive"), design="cba"), work("y", result("positive"), design="interviews")],
         "No randomised trial. The only controlled study reported better results on its main outcome."),
        ([work("x", result("positive"), design="interviews"), work("y", result("unseen"), design="interviews")],
         "No randomised trial. Of 2 studies of other kinds, 1 reported better results on its main outcome; "
         "results of 1 were not retrieved."),
    ],
)  # fmt: skip
def test_the_sentence_is_on_the_best_designs(counted, works: list[Any], sentence: str):
    assert in_a_sentence(*counted(*works)) == sentence


def test_the_sides_to_which_estimates_point_are_counted_of_randomised_and_controlled_studies(counted):
    _, found = counted(
        work("x", result("none", points="favours")),
        work("y", result("positive", points="favours")),
        work("z", result("negative", points="against")),
        work("q", result("none", points="unreported")),
        work("v", result("none", points="even"), design="cba"),
        work("s", result("none", points="favours"), design="review"),
    )
    assert found.points["randomised"] == {"favours": 2, "against": 1, "unreported": 1}
    heading, votes = drawn.votes(found)
    assert heading == Heading("Direction of effect")
    assert isinstance(votes, Paragraph)
    said, *cautions = (text.text for text in votes.sentences)
    assert said == (
        "Which side estimates favour, whatever their significance: of 3 randomised trials with an estimate, 2 favour the "
        "approach and 1 is against it (1 more reports none); of 1 controlled study with an estimate, 1 is even."
    )
    assert cautions == list(drawn.VOTES_CAUTIONS)


def test_where_no_estimate_was_coded_there_is_no_vote_count(counted):
    assert drawn.votes(counted(work("x", result("none")))[1]) == []


def test_a_study_that_points_both_ways_is_even(counted):
    _, found = counted(work("x", result("none", points="favours"), result("none", about="b", points="against")))
    assert found.points["randomised"] == {"even": 1}


def test_a_role_that_is_not_known_comes_last_and_is_not_counted(counted):
    assert counts.nearest(["patron", "addition", "part"]) == "part"
    assert counts.nearest(["patron", "addition"]) == "addition"


def test_one_report_speaks_for_a_study_on_an_axis():
    reports = [("b", "m", "effect"), ("a", "m", "effect"), ("m", "m", "effect"), ("b", "m", "x"), ("a", "m", "x")]
    assert counts.speaking(reports) == {("m", "effect"): "m", ("m", "x"): "a"}

"""Counts of studies: once each, of the approach itself or as part, by reported result and by direction of effect."""

from typing import Any

import pytest
import yaml

from collabref.answer.grid import Text
from collabref.answer.page import Heading, Paragraph, Table, Title
from collabref.pages import tally as drawn
from collabref.pages.evidence import dossier
from collabref.pages.tally import in_a_sentence, in_words
from collabref.query import counts
from collabref.query.counts import Tally, tally
from collabref.query.filters import TypedFilter
from collabref.query.resolve import find
from collabref.query.studies import studies_of
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
        ([work("x", result("none"))], "The main outcome of the only randomised trial was not shown to differ."),
        ([work("x", result("unseen"))], "The result of the only randomised trial was not retrieved."),
        ([work("x", result("positive"), by="organisers")],
         "The only randomised trial reported better results on its main outcome; its organisers reported it."),
        ([work("x", result("none")), work("y", result("unseen")), work("z", result("negative"), by="organisers")],
         "Of 3 randomised trials, none reported better results on its main outcome; 1 was not shown to differ, 1 worse and "
         "1 not retrieved; organisers reported 1 of them."),
        ([work(id, result("positive"), by="organisers") for id in "xyz"] + [work("w", result("mixed"))],
         "Of 4 randomised trials, 3 reported better results on their main outcome; 1 was mixed; "
         "organisers reported 3 of them."),
        ([work("x", result("positive"), design="cba"), work("y", result("positive"), design="interviews")],
         "No randomised trial. The only controlled study reported better results on its main outcome."),
        ([work("x", result("positive"), design="interviews"), work("y", result("unseen"), design="interviews")],
         "No randomised trial. Of 2 studies of other kinds, 1 reported better results on its main outcome; "
         "1 was not retrieved."),
    ],
)  # fmt: skip
def test_the_sentence_is_on_the_best_designs(counted, works: list[Any], sentence: str):
    said = in_a_sentence(*counted(*works))
    assert (said.text if said else "") == sentence


def test_a_study_that_is_the_only_one_of_its_class_is_cited(counted):
    reports = [work("x", result("positive")), work("later", result("none"), study="x")]
    alone = counted(*reports, work("s", result("mixed"), design="review"))
    assert in_a_sentence(*alone).refs == ("x",)
    assert in_words(*alone) == [Text("1 synthesis: mixed.", ("s",)), Text("1 randomised trial: better.", ("x",))]
    two = counted(*reports, work("y", result("positive")))
    assert in_a_sentence(*two) == Text("Of 2 randomised trials, both reported better results on their main outcome.")
    assert in_words(*two) == [Text("2 randomised trials: both better.")]


def test_of_two_neither_and_the_verb_follows_its_number(counted):
    nought = counted(work("x", result("none")), work("y", result("none")))
    assert in_a_sentence(*nought).text == (
        "Of 2 randomised trials, neither reported better results on its main outcome; both were not shown to differ."
    )
    unlike = counted(work("w", result("mixed")), work("x", result("none")), work("y", result("none")))
    assert in_a_sentence(*unlike).text.endswith("; 1 was mixed and 2 were not shown to differ.")


def test_a_work_that_only_speaks_to_sustainability_is_not_counted_nor_does_it_speak_for_its_study(counted):
    main, late = work("main"), work("late", result("positive", axis="sustainability"), study="main")
    lone = work("lone")
    for each in (main, lone):
        each["custom"]["speaks-to"] = ["sustainability"]
    store, found = counted(main, late, lone, axis="sustainability")
    assert directions(found) == {"randomised": {"positive": 1}}
    studies = {each.record["id"]: each for each in studies_of(store, find(store, "a"))}
    assert [studies[id].counts_on("sustainability") for id in ("main", "late")] == [False, True]
    shown = dossier(store, find(store, "a"), TypedFilter(axis=["sustainability"]))
    assert shown.blocks[0] == Title("Parent", "a", "evidence with variants: 1 study, 1 not counted, only those on sustainability")  # fmt: skip
    tables = [block for block in shown.blocks if isinstance(block, Table)]
    assert {row[0].text: row[-1].text for table in tables for row in table.grid.shown("screen")[1]} == {
        "lone": "Sustainability: no result",
        "main": "Sustainability: no result",
        "late": "Sustainability: better",
    }


def test_the_counts_have_short_headings_where_there_is_little_room(counted):
    store, found = counted(work("x", result("none")), work("y", result("unseen")))
    columns, _ = drawn.grid(store, found).shown("screen")
    assert [(column.heading, column.short) for column in columns[1:3]] == [
        ("Not shown to differ", "Not shown"),
        ("Not retrieved", "Not retrieved"),
    ]


def test_the_part_of_a_larger_programme_is_on_a_short_page_where_it_adds_a_direction(counted):
    def last(*works: Any) -> str:
        store, _ = counted(*works)
        block = drawn.blocks(store, ["a"], short=True)[-1]
        return block.sentences[0].text if isinstance(block, Paragraph) else ""

    itself = work("x", result("positive"))
    assert last(itself, work("p", result("positive", role="part"))) == ""
    assert last(itself, work("p", result("unseen", role="part"))) == ""
    assert last(itself, work("p", result("negative", role="part"))) == (
        "As one part of a larger programme: 1 randomised trial: worse."
    )


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

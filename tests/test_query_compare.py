import re
from itertools import combinations

import pytest

from collabref.answer.grid import Text
from collabref.answer.page import Comparison, Note, Sources, Title
from collabref.errors import UsageError
from collabref.pages.compare import compare
from collabref.pages.tally import IN_SHORT, in_brief
from collabref.query.resolve import family
from collabref.store import Store

pytest_plugins = ["screens"]

NOTHING = Text("No study of cost was found. (Searched 22 November 2026.)", (), gap=True)


def table(page: object) -> Comparison:
    (found,) = (block for block in page.blocks if isinstance(block, Comparison))  # type: ignore[attr-defined]
    return found


def test_a_row_a_dimension_and_a_cell_an_approach(field: Store):
    page = compare(field, ["x-huddle", "Learning forum"])
    assert table(page) == Comparison(
        ("Safety huddle (x-huddle)", "Learning forum (x-forum)"),
        (
            ("Leadership and control", (Text("The nurse in charge sets the agenda.", ("x-brown2010",)), Text("Members choose the topics.", ("x-brown2010",)))),
            ("Effect", (Text("Fewer falls in one trial; none in another.", ("x-okoro2018", "x-brown2010")), Text("Members report that they learn.", ("x-oleary2021",)))),
            ("Economics", (NOTHING, Text("Two hours a month of each member.", ("x-oleary2021",)))),
            ("Studies of effect", (Text("The only randomised trial reported better results on its main outcome; its organisers reported it.", ("x-okoro2018",)), Text("No randomised trial. The only study of another kind reported mixed results on its main outcome.", ("x-oleary2021",)))),
        ),
    )  # fmt: skip


def test_the_studies_of_effect_are_counted_last_with_what_a_count_cannot_tell(field: Store):
    page = compare(field, ["x-huddle", "x-online-huddle"])
    assert page.blocks[page.blocks.index(table(page)) + 1] == Note(f"{IN_SHORT} Variants are included.")
    assert page.items[-1] == {
        "id": "studies-of-effect",
        "kind": "dimension",
        "name": "Studies of effect",
        "cells": {
            "x-huddle": {
                "say": "The only randomised trial reported better results on its main outcome; its organisers reported it.",
                "refs": ["x-okoro2018"],
            },
            "x-online-huddle": {
                "say": "No randomised trial. The main outcome of the only study of another kind was not shown to differ.",
                "refs": ["x-jansen"],
            },
        },
        "same": False,
    }
    for typed in ("studies-of-effect", "Studies of EFFECT"):
        page = compare(field, ["x-huddle", "x-forum"], on=[typed])
        assert [label for label, _ in table(page).rows] == ["Studies of effect"]
        assert any(isinstance(block, Note) and block.text.startswith(IN_SHORT) for block in page.blocks)
    assert not any(isinstance(block, Note) for block in compare(field, ["x-huddle", "x-forum"], on=["effect"]).blocks)


def test_an_approach_without_studies_of_effect_has_a_gap(hostile: Store):
    page = compare(hostile, ["x-huddle", "x-hostile"], on=["studies-of-effect"])
    assert dict(table(page).rows)["Studies of effect"][1] == Text("The library has no study of effect.", gap=True)
    assert page.items[0]["cells"]["x-hostile"] == {"gap": "The library has no study of effect.", "refs": []}


def test_a_row_that_is_the_same_for_all_is_one_cell_with_the_sources_of_each(field: Store):
    page = compare(field, ["x-huddle", "x-online-huddle"])
    rows = dict(table(page).rows)
    assert rows["Leadership and control"] == (
        Text("The nurse in charge sets the agenda.", ("x-brown2010", "x-jansen")),
    )
    assert rows["Economics"] == (NOTHING,)
    assert len(rows["Effect"]) == 2
    assert [item["same"] for item in page.items] == [True, False, True, False]


def test_only_what_differs(field: Store):
    page = compare(field, ["x-huddle", "x-online-huddle"], diff=True)
    assert [label for label, _ in table(page).rows] == ["Effect", "Studies of effect"]
    assert [item["id"] for item in page.items] == ["effect", "studies-of-effect"]


def test_that_they_differ_everywhere_is_said(field: Store):
    everywhere = Note("They differ on every one of these dimensions.")
    page = compare(field, ["x-huddle", "x-forum"], diff=True)
    assert page.blocks[0] == Title("Safety huddle and Learning forum")
    assert len(page.items) == 4
    assert everywhere in page.blocks
    assert everywhere in compare(field, ["x-huddle", "x-online-huddle"], on=["effect"], diff=True).blocks
    assert everywhere not in compare(field, ["x-huddle", "x-online-huddle"], diff=True).blocks
    assert everywhere not in compare(field, ["x-huddle", "x-forum"]).blocks


def test_nothing_that_differs_is_said(field: Store):
    page = compare(field, ["x-huddle", "x-online-huddle"], on=["economics"], diff=True)
    assert page.items == []
    assert Note("They are the same on these dimensions.") in page.blocks


def test_dimensions_are_chosen_by_id_or_name_and_stand_in_reading_order(field: Store):
    page = compare(field, ["x-huddle", "x-forum"], on=["economics", "leadership AND control"])
    assert [label for label, _ in table(page).rows] == ["Leadership and control", "Economics"]


def test_an_approach_that_says_nothing_has_a_cell_that_says_so(hostile: Store):
    page = compare(hostile, ["x-huddle", "x-hostile"], on=["effect"])
    assert dict(table(page).rows)["Effect"][1] == Text("The library has nothing on this.", gap=True)
    assert page.items[0]["cells"]["x-hostile"] is None


def test_the_sources_are_those_of_the_cells_each_once(field: Store):
    page = compare(field, ["x-huddle", "x-forum"])
    (sources,) = (block for block in page.blocks if isinstance(block, Sources))
    assert [source.id for source in sources.items] == ["x-brown2010", "x-okoro2018", "x-oleary2021"]
    assert sources.items[1].url == "https://doi.org/10.5555/xo.2018"


@pytest.mark.parametrize("typed", [["x-huddle"], ["x-huddle", "X-HUDDLE"], ["x-huddle", "XSH", "Safety huddle"]])
def test_one_approach_is_no_comparison(field: Store, typed: list[str]):
    with pytest.raises(UsageError, match="A comparison needs two or more different approaches."):
        compare(field, typed)


def test_only_approaches_are_compared_on_dimensions_that_there_are(field: Store):
    with pytest.raises(UsageError, match="“x-falls” is the term “x-falls”; this needs an approach."):
        compare(field, ["x-huddle", "x-falls"])
    with pytest.raises(UsageError, match="There is no dimension “contrl”. Did you mean control?"):
        compare(field, ["x-huddle", "x-forum"], on=["contrl"])


def test_no_two_built_in_approaches_leave_a_cell_empty(builtin: Store):
    approaches = [each["id"] for each in builtin.all("approach")]
    dimensions = [each["name"] for each in builtin.all("dimension")]
    counts = {each["id"]: in_brief(builtin, family(builtin, each)) for each in builtin.all("approach")}
    assert len(approaches) >= 16
    for pair in combinations(approaches, 2):
        page = compare(builtin, pair)
        rows = table(page).rows
        assert [label for label, _ in rows] == [*dimensions, "Studies of effect"]
        for label, cells in rows[:-1]:
            for cell in cells:
                assert cell.text.strip(), (pair, label)
                assert cell.text != "The library has nothing on this.", (pair, label)
                assert cell.refs or cell.gap, (pair, label)
        cells = rows[-1][1]
        for id, cell in zip(pair, cells * (2 // len(cells)), strict=True):  # one cell where they are the same
            assert cell.text == " ".join(sentence.text for sentence in counts[id])
            assert cell.gap or re.match(
                r"(No randomised trial\. )?(Of [1-9]|The only|The result of)|[1-9]\d* |As one part", cell.text
            ), pair

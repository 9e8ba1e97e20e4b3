import pytest
from screens import GRIDS, VIEWS, drawn
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Page, Sources
from collabref.pages.show import show
from collabref.render import Style, render
from collabref.render.plain import sentence
from collabref.store import Store

pytest_plugins = ["screens"]


@pytest.mark.parametrize("view", VIEWS)
def test_pages(field: Store, snapshot: SnapshotAssertion, view: str):
    assert drawn(VIEWS[view](field), "plain") == snapshot


@pytest.mark.parametrize("view", VIEWS)
def test_width_colour_and_links_change_nothing(field: Store, view: str):
    page = VIEWS[view](field)
    assert render(page, Style("plain", 20, True, True)) == render(page, Style("plain", 200))


@pytest.mark.parametrize("view", VIEWS)
def test_no_boxes_no_columns_no_padding(field: Store, view: str):
    """For screen readers: one line per sentence, nothing drawn, never wrapped."""
    text = render(VIEWS[view](field), Style("plain"))
    assert not any("\u2500" <= character <= "\u257f" or character in "•│|\t" for character in text)
    assert "  " not in text
    for line in text.splitlines():
        assert line == line.strip()
    assert text.endswith("\n")
    assert "\n\n\n" not in text


@pytest.mark.parametrize("view", GRIDS)
def test_a_grid_is_a_block_a_record_of_labelled_lines(field: Store, view: str):
    grid = VIEWS[view](field)
    headings = [column.heading for column in grid.shown("screen")[0]]
    blocks = render(grid, Style("plain")).rstrip("\n").split("\n\n")
    assert len(blocks) == len(grid.items)
    for block in blocks:
        assert block.startswith(f"{headings[0]}: ")
        assert [line.partition(": ")[0] for line in block.split("\n")] == [
            heading for heading in headings if f"\n{heading}: " in f"\n{block}"
        ]


def test_a_sentence_has_its_sources_in_brackets():
    assert sentence(Text("It works.", ("a2001", "b2002"))) == "It works. [a2001, b2002]"
    assert sentence(Text("It works.")) == "It works."


def test_an_empty_page_is_empty():
    assert render(Page("test", [], ()), Style("plain")) == ""
    assert render(Page("test", [], (Sources(()),)), Style("plain")) == ""


def test_hostile_data_are_shown_not_obeyed(hostile: Store):
    text = render(show(hostile, ["x-hostile", "x-evil", "x-formula"]), Style("plain"))
    for forbidden in "\x1b\x07\x9b\r\t\u202e\u202c\u2066\u2069":
        assert forbidden not in text
    for shown in (
        "[/x] [bold]loud[/bold] :smile: ␛[31mred␛[0m",
        "\\u202eright to left\\u202c",
        "A | pipe, `code`, *stars*, <script>alert(1)</script> & more",
        "[red]Title[/red] with ␛]0;owned␇ and ] [ unbalanced",
        '=HYPERLINK("http://evil.example")',
    ):
        assert shown in text


def test_signs_are_spelled_out_where_there_are_words_for_them():
    grid = Grid("counts", [{}], (Column("effect", "Effect", lambda item: Text("2+1", spoken="2 and 1"), on="screen"),))
    assert render(grid, Style("plain")) == "Effect: 2 and 1\n"

import json
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from screens import GRIDS, VIEWS, drawn
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Column, Grid, ListedReference, Sources, Text
from collabref.answer.page import Page, Paragraph, Table, Title
from collabref.pages.show import show
from collabref.render import Style, render
from collabref.render.markdown import escape
from collabref.store import Store

pypandoc = pytest.importorskip("pypandoc")
pytest_plugins = ["screens"]


def pandoc(text: str, *options: str) -> str:
    command = [pypandoc.get_pandoc_path(), "--wrap=none", *options]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60).stdout.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_documents(field: Store, snapshot: SnapshotAssertion, view: str):
    assert drawn(VIEWS[view](field), "md") == snapshot


@pytest.mark.parametrize("view", GRIDS)
def test_a_grid_is_a_table_of_as_many_columns_in_every_row(field: Store, view: str):
    grid = VIEWS[view](field)
    head, rule, *rows = (line for line in render(grid, Style("md")).splitlines() if line.startswith("|"))
    count = len(grid.shown("screen")[0])
    assert len(rows) == len(grid.items)
    for line in (head, rule, *rows):
        assert line.replace("\\|", "").count("|") == count + 1


def _cells(table: dict) -> list[list]:
    """The rows of a table in pandoc's document tree, each with its cells."""
    _, _, _, head, bodies, _ = table["c"]
    return [row[1] for row in [*head[1], *(row for body in bodies for row in body[3])]]


def test_pandoc_reads_a_comparison_as_one_table_with_its_citations(field: Store):
    document = json.loads(pandoc(render(VIEWS["compare-three"](field), Style("md")), "-f", "markdown", "-t", "json"))
    kinds = [block["t"] for block in document["blocks"]]
    assert kinds == ["Header", "Table", "Para", "Header", "Div", "Para"]
    rows = _cells(document["blocks"][1])
    assert [len(row) for row in rows] == [4, 4, 4, 4, 4]
    assert json.dumps(rows).count('"citationId"') == 11


def widths(*cells: str) -> list[int]:
    """How wide the columns of a table of one row become."""
    columns = tuple(
        Column(str(place), "A", lambda item, cell=cell: Text(cell, to=cell if cell.startswith("x-") else ""), on="both")
        for place, cell in enumerate(cells)
    )
    grid = Grid("thing", [{}], columns, sources=lambda: Sources((ListedReference("x-okoro2018", "Okoro."),)))
    lines = str(render(grid, Style("md"))).splitlines()
    return [
        len(each.strip())
        for each in lines[lines.index(next(line for line in lines if "| --" in line))].split("|")[1:-1]
    ]


FOUND = "In twelve multidisciplinary wards falls fell by a third, which two others did not reach. " * 3


def test_the_column_with_the_text_gets_the_room_and_the_others_their_words():
    cells = ("x-okoro2018", "uncontrolled before–after study", "Three districts of Malawi", FOUND, "Implementation")
    study, design, where, found, reports = widths(*cells)
    assert study >= len("Okoro et") + 3
    assert design >= len("uncontrolled") + 3
    assert reports >= len("Implementation") + 3
    assert found > 1.5 * max(study, design, where, reports)
    assert 90 <= study + design + where + found + reports <= 95


def test_no_column_gets_more_than_its_longest_cell():
    assert widths("2018", "better") == [4 + 3, 6 + 3]
    assert widths("2018", FOUND)[0] == 4 + 3


def test_an_endless_word_does_not_take_the_page():
    assert widths("x" * 500, FOUND)[1] > 25


def test_broad_letters_need_more_room():
    assert widths("Measurement")[0] > widths("Collections")[0]


def test_an_address_is_a_link_and_ends_no_cell():
    cell = Text("A work.", address="https://example.org/a|b")
    grid = Grid("thing", [{}], (Column("work", "Work", lambda item: cell, on="screen"),))
    assert "| A work. <https://example.org/a%7Cb> |" in str(render(grid, Style("md")))
    named = Page("thing", [], (Paragraph((Text("10.1/a", url="https://doi.org/10.1/a"),)),))
    assert "[10.1/a](<https://doi.org/10.1/a>)" in str(render(named, Style("md")))


def test_where_a_link_leads_needs_no_room():
    grid = Grid("thing", [{}], (Column("a", "A", lambda item: Text("3", to="x-a-very-long-name"), on="screen"),))
    page = Page("thing", [], (Title("Long", "x-a-very-long-name"), Table("", grid)))
    text = str(render(page, Style("md")))
    assert "| [3](#x-a-very-long-name) |" in text
    assert "\n| ------ |\n" in text


def test_the_key_of_a_timeline_has_its_signs(field: Store):
    text = str(render(VIEWS["evidence"](field), Style("md")))
    assert "\n+ better · ~ mixed · = not shown to differ · - negative\n" in text


def test_sources_are_citations_of_pandoc(field: Store):
    text = render(VIEWS["card"](field), Style("md"))
    assert "[@x-okoro2018; @x-brown2010]" in text


@pytest.mark.parametrize(
    ("reader", "citations"),
    [("commonmark", "plain"), ("gfm-emoji", "plain"), ("markdown-raw_tex", "plain"), ("markdown-raw_tex", "pandoc")],
)
def test_hostile_data_are_shown_not_obeyed(hostile: Store, reader: str, citations: str):
    text = render(show(hostile, ["x-hostile", "x-evil", "x-formula"], full=True), Style("md", citations=citations))
    for forbidden in "\x1b\x07\x9b\r\t\u202e\u202c\u2066\u2069":
        assert forbidden not in text
    tree = pandoc(text, "-f", reader, "-t", "json")
    assert "RawInline" not in tree
    assert "RawBlock" not in tree
    assert '"Math"' not in tree
    read = pandoc(text, "-f", reader, "-t", "plain")
    for shown in (
        "[/x] [bold]loud[/bold] :smile: ␛[31mred␛[0m",
        "A | pipe, `code`, *stars*, <script>alert(1)</script> & more",
        "[red]Title[/red] with ␛]0;owned␇ and ] [ unbalanced",
    ):
        assert shown in read, reader


PRINTABLE = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)


@given(text=PRINTABLE)
@example(text="# not a heading")
@example(text="1. not a list")
@example(text="- nor this")
@example(text="+ nor this")
@example(text="[a](http://b) ![c](d) <e@f.g> http://h.i")
@example(text="`a` *b* _c_ ~~d~~ ^e^ $f$ @g2001 [@h] \\i {j}")
@example(text="| a | b |")
def test_escaped_text_has_a_backslash_before_each_special_character(text: str):
    """Nothing else is changed: without its backslashes the text is the original."""
    escaped = escape(text)
    for special in "*_`[]<>#|^$@{}~":
        assert escaped.count(f"\\{special}") >= text.count(special)
    unescaped, position = [], 0
    while position < len(escaped):
        position += escaped[position] == "\\"
        unescaped.append(escaped[position])
        position += 1
    assert "".join(unescaped) == text

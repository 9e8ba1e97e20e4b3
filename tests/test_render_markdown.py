import json
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from screens import GRIDS, VIEWS, drawn
from syrupy.assertion import SnapshotAssertion

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
    assert json.dumps(rows).count('"citationId"') == 8


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

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from screens import GRIDS, VIEWS, drawn
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Column, Grid, Text
from collabref.pages.lists import list_kind
from collabref.render import Style, render
from collabref.store import Store

pytest_plugins = ["screens"]


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def read_tsv(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def sheet(*cells: str) -> Grid:
    columns = tuple(
        Column(f"c{number}", "", lambda item, number=number: Text(item["cells"][number]))
        for number in range(len(cells))
    )
    return Grid("test", [{"cells": cells}], columns)


@pytest.mark.parametrize("format", ["tsv", "csv"])
@pytest.mark.parametrize("view", GRIDS)
def test_sheets(field: Store, snapshot: SnapshotAssertion, view: str, format: str):
    assert drawn(VIEWS[view](field), format) == snapshot


@pytest.mark.parametrize("view", GRIDS)
def test_both_say_the_same_in_a_header_and_a_line_a_row(field: Store, view: str):
    grid = VIEWS[view](field)
    rows = read_tsv(render(grid, Style("tsv")))
    assert rows == read_csv(render(grid, Style("csv")))
    assert rows[0] == [column.key for column in grid.shown("data")[0]]
    assert len(rows) == 1 + len(grid.items)
    assert {len(row) for row in rows} == {len(rows[0])}


def test_csv_has_the_line_ends_of_rfc_4180(field: Store):
    text = render(VIEWS["refs"](field), Style("csv"))
    assert text.count("\r\n") == text.count("\n") == 10
    assert "\r" not in render(VIEWS["refs"](field), Style("tsv"))


@pytest.mark.parametrize("format", ["tsv", "csv"])
def test_nothing_is_a_formula(hostile: Store, format: str):
    text = render(list_kind(hostile, "terms"), Style(format))
    rows = read_tsv(text) if format == "tsv" else read_csv(text)
    assert rows[2:] == [
        ["x-formula", '\'=HYPERLINK("http://evil.example")', "'@SUM(A1) and tabs and lines"],
        ["x-minus", "'-2+3", "'+44 20 7946 0000"],
    ]


@pytest.mark.parametrize(("text", "cell"), [
    ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("a;=1", "a;'=1"), ("a,@x", "a,'@x"),
    ('a"=1', "a\"'=1"), ("';=cmd", "';'=cmd"), ("\t=1", "'=1"), ("\r\n-1", "'-1"),
    ("fell by 5%, -3% a year; = none", "fell by 5%, -3% a year; = none"), ("before–after, r=0.3", "before–after, r=0.3"),
    ("one-to-one", "one-to-one"), ("a@b.example", "a@b.example"),
])  # fmt: skip
def test_a_formula_may_seem_to_begin_inside_a_cell(text: str, cell: str):
    assert read_csv(render(sheet(text), Style("csv")))[1] == [cell]
    assert read_tsv(render(sheet(text), Style("tsv")))[1] == [cell]


@given(st.lists(st.text(), min_size=1, max_size=5))
@example([";=1", ',@"+1', "＝1"])
@example(["=1", "+1", "-1", "@a", " =1", "\t=1", "\r\n-1", "\x00=1", "'=1"])
@example(['a"b', "a,b", "a;b", "a\u2028b", "\ufeff"])
def test_any_cells_stay_in_their_row_and_column_and_are_no_formula(cells: list[str]):
    by_format = {
        "tsv": read_tsv(render(sheet(*cells), Style("tsv"))),
        "csv": read_csv(render(sheet(*cells), Style("csv"))),
    }
    assert by_format["tsv"] == by_format["csv"] or cells == [""] or not any(cells)
    for format, rows in by_format.items():
        if format == "csv" and len(cells) == 1:
            continue  # a line with one empty cell is quoted by one and not by the other
        assert len(rows) == 2
        assert len(rows[1]) == len(cells)
        for cell in rows[1]:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
            assert not re.search('[;,"][=+@＝＋－＠-]', cell)
            assert not any(character in cell for character in "\t\r\n\x1b")

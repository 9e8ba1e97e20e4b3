"""docs/performance.md is complete, as made by tools/bench.py. The figures depend on the machine and are not tested."""

import re
from pathlib import Path

import bench
import pytest

DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "performance.md").read_text(encoding="utf-8")


def part(name: str) -> list[list[str]]:
    """The cells of a made table, without its header."""
    made = re.search(rf"<!-- made: {name} -->\n(.*?)<!-- end -->", DOCUMENT, re.DOTALL)
    assert made, name
    lines = [line for line in made[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_part_of_the_bench_has_its_place_and_no_other_is_there():
    assert re.findall(r"<!-- made: (\w+) -->", DOCUMENT) == list(bench.PARTS)


@pytest.mark.parametrize(
    ("name", "first_cells"),
    [
        (
            "start",
            [
                "Python, `-c pass`",
                "Typer, one line",
                "Typer and Rich, one table",
                "`show qic -f text`",
                "`compare qic cop -f text`",
                "`refs cost -f text`",
                "`search free riding -f text`",
                "`show qic`, piped",
                "`compare qic cop`, piped",
                "`refs cost`, piped",
                "`search free riding`, piped",
                "Tab after `show sch`",
            ],
        ),
        (
            "growth",
            ["1,000 in CSL-JSON", "10,000 in CSL-JSON", "100,000 in CSL-JSON", "1,000 in YAML", "10,000 in YAML"],
        ),
    ],
)
def test_a_table_has_its_rows(name: str, first_cells: list[str]):
    assert [row[0] for row in part(name)] == first_cells


def test_no_cell_but_those_of_comparison_and_budget_is_empty():
    assert all(row[1] for name in ("start", "first", "growth", "others") for row in part(name))


def test_a_made_part_is_replaced_and_the_rest_stays():
    document = (
        "Before.\n\n<!-- made: start -->\n\nold\n\n<!-- end -->\n\n<!-- made: first -->\n<!-- end -->\n\nAfter.\n"
    )
    once = bench.written(document, "start", "new\n")
    assert once == document.replace("old", "new")
    assert bench.written(once, "first", "1\n") == once.replace("first -->\n<", "first -->\n\n1\n\n<")


@pytest.mark.parametrize(
    ("ours", "other", "budget", "factor", "cells"),
    [
        ((1.0, 1.0), (2.0, 4.0), None, False, ["0.50", "0.25", ""]),
        ((1.2, 1.0), (1.0, 1.0), 1.2, False, ["1.20", "1.00", "at most 1.20"]),
        ((1.3, 1.0), (1.0, 1.0), 1.2, False, ["1.30", "1.00", "at most 1.20 (**not kept** in this run)"]),
        ((1.0, 1.0), (5.0, 6.0), 5.0, True, ["5.00", "6.00", "at least 5.0"]),
        ((1.0, 1.0), (4.0, 6.0), 5.0, True, ["4.00", "6.00", "at least 5.0 (**not kept** in this run)"]),
    ],
)
def test_a_budget_that_is_not_kept_says_so(ours, other, budget, factor, cells):
    assert bench.compared(bench.Times(*ours), bench.Times(*other), budget, factor) == cells

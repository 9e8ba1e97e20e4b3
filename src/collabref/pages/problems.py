"""`check`: the problems of a library as a grid."""

from collections.abc import Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.errors import Problem
from collabref.text.safe import safe_message

_COLUMNS = (
    Column("place", "Where", lambda item: Text(_problem(item).place), on="both", unbroken=True),
    Column("rule", "Rule", lambda item: Text(item["rule"]), on="both"),
    Column(
        "message",
        "What is wrong, and what to do",
        lambda item: Text(safe_message(_problem(item).sentence)),
        on="both",
        wide=1,
    ),
)


def grid(problems: Sequence[Problem]) -> Grid:
    """Problems as a grid; each item has rule, level, file, line, column, message and hint."""
    return Grid("problem", [each._asdict() for each in problems], _COLUMNS, "Problems", line=_line)


def _line(item: dict[str, Any]) -> str:
    """A problem in the form that compilers use, so that editors can jump to its place."""
    problem = _problem(item)
    return safe_message(f"{problem.place}: {problem.rule}: {problem.sentence}")


def _problem(item: dict[str, Any]) -> Problem:
    return Problem(**item)

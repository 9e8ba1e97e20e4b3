"""`check`: the problems of a library as a grid."""

from collections.abc import Sequence

from collabref.errors import Problem
from collabref.shapes import Column, Grid, Text

_COLUMNS = (
    Column("place", "Where", on="both"),
    Column("rule", "Rule", on="both"),
    Column("message", "What is wrong, and what to do", on="both", wide=True),
)


def grid(problems: Sequence[Problem]) -> Grid:
    """Problems as a grid; each item has rule, level, file, line, column, message and hint."""
    rows = tuple((Text(each.place), Text(each.rule), Text(each.sentence)) for each in problems)
    return Grid("problem", [each._asdict() for each in problems], _COLUMNS, rows)

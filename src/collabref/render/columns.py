"""How much room the columns of a table need in a document: their longest words, and what their text would like."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# What sets words apart: a line may end there.
_BREAK = re.compile(r"[\s–—/]+|(?<=-)")

# Roughly how many characters lie between two columns.
BETWEEN = 3

# A column with text in it is hard to read in fewer characters, and one without needs no more.
TEXT = 20
SHORT = 14

# Roughly how many characters fit on one line: of the widest web page, of the same in small type, of a small screen.
PAGE = 100
SMALL = 112
SCREEN = 80

# Longer words are no language's: they may be broken.
LONGEST = 40

# What the columns with text take of a table, in hundredths: at least, and at most.
_LEAST, _MOST = 52, 88


class Needs(NamedTuple):
    """What a column of a table needs.

    Attributes:
        word: the length of its longest word.
        cell: the length of its longest cell.
        share: its share of the free space; 0 where it takes what it needs.
    """

    word: int
    cell: int
    share: int = 0


def needs(lines: Sequence[Sequence[str]], shares: Sequence[int]) -> list[Needs]:
    """What the columns of a table of these lines need, the heads among them."""
    return [
        Needs(max(map(longest_word, cells)), max(map(len, cells)), share)
        for cells, share in zip(zip(*lines, strict=True), shares, strict=True)
    ]


def longest_word(cell: str) -> int:
    """How many characters must stay together in a cell."""
    return max(map(len, pieces(cell)))


def pieces(cell: str) -> list[str]:
    """A cell in the parts between which a line may end."""
    return _BREAK.split(cell)


def percentages(table: Sequence[Needs]) -> list[int]:
    """How many hundredths of a table each column takes; 0 for those that take what they need."""
    shares = sum(column.share for column in table)
    if not shares:
        return [0] * len(table)
    short = sum(min(column.cell, max(column.word, SHORT)) + BETWEEN for column in table if not column.share)
    free = min(max(100 - 100 * short // PAGE, _LEAST), _MOST)
    return [free * column.share // shares for column in table]


def room(table: Sequence[Needs]) -> int:
    """How many characters a line needs for the table to be read with ease."""
    return sum(max(column.word, TEXT if column.share else 0) + BETWEEN for column in table)


def fits(table: Sequence[Needs]) -> bool:
    """Whether a page has room for the columns side by side without a broken word, in small type."""
    return sum(column.word + BETWEEN for column in table) <= SMALL and all(column.word <= LONGEST for column in table)

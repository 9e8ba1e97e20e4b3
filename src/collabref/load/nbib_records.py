"""From a file in PubMed's format to its records, each with its place and its fields in order.

A field has its tag in four columns, a hyphen and a space; a longer value continues on lines that begin with six
spaces. A record begins with ``PMID- ``; an empty line separates two records.

Source: NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"\ufeff?(?=[^-]{4}-)(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}-(?: |$)(?P<value>.*)")


class Piece(NamedTuple):
    """A record, or fields outside any record.

    Attributes:
        line: the number of its first line, from 1.
        fields: each tag with its value, in order; a value of several lines is joined by spaces.
        numbered: whether it has a PMID, as every record of PubMed has.
        closed: whether it has its last field, SO; the records of books have none.
        size: how many characters it has.
        stray: its first line that belongs to no field; 0 if there is none.
    """

    line: int
    fields: list[tuple[str, str]]
    numbered: bool
    closed: bool
    size: int
    stray: int


def split(text: str) -> Iterator[Piece]:
    """The records of ``text``, in order.

    An empty line ends a record, unless the next line continues a value.
    """
    record = _Record()
    ended = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            ended = True
            continue
        found = _LINE.match(line)
        goes_on = not found and line[0] == " " and record.fields
        if record.begun and not goes_on and (ended or (found and found["tag"] == "PMID" and record.numbered)):
            yield record.piece()
            record = _Record()
        record.add(number, line, found)
        ended = False
    if record.begun:
        yield record.piece()


class _Record:
    """A record while it is being read."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, list[str]]] = []
        self.numbered = False
        self._start, self._size, self._stray = 0, 0, 0

    @property
    def begun(self) -> bool:
        return self._start > 0

    def add(self, number: int, line: str, found: re.Match[str] | None) -> None:
        self._start = self._start or number
        self._size += len(line)
        if found:
            self.fields.append((found["tag"], [found["value"]]))
            self.numbered = self.numbered or found["tag"] == "PMID"
        elif self.fields:
            self.fields[-1][1].append(line)
        else:
            self._stray = self._stray or number

    def piece(self) -> Piece:
        fields = [(tag, " ".join(" ".join(lines).split())) for tag, lines in self.fields]
        closed = any(tag in ("SO", "BTI") for tag, _ in fields)
        filled = [field for field in fields if field[1]]
        return Piece(self._start, filled, self.numbered, closed, self._size, self._stray)

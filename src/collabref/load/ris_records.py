"""From a RIS file to its records, each with its place and its tags in order.

A record has its type in ``TY  - `` and ends with ``ER  - ``, or, if that is missing, with the next ``TY``
or the end of the file. A tag is two characters, two spaces, a hyphen and a space. Many programs write one space
before the hyphen, some none after it, and some lines of an abstract begin like a tag ("UK - based", "ER -
department first"). So a line whose form differs from that of its record is a tag only if RIS has it and the value
before it is not a long text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Some programs have their own tags, such as DOI, PMID or XR.
_LINE = re.compile(
    r"[ \t\ufeff]*(?P<tag>[A-Z][A-Z0-9]{1,5})(?P<gap>[ \t\u00a0]*)[-–](?P<space>[ \t\u00a0]*)(?P<value>.*)"
)

# The tags of the RefMan (RIS) export of EndNote, 2011, and those of the older description.
_KNOWN = re.compile(
    "A[1-4BDNUV]|BT|C[1-8ANPTY]|D[ABIOP]|E[DPRT]|I[DS]|J[12AFO]|KW|L[1-4ABK]|M[123]|N[12V]|OP|P[BPY]|R[INP]|S[ENPT]"
    "|T[123AITY]|U[1-5R]|V[LO]|Y[12]"
)
_LONG = frozenset({"AB", "N1", "N2", "TI", "T1"})
_TYPE = re.compile(r"[A-Za-z][\w -]{1,30}\W{0,2}")
_NOTHING = re.compile(r"\W*")


class Piece(NamedTuple):
    """A record, or lines outside any record.

    Attributes:
        line: the number of its first line, from 1.
        tags: each tag with the lines of its value, in order; without TY and ER.
        kind: its type, as in its TY; empty if it has none.
        ended: whether it has its ER.
        size: how many characters it has.
    """

    line: int
    tags: list[tuple[str, list[str]]]
    kind: str
    ended: bool
    size: int


class _Line(NamedTuple):
    tag: str
    value: str
    wide: bool  # two spaces before the hyphen, as the format requires
    spaced: bool  # a space after it, or nothing at all


def split(text: str) -> Iterator[Piece]:
    """The records of ``text`` and the tagged lines outside them, in order.

    Between records, lines without a RIS tag are a program's headings; lines with one belong to the
    record whose TY follows.
    """
    record = _Record()
    for number, line in enumerate(text.split("\n"), start=1):
        found = _read(line)
        if found and found.tag == "TY" and record.kind and record.takes(found) and _TYPE.fullmatch(found.value):
            yield record.piece(ended=False)
            record = _Record()
        if found and found.tag == "ER" and record.takes(found) and _NOTHING.fullmatch(found.value):
            if record.begun:
                yield record.piece(ended=True)
            record = _Record()
        else:
            record.add(number, line, found)
    if record.begun:
        yield record.piece(ended=False)


def _read(line: str) -> _Line | None:
    """A line in the form of a tag; None for others."""
    match = _LINE.match(line)
    if not match:
        return None
    wide = len(match["gap"]) == 2
    if not wide and not _KNOWN.fullmatch(match["tag"]):
        return None
    return _Line(match["tag"], match["value"].strip(), wide, bool(match["space"]) or not match["value"])


class _Record:
    """A record while it is being read."""

    def __init__(self) -> None:
        self.kind = ""
        self._start, self._size = 0, 0
        self._tags: list[tuple[str, list[str]]] = []
        self._form: tuple[bool, bool] | None = None  # whether its first tag is wide and spaced

    @property
    def begun(self) -> bool:
        return bool(self.kind or self._tags)

    def takes(self, line: _Line) -> bool:
        """Whether a line is a tag in this record, not a line of text that only looks like one."""
        if self._form is None:
            return line.wide or line.spaced or line.tag == "TY"
        if line.wide or (line.wide, line.spaced) == self._form:
            return True
        return line.spaced and not (self._tags and self._tags[-1][0] in _LONG and self._form[0])

    def add(self, number: int, line: str, found: _Line | None) -> None:
        self._size += len(line)
        if found and self.takes(found) and (self.kind or _KNOWN.fullmatch(found.tag)):
            self._begin(number, found)
            if found.tag == "TY" and not self.kind:
                self.kind = found.value
            else:
                self._tags.append((found.tag, [found.value]))
        elif self._tags and line.strip():
            # A line without a tag continues the value before it; outside a record it is a heading.
            self._tags[-1][1].append(line.strip())

    def _begin(self, number: int, line: _Line) -> None:
        self._start = self._start or number
        if self._form is None:
            self._form = (line.wide, line.spaced)

    def piece(self, ended: bool) -> Piece:
        return Piece(self._start, self._tags, self.kind, ended, self._size)

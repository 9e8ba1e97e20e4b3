"""A RIS file to its records, each with its place, in the form that RIS was meant to have.

A record begins with ``TY  - `` and ends with ``ER  - ``, or, where that is missing, with the next ``TY``
or with the file. A tag is two characters, two spaces, a hyphen and a space; many programs write one
space. That is taken for a tag only if it is one that RIS has: a line of an abstract may begin with
"UK - based".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"[ \t]*(?P<tag>[A-Z][A-Z0-9])(?P<gap> *)-(?: |\t|$)[ \t]*(?P<value>.*)")

# The tags of the RefMan (RIS) export of EndNote, 2011, and those of the older description.
_KNOWN = re.compile(
    "A[1-4BDNUV]|BT|C[1-8ANPTY]|D[ABOP]|E[DPRT]|I[DS]|J[12AFO]|KW|L[1-4ABK]|M[123]|N[12V]|OP|P[BPY]|R[INP]|S[ENPT]"
    "|T[123AITY]|U[1-5R]|V[LO]|Y[12]"
)


class Piece(NamedTuple):
    """A record, or lines outside of any.

    Attributes:
        line: the number of its first line, from 1.
        tags: each tag with its value, in order; a value of several lines is joined by spaces.
        begun: whether it begins with TY.
        ended: whether it has its ER.
        size: how many characters it has.
    """

    line: int
    tags: list[tuple[str, str]]
    begun: bool
    ended: bool
    size: int


def split(text: str) -> Iterator[Piece]:
    """The records of ``text`` and the tagged lines outside of them, in order."""
    tags: list[tuple[str, list[str]]] = []
    start, size = 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.match(line)
        tag = match["tag"] if match and (len(match["gap"]) == 2 or _KNOWN.fullmatch(match["tag"])) else ""
        if tag == "TY" and tags:
            yield _piece(start, tags, size, ended=False)
            tags, size = [], 0
        size += len(line)
        if tag == "ER":
            if tags:
                yield _piece(start, tags, size, ended=True)
            tags, size = [], 0
        elif tag and match:
            start = start if tags else number
            tags.append((tag, [match["value"]]))
        elif tags and line.strip():
            # A line without a tag goes on with the value before it; outside of a record it is a heading.
            tags[-1][1].append(line)
    if tags:
        yield _piece(start, tags, size, ended=False)


def _piece(start: int, tags: list[tuple[str, list[str]]], size: int, ended: bool) -> Piece:
    joined = [(tag, " ".join(" ".join(lines).split())) for tag, lines in tags]
    return Piece(start, joined, joined[0][0] == "TY", ended, size)

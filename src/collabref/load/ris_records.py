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
TAGS = frozenset(
    "A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER ET ID IS J1 J2 JA JF JO KW"
    " L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5"
    " UR VL VO Y1 Y2".split()
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
        tag = match["tag"] if match and (len(match["gap"]) == 2 or match["tag"] in TAGS) else ""
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

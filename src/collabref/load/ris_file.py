"""A user's RIS file: its records as CSL items.

Our own reader, since the available libraries silently drop a first record after a byte-order mark and a last one
without ``ER``, and give a tag the same meaning in every type of record.
"""

import re
from typing import Any

from collabref.errors import Problem
from collabref.load.datafile import DataFile, Mark, Path, fail
from collabref.load.foreign import MAX_RECORD, Ids, decode_foreign
from collabref.load.ris_item import read_item
from collabref.load.ris_records import Piece, split

_TITLES = frozenset({"TI", "T1", "CT", "BT"})


def read(raw: bytes, name: str) -> DataFile:
    """The references of a RIS file.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text, problems = decode_foreign(raw, name)
    if not text.strip():
        fail("empty", name, (1, 1), "The file is empty.", "Export the library again as RIS.")
    if re.match(r"\s*PMID- ", text):
        fail("not-ris", name, (1, 1), "This is PubMed’s format, not RIS.", "Give the file the ending .nbib.")
    items: list[dict[str, Any]] = []
    marks: dict[Path, Mark] = {}
    ids = Ids()
    for piece in split(text):
        mark = (piece.line, 1)
        message, hint = _fault(piece)
        if message:
            problems.append(Problem("ris-record", "error", name, *mark, message, hint))
        if not _readable(piece):
            continue
        wanted, item = read_item(piece)
        id, other = ids.give(wanted, item, mark)
        if other:
            message = f"The ID “{wanted}” is already used in line {other[0]}; this record is read as “{id}”."
            problems.append(Problem("duplicate-key", "error", name, *mark, message, "Give each record its own ID."))
        marks["references", len(items)] = mark
        items.append({"id": id, **item})
    if not items and problems:
        fail(problems[-1].rule, name, (problems[-1].line, problems[-1].column), problems[-1].message, problems[-1].hint)
    if not items:
        fail("not-ris", name, (1, 1), "This is not RIS: there is no record in it.", "A record begins with “TY  - ”.")
    return DataFile(name, {"references": items}, marks, strict=False, problems=tuple(problems))


def _readable(piece: Piece) -> bool:
    """Whether this can be a record: it has a type, or at least a title, and is no longer than a record may be."""
    return piece.size <= MAX_RECORD and (bool(piece.kind) or any(tag in _TITLES for tag, _ in piece.tags))


def _fault(piece: Piece) -> tuple[str, str]:
    """What is wrong with a record, and what to do; empty if nothing is."""
    if piece.size > MAX_RECORD:
        return "This record is too long to be a reference.", "Shorten it."
    if not _readable(piece):
        return "These lines are outside any record and are not read.", "Begin a record with “TY  - ”."
    if not piece.kind:
        return "This record has no TY; it is read as a document.", "Begin a record with “TY  - ” and its type."
    if not piece.ended:
        return "This record has no ER; it is read as far as it goes.", "End a record with “ER  - ”."
    return "", ""

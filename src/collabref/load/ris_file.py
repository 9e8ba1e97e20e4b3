"""A user's RIS file: its records as CSL items.

Our own reader, since the available libraries silently drop a first record after a byte-order mark and a last one
without ``ER``, and give a tag the same meaning in every type of record.
"""

import re

from collabref.load.datafile import DataFile, fail
from collabref.load.foreign import MAX_RECORD, References, decode_foreign
from collabref.load.ris_item import read_item
from collabref.load.ris_records import Piece, split

_TITLES = frozenset({"TI", "T1", "CT", "BT"})


def read(raw: bytes, name: str) -> DataFile:
    """The references of a RIS file.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text, found = decode_foreign(raw, name, "Export the library again as RIS.")
    if re.match(r"\s*PMID- ", text):
        fail("not-ris", name, (1, 1), "This is PubMed’s format, not RIS.", "Give the file the ending .nbib.")
    references = References(name, found)
    for piece in split(text):
        mark = (piece.line, 1)
        message, hint = _fault(piece)
        if message:
            references.problem("ris-record", mark, message, hint)
        if _readable(piece):
            references.add(*read_item(piece), mark)
    return references.datafile(
        "not-ris", "This is not RIS: there is no record in it.", "A record begins with “TY  - ”."
    )


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

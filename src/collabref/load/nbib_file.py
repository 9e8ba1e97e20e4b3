"""PubMed's export (``.nbib``, the MEDLINE format): its records as CSL items."""

import re
from collections.abc import Iterator

from collabref.load.datafile import DataFile, Mark, fail
from collabref.load.foreign import MAX_RECORD, References, decode_foreign
from collabref.load.nbib_item import read_item
from collabref.load.nbib_records import Piece, split

_TITLES = frozenset({"TI", "BTI"})
_AGAIN = "Export it again from PubMed."


def read(raw: bytes, name: str) -> DataFile:
    """The references of a file in PubMed's format.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text, found = decode_foreign(raw, name, "Export the citations again from PubMed.")
    references = References(name, found)
    cut: list[Mark] = []
    for piece in split(text):
        mark = (piece.line, 1)
        for at, message, hint in _faults(piece):
            references.problem("nbib-record", (at, 1), message, hint)
        if not _readable(piece):
            continue
        if not piece.closed:
            cut.append(mark)
        references.add("", read_item(piece), mark)
    if not references:
        _refuse_other_formats(text, name)
    if len(cut) < len(references):  # if no record in a file has SO, a program has left it out
        message = "This record is cut off: it has no SO, which is its last field. It is read as far as it goes."
        for mark in cut:
            references.problem("nbib-record", mark, message, _AGAIN)
    return references.datafile()


def _refuse_other_formats(text: str, name: str) -> None:
    """Fail if a file without records is of another format."""
    if re.search(r"^TY  -", text, re.MULTILINE):
        fail("not-nbib", name, (1, 1), "This is RIS, not PubMed’s format.", "Give the file the ending .ris.")
    if not re.search(r"^[A-Z]{2,4} {0,2}- ", text, re.MULTILINE):
        fail(
            "not-nbib",
            name,
            (1, 1),
            "This is not PubMed’s format: there is no record in it.",
            "Export the citations from PubMed: Send to, Citation manager.",
        )


def _readable(piece: Piece) -> bool:
    """Whether this can be a record: it has a number or a title, is no longer than a record may be, and is not RIS."""
    tags = {tag for tag, _ in piece.fields}
    return piece.size <= MAX_RECORD and (piece.numbered or bool(tags & _TITLES)) and "TY" not in tags


def _faults(piece: Piece) -> Iterator[tuple[int, str, str]]:
    """What is wrong with a record: the line, the message, and what to do."""
    if piece.size > MAX_RECORD:
        yield piece.line, "This record is too long to be a reference.", "Shorten it."
    elif not _readable(piece):
        yield piece.line, "These lines are outside any record and are not read.", _AGAIN
    else:
        if piece.stray:
            yield piece.stray, "This line is outside any record and is not read.", _AGAIN
        if not piece.numbered:
            yield piece.line, "This record has no PMID; it is read as far as it goes.", _AGAIN
        elif not any(tag in _TITLES for tag, _ in piece.fields):
            yield piece.line, "This record has no title; it is read as far as it goes.", _AGAIN

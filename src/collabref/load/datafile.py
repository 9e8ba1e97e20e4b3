"""The content of one file, and where in it everything is."""

from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from collabref.errors import LibraryError, Problem

# Data nested more deeply than this are not records: the deepest record has ten levels.
MAX_DEPTH = 100
# A longer text (in characters) cannot belong to a record: a long abstract has five thousand.
MAX_TEXT = 100_000

# The place of a value in a document: keys and indices from the top, as in ("approaches", 0, "id").
Path = tuple[str | int, ...]
# Line and column, both counted from 1.
Mark = tuple[int, int]


class DataFile(NamedTuple):
    """One parsed file: top-level keys, each with its list of records, and the place of everything.

    ``strict`` files are in collabref's own format, where an unknown field is an error; the others come
    from other programs, and anything unknown in them is kept unchanged.
    ``problems`` are what could not be read, or was changed in reading: records, fields, characters.
    """

    name: str
    data: dict[str, list[Any]]
    marks: Mapping[Path, Mark]
    strict: bool = True
    problems: tuple[Problem, ...] = ()

    def mark(self, path: Path) -> Mark:
        """Line and column of ``path``, or of the nearest enclosing value with a known place."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def problem(self, rule: str, path: Path, message: str, hint: str = "", level: str = "error") -> Problem:
        """A problem at ``path`` in this file."""
        line, column = self.mark(path)
        return Problem(rule, level, self.name, line, column, message, hint)


def fail(rule: str, name: str, mark: Mark, message: str, hint: str = "") -> NoReturn:
    """Stop reading the file ``name``: raise a LibraryError for the place ``mark``."""
    raise LibraryError(Problem(rule, "error", name, *mark, message, hint))


def decode(raw: bytes, name: str) -> str:
    """The text of a UTF-8 file, without its byte-order mark; a LibraryError if it is not one."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        mark = (before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        fail(
            "not-text",
            name,
            mark,
            f"This is not UTF-8 text (byte 0x{raw[error.start]:02x}).",
            "Save the file as UTF-8, or name another file.",
        )
    if "\0" in text:
        before_nul = text[: text.index("\0")]
        mark = (before_nul.count("\n") + 1, len(before_nul) - (before_nul.rfind("\n") + 1) + 1)
        fail("not-text", name, mark, "This is a binary file (it holds a NUL byte).", "Name a text file.")
    return text

"""What the readers of other programs' files share: bytes to text, ids, dates, names, a missing extra."""

import codecs
import re
from typing import Any, NoReturn

from collabref.errors import LibraryError, Problem
from collabref.load.source import Mark, decode
from collabref.text import fold, one_line

# A record longer than this (in characters) is no reference, and working with it might take for ever.
MAX_RECORD = 1_000_000

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_RANGE = re.compile(r"\d{4}(-\d\d?){0,2}/(\d{4}(-\d\d?){0,2})?")
_NUMERIC_DATE = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?(?!\d)")


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, one by one, as Windows-1252; the five that it lacks, as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    text = "".join(
        bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for byte in stray
    )
    return text, error.end


codecs.register_error("collabref-windows-1252", _windows_1252)


def decode_foreign(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file from another program, and what is wrong with its encoding.

    UTF-8 or, by its byte-order mark, UTF-16. What is not UTF-8 is taken for Windows-1252, of which
    Latin-1 is the part that matters, byte by byte: such files are often UTF-8 with a few strays. It is
    read, since most of it is plain letters; and named, since a wrong letter in a name is not seen.

    Returns:
        The text, with every line ending as a newline; and at most one problem, at the first such byte.

    Raises:
        LibraryError: it is binary.
    """
    problems = []
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        mark = (before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        raw = raw.decode("utf-8", "collabref-windows-1252").encode()
        problems = [Problem("not-utf-8", "error", name, *mark,
                            "This file is not UTF-8 from here on; it is read as Windows-1252 (Latin-1).",
                            "Look at its accents, and export it again as UTF-8.")]  # fmt: skip
    return re.sub("\r\n?", "\n", decode(raw, name)), problems


def extra_missing(name: str) -> NoReturn:
    """Stop reading the file ``name`` for want of the libraries that read it: raise a LibraryError."""
    kind = name.rsplit(".", 1)[-1]
    message = f"Install collabref[bib] to read .{kind} files: pip install 'collabref[bib]'."
    raise LibraryError(Problem("extra-missing", "error", name, 0, 0, message)) from None


class Lines:
    """Offsets in a text as lines and columns; asked in rising order, so that no part is counted twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._line_start, self._at = 1, 0, 0

    def mark(self, position: int) -> Mark:
        """Line and column of ``position``."""
        if position < self._at:
            self._line, self._line_start, self._at = 1, 0, 0
        if newlines := self._text.count("\n", self._at, position):
            self._line += newlines
            self._line_start = self._text.rfind("\n", self._at, position) + 1
        self._at = position
        return self._line, position - self._line_start + 1


class Ids:
    """The ids of the records of one file: none empty, none twice in any letter case."""

    def __init__(self) -> None:
        self._taken: dict[str, Mark] = {}
        self._numbers: dict[str, int] = {}  # how often an id was wanted: counting up anew would take for ever

    def give(self, wanted: str, item: dict[str, Any], mark: Mark) -> tuple[str, Mark | None]:
        """An id for ``item``: the one that its file gives it, else its first author and year.

        A made one has hyphens (``smith-2008``), which the built-in ids have not: it can never replace one.

        Returns:
            The id; and where another record has the wanted one already, the place of that.
        """
        base = one_line(wanted) or _made(item)
        wish = fold(base)
        number = self._numbers.get(wish, 1)
        id = base
        while fold(id) in self._taken:
            number += 1
            id = f"{base}-{number}"
        self._numbers[wish] = number
        self._taken[fold(id)] = mark
        return id, self._taken[wish] if wanted.strip() and id != base else None


def _made(item: dict[str, Any]) -> str:
    first: dict[str, str] = next(iter(item.get("author") or item.get("editor") or []), {})
    who = first.get("family") or first.get("literal") or str(item.get("title", ""))
    words = re.findall(r"[a-z0-9]+", fold(who))[:2]
    parts = (item.get("issued") or {}).get("date-parts") or [["nd"]]
    return "-".join([*(words or ["untitled"]), str(parts[0][0])])


def date(words: str) -> dict[str, Any]:
    """A date as CSL has it, out of ``2008-06-28``, ``2008/6//``, ``June 2008``, ``28 Jun 2008``, ``2008a``.

    A range gives its two ends; words without a year stay words; nothing gives an empty mapping.
    """
    ends = [parts for each in (words.split("/") if _RANGE.fullmatch(words) else [words]) if (parts := _parts(each))]
    if ends:
        return {"date-parts": ends}
    return {"literal": words} if words else {}


def _parts(words: str) -> list[int]:
    if match := _NUMERIC_DATE.match(words):
        parts = [int(part) for part in match.groups() if part]
        if len(parts) > 1 and not 1 <= parts[1] <= 12:
            parts = parts[:1]
        if len(parts) > 2 and not 1 <= parts[2] <= 31:
            parts = parts[:2]
        if len(parts) > 1:
            return parts
    year = re.search(r"(?<!\d)\d{4}(?!\d)", words)
    if not year:
        return []
    named = month(words)
    if not named:
        return [int(year[0])]
    day = re.search(r"(?<!\d)([12]\d|3[01]|0?[1-9])(?!\d)", words)
    return [int(year[0]), named, *([int(day[0])] if day else [])]


def month(words: str) -> int:
    """The month that is named in ``words`` by its English name, or that they are the number of; else 0."""
    if words.strip().isdecimal():
        return number if 1 <= (number := int(words)) <= 12 else 0
    named = (word[:3] for word in re.findall(r"[a-z]{3,}", words.lower()))
    return next((_MONTHS.index(name) + 1 for name in named if name in _MONTHS), 0)


def person(family: str, given: str = "", suffix: str = "") -> dict[str, str]:
    """A person as CSL has them: words in lower case before the family name are its particle."""
    words = family.split()
    first = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    name = {
        "non-dropping-particle": " ".join(words[:first]),
        "family": " ".join(words[first:]),
        "given": given,
        "suffix": suffix,
    }
    return {part: value for part, value in name.items() if value}

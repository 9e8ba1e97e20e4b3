"""What the readers of other programs' files share: text, references with ids and problems, names, pages, an extra."""

import codecs
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import chain
from typing import Any, NoReturn

from collabref.errors import LibraryError, Problem
from collabref.load.datafile import DataFile, Mark, Path, decode, fail
from collabref.text.fold import fold
from collabref.text.wording import one_line, with_extra

# A record longer than this (in characters) is no reference, and working with it might take for ever.
MAX_RECORD = 1_000_000
# Of the problems of one file so many are kept; the others are counted.
MAX_PROBLEMS = 1_000

# Words in lower case after given names: a particle ("van", "de la", "d'", "'t"), and no initial ("j.").
_PARTICLE = re.compile(r"(?:[^\W\d_]+['’]?|['’][^\W\d_]+)")


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


def decode_foreign(raw: bytes, name: str, again: str) -> tuple[str, list[Problem]]:
    """The text of a file from another program, and what is wrong with its encoding.

    UTF-8 or, by its byte-order mark, UTF-16. What is not UTF-8 is taken for Windows-1252, of which
    Latin-1 is the part that matters, byte by byte: such files are often UTF-8 with a few strays. It is
    read, since most of it is plain letters; and named, since a wrong letter in a name is not seen.

    Args:
        raw: the file's bytes.
        name: its name, for messages.
        again: what to do if it is empty.

    Returns:
        The text, with every line ending as a newline; and at most one problem, at the first such byte.

    Raises:
        LibraryError: it is binary, or empty.
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
    text = re.sub("\r\n?", "\n", decode(raw, name))
    if not text.strip():
        fail("empty", name, (1, 1), "The file is empty.", again)
    return text, problems


def extra_missing(name: str) -> NoReturn:
    """Stop reading the file ``name`` for want of the libraries that read it: raise a LibraryError."""
    kind = name.rsplit(".", 1)[-1]
    message = f".{kind} files need the extra “bib”."
    raise LibraryError(Problem("extra-missing", "error", name, 0, 0, message, with_extra("bib"))) from None


class Lines:
    """Offsets in a text as lines and columns."""

    def __init__(self, text: str) -> None:
        # As an array, since a list of a large file's lines would take more memory than the file.
        self._starts = array("Q", chain([0], (newline.end() for newline in re.finditer("\n", text))))

    def mark(self, position: int) -> Mark:
        """Line and column of ``position``."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


class Problems:
    """What is wrong in one file: the first ``MAX_PROBLEMS`` problems, and how many more there are.

    Args:
        name: the file.
        found: problems that were found before.
    """

    def __init__(self, name: str, found: Iterable[Problem] = ()) -> None:
        self._name = name
        self._kept = list(found)
        self._first_left_out: Mark | None = None
        self._left_out = 0

    def add(self, rule: str, mark: Mark, message: str, hint: str = "") -> None:
        """A problem at ``mark``."""
        if len(self._kept) < MAX_PROBLEMS:
            self._kept.append(Problem(rule, "error", self._name, *mark, message, hint))
            return
        self._first_left_out = min(mark, self._first_left_out or mark)
        self._left_out += 1

    def all(self) -> tuple[Problem, ...]:
        """The problems in the order of the file; the last says how many are not among them."""
        kept = sorted(self._kept, key=lambda problem: problem.order)
        if self._first_left_out:
            message = f"There are {self._left_out:,} more problems from here on, which are not listed."
            kept.append(
                Problem("too-many", "error", self._name, *self._first_left_out, message, "Correct these first.")
            )
        return tuple(kept)


class Ids:
    """The ids of the records of one file: none empty, none twice in any letter case.

    Args:
        wanted: the ids that the file gives its records, where they are known: none of these is made for another.
    """

    def __init__(self, wanted: Iterable[str] = ()) -> None:
        self._wanted = {fold(one_line(each)) for each in wanted}
        self._taken: dict[str, Mark] = {}
        self._numbers: dict[str, int] = {}  # how often an id was wanted: counting up anew would take for ever

    def give(self, wanted: str, item: dict[str, Any], mark: Mark) -> tuple[str, Mark | None]:
        """An id for ``item``: the one that its file gives it, else its first author and year.

        A made one has hyphens (``smith-2008``), which the built-in ids have not: it can never replace one.

        Returns:
            The id; and where another record has the wanted one already, the place of that.
        """
        own = one_line(wanted)
        base = own or _made(item)
        wish = folded = fold(base)
        number = self._numbers.get(wish, 1)
        id = base
        while folded in self._taken or (folded in self._wanted and not (own and folded == wish)):
            number += 1
            id = f"{base}-{number}"
            folded = fold(id)
        self._numbers[wish] = number
        self._taken[folded] = mark
        return id, self._taken[wish] if own and id != base else None


class References:
    """The references of one file while it is read, each with its place and an id; and its problems.

    The ids are given when all that the file gives are known, since none of these may be made for another record.

    Args:
        name: the file.
        found: what is wrong with its text.
        record_word: what its format calls a record.
        id_word: what its format calls the id of a record.
        no_id: the rule that a record without one breaks; empty if that is no problem.
    """

    def __init__(
        self, name: str, found: Iterable[Problem], *, record_word: str = "record", id_word: str = "ID", no_id: str = ""
    ) -> None:
        self._name = name
        self._of_text = tuple(found)
        self._problems = Problems(name, self._of_text)
        self._record_word, self._id_word, self._no_id = record_word, id_word, no_id
        self._read: list[tuple[str, dict[str, Any], Mark]] = []

    def __len__(self) -> int:
        return len(self._read)

    def add(self, wanted: str, item: dict[str, Any], mark: Mark) -> None:
        """One more reference: the id that the file gives it, or nothing; and the item, without an id."""
        self._read.append((wanted, item, mark))

    def problem(self, rule: str, mark: Mark, message: str, hint: str = "") -> None:
        """A problem at ``mark``."""
        self._problems.add(rule, mark, message, hint)

    def datafile(self, rule: str = "", message: str = "", hint: str = "") -> DataFile:
        """The references and problems of the file. Without references, the first problem is raised, or else the one given.

        Raises:
            LibraryError: there are none.
        """
        ids = Ids(wanted for wanted, _, _ in self._read)
        items = [{"id": self._given(ids, *each), **each[1]} for each in self._read]
        problems = self._problems.all()
        if not items:
            if first := next((each for each in problems if each not in self._of_text), None):
                raise LibraryError(first)
            if rule:
                fail(rule, self._name, (1, 1), message, hint)
        marks: dict[Path, Mark] = {("references", number): mark for number, (_, _, mark) in enumerate(self._read)}
        return DataFile(self._name, {"references": items}, marks, strict=False, problems=problems)

    def _given(self, ids: Ids, wanted: str, item: dict[str, Any], mark: Mark) -> str:
        id, other = ids.give(wanted, item, mark)
        if other:
            message = f"The {self._id_word} “{wanted}” is already used in line {other[0]}; this {self._record_word} is read as “{id}”."
            self.problem("duplicate-key", mark, message, f"Give each {self._record_word} its own {self._id_word}.")
        elif self._no_id and not wanted:
            message = f"This {self._record_word} has no {self._id_word}; it is read as “{id}”."
            self.problem(self._no_id, mark, message, "Give it one.")
        return id


def _made(item: dict[str, Any]) -> str:
    first: dict[str, str] = next(iter(item.get("author") or item.get("editor") or []), {})
    who = first.get("family") or first.get("literal") or str(item.get("title", ""))
    words = re.findall(r"[a-z0-9]+", fold(who))[:2]
    parts = (item.get("issued") or {}).get("date-parts") or [["nd"]]
    return "-".join([*(words or ["untitled"]), str(parts[0][0])])


def person(family: str, given: str = "", suffix: str = "") -> dict[str, str]:
    """A person as CSL has them.

    Words in lower case before the family name are its particle; after the given names they are a particle
    that goes with these (``Bergh, Jan van``), as citeproc-js reads them.
    """
    words = family.split()
    first = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    given, dropping = split_given(given)
    name = {
        "non-dropping-particle": " ".join(words[:first]),
        "family": " ".join(words[first:]),
        "given": given,
        "dropping-particle": dropping,
        "suffix": suffix,
    }
    return {part: value for part, value in name.items() if value}


def split_given(given: str) -> tuple[str, str]:
    """Given names, and the particle after them: ``Jan van`` gives ``Jan`` and ``van``."""
    words = given.split()
    last = len(words)
    while last > 1 and words[last - 1].islower() and _PARTICLE.fullmatch(words[last - 1]):
        last -= 1
    if last == len(words) or words[0].islower():
        return given, ""
    return " ".join(words[:last]), " ".join(words[last:])


def pages(words: str) -> str:
    """A page range with a hyphen, whichever dash it was written with."""
    return re.sub(r"(?<!\s)\s*+[-‐‑‒–—−]+\s*+", "-", words)

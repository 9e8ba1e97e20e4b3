"""A user's BibTeX or biblatex file: its entries as CSL items. Needs the extra ``collabref[bib]``.

Each entry is parsed by itself (by pybtex), so that one that is broken is named with its line and the
rest are read. What has no place in CSL is kept under ``custom``, ``bibtex``, as it is written.

Source of the mapping: the biblatex manual, section 2; where it leaves a choice, what pandoc does.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from collabref.errors import Problem
from collabref.load.bib_records import Piece, split
from collabref.load.foreign import MAX_RECORD, Ids, Lines, date, decode_foreign, extra_missing, month
from collabref.load.latex import plain
from collabref.load.source import MAX_TEXT, Mark, Path, Source, fail
from collabref.text import bare_doi

_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "reference": "book", "manual": "book",
    "proceedings": "book", "collection": "book", "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter",
    "suppbook": "chapter", "bookinbook": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference", "techreport": "report", "report": "report",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "unpublished": "manuscript", "patent": "patent", "dataset": "dataset", "software": "software",
    "periodical": "periodical",
}  # fmt: skip
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
           "techreport": "Technical report", "resreport": "Research report"}  # fmt: skip

# CSL variable -> the fields that may hold it, the best first.
_TEXTS = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "language": ("language", "langid"),
    "keyword": ("keywords", "keyword"),
    "abstract": ("abstract",),
    "annote": ("annote", "annotation"),
    "note": ("note",),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
}
# The same for identifiers and addresses, in which nothing is LaTeX.
_RAW = {"DOI": ("doi",), "URL": ("url",), "PMID": ("pmid",), "PMCID": ("pmcid",), "ISBN": ("isbn",), "ISSN": ("issn",)}
_DATES = {"accessed": ("urldate", "lastchecked"), "event-date": ("eventdate",), "original-date": ("origdate",)}
_ADDRESS = re.compile(r"https?://[^\s{}]+")

# A file's abbreviations and cross-references stand for no more than so many times its size: proceedings of a
# hundred papers, each taking all from the volume, have three.
MAX_GROWTH = 20

Fields = dict[str, str]


def read(raw: bytes, name: str) -> Source:
    """The references of a BibTeX file.

    Raises:
        LibraryError: nothing in it can be read, or the extra is not installed.
    """
    text, problems = decode_foreign(raw, name)
    if not text.strip():
        fail("empty", name, (1, 1), "The file is empty.", "Export the library again as BibTeX.")
    try:
        import pybtex.database.input.bibtex  # noqa: F401
    except ImportError:
        extra_missing(name)
    reader = _Reader(name, text)
    reader.read()
    problems += reader.problems
    if not reader.items and reader.problems:
        first = reader.problems[0]
        fail(first.rule, name, (first.line, first.column), first.message, first.hint)
    if not reader.items:
        fail(
            "not-bibtex", name, (1, 1), "This is not BibTeX: there is no entry in it.", "An entry is @article{key, …}."
        )
    return Source(name, {"references": reader.items}, reader.marks, strict=False, problems=tuple(problems))


class _Reader:
    """One file while it is read: what later entries may need of earlier ones."""

    def __init__(self, name: str, text: str) -> None:
        from pybtex.database.input.bibtex import month_names
        from pybtex.utils import CaseInsensitiveDict

        self.items: list[dict[str, Any]] = []
        self.marks: dict[Path, Mark] = {}
        self.problems: list[Problem] = []
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._macros = CaseInsensitiveDict(month_names)
        self._ids = Ids()
        self._repeated = 0  # how many characters abbreviations and cross-references have stood for

    def read(self) -> None:
        """Fill ``items``, ``marks`` and ``problems``."""
        entries = list(self._entries())
        by_key = {key.lower(): fields for _, key, fields, _ in reversed(entries)}
        earlier: dict[str, tuple[str, Fields]] = {}
        for kind, key, fields, mark in entries:
            if key and earlier.get(key.lower()) == (kind, fields):
                self._problem("same-record", mark, f"The entry “{key}” stands twice, word for word; it is read once.")
                continue
            earlier.setdefault(key.lower(), (kind, dict(fields)))
            parent = by_key.get(fields["crossref"].lower(), {}) if "crossref" in fields else {}
            if parent and self._grown(sum(map(len, parent.values()))):
                self._problem(
                    "crossref",
                    mark,
                    f"“{key}” takes nothing from “{fields['crossref']}”: too much is taken from it already.",
                )
                parent = {}
            item = _item(kind, _inherited(fields, parent), partial(self._bad_name, mark))
            id, other = self._ids.give(key, item, mark)
            if other:
                self._problem("duplicate-key", mark, f"The key “{key}” stands already in line {other[0]}; this entry is “{id}”.",
                              "Give each entry its own key.")  # fmt: skip
            elif not key:
                self._problem("no-key", mark, f"This entry has no key; it is “{id}”.", "Give it one.")
            self.marks["references", len(self.items)] = mark
            self.items.append({"id": id, **item})

    def _entries(self) -> Iterator[tuple[str, str, Fields, Mark]]:
        """Type, key, fields and place of every entry that can be parsed."""
        for piece in split(self._text):
            mark = self._lines.mark(piece.start)
            if not piece.kind:
                self._problem("stray-text", mark, "This text stands outside of any entry and is passed over.",
                              "Look for a brace too many before it.")  # fmt: skip
            elif not piece.whole:
                self._problem("bib-entry", mark, f"The braces of this @{piece.kind} do not close.",
                              "Look for a missing } before the next entry.")  # fmt: skip
            elif len(piece.text) > MAX_RECORD:
                self._problem("bib-entry", mark, f"This @{piece.kind} is too long to be a reference.", "Shorten it.")
            elif piece.kind not in ("comment", "preamble"):
                yield from self._parsed(piece, mark)

    def _parsed(self, piece: Piece, mark: Mark) -> Iterator[tuple[str, str, Fields, Mark]]:
        from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
        from pybtex.scanner import PybtexSyntaxError

        class Parser(LowLevelParser):  # type: ignore[misc]
            """pybtex's, with a limit: each @string may be the one before it twice over."""

            def substitute_macro(parser, name: str) -> str:  # noqa: N805
                value = str(super().substitute_macro(name))
                if self._grown(len(value)):
                    raise PybtexSyntaxError("its abbreviations stand for too much text", parser)
                return value

        faults: list[PybtexSyntaxError] = []
        # pybtex takes no entry without a key: such a one is given something in its place.
        keyless = re.match(r"@\s*\w+\s*[{(]\s*,", piece.text)
        text = piece.text.replace(",", "?,", 1) if keyless else piece.text
        parsed = list(Parser(text, macros=self._macros, handle_error=faults.append))
        for fault in faults:
            line = mark[0] + fault.lineno - 1
            reason = str(fault.args[0]) if fault.args else str(fault)
            if isinstance(fault, UndefinedMacro):
                self._problem(
                    "undefined-string", (line, 1), f"No @string defines this: {reason}.", "It is read as nothing."
                )
            else:
                self._problem("bib-entry", (line, 1 if line > mark[0] else mark[1]),
                              f"This @{piece.kind} cannot be read ({reason}).", "Correct it.")  # fmt: skip
        if piece.kind == "string" or not parsed or any(not isinstance(fault, UndefinedMacro) for fault in faults):
            return
        _, (key, values) = parsed[0]
        fields: Fields = {}
        for field, parts in values:
            value = " ".join("".join(parts).split())
            if len(value) > MAX_TEXT:
                self._problem("bib-entry", mark, f"“{field}” has {len(value):,} characters; {MAX_TEXT:,} are the most.",
                              "Shorten it.")  # fmt: skip
                return
            if fields.setdefault(field.lower(), value) != value:
                self._problem(
                    "duplicate-field", mark, f"“{field}” stands twice in “{key}”; the first is read.", "Keep one."
                )
        yield piece.kind, "" if keyless else key, fields, mark

    def _grown(self, more: int) -> bool:
        """Whether with so many characters ``more`` the file says more than can be in it."""
        self._repeated += more
        return self._repeated > len(self._text) * MAX_GROWTH + MAX_TEXT

    def _bad_name(self, mark: Mark, words: str) -> None:
        self._problem("bib-name", mark, f"“{plain(words)}” is no name that BibTeX can take apart; it is read as it stands.",
                      "Write “Family, Given”, and “and” between two people.")  # fmt: skip

    def _problem(self, rule: str, mark: Mark, message: str, hint: str = "") -> None:
        self.problems.append(Problem(rule, "error", self._name, *mark, message, hint))


def _inherited(fields: Fields, parent: Mapping[str, str]) -> Fields:
    """The fields of an entry with those that it takes from the one it refers to by ``crossref``."""
    if not parent:
        return fields
    passed_on = {field: value for field, value in parent.items() if field not in ("crossref", "author", "title", "doi")}
    return {"booktitle": parent.get("title", ""), **passed_on, **fields}


def _item(kind: str, fields: Fields, bad_name: Callable[[str], None]) -> dict[str, Any]:
    """The CSL item of an entry, without its id.

    Args:
        kind: the entry's type, in lower case.
        fields: its fields, in lower case; values as they are written.
        bad_name: called with each name that cannot be taken apart.
    """
    left = {field: value for field, value in fields.items() if value}
    accessed = plain(left.get("urldate", ""))
    item: dict[str, Any] = {"type": _type(kind, left)}
    custom: dict[str, Any] = {}
    if title := ": ".join(plain(left.pop(field)) for field in ("title", "subtitle") if field in left):
        item["title"] = title
    for role in ("author", "editor", "translator"):
        people, more = _people(left.pop(role, ""), bad_name)
        if people:
            item[role] = people
        if more and (role == "author" or "author" not in item):
            custom["authors-incomplete"] = True
    for variable, names in _TEXTS.items():
        if value := _first(left, names):
            item[variable] = plain(value)
    for variable, names in _RAW.items():
        if value := _first(left, names):
            item[variable] = _address(value)
    if "DOI" in item:
        item["DOI"] = bare_doi(item["DOI"])
    if "eprint" in left and left.get("eprinttype", left.get("archiveprefix", "")).lower() in ("pubmed", "pmid"):
        item.setdefault("PMID", left.pop("eprint"))
        left.pop("eprinttype", None)
        left.pop("archiveprefix", None)
    if pages := left.pop("pages", ""):
        item["page"] = re.sub(r"\s*[–-]+\s*", "-", plain(pages))
    if genre := _first(left, ("type",)) or (kind if kind.endswith("thesis") and kind != "thesis" else ""):
        item["genre"] = _GENRES.get(genre.lower()) or plain(genre)
    _numbers(item, left)
    _dates(item, left)
    _how_published(item, left)
    if accessed and item.get("note"):
        # The date of access in words, for styles that know no field for it: we write it so, and others do.
        item["note"] = re.sub(rf"(?:^|[.;,]? +)Accessed:? {re.escape(accessed)}\.?$", "", item["note"])
        if not item["note"]:
            del item["note"]
    if left:
        custom["bibtex"] = left
    return item | ({"custom": custom} if custom else {})


def _type(kind: str, fields: Fields) -> str:
    if kind == "article":
        subtype = fields.get("entrysubtype", "").lower()
        if subtype in ("magazine", "newspaper"):
            del fields["entrysubtype"]
            return f"article-{subtype}"
    if kind in _TYPES:
        return _TYPES[kind]
    return "webpage" if "url" in fields or "\\url" in fields.get("howpublished", "") else "document"


def _first(fields: Fields, names: tuple[str, ...]) -> str:
    """The first of these fields that is there, taken out; the others stay."""
    return next((fields.pop(name) for name in names if name in fields), "")


def _address(value: str) -> str:
    r"""An identifier or an address: braces, ``\url`` and needless escapes of other programs are gone."""
    return re.sub(r"\\([%#&_~{}])", r"\1", re.sub(r"^\\(?:url|href)\s*\{(.*)\}$|^\{(.*)\}$", r"\1\2", value.strip()))


def _numbers(item: dict[str, Any], left: Fields) -> None:
    """``number`` is an article's issue, a report's number, and a book's place in its series."""
    article = item["type"].startswith("article")
    if article and (eid := left.pop("eid", "")):
        item["number"] = plain(eid)
    if number := left.pop("number", ""):
        in_series = item["type"] in ("book", "chapter", "paper-conference") and "collection-title" in item
        item["issue" if article else "collection-number" if in_series else "number"] = plain(number)
    if "issue" in left and "issue" not in item:
        item["issue"] = plain(left.pop("issue"))


def _dates(item: dict[str, Any], left: Fields) -> None:
    issued = date(plain(_first(left, ("date",))))
    if not issued and (year := plain(left.pop("year", ""))):
        issued = date(year)
        parts = issued.get("date-parts", [])
        named = month(plain(left.get("month", "")))
        if len(parts) == 1 and len(parts[0]) == 1 and named:
            spelled = plain(left.pop("month"))
            day = left.pop("day", "") or "".join(re.findall(r"\d+", spelled)[:1] if not spelled.isdecimal() else [])
            parts[0] += [named, *([int(day)] if day.isdecimal() and 1 <= int(day) <= 31 else [])]
    else:
        left.pop("year", None)
    if issued:
        item["issued"] = issued
    for variable, names in _DATES.items():
        if value := date(plain(_first(left, names))):
            item[variable] = value


def _how_published(item: dict[str, Any], left: Fields) -> None:
    r"""``howpublished``: an address (\url{…}), or the site on which a page stands."""
    value = left.get("howpublished", "")
    if match := _ADDRESS.search(value):
        if "URL" not in item:
            item["URL"] = match[0]
            del left["howpublished"]
    elif value and "container-title" not in item:
        item["container-title"] = plain(left.pop("howpublished"))


def _people(value: str, bad_name: Callable[[str], None]) -> tuple[list[dict[str, str]], bool]:
    """The people of a field; and whether it ends in "and others"."""
    from pybtex.bibtex.utils import split_name_list

    words = split_name_list(value) if value else []
    more = bool(words) and words[-1].lower() in ("others", "{others}", "et al.", "et al", "{et al.}")
    return [_person(each, bad_name) for each in (words[:-1] if more else words) if each.strip("{}, ")], more


def _person(words: str, bad_name: Callable[[str], None]) -> dict[str, str]:
    from pybtex.bibtex.exceptions import BibTeXError
    from pybtex.database import InvalidNameString, Person

    if _braced(words):
        return {"literal": plain(words)}
    try:
        parsed = Person(words)
    except (InvalidNameString, BibTeXError):
        bad_name(words)
        return {"literal": plain(words)}
    parts = {
        "family": plain(" ".join(parsed.last_names)),
        "given": plain(" ".join([*parsed.first_names, *parsed.middle_names])),
        "non-dropping-particle": plain(" ".join(parsed.prelast_names)),
        "suffix": plain(" ".join(parsed.lineage_names)),
    }
    return {part: text for part, text in parts.items() if text}


def _braced(words: str) -> bool:
    """Whether one pair of braces holds the whole name: that of a body."""
    if not (words.startswith("{") and words.endswith("}")) or words.startswith("{\\"):
        return False
    depth = 0
    for position, character in enumerate(words):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position == len(words) - 1
    return False

"""A user's BibTeX or biblatex file: its entries as CSL items. Needs the extra ``bib``.

A fault in one entry is reported with its line, and the rest is read. ``@string``, ``crossref`` and
``xdata`` are resolved here; ``bib_records`` has the grammar, ``bib_fields`` the mapping to CSL.

Source of the inheritance rules: the biblatex manual's default inheritance; and BibTeX's own rule that an
entry inherits every field that it lacks.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from collabref.load.bib_fields import Fields, item, squeezed
from collabref.load.bib_records import Entry, Fault, Field, Word, entries
from collabref.load.datafile import MAX_TEXT, DataFile, Mark
from collabref.load.dates import month
from collabref.load.foreign import MAX_RECORD, Lines, References, decode_foreign, extra_missing
from collabref.text.wording import MONTHS

# What a work does not inherit from the one that contains it: whatever identifies or describes that one alone.
_NOT_INHERITED = frozenset(
    ["crossref", "xref", "xdata", "ids", "title", "subtitle", "titleaddon", "shorttitle", "doi", "pmid", "pmcid", "pmc",
     "eprint", "eprinttype", "archiveprefix", "primaryclass", "pages", "pagetotal", "numpages", "eid", "abstract",
     "entrysubtype", "label", "options", "file", "timestamp", "type"]
)  # fmt: skip
_TITLES = ("title", "subtitle", "titleaddon")

# Abbreviations and cross-references may expand a file to at most this many times its size: proceedings with a
# hundred papers, each inheriting from the volume, reach three.
MAX_GROWTH = 20
# A chapter of a volume of a multi-volume work inherits from two; nobody needs more than this.
MAX_PARENTS = 5


def read(raw: bytes, name: str) -> DataFile:
    """The references of a BibTeX file.

    Args:
        raw: the file's bytes.
        name: the file's name, for messages.

    Raises:
        LibraryError: nothing in it can be read, or the extra is not installed.
    """
    text, found = decode_foreign(raw, name, "Export the library again as BibTeX.")
    try:
        import pylatexenc  # noqa: F401
    except ImportError:
        extra_missing(name)
    references = References(name, found, record_word="entry", id_word="key", no_id="no-key")
    _Reader(text, references).read()
    return references.datafile(
        "not-bibtex", "This is not BibTeX: there is no entry in it.", "An entry is @article{key, …}."
    )


class _Record(NamedTuple):
    """An entry with its abbreviations resolved; its fields by name, in lower case."""

    kind: str
    key: str
    fields: Fields
    mark: Mark


class _Reader:
    """One file while it is being read: what later entries may need from earlier ones."""

    def __init__(self, text: str, references: References) -> None:
        self._references = references
        self._problem = references.problem
        self._text = text
        self._lines = Lines(text)
        self._abbreviations = {each[:3].lower(): each for each in MONTHS}
        self._by_key: dict[str, _Record] = {}
        self._repeated = 0  # how many characters abbreviations and cross-references have expanded to

    def read(self) -> None:
        """Add all that is read to the references."""
        records = []
        for record in self._records():
            first = self._by_key.setdefault(record.key.lower(), record)
            if record.key and first is not record and first[:3] == record[:3]:
                self._problem(
                    "same-record",
                    record.mark,
                    f"The entry “{record.key}” occurs twice, word for word; it is read once.",
                )
            elif record.kind != "xdata":
                records.append(record)
        for record in records:
            fields = self._with_parents(record, MAX_PARENTS)
            self._references.add(
                record.key, item(record.kind, fields, partial(self._odd_name, record.mark)), record.mark
            )

    def _records(self) -> Iterator[_Record]:
        for entry in entries(self._text):
            mark = self._lines.mark(entry.start)
            if not entry.kind:
                self._problem("stray-text", mark, "This text is outside any entry and is skipped.",
                              "Look for an extra brace before it.")  # fmt: skip
            elif not entry.whole:
                self._problem("bib-entry", mark, f"The braces of this @{entry.kind} do not close.",
                              "Look for a missing } before the next entry.")  # fmt: skip
            elif entry.length > MAX_RECORD:
                self._problem("bib-entry", mark, f"This @{entry.kind} is too long to be a reference.", "Shorten it.")
            else:
                for fault in entry.faults:
                    self._fault(entry, fault)
                fields = self._resolved(entry)
                if entry.kind == "string":
                    self._abbreviations |= fields
                elif fields or not entry.fields:  # an entry that has lost all its fields is dropped
                    yield _Record(entry.kind, entry.key, fields, mark)

    def _fault(self, entry: Entry, fault: Fault) -> None:
        mark = self._lines.mark(fault.start)
        if fault.kind == "comma":
            self._problem("bib-field", mark, f"A comma is missing before “{fault.words}”.", "Add it.")
        elif fault.kind == "field":
            self._problem("bib-field", mark, f"“{fault.words}” is not a field that can be read; it is skipped.",
                          "A field is name = {value}, with a comma after it.")  # fmt: skip
        elif fault.kind == "end":
            self._problem("bib-field", mark, f"The value of “{fault.words}” does not end; it is read up to the next field.",
                          "Look for a missing brace or quotation mark.")  # fmt: skip
        elif fault.kind == "inside":
            self._problem("bib-field", mark, f"This {fault.words} is inside a value of another entry, and is read as text.",
                          "If it is a separate entry, look for a missing } before it.")  # fmt: skip
        else:
            self._problem("bib-entry", self._lines.mark(entry.start),
                          f"The braces of this @{entry.kind} do not close; it is read as far as it goes.",
                          "Look for a missing } before the next entry.")  # fmt: skip

    def _resolved(self, entry: Entry) -> dict[str, str]:
        """An entry's fields, each with its whole value on one line; of fields with one name, the first."""
        fields: dict[str, str] = {}
        for field in entry.fields:
            value = " ".join("".join(self._part(field, part) for part in field.parts).split())
            if len(value) > MAX_TEXT:
                self._problem("bib-field", self._lines.mark(field.start),
                              f"“{field.name}” has {len(value):,} characters; the limit is {MAX_TEXT:,}. It is skipped.",
                              "Shorten it.")  # fmt: skip
            elif fields.setdefault(field.name, value) != value:
                self._problem("duplicate-field", self._lines.mark(field.start),
                              f"“{field.name}” occurs twice in “{entry.key}”; the first is read.", "Keep one.")  # fmt: skip
        return fields

    def _part(self, field: Field, part: str) -> str:
        if not isinstance(part, Word):
            return part
        value = self._abbreviations.get(part.lower())
        if value is None:
            if field.name != "month" or not month(part):
                self._problem("undefined-string", self._lines.mark(field.start), f"No @string defines “{part}”; it is read as text.",
                              "Put it in braces.")  # fmt: skip
            return part
        if self._grown(len(value)):
            self._problem("bib-field", self._lines.mark(field.start),
                          f"“{part}” is not expanded in “{field.name}”: the abbreviations expand to too much text.")  # fmt: skip
            return ""
        return value

    def _with_parents(self, record: _Record, levels: int) -> Fields:
        """The fields of an entry, with those that it inherits from others."""
        fields = dict(record.fields)
        taken: list[Fields] = []
        for key in fields.get("xdata", "").split(","):
            if parent := self._parent(record, key.strip(), levels):
                taken.append(self._with_parents(parent, levels - 1))
        if parent := self._parent(record, fields.get("crossref", ""), levels):
            taken.append(_passed_on(record.kind, parent.kind, self._with_parents(parent, levels - 1)))
        for each in taken:
            for name, value in each.items():
                fields.setdefault(name, value)
        return fields

    def _parent(self, record: _Record, key: str, levels: int) -> _Record | None:
        parent = self._by_key.get(key.lower()) if key and levels else None
        if not parent or parent is record:
            return None
        if self._grown(sum(len(name) + len(value) for name, value in parent.fields.items())):
            self._problem("crossref", record.mark,
                          f"“{record.key}” inherits nothing from “{key}”: too much has been inherited already.")  # fmt: skip
            return None
        return parent

    def _grown(self, more: int) -> bool:
        """Whether ``more`` characters would expand the file beyond the limit."""
        self._repeated += more
        return self._repeated > len(self._text) * MAX_GROWTH + MAX_TEXT

    def _odd_name(self, mark: Mark, words: str) -> None:
        self._problem("bib-name", mark, f"“{words}” is not a name that BibTeX can parse; it is read unchanged.",
                      "Write “Family, Given”, and “and” between two people.")  # fmt: skip


def _passed_on(kind: str, parent_kind: str, fields: Fields) -> dict[str, str]:
    """What a work inherits from the one that contains it, whose title becomes its container title."""
    whole, part = squeezed(parent_kind), squeezed(kind)
    container = (
        ("journaltitle", "journalsubtitle", "journaltitleaddon")
        if whole == "periodical" or part == "article"
        else ("maintitle", "mainsubtitle", "maintitleaddon")
        if whole.startswith("mv") and not part.startswith("in")
        else ("booktitle", "booksubtitle", "booktitleaddon")
    )
    renamed = {new: fields[old] for old, new in zip(_TITLES, container, strict=True) if old in fields}
    return renamed | {name: value for name, value in fields.items() if name not in _NOT_INHERITED}

"""CSL-JSON as Zotero, Better BibTeX, pandoc and Crossref write it: a list of items.

Each item is read separately, so that a broken item or a truncated file costs no more than necessary:
everything readable is read, and the rest is reported with its line. Unknown fields are kept
unchanged.
"""

import re
from typing import Any

from collabref.load.csl_item import normal, normal_type
from collabref.load.datafile import DataFile, Mark, fail
from collabref.load.foreign import MAX_RECORD, Lines, References, decode_foreign
from collabref.load.json_items import Lost, split
from collabref.text.wording import number_of

# A list of items: bare, or under a key, before which Crossref has others; but not a single item with such a key.
_LIST = re.compile(
    r'\[|\{(?:(?!"(?:id|type|title|DOI)"\s*+:)[^\[\]]){0,5000}?"(?:items|references)"\s*+:\s*+\[', re.DOTALL
)
# One item, as a DOI resolver returns; Crossref's API puts it under a key. Or one item per line.
_ITEM = re.compile(r'(?:\{\s*+"status"[^\[\]{}]{0,200}"message"\s*+:\s*+)?(?=\{\s*+")')
_VARIABLE = re.compile(r'"(?:id|type|title|DOI)"\s*+:')

# The most characters of an unknown type that a message repeats.
_MOST_SHOWN = 200

_CORRECT = "Correct it in the program that exported it."


def read(raw: bytes, name: str) -> DataFile:
    """The references of a CSL-JSON file.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text, found = decode_foreign(raw, name, "Export the library again as CSL JSON.")
    references = References(name, found, record_word="item", id_word="id")
    start, listed, enclosed = _opening(text, name)
    lines = Lines(text)
    types = _Types()
    for position, item in split(text, start, listed, enclosed):
        mark = lines.mark(position)
        if message := item.message if isinstance(item, Lost) else _no_reference(item):
            references.problem("csl-item", mark, message, _CORRECT)
            continue
        assert isinstance(item, dict)
        item, faults = normal(item)
        for message in faults:
            references.problem("csl-item", mark, message, _CORRECT)
        types.put_right(item, mark)
        references.add(_id(item.pop("id", "")), item, mark)
    types.report(references)
    return references.datafile()


def _opening(text: str, name: str) -> tuple[int, bool, bool]:
    """Where to look for the first item; whether a list of items is open there, and an object around it."""
    start = len(text) - len(text.lstrip())
    if match := _LIST.match(text, start):
        return match.end(), True, match[0] != "["
    match = _ITEM.match(text, start)
    if not match or not _VARIABLE.search(text, match.end(), match.end() + MAX_RECORD):
        fail(
            "not-csl-json",
            name,
            Lines(text).mark(start),
            "This is not CSL-JSON: it must be a list of items.",
            "Export the library as “CSL JSON” or “Better CSL JSON”.",
        )
    return match.end(), False, True


def _no_reference(item: dict[str, Any]) -> str:
    """Why an object cannot be a reference; empty if it can."""
    if not any(_said(item.get(field)) for field in ("type", "title")):
        return "This item has no type."
    if not any(_said(item.get(field)) for field in ("id", "title", "DOI")):
        return "This item has no id."
    return ""


def _said(value: Any) -> bool:
    return value is not None and str(value).strip() not in ("", "[]")


class _Types:
    """The types of a file's items that are not CSL's; each is reported once, at its first item."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[Mark, int]] = {}

    def put_right(self, item: dict[str, Any], mark: Mark) -> None:
        """Give an item a CSL type."""
        kind = normal_type(item)
        if kind != item.get("type"):
            written = str(item.get("type", "")).strip()[:_MOST_SHOWN]
            first, count = self._found.get((written, kind), (mark, 0))
            self._found[written, kind] = first, count + 1
        item["type"] = kind

    def report(self, references: References) -> None:
        """Report the types that were changed."""
        for (written, kind), (mark, count) in self._found.items():
            what = f"“{written}” is not a type of CSL" if written else "This item has no type"
            others = f", here and in {number_of(count - 1, 'other item', 'other items')}" if count > 1 else ""
            references.problem("csl-type", mark, f"{what}; it is read as “{kind}”{others}.", _CORRECT)


def _id(id: Any) -> str:
    return str(id) if isinstance(id, (str, int)) and not isinstance(id, bool) else ""

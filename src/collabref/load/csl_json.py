"""CSL-JSON as Zotero and Better BibTeX export it: a list of items.

Each item is read by itself, so that one that is broken, or a file that was cut off, costs no more than
it must: what can be read is read, and what cannot is named with its line. Fields that we do not know
are kept as they are.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from collabref.csl import DATES, normal_date
from collabref.errors import Problem
from collabref.load.source import Mark, Path, Source, decode, fail

_SPACE = re.compile(r"[\s]*")


def read(raw: bytes, name: str) -> Source:
    """The references of a CSL-JSON file.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text = decode(raw, name)
    lines = _Lines(text)
    start = _SPACE.match(text).end()  # type: ignore[union-attr]
    if start == len(text):
        fail("empty", name, (1, 1), "The file is empty.", "Export the library again as CSL JSON.")
    wrapped = re.compile(r'\{\s*"(?:items|references)"\s*:\s*\[').match(text, start)
    if not wrapped and text[start] != "[":
        fail("not-csl-json", name, lines.mark(start), "This is not CSL-JSON: it must be a list of items.",
             "Export the library as “CSL JSON” or “Better CSL JSON”.")  # fmt: skip
    items: list[dict[str, Any]] = []
    marks: dict[Path, Mark] = {}
    problems: list[Problem] = []
    for position, item in _items(text, wrapped.end() if wrapped else start + 1):
        mark = lines.mark(position)
        message = _fault(item)
        if message:
            problems.append(
                Problem("csl-item", "error", name, *mark, message, "Correct it in the program that exported it.")
            )
        else:
            marks["references", len(items)] = mark
            dates = {field: normal_date(item[field]) for field in DATES if field in item}
            items.append({**item, **dates, "id": str(item["id"])})
    if problems and not items:
        fail(problems[0].rule, name, (problems[0].line, problems[0].column), problems[0].message, problems[0].hint)
    return Source(name, {"references": items}, marks, strict=False, problems=tuple(problems))


def _items(text: str, position: int) -> Iterator[tuple[int, Any]]:
    """The items of a JSON list from ``position``, each with its place; a ValueError in place of a broken one."""
    decoder = json.JSONDecoder(object_pairs_hook=_unique)
    while True:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if text.startswith(("]", ","), position):
            if text[position] == "]":
                return
            position += 1
            continue
        if position >= len(text):
            yield position, ValueError("The file ends in the middle of the list.")
            return
        try:
            item, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            place = getattr(error, "pos", position)
            reason = getattr(error, "msg", str(error) or "it is nested too deeply")
            yield place, ValueError(f"This item is not valid JSON ({reason.lower()}).")
            # Go on at the next thing that looks like the beginning of an item.
            following = re.compile(r"\}\s*,\s*(?=\{)").search(text, position)
            if not following:
                return
            position = following.end()
        else:
            yield position, item
            position = end


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a ValueError where a key stands twice in it, since one of the two would be lost."""
    item = dict(pairs)
    if len(item) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key “{twice}” stands twice")
    return item


def _fault(item: Any) -> str:
    """What keeps an item from being a reference; empty where nothing does."""
    if isinstance(item, ValueError):
        return str(item)
    if not isinstance(item, dict):
        return "This item is not an object with fields."
    if not isinstance(item.get("id"), (str, int)) or str(item["id"]).strip() == "":
        return "This item has no id."
    if not isinstance(item.get("type"), str):
        return "This item has no type."
    for field in ("author", "editor"):
        if not isinstance(item.get(field, []), list) or not all(isinstance(each, dict) for each in item.get(field, [])):
            return f"“{field}” is not a list of names."
    return ""


class _Lines:
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

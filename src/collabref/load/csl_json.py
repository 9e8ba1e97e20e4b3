"""CSL-JSON as Zotero and Better BibTeX export it: a list of items.

Each item is read by itself, so that one that is broken, or a file that was cut off, costs no more than
it must: what can be read is read, and what cannot is named with its line. Fields that we do not know
are kept as they are.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from math import isinf
from typing import Any, NoReturn

import msgspec

from collabref.csl import DATES, LooseItem, normal_date
from collabref.errors import Problem
from collabref.explain import in_words
from collabref.load.foreign import MAX_RECORD, Lines, decode_foreign
from collabref.load.source import MAX_DEPTH, Mark, Path, Source, fail
from collabref.text import bare_doi

_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s,]*")
_LIST = re.compile(r'\[|\{\s*"(?:items|references)"\s*:\s*\[')

# Where so much is broken, nothing is worth the time: json counts the lines before each fault anew.
MAX_BROKEN = 1_000

# Where, after a broken item, the next may begin; and the parts of JSON that can hold a bracket.
_NEXT_ITEM = re.compile(r'\}\s*,\s*(?=\{\s*"(?:id|type|citation-key)"\s*:)')
_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+\\?(?:"|\Z)|[{}\[\]]', re.DOTALL)


def read(raw: bytes, name: str) -> Source:
    """The references of a CSL-JSON file.

    Raises:
        LibraryError: nothing in it can be read.
    """
    text, problems = decode_foreign(raw, name)
    lines = Lines(text)
    start = _after_space(text, 0)
    if start == len(text):
        fail("empty", name, (1, 1), "The file is empty.", "Export the library again as CSL JSON.")
    opening = _LIST.match(text, start)
    if not opening:
        fail("not-csl-json", name, lines.mark(start), "This is not CSL-JSON: it must be a list of items.",
             "Export the library as “CSL JSON” or “Better CSL JSON”.")  # fmt: skip
    items: list[dict[str, Any]] = []
    marks: dict[Path, Mark] = {}
    for position, item in _items(text, opening.end()):
        mark = lines.mark(position)
        item = _normal(item) if isinstance(item, dict) else item
        if message := _fault(item):
            hint = "Correct it in the program that exported it."
            problems.append(Problem("csl-item", "error", name, *mark, message, hint))
        else:
            marks["references", len(items)] = mark
            items.append(item)
    if problems and not items:
        first = problems[0]
        fail(first.rule, name, (first.line, first.column), first.message, first.hint)
    return Source(name, {"references": items}, marks, strict=False, problems=tuple(problems))


def _items(text: str, position: int) -> Iterator[tuple[int, Any]]:
    """The items of a JSON list from ``position``, each with its place; a ValueError in place of a broken one."""
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_number, parse_constant=_no_number)
    broken, count = _Broken(text), 0
    while True:
        position = _after(_BETWEEN, text, position)
        if position >= len(text):
            yield position, ValueError("The file ends in the middle of the list.")
            return
        if text[position] == "]":
            rest = _after_space(text, position + 1)
            if text[rest:].strip("} \t\n"):
                yield rest, ValueError("There is something after the end of the list, which is not read.")
            return
        try:
            item, end = decoder.raw_decode(text, position)
            if end - position > MAX_RECORD:
                item = ValueError("This item is too long to be a reference.")
            else:
                _storable(item, text[position:end])
        except (ValueError, RecursionError) as error:
            yield getattr(error, "pos", position), ValueError(f"This item is not valid JSON ({_reason(error)}).")
            end = broken.end(position)
            count += 1
            if count == MAX_BROKEN:
                yield end, ValueError(f"{MAX_BROKEN:,} items before this are not valid JSON; the rest is not read.")
                return
            if end >= len(text):
                return
        else:
            yield position, item
        position = end


class _Broken:
    """Where items of a text that cannot be read end; asked in rising order, so that no part is read twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._following: tuple[int, int] | None = None  # where what looks like the beginning of an item was found

    def end(self, position: int) -> int:
        """Where to go on after an item that begins at ``position`` and cannot be read.

        At its end, if its brackets have one, or at what looks like the beginning of another item before that;
        at the end of the text, if there is neither.
        """
        if self._following is None or self._following[0] < position:
            found = _NEXT_ITEM.search(self._text, position)
            self._following = found.span() if found else (len(self._text), len(self._text))
        beginning = self._following[1]
        depth = 0
        for match in _BRACKETS.finditer(self._text, position, beginning):
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
            if depth <= 0 and match[0] in "}]":
                # A bracket that closes more than the item opened belongs to the list.
                return max(match.end() if depth == 0 else match.start(), position + 1)
        return beginning


def _after_space(text: str, position: int) -> int:
    return _after(_SPACE, text, position)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a ValueError where a key stands twice in it, since one of the two would be lost."""
    item = dict(pairs)
    if len(item) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise ValueError(f"the key “{twice[:200]}” stands twice")
    return item


def _number(digits: str) -> float:
    """A ValueError for a number that would be infinite: no other program could read it back."""
    if isinf(number := float(digits)):
        raise ValueError("a number is too large")
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


def _storable(item: Any, source: str) -> None:
    """A ValueError where an escape in ``source`` is half a character, or ``item`` is nested too deeply."""
    if source.count("{") + source.count("[") > MAX_DEPTH and _depth(item) > MAX_DEPTH:
        raise RecursionError
    if "\\ud" in source or "\\uD" in source:
        try:
            json.dumps(item, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("an escape such as \\ud800 is half a character") from None


def _depth(item: Any) -> int:
    """How deep the lists and objects of an item are nested."""
    depth, level = 0, [item]
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth - 1


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    message = str(getattr(error, "msg", error))
    if isinstance(error, json.JSONDecodeError):
        return message[:1].lower() + message[1:]
    return "a number is too long" if "digits" in message else message


def _fault(item: Any) -> str:
    """What keeps an item from being a reference; empty where nothing does."""
    if isinstance(item, ValueError):
        return str(item)
    if not isinstance(item, dict):
        return "This item is not an object with fields."
    for field in ("id", "type"):
        if field not in item or str(item[field]).strip() == "":
            return f"This item has no {field}."
    try:
        msgspec.convert(item, LooseItem)
    except msgspec.ValidationError as error:
        where = re.search(r"\$\.([\w-]+)", str(error))
        message, _ = in_words(str(error), where[1] if where else "item")
        return message
    return ""


def _normal(item: dict[str, Any]) -> dict[str, Any]:
    """An item with its id as text, its dates in one form and no field that is null; all else as it is."""
    dates = {field: normal_date(item[field]) for field in DATES if field in item}
    normal = {field: value for field, value in {**item, **dates}.items() if value is not None}
    if isinstance(item.get("id"), int) and not isinstance(item["id"], bool):
        normal["id"] = str(item["id"])
    if isinstance(normal.get("DOI"), str):
        normal["DOI"] = bare_doi(normal["DOI"])
    return normal

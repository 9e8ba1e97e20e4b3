"""From a JSON list to its items, each with its place, however broken the items in between are.

The extent of an item is found by its brackets, and each is then parsed separately. If that fails, the
next item is looked for: an object that begins with a CSL variable. In valid JSON no string can look like
that, since quotation marks inside strings are escaped; so an extra or missing quotation mark costs only
its own item.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from math import isinf
from typing import Any, NamedTuple, NoReturn

from collabref.load.datafile import MAX_DEPTH
from collabref.load.foreign import MAX_RECORD
from collabref.model.csl import DATES, NAMES, TEXTS

# What may come between two items; an extra or missing comma is tolerated.
_BETWEEN = re.compile(r"[\s,]*+")
# Up to the next bracket outside strings.
_TO_BRACKET = re.compile(r'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+[{}\[\]]', re.DOTALL)
# A word, a number or a string where an item should be.
_SCALAR = re.compile(r'(?:"(?:[^"\\]++|\\.)*+"|[^\s,:"{}\[\]]++)(?=\s*+(?:[,\]]|\Z))', re.DOTALL)
_STRAY_OPENING = re.compile(r"\[[\s,\[]*+(?=\{)")
_STRAY_CLOSING = re.compile(r"\}[\s}]*+")
_AGAIN = re.compile(r"[\s,\]]*+\[?\s*+\{")
_END = re.compile(r"[\s}]*+\Z")
# An object with an item's variables; after a colon or first in a list it is more likely to be part of an item.
_FIRST_KEYS = "|".join(["id", "type", "custom", *NAMES, *DATES, *TEXTS])
_BEGINNING = re.compile(rf'(?P<inner>[:\[]\s*+)?+\{{\s*+"(?:{_FIRST_KEYS})"\s*+:')
_PARTNER = {"}": "{", "]": "["}


class Lost(NamedTuple):
    """Something that is not an item: a message that says why."""

    message: str


def split(
    text: str, start: int, listed: bool = True, enclosed: bool = False
) -> Iterator[tuple[int, dict[str, Any] | Lost]]:
    """The items of ``text`` from ``start``, and whatever is not an item, in order, each with its offset.

    Takes time linear in the length of the text.

    Args:
        text: JSON.
        start: the offset after the bracket that opens the list, or of the first item.
        listed: whether a closing bracket must follow the last item.
        enclosed: whether the list is a value in an object, which may continue after it.
    """
    items = _Items(text)
    position = start
    torn = False  # whether what comes next may be the rest of an item already reported
    while True:
        position = _after(_BETWEEN, text, position)
        if position == len(text):
            if listed and not torn:
                yield position, Lost("The file ends in the middle of the list.")
            return
        if text[position] == "{":
            item, at, end = items.read(position)
            if isinstance(item, Lost):
                torn = True
                yield at, item
            elif not torn or _is_whole(item):
                torn = False
                yield position, item
        else:
            if text[position] == "]" and not _goes_on(items, text, position + 1):
                if not enclosed and not _END.match(text, position + 1):
                    rest = _after(_BETWEEN, text, position + 1)
                    yield rest, Lost("The text after the end of the list is not read.")
                return
            if not listed and _END.match(text, position):
                return
            message, end = _stray(items, text, position)
            if not torn:
                yield position, Lost(message)
        position = end


def _stray(items: "_Items", text: str, position: int) -> tuple[str, int]:
    """What is wrong where there is something other than an object, and where to resume."""
    if match := _SCALAR.match(text, position):
        return "This item is not an object with fields.", match.end()
    if match := _STRAY_OPENING.match(text, position) or _STRAY_CLOSING.match(text, position):
        return f"There is an extra “{text[position]}” here.", match.end()
    if text[position] == "]":
        return "The list ends here, but more items follow.", position + 1
    return "This is not part of any item; it is left out.", items.beginning(position)


def _goes_on(items: "_Items", text: str, position: int) -> bool:
    return _AGAIN.match(text, position) is not None or items.beginning(position) < len(text)


def _is_whole(item: dict[str, Any]) -> bool:
    """Whether an object is an item, not part of one."""
    return "type" in item and ("id" in item or "title" in item)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


class _Items:
    """The objects of a text, requested in ascending order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._beginning = (-1, -1)  # where the last search for a beginning started, and what it found
        # How many characters may be read in vain beyond what turned out to be the end of an item. After that, an
        # item ends where another seems to begin, so that every file takes linear time.
        self._patience = 4 * len(text) + MAX_RECORD

    def beginning(self, position: int) -> int:
        """Where the next item from ``position`` on seems to begin; else the length of the text."""
        asked, found = self._beginning
        if not asked <= position <= found:
            found = next(
                (match.start() for match in _BEGINNING.finditer(self._text, position) if match["inner"] is None),
                len(self._text),
            )
            self._beginning = position, found
        return found

    def read(self, start: int) -> tuple[dict[str, Any] | Lost, int, int]:
        """The object that begins at ``start``.

        Returns:
            The object and where it begins, or what is wrong and where; and where to resume.
        """
        end, fault = self._closing(start)
        if not fault:
            item, place = _parsed(self._text[start:end])
            if not isinstance(item, Lost):
                return item, start, end
        following = self.beginning(start + 1)
        self._patience -= max(0, end - following)
        if fault == _UNPAIRED:
            end = following
            item, place = _parsed(self._text[start : min(end, start + MAX_RECORD)])
            if not isinstance(item, Lost):  # the unpaired brackets come after it
                item = Lost(_UNPAIRED)
        elif fault:
            item, place = Lost(fault), 0
            end = following if fault == _TOO_LONG else end
        return item, start + place, min(end, following)

    def _closing(self, start: int) -> tuple[int, str]:
        """The end of the object that begins at ``start``, or where it breaks off and why."""
        limit = len(self._text) if self._patience > 0 else self.beginning(start + 1)
        opened: list[str] = []
        deepest, at = 0, start
        while match := _TO_BRACKET.match(self._text, at, limit):
            at = match.end()
            bracket = self._text[at - 1]
            if bracket in "{[":
                opened.append(bracket)
                deepest = max(deepest, len(opened))
            elif opened.pop() != _PARTNER[bracket]:
                return at, _UNPAIRED
            if at - start > MAX_RECORD:
                return at, _TOO_LONG
            if not opened:
                return at, _TOO_DEEP if deepest > MAX_DEPTH else ""
        return limit, _TOO_LONG if limit - start > MAX_RECORD else _UNPAIRED


_TOO_LONG = "This item is too long to be a reference."
_TOO_DEEP = "This item is not valid JSON (it is nested too deeply)."
_UNPAIRED = "This item is not valid JSON (its brackets do not pair)."


def _parsed(source: str) -> tuple[Any, int]:
    """The object in ``source``, or what is wrong with it; and the offset."""
    try:
        item = _DECODER.decode(source)
        _storable(item, source)
    except (ValueError, RecursionError) as error:
        return Lost(f"This item is not valid JSON ({_reason(error)})."), getattr(error, "pos", 0)
    return item, 0


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    message = str(getattr(error, "msg", error))
    if isinstance(error, json.JSONDecodeError):
        return message[:1].lower() + message[1:]
    return "a number is too long" if "digits" in message else message


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a ValueError if it has a key twice, since one of the two would be lost."""
    item = dict(pairs)
    if len(item) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise ValueError(f"it has the key “{twice[:200]}” twice")
    return item


def _number(digits: str) -> float:
    """Raise ValueError for a number that would be infinite: no other program could read it back."""
    if isinf(number := float(digits)):
        raise ValueError("a number is too large")
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_number, parse_constant=_no_number)


def _storable(item: Any, source: str) -> None:
    """Raise ValueError if an escape in ``source`` is half a character."""
    if "\\ud" in source or "\\uD" in source:
        try:
            json.dumps(item, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("an escape such as \\ud800 is half a character") from None

"""What the values of RIS and MEDLINE fields mean, in either format."""

import html
import re
from collections.abc import Iterable

from collabref.load.rich_text import ENTITY
from collabref.text.fold import fold

_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b")
_ISBN = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b")
_QUALIFIERS = re.compile(r"\([^()]*\)|[\s,;.:/]|\b(?:ISBN|ISSN|print|electronic|linking|and)\b", re.IGNORECASE)

_DASH = r"\-\u2010-\u2015\u2212"
_RANGE = re.compile(rf"(?P<first>[^\s,;{_DASH}]+)\s*[{_DASH}]+\s*(?P<last>[^\s,;{_DASH}]*)")
_NUMBERED = re.compile(r"[A-Za-z]{0,3}(?P<number>[0-9]+)")
_ENTITY = re.compile(ENTITY)


def unescape(words: str) -> str:
    """``words`` without HTML entities, including those escaped twice; ``&copy=`` in an address stays."""
    for _ in range(2):
        if "&" not in words:
            break
        words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
    return words


def serial_numbers(words: str) -> tuple[str, list[str]]:
    """The kind of number (``ISBN`` or ``ISSN``) in ``words``, and the numbers; nothing if there is anything else.

    Words that only say which edition has the number (``(Print)``, ``(cloth)``) are left out.
    """
    for variable, pattern in (("ISBN", _ISBN), ("ISSN", _ISSN)):
        if pattern.search(words) and not _QUALIFIERS.sub("", pattern.sub("", words)):
            return variable, [number.strip() for number in pattern.findall(words)]
    return "", []


def join_numbers(numbers: Iterable[str]) -> str:
    """Several ISSNs or ISBNs as one value, without repeats, as Zotero writes them."""
    each: dict[str, str] = {}
    for number in numbers:
        each.setdefault(re.sub(r"[\s-]", "", number).upper(), number)
    return ", ".join(each.values())


def join_keywords(words: Iterable[str]) -> str:
    """Keywords as CSL's single string, separated by commas, or by semicolons if one of them contains a comma."""
    each: dict[str, str] = {}
    for word in words:
        each.setdefault(fold(word), word)
    if not any("," in word for word in each.values()):
        return ", ".join(each.values())
    return "; ".join(each.values()) + (";" if len(each) == 1 else "")


def page_range(first: str, last: str = "") -> str:
    """Pages from their first and last, either of which may be a whole range: ``1138-1143``.

    A shortened last page is completed: ``1138``, ``43``.
    """
    if found := _RANGE.fullmatch(first):
        first, last = found["first"], found["last"] or last
    elif found := _RANGE.fullmatch(last):
        first, last = (found["first"], found["last"]) if not first or first == found["first"] else (first, last)
    if not first or not last or first == last:
        return first or last
    whole = _NUMBERED.fullmatch(first)
    if whole and last.isdecimal() and len(last) < len(whole["number"]):
        last = first[: len(first) - len(last)] + last
    return f"{first}-{last}"

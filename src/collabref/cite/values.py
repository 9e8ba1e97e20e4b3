"""The values of a CSL reference, as the writers of other formats need them. Tolerant of other programs' shapes."""

import re
import unicodedata
from typing import Any

from collabref.text import CONTROL, one_line

Reference = dict[str, Any]

# The markup that CSL-JSON allows in text (CSL 1.0.2, "Rich text markup within fields").
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>")
_LEFT_OUT = dict.fromkeys(CONTROL)
# A part of a date: no year has more digits, and Python refuses thousands of them.
_NUMBER = re.compile(r"\s*[0-9]{1,4}\s*")
_RANGE = re.compile(r"([^\s,–-]+)\s*[–-]+\s*([^\s,–-]+)")


def plain(value: Any) -> str:
    """A value as one line of composed Unicode text without markup; empty for a list or a mapping.

    What commands a terminal or turns the direction of text is left out: these formats cannot escape it.
    """
    if value is None or isinstance(value, (list, dict)):
        return ""
    line = one_line(unicodedata.normalize("NFC", _MARKUP.sub("", str(value))))
    return one_line(line.translate(_LEFT_OUT))


def text(reference: Reference, variable: str) -> str:
    """The text of a variable; empty where there is none."""
    return plain(reference.get(variable))


def names(reference: Reference, role: str) -> list[Reference]:
    """The people of a role: ``author`` or ``editor``."""
    people = reference.get(role)
    return [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []


def particle(name: Reference) -> str:
    """Both particles of a name: formats other than CSL do not tell them apart."""
    return " ".join(filter(None, (plain(name.get("dropping-particle")), plain(name.get("non-dropping-particle")))))


def date(reference: Reference, variable: str) -> tuple[int, ...]:
    """The day, month or year on which a date begins, as numbers; empty where it has none."""
    value = reference.get(variable)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = tuple(int(part) for part in first[:3] if _NUMBER.fullmatch(str(part)))
    return numbers if 0 < len(numbers) == len(first[:3]) else ()


def loose_date(reference: Reference, variable: str) -> str:
    """A date that is words ("in press"), or that another program left unparsed."""
    value = reference.get(variable)
    return plain(value.get("literal") or value.get("raw")) if isinstance(value, dict) else plain(value)


def page_range(pages: str) -> tuple[str, str]:
    """First and last page; the last one is empty where ``pages`` is no single range."""
    match = _RANGE.fullmatch(pages)
    return (match[1], match[2]) if match else (pages, "")


def keywords(reference: Reference) -> list[str]:
    """The key words, which CSL keeps in one string."""
    return [word for part in re.split(r"[,;]", text(reference, "keyword")) if (word := part.strip())]

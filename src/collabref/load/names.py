"""The people of one line of a bibliographic database, as CSL names.

Databases write ``Family, Given, Suffix``; some leave the comma out (``Moss I.A.``, ``Moss IA``, ``I. A. Moss``),
and some people put several on one line. A body's name has no comma and does not end in initials.
"""

import re
from typing import NamedTuple

from collabref.load.foreign import person

_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV|1st|2nd|3rd|\dth)\.?", re.IGNORECASE)
_LAST_SUFFIX = re.compile(r"(?P<given>.*\S)\s+(?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV|2nd|3rd|[4-9]th)")
_MORE = re.compile(r"\b(?:et al|and others)\.?$|^others$", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+(?:and|&)\s+")

_STOPPED = r"(?:[^\W\d_a-z]\.[- ]?)+"
_LAST_INITIALS = re.compile(r"(?<![^ ])[A-Z]{2,3}$")
_INITIALS = re.compile(rf"{_STOPPED}|[A-Z]{{1,3}}(?:-[A-Z])?")
_NAME = r"(?:[^\W\d_][\w’'-]*\.? ){0,3}[^\W\d_][\w’'-]+"
_INITIALS_LAST = re.compile(
    rf"(?P<family>{_NAME}),? (?P<given>{_STOPPED}|[A-Z]{{1,3}}(?:-[A-Z])?)(?P<suffix> (?:Jr|Sr|2nd|3rd)\.?)?"
)
_INITIALS_FIRST = re.compile(rf"(?P<given>{_STOPPED}) ?(?P<family>{_NAME})")
# With one of these words, initials at the end belong to a country or to the body's own name.
_OF_A_BODY = re.compile(
    r"\b(?:of|for|and|the|group|team|network|collaborative|collaboration|committee|council|society|association"
    r"|institute|university|department|ministry|trust|foundation|centre|center|college|agency|consortium|investigators"
    r"|organi[sz]ation|office|service|services|board|commission|health|hospital|nhs|care|research|union|cancer|study|trial|project|programme|program)\b",
    re.IGNORECASE,
)
_OF_A_COUNTRY = frozenset({"UK", "US", "USA", "EU", "UN", "NZ", "NHS", "WHO", "UAE"})


class People(NamedTuple):
    """Names, and whether there are more (``et al``)."""

    names: list[dict[str, str]]
    go_on: bool


def read_people(lines: list[str]) -> People:
    """The people in lines of one or more names each, in order."""
    names: list[dict[str, str]] = []
    go_on = False
    for line in lines:
        line = line.strip(" ,;")
        rest = _MORE.sub("", line)
        go_on = go_on or rest != line
        names.extend(read_name(name) for name in _one_by_one(rest))
    return People(names, go_on)


def read_name(words: str) -> dict[str, str]:
    """One person (``Family, Given, Suffix``, or without a comma if initials show which part is which), or a body."""
    family, *rest = (part.strip() for part in words.split(","))
    if not any(rest):
        return _without_comma(family)
    if len(rest) > 1 and _SUFFIX.fullmatch(rest[0]):  # BibTeX's order
        rest = [rest[1], rest[0], *rest[2:]]
    given, suffix = rest[0], ", ".join(part for part in rest[1:] if part)
    if not suffix and (found := _LAST_SUFFIX.fullmatch(given)):
        given, suffix = found["given"], found["suffix"]
    return person(family, _spaced(given, family), suffix)


def _one_by_one(line: str) -> list[str]:
    """The names of a line. Semicolons separate names; commas and "and" do so only if every part is then a name."""
    names = [name for part in line.split(";") if (name := part.strip(" ,"))]
    if len(names) != 1:
        return names
    line = names[0]
    together = _TOGETHER.split(line)
    if len(together) > 1 and all("," in name for name in together):
        return [name for each in together for name in _one_by_one(each)]
    if "," not in line:
        return names
    parts = [part.strip() for part in line.split(",")]
    if len(parts) > 1 and all(_is_person(part) for part in parts):
        return parts
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) > 3 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(given) for _, given in pairs):
        return [f"{family}, {given}" for family, given in pairs]
    return names


def _without_comma(words: str) -> dict[str, str]:
    found = _person_in(words)
    if not found:
        return {"literal": words}
    suffix = (found.groupdict().get("suffix") or "").strip()
    return person(found["family"], _spaced(found["given"].strip(), found["family"]), suffix)


def _is_person(words: str) -> bool:
    return _person_in(words) is not None


def _person_in(words: str) -> re.Match[str] | None:
    """Family name and initials, if ``words`` are these in either order."""
    if len(words) > 100 or _OF_A_BODY.search(words):
        return None
    found = _INITIALS_LAST.fullmatch(words) or _INITIALS_FIRST.fullmatch(words)
    return None if not found or found["given"].strip().replace(".", "") in _OF_A_COUNTRY else found


def _spaced(given: str, family: str) -> str:
    """``given``, with unpunctuated initials separated by spaces, since citation programs take ``HM`` for one name.

    In a file in capitals they stay together, as ``JO`` may be a name.
    """
    return given if family.isupper() else _LAST_INITIALS.sub(lambda initials: " ".join(initials[0]), given)

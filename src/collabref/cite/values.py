"""The values of a CSL reference, as the writers of other formats need them. Tolerates the shapes that programs write."""

import re
from typing import Any

from collabref.model.reference import authors_incomplete, keywords_of
from collabref.text.fold import composed
from collabref.text.safe import CONTROL
from collabref.text.scripts import lowered, raised
from collabref.text.wording import one_line

Reference = dict[str, Any]

# The markup that CSL-JSON allows in text (CSL 1.0.2, "Rich text markup within fields").
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sc|span)\b[^<>]*>")
_MOVED = re.compile(r"<(sup|sub)\b[^<>]*>([^<>]*)</\1>")
_MOVED_LEFT = re.compile(r"</?su[pb]\b[^<>]*>")
_LEFT_OUT = dict.fromkeys(CONTROL)
# A part of a date: no year has more digits, and Python refuses to convert thousands of them.
_NUMBER = re.compile(r"\s*-?[0-9]{1,4}\s*")
_RANGE = re.compile(r"([^\s,–-]+)\s*[–-]+\s*([^\s,–-]+)")
_MASTERS = re.compile(r"(?i:\bmaster)|\bM\.?(?:Sc|A|Phil|Res|PH)\b")
# The last name of an incomplete list, as pandoc, BibTeX or people write it.
_MORE = frozenset({"others", "and others", "et al", "et al."})


def line(value: Any) -> str:
    """A value as one line of composed Unicode text without markup; empty for a list or a mapping.

    Superscripts and subscripts are kept, since 10<sup>6</sup> is not 106.
    """
    if value is None or isinstance(value, (list, dict)):
        return ""
    words = str(value)
    if "<" in words:
        words = _MOVED_LEFT.sub("", _MOVED.sub(_moved, _MARKUP.sub("", words)))
    return one_line(composed(words))


def plain(value: Any) -> str:
    """``line`` without terminal control or text direction characters, which these file formats cannot escape."""
    return one_line(line(value).translate(_LEFT_OUT))


def _moved(match: re.Match[str]) -> str:
    return (raised if match[1] == "sup" else lowered)(match[2])


def text(reference: Reference, variable: str) -> str:
    """The text of a variable; empty where there is none."""
    return plain(reference.get(variable))


def shown(reference: Reference, variable: str) -> str:
    """The text of a variable for people to read; control characters are left for the renderers to show."""
    return line(reference.get(variable))


def names(reference: Reference, role: str) -> list[Reference]:
    """The people of a role (``author``, ``editor``, …) who are named."""
    people = reference.get(role)
    named = [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    return named[:-1] if named and _is_more(named[-1]) else named


def goes_on(reference: Reference, role: str) -> bool:
    """Whether a role has more people than are named.

    Either the list ends in a name that says so, as in pandoc and BibTeX, or the reference is marked as incomplete,
    which refers to the authors, or to the editors of a work without authors.
    """
    people = reference.get(role)
    if isinstance(people, list) and people and isinstance(people[-1], dict) and _is_more(people[-1]):
        return True
    return role == leading_role(reference) and authors_incomplete(reference)


def leading_role(reference: Reference) -> str:
    """The people responsible for a work: its authors, or its editors if no author is named."""
    return "author" if names(reference, "author") else "editor"


def _is_more(name: Reference) -> bool:
    others = plain(name.get("literal")) or plain(name.get("family"))
    return others.lower() in _MORE and not plain(name.get("given"))


def is_masters(genre: str) -> bool:
    """Whether the genre of a thesis is a master's."""
    return bool(_MASTERS.search(genre))


def particle(name: Reference) -> str:
    """Both particles of a name: only CSL distinguishes them."""
    return " ".join(filter(None, (plain(name.get("dropping-particle")), plain(name.get("non-dropping-particle")))))


def date(reference: Reference, variable: str) -> tuple[int, ...]:
    """The year, month and day on which a date begins, as numbers; empty if it has none.

    An impossible month or day (some programs write 0 for "not known") is left out.
    """
    value = reference.get(variable)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = tuple(int(part) for part in first[:3] if _NUMBER.fullmatch(str(part)))
    if len(numbers) < len(first[:3]):
        return ()
    if not 1 <= (*numbers, 0, 0)[1] <= 12:
        return numbers[:1]
    return numbers if 1 <= (*numbers, 0)[2] <= 31 else numbers[:2]


# CSL numbers the seasons from 1 (spring); some programs write them as months from 13, EDTF from 21.
SEASONS = ("1", "2", "3", "4")
_SEASON_MONTHS = {str(first + number): season for first in (13, 21) for number, season in enumerate(SEASONS)}


def season(reference: Reference, variable: str) -> str:
    """The season of a date: one of SEASONS, a name that is not one of these, or empty."""
    value = reference.get(variable)
    if not isinstance(value, dict) or not (parts := date(reference, variable)) or len(parts) > 1:
        return ""
    return line(value.get("season")) or _SEASON_MONTHS.get(line((value["date-parts"][0][1:2] or [""])[0]), "")


def date_range(reference: Reference, variable: str) -> str:
    """A date as EDTF has it (ISO 8601-2): ``2002-04``, ``2002-04-03/2002-04-05``, ``2012-22`` for a summer."""
    value = reference.get(variable)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    ends = [date({"end": {"date-parts": [end]}}, "end") for end in (parts if isinstance(parts, list) else [])[:2]]
    said = [
        "-".join(f"{part:02}" if number else f"{part:04}" for number, part in enumerate(end)) for end in ends if end
    ]
    if said and (known := season(reference, variable)) in SEASONS:
        said[0] += f"-{20 + int(known)}"
    return "/".join(said)


def loose_date(reference: Reference, variable: str) -> str:
    """A date in words ("in press"), or one that another program left unparsed."""
    value = reference.get(variable)
    return line(value.get("literal") or value.get("raw")) if isinstance(value, dict) else line(value)


def whole_issue(reference: Reference) -> str:
    """An issue with its supplement and part, for which only CSL has fields."""
    supplement, part = text(reference, "supplement-number"), text(reference, "part-number")
    said = (text(reference, "issue"), f"Suppl {supplement}" if supplement else "", f"Pt {part}" if part else "")
    return " ".join(filter(None, said))


def page_range(pages: str) -> tuple[str, str]:
    """First and last page; the last is empty unless ``pages`` is a single range."""
    match = _RANGE.fullmatch(pages)
    return (match[1], match[2]) if match else (pages, "")


def keywords(reference: Reference) -> list[str]:
    """The keywords, one by one."""
    return keywords_of({"keyword": text(reference, "keyword")})


def keyword_line(words: list[str]) -> str:
    """Keywords as one string, separated by commas, or by semicolons if one of them contains a comma."""
    if not any("," in word for word in words):
        return ", ".join(words)
    return "; ".join(words) + (";" if len(words) == 1 else "")

"""Dates as bibliographic databases write them, as CSL has them.

Source: the date elements of MEDLINE (NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*, DP and DEP),
the RIS form ``YYYY/MM/DD/other words``, and the months and seasons of Web of Science (``SEP 15``, ``SPR``).
"""

import re
from typing import Any, NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# CSL counts the seasons from spring.
_SEASONS = {"spr": 1, "spring": 1, "sum": 2, "summer": 2, "fal": 3, "fall": 3, "aut": 3, "autumn": 3, "win": 4, "winter": 4}  # fmt: skip
_NOT_KNOWN = re.compile(
    r"(?i)n\.? ?d\.?|s\.? ?[ad]\.?|no date|not dated|undated|unknown|null|none|undefined|n/a|[0/\s-]*"
)
_FIGURES = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{0,2})(?:[-/.](?P<day>\d{0,2}))?)?(?:(?:/|T\d|$)(?P<other>.*))?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_YEARS = re.compile(r"(\d{4})[-–/](\d{4}|\d\d)")
_BETWEEN = re.compile(r"\s*(?:[-–/]|\bto\b)\s*")
_WORD = re.compile(r"[a-z]+|\d+")
# A longer text is not a date, whatever it holds.
_LONGEST = 100


class _Day(NamedTuple):
    year: int = 0
    month: int = 0
    day: int = 0
    season: int = 0

    def parts(self) -> list[int]:
        """What is known of it, as far as the calendar has it: a day says nothing without its month."""
        year = [self.year] if self.year else []
        month = [self.month] if year and 1 <= self.month <= 12 else []
        day = [self.day] if month and 1 <= self.day <= 31 else []
        return [*year, *month, *day]


def read_date(words: str, year: str = "") -> dict[str, Any]:
    """A date as CSL has it.

    Args:
        words: ``2012 Mar 12``, ``2012 Mar-Apr``, ``2012 Dec-2013 Jan``, ``2012 Winter``, ``20120312``,
            ``2012/03/12/``, ``2012///Winter``, ``12 March 2012``, ``SEP 15``.
        year: the year to which words without one belong.

    Returns:
        ``date-parts`` with one day or, for a range, two, and perhaps ``season``; ``literal`` for words
        that are not a date; nothing where the date is not known (``0000``, ``n.d.``).
    """
    words = words.strip().rstrip("/").strip()
    if _NOT_KNOWN.fullmatch(words):
        return {}
    if len(words) > _LONGEST:
        return {"literal": words}
    if found := _COMPACT.fullmatch(words):
        return _csl([_Day(*map(int, found.groups()))])
    if found := _FIGURES.fullmatch(words):
        day = _Day(*(int(found[part] or 0) for part in ("year", "month", "day")))
        said = _days(f"{found['year']} {found['other'] or ''}")
        # RIS has room for other words: a season, or both ends of a range.
        return _two_years(words) or _csl(said if len(said) > 1 or not day.month else [day])
    if both := _two_years(words):
        return both
    days = _days(words)
    if days and not days[0].year and re.fullmatch(r"\d{4}", year):
        days = [day._replace(year=int(year)) for day in days]
    return _csl(days) or {"literal": words}


def is_year(words: str) -> bool:
    """Whether there is a year in ``words``, so that they can be a date by themselves."""
    return re.search(r"(?<!\d)[12]\d{3}(?!\d)|^[12]\d{7}$", words) is not None


def _two_years(words: str) -> dict[str, Any]:
    """``2012-2013`` and ``2012-13``; the second may not be a month, as in ``2012-03``."""
    found = _YEARS.fullmatch(words)
    if not found:
        return {}
    first, last = int(found[1]), int(found[1][: 4 - len(found[2])] + found[2])
    return {"date-parts": [[first], [last]]} if first < last and (len(found[2]) == 4 or last % 100 > 12) else {}


def _days(words: str) -> list[_Day]:
    """The one or two days that words name; what one end of a range does not say, the other does."""
    ends = [_day(end) for end in _BETWEEN.split(words.lower()) if end]
    ends = [end for end in ends if any(end)]
    if not ends or len(ends) > 2:
        return []
    first, last = ends[0], ends[-1]
    first = first._replace(
        year=first.year or last.year, month=first.month or (0 if first.season else last.month), day=first.day
    )
    last = last._replace(year=last.year or first.year, month=last.month or (0 if last.season else first.month))
    return [first] if first == last else [first, last]


def _day(words: str) -> _Day:
    """What the words of one end of a range say, in any order."""
    year = month = day = season = 0
    for word in _WORD.findall(words):
        if word.isdigit():
            if len(word) == 4:
                year = year or int(word)
            elif len(word) <= 2 and 1 <= int(word) <= 31:
                day = day or int(word)
        elif word in _SEASONS:
            season = season or _SEASONS[word]
        elif word[:3] in _MONTHS:
            month = month or _MONTHS.index(word[:3]) + 1
    return _Day(year, month, day, season)


def _csl(days: list[_Day]) -> dict[str, Any]:
    parts = [known for day in days if (known := day.parts())]
    if not parts:
        return {}
    parts = parts[:1] if len(parts) == 2 and parts[0] == parts[1] else parts
    seasons = {day.season for day in days if day.season}
    # CSL has one season to a date: of two, neither is said.
    one = len(seasons) == 1 and len(parts) == 1 and len(parts[0]) == 1
    return {"date-parts": parts, **({"season": seasons.pop()} if one else {})}

"""Dates in CSL's form, from the forms in which other programs write them.

Sources: CSL 1.0.2, csl-data.json (``date-variable``); EDTF levels 0 and 1, as pandoc and Zotero read it
(ISO 8601-2: ``2008-06/2008-08``, ``2008?``, ``2008-21`` for a spring, ``-0380``); the date elements of MEDLINE
(NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*: ``2012 Dec-2013 Jan``); the form of RIS,
``YYYY/MM/DD/other words``; the months and seasons of Web of Science (``SPR``); the dates of the Crossref REST API
(``[[null]]`` for none); citeproc-js, which reads months 13 to 16 as seasons too.
"""

import re
from typing import Any, NamedTuple

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"]  # fmt: skip
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_SEASONS = SEASONS | {"spr": 1, "sum": 2, "aut": 3, "fal": 3, "win": 4}
# Month numbers that mean a season -> its number in CSL.
_SEASON_MONTHS = {13: 1, 14: 2, 15: 3, 16: 4, 21: 1, 22: 2, 23: 3, 24: 4}
# A lone c before a year means copyright.
_COPYRIGHT = re.compile(r"\bc(?=[12][0-9]{3}\b)")
_CIRCA = frozenset(["c", "ca", "circa", "approximately", "about"])
_FILLERS = frozenset(["of", "the", "and", "st", "nd", "rd", "th"])

_RANGE = re.compile(r"\d{4}(-\d\d?){0,2}/(\d{4}(-\d\d?){0,2}|\.\.)?")
_NUMERIC_DATE = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?!\d)")
_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?)?")
_EXACT = re.compile(r"\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_DOUBTED = re.compile(r"\[?(?P<date>[-\d]+)[~?%]\]?")
# Not 2012-03 (a month) or 2012-22 (a summer); but with a dash between them they are years.
_SHORT_RANGE = re.compile(r"(?<!\d)(\d\d)(\d\d)(?:[-/](1[3-9]|20|2[5-9]|[3-9]\d)|\s*[–—]\s*(\d\d))(?![-/\d])")
_BEFORE_CHRIST = re.compile(r"-\d{4}")
# RIS's form, in which any part may be missing.
_SLASHED = re.compile(r"(\d{4})/(\d{0,2})/(\d{0,2})/(.+)")
# With the year last: 06/2012; 12.03.2012 (between dots the day is first).
_YEAR_LAST = re.compile(r"(?:(?P<day>\d\d?)\.\s?)?(?P<month>\d\d?)[./](?P<year>\d{4})")
_SEASON_OF = re.compile(r"(\d{4})-(2[1-4])")
_COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[-–—/~?]")
# A longer text is not a date.
_MOST = 100


class Reading(NamedTuple):
    """What words say about a date.

    Attributes:
        parts: its two ends, or one: a year, month and day each, as far as they are known.
        season: from 1 (spring) to 4; 0 if none is named.
        circa: whether it is said to be uncertain.
        whole: whether the words say nothing else.
    """

    parts: list[list[int]]
    season: int = 0
    circa: bool = False
    whole: bool = False


def date(words: str) -> dict[str, Any]:
    """A date in CSL's form, from ``2008-06-28``, ``2008/6//``, ``June 2008``, ``28 Jun 2008``, ``2008a``.

    A range gives its two ends; words without a year stay words; empty text gives an empty mapping.
    """
    reading = read_words(words)
    if not reading.parts:
        return {"literal": words} if words else {}
    return _as_csl(reading)


def _as_csl(reading: Reading) -> dict[str, Any]:
    return {
        "date-parts": reading.parts,
        **({"season": reading.season} if reading.season else {}),
        **({"circa": True} if reading.circa else {}),
    }


def read_words(words: str) -> Reading:
    """The date in a text; without parts if there is none."""
    words = _SHORT_RANGE.sub(_in_full, _COPYRIGHT.sub("", words.strip().rstrip("/")))
    if _RANGE.fullmatch(words):
        return Reading([parts for each in words.split("/") if (parts := _numeric(each))], whole=True)
    if match := _SLASHED.fullmatch(words):
        return _with_other_words(match)
    if match := _DOUBTED.fullmatch(words):
        return read_words(match["date"])._replace(circa=True)
    if match := _SEASON_OF.fullmatch(words):
        return Reading([[int(match[1])]], season=_SEASON_MONTHS[int(match[2])], whole=True)
    if (match := _COMPACT.fullmatch(words)) and len(parts := within([int(part) for part in match.groups()])) == 3:
        return Reading([parts], whole=True)
    if _BEFORE_CHRIST.fullmatch(words):
        return Reading([[int(words)]], whole=True)
    if match := _YEAR_LAST.fullmatch(words):
        words = "-".join(filter(None, (match["year"], match["month"], match["day"])))
    parts = _numeric(words)
    if len(parts) > 1 or _EXACT.fullmatch(words):
        return Reading([parts] if parts else [], whole=_EXACT.fullmatch(words) is not None)
    named = _in_words(words) if len(words) <= _MOST else None
    return named or Reading([rough] if (rough := _rough(words[:10_000])) else [])


def _in_full(years: re.Match[str]) -> str:
    """Two years, with a two-digit second year expanded: 2012–13 to 2012–2013."""
    century, first, *lasts = years.groups()
    last = next(filter(None, lasts))
    return f"{century}{first}–{century}{last}" if last > first else years[0]


def _with_other_words(date: re.Match[str]) -> Reading:
    """Read RIS's form, which has room for other words: a season, or both ends of a range."""
    year, month, day, others = date.groups()
    named = read_words(f"{year} {others}")
    if len(named.parts) > 1 or not month.strip("0"):
        return named
    return Reading([within([int(part) for part in (year, month, day) if part])], whole=False)


def _numeric(words: str) -> list[int]:
    """The numeric parts of a date at the beginning of a text, as far as they are possible."""
    match = _NUMERIC_DATE.match(words)
    return within([int(part) for part in match.groups() if part]) if match else []


def within(parts: list[int]) -> list[int]:
    """A year, month and day, without an impossible month or day (programs write 0 for unknown)."""
    if not parts or parts[0] == 0:
        return []
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    if len(parts) > 2 and not 1 <= parts[2] <= 31:
        return parts[:2]
    return parts[:3]


def _in_words(words: str) -> Reading | None:
    """A date or a range whose every word is understood; else None."""
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    seasons: list[int] = []
    circa = ranged = False
    for token in _TOKEN.findall(words):
        low = token.lower()
        if token.isdecimal():
            number = int(token)
            if len(token) == 4:
                years.append(number)
            elif len(token) < 3 and 1 <= number <= 31:
                days.append(number)
            else:
                return None
        elif token in "-–—/":
            ranged = True
        elif token in "~?" or low in _CIRCA:
            circa = True
        elif low in _SEASONS:
            seasons.append(_SEASONS[low])
        elif named := _month_name(low):
            months.append(named)
        elif low not in _FILLERS and low not in ("to", "n"):
            return None
        ranged = ranged or low == "to"
    parts = _combined(years, months, days, ranged)
    if not parts or (seasons and (months or days)):
        return None
    # CSL allows one season per date: with two, neither is kept.
    return Reading(parts, seasons[0] if len(seasons) == 1 else 0, circa, whole=len(seasons) < 2)


def _combined(years: list[int], months: list[int], days: list[int], ranged: bool) -> list[list[int]]:
    """One date, or the two ends of a range, from the parts in order; empty if they make neither."""
    ends = max(len(years), len(months), len(days))
    if ends > 2 or not years or (ends == 2 and not ranged) or (days and not months):
        return []
    if any(len(each) not in (0, 1, ends) for each in (years, months, days)):
        return []
    if len(days) == 1 and ends == 2:  # it is unclear to which end it belongs
        return []
    spread = [each * ends if len(each) == 1 else each for each in (years, months, days) if each]
    return [list(end) for end in zip(*spread, strict=True)]


def _rough(words: str) -> list[int]:
    """The first year in a text, with a named month and a day if present."""
    year = re.search(r"(?<!\d)\d{4}(?!\d)", words)
    if not year:
        return []
    named = month(words)
    if not named:
        return [int(year[0])]
    day = re.search(r"(?<!\d)([12]\d|3[01]|0?[1-9])(?!\d)", words)
    return [int(year[0]), named, *([int(day[0])] if day else [])]


def month(words: str) -> int:
    """The month that ``words`` name in English or give as a number; else 0."""
    if words.strip().isdecimal():
        return number if len(words.strip()) < 3 and 1 <= (number := int(words)) <= 12 else 0
    named = (_month_name(word[:3]) for word in re.findall(r"[a-z]{3,}", words.lower()))
    return next(filter(None, named), 0)


def _month_name(word: str) -> int:
    """The month of an English name or abbreviation in lower case; else 0."""
    if len(word) < 3:
        return 0
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word)), 0)


def normal_date(value: Any) -> Any:
    """A date in CSL's ``date-parts``, from other forms that programs write.

    These are a year, ``2008-06-28``, ``12 March 2012``, ``{year, month, day}``, a list of one or two of
    these (a range), and ``{raw: …}`` or ``{literal: …}`` with any of these; ``date-parts`` with numbers as
    text, months in words, or zeros and blanks for unknown parts.

    Returns:
        The date, including any words that are not understood or say more than a date; None if the value
        says that there is no date (``[[null]]``); a value of any other shape unchanged, for the checks to
        report.
    """
    if isinstance(value, list):
        return _of_ends(value)
    if isinstance(value, str):
        return _of_words(value) if value.strip() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return {"date-parts": [[value]]} if 1000 <= value <= 9999 else value
    if not isinstance(value, dict):
        return value
    if value.get("year") is not None:
        return _of_parts([[value.get(key) for key in _PARTS]], _without(value, *_PARTS, "date-parts"), value)
    if value.get("date-parts") is not None:
        return _of_parts(value["date-parts"], _without(value, "date-parts"), value)
    words = value.get("raw") or value.get("literal")
    if words and isinstance(words, (str, int)) and not isinstance(words, bool):
        reading = read_words(str(words))
        others = _without(value, "raw", "literal") if reading.whole else value
        return _as_csl(reading) | others if reading.parts else value
    return value if words or value.keys() - {"raw", "literal"} else None


def own_date(value: Any) -> Any:
    """A date in ``date-parts``, from our own forms: a year, ``2008-06-28``, ``{year, month, day}``, or one or two of these.

    The schema allows these, ``{raw: …}`` and ``{literal: …}``. Anything else is returned unchanged, for the
    checks to report.
    """
    written = value if isinstance(value, list) else [value]
    if any(isinstance(each, str) and not _ISO_DATE.fullmatch(each) for each in written):
        return value
    if isinstance(value, dict) and "date-parts" in value:
        return value
    date = normal_date(value)
    return value if date is None else date


_PARTS = ("year", "month", "day")
# What programs write for an unknown part of a date.
_UNKNOWN = (None, 0, "", "0", "00", "0000")


def _without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key not in keys}


def _of_words(words: str) -> dict[str, Any]:
    reading = read_words(words)
    if not reading.parts:
        return {"literal": words}
    return _as_csl(reading) | ({} if reading.whole else {"literal": words})


def _of_ends(values: list[Any]) -> Any:
    """A list of one or two dates as one date."""
    ends = [normal_date(each) for each in values]
    changed = all(isinstance(end, dict) and "date-parts" in end and end is not value
                  for end, value in zip(ends, values, strict=True))  # fmt: skip
    if not ends or len(ends) > 2 or not changed:
        return values
    return {**ends[0], "date-parts": [end["date-parts"][0] for end in ends]}


def _of_parts(written: Any, others: dict[str, Any], value: Any) -> Any:
    """A date from the parts of its ends, with ``others``; None if nothing is known, ``value`` if it is not a date."""
    if isinstance(written, list) and written and not any(isinstance(end, (list, dict)) for end in written):
        written = [written]  # one level of list is missing
    if not isinstance(written, list) or not all(isinstance(end, list) for end in written):
        return value
    first = written[0][0] if written and written[0] else None
    if isinstance(first, str) and first.strip() and _number(first) is None:
        return {**_of_words(first), **others}
    ends = [_numbers(end) for end in written]
    known = [end for each in ends if (end := within(each))]
    if not known:
        if others.keys() & {"raw", "literal"}:
            return normal_date(others)
        return None if all(part in _UNKNOWN for end in written for part in end) else value
    date = {"date-parts": known, **others}
    if isinstance(named := others.get("season"), str) and (season := _SEASONS.get(named.strip().lower())):
        date["season"] = season
    for end in ends:
        if len(end) > 1 and end[1] in _SEASON_MONTHS:
            date.setdefault("season", _SEASON_MONTHS[end[1]])
    return date


def _numbers(parts: list[Any]) -> list[int]:
    """Year, month and day as numbers, up to the first unknown one."""
    numbers: list[int] = []
    for part in parts[:3]:
        number = part if part.__class__ is int else _number(part)
        if number is None and len(numbers) == 1 and isinstance(part, str):
            number = month(part) or None
        if number is None:
            break
        numbers.append(number)
    return numbers


def _number(part: Any) -> int | None:
    if isinstance(part, str):
        return int(part) if re.fullmatch(r"\s*-?[0-9]{1,4}\s*", part) else None
    if isinstance(part, bool) or not isinstance(part, (int, float)):
        return None
    return int(part) if part == part // 1 else None

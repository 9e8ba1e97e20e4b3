"""The dates of BibTeX and biblatex, as CSL has them.

BibTeX has a year and a month in words; biblatex uses ISO 8601-2 (EDTF, level 1): ``2012-03``, ``2012/2014``,
``2012-22`` for summer, ``2012~`` for about 2012, ``-0380``. People write anything: ``circa 1900``,
``2012--2013``, ``Jun.``, ``May/June``, ``in press``.
"""

import re
from typing import Any

from collabref.load.dates import SEASONS, month
from collabref.load.dates import date as date_in_words

Date = dict[str, Any]

_YEARS = re.compile(r"(?P<first>\d{4})\s*(?P<dash>[/–-]+)\s*(?P<last>\d{4}|\d\d)")


def read_date(words: str) -> Date:
    """The date in ``words``; the words themselves (``literal``) if they name no year; empty for none."""
    words = words.strip()
    return _years(words) or date_in_words(words)


def _years(words: str) -> Date:
    """Two years: 2011/12 and 2012-13, but not 2011-06 (a month) or 2012-22 (a summer)."""
    match = _YEARS.fullmatch(words)
    if not match:
        return {}
    first, last = match["first"], match["last"]
    if len(last) == 2 and match["dash"] == "-" and (int(last) <= 12 or 21 <= int(last) <= 24):
        return {}
    whole = int(last if len(last) == 4 else first[:2] + last)
    return {"date-parts": [[int(first)], [whole]]} if whole > int(first) else {}


def with_month(issued: Date, months: str, day: str) -> Date:
    """A date that is only a year, completed from the month and day fields; unchanged if it has more, or they say nothing."""
    parts = issued.get("date-parts", [])
    if len(parts) != 1 or len(parts[0]) != 1 or not months.strip():
        return issued
    year = parts[0][0]
    named = [number for word in re.findall(r"[^\W\d_]{3,}|\d+", months) if (number := _month(word, months))]
    if not named:
        season = next((SEASONS[word] for word in re.findall(r"[a-z]+", months.lower()) if word in SEASONS), 0)
        return issued | ({"season": season} if season else {})
    if len(named) > 1 and named[0] < named[1]:
        return issued | {"date-parts": [[year, named[0]], [year, named[1]]]}
    spelled = re.search(r"[^\W\d_]", months)
    day = day.strip() or "".join(re.findall(r"\d+", months)[:1] if spelled else [])
    days = [int(day)] if re.fullmatch(r"0?[1-9]|[12]\d|3[01]", day) else []
    return issued | {"date-parts": [[year, named[0], *days]]}


def _month(word: str, months: str) -> int:
    """The month that a word names; a number counts only if no month is named beside it."""
    return 0 if word.isdecimal() and re.search(r"[^\W\d_]", months) else month(word)

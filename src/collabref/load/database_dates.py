"""Dates as bibliographic databases write them: with a word for no date, or the year in another field.

Source: the date elements of MEDLINE (NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*, DP and DEP), and
the fields PY and PD of Web of Science (``SEP 15``).
"""

import re
from typing import Any

from collabref.load.dates import date, read_words

_NOT_KNOWN = re.compile(
    r"(?i)n\.? ?d\.?|s\.? ?[ad]\.?|no date|not dated|undated|unknown|null|none|undefined|n/a|[0/\s-]*"
)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|^[12]\d{7}$")


def read_date(words: str, year: str = "") -> dict[str, Any]:
    """A date as CSL has it.

    Args:
        words: in any form that ``dates`` reads.
        year: the year to use for words without one.

    Returns:
        As ``dates.date``; empty if the date is unknown (``0000``, ``n.d.``).
    """
    words = words.strip()
    if _NOT_KNOWN.fullmatch(words):
        return {}
    if re.fullmatch(r"\d{4}", year) and not is_year(words) and read_words(dated := f"{words} {year}").whole:
        words = dated
    return date(words)


def is_year(words: str) -> bool:
    """Whether ``words`` contain a year, so that they can be a date on their own."""
    return _YEAR.search(words) is not None

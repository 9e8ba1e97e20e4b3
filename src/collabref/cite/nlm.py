"""Dates, editions, volumes and pages as the National Library of Medicine writes them.

Source: Patrias and Wendling, *Citing Medicine*, 2nd edition (NBK7256), on journals (supplements, parts,
pagination) and books (edition, volume, series).
"""

import re

from collabref.cite.values import SEASONS, Reference, date, line, loose_date, season, shown

UNKNOWN = "[date unknown]"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = dict(zip(SEASONS, ("Spring", "Summer", "Autumn", "Winter"), strict=True))

_FORTHCOMING = re.compile(r"(?i)\b(?:in press|inpress|forthcoming|accepted|to appear|to be published)\b")
_UNDATED = re.compile(r"(?i)\[?(?:n\.? ?d\.?|s\.? ?[ad]\.?|no date|undated|(?:date )?unknown)\]?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")

_FIRST = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINALS = {word: number for number, word in enumerate(_FIRST, start=1)} | {
    f"{ten}-{word}": number
    for ten, start in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50))
    for number, word in enumerate(_FIRST[:9], start + 1)
}
_IN_EDITIONS = {"revised": "rev.", "rev": "rev.", "enlarged": "enl.", "abridged": "abr."}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\.?")
# "Edition" as abbreviated on title pages in various languages.
_EDITION = re.compile(
    r"(?i)\b(?:ed(?:ition|n|s)?|éd(?:ition)?|edição|edición|edizione|aufl(?:age)?|ausg(?:abe)?|uppl|utg)\b"
)

_DASH = re.compile(r" ?[-‐‑‒–—−]+ ?")
_LABELLED = re.compile(
    r"(?i)(?:vol(?:ume)?|no|nr|num(?:ber)?|pt|part|bd|band|tome?|suppl(?:ement)?|book|issue)\b\.? ?\S"
)
_PAGE_LABEL = re.compile(r"(?i)^pp?(?:\. ?| )(?=\S)")
_DIGITS = "0123456789"
_SUPPLEMENT = re.compile(r"(?i)(?<![a-z])suppl(?:ement|s)?(?![a-z])")
_AROUND = " ,.:;_/()#-–"


# --- dates ---------------------------------------------------------------------------------------------------------


def day(reference: Reference, variable: str) -> str:
    """A date as year, month (or season) and day, as far as known: ``2002 Aug 12``; words unchanged."""
    parts = date(reference, variable)
    if not parts:
        return _date_in_words(reference, variable)
    known = season(reference, variable)
    month = _MONTHS[parts[1] - 1] if len(parts) > 1 else _SEASONS.get(known, known)
    return " ".join(filter(None, (str(parts[0]), month, *map(str, parts[2:3]))))


def _date_in_words(reference: Reference, variable: str) -> str:
    words = loose_date(reference, variable)
    return "" if _UNDATED.fullmatch(words) else words


def days(reference: Reference, variable: str) -> str:
    """A date or a span of dates: ``2002 Apr 3-5``, ``2001 Apr 30-May 2``, with an en dash."""
    value = reference.get(variable)
    first = day(reference, variable)
    ends = value.get("date-parts") if isinstance(value, dict) else None
    last = day({"end": {"date-parts": ends[1:2]}}, "end") if isinstance(ends, list) and len(ends) > 1 else ""
    if not first or not last or first == last:
        return first
    begun, ended = first.split(), last.split()
    shared = 0
    while shared < min(len(begun), len(ended)) - 1 and begun[shared] == ended[shared]:
        shared += 1
    return f"{first}–{' '.join(ended[shared:])}"


def year(reference: Reference) -> str:
    """The year of issue, else the words given instead ("in press"), else empty."""
    parts = date(reference, "issued")
    if parts:
        return str(parts[0])
    words = _date_in_words(reference, "issued")
    found = _YEAR.search(words)
    return found[0] if found else words or shown(reference, "status")


def is_forthcoming(reference: Reference) -> bool:
    """Whether a work is accepted but not yet published: it says so, and does not yet have both a volume and pages."""
    said = f"{shown(reference, 'status')} {loose_date(reference, 'issued')}"
    return bool(_FORTHCOMING.search(said)) and not (reference.get("volume") and reference.get("page"))


def forthcoming(reference: Reference) -> str:
    """``Forthcoming``, with the year if known (*Citing Medicine*)."""
    known = _YEAR.search(year(reference))
    return f"Forthcoming {known[0]}" if known else "Forthcoming"


# --- editions, volumes and series ------------------------------------------------------------------------------------


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def edition(words: str) -> str:
    """An edition, with ordinals as numbers and "edition" abbreviated: ``2nd ed.``, ``3rd rev. ed.``; empty for none."""
    words = words.strip(" .")
    if not words:
        return ""
    short = _EDITION.sub(_abbreviated_edition, _WORD.sub(_edition_word, words))
    if words.isascii() and words.isdigit():
        short = ordinal(int(words)) if len(words) < 5 else words
    if not _EDITION.search(short):
        short = f"{short} ed."
    short = short.replace("..", ".")
    return (short[0].upper() + short[1:]).removesuffix(".") + "."


def _edition_word(match: re.Match[str]) -> str:
    word = match[0].rstrip(".").lower()
    number = _ORDINALS.get(word)
    return ordinal(number) if number else _IN_EDITIONS.get(word, match[0])


def _abbreviated_edition(match: re.Match[str]) -> str:
    return "ed." if match[0].lower() in ("edition", "edn", "ed", "eds") else match[0]


def numbered(label: str, words: str, own: str) -> str:
    """A number under its label (``Vol. 2``, ``no. 21``); one under another label (``Band 2``) keeps that.

    Args:
        label: what stands before a bare number.
        words: the number as in the reference; empty gives empty.
        own: a pattern of the labels that mean the same as ``label``, which are removed.
    """
    bare = re.sub(rf"(?i)^(?:{own})(?:[.:]+ ?| |(?=\d))(?=\S)", "", words)
    return bare if not bare or (bare == words and _LABELLED.match(words)) else f"{label} {bare}"


def volume(reference: Reference) -> str:
    """The volume of a book in several volumes, with its title and part: ``Vol. 2, Hypertension``."""
    parts = [numbered("Vol.", shown(reference, "volume"), "vol(?:ume)?|v")]
    if part := shown(reference, "part-number"):
        parts.append(numbered("Pt.", part, "pt|part"))
    return ", ".join(filter(None, (*parts, shown(reference, "volume-title") or shown(reference, "part-title"))))


def series(reference: Reference) -> str:
    """A series with the work's number: ``(Ward series; no. 21)``; empty for none."""
    title = shown(reference, "collection-title")
    number = numbered("no.", shown(reference, "collection-number"), "no|nr|num|number|№")
    return f"({title}; {number})" if title and number else f"({title})" if title else ""


# --- parts of journals -------------------------------------------------------------------------------------------------


def issue(reference: Reference) -> str:
    """An issue with its supplement and its part: ``12``, ``12 Suppl 7``, ``Suppl 2``, ``9 Pt 1``."""
    number, supplement = shown(reference, "issue"), ""
    if found := _SUPPLEMENT.search(number):
        supplement = _supplement(number[found.end() :])
        number = number[: found.start()].strip(_AROUND)
    if own := shown(reference, "supplement-number"):
        supplement = _supplement(_SUPPLEMENT.sub("", own))
    part = shown(reference, "part-number")
    return " ".join(filter(None, (number, supplement, numbered("Pt", part, "pt|part"))))


def _supplement(number: str) -> str:
    bare = re.sub(r"(?i)^(?:no|nr)\b\.? ?", "", number.strip(_AROUND))
    return f"Suppl {bare}".strip()


def where_in_journal(reference: Reference) -> str:
    """Volume and issue: ``336(7659)``, ``83 Suppl 3``, ``58(12 Suppl 7)``, ``(401)``; empty where neither is known."""
    within, number = shown(reference, "volume"), issue(reference)
    if not number:
        return within
    # A supplement to an issue is in parentheses; one to a whole volume is not.
    return f"{within} {number}" if within and number.startswith("Suppl") else f"{within}({number})"


def pages(words: str) -> str:
    """Pages, each range without what its end repeats: 1138–43, S579–88, 243.e1–8, xii–xv."""
    dashed = _DASH.sub(_en_dash, _PAGE_LABEL.sub("", line(words)))
    return re.sub(r"[^\s,;]+", lambda match: _range(match[0]), dashed)


def _en_dash(match: re.Match[str]) -> str:
    # A dash with nothing on one side does not make a range.
    return "–" if match.start() and match.end() < len(match.string) else match[0]


def _range(words: str) -> str:
    first, dash, last = words.partition("–")
    if not dash or "–" in last:
        return words
    before, begins = _number_at_end(first)
    again, ends = _number_at_end(last)
    if (again or before, ends) == (before, begins):
        return first
    if not begins and ends:  # not a range: a locator such as A-12
        return f"{first}-{last}"
    if again not in ("", before) or not begins or not ends:
        return f"{first}–{last}"
    if len(begins) == len(ends):
        ends = ends[next(n for n in range(len(begins)) if begins[n] != ends[n]) :]
    return f"{first}–{ends}"


def _number_at_end(words: str) -> tuple[str, str]:
    before = words.rstrip(_DIGITS)
    return before, words[len(before) :]

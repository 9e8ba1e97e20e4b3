"""From one PubMed record to a CSL item. What has no place in CSL is kept under ``custom``, ``nbib``.

Source of the mapping: NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*, and its list of publication types.
"""

import re
from typing import Any

from collabref.load.database_dates import read_date
from collabref.load.names import read_name
from collabref.load.nbib_records import Piece
from collabref.load.values import join_keywords, join_numbers, page_range, serial_numbers, unescape
from collabref.text.identifiers import find_doi, find_pmcid

# Publication types (PT) that are not articles; the first one present counts.
_TYPES = {
    "preprint": "article", "book chapter": "chapter", "chapter": "chapter", "book": "book", "dataset": "dataset",
    "technical report": "report", "academic dissertation": "thesis", "newspaper article": "article-newspaper",
    "video-audio media": "motion_picture", "webcast": "motion_picture",
}  # fmt: skip

# CSL variable -> the fields that hold it, best first.
_TEXTS = {
    "PMID": ("PMID",),
    "title": ("TI",),
    "original-title": ("TT",),
    "volume": ("VI",),
    "issue": ("IP",),
    "edition": ("EN",),
    "publisher": ("PB",),
    "publisher-place": ("PL",),
    "collection-title": ("CTI",),
    "volume-title": ("VTI",),
}

# NLM's language codes (ISO 639-2/B) that have a shorter form, which BCP 47, and so CSL, requires.
_LANGUAGES = {
    "afr": "af", "alb": "sq", "ara": "ar", "arm": "hy", "aze": "az", "bos": "bs", "bul": "bg", "cat": "ca", "chi": "zh",
    "cze": "cs", "dan": "da", "dut": "nl", "eng": "en", "est": "et", "fin": "fi", "fre": "fr", "geo": "ka", "ger": "de",
    "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is", "ind": "id", "ita": "it", "jpn": "ja",
    "kor": "ko", "lav": "lv", "lit": "lt", "mac": "mk", "may": "ms", "nor": "no", "per": "fa", "pol": "pl", "por": "pt",
    "rum": "ro", "rus": "ru", "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr",
    "ukr": "uk", "vie": "vi", "wel": "cy",
}  # fmt: skip

# What has happened to the work since, which a reader of a citation must know. Other links to works are kept apart.
_SINCE = {
    "RIN": "Retraction in",
    "RRI": "Retracted and republished in",
    "ECI": "Expression of concern in",
    "EIN": "Erratum in",
    "CRI": "Corrected and republished in",
    "UIN": "Update in",
    "RPI": "Partial retraction in",
}
_LONG_NAMES = {"FAU": "author", "FED": "editor"}
_SHORT_NAMES = {"AU": "author", "ED": "editor"}

_KIND = re.compile(r"\s*\[([a-z]+)\]$")
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,3}[-.]?\d{1,8}")
# A full stop that is not part of an abbreviation ("U.S.") or an ellipsis.
_LAST_STOP = re.compile(r"(?<!\.[A-Z])(?<!\.)\.$")
_SHORT_NAME = re.compile(r"(?P<family>.*\S)\s+(?P<initials>[^\W\d_a-z]{1,4})(?P<suffix> (?:Jr|Sr|2nd|3rd|\dth))?")

Item = dict[str, Any]
Fields = dict[str, list[str]]


def read_item(piece: Piece) -> Item:
    """The CSL item of a record, without its id."""
    fields = [(tag, unescape(value)) for tag, value in piece.fields]
    left: Fields = {}
    for tag, value in fields:
        left.setdefault(tag, []).append(value)
    item: Item = {"type": _type(left)}
    item.update(_people(fields, left))
    for variable, names in _TEXTS.items():
        if value := _first(left, names):
            item[variable] = value
    _titles(item, left)
    _identifiers(item, left)
    _pages(item, left)
    _dates(item, left)
    _words(item, left)
    return item | ({"custom": {"nbib": left}} if left else {})


def _first(left: Fields, names: tuple[str, ...]) -> str:
    """Take out the first value of the first of these fields that is present; the others stay."""
    for tag in names:
        if values := left.get(tag):
            value, *rest = values
            if rest := [other for other in rest if other != value]:
                left[tag] = rest
            else:
                del left[tag]
            return value
    return ""


def _type(left: Fields) -> str:
    """The type of work, from its publication types and whether it has a book title."""
    named = {words.lower() for words in left.get("PT", [])}
    if type := next((_TYPES[words] for words in _TYPES if words in named), ""):
        return "book" if type == "chapter" and "TI" not in left else type
    if "BTI" in left:
        return "chapter" if "TI" in left else "book"
    return "article-journal"


def _people(fields: list[tuple[str, str]], left: Fields) -> Item:
    """Authors (including bodies) and editors, in the order of the record.

    The short form of a name (AU, ED) follows and repeats the long one (FAU, FED); older records have only the short form.
    """
    people: Item = {}
    before = ""
    for tag, value in fields:
        if tag == "CN":
            people.setdefault("author", []).append({"literal": value})
        elif tag in _LONG_NAMES:
            people.setdefault(_LONG_NAMES[tag], []).append(read_name(value))
        elif tag in _SHORT_NAMES and before != f"F{tag}":
            people.setdefault(_SHORT_NAMES[tag], []).append(_short_name(value))
        before = tag
    for tag in ("CN", *_LONG_NAMES, *_SHORT_NAMES):
        left.pop(tag, None)
    return people


def _short_name(words: str) -> dict[str, str]:
    """``Moss IA Jr``: the family name, initials, a suffix."""
    found = _SHORT_NAME.fullmatch(words)
    if not found:
        return read_name(words)
    initials = " ".join(found["initials"])
    return read_name(", ".join(filter(None, (found["family"], initials, (found["suffix"] or "").strip()))))


def _titles(item: Item, left: Fields) -> None:
    """Titles, without the full stop that NLM puts after article titles, and the container."""
    book = _first(left, ("BTI",))
    if book and "title" not in item:
        item["title"] = book
    elif book:
        item["container-title"] = book
    if title := item.get("title"):
        item["title"] = _LAST_STOP.sub("", title)
    journal, short = _first(left, ("JT",)), _first(left, ("TA",))
    if "container-title" not in item and (journal or short):
        item["container-title"] = journal or short
    if journal and short and journal != short:
        item["container-title-short"] = short


def _identifiers(item: Item, left: Fields) -> None:
    """DOI, PubMed Central's number, ISSN and ISBN. LID and AID say in brackets what each is."""
    for tag in ("LID", "AID"):
        kept = []
        for value in left.pop(tag, []):
            kind = _KIND.search(value)
            words = value[: kind.start()] if kind else value
            if kind and kind[1] == "doi":
                item.setdefault("DOI", words)
                if words != item["DOI"]:
                    kept.append(value)
            elif tag == "LID" and kind and kind[1] == "pii" and "PG" not in left and _ARTICLE_NUMBER.fullmatch(words):
                item["number"] = words  # the article's location, in a journal without pages
            elif value not in left.get("LID", []):
                kept.append(value)
        if kept:
            left[tag] = kept
    # SO contains the whole record as a citation.
    if "DOI" not in item and (doi := find_doi(" ".join(left.pop("SO", [])))):
        item["DOI"] = doi
    left.pop("SO", None)
    if number := find_pmcid(_first(left, ("PMC",))):
        item["PMCID"] = number
    for tag, variable in (("IS", "ISSN"), ("ISBN", "ISBN")):
        if values := left.pop(tag, []):
            item[variable] = join_numbers(number for value in values for number in serial_numbers(value)[1] or [value])


def _pages(item: Item, left: Fields) -> None:
    """Pages, of which NLM shortens the last: ``1138-43``, ``243.e1-8, 250``."""
    if pages := _first(left, ("PG",)):
        item["page"] = ", ".join(page_range(part.strip()) for part in re.split(r"[,;]", pages) if part.strip())


def _dates(item: Item, left: Fields) -> None:
    """The dates of the issue (DP) and of the article's own publication (DEP); a chapter's own date is CTDT."""
    for variable, tags in (("issued", ("DP",)), ("available-date", ("DEP",))):
        if date := read_date(_first(left, tags)):
            item[variable] = date
    if "issued" not in item and (date := item.get("available-date") or read_date(_first(left, ("CTDT", "DRDT")))):
        item["issued"] = date


def _words(item: Item, left: Fields) -> None:
    """Abstract, keywords, language, genre, and what has happened to the work since."""
    if abstract := " ".join(left.pop("AB", [])):
        item["abstract"] = abstract
    # An asterisk marks main topics; it is not part of the word.
    words = [word.replace("*", "").strip() for tag in ("MH", "OT") for word in left.pop(tag, [])]
    if words := [word for word in words if word]:
        item["keyword"] = join_keywords(words)
    if language := _first(left, ("LA",)):
        item["language"] = _LANGUAGES.get(language.lower(), language)
    if item["type"] == "article":
        item["genre"] = "preprint"
    notes = [f"{say}: {value}" for tag, say in _SINCE.items() for value in left.pop(tag, [])]
    if notes:
        item["note"] = "; ".join(notes)

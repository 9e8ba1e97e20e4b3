"""Bring an item of CSL-JSON as other programs write it into CSL's own shapes.

Zotero, Mendeley, pandoc and citeproc-js write CSL-JSON and mostly keep to it; the REST APIs of Crossref,
DataCite and others write something similar, with their own types, lists, names and dates. Anything
unknown is kept unchanged.

Sources: CSL 1.0.2, csl-data.json; the JSON format of the Crossref REST API (``container-title`` as a list,
bodies as ``{name}``, ``published-print``, ``posted-content``); citeproc-js, "Names" (particles, suffixes).
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from collabref.load.dates import normal_date
from collabref.load.extra_field import split_note
from collabref.load.foreign import pages, person, split_given
from collabref.load.rich_text import plain_text
from collabref.load.values import join_keywords
from collabref.model.csl import DATES, LOWER_CASE, NAMES, TEXTS, TYPES, LooseItem
from collabref.model.explain import in_words
from collabref.model.reference import IDENTIFIERS
from collabref.text.identifiers import identifier

Item = dict[str, Any]

# The types of Crossref, Zotero, DataCite, BibTeX and RIS in lower case and without hyphens -> CSL's.
_OTHER_TYPES = {
    "journalarticle": "article-journal", "journalissue": "periodical", "journalvolume": "periodical",
    "journal": "periodical", "magazinearticle": "article-magazine", "newspaperarticle": "article-newspaper",
    "proceedingsarticle": "paper-conference", "conferencepaper": "paper-conference",
    "conferenceproceeding": "paper-conference", "conferenceproceedings": "paper-conference",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book",
    "proceedingsseries": "book", "monograph": "book", "editedbook": "book", "referencebook": "book", "bookset": "book",
    "bookseries": "book", "ebook": "book", "bookchapter": "chapter", "booksection": "chapter", "bookpart": "chapter",
    "booktrack": "chapter", "inbook": "chapter", "incollection": "chapter", "referenceentry": "entry",
    "encyclopediaarticle": "entry-encyclopedia", "dictionaryentry": "entry-dictionary", "dissertation": "thesis",
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report", "reportseries": "report",
    "reportcomponent": "report", "government": "report", "preprint": "article", "postedcontent": "article",
    "peerreview": "review", "bookreview": "review-book", "database": "dataset", "computerprogram": "software",
    "presentation": "speech", "lecture": "speech", "videorecording": "motion_picture", "film": "motion_picture",
    "audiovisual": "motion_picture", "audiorecording": "song", "sound": "song", "podcast": "broadcast",
    "radiobroadcast": "broadcast", "tvbroadcast": "broadcast", "letter": "personal_communication",
    "email": "personal_communication", "instantmessage": "personal_communication", "blogpost": "post-weblog",
    "forumpost": "post", "blog": "post-weblog", "website": "webpage", "web": "webpage", "statute": "legislation",
    "case": "legal_case", "artwork": "graphic", "image": "graphic", "unpublished": "manuscript",
    "scholarlyarticle": "article-journal", "creativework": "document", "misc": "document", "other": "document",
    "generic": "document", "component": "document", "text": "document",
}  # fmt: skip

# Other programs' name for a variable -> CSL's name, which wins if both are present.
_OTHER_NAMES = {
    **LOWER_CASE, "PMC": "PMCID",
    "short-container-title": "container-title-short", "short-title": "title-short", "article-number": "number",
    "edition-number": "edition", "publisher-location": "publisher-place", "pages": "page", "extra": "note",
    "keywords": "keyword", "subject": "keyword", "date": "issued", "year": "issued",
    "container_title": "container-title", "citationKey": "citation-key",
}  # fmt: skip

# Crossref's dates of publication, best first.
_PUBLISHED = ("published-print", "published", "published-online", "published-other", "posted")

# Where other programs keep what CSL has variables for.
_ELSEWHERE = frozenset([*_OTHER_NAMES, *_PUBLISHED, "journal-issue", "event", "institution", "subtype", "subtitle"])

# Variables in which a list makes one text; in others only its first element counts.
_JOINED = frozenset(["ISSN", "ISBN", "keyword", "language", "genre"])
# The characters that text with markup contains.
_MARKED = re.compile("[<&$]")
# Variables that are not prose: a “<” in them is not markup.
VERBATIM = frozenset(["URL", "ISBN", "ISSN", "citation-key", "citation-label", *IDENTIFIERS])

_NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_OTHER_NAME_PARTS = {
    "name": "literal", "fullName": "literal", "full_name": "literal", "firstName": "given", "first_name": "given",
    "lastName": "family", "last_name": "family", "surname": "family", "givenName": "given", "familyName": "family",
}  # fmt: skip
_SUFFIX = re.compile(r"(?P<given>[^,]+),!?\s*(?P<suffix>(?i:jr|sr|esq|ph\.?d|m\.?d)\.?|[IVX]{1,4})")


def normal(item: Item) -> tuple[Item, list[str]]:
    """An item in CSL's shapes, and a message for each variable that could not be converted and is left out.

    Its ``id`` and ``type`` are unchanged.
    """
    item = {name: value for name, value in item.items() if value is not None}
    if not item.keys().isdisjoint(_ELSEWHERE):
        item = _gathered(item)
    faults: list[str] = []
    for name, value in list(item.items()):
        kind = _KINDS.get(name)
        if kind:
            item[name] = kind(name, value, faults)
            if item[name] in (None, "", []):
                del item[name]
    if isinstance(note := item.get("note"), str) and ":" in note:
        found, rest = split_note(note, item)
        item.update(found)
        item["note"] = rest
        if not rest:
            del item["note"]
    _leave_out(item, faults)
    return item, faults


def normal_type(item: Item) -> str:
    """CSL's type for an item whose type may be any program's; if that is unknown, inferred from its variables."""
    written = item.get("type", "")
    if written.__class__ is str and written in TYPES:
        return str(written)
    bare = re.sub(r"[^a-z]", "", str(written).lower())
    return _squeezed().get(bare) or _OTHER_TYPES.get(bare) or _likely_type(item)


def _likely_type(item: Item) -> str:
    """The type of a work with these variables: the one that is cited with most of them."""
    if "container-title" in item:
        return "article-journal" if item.keys() & {"volume", "issue", "ISSN", "PMID"} else "chapter"
    if "ISBN" in item:
        return "book"
    return "report" if "publisher" in item else "webpage" if "URL" in item and "DOI" not in item else "document"


@lru_cache
def _squeezed() -> dict[str, str]:
    return {re.sub(r"[^a-z]", "", kind): kind for kind in sorted(TYPES)}


def _gathered(item: Item) -> Item:
    """An item with CSL's names for what other programs name differently or keep elsewhere."""
    for name in [each for each in _OTHER_NAMES if each in item]:  # of two names for one variable the first wins
        item.setdefault(_OTHER_NAMES[name], item[name])
        if item[_OTHER_NAMES[name]] is item[name]:
            del item[name]
    if normal_date(item.get("issued")) in (None, "") and (name := next(filter(item.get, _PUBLISHED), "")):
        item["issued"] = item[name]
    if isinstance(issue := item.get("journal-issue"), dict) and isinstance(issue.get("issue"), str):
        item.setdefault("issue", issue["issue"])
    if isinstance(event := item.get("event"), dict):
        item.setdefault("event-title", event.get("name"))
        item.setdefault("event-place", event.get("location"))
        item.setdefault(
            "event-date", {"date-parts": [each for part in ("start", "end") for each in _ends(event, part)]}
        )
        del item["event"]
    if isinstance(body := item.get("institution"), list) and "publisher" not in item:
        item["publisher"] = [each.get("name") for each in body if isinstance(each, dict)]
    if item.get("type") == "posted-content" and isinstance(item.get("subtype"), str):
        item.setdefault("genre", item["subtype"])
    _add_subtitle(item)
    return item


def _ends(event: Item, part: str) -> list[Any]:
    date = event.get(part)
    parts = date.get("date-parts") if isinstance(date, dict) else None
    return parts if isinstance(parts, list) else []


def _add_subtitle(item: Item) -> None:
    """Join a title with what follows its colon, which Crossref keeps separately."""
    subtitle, title = item.get("subtitle"), item.get("title")
    first = [each[0] if isinstance(each, list) and each else each for each in (title, subtitle)]
    if all(isinstance(each, str) and each.strip() for each in first) and str(first[1]) not in str(first[0]):
        item["title"] = f"{first[0]}: {first[1]}"
        del item["subtitle"]


def _date(name: str, value: Any, faults: list[str]) -> Any:
    date = normal_date(value)
    if isinstance(date, dict):
        return {part: each for part, each in date.items() if each is not None}
    return date


def _text(name: str, value: Any, faults: list[str]) -> Any:
    """The text of a variable; for a list, its first text or all of them in one line."""
    if isinstance(value, list) and all(isinstance(each, (str, int, float)) or each is None for each in value):
        texts = list(dict.fromkeys(text for each in value if each is not None and (text := str(each).strip())))
        if name in _JOINED:
            value = join_keywords(texts) if name == "keyword" else ", ".join(texts)
        else:
            value = texts[0] if texts else ""
            if len(texts) > 1:
                faults.append(f"“{name}” is a list of {len(texts)}; only the first is read.")
    if not isinstance(value, str):
        return value
    if name in IDENTIFIERS:
        return identifier(name, value)
    if name not in VERBATIM and _MARKED.search(value):
        value = plain_text(value)
    return pages(value) if name == "page" else value


def _people(name: str, value: Any, faults: list[str]) -> Any:
    if isinstance(value, str):
        value = value.split(";")
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return value
    people = []
    for each in value:
        found = _person(each) if isinstance(each, (str, dict)) else None
        if found is None or not all(isinstance(found.get(part, ""), str) for part in _NAME_PARTS):
            faults.append(f"“{name}” has a name that is not text; it is left out.")
        elif found:
            people.append(found)
    return people


def _person(written: str | Item) -> Item:
    """A person or body in CSL's parts; empty if nothing is known of them."""
    if isinstance(written, str):
        family, *rest = (part.strip() for part in plain_text(written).split(","))
        if any(rest):
            return person(family, rest[0], ", ".join(rest[1:]))
        return {"literal": family} if family else {}
    name: Item = {}
    for part, value in written.items():
        other = _OTHER_NAME_PARTS.get(part, "")
        if other and other not in written:
            part = other
        if part in _NAME_PARTS:
            value = _name_part(value)
        if value is not None and value != "":
            name[part] = value
    if "family" not in name and "given" not in name and "literal" not in name:
        return {}
    if "literal" in name and "literal" not in written and "family" in name:
        del name["literal"]  # the same name again, as a single text
    if name.get("isInstitution") in (True, "true", 1) and "literal" not in name and "family" in name:
        name["literal"] = name.pop("family")
    if isinstance(given := name.get("given"), str) and "family" in name:
        if "," in given and "suffix" not in name and (match := _SUFFIX.fullmatch(given)):
            name |= {"given": match["given"], "suffix": match["suffix"]}
        if "dropping-particle" not in name:
            name["given"], particle = split_given(str(name["given"]))
            if particle:
                name["dropping-particle"] = particle
    return name


def _name_part(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value).strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return plain_text(" ".join(value)).strip()
    return value


_KINDS = dict.fromkeys(TEXTS, _text) | dict.fromkeys(DATES, _date) | dict.fromkeys(NAMES, _people)


def _leave_out(item: Item, faults: list[str]) -> None:
    """Remove from an item the variables that still do not have CSL's shape."""
    while True:
        try:
            msgspec.convert({"id": "", **item, "type": ""} | {"id": ""}, LooseItem)
            return
        except msgspec.ValidationError as error:
            where = re.search(r"\$\.([\w-]+)", str(error))
            if not where or where[1] not in item:
                raise  # every variable checked is in the item
            message, _ = in_words(str(error), where[1])
            faults.append(f"{message.removesuffix('.')}; it is left out.")
            del item[where[1]]

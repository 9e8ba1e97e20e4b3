"""References as RIS, which every reference manager reads.

Lines end in LF, not in the CRLF of the 2001 description: every reader accepts LF, pipes expect it, and
Python writes the platform's line ending to a file. A value is one line, since readers differ on
what a second line means.

Source: the RefMan (RIS) tag table of EndNote (2011), and what Zotero's RIS translator reads.
"""

from collections.abc import Iterator, Sequence

from collabref.cite.fields import field
from collabref.cite.values import (
    Reference,
    date,
    goes_on,
    keywords,
    loose_date,
    names,
    page_range,
    particle,
    plain,
    text,
    whole_issue,
)

_TYPES = {
    "article-journal": "JOUR",
    "review": "JOUR",
    "review-book": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_ARTICLES = frozenset({"JOUR", "MGZN", "NEWS"})

# Variables whose tag is the same for every type, in the order in which they are written.
_SAME = ("edition", "genre", "publisher", "publisher-place", "DOI", "URL", "PMID", "PMCID")
_LAST = ("language", "abstract", "note", "title-short", "container-title-short", "number-of-volumes", "call-number")


def write(references: Sequence[Reference]) -> str:
    """The references as RIS records, in order, separated by empty lines; empty for none."""
    return "\n".join(_record(reference) for reference in references)


def _record(reference: Reference) -> str:
    kind = _TYPES.get(text(reference, "type"), "GEN")
    lines = [f"{tag}  - {value}" for tag, value in _fields(reference, kind) if value]
    return "\n".join([f"TY  - {kind}", *lines, "ER  - ", ""])


def _fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    yield field("id", "ris"), text(reference, "id")
    for role in ("author", "editor", "translator"):
        people = [_person(name) for name in names(reference, role)]
        # RIS has no word for this. pandoc and BibTeX understand "others"; they would take "et al." for a person.
        people += ["others"] if people and goes_on(reference, role) else []
        yield from ((field(role, "ris"), person) for person in people)
    yield field("title", "ris"), text(reference, "title")
    container, collection = text(reference, "container-title"), text(reference, "collection-title")
    yield "T2", container or collection
    yield "T3", collection if container else ""
    yield field("volume", "ris"), text(reference, "volume")
    yield field("issue", "ris"), whole_issue(reference)
    for variable in _SAME:
        yield field(variable, "ris"), text(reference, variable)
    yield from _numbers(reference, kind)
    issued = date(reference, "issued")
    yield "PY", f"{issued[0]:04}" if issued else plain(loose_date(reference, "issued"))
    yield "DA", _day(issued)
    yield field("accessed", "ris"), _day(date(reference, "accessed"))
    yield from ((field("keyword", "ris"), word) for word in keywords(reference))
    for variable in _LAST:
        yield field(variable, "ris"), text(reference, variable)


def _numbers(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    """Pages and the various numbers of a work, whose tags depend on its type."""
    number, collection_number = text(reference, "number"), text(reference, "collection-number")
    first, last = page_range(text(reference, "page"))
    if kind in _ARTICLES:
        # C7 is the article number; readers that do not know C7 find it in place of the first page.
        yield "C7", number
        first = first or number
    elif kind == "RPRT":
        yield "SN", number
    else:
        collection_number = number or collection_number
    yield "M1", collection_number
    yield "SP", first or ("" if kind in _ARTICLES else text(reference, "number-of-pages"))
    yield "EP", last
    yield "SN", text(reference, "ISBN")
    yield "SN", text(reference, "ISSN")


def _person(name: Reference) -> str:
    """``Family, Given, Suffix``, or a body's name."""
    family = " ".join(filter(None, (particle(name), plain(name.get("family")))))
    if not family:
        return plain(name.get("literal")) or plain(name.get("given"))
    given, suffix = plain(name.get("given")), plain(name.get("suffix"))
    # A suffix stays in third place even without a given name.
    return ", ".join((family, given, suffix)) if suffix else ", ".join(filter(None, (family, given)))


def _day(parts: tuple[int, ...]) -> str:
    """``YYYY/MM/DD/``, with unknown parts left empty; the last part is for other words."""
    if not parts:
        return ""
    year, month, day = (*(f"{part:02}" for part in parts), "", "")[:3]
    return f"{year.zfill(4)}/{month}/{day}/"

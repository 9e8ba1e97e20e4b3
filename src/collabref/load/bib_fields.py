"""The fields of a BibTeX entry as a CSL item.

What has no place in CSL is kept unchanged under ``custom``, ``bibtex``.

Sources: the biblatex manual, section 2; where it leaves a choice, what pandoc does. Also the types and
fields that programs and publishers have added: Mendeley (``web_page``, ``city``), the ACM
(``articleno``, ``numpages``, ``location`` beside ``address``), HighWire (``elocation-id``), Web of Science
(``article-number``), Scopus (``art_number``), MathSciNet (``fjournal``), arXiv, PubMed converters (``pmc``).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from collabref.load.bib_dates import read_date, with_month
from collabref.load.bib_names import people
from collabref.load.extra_field import is_identifiers, split_note
from collabref.load.foreign import pages
from collabref.load.latex import plain, verbatim
from collabref.text.identifiers import identifier, whole_pmcid, whole_pmid

# Types and fields are recognised with or without hyphens, underscores and spaces.
_TYPES = {
    "article": "article-journal", "journalarticle": "article-journal", "suppperiodical": "article-journal",
    "magazinearticle": "article-magazine", "newspaperarticle": "article-newspaper", "news": "article-newspaper",
    "preprint": "article", "review": "review", "book": "book", "mvbook": "book", "reference": "book",
    "mvreference": "book", "manual": "book", "proceedings": "book", "mvproceedings": "book", "collection": "book",
    "mvcollection": "book", "conferenceproceedings": "paper-conference", "booklet": "pamphlet", "inbook": "chapter",
    "incollection": "chapter", "suppbook": "chapter", "suppcollection": "chapter", "bookinbook": "chapter",
    "booksection": "chapter", "bookchapter": "chapter", "chapter": "chapter", "inreference": "entry-encyclopedia",
    "encyclopediaarticle": "entry-encyclopedia", "inproceedings": "paper-conference", "conference": "paper-conference",
    "conferencepaper": "paper-conference", "presentation": "speech", "techreport": "report", "report": "report",
    "workingpaper": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "bachelorsthesis": "thesis",
    "thesis": "thesis", "dissertation": "thesis", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "webpage": "webpage", "website": "webpage", "web": "webpage", "internet": "webpage", "blog": "post-weblog",
    "unpublished": "manuscript", "patent": "patent", "dataset": "dataset", "data": "dataset", "software": "software",
    "computerprogram": "software", "periodical": "periodical", "standard": "standard", "legislation": "legislation",
    "statute": "legislation", "bill": "bill", "case": "legal_case", "jurisdiction": "legal_case", "hearing": "hearing",
    "letter": "personal_communication", "film": "motion_picture", "movie": "motion_picture", "video": "motion_picture",
    "televisionbroadcast": "broadcast", "audio": "song", "music": "song", "image": "graphic", "artwork": "graphic",
}  # fmt: skip
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
           "bachelorsthesis": "Bachelor’s thesis", "techreport": "Technical report",
           "resreport": "Research report"}  # fmt: skip
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}

# CSL variable -> the fields that may hold it, best first.
_TEXTS = {
    "collection-title": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal", "numpages"),
    "number-of-volumes": ("volumes",),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "language": ("language", "langid"),
    "keyword": ("keywords", "keyword", "authorkeywords"),
    "abstract": ("abstract",),
    "annote": ("annote", "annotation"),
    "note": ("note",),
}
# The same for identifiers and addresses, in which dashes, tildes and letters are not LaTeX.
_IDENTIFIERS = {"DOI": ("doi",), "PMID": ("pmid", "pubmed", "pubmedid"), "PMCID": ("pmcid", "pmc")}
_VERBATIM = {"URL": ("url", "link", "ee", "bdskurl1"), "ISBN": ("isbn",), "ISSN": ("issn",)}
_DATES = {"accessed": ("urldate", "lastchecked", "lastaccessed", "accessed", "accessdate", "dateaccessed"),
          "event-date": ("eventdate",), "original-date": ("origdate",)}  # fmt: skip
# Titles, each with its subtitle and addendum.
_TITLE = (("title", "subtitle", "titleaddon"),)
_CONTAINERS = (("journaltitle", "journalsubtitle", "journaltitleaddon"), ("journal", "journalsubtitle", "journaltitleaddon"),
               ("booktitle", "booksubtitle", "booktitleaddon"), ("maintitle", "mainsubtitle", "maintitleaddon"))  # fmt: skip
_EVENT = (("eventtitle", "", "eventtitleaddon"),)
_SHORT_JOURNALS = ("shortjournal", "journaliso", "isojournal", "journalabbrev", "journalabbreviation",
                   "abbrevsourcetitle", "sourceabbrev")  # fmt: skip
_ARTICLE_NUMBERS = ("eid", "articleno", "articlenumber", "articlenum", "artnumber", "artno", "artnum", "articleid",
                    "elocationid", "elocation", "elocator")  # fmt: skip
_STATES = {"inpress": "in press", "inpreparation": "in preparation"}

_ADDRESS = re.compile(r"https?://[^\s{}]+")
_ARXIV = re.compile(r"(?i)(?:https?://arxiv\.org/abs/|arxiv:)?\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z.-]+/\d{7}(?:v\d+)?)")

# How Google Scholar gives the place of a preprint.
_ARXIV_JOURNAL = re.compile(r"(?i)arxiv preprint arxiv:(\d{4}\.\d{4,5}(?:v\d+)?)")

Fields = Mapping[str, str]


class _Left:
    """The fields that have not been taken yet."""

    def __init__(self, fields: Fields) -> None:
        self.fields = {name: value for name, value in fields.items() if value}
        self._written: dict[str, str] = {}
        for name in self.fields:
            self._written.setdefault(squeezed(name), name)

    def take(self, *names: str) -> str:
        """Take out the first of these fields that is present, unchanged; the others stay."""
        value = self.get(*names)
        for name in names:
            if name in self._written:
                del self.fields[self._written.pop(name)]
                break
        return value

    def get(self, *names: str) -> str:
        """The same, without taking it."""
        return next((self.fields[self._written[name]] for name in names if name in self._written), "")


def squeezed(name: str) -> str:
    """The name of a type or field without word separators: ``Art_Number`` is ``artnumber``."""
    return re.sub(r"[\s_-]", "", name.lower())


def item(kind: str, fields: Fields, odd_name: Callable[[str], None]) -> dict[str, Any]:
    """The CSL item of an entry, without its id.

    Args:
        kind: the entry's type, in lower case.
        fields: its fields, with names in lower case and values unchanged, in LaTeX.
        odd_name: called with each name that cannot be parsed, as printed.
    """
    kind = squeezed(kind)
    left = _Left(fields)
    accessed = plain(left.get(*_DATES["accessed"]))
    item: dict[str, Any] = {"type": _type(kind, left)}
    custom: dict[str, Any] = {}
    if title := _title(left, _TITLE):
        item["title"] = title
    for role, field in _ROLES.items():
        names, more, odd = people(left.take(field))
        if names:
            item[role] = names
        if more and (role == "author" or "author" not in item):
            custom["authors-incomplete"] = True
        for words in odd:
            odd_name(words)
    _containers(item, left)
    for variable, sources in _TEXTS.items():
        if value := plain(left.take(*sources)):
            item[variable] = value
    for variable, sources in _VERBATIM.items():
        if value := verbatim(left.take(*sources)):
            item[variable] = value
    _identifiers(item, left)
    _places(item, left)
    if page := pages(plain(left.take("pages", "page"))):
        item["page"] = page
    if genre := left.take("type") or (kind if kind.endswith("thesis") and kind != "thesis" else ""):
        item["genre"] = _GENRES.get(genre.lower()) or plain(genre)
    _numbers(item, left)
    _dates(item, left)
    _how_published(item, left)
    _leave_out_access(item, accessed)
    _identifiers_in_note(item)
    if left.fields:
        custom["bibtex"] = left.fields
    return item | ({"custom": custom} if custom else {})


def _type(kind: str, left: _Left) -> str:
    subtype = left.get("entrysubtype").lower()
    if kind == "article" and subtype in ("magazine", "newspaper"):
        left.take("entrysubtype")
        return f"article-{subtype}"
    if kind in _TYPES:
        return _TYPES[kind]
    return "webpage" if left.get("url") or "\\url" in left.get("howpublished") else "document"


def _title(left: _Left, kinds: tuple[tuple[str, str, str], ...]) -> str:
    """The first of these titles that is present, with its subtitle and addendum."""
    for name, subtitle, addition in kinds:
        if title := plain(left.take(name)):
            for joint, part in ((":", subtitle), (".", addition)):
                if more := plain(left.take(part)):
                    title += f"{'' if title[-1] in '?!.:' else joint} {more}"
            return title
    return ""


def _containers(item: dict[str, Any], left: _Left) -> None:
    short = left.take(*_SHORT_JOURNALS)
    if whole := left.take("fjournal"):  # MathSciNet has the abbreviation in ``journal``
        short = left.take("journal") or short
        item["container-title"] = plain(whole)
    elif title := _title(left, _CONTAINERS):
        item["container-title"] = title
    if short := plain(short):
        item["container-title-short"] = short
    if event := _title(left, _EVENT):
        item["event-title"] = event


def _identifiers(item: dict[str, Any], left: _Left) -> None:
    for variable, names in _IDENTIFIERS.items():
        if value := identifier(variable, verbatim(left.take(*names))):
            item[variable] = value
    if match := _ARXIV_JOURNAL.fullmatch(item.get("container-title", "")):
        _arxiv(item, match[1])
    archive = left.get("eprinttype", "archiveprefix").lower() or ("arxiv" if left.get("primaryclass") else "")
    eprint = verbatim(left.get("eprint"))
    if archive in ("pubmed", "pmid") and (pmid := whole_pmid(eprint)):
        found = item.setdefault("PMID", pmid) == pmid
    elif archive in ("pmc", "pmcid") and (pmcid := whole_pmcid(eprint)):
        found = item.setdefault("PMCID", pmcid) == pmcid
    elif archive == "arxiv" and (match := _ARXIV.fullmatch(eprint)):
        found = True
        _arxiv(item, match[1])
    else:
        return
    if found:
        left.take("eprint")
        left.take("eprinttype", "archiveprefix")


def _arxiv(item: dict[str, Any], number: str) -> None:
    """A work on arXiv: a preprint, or, if it was also published elsewhere, only a second address."""
    item.setdefault("URL", f"https://arxiv.org/abs/{number}")
    if item["type"] in ("document", "webpage", "manuscript", "article") and "container-title" not in item:
        item["type"] = "article"
        item.setdefault("publisher", "arXiv")
        item["number"] = f"arXiv:{number}"


def _places(item: dict[str, Any], left: _Left) -> None:
    """``location`` is the publisher's place, or the event's if there is also an ``address`` (the ACM's practice)."""
    if venue := plain(left.take("venue")):
        item["event-place"] = venue
    event_apart = left.get("address") and item["type"] == "paper-conference" and "event-place" not in item
    if event_apart and (place := plain(left.take("location"))):
        item["event-place"] = place
    if place := plain(left.take("address", "location", "city", "place")):
        item["publisher-place"] = place


def _numbers(item: dict[str, Any], left: _Left) -> None:
    """``number`` is an article's issue, a report's number, and a book's place in its series."""
    article = item["type"].startswith("article")
    if "number" not in item and (eid := plain(left.take(*_ARTICLE_NUMBERS))):
        item["number"] = eid
    in_series = item["type"] in ("book", "chapter", "paper-conference") and "collection-title" in item
    variable = "issue" if article else "collection-number" if in_series else "number"
    if variable not in item and (number := plain(left.take("number"))):
        item[variable] = number
    if "issue" not in item and (issue := plain(left.take("issue"))):
        item["issue"] = issue


def _dates(item: dict[str, Any], left: _Left) -> None:
    issued = read_date(plain(left.take("date")))
    year = plain(left.take("year"))
    if "date-parts" not in issued:
        issued = read_date(year) or issued
    months = left.get("month")
    dated = with_month(issued, plain(months), plain(left.get("day")))
    if dated != issued:
        left.take("month")
        if any(len(parts) == 3 for parts in dated["date-parts"]):
            left.take("day")
    if dated:
        item["issued"] = dated
    for variable, names in _DATES.items():
        if value := read_date(plain(left.take(*names))):
            item[variable] = value
    if state := plain(left.take("pubstate")):
        item["status"] = _STATES.get(state.lower(), state)


def _how_published(item: dict[str, Any], left: _Left) -> None:
    r"""``howpublished``: an address (\url{…}), or the website of a page."""
    value = left.get("howpublished")
    if match := _ADDRESS.search(verbatim(value)):
        if "URL" not in item:
            item["URL"] = match[0]
            left.take("howpublished")
    elif value and "container-title" not in item:
        item["container-title"] = plain(left.take("howpublished"))


def _leave_out_access(item: dict[str, Any], accessed: str) -> None:
    """Take the date of access in words out of the note, where we and others write it for styles without such a field."""
    if accessed and "note" in item:
        item["note"] = re.sub(rf"(?:^|[.;,]? +)Accessed:? {re.escape(accessed)}\.?$", "", item["note"])
        if not item["note"]:
            del item["note"]


def _identifiers_in_note(item: dict[str, Any]) -> None:
    """Take the PMID and the like out of a note that is nothing else, where Zotero writes its field Extra."""
    if is_identifiers(item.get("note", "")):
        found, rest = split_note(item.pop("note"), item)
        item |= found | ({"note": rest} if rest else {})

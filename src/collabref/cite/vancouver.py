"""Vancouver citations, the style of the field's journals.

Sources: the National Library of Medicine's *Samples of Formatted References for Authors of Journal Articles*,
to which ICMJE's Recommendations refer; where they are silent, Patrias and Wendling, *Citing Medicine*,
2nd edition (NBK7256), which they follow. Journals have their full names, at most six authors are named,
and the date of an article in a volume is the year alone.
"""

import re
from collections.abc import Callable

from collabref.cite import nlm
from collabref.cite.values import Reference, goes_on, is_masters, leading_role, line, names, shown
from collabref.model.reference import family_of
from collabref.text.addresses import doi_address, pmid_address

MOST_AUTHORS = 6

# The first letter of each part of a given name, including Jean-Paul and J.P.
_INITIAL = re.compile(r"(?<!['’])\b[^\W\d_]")
# Suffixes as *Citing Medicine* writes them ("Designations of rank in a family").
_SUFFIXES = {
    "jr": "Jr", "junior": "Jr", "sr": "Sr", "senior": "Sr", "ii": "2nd", "iii": "3rd", "iv": "4th", "v": "5th",
    "vi": "6th", "2nd": "2nd", "3rd": "3rd", "4th": "4th", "5th": "5th", "6th": "6th",
}  # fmt: skip

_PERIODICALS = frozenset({"article-magazine", "article-newspaper"})
_PARTS_OF_BOOKS = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia"})
_PAPERS = frozenset({"paper-conference", "speech"})
_PAGES_OF_THE_WEB = frozenset({"webpage", "post", "post-weblog"})
# Types that are independent works, even if the record says that they are part of something.
_WHOLE = frozenset({"book", "classic", "report", "standard", "thesis", "dataset", "software", "pamphlet", "map"})
# The full name first; journalAbbreviation is an older name of container-title-short.
_JOURNALS = ("container-title", "container-title-short", "journalAbbreviation")

_PREPRINT = re.compile(r"(?i)\bpre-?print")
# arXiv, bioRxiv, medRxiv, PsyArXiv and the like, and servers with other kinds of name.
_SERVER = re.compile(r"(?i)(?:rxiv|\bssrn|\bresearch square|\bosf preprints|\bpreprints\.org)\b")
_SERVER_AND_NUMBER = re.compile(r"(?i)(\S+) (?:e-?prints?|preprints?)\b[ :,]*(.*)")
_DOCTORAL = re.compile(r"(?i)\bph\.? ?d|\bd\.? ?phil|\bdoctor|\bdissertation")
_SECTION = re.compile(r"([A-Z]) ?(\d[\d–-]*)")


def cite(reference: Reference) -> str:
    """One reference as a line of text, without identifier or address."""
    return " ".join(_stopped(part) for part in _form(reference)(reference) if part)


def address(reference: Reference) -> str:
    """Where the work is on the web: its DOI, else its URL, else its PubMed record; else empty."""
    if doi := reference.get("DOI"):
        return doi_address(str(doi))
    if url := reference.get("URL"):
        return str(url)
    return pmid_address(str(pmid)) if (pmid := reference.get("PMID")) else ""


def people(names: list[Reference], most: int = MOST_AUTHORS, more: bool = False) -> str:
    """Names as family name and initials; "et al." past ``most``, or where ``more`` are not listed."""
    who = [_person(name) for name in names[:most]]
    if who and (more or len(names) > most):
        who.append("et al")
    return ", ".join(who)


def everybody(reference: Reference) -> str:
    """All the authors (or editors) that are listed, and "et al." where there are more."""
    role = leading_role(reference)
    listed = names(reference, role)
    return people(listed, most=len(listed), more=goes_on(reference, role))


def year(reference: Reference) -> str:
    """The year of issue, the words given instead ("in press"), or "n.d.", for running text."""
    return nlm.year(reference) or "n.d."


def short(reference: Reference) -> str:
    """First author or authors with the year, for running text."""
    role = leading_role(reference)
    families = [family_of(name) for name in names(reference, role)]
    if not families:
        return year(reference)
    more = goes_on(reference, role)
    if len(families) == 2 and not more:
        who = f"{families[0]} & {families[1]}"
    else:
        who = families[0] + (" et al." if len(families) > 1 or more else "")
    return f"{who} {year(reference)}"


# --- the kinds of works ----------------------------------------------------------------------------------------------


def _form(reference: Reference) -> Callable[[Reference], list[str]]:
    """How a work is cited: by its type, and by what it is part of."""
    kind, within = shown(reference, "type"), reference.get("container-title")
    if _is_preprint(reference):
        return _preprint
    if kind in _PAGES_OF_THE_WEB:
        return _webpage
    if kind in _PARTS_OF_BOOKS or kind in _PAPERS:
        if within and kind in _PAPERS and reference.get("issue") and not reference.get("publisher"):
            return _article  # proceedings published in a journal
        if within or (reference.get("publisher") and _meeting(reference)):
            return _contribution
        return _presentation if kind in _PAPERS and _meeting(reference) else _book
    if kind.startswith("article-") or kind in ("review", "review-book"):
        return _article
    return _article if within and kind not in _WHOLE else _book


def _article(reference: Reference) -> list[str]:
    kind = shown(reference, "type")
    title, journal = _title(reference), _online(reference, _journal(reference))
    if not journal:
        title = _online(reference, title)
    where = nlm.where_in_journal(reference)
    if nlm.is_forthcoming(reference):
        return [_authors(reference), title, journal, nlm.forthcoming(reference)]
    # Without a volume to date it, or for a newspaper, the date includes the day.
    by_day = not where or kind in _PERIODICALS
    date = (nlm.day(reference, "issued") if by_day else nlm.year(reference)) or nlm.UNKNOWN
    date += _cited(reference)
    pages = nlm.pages(shown(reference, "page") or shown(reference, "number"))
    section = _section(reference, pages) if kind == "article-newspaper" else ""
    imprint = f"{date};{where}" if where else date
    imprint += f";{section}" if section else f":{pages}" if pages else ""
    return [_authors(reference), title, journal, imprint]


def _journal(reference: Reference) -> str:
    return next(filter(None, (shown(reference, name) for name in _JOURNALS)), "")


def _section(reference: Reference, pages: str) -> str:
    """The section and page of a newspaper: ``Sect. A:2``, which a reference may give as page A2."""
    section = shown(reference, "section")
    if match := _SECTION.fullmatch(pages):
        section, pages = section or match[1], match[2] if section in ("", match[1]) else pages
    return f"{nlm.numbered('Sect.', section, 'sect(?:ion)?')}{':' if pages else ''}{pages}" if section else ""


def _preprint(reference: Reference) -> list[str]:
    """A preprint, as PubMed cites it: ``Title. medRxiv [Preprint]. 2020 Jan 2:2020.01.01.20012345``."""
    server, number = _server(reference), shown(reference, "number") or shown(reference, "page")
    if match := _SERVER_AND_NUMBER.fullmatch(server):  # Google Scholar's form: arXiv preprint arXiv:2101.00001
        server, number = match[1], number or match[2]
    date = (nlm.day(reference, "issued") or nlm.UNKNOWN) + _cited(reference, always=True)
    imprint = f"{date}:{number}" if number else date
    if not server:
        return [_authors(reference), f"{_unstopped(_title(reference))} [Preprint]", imprint]
    return [_authors(reference), _title(reference), f"{server} [Preprint]", imprint]


def _is_preprint(reference: Reference) -> bool:
    if _PREPRINT.search(shown(reference, "genre")):
        return True
    # CSL treats preprints as plain articles, other programs as articles in a journal named after the server.
    loose = shown(reference, "type") in ("article", "article-journal", "document", "manuscript")
    return loose and bool(_SERVER.search(_server(reference)))


def _server(reference: Reference) -> str:
    return shown(reference, "container-title") or shown(reference, "publisher") or shown(reference, "archive")


def _book(reference: Reference) -> list[str]:
    return [
        _authors(reference),
        _online(reference, _title(reference), _thesis(reference)),
        nlm.edition(shown(reference, "edition")),
        _version(reference),
        _role(reference, "editor") if names(reference, "author") else "",
        _role(reference, "translator"),
        nlm.volume(reference),
        _imprint(reference),
        nlm.series(reference),
        _report_number(reference),
    ]


def _contribution(reference: Reference) -> list[str]:
    """A chapter or paper, with the book or proceedings that contain it."""
    host = "; ".join(filter(None, (shown(reference, "container-title"), _meeting(reference))))
    editors, pages = _role(reference, "editor"), nlm.pages(shown(reference, "page"))
    return [
        people(names(reference, "author"), more=goes_on(reference, "author")),
        _title(reference),
        f"In: {_stopped(editors)} {_online(reference, host)}" if editors else f"In: {_online(reference, host)}",
        nlm.edition(shown(reference, "edition")),
        nlm.volume(reference),
        _imprint(reference),
        f"p. {pages}" if pages else "",
        nlm.series(reference),
    ]


def _presentation(reference: Reference) -> list[str]:
    """A paper or poster that was presented but not published."""
    what = "Poster session" if "poster" in shown(reference, "genre").lower() else "Paper"
    date = "" if reference.get("event-date") else nlm.day(reference, "issued")
    where = "; ".join(filter(None, (_meeting(reference), date)))
    return [_authors(reference), _online(reference, _title(reference)), f"{what} presented at: {where}"]


def _meeting(reference: Reference) -> str:
    """A meeting's name (unless the proceedings include it), dates and place: ``EuroGP 2002; 2002 Apr 3–5; Kinsale``."""
    name = shown(reference, "event-title") or shown(reference, "event")
    if name and name.lower() in shown(reference, "container-title").lower():
        name = ""
    return "; ".join(filter(None, (name, nlm.days(reference, "event-date"), shown(reference, "event-place"))))


def _webpage(reference: Reference) -> list[str]:
    issued = nlm.day(reference, "issued") or nlm.UNKNOWN
    site = shown(reference, "container-title") or shown(reference, "publisher")
    title = f"{_unstopped(_title(reference))} [Internet]"
    return [_authors(reference), title, _version(reference), site, issued + _cited(reference, always=True)]


# --- their parts -----------------------------------------------------------------------------------------------------


def _authors(reference: Reference) -> str:
    if authors := names(reference, "author"):
        return people(authors, more=goes_on(reference, "author"))
    return _role(reference, "editor")


def _role(reference: Reference, role: str) -> str:
    """People with their role: ``Moss I, Fern J, editors``; empty for none."""
    listed, more = names(reference, role), goes_on(reference, role)
    who = people(listed, more=more)
    stop = "." if who.endswith("et al") else ""
    return f"{who}{stop}, {role}{'s' if more or len(listed) > 1 else ''}" if listed else ""


def _person(name: Reference) -> str:
    given, suffix = line(name.get("given")), line(name.get("suffix"))
    words, comma, after = given.partition(", ")
    if comma and not suffix and after.lower().rstrip(".") in _SUFFIXES:
        given, suffix = words, after
    # Lower-case words after the given names are a particle (CSL 1.0.2, "Names": a dropping one).
    parts = given.split()
    last = max((n for n, word in enumerate(parts, start=1) if not word[0].islower()), default=len(parts))
    dropping = [line(name.get("dropping-particle")), *parts[last:]]
    # A given name that is the only name is written out.
    has_family = bool(line(name.get("family")))
    initials = "".join(_INITIAL.findall(" ".join(parts[:last]))).upper() if has_family else ""
    who = line(family_of(name))
    return " ".join(filter(None, (who, initials, *(dropping if has_family else ()), _suffix(suffix))))


def _suffix(words: str) -> str:
    return " ".join(_SUFFIXES.get(word.lower().strip(".,"), word) for word in words.split())


def _title(reference: Reference) -> str:
    return shown(reference, "title") or "[Untitled]"


def _thesis(reference: Reference) -> str:
    """What a thesis is called; PhD theses are dissertations (*Citing Medicine*)."""
    if shown(reference, "type") != "thesis":
        return ""
    genre = shown(reference, "genre")
    return "master’s thesis" if is_masters(genre) else "dissertation" if _DOCTORAL.search(genre) else "thesis"


def _online(reference: Reference, title: str, content: str = "") -> str:
    """A title with the kind of work, and [Internet] if the work is cited by its web address."""
    medium = "Internet" if _is_online(reference) else ""
    marker = " on the ".join(filter(None, (content, medium)))
    return f"{_unstopped(title)} [{marker}]" if marker and title else title


def _is_online(reference: Reference) -> bool:
    """Whether a work is cited by its web address: one with a DOI is cited like a printed work."""
    return bool(reference.get("URL")) and not reference.get("DOI")


def _cited(reference: Reference, always: bool = False) -> str:
    """The date on which a work was seen at its address."""
    seen = nlm.day(reference, "accessed")
    return f" [cited {seen}]" if seen and (always or _is_online(reference)) else ""


def _version(reference: Reference) -> str:
    return nlm.numbered("Version", shown(reference, "version"), "v|ver|version")


def _imprint(reference: Reference) -> str:
    place, publisher = shown(reference, "publisher-place"), shown(reference, "publisher")
    house = f"{place}: {publisher}" if place and publisher else place or publisher
    date = nlm.forthcoming(reference) if nlm.is_forthcoming(reference) else nlm.year(reference) or nlm.UNKNOWN
    return "; ".join(filter(None, (house, date + _cited(reference))))


def _report_number(reference: Reference) -> str:
    number = shown(reference, "number") if shown(reference, "type") == "report" else ""
    return nlm.numbered("Report No.:", number, r"report(?: (?:no|number|nr))?|no|nr|number")


def _unstopped(title: str) -> str:
    return title.removesuffix(".")


def _stopped(part: str) -> str:
    """``part`` ending with exactly one full stop, unless it ends with another mark."""
    return part if part.endswith(("?", "!", ".")) else f"{part}."

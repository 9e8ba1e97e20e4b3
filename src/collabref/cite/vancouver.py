"""Vancouver citations, the style of the field's journals.

Source: ICMJE, Recommendations, samples of formatted references (which follow NLM's Citing Medicine).
Journals are given by their full names, and at most six authors are named.
"""

import re
from typing import Any

from collabref.reference import authors_incomplete, family_of

MOST_AUTHORS = 6

# The first letter of each part of a given name: also of Jean-Paul, and of J.P.
_INITIAL = re.compile(r"(?<!['’])\b[^\W\d_]")

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def cite(reference: dict[str, Any]) -> str:
    """One reference as a line of text, without its identifier or address."""
    kind = reference.get("type", "")
    if kind == "chapter":
        parts = _chapter(reference)
    elif kind in ("webpage", "post", "post-weblog"):
        parts = _webpage(reference)
    elif kind.startswith("article") or kind == "paper-conference":
        parts = _article(reference)
    else:
        parts = _book(reference)
    return " ".join(_stopped(part) for part in parts if part)


def address(reference: dict[str, Any]) -> str:
    """Where the work is on the web: its DOI, else its URL, else its PubMed record; else empty."""
    if doi := reference.get("DOI"):
        return f"https://doi.org/{doi}"
    if url := reference.get("URL"):
        return str(url)
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if (pmid := reference.get("PMID")) else ""


def people(names: list[dict[str, Any]], most: int = MOST_AUTHORS, more: bool = False) -> str:
    """Names as family name and initials; "et al." past ``most``, or where ``more`` are not listed."""
    shown = [_person(name) for name in names[:most]]
    if shown and (more or len(names) > most):
        shown.append("et al")
    return ", ".join(shown)


def year(reference: dict[str, Any]) -> str:
    """The year of issue, or what stands in its place ("in press"), or "n.d."."""
    date = _date(reference, "issued") or "n.d."
    return date.split(" ")[0] if date[:1].isdigit() else date


def short(reference: dict[str, Any]) -> str:
    """First author (and how many more there are) with the year, as in running text."""
    names = reference.get("author") or reference.get("editor") or []
    families = [family_of(name) for name in names]
    if not families:
        return year(reference)
    more = authors_incomplete(reference)
    if len(families) == 2 and not more:
        who = f"{families[0]} & {families[1]}"
    else:
        who = families[0] + (" et al." if len(families) > 1 or more else "")
    return f"{who} {year(reference)}"


def _article(reference: dict[str, Any]) -> list[str]:
    volume = _text(reference, "volume")
    issue = f"({_text(reference, 'issue')})" if reference.get("issue") else ""
    pages = short_pages(_text(reference, "page") or _text(reference, "number"))
    where = f"{volume}{issue}:{pages}" if (volume or issue) and pages else f"{volume}{issue}{pages}"
    date = year(reference)
    imprint = f"{date};{where}" if where else date
    return [_authors(reference), _title(reference), _text(reference, "container-title"), imprint]


def _book(reference: dict[str, Any]) -> list[str]:
    marker = " [thesis]" if reference.get("type") == "thesis" else ""
    series = _series(reference)
    number = _text(reference, "number") if reference.get("type") == "report" else ""
    return [
        _authors(reference), _title(reference) + marker, _edition(reference), _imprint(reference),
        f"({series})" if series else "", f"Report No.: {number}" if number else "",
    ]  # fmt: skip


def _chapter(reference: dict[str, Any]) -> list[str]:
    editors = reference.get("editor") or []
    role = "editor" if len(editors) == 1 else "editors"
    host = _text(reference, "container-title")
    within = f"In: {people(editors)}, {role}. {host}" if editors else f"In: {host}"
    pages = short_pages(_text(reference, "page"))
    return [
        people(reference.get("author") or []), _title(reference), within, _edition(reference),
        _imprint(reference), f"p. {pages}" if pages else "",
    ]  # fmt: skip


def _webpage(reference: dict[str, Any]) -> list[str]:
    issued = _date(reference, "issued") or "[date unknown]"
    accessed = _date(reference, "accessed")
    site = _text(reference, "container-title") or _text(reference, "publisher")
    cited = f" [cited {accessed}]" if accessed else ""
    return [_authors(reference), f"{_title(reference)} [Internet]", site, f"{issued}{cited}"]


def _authors(reference: dict[str, Any]) -> str:
    more = authors_incomplete(reference)
    if authors := reference.get("author"):
        return people(authors, more=more)
    editors = reference.get("editor") or []
    return f"{people(editors)}, {'editor' if len(editors) == 1 else 'editors'}" if editors else ""


def _person(name: dict[str, Any]) -> str:
    # Where the given name is the only one, it is written out.
    initials = "".join(_INITIAL.findall(name.get("given", ""))).upper() if name.get("family") else ""
    dropping = name.get("dropping-particle", "")
    return " ".join(
        part
        for part in (family_of(name), initials + (f" {dropping}" if dropping else ""), name.get("suffix", ""))
        if part
    )


def _imprint(reference: dict[str, Any]) -> str:
    place, publisher = _text(reference, "publisher-place"), _text(reference, "publisher")
    house = f"{place}: {publisher}" if place and publisher else place or publisher
    date = year(reference)
    return f"{house}; {date}" if house else date


def _edition(reference: dict[str, Any]) -> str:
    edition = _text(reference, "edition")
    if edition.isdigit():
        ending = {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th") if edition[-2:-1] != "1" else "th"
        return f"{edition}{ending} ed"
    return edition


def _series(reference: dict[str, Any]) -> str:
    number = _text(reference, "collection-number")
    title = _text(reference, "collection-title")
    return f"{title}; {number}" if title and number else title


def _title(reference: dict[str, Any]) -> str:
    return _text(reference, "title") or "[Untitled]"


def _text(reference: dict[str, Any], field: str) -> str:
    return str(reference.get(field) or "")


def _date(reference: dict[str, Any], field: str) -> str:
    """A date as year, month and day, as far as it is known."""
    date = reference.get(field)
    if not isinstance(date, dict):
        return str(date or "")
    parts = [int(part) for part in (date.get("date-parts") or [[]])[0] if re.fullmatch(r"-?[0-9]{1,4}", str(part))]
    if not parts:
        return str(date.get("literal") or date.get("raw") or "")
    # CSL has seasons as months from 13 on; a day says nothing without its month.
    day = [_MONTHS[parts[1] - 1], *map(str, parts[2:3])] if len(parts) > 1 and 1 <= parts[1] <= 12 else []
    return " ".join([str(parts[0]), *day])


def short_pages(pages: str) -> str:
    """A range without what its end shares with its beginning, as NLM writes it: 1138–43, S579–88, 243.e1–8."""

    def shorten(match: re.Match[str]) -> str:
        before, first, again, last = match.groups()
        if (before, first) == (again, last):
            return f"{before}{first}"
        if before != again:
            return f"{before}{first}–{again}{last}"
        if len(first) == len(last):
            shared = next(n for n in range(len(first)) if first[n] != last[n])
            last = last[shared:]
        return f"{before}{first}–{last}"

    return re.sub(r"([^\s,–-]*?)(\d+)-+([^\s,–-]*?)(\d+)(?=[\s,]|$)", shorten, pages).replace("-", "–")


def _stopped(part: str) -> str:
    """``part`` ending with exactly one full stop, unless it ends with another mark."""
    return part if part.endswith(("?", "!", ".")) else f"{part}."

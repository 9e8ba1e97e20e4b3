"""What each bibliography format carries of a reference, and in which of its fields.

The writers take the names of fields from here where a field does not depend on the type of the work;
the tests read every built-in reference back and check each format against it; the manual
prints it.

Sources: BibTeX, Patashnik's *BibTeXing* and the biblatex manual (for ``eid``, ``pagetotal``, ``urldate``
and the like, which older styles ignore); RIS, the tag table of EndNote's RefMan (RIS) export, 2011, and
what Zotero reads.
"""

from typing import Literal, NamedTuple

How = Literal["carried", "elsewhere", "lost"]


class Carriage(NamedTuple):
    """How a format carries a variable.

    Attributes:
        how: ``carried`` in the field that is meant for it; ``elsewhere``, in another field or changed; or ``lost``.
        field: the format's field or fields; empty if the variable is lost.
        note: what becomes of it, or why it is lost.
    """

    how: How
    field: str = ""
    note: str = ""


def _in(field: str, note: str = "") -> Carriage:
    return Carriage("carried", field, note)


def _as(field: str, note: str) -> Carriage:
    return Carriage("elsewhere", field, note)


def _lost(why: str) -> Carriage:
    return Carriage("lost", "", why)


# CSL variable, or a part of one -> how BibTeX carries it, how RIS does.
_TABLE: dict[str, tuple[Carriage, Carriage]] = {
    "id": (
        _in("the key", "characters that a key cannot hold become -"),
        _in("ID"),
    ),
    "type": (
        _as("the entry type", "types without one of their own become @misc"),
        _as("TY", "types without one of their own become GEN"),
    ),
    "title": (_in("title", "in double braces, so that no style changes its capitals"), _in("TI")),
    "author": (_in("author", "bodies in braces"), _in("AU", "a body whose name holds a comma is read as a person")),
    "editor": (_in("editor"), _in("ED")),
    "translator": (_in("translator"), _in("A4")),
    "suffix of a name": (_in("author", "Family, Suffix, Given"), _in("AU", "Family, Given, Suffix")),
    "particle of a name": (
        _as("author", "before the family name; dropping and non-dropping alike"),
        _as("AU", "before the family name; dropping and non-dropping alike"),
    ),
    "authors-incomplete": (_in("author", "“and others”"), _in("AU", "“others” as the last name")),
    "container-title": (
        _in("journal, booktitle, howpublished", "by the type of the entry; in double braces"),
        _in("T2"),
    ),
    "container-title-short": (_in("shortjournal"), _in("J2")),
    "title-short": (_in("shorttitle"), _in("ST")),
    "collection-title": (_in("series"), _in("T2, T3", "T3 where T2 holds the container’s title")),
    "collection-number": (
        _in("number", "used as a report’s own number; lost in articles and where the work has a number of its own"),
        _in("M1", "lost where the work has a number of its own, unless it is a report or an article"),
    ),
    "publisher": (_in("publisher, institution, school, organization", "by the type of the entry"), _in("PB")),
    "publisher-place": (_in("address"), _in("CY")),
    "volume": (_in("volume"), _in("VL")),
    "issue": (_in("number, issue", "number in articles"), _in("IS")),
    "supplement-number": (
        _as("number", "after the issue, as “Suppl 3”"),
        _as("IS", "after the issue, as “Suppl 3”"),
    ),
    "part-number": (_as("number", "after the issue, as “Pt 2”"), _as("IS", "after the issue, as “Pt 2”")),
    "page": (_in("pages", "-- in ranges"), _in("SP, EP", "a dash in a range becomes a hyphen")),
    "number": (
        _in("number, eid", "eid in articles, unless it is also the page"),
        _in("SN, C7, M1", "SN in reports, C7 in articles (and SP where there is no page)"),
    ),
    "edition": (_in("edition"), _in("ET")),
    "version": (_in("version"), _lost("no tag of its own")),
    "chapter-number": (_in("chapter"), _lost("no tag of its own")),
    "number-of-volumes": (_in("volumes"), _in("NV")),
    "genre": (_in("type"), _in("M3")),
    "number-of-pages": (_in("pagetotal"), _as("SP", "where there is no page; else lost; lost in articles")),
    "issued, year": (
        _in("year", "the first of a range; a range or a season also in date"),
        _in("PY, DA", "the first of a range"),
    ),
    "issued, month": (_in("month", "as a number"), _in("DA")),
    "issued, day": (_in("day"), _in("DA")),
    "status": (_in("pubstate"), _lost("no tag of its own")),
    "event-title": (_in("eventtitle"), _lost("no tag of its own")),
    "event-place": (_in("venue"), _lost("no tag of its own")),
    "event-date": (_in("eventdate"), _lost("no tag of its own")),
    "original-date": (_in("origdate"), _lost("no tag of its own")),
    "accessed": (_in("urldate", "and in words in note, for styles that do not know urldate"), _in("Y2")),
    "DOI": (_in("doi", "not escaped"), _in("DO")),
    "PMID": (_in("pmid"), _in("AN")),
    "PMCID": (_in("pmcid"), _in("C2")),
    "ISBN": (_in("isbn"), _in("SN")),
    "ISSN": (_in("issn"), _in("SN")),
    "URL": (_in("url", "not escaped; braces, backslashes and spaces percent-encoded"), _in("UR")),
    "language": (_in("langid"), _in("LA")),
    "keyword": (
        _in("keywords", "apart by commas, or by semicolons where one holds a comma"),
        _in("KW", "one line each"),
    ),
    "abstract": (_in("abstract"), _in("AB")),
    "note": (_in("note"), _in("N1")),
    "annote": (_in("annote"), _lost("no tag of its own")),
    "call-number": (_lost("no field of its own"), _in("CN")),
    "custom": (_lost("collabref’s annotations are not bibliographic"),) * 2,
    "other variables": (_lost("no field of their own"), _lost("no tag of their own")),
}

_CSL_EXCEPTIONS = {
    "authors-incomplete": _in("author", "“others” as the last name, which pandoc prints as “et al.”"),
    "custom": _lost("collabref’s annotations are left out; what other programs keep there stays"),
    "suffix of a name": _in("suffix"),
    "particle of a name": _in("dropping-particle, non-dropping-particle"),
    "other variables": _in("their own name", "also those that CSL does not know"),
}

VARIABLES = tuple(_TABLE)


def carriage(variable: str, format: str) -> Carriage:
    """How ``format`` carries ``variable`` (one of VARIABLES).

    Raises:
        KeyError: there is no such variable or format.
    """
    row = _TABLE[variable]
    if format in ("csl-json", "csl-yaml"):
        return _CSL_EXCEPTIONS.get(variable) or _in(variable.partition(",")[0])
    return row[{"bibtex": 0, "ris": 1}[format]]


def field(variable: str, format: str) -> str:
    """The single field in which ``format`` carries ``variable``, whatever the type of work."""
    return carriage(variable, format).field


def markdown() -> str:
    """The table as Markdown: one row per variable, one column per format."""
    columns = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON, CSL-YAML"}
    lines = [f"| variable | {' | '.join(columns.values())} |", "|---" * (len(columns) + 1) + "|"]
    for variable in VARIABLES:
        cells = " | ".join(_cell(carriage(variable, format)) for format in columns)
        lines.append(f"| {variable} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(carried: Carriage) -> str:
    if carried.how == "lost":
        return f"– ({carried.note})"
    changed = "→ " if carried.how == "elsewhere" else ""
    return f"{changed}{carried.field}" + (f" ({carried.note})" if carried.note else "")

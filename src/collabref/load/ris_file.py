"""A user's RIS file: its records as CSL items. Needs the extra ``collabref[bib]``.

The file is split and its lines are put right by ourselves, since rispy drops in silence a first record
after a byte-order mark and a last one without ``ER``, and garbles tags with one space. Tags that have no
place in CSL are kept under ``custom``, ``ris``.

Source of the mapping: the RefMan (RIS) tag table of EndNote (2011), and what Zotero's RIS translator reads.
"""

import re
from typing import Any

from collabref.errors import Problem
from collabref.load.foreign import MAX_RECORD, Ids, date, decode_foreign, extra_missing, person
from collabref.load.ris_records import Piece, split
from collabref.load.source import Mark, Path, Source, fail
from collabref.text import bare_doi

_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal", "INPR": "article-journal",
    "ABST": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book",
    "EDBOOK": "book", "SER": "book", "CLSWK": "classic", "CHAP": "chapter", "ECHAP": "chapter", "RPRT": "report",
    "GOVDOC": "report", "GRANT": "report", "STAND": "standard", "THES": "thesis", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "ELEC": "webpage", "WEB": "webpage", "ICOMM": "webpage", "BLOG": "post-weblog",
    "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset", "COMP": "software", "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia", "UNPB": "manuscript", "MANSCPT": "manuscript", "PAMP": "pamphlet", "PAT": "patent",
    "STAT": "legislation", "CASE": "legal_case", "BILL": "bill", "HEAR": "hearing", "MAP": "map", "SLIDE": "speech",
    "PCOMM": "personal_communication", "MPCT": "motion_picture", "VIDEO": "motion_picture", "SOUND": "song",
}  # fmt: skip
# Works that stand in no container: their T2 is a series unless they have a T3, their SP a number of pages.
_ALONE = frozenset({"book", "report", "standard", "thesis", "classic", "manuscript", "pamphlet", "software", "map"})

# CSL variable -> the tags that may hold it, the best first.
_TEXTS = {
    "title": ("TI", "T1", "CT"),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "edition": ("ET",),
    "genre": ("M3",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "PMCID": ("C2",),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
    "title-short": ("ST",),
    "number-of-volumes": ("NV",),
    "call-number": ("CN",),
    "source": ("DB",),
}
_PEOPLE = {"author": ("AU", "A1"), "editor": ("ED", "A2", "A3"), "translator": ("A4",)}
_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV)\.?", re.IGNORECASE)

Tags = dict[str, list[str]]


def read(raw: bytes, name: str) -> Source:
    """The references of a RIS file.

    Raises:
        LibraryError: nothing in it can be read, or the extra is not installed.
    """
    text, problems = decode_foreign(raw, name)
    if not text.strip():
        fail("empty", name, (1, 1), "The file is empty.", "Export the library again as RIS.")
    try:
        import rispy  # noqa: F401
    except ImportError:
        extra_missing(name)
    items: list[dict[str, Any]] = []
    marks: dict[Path, Mark] = {}
    ids = Ids()
    for piece in split(text):
        mark = (piece.line, 1)
        message, hint = _fault(piece)
        if message:
            problems.append(Problem("ris-record", "error", name, *mark, message, hint))
        if not piece.begun or piece.size > MAX_RECORD:
            continue
        kind, tags = _parsed(piece)
        wanted = " ".join(tags.pop("ID", []))
        item = _item(kind, tags)
        # A bare number is a record's place in some program, not a key that anyone cites.
        id, other = ids.give("" if wanted.isdigit() else wanted, item, mark)
        if other:
            message = f"The ID “{wanted}” stands already in line {other[0]}; this record is “{id}”."
            problems.append(Problem("duplicate-key", "error", name, *mark, message, "Give each record its own ID."))
        marks["references", len(items)] = mark
        items.append({"id": id, **item})
    if not items and problems:
        fail(problems[-1].rule, name, (problems[-1].line, problems[-1].column), problems[-1].message, problems[-1].hint)
    if not items:
        fail("not-ris", name, (1, 1), "This is not RIS: there is no record in it.", "A record begins with “TY  - ”.")
    return Source(name, {"references": items}, marks, strict=False, problems=tuple(problems))


def _fault(piece: Piece) -> tuple[str, str]:
    """What is wrong with a record, and what to do; empty where nothing is."""
    if not piece.begun:
        return "These lines stand outside of any record and are passed over.", "Begin a record with “TY  - ”."
    if piece.size > MAX_RECORD:
        return "This record is too long to be a reference.", "Shorten it."
    if not piece.ended:
        return "This record has no ER; it is read as far as it goes.", "End a record with “ER  - ”."
    return "", ""


def _parsed(piece: Piece) -> tuple[str, Tags]:
    """The type of a record, and the values of every other tag that are not empty."""
    from rispy import RisParser

    # Tags under their own names, all in lists: rispy would keep the first of two values, and cut addresses at ";".
    tags = {tag: tag for tag, _ in piece.tags}
    parser = RisParser(mapping=tags, list_tags=[tag for tag in tags if tag != "TY"], delimiter_tags_mapping={})
    record = parser.parse("\n".join([*(f"{tag}  - {value}" for tag, value in piece.tags), "ER  - "]))[0]
    kind = record.pop("TY").upper()
    return kind, {tag: kept for tag, values in record.items() if (kept := [value for value in values if value])}


def _item(kind: str, left: Tags) -> dict[str, Any]:
    """The CSL item of a record, without its id; takes from ``left`` what it uses."""
    item: dict[str, Any] = {"type": _TYPES.get(kind, "document")}
    if kind not in _TYPES:
        left["TY"] = [kind]
    custom: dict[str, Any] = {}
    for role, names in _PEOPLE.items():
        words = [value for tag in names for value in left.pop(tag, [])]
        more = bool(words) and words[-1].lower().rstrip(".,") in ("et al", "others")
        if people := [_person(each) for each in (words[:-1] if more else words)]:
            item[role] = people
        if more and role == "author":
            custom["authors-incomplete"] = True
    for variable, names in _TEXTS.items():
        if value := _first(left, names):
            item[variable] = value
    _titles(item, left)
    _numbers(item, left)
    for variable, dates in {"issued": ("DA", "PY", "Y1"), "accessed": ("Y2",)}.items():
        if found := _date(left, dates):
            item[variable] = found
    if doi := bare_doi(_first(left, ("DO",))):
        item["DOI"] = doi
    if address := _first(left, ("UR", "LK")):
        item["URL"] = address
    if words := [word.strip() for value in left.pop("KW", []) for word in value.split(";") if word.strip()]:
        item["keyword"] = ", ".join(words)
    if notes := left.pop("N1", []):
        item["note"] = "; ".join(notes)
    if left:
        custom["ris"] = left
    return item | ({"custom": custom} if custom else {})


def _first(left: Tags, names: tuple[str, ...]) -> str:
    """The first value of the first of these tags that is there, taken out; the others stay."""
    for tag in names:
        if values := left.get(tag):
            value = values[0]
            left[tag] = values[1:]
            if not left[tag]:
                del left[tag]
            return value
    return ""


def _titles(item: dict[str, Any], left: Tags) -> None:
    """Titles of what the work stands in; BT is a book's own title, and for all others their book's."""
    series: tuple[str, ...] = ("T3",)
    container: tuple[str, ...] = ("T2", "JF", "JO", "BT")
    if item["type"] in _ALONE:
        if "title" not in item and (title := _first(left, ("BT",))):
            item["title"] = title
        if "T3" not in left:
            series, container = ("T2",), ()
    if title := _first(left, container):
        item["container-title"] = title
        for tag in container:
            if left.get(tag) == [title]:
                del left[tag]
    if title := _first(left, series):
        item["collection-title"] = title
    if short := _first(left, ("J2", "JA")):
        item["container-title-short"] = short


def _numbers(item: dict[str, Any], left: Tags) -> None:
    """Pages and numbers, whose tags mean different things in different types of work."""
    article = item["type"].startswith("article")
    first, last = _first(left, ("SP",)), _first(left, ("EP",))
    number = _first(left, ("C7",)) if article else ""
    if number:
        item["number"] = number
    if first:
        if item["type"] in _ALONE and not last and first.isdigit():
            item["number-of-pages"] = first
        else:
            item["page"] = f"{first}-{last}" if last and last != first else first
    elif last:
        item["page"] = last
    for value in left.pop("SN", []):
        variable = _serial(value, item["type"])
        if variable in item:
            left.setdefault("SN", []).append(value)
        else:
            item[variable] = value
    if value := _first(left, ("M1",)):
        variable = (
            "collection-number" if "collection-title" in item and item["type"] in _ALONE | {"chapter"} else "number"
        )
        if variable in item:
            left.setdefault("M1", []).insert(0, value)
        else:
            item[variable] = value
    if value := _first(left, ("AN",)):
        if re.fullmatch(r"[1-9]\d{0,7}", value):
            item["PMID"] = value
        else:
            left["AN"] = [value]


def _serial(value: str, kind: str) -> str:
    """Which number SN is, by its form."""
    digits = re.sub(r"[\s-]|\(.*\)", "", value).upper()
    if re.fullmatch(r"(?:97[89])?\d{9}[\dX]", digits):
        return "ISBN"
    if kind in ("report", "standard") and not re.fullmatch(r"\d{4}-\d{3}[\dX]", value.upper()):
        return "number"
    return "ISBN" if kind in ("book", "chapter", "thesis") and len(digits) != 8 else "ISSN"


def _date(left: Tags, names: tuple[str, ...]) -> dict[str, Any]:
    """The most exact of the dates under these tags; a second that says less of the same year is redundant."""
    found = [(tag, date(value.rstrip("/ "))) for tag in names if (value := (left.get(tag) or [""])[0])]
    if not found:
        return {}
    tag, best = max(found, key=lambda each: len((each[1].get("date-parts") or [[]])[0]))
    year = (best.get("date-parts") or [[None]])[0][0]
    for other, less in found:
        if other == tag or (less.get("date-parts") or [[0]])[0][0] == year:
            del left[other]
    return best


def _person(words: str) -> dict[str, str]:
    """``Family, Given, Suffix``; a name without a comma, or with nothing after it, is a body's."""
    family, *rest = (part.strip() for part in words.split(","))
    if not any(rest):
        return {"literal": family}
    if len(rest) > 1 and _SUFFIX.fullmatch(rest[0]):  # BibTeX's order
        rest = [rest[1], rest[0]]
    return person(family, rest[0], ", ".join(rest[1:]))

"""From one record of a RIS file to a CSL item. What has no place in CSL is kept under ``custom``, ``ris``."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from collabref.load.database_dates import is_year, read_date
from collabref.load.names import read_people
from collabref.load.ris_left import Left, clean
from collabref.load.ris_records import Piece
from collabref.load.ris_tags import (
    ABOUT_THE_RECORD,
    ALONE,
    DA_IS_ACCESSED,
    NUMBERED,
    PERIODICALS,
    TEXTS,
    TYPES,
    Origin,
    is_genre,
    origin,
    roles,
)
from collabref.load.values import join_keywords, join_numbers, page_range, serial_numbers
from collabref.text.fold import fold
from collabref.text.identifiers import PMID, find_doi, find_pmcid, find_pmid, identifier, whole_doi

_PAGE = re.compile(r"(?:pp?\.?\s|pages?\s)?\S*\d.*|[ivxlcdm]+(?:\s*[-–]+\s*[ivxlcdm]+)?|[A-Z]", re.IGNORECASE)
_BEFORE_PAGES = re.compile(r"^(?:pp?\.?|pages?)\s*(?=\d)", re.IGNORECASE)
_EXTENT = re.compile(r"(\d+)\s*(?:p|pp|pgs?|pages)?\.?", re.IGNORECASE)
# A number is short and has a digit; an address or a name has an @ or a bracket, or is long.
_NUMBER = re.compile(r"(?=[^@]*\d)[^@(]{1,60}")
# A journal's number in NLM's catalogue, perhaps after Ovid's journal codes.
_CATALOGUE = re.compile(r"(?:\w{2,3}, )*\d{7,9}R?(?:, \w+)*")
_A_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_ACCESSION = re.compile(PMID)
_PLACE = re.compile(r"[^\d\[;]{1,60}")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://\S+|www\.\S+")

# Where a DOI and PubMed's numbers may be, besides the tags meant for them.
_HOLDS_DOI = ("DI", "M3", "L3", "L2", "M1", "M2", "AN", "N1", "C1", "C2", "C3", "C5", "C7", "U1", "U2", "U3", "U4", "U5")  # fmt: skip
_HOLDS_NUMBERS = ("AN", "C2", "C1", "C3", "C4", "C5", "C6", "C7", "C8", "U1", "U2", "U3", "U4", "U5", "M1", "M2", "M3", "XR", "N1")  # fmt: skip

Item = dict[str, Any]


def read_item(piece: Piece) -> tuple[str, Item]:
    """The id that a record asks for, and its CSL item without an id."""
    kind = re.sub(r"\W", "", piece.kind).upper() or "GEN"
    left = Left(piece.tags)
    source = origin(piece.tags)
    wanted = left.first("ID", if_it=lambda words: not words.isdigit())
    item: Item = {"type": TYPES.get(kind, "document")}
    if kind not in TYPES:
        left.keep("TY", piece.kind)
    custom: dict[str, Any] = {}
    if _people(item, left, piece.tags, kind):
        custom["authors-incomplete"] = True
    _identifiers(item, left, source)
    _dates(item, left, kind)
    _texts(item, left, source)
    _titles(item, left)
    _pages(item, left)
    _numbers(item, left, source)
    _subject(item, left)
    if kind == "INPR":
        item["status"] = "in press"
    if rest := left.rest():
        custom["ris"] = rest
    return wanted, item | ({"custom": custom} if custom else {})


def _people(item: Item, left: Left, tags: list[tuple[str, list[str]]], kind: str) -> bool:
    """Add the people by role, in the order of the record; return whether there are more authors."""
    meant = roles(kind)
    if kind in ("BOOK", "EBOOK") and not ("AU" in left or "A1" in left):
        meant["A2"] = "editor"  # an edited book, from programs without EDBOOK
    lines: dict[str, list[str]] = {}
    for tag, each in tags:
        if role := meant.get(tag):
            lines.setdefault(role, []).extend(clean(each))
            left.lines(tag)
    incomplete = False
    for role, names in lines.items():
        people = read_people(names)
        if people.names:
            item[role] = people.names
        incomplete = incomplete or (people.go_on and role in ("author", "editor"))
    return incomplete


def _identifiers(item: Item, left: Left, source: Origin) -> None:
    """DOI, the numbers of PubMed and PubMed Central, and the address, whichever tags hold them."""
    _doi(item, left)
    if number := _labelled(left, find_pmid) or _accession(left, source):
        item["PMID"] = number
    if number := _labelled(left, find_pmcid):
        item["PMCID"] = number
    addresses = left.lines("UR", "LK")
    found = [address for line in addresses for address in _ADDRESS.findall(line)]
    single = [line for line in addresses if " " not in line and not line.startswith("<") and not whole_doi(line)]
    if found or single:
        item["URL"] = (found or single)[0]
    rest = [line for line in addresses if line != item.get("URL") and line != f"{item.get('URL')};"]
    if rest:
        left.keep("UR", *rest)
    for find, variable in ((find_pmid, "PMID"), (find_pmcid, "PMCID"), (whole_doi, "DOI")):
        if variable not in item and (number := next(filter(None, map(find, addresses)), "")):
            item[variable] = number
    left.drop(item.get("PMID", ""), "AN", "ID")


def _doi(item: Item, left: Left) -> None:
    value = left.first("DO", "DOI")
    doi = whole_doi(value) or find_doi(value) or identifier("DOI", value)
    doi = doi or whole_doi(left.first(*_HOLDS_DOI, if_it=whole_doi))
    if doi:
        item["DOI"] = doi
        for tag in ("DO", "DOI", *_HOLDS_DOI):
            if tag in left:
                left.first(tag, if_it=lambda words: fold(whole_doi(words)) == fold(doi))


def _labelled(left: Left, find: Callable[[str], str]) -> str:
    """A number with a label. A value that says no more is taken out; a longer one stays."""
    for tag in _HOLDS_NUMBERS:
        for words in left.texts(tag):
            number = find(words)
            alone = len(words) <= len(number) + len("PubMed ID: NLM")
            # A note may contain the numbers of other works: only a database's note on its own record is read.
            if number and (alone or tag != "N1" or ABOUT_THE_RECORD.match(words)):
                if alone:
                    left.drop(words, tag)
                return number
    return ""


def _accession(left: Left, source: Origin) -> str:
    """The accession number, if it is PubMed's: the record says so, or does not say where it is from."""
    is_number = _ACCESSION.fullmatch
    if number := left.first("PMID", "PM", if_it=is_number):
        return number
    if source.pubmed:
        return left.first("AN", "ID", if_it=is_number) or _noted(left)
    if source.embase:
        return left.first("C5", if_it=is_number)
    return "" if source.said else left.first("AN", if_it=is_number)


def _noted(left: Left) -> str:
    """EBSCO's accession number, in a note."""
    found = re.match(rf"Accession Number: ({PMID})\b", left.peek("N1"))
    return found[1] if found else ""


def _dates(item: Item, left: Left, kind: str) -> None:
    """The dates of issue, of publication ahead of print, and of access."""
    issued: tuple[str, ...] = ("DA", "PY", "Y1")
    accessed: tuple[str, ...] = ("Y2",)
    if kind in DA_IS_ACCESSED and ("PY" in left or "Y1" in left):
        issued, accessed = ("PY", "Y1"), ("Y2", "DA")
    if item["type"] == "patent":
        accessed = ()
    for variable, tags in (("issued", issued), ("accessed", accessed)):
        if found := _date(left, tags):
            item[variable] = found
    if item["type"] == "article-journal":
        ahead = left.first("ET", "C6", if_it=lambda words: is_year(words) and "date-parts" in read_date(words))
        if ahead:
            item["available-date"] = read_date(ahead)
    elif edition := left.first("ET"):
        item["edition"] = edition


def _date(left: Left, tags: Iterable[str]) -> dict[str, Any]:
    """The most exact of the dates under these tags; a less exact one of the same year is redundant."""
    words = {tag: left.peek(tag) for tag in tags if tag in left}
    year = next((found[0] for each in words.values() if (found := _A_YEAR.search(each))), "")
    dates = {tag: read_date(each, year) for tag, each in words.items()}
    best = max(dates, key=lambda tag: _exactness(dates[tag]), default="")
    for tag, date in dates.items():
        # A value that means unknown ("0000") is not worth keeping.
        if tag == best or not date or (_year(date) and _year(date) == _year(dates[best])):
            left.first(tag)
    return dates.get(best, {})


def _exactness(date: dict[str, Any]) -> tuple[int, int, int]:
    """How exact a date is: its parts, then whether it is a range or a season, then whether it has words."""
    parts = date.get("date-parts") or [[]]
    return len(parts[0]), len(parts) + ("season" in date), len(date)


def _year(date: dict[str, Any]) -> Any:
    return (date.get("date-parts") or [[None]])[0][0]


def _texts(item: Item, left: Left, source: Origin) -> None:
    """Variables of a single text, and the abstract, which may be in parts."""
    if source.ovid and _CATALOGUE.fullmatch(left.peek("IS")):
        left.keep("M2", left.first("IS"))
    for variable, names in TEXTS.items():
        if value := left.first(*names):
            item[variable] = value
    genre = left.first("M3", if_it=lambda words: is_genre(words, item["type"]))
    if item["type"] == "thesis" and not genre:
        genre = left.first("M1", if_it=lambda words: is_genre(words, "thesis") and not re.search(r"\d", words))
    if genre:
        item["genre"] = genre
    for tag in ("AB", "N2"):
        if "abstract" not in item and (parts := left.values(tag)):
            item["abstract"] = " ".join(dict.fromkeys(parts))
    left.drop(item.get("abstract", ""), "N2")
    notes = left.values("N1")
    own = [note for note in notes if not ABOUT_THE_RECORD.match(note)]
    if about := [note for note in notes if note not in own]:
        left.keep("N1", *about)
    if own:
        item["note"] = "; ".join(own)


def _titles(item: Item, left: Left) -> None:
    """Titles of the container; BT is a book's own title and, for all other works, the title of their book."""
    series: tuple[str, ...] = ("T3",)
    container: tuple[str, ...] = ("T2", "JF", "JO", "BT", "J2", "JA", "J1")
    if item["type"] in ALONE:
        if "title" not in item and (title := left.first("BT")):
            item["title"] = title
        if "T3" not in left:
            series, container = ("T2",), ()
    elif item["type"] == "paper-conference":
        _conference(item, left)
        container = ("C3", *container)
    elif item["type"] in PERIODICALS:
        container = _journal(left, container)
    if title := left.first(*container):
        item["container-title"] = title
    if title := left.first(*series):
        item["collection-title"] = title
    if "container-title" in item:
        title = item["container-title"]
        short = left.first("J2", "JA", "J1") or left.first(
            "JO", "JF", "T2", if_it=lambda words: _abbreviates(words, title)
        )
        if short and fold(short) != fold(title):
            item["container-title-short"] = short


def _journal(left: Left, container: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a journal's title, best first: JF is always the full title, the others may be abbreviated."""
    whole, second = left.peek("JF"), left.peek("T2")
    return container if not whole or _abbreviates(whole, second) else ("JF", *container)


def _conference(item: Item, left: Left) -> None:
    """EndNote's conference: T2 is the meeting and CY its place; C3 is the proceedings and C1 their place of publication."""
    if "C3" in left and (meeting := left.first("T2")):
        item["event-title"] = meeting
    if published := left.first("C1", if_it=_PLACE.fullmatch):
        if met := item.get("publisher-place"):
            item["event-place"] = met
        item["publisher-place"] = published


def _abbreviates(short: str, whole: str) -> bool:
    """Whether the words of ``short`` begin words of ``whole``, in order."""
    of_whole = iter(re.findall(r"\w+", fold(whole)))
    words = re.findall(r"\w+", fold(short))
    return bool(words) and len(short) < len(whole) and all(any(w.startswith(word) for w in of_whole) for word in words)


def _pages(item: Item, left: Left) -> None:
    """Pages or, for an independent work, the number of pages; words such as "No Pages Specified" are neither."""
    is_page = _PAGE.fullmatch
    if "SP" in left and not is_page(left.peek("SP")):
        return
    first, last = left.first("SP", if_it=is_page), left.first("EP", if_it=is_page)
    if item["type"] in ALONE and first and not last:
        extent = _EXTENT.fullmatch(first)
        if extent or re.search(r"\bpages\b", first):
            item["number-of-pages"] = extent[1] if extent else first
            return
    pages = page_range(*(_BEFORE_PAGES.sub("", part).strip(" .") for part in (first, last)))
    if pages:
        item["page"] = pages
    if last and not pages.endswith(last.strip(" .")[-1:]):
        left.keep("EP", last)


def _numbers(item: Item, left: Left, source: Origin) -> None:
    """The numbers of the work, of its series and of the book trade."""
    type = item["type"]
    if type in PERIODICALS and (number := left.first("C7", if_it=_is_article_number)):
        item["number"] = number
        if item.get("page") == number:
            del item["page"]  # written there for programs without C7
    serials: dict[str, list[str]] = {}
    for value in left.values("SN"):
        variable, numbers = serial_numbers(value)
        if type in NUMBERED and not numbers:
            variable, numbers = ("number", [value]) if "number" not in item and "number" not in serials else ("", [])
        elif not numbers:
            variable, numbers = ("ISBN" if type in ("book", "chapter", "thesis") else "ISSN"), [value]
        if variable:
            serials.setdefault(variable, []).extend(numbers)
        else:
            left.keep("SN", value)
    item.update({variable: join_numbers(numbers) for variable, numbers in serials.items()})
    if source.ovid or source.embase:
        return  # their M1 is an address, or the number of the journal in a catalogue
    in_series = "collection-title" in item and type in ALONE | {"chapter", "paper-conference"}
    variable = "collection-number" if in_series else "number"
    if variable not in item and (number := left.first("M1", if_it=_NUMBER.fullmatch)):
        item[variable] = number


def _is_article_number(words: str) -> bool:
    """Whether C7 is an article number, not a trial registration number."""
    return bool(_NUMBER.fullmatch(words)) and not re.match(r"NCT\d|ISRCTN|EUCTR", words)


def _subject(item: Item, left: Left) -> None:
    """Keywords, one per line or several separated by semicolons; a single line of many may use commas."""
    words = [word for line in left.lines("KW") for each in line.split(";") if (word := each.strip(" ,"))]
    if len(words) == 1 and words[0].count(",") > 1:
        words = [word for each in words[0].split(",") if (word := each.strip())]
    if words:
        item["keyword"] = join_keywords(words)
    if item["type"] in ("report", "thesis") and "," not in left.peek("A4") and (division := left.first("A4")):
        item["division"] = division

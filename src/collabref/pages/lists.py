"""`list`: the records of a kind, one per line."""

from collections.abc import Callable

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Commands, Entries, Entry, Page, Title
from collabref.cite import vancouver
from collabref.errors import NothingFoundError
from collabref.kinds import BY_KEY, LISTED
from collabref.pages.blocks import texts
from collabref.query.holdings import works_by_keyword
from collabref.query.resolve import choose
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.fold import fold
from collabref.text.wording import capital, number_of, one_line


def _cell(field: str) -> Callable[[Record], Text]:
    """A field of a record as one line: lists with commas, claims as their text."""

    def cell(record: Record) -> Text:
        value = record.get(field)
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
            return Text(" ".join(sentence.text for sentence in texts(value)))
        if isinstance(value, list):
            return Text(", ".join(map(str, value)))
        return Text("" if value is None else str(value))

    return cell


def _columns(*columns: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from fields, headings and places; the place ``wide`` means both, taking the free width."""
    return tuple(
        Column(field, heading, _cell(field), on="both" if place == "wide" else place, wide=int(place == "wide"))
        for field, heading, place in columns
    )


def _name(record: Record) -> Text:
    """The name, indented for a variant, which comes under its parent."""
    return Text(f"{'  ' if record.get('variant-of') else ''}{record['name']}", spoken=record["name"])


def _in_short(record: Record) -> Text:
    said = texts(record.get("gist") or record.get("summary"))
    return said[0]._replace(refs=()) if said else Text("")


def _citation(reference: Record) -> Text:
    return Text(one_line(vancouver.short(reference)))


# Kind of record -> its columns; other kinds have the first two.
COLUMNS = {
    "brief": _columns(("id", "Id", "both"), ("asks", "Question", "wide"), ("answer", "Answer", "data")),
    "approach": (*_columns(("id", "Id", "both"), ("name", "Approach", "data"), ("variant-of", "Variant of", "data"),
                           ("aliases", "Also called", "data"), ("summary", "Summary", "data")),
                 Column("indented-name", "Approach", _name, on="screen"),
                 Column("gist", "What it is", _in_short, on="both", wide=1)),
    "critique": _columns(("id", "Id", "both"), ("name", "Critique", "wide"), ("of", "Of", "data"),
                         ("in-short", "In short", "data")),
    "case": _columns(("id", "Id", "both"), ("name", "Case", "wide"), ("approaches", "Approach", "both"),
                     ("countries", "Where", "both"), ("outcome", "Outcome", "both"),
                     ("compared-with", "Compared with", "data"), ("in-short", "In short", "data")),
    "challenge": _columns(("id", "Id", "both"), ("name", "Challenge", "wide"), ("stage", "Stage", "both"),
                          ("approaches", "Concerns", "data"), ("in-short", "In short", "data")),
    "term": _columns(("id", "Id", "both"), ("name", "Term", "both"), ("means", "Means", "wide")),
    "topic": _columns(("id", "Id", "both"), ("label", "Topic", "data"), ("description", "What it covers", "wide"),
                      ("references", "References", "both")),
    "dimension": _columns(("id", "Id", "both"), ("name", "Dimension", "both"), ("asks", "What it asks", "wide")),
    "reference": (*_columns(("id", "Id", "both")), Column("citation", "Reference", _citation, on="screen"),
                  *_columns(("title", "Title", "wide"))),
}  # fmt: skip
_ANY = _columns(("id", "Id", "both"), ("name", "Name", "wide"))


def kind_of(typed: str) -> str:
    """The kind of record that is named in the singular or the plural.

    Raises:
        UsageError: there is none of that name, or it is not listed.
    """
    return BY_KEY[choose(typed, [(key, name) for name, key in LISTED.items()], "kind of record")]


def list_kind(store: Store, typed: str) -> Grid:
    """The records of a kind, named in the singular or the plural."""
    name = kind_of(typed)
    records = store.all(name)
    if not records:
        raise NothingFoundError(f"The library has no {typed}.")
    if name == "approach":
        records = _by_family(records)
    if name == "topic":
        works = works_by_keyword(store)
        records = [{**each, "references": works.get(fold(each["label"]), 0)} for each in records]
    return Grid(name, records, COLUMNS.get(name, _ANY), capital(LISTED[name]))


def approaches_page(store: Store) -> Page:
    """The approaches for people: each with its gist, its variants below it."""
    found = _by_family(store.all("approach"))
    if not found:
        raise NothingFoundError("The library has no approaches.")
    entries = tuple(Entry(_name(each).text, each["id"], says=_in_short(each)) for each in found)
    steps = (
        ("collabref show qic", "one of them on one screen"),
        ("collabref compare", "all of them on one page"),
        ("collabref list terms", "other kinds of record; see: collabref help list"),
    )
    title = Title(number_of(len(found), "approach", "approaches"))
    return Page("approach", found, (title, Entries(entries, close=True), Commands(steps)))


def _by_family(approaches: list[Record]) -> list[Record]:
    """Each approach with its variants below it."""
    parents = {each["id"]: number for number, each in enumerate(approaches)}
    return sorted(
        approaches, key=lambda each: (parents.get(each.get("variant-of") or each["id"], 0), "variant-of" in each)
    )

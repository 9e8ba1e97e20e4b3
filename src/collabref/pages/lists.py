"""`list`: the records of a kind, one per line."""

from collections.abc import Callable

from collabref.answer.grid import Column, Grid, Text
from collabref.errors import NothingFoundError
from collabref.kinds import BY_KEY, LISTED
from collabref.pages.blocks import texts
from collabref.query.resolve import choose
from collabref.store import Store
from collabref.store.store import Record


def _cell(field: str) -> Callable[[Record], Text]:
    """The field of a record as one line: a list with commas, claims by what they say."""

    def cell(record: Record) -> Text:
        value = record.get(field)
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
            return Text(" ".join(sentence.text for sentence in texts(value)))
        if isinstance(value, list):
            return Text(", ".join(map(str, value)))
        return Text("" if value is None else str(value))

    return cell


def _columns(*columns: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from fields, headings and places; the place ``wide`` is both, with the free space."""
    return tuple(
        Column(field, heading, _cell(field), on="both" if place == "wide" else place, wide=int(place == "wide"))
        for field, heading, place in columns
    )


# Kind of record -> its columns; the first two of any other kind.
COLUMNS = {
    "approach": _columns(("id", "Id", "both"), ("name", "Approach", "wide"), ("variant-of", "Variant of", "both"),
                         ("aliases", "Also called", "data"), ("summary", "What it is", "data")),
    "critique": _columns(("id", "Id", "both"), ("name", "Critique", "wide"), ("of", "Of", "both")),
    "case": _columns(("id", "Id", "both"), ("name", "Case", "wide"), ("approaches", "Approach", "both"),
                     ("countries", "Where", "both"), ("outcome", "Outcome", "both")),
    "challenge": _columns(("id", "Id", "both"), ("name", "Challenge", "wide"), ("stage", "Stage", "both"),
                          ("approaches", "Concerns", "data")),
    "term": _columns(("id", "Id", "both"), ("name", "Term", "both"), ("means", "Means", "wide")),
    "dimension": _columns(("id", "Id", "both"), ("name", "Dimension", "both"), ("asks", "What it asks", "wide")),
}  # fmt: skip
_ANY = _columns(("id", "Id", "both"), ("name", "Name", "wide"))


def list_kind(store: Store, typed: str) -> Grid:
    """The records of a kind, named in the singular or the plural."""
    key = choose(typed, [(key, name) for name, key in LISTED.items()], "kind of record")
    name = BY_KEY[key]
    records = store.all(name)
    if not records:
        raise NothingFoundError(f"The library has no {typed}.")
    return Grid(name, records, COLUMNS.get(name, _ANY), key.capitalize())

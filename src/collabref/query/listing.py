"""`list`: the records of a kind, a line each; and `critiques`, a page of them."""

from collections.abc import Callable

from collabref.errors import NothingFoundError
from collabref.grid import Column, Grid, Text
from collabref.page import Page, Title, deeper
from collabref.query.approach import critiques_of
from collabref.query.blocks import sources, texts
from collabref.query.names import choose, find
from collabref.query.show import critique_blocks
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


# Kind (as it is asked for) -> kind of record, and its columns.
LISTS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "approaches": ("approach", _columns(("id", "Id", "both"), ("name", "Approach", "wide"), ("variant-of", "Variant of", "both"),
                                        ("aliases", "Also called", "data"), ("summary", "What it is", "data"))),
    "critiques": ("critique", _columns(("id", "Id", "both"), ("name", "Critique", "wide"), ("of", "Of", "both"))),
    "cases": ("case", _columns(("id", "Id", "both"), ("name", "Case", "wide"), ("approaches", "Approach", "both"),
                               ("countries", "Where", "both"), ("outcome", "Outcome", "both"))),
    "challenges": ("challenge", _columns(("id", "Id", "both"), ("name", "Challenge", "wide"), ("stage", "Stage", "both"),
                                         ("approaches", "Concerns", "data"))),
    "terms": ("term", _columns(("id", "Id", "both"), ("name", "Term", "both"), ("means", "Means", "wide"))),
    "dimensions": ("dimension", _columns(("id", "Id", "both"), ("name", "Dimension", "both"), ("asks", "What it asks", "wide"))),
    "sections": ("section", _columns(("id", "Id", "both"), ("name", "Section", "wide"))),
}  # fmt: skip


def list_kind(store: Store, typed: str) -> Grid:
    """The records of a kind, named in the singular or the plural."""
    known = [(name, kind) for name, (kind, _) in LISTS.items()]
    plural = choose(typed, known, "kind of record")
    kind, columns = LISTS[plural]
    records = store.all(kind)
    if not records:
        raise NothingFoundError(f"The library has no {typed}.")
    return Grid(kind, records, columns, plural.capitalize())


def critiques(store: Store, typed: str = "") -> Page:
    """The critiques of an approach (and its variants; a variant's parent too), one critique, or all."""
    if typed:
        record = find(store, typed, ("approach", "critique"))
        found = [record] if record["kind"] == "critique" else critiques_of(store, record)
        if not found:
            raise NothingFoundError(f"The library has no critique of “{record['name']}”.")
    else:
        found = store.all("critique")
    blocks = [block for critique in found for block in critique_blocks(store, critique)]
    if len(found) != 1:
        title = f"Critiques of {record['name']}" if typed else "Critiques"
        blocks = [Title(title, "", f"{len(found)} charges, with evidence and reply"), *deeper(blocks)]
    return Page("critique", found, (*blocks, sources(store, blocks)))

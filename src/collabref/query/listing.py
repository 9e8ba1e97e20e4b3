"""`list`: the records of a kind, a line each; and `critiques`, a page of them."""

from collabref.errors import NothingFoundError
from collabref.query.approach import critiques_of
from collabref.query.blocks import sources, texts
from collabref.query.names import choose, find
from collabref.query.show import critique_blocks
from collabref.shapes import Block, Column, Grid, Note, Page, Text
from collabref.store import Store

# Kind (as it is asked for) -> kind of record, and its columns: field, heading, wide.
LISTS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "approaches": ("approach", (Column("id", "Id", on="both"), Column("name", "Approach", on="both", wide=True),
                                Column("variant-of", "Variant of", on="both"), Column("aliases", "Also called"),
                                Column("summary", "What it is"))),
    "critiques": ("critique", (Column("id", "Id", on="both"), Column("name", "Critique", on="both", wide=True),
                               Column("of", "Of", on="both"))),
    "cases": ("case", (Column("id", "Id", on="both"), Column("name", "Case", on="both", wide=True),
                       Column("approaches", "Approach", on="both"), Column("countries", "Where", on="both"),
                       Column("outcome", "Outcome", on="both"))),
    "challenges": ("challenge", (Column("id", "Id", on="both"), Column("name", "Challenge", on="both", wide=True),
                                 Column("stage", "Stage", on="both"), Column("approaches", "Concerns"))),
    "terms": ("term", (Column("id", "Id", on="both"), Column("name", "Term", on="both"),
                       Column("means", "Means", on="both", wide=True))),
    "dimensions": ("dimension", (Column("id", "Id", on="both"), Column("name", "Dimension", on="both"),
                                 Column("asks", "What it asks", on="both", wide=True))),
    "sections": ("section", (Column("id", "Id", on="both"), Column("name", "Section", on="both", wide=True))),
}  # fmt: skip


def list_kind(store: Store, typed: str) -> Grid:
    """The records of a kind, named in the singular or the plural."""
    known = [(name, LISTS[name][0]) for name in LISTS]
    kind, columns = LISTS[choose(typed, known, "kind of record")]
    records = store.all(kind)
    if not records:
        raise NothingFoundError(f"The library has no {typed}.")
    rows = tuple(tuple(Text(_value(record.get(column.key))) for column in columns) for record in records)
    return Grid(kind, records, columns, rows)


def critiques(store: Store, typed: str = "") -> Page:
    """The critiques of an approach (and its variants; a variant's parent too), one critique, or all."""
    blocks: list[Block] = []
    if typed:
        record = find(store, typed, ("approach", "critique"))
        found = [record] if record["kind"] == "critique" else critiques_of(store, record)
        if not found:
            raise NothingFoundError(f"The library has no critique of “{record['name']}”.")
    else:
        found = store.all("critique")
    for critique in found:
        blocks += critique_blocks(store, critique)
    if not found:
        blocks.append(Note("The library has no critiques."))
    return Page("critique", found, (*blocks, sources(store, blocks)))


def _value(value: object) -> str:
    """A field as one line: a list with commas, a claim by what it says."""
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return " ".join(sentence.text for sentence in texts(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)

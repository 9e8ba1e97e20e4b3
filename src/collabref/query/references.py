"""`refs`: references by their words and by what we know of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from collabref.cite import vancouver
from collabref.errors import NothingFoundError, UsageError
from collabref.query.names import choose, family, find
from collabref.query.search import search
from collabref.shapes import Column, Grid, Text
from collabref.store import Store
from collabref.store.store import Record
from collabref.text import fold, listed, one_line

SORTS = ("relevance", "year", "author")

COLUMNS = (
    Column("id", "Reference", on="both"),
    Column("work", "Work", on="screen", wide=True),
    Column("study", "Study", on="screen"),
    Column("authors", "Authors"),
    Column("year", "Year"),
    Column("title", "Title"),
    Column("container-title", "In"),
    Column("type", "Type"),
    Column("design", "Design"),
    Column("about", "About"),
    Column("finding", "Finding"),
    Column("DOI", "DOI"),
    Column("PMID", "PMID"),
    Column("URL", "URL"),
)


class Filter(NamedTuple):
    """What a reference must be; empty means anything.

    Attributes:
        about: approaches (a variant counts for its parent).
        years: first and last year; either may be None.
    """

    about: Sequence[str] = ()
    author: str = ""
    years: tuple[int | None, int | None] = (None, None)
    design: Sequence[str] = ()
    direction: Sequence[str] = ()
    type: str = ""


def references(store: Store, typed: Sequence[str], wanted: Filter, sort: str = "", limit: int = 0) -> tuple[list[Record], str]:
    """The references that have the words and pass the filter, in order, and a remark on the search.

    Args:
        sort: one of SORTS; by default relevance where there are words, else author and year.
        limit: at most so many; 0 means all.

    Raises:
        NothingFoundError: there is none.
    """
    where, values = _conditions(store, wanted)
    rows = store.sql(f"SELECT position, id, authors, year FROM reference {where}", values)
    passed = {position: (authors, year or 9999, id) for position, id, authors, year in rows}
    note = ""
    if typed:
        hits = search(store, typed, ("reference",))
        positions, note = [position for position in hits.positions if position in passed], hits.note
    else:
        positions = list(passed)
    if not positions:
        raise NothingFoundError(_nothing(typed, note, bool(where)))
    if sort == "year":
        positions.sort(key=lambda position: (-passed[position][1], passed[position][0]))
    elif sort == "author" or (not typed and sort != "relevance"):
        positions.sort(key=lambda position: passed[position])
    if limit:
        positions = positions[:limit]
    return [_at(store, position) for position in positions], note


def grid(store: Store, found: list[Record], note: str) -> Grid:
    """References as a grid."""
    labels = {word["id"]: word["label"] for kind in ("design", "direction") for word in store.all(kind)}
    return Grid("reference", found, COLUMNS, tuple(_row(record, labels) for record in found), note)


def years(typed: str) -> tuple[int | None, int | None]:
    """``2008``, ``2008-2015``, ``2008-`` or ``-2015`` as a first and a last year.

    Raises:
        UsageError: it is none of these.
    """
    first, dash, last = typed.replace("–", "-").partition("-")
    try:
        begin, end = int(first) if first else None, int(last) if last else None
    except ValueError:
        begin = end = None
        dash = ""
        first = ""
    if not (first or last) or (begin and end and end < begin):
        raise UsageError(f"“{typed}” is not a year or a range of years. Write 2008, 2008-2015, 2008- or -2015.")
    return (begin, end) if dash else (begin, begin)


def _conditions(store: Store, wanted: Filter) -> tuple[str, list[Any]]:
    """The filter as an SQL condition with its values."""
    conditions: list[str] = []
    values: list[Any] = []

    def one_of(column: str, several: Sequence[str], ending: str = "") -> None:
        conditions.append(f"{column} IN ({', '.join('?' * len(several))}){ending}")
        values.extend(several)

    if wanted.about:
        ids = [id for typed in wanted.about for id in family(store, find(store, typed, ("approach",)))]
        one_of("id IN (SELECT reference FROM about WHERE approach", ids, ")")
    if wanted.design:
        one_of("design", [_word(store, "design", typed) for typed in wanted.design])
    if wanted.direction:
        found = [_word(store, "direction", typed) for typed in wanted.direction]
        one_of("id IN (SELECT reference FROM result WHERE direction", found, ")")
    if wanted.type:
        known = [(name, name) for (name,) in store.sql("SELECT DISTINCT type FROM reference ORDER BY type")]
        one_of("type", [choose(wanted.type, known, "type of reference in the library")])
    if wanted.author:
        conditions.append("authors LIKE ? ESCAPE '\\'")
        folded = fold(wanted.author).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values.append(f"%|{folded}%")
    for column, year in zip((">=", "<="), wanted.years, strict=True):
        if year is not None:
            conditions.append(f"year {column} ?")
            values.append(year)
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), values


def _word(store: Store, kind: str, typed: str) -> str:
    return choose(typed, [(word["id"], word["label"]) for word in store.all(kind)], kind)


def _at(store: Store, position: int) -> Record:
    import json

    (row,) = store.sql("SELECT json FROM record WHERE position = ?", (position,))
    record: Record = json.loads(row[0])
    return record


def _nothing(typed: Sequence[str], note: str, filtered: bool) -> str:
    asked = f"No reference has “{' '.join(typed)}”" if typed else "No reference is like this"
    hint = " with these options: try fewer of them." if filtered else ". Try fewer or other words, or: collabref list terms."
    return f"{asked}{hint} {note}".strip()


def _row(record: Record, labels: dict[str, str]) -> tuple[Text, ...]:
    custom = record["custom"] if isinstance(record.get("custom"), dict) else {}
    people = record.get("author") or record.get("editor") or []
    design = labels.get(custom.get("design", ""), custom.get("design", ""))
    effects = dict.fromkeys(result["direction"] for result in custom.get("results", []) if result["axis"] == "effect")
    reported = listed((labels.get(id, id) for id in effects), "and") if effects else ""
    cells = {
        "id": record["id"],
        "work": vancouver.cite(record),
        "study": f"{design}: {reported}" if design and reported else design,
        "authors": vancouver.people(people, most=1000, more=bool(custom.get("authors-incomplete"))),
        "year": vancouver.year(record),
        "design": custom.get("design", ""),
        "about": " ".join(custom.get("about", [])),
        "finding": custom.get("finding", ""),
    }
    return tuple(Text(one_line(str(cells.get(column.key, record.get(column.key, ""))))) for column in COLUMNS)

"""`search`: records of every kind that have the words, with the passages."""

from collections import Counter
from collections.abc import Sequence

from collabref.answer.grid import Column, Grid, Text
from collabref.cite import vancouver
from collabref.errors import NothingFoundError
from collabref.kinds import NAMED, name_of
from collabref.pages.snippets import snippet
from collabref.query.resolve import choose
from collabref.query.search import search
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import number_of


def hits(store: Store, typed: Sequence[str], kinds: Sequence[str] = (), limit: int = 0) -> tuple[Grid, str]:
    """The records that have the words, best first, and a remark on the search.

    Args:
        kinds: only records of these kinds, in the singular or plural.
        limit: at most so many; 0 means all.

    Raises:
        NothingFoundError: there is none.
    """
    found = search(store, typed, [choose(kind, NAMED.items(), "kind of record") for kind in kinds])
    if not found.positions:
        hint = "Try fewer or other words, or: collabref list terms."
        raise NothingFoundError(f"Nothing has “{' '.join(typed)}”. {found.note} {hint}".replace("  ", " "))
    positions = found.positions[: limit or None]
    best = f"The best {len(positions)} of {len(found.positions)} (--limit 0 gives all): "
    cut = best if len(positions) < len(found.positions) else ""
    records = store.at(positions)
    snippets = {
        (record["kind"], record["id"]): snippet(store, position, record, found.question)
        for position, record in zip(positions, records, strict=True)
    }
    items = [
        {
            "id": record["id"],
            "kind": record["kind"],
            "name": _name(record),
            "snippet": snippets[record["kind"], record["id"]].text,
        }
        for record in records
    ]
    columns = (
        Column("id", "Id", lambda item: Text(item["id"]), on="both"),
        Column("kind", "Kind", lambda item: Text(item["kind"]), on="both"),
        Column("name", "Name", lambda item: Text(item["name"]), on="both"),
        Column("snippet", "Where", lambda item: snippets[item["kind"], item["id"]], on="both", wide=1),
    )
    return Grid(
        "hit", items, columns, f"Search: {' '.join(typed)}", totals=f"{cut}{_counted(items)}", airy=True
    ), found.note


def _counted(items: Sequence[dict[str, str]]) -> str:
    """How many hits there are of each kind."""
    counts = Counter(item["kind"] for item in items)
    return ", ".join(number_of(counts[name], name, NAMED[name]) for name in NAMED if counts[name])


def _name(record: Record) -> str:
    return str(record.get("title") or vancouver.short(record)) if record["kind"] == "reference" else name_of(record)

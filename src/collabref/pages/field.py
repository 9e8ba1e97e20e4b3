"""`compare` without ids: all approaches on one page; and a plot of who leads them."""

from collections.abc import Mapping
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Commands, Note, Page, Spans, Table, Title
from collabref.model.reference import ECONOMICS
from collabref.pages.tally import in_turn
from collabref.query import counts
from collabref.query.holdings import works_on
from collabref.query.resolve import families
from collabref.store import Store
from collabref.store.store import Record

# Field of a profile -> the heading of its column.
FIELDS = {"leads": "Led by", "lasts": "Lasts", "joins": "Joined by"}

_KEY = (
    "Trials: randomised trials of the approach itself, without its variants, by their main outcome as reported: "
    "better / mixed / not shown to differ / worse; a dash, or nothing, where there are none. "
    "Costs: how many works report any."
)

_ORDER = "Who leads, from the members themselves to an outside authority. The order is collabref’s own; each placing has its sources."


def field(store: Store) -> Page:
    """All approaches: who leads, how long they last, who joins, what randomised trials reported, whether costs are known."""
    approaches = store.all("approach")
    members = families(approaches)
    items = [_item(store, each, members[each["id"]][1:]) for each in approaches]
    columns = (
        Column("id", "Id", lambda item: Text(item["id"], to=item["id"]), on="both"),
        *(Column(name, heading, _placed(name), on="both") for name, heading in FIELDS.items()),
        Column("randomised", "Trials", lambda item: Text(in_turn(item["randomised"])), on="both"),
        Column("costs", "Costs", lambda item: Text(str(item["costs"] or "–")), on="both"),
    )
    grid = Grid("field", items, columns, "All approaches")
    blocks: tuple[Block, ...] = (
        Title("All approaches", "", f"{len(items)} side by side"),
        Table("All approaches", grid),
        Note(_KEY),
        Commands((
            ("collabref compare qic cop", "two of them, dimension by dimension"),
            ("collabref brief how-they-differ", "structure, format, and who leads"),
            ("collabref choose", "which one fits"),
        )),
    )  # fmt: skip
    return Page("field", items, blocks)


def spans(store: Store, variants: bool = True) -> list[Block]:
    """Who leads the approaches, with or without their variants, from the members to an outside authority."""
    words = store.all("leads")
    order = [word["id"] for word in words]
    rows = []
    for approach in store.all("approach"):
        if (placed := _profile(approach, "leads")) and (variants or not approach.get("variant-of")):
            numbers = [order.index(each) for each in placed]
            rows.append((approach["name"], approach["id"], min(numbers), max(numbers)))
    rows.sort(key=lambda row: (row[2] + row[3], row[2]))
    return [Spans("Who leads", tuple(word["label"] for word in words), tuple(rows), _ORDER)] if rows else []


def _profile(approach: Record, name: str) -> list[str]:
    return list(((approach.get("profile") or {}).get(name) or {}).get("is", []))


def _item(store: Store, approach: Record, variants: list[str]) -> dict[str, Any]:
    counted = counts.tally(store, [approach["id"]])
    trials: Mapping[str, int] = counted.directions.get("randomised", {})
    placed = {name: [store.label(name, each) for each in _profile(approach, name)] for name in (*FIELDS, "shares")}
    return {
        "id": approach["id"], "kind": "field", "name": approach["name"], "variants": variants,
        **placed, "randomised": dict(trials), "costs": works_on(store, ECONOMICS, approach["id"]),
    }  # fmt: skip


def _placed(name: str) -> Any:
    """The cell of a field: on the line of who leads, several words are a range from one end to the other."""
    return lambda item: Text((" to " if name == "leads" else ", ").join(item[name]))

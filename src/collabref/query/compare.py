"""`compare`: approaches side by side over the dimensions."""

from collections.abc import Sequence
from typing import Any

from collabref.errors import UsageError
from collabref.grid import Text
from collabref.page import Block, Comparison, Note, Page, Title
from collabref.query.blocks import sources, text
from collabref.query.names import choose, find
from collabref.store import Store
from collabref.text import listed


def compare(store: Store, typed: Sequence[str], on: Sequence[str] = (), diff: bool = False) -> Page:
    """The comparison of two or more approaches.

    Args:
        on: the dimensions to compare on, by id or name; none means all.
        diff: only the dimensions on which they differ.
    """
    approaches = list({each["id"]: each for each in (find(store, name, ("approach",)) for name in typed)}.values())
    if len(approaches) < 2:
        raise UsageError("A comparison needs two or more different approaches. Try: collabref compare qic cop.")
    named = [(dimension["id"], dimension["name"]) for dimension in store.all("dimension")]
    wanted = [choose(each, named, "dimension") for each in on]
    items: list[dict[str, Any]] = []
    rows: list[tuple[str, tuple[Text, ...]]] = []
    for dimension in store.all("dimension"):
        if wanted and dimension["id"] not in wanted:
            continue
        cells = {each["id"]: each.get("at-a-glance", {}).get(dimension["id"]) for each in approaches}
        drawn = tuple(_cell(cell) for cell in cells.values())
        same = len({cell.text for cell in drawn}) == 1
        if diff and same:
            continue
        items.append({**dimension, "cells": cells, "same": same})
        rows.append((dimension["name"], (drawn[0]._replace(refs=_all_refs(drawn)),) if same else drawn))
    heads = tuple(f"{each['name']} ({each['id']})" for each in approaches)
    blocks: list[Block] = [Title(listed((each["name"] for each in approaches), "and"), "", "compared")]
    if rows:
        blocks.append(Comparison(heads, tuple(rows)))
        if diff and not any(item["same"] for item in items) and len(rows) == len(wanted or named):
            blocks.append(Note("They differ on every one of these dimensions."))
    else:
        blocks.append(Note("They are the same on these dimensions."))
    blocks.append(sources(store, blocks))
    return Page("comparison", items, tuple(blocks))


def _cell(cell: dict[str, Any] | None) -> Text:
    return text(cell) if cell else Text("The library has nothing on this.", gap=True)


def _all_refs(cells: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for cell in cells for id in cell.refs))

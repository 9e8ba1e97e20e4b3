"""`compare`: approaches side by side over the dimensions."""

from collections.abc import Sequence
from typing import Any

from collabref.answer.grid import Text
from collabref.answer.page import Block, Commands, Comparison, Note, Page, Title
from collabref.errors import UsageError
from collabref.pages import tally
from collabref.pages.blocks import sources, text
from collabref.query.resolve import choose, family, find
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import join_words

# A row that is not in the approaches' records: it is counted.
COUNTED = {"id": "studies-of-effect", "kind": "dimension", "name": tally.LABEL}
_WITH_VARIANTS = "Variants are included."


def compare(
    store: Store, typed: Sequence[str], on: Sequence[str] = (), diff: bool = False, references: bool = True
) -> Page:
    """The comparison of two or more approaches.

    Args:
        on: the dimensions to compare on, by id or name; none means all.
        diff: only the dimensions on which they differ.
        references: whether a screen lists them below.
    """
    approaches = list({each["id"]: each for each in (find(store, name, ("approach",)) for name in typed)}.values())
    if len(approaches) < 2:
        raise UsageError("A comparison needs two or more different approaches. Try: collabref compare qic cop.")
    dimensions = [*store.all("dimension"), COUNTED]
    named = [(dimension["id"], dimension["name"]) for dimension in dimensions]
    wanted = [choose(each, named, "dimension") for each in on]
    items: list[dict[str, Any]] = []
    rows: list[tuple[str, tuple[Text, ...]]] = []
    for dimension in dimensions:
        if wanted and dimension["id"] not in wanted:
            continue
        if dimension is COUNTED:
            cells = {each["id"]: _counted(store, each) for each in approaches}
        else:
            cells = {each["id"]: each.get("at-a-glance", {}).get(dimension["id"]) for each in approaches}
        drawn = tuple(_cell(cell) for cell in cells.values())
        same = len({cell.text for cell in drawn}) == 1
        if diff and same:
            continue
        items.append({**dimension, "cells": cells, "same": same})
        rows.append((dimension["name"], (drawn[0]._replace(refs=_all_refs(drawn)),) if same else drawn))
    heads = tuple(f"{each['name']} ({each['id']})" for each in approaches)
    blocks: list[Block] = [Title(join_words((each["name"] for each in approaches), "and"))]
    if rows:
        blocks.append(Comparison(heads, tuple(rows)))
        if items[-1]["id"] == COUNTED["id"]:
            with_variants = any(len(family(store, each)) > 1 for each in approaches)
            blocks.append(Note(f"{tally.IN_SHORT} {_WITH_VARIANTS}" if with_variants else tally.IN_SHORT))
        if diff and not any(item["same"] for item in items) and len(rows) == len(wanted or named):
            blocks.append(Note("They differ on every one of these dimensions."))
    else:
        blocks.append(Note("They are the same on these dimensions."))
    first, second = approaches[0]["id"], approaches[1]["id"]
    listed = sources(store, blocks)
    steps = [(f"collabref critiques {first}", f"criticisms of {first}")]
    steps.append((f"collabref evidence {second}", f"studies of {second}"))
    if not references:
        steps.insert(
            0, (f"collabref compare {' '.join(each['id'] for each in approaches)} --refs", "with the references")
        )
    blocks.append(Commands(tuple(steps)))
    blocks.append(listed._replace(on_screen=references))
    return Page("comparison", items, tuple(blocks))


def _counted(store: Store, approach: Record) -> dict[str, Any]:
    """The cell of the counts. Its sources are the studies that it counts, for which see `evidence`; one alone is cited."""
    counted = tally.in_brief(store, family(store, approach))
    return {
        "gap" if counted[0].gap else "say": " ".join(each.text for each in counted),
        "refs": [ref for each in counted for ref in each.refs],
    }


def _cell(cell: dict[str, Any] | None) -> Text:
    return text(cell) if cell else Text("The library has nothing on this.", gap=True)


def _all_refs(cells: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for cell in cells for id in cell.refs))

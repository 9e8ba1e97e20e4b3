"""`show`: records of any kind, one after another."""

from collections.abc import Sequence
from importlib import import_module

from collabref.answer.page import Block, Page
from collabref.errors import UsageError
from collabref.pages import approach, brief
from collabref.pages.blocks import sources
from collabref.query.resolve import choose, find
from collabref.store import Store
from collabref.store.store import Record

# The kinds shown as a card unless the whole page is asked for: a screen has no room for references.
CARDS = ("approach", "brief")


def show(
    store: Store,
    typed: Sequence[str],
    full: bool = False,
    sections: Sequence[str] = (),
) -> Page:
    """The page of the records named, in the order named.

    Args:
        full: whole pages instead of cards.
        sections: parts of approaches' pages, by id or name.
    """
    named = [(section["id"], section["name"]) for section in store.all("section")]
    wanted = [choose(section, named, "section") for section in sections]
    records = list({(found["kind"], found["id"]): found for found in (find(store, each) for each in typed)}.values())
    blocks: list[Block] = []
    listed_below: list[Block] = []
    for record in records:
        if record["kind"] == "approach" and not full and not wanted:
            drawn = list(approach.card(store, record))
        elif record["kind"] == "approach":
            drawn = approach.blocks(store, record, wanted)
        elif record["kind"] == "brief" and not full:
            drawn = list(brief.card(store, record))
        elif wanted:
            raise UsageError(f"“{record['id']}” is a {record['kind']}: only approaches have sections.")
        else:
            drawn = blocks_of(store, record)
        blocks += drawn
        if record["kind"] not in CARDS or full or wanted:
            listed_below += drawn
    shown = {record["kind"] for record in records}
    items = [_item(record, wanted) for record in records]
    if listed_below:
        blocks.append(sources(store, listed_below))
    return Page(shown.pop() if len(shown) == 1 else "record", items, tuple(blocks))


def blocks_of(store: Store, record: Record) -> list[Block]:
    """The whole page of a record: the blocks of the module of this package that is named after its kind."""
    module = import_module(f"collabref.pages.{record['kind']}")
    drawn: list[Block] = module.blocks(store, record)
    return drawn


def _item(record: Record, sections: Sequence[str]) -> Record:
    """A record as data; for an approach, only the sections asked for."""
    if not sections:
        return record
    kept = {id: prose for id, prose in record.get("sections", {}).items() if id in sections}
    return {"id": record["id"], "kind": record["kind"], "name": record["name"], "sections": kept}

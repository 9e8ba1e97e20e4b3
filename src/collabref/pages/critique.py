"""A critique: charge, evidence, reply."""

from collabref.answer.page import Block, Fields, Title
from collabref.pages.blocks import by_name, filled, said_in_short, texts
from collabref.store import Store
from collabref.store.store import Record


def blocks(store: Store, critique: Record) -> list[Block]:
    """A critique: charge, evidence, reply."""
    rows = (
        ("Of", by_name(store, "approach", critique["of"], with_id=False)),
        ("Charge", texts(critique["charge"])),
        ("Evidence", texts(critique.get("evidence"))),
        ("Reply", texts(critique.get("reply"))),
    )
    return [Title(critique["name"], critique["id"], "critique"), *said_in_short(critique), Fields(filled(rows))]

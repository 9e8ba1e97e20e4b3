"""A challenge: what goes wrong, and what to do."""

from collabref.answer.page import Block, Fields, Title
from collabref.pages.blocks import by_name, filled, plain, said_in_short, texts
from collabref.store import Store
from collabref.store.store import Record


def blocks(store: Store, challenge: Record) -> list[Block]:
    """A challenge: what goes wrong, and what to do."""
    rows = (
        ("Concerns", by_name(store, "approach", challenge["approaches"], with_id=False) or plain("All approaches.")),
        ("What goes wrong", texts(challenge["goes-wrong"])),
        ("What to do", texts(challenge["do"])),
    )
    note = f"challenge; {store.label('stage', challenge['stage']).lower()}"
    return [Title(challenge["name"], challenge["id"], note), *said_in_short(challenge), Fields(filled(rows))]

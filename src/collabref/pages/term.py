"""A term: what it means."""

from collabref.answer.page import Block, Paragraph, Title
from collabref.pages.blocks import texts
from collabref.store import Store
from collabref.store.store import Record


def blocks(store: Store, term: Record) -> list[Block]:
    """A term: what it means."""
    aliases = f"; also: {', '.join(term['aliases'])}" if term.get("aliases") else ""
    return [Title(term["name"], term["id"], f"term{aliases}"), Paragraph(texts(term["means"]))]

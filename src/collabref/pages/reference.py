"""A reference: its citation, what we say of it, and which records cite it."""

from collabref.answer.grid import Text
from collabref.answer.page import Block, Fields, Title
from collabref.cite import vancouver
from collabref.pages.blocks import filled, joined, linked, named, plain
from collabref.reference import custom_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text import doi_address, listed, pmid_address


def blocks(store: Store, reference: Record) -> list[Block]:
    """A reference: its citation, what we say of it, and who cites it."""
    custom = custom_of(reference)
    results = [
        f"{store.label('axis', result['axis'])}: {store.label('direction', result['direction'])}"
        f" ({listed(result['about'], 'and')})."
        for result in custom.get("results", [])
    ]
    cited_by = [Text(f"{id} ({kind})", to=id) for id, kind in store.sql(
        "SELECT record, cites.kind FROM cites JOIN record ON record.id = cites.record AND record.kind = cites.kind "
        "WHERE reference = ? ORDER BY position", (reference["id"],))]  # fmt: skip
    rows = (
        ("Citation", plain(vancouver.cite(reference))),
        ("DOI", linked(str(reference.get("DOI", "")), doi_address)),
        ("PMID", linked(str(reference.get("PMID", "")), pmid_address)),
        ("ISBN", plain(str(reference.get("ISBN", "")))),
        ("URL", linked(str(reference.get("URL", "")), str)),
        ("About", named(store, "approach", custom.get("about", []))),
        ("Design", plain(store.label("design", custom["design"]) if custom.get("design") else "")),
        ("Setting", plain(custom.get("setting", ""))),
        ("Size", plain(custom.get("size", ""))),
        ("Finding", plain(custom.get("finding", ""))),
        ("Reports", plain(*results)),
        ("Reviews", joined([Text(id, to=id) for id in custom.get("reviews", [])])),
        ("Cited by", joined(cited_by)),
        ("Checked", plain(custom.get("checked", ""))),
    )
    return [Title(vancouver.short(reference), reference["id"], "reference"), Fields(filled(rows))]

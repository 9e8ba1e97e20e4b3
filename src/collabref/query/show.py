"""`show`: records of any kind, one after another."""

from collections.abc import Sequence

from collabref.cite import vancouver
from collabref.errors import UsageError
from collabref.grid import Text
from collabref.page import Block, Fields, Page, Paragraph, Title
from collabref.query import approach as approaches
from collabref.query.blocks import joined, named, plain, sources, texts
from collabref.query.names import choose, find
from collabref.reference import custom_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text import listed


def show(
    store: Store,
    typed: Sequence[str],
    full: bool = False,
    sections: Sequence[str] = (),
    kinds: Sequence[str] = (),
    document: bool = False,
) -> Page:
    """The page of the records named, in the order named.

    Args:
        full: whole pages of approaches instead of cards.
        sections: parts of approaches' pages, by id or name.
        kinds: the kinds of record that will do; none means any.
        document: list the references of cards too, for which a screen has no room.
    """
    named = [(section["id"], section["name"]) for section in store.all("section")]
    wanted = [choose(section, named, "section") for section in sections]
    records = list(
        {(found["kind"], found["id"]): found for found in (find(store, each, kinds) for each in typed)}.values()
    )
    blocks: list[Block] = []
    listed_below: list[Block] = []
    for record in records:
        if record["kind"] == "approach" and not full and not wanted:
            drawn = list(approaches.card(store, record))
        elif record["kind"] == "approach":
            drawn = list(approaches.page(store, record, wanted))
        elif wanted:
            raise UsageError(f"“{record['id']}” is a {record['kind']}: only approaches have sections.")
        else:
            drawn = _DRAW[record["kind"]](store, record)
        blocks += drawn
        if document or record["kind"] != "approach" or full or wanted:
            listed_below += drawn
    shown = {record["kind"] for record in records}
    items = [_item(record, wanted) for record in records]
    if listed_below:
        blocks.append(sources(store, listed_below))
    return Page(shown.pop() if len(shown) == 1 else "record", items, tuple(blocks))


def critique_blocks(store: Store, critique: Record) -> list[Block]:
    """A critique: charge, evidence, reply."""
    rows = (
        ("Of", named(store, "approach", critique["of"], with_id=False)),
        ("Charge", texts(critique["charge"])),
        ("Evidence", texts(critique.get("evidence"))),
        ("Reply", texts(critique.get("reply"))),
    )
    return [Title(critique["name"], critique["id"], "critique"), Fields(_filled(rows))]


def case_blocks(store: Store, case: Record) -> list[Block]:
    """A case: what was done, with which result, and why."""
    countries = [store.label("country", id) for id in case.get("countries", [])]
    outcome = store.get("outcome", case["outcome"]) or {"label": case["outcome"]}
    rows = (
        ("Outcome", plain(f"{outcome['label'].capitalize()}: {outcome.get('description', '')}".rstrip(": "))),
        ("Approach", named(store, "approach", case["approaches"])),
        ("Where", plain("; ".join(part for part in (case.get("setting", ""), listed(countries, "and")) if part))),
        ("When", plain(case.get("period", ""))),
        ("Who", plain(case.get("participants", ""))),
        ("Aim", texts(case["aim"])),
        ("What was done", texts(case.get("did"))),
        ("Results", texts(case.get("results"))),
        ("Explanations", texts(case.get("why"))),
        ("Lessons", texts(case.get("lessons"))),
    )
    return [Title(case["name"], case["id"], "case"), Fields(_filled(rows))]


def challenge_blocks(store: Store, challenge: Record) -> list[Block]:
    """A challenge: what goes wrong, and what to do."""
    rows = (
        ("Concerns", named(store, "approach", challenge["approaches"], with_id=False) or plain("All approaches.")),
        ("What goes wrong", texts(challenge["goes-wrong"])),
        ("What to do", texts(challenge["do"])),
    )
    note = f"challenge; {store.label('stage', challenge['stage']).lower()}"
    return [Title(challenge["name"], challenge["id"], note), Fields(_filled(rows))]


def reference_blocks(store: Store, reference: Record) -> list[Block]:
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
        ("DOI", _linked(str(reference.get("DOI", "")), "https://doi.org/")),
        ("PMID", _linked(str(reference.get("PMID", "")), "https://pubmed.ncbi.nlm.nih.gov/")),
        ("ISBN", plain(str(reference.get("ISBN", "")))),
        ("URL", _linked(str(reference.get("URL", "")), "")),
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
    return [Title(vancouver.short(reference), reference["id"], "reference"), Fields(_filled(rows))]


def term_blocks(store: Store, term: Record) -> list[Block]:
    """A term: what it means."""
    aliases = f"; also: {', '.join(term['aliases'])}" if term.get("aliases") else ""
    return [Title(term["name"], term["id"], f"term{aliases}"), Paragraph(texts(term["means"]))]


_DRAW = {
    "critique": critique_blocks,
    "case": case_blocks,
    "challenge": challenge_blocks,
    "term": term_blocks,
    "reference": reference_blocks,
}


def _linked(text: str, before: str) -> tuple[Text, ...]:
    """An identifier that is found on the web at ``before`` and itself."""
    return (Text(text, url=f"{before}{text}"),) if text else ()


def _filled(rows: tuple[tuple[str, tuple[Text, ...]], ...]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    return tuple((label, sentences) for label, sentences in rows if sentences)


def _item(record: Record, sections: Sequence[str]) -> Record:
    """A record as data; of an approach, only the sections asked for."""
    if not sections:
        return record
    kept = {id: prose for id, prose in record.get("sections", {}).items() if id in sections}
    return {"id": record["id"], "kind": record["kind"], "name": record["name"], "sections": kept}

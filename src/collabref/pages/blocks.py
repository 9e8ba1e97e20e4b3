"""The prose of records as blocks, and the references that it cites."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from collabref.answer.grid import ListedReference, Sources, Text
from collabref.answer.page import Block, Bullets, Comparison, Entries, Fields, Page, Paragraph
from collabref.cite import vancouver
from collabref.query.resolve import reference_of
from collabref.store import Store
from collabref.text.wording import day_in_words, one_line


def text(claim: dict[str, Any]) -> Text:
    """A claim or a gap as text."""
    if claim.get("gap"):
        searched = f" (Searched {day_in_words(claim['searched'])}.)" if claim.get("searched") else ""
        return Text(f"{one_line(claim['gap'])}{searched}", gap=True)
    return Text(one_line(claim.get("say", "")), tuple(claim.get("refs", ())))


def texts(claims: Any) -> tuple[Text, ...]:
    """A claim, a gap, or a list of them, as texts."""
    if isinstance(claims, dict):
        claims = [claims]
    return tuple(text(claim) for claim in claims or ())


def bottom_line(record: dict[str, Any], instead: str) -> Text | None:
    """What a record says in short; else the first claim of its field ``instead``."""
    said = texts(record.get("in-short")) or texts(record.get(instead))
    return said[0] if said else None


def said_in_short(record: dict[str, Any]) -> list[Block]:
    """The bottom line of a record, below its title, if it has one."""
    return [Paragraph(texts(record["in-short"]))] if record.get("in-short") else []


def plain(*strings: str) -> tuple[Text, ...]:
    """Strings without sources, as texts; empty ones are left out."""
    return tuple(Text(one_line(string)) for string in strings if string)


def by_name(store: Store, kind: str, ids: Iterable[str], with_id: bool = True) -> tuple[Text, ...]:
    """Records by name, as one sentence, each linked to the record if the page contains it."""
    found = [(id, store.label(kind, id)) for id in ids]
    return joined([Text(f"{name} ({id})" if with_id else name, to=id) for id, name in found])


def joined(parts: Sequence[Text]) -> tuple[Text, ...]:
    """Phrases as a list: commas between them, a full stop after the last."""
    return tuple(
        part._replace(text=f"{part.text}{',' if number < len(parts) else '.'}")
        for number, part in enumerate(parts, start=1)
    )


def cited(blocks: Iterable[Block]) -> Iterator[str]:
    """The ids of the references that ``blocks`` cite, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            sentences: Iterable[Text] = block.sentences
        elif isinstance(block, Bullets):
            sentences = block.items
        elif isinstance(block, (Fields, Comparison)):
            sentences = [sentence for _, row in block.rows for sentence in row]
        elif isinstance(block, Entries):
            sentences = [entry.says for entry in block.items if entry.says]
        else:
            continue
        for sentence in sentences:
            yield from sentence.refs


def sources(store: Store, blocks: Iterable[Block]) -> Sources:
    """The references that ``blocks`` cite, each once, by id."""
    found = {id: reference_of(store, id) for id in sorted(set(cited(blocks)))}
    return Sources(tuple(source(reference, id) for id, reference in found.items() if reference))


def in_full(store: Store, kind: str, items: Sequence[dict[str, Any]], blocks: Sequence[Block]) -> Page:
    """A page with the references that it cites below."""
    return Page(kind, list(items), (*blocks, sources(store, blocks)))


def in_short(store: Store, kind: str, items: list[dict[str, Any]], blocks: tuple[Block, ...]) -> Page:
    """A page for a screen, which has no room for references; only documents list them."""
    return Page(kind, items, (*blocks, sources(store, blocks)._replace(on_screen=False)))


def bibliography(references: Iterable[dict[str, Any]]) -> Sources:
    """References, each once, by id."""
    found = {str(reference["id"]): reference for reference in references}
    return Sources(tuple(source(found[id]) for id in sorted(found)))


def source(reference: dict[str, Any], cited_as: str = "") -> ListedReference:
    """A reference for a list, under the id by which it was cited."""
    citation = one_line(vancouver.cite(reference))
    return ListedReference(cited_as or reference["id"], citation, vancouver.address(reference), reference)


def outcome_of(store: Store, case: dict[str, Any], short: bool = False) -> str:
    """The outcome of a case and its comparison: ``success; against its own baseline``; in short without “against”."""
    outcome, compared = store.label("outcome", case["outcome"]), case.get("compared-with")
    if not compared:
        return outcome
    if compared == "nothing":
        return f"{outcome}; no comparison"
    return f"{outcome}; {'' if short else 'against '}{store.label('comparison', compared)}"


def linked(text: str, address: Callable[[str], str]) -> tuple[Text, ...]:
    """An identifier with its ``address`` on the web."""
    return (Text(text, url=address(text)),) if text else ()


def filled(rows: tuple[tuple[str, tuple[Text, ...]], ...]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    """The rows that are not empty."""
    return tuple((label, sentences) for label, sentences in rows if sentences)

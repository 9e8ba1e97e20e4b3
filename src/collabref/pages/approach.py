"""An approach: its card of one screen, and its whole page."""

import re
from collections.abc import Collection, Sequence

from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Note, Paragraph, Title
from collabref.pages import tally
from collabref.pages.blocks import by_name, outcome_of, texts
from collabref.pages.brief import read_first
from collabref.query.resolve import family
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.fold import fold

# The most sentences in a paragraph.
PARAGRAPH = 4

# The most other names shown under the title.
CARD_ALIASES = 4

# The most critiques shown on a card; the rest are only counted.
CARD_CRITIQUES = 2


def card(store: Store, approach: Record) -> tuple[Block, ...]:
    """The blocks of the card: what it is, the card's dimensions, evidence, critiques, where to go next."""
    id = approach["id"]
    cells = approach.get("at-a-glance", {})
    rows = [
        (dimension["name"], texts(cells[dimension["id"]]))
        for dimension in store.all("dimension")
        if dimension.get("card") and dimension["id"] in cells
    ]
    critiques = critiques_of(store, approach)
    bullets = [_entry(critique) for critique in critiques[:CARD_CRITIQUES]]
    more = len(critiques) - len(bullets)
    drawn: list[Block] = [
        _title(store, approach, aliases=False),
        Paragraph(texts(approach.get("gist") or approach["summary"])),
    ]
    drawn += [Fields(tuple(rows))] if rows else []
    own = family(store, approach)
    heading = f"{tally.LABEL}, {tally.WITH_VARIANTS}" if len(own) > 1 else tally.LABEL
    drawn += [Heading(heading), *tally.blocks(store, own, short=True, caution=False)]
    if bullets:
        drawn += [Heading("What critics say"), Bullets(tuple(bullets))]
    neighbour = approach["related"][0]["to"] if approach.get("related") else ""
    commands = [
        (f"collabref show {id} --full", "the whole page"),
        (f"collabref critiques {id}", f"the critiques{f', {more} more' if more > 0 else ''}"),
        (f"collabref evidence {id}", "the studies, drawn and counted"),
    ]
    if neighbour:
        commands.append((f"collabref compare {id} {neighbour}", "side by side"))
    drawn += [Commands(tuple(commands))]
    return tuple(drawn)


def blocks(store: Store, approach: Record, sections: Sequence[str] = ()) -> list[Block]:
    """The blocks of the whole page, or of the ``sections`` named."""
    drawn: list[Block] = [_title(store, approach)]
    if not sections:
        drawn += [Paragraph(texts(approach["summary"])), *_at_a_glance(store, approach)]
    for section in store.all("section"):
        prose = approach.get("sections", {}).get(section["id"])
        if prose and (not sections or section["id"] in sections):
            drawn += [Heading(section["name"]), *_paragraphs(texts(prose))]
            if section["id"] == "effect":
                drawn += [*tally.blocks(store, family(store, approach)), Note(tally.CAUTION)]
        elif section["id"] in sections:
            drawn += [Heading(section["name"]), Note("The library has nothing on this.")]
    if not sections:
        drawn += [*_related(store, approach), *_critiques(store, approach), *_cases(store, approach)]
        drawn += read_first(store, approach.get("read-first", []))
    return drawn


def critiques_of(store: Store, approach: Record) -> list[Record]:
    """The critiques that touch an approach or its variants: its own first, those it shares, then its parent's."""
    own = set(family(store, approach))
    all_critiques = store.all("critique")
    touched = [critique for critique in all_critiques if own & set(critique["of"])]
    parent = approach.get("variant-of")
    inherited = [critique for critique in all_critiques if parent in critique["of"] and critique not in touched]
    return sorted(touched, key=lambda critique: not is_own(own, critique)) + inherited


def is_own(family: Collection[str], critique: Record) -> bool:
    """Whether a critique is only of the approaches in ``family``: an approach and its variants."""
    return set(critique["of"]) <= set(family)


def _title(store: Store, approach: Record, aliases: bool = True) -> Title:
    notes = []
    if parent := approach.get("variant-of"):
        notes.append(f"variant of {store.label('approach', parent)} ({parent})")
    if aliases and (others := _telling(approach)):
        notes.append(f"also: {', '.join(others)}")
    return Title(approach["name"], approach["id"], "; ".join(notes))


def _paragraphs(sentences: tuple[Text, ...]) -> list[Block]:
    """Sentences in paragraphs of a readable length."""
    count = -(-len(sentences) // PARAGRAPH)
    size = -(-len(sentences) // max(count, 1))
    return [Paragraph(sentences[start : start + size]) for start in range(0, len(sentences), max(size, 1))]


def _telling(approach: Record) -> list[str]:
    """The first aliases that say more than a plural would; the others only help searches."""
    told = {_singular(approach["id"]), _singular(approach["name"])}
    telling = []
    for alias in approach.get("aliases", []):
        if _singular(alias) not in told:
            told.add(_singular(alias))
            telling.append(alias)
    return telling[:CARD_ALIASES]


def _singular(name: str) -> str:
    words = fold(name).replace("-", " ").split()
    return " ".join(re.sub("ies$", "y", word).removesuffix("s") for word in words)


def _at_a_glance(store: Store, approach: Record) -> list[Block]:
    cells = approach.get("at-a-glance", {})
    rows = [(each["name"], texts(cells[each["id"]])) for each in store.all("dimension") if each["id"] in cells]
    return [Heading("At a glance"), Fields(tuple(rows))] if rows else []


def _related(store: Store, approach: Record) -> list[Block]:
    names = {each["to"]: store.label("approach", each["to"]) for each in approach.get("related", [])}
    rows = tuple((names[each["to"]], texts(each["how"])) for each in approach.get("related", []))
    if variants := by_name(store, "approach", family(store, approach)[1:]):
        rows += (("Variants", variants),)
    return [Heading("Related approaches"), Fields(rows, {name: id for id, name in names.items()})] if rows else []


def _critiques(store: Store, approach: Record) -> list[Block]:
    """The approach's own critiques by name, and how many of its parent's there are."""
    own = set(family(store, approach))
    critiques = critiques_of(store, approach)
    names = [_entry(critique) for critique in critiques if own & set(critique["of"])]
    inherited = len(critiques) - len(names)
    if inherited:
        parent = approach["variant-of"]
        names.append(
            Text(
                f"{inherited} {'more ' if names else ''}of {store.label('approach', parent)}: collabref critiques {parent}"
            )
        )
    return [Heading("Critiques"), Bullets(tuple(names))] if names else []


def _entry(record: Record) -> Text:
    """A record as an entry of a list."""
    return Text(f"{record['name']} ({record['id']})", to=record["id"])


def _cases(store: Store, approach: Record) -> list[Block]:
    own = set(family(store, approach))
    cases = [case for case in store.all("case") if own & set(case["approaches"])]
    names = [Text(f"{each['name']}: {outcome_of(store, each)} ({each['id']})", to=each["id"]) for each in cases]
    return [Heading("Cases"), Bullets(tuple(names))] if names else []

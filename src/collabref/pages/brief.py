"""An evidence brief: a common question and its answer."""

from collections.abc import Sequence

from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Paragraph, Title
from collabref.cite import vancouver
from collabref.pages.blocks import joined, texts
from collabref.pages.field import spans
from collabref.query.resolve import kind_of, reference_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import one_line

# The most works to begin with shown on a screen.
ON_SCREEN = 5


def card(store: Store, brief: Record) -> tuple[Block, ...]:
    """The brief on one screen: the answer, how certain it is, what is not known, what to read first, where to go next."""
    id = brief["id"]
    steps = [(f"collabref brief {id} --full", "the evidence behind the answer")] if brief.get("parts") else []
    steps += [(f"collabref show {each}", store.label(kind, each)) for kind, each in _seen(store, brief)[:2]]
    title, answer, *rest = _answer(brief)
    picture = _picture(store, brief, variants=False)  # with a plot, there is no room for what to read
    return (
        title,
        answer,
        *picture,
        *rest,
        *([] if picture else read_first(store, brief.get("read-first", [])[:ON_SCREEN])),
        Commands((*steps, ("collabref brief", "the other questions"))),
    )


def blocks(store: Store, brief: Record) -> list[Block]:
    """The whole brief."""
    title, answer, *rest = _answer(brief)
    parts: list[Block] = []
    for part in brief.get("parts", []):
        parts += [Heading(part["heading"]), Bullets(texts(part["points"]))]
    drawn = [title, answer, *_picture(store, brief), *parts, *rest, *read_first(store, brief.get("read-first", []))]
    if seen := _seen(store, brief):
        names = joined([Text(f"{store.label(kind, each)} ({each})", to=each) for kind, each in seen])
        drawn += [Fields((("See also", names),))]
    return drawn


def read_first(store: Store, works: Sequence[Record]) -> list[Block]:
    """The works to begin with, each with why."""
    items = []
    for work in works:
        if record := reference_of(store, work["ref"]):
            items.append(Text(f"{vancouver.short(record)}: {one_line(work['why'])}", (work["ref"],)))
    return [Heading("Read first"), Bullets(tuple(items))] if items else []


def _answer(brief: Record) -> list[Block]:
    rows = (("How sure", texts(brief.get("sure"))), ("Not known", texts(brief.get("unknown"))))
    filled = tuple((label, said) for label, said in rows if said)
    blocks: list[Block] = [Title(brief["asks"], brief["id"], "evidence brief"), Paragraph(texts(brief["answer"]))]
    return blocks + ([Fields(filled)] if filled else [])


def _picture(store: Store, brief: Record, variants: bool = True) -> list[Block]:
    return spans(store, variants) if brief.get("picture") else []


def _seen(store: Store, brief: Record) -> list[tuple[str, str]]:
    """The records that a brief points to, each with its kind."""
    return [(kind, id) for id in brief.get("see", []) if (kind := kind_of(store, id))]

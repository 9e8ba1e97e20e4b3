"""Counts of studies for people: a sentence on the best designs, and a table of design by result."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Heading, Paragraph, Table
from collabref.pages.blocks import plain
from collabref.query import counts
from collabref.query.counts import Tally, tally
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import capital, join_words, number_of

# What the SWiM guideline (Campbell and others 2020, doi 10.1136/bmj.l6890) asks to be reported with such a count.
VOTES_CAUTIONS = (
    "This is vote counting by direction of effect, used because the studies’ outcomes are too different to be pooled.",
    "It asks whether there is any evidence of an effect. It says nothing about the size of effects, and a small or "
    "weak study counts as much as a large or strong one.",
)

# What a count cannot show, in short.
IN_SHORT = "These are counts of what was reported, not of how large or certain it is."

_NONE = Text("The library has no study of effect.", gap=True)


def in_brief(store: Store, approaches: Sequence[str]) -> tuple[Text, ...]:
    """The sentence on the best designs, and how many syntheses there are; or the gap."""
    counted = tally(store, approaches)
    best = counts.in_a_sentence(store, counted)
    sentences = (*([best] if best else []), *counts.in_words(store, counted, ("synthesis",)))
    return sentences or as_part(store, approaches) or (_NONE,)


def blocks(store: Store, approaches: Sequence[str], short: bool = False, card: bool = False) -> list[Block]:
    """What studies of effect report: the sentence, the table, and studies of programmes of which the approach was part.

    Args:
        short: leave out such programmes, unless one reports a direction that no study of the approach itself does.
        card: as short, and leave out the note on what counts cannot show.
    """
    counted = tally(store, approaches)
    part = as_part(store, approaches)
    if not counted.total:
        return [Paragraph(part or (_NONE,))]
    best = counts.in_a_sentence(store, counted)
    said = (*([best] if best else []), *plain("" if card else IN_SHORT))
    found: list[Block] = [Paragraph(said)] if said else []
    found.append(Table("Studies by design and by what they report on their main outcome", grid(store, counted)))
    if part and (not (short or card) or _reported(tally(store, approaches, role="part")) - _reported(counted)):
        found.append(Paragraph(part))
    return found


def _reported(counted: Tally) -> set[str]:
    """The directions that studies report."""
    return {direction for by_direction in counted.directions.values() for direction in by_direction} - {counts.UNSEEN}


def grid(store: Store, counted: Tally) -> Grid:
    """A row for each group of designs present, a column for each direction reported."""
    reported = [
        each for each in store.all("direction") if any(group[each["id"]] for group in counted.directions.values())
    ]

    def number(direction: Record) -> Callable[[dict[str, Any]], Text]:
        def cell(item: dict[str, Any]) -> Text:
            count = item["directions"].get(direction["id"], 0)
            return Text(str(count), spoken=str(count))

        return cell

    def all_of(item: dict[str, Any]) -> Text:
        count = sum(item["directions"].values())
        return Text(str(count), spoken=str(count))

    items = [
        {
            "id": group,
            "kind": "tally",
            "name": capital(counts.GROUPS[group][1]),
            "directions": dict(by_direction),
            "points": dict(counted.points[group]),
            "reported-by-organisers": counted.organised[group],
        }
        for group, by_direction in counted.directions.items()
        if by_direction
    ]
    return Grid(
        "tally",
        items,
        (
            Column("name", "Design", lambda item: Text(item["name"]), on="both"),
            *(
                Column(id, label, number(each), on="both", short=" ".join(label.split()[:2]))
                for id, label, each in ((each["id"], capital(counts.bare(each)), each) for each in reported)
            ),
            Column("all", "All", all_of, on="both"),
        ),
    )


def as_part(store: Store, approaches: Sequence[str]) -> tuple[Text, ...]:
    """Studies of larger programmes of which the approach was one part, in words; nothing if there are none."""
    counted = tally(store, approaches, role="part")
    if not counted.total:
        return ()
    first, *rest = counts.in_words(store, counted)
    return (first._replace(text=f"As one part of a larger programme: {first.text}"), *rest)


def votes(counted: Tally) -> list[Block]:
    """The vote count by direction of effect, for randomised and controlled studies; nothing if none was coded."""
    parts = [_pointing(group, counted.points[group]) for group in counts.COMPARED if counted.points[group]]
    if not parts:
        return []
    said = f"Which side estimates favour, whatever their significance: {'; '.join(parts)}."
    return [Heading("Direction of effect"), Paragraph(plain(said, *VOTES_CAUTIONS))]


def _pointing(group: str, points: Mapping[str, int]) -> str:
    """As in ``of 20 randomised trials with a reported estimate 14 favour the approach``."""
    known = sum(points.get(each, 0) for each in ("favours", "against", "even"))
    said = [
        f"{points[id]} {one if points[id] == 1 else many}"
        for id, one, many in (
            ("favours", "favours the approach", "favour the approach"),
            ("against", "is against it", "are against it"),
            ("even", "is even", "are even"),
        )
        if points.get(id)
    ]
    unknown = points.get("unreported", 0)
    more = f" ({unknown} more {'reports' if unknown == 1 else 'report'} none)" if unknown else ""
    return f"of {number_of(known, *counts.GROUPS[group])} with an estimate, {join_words(said, 'and') or 'none on either side'}{more}"

"""Counts of studies for people: sentences, a table of design by result, and what to beware of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Heading, Paragraph, Table
from collabref.model.reference import COMPARED, UNSEEN
from collabref.pages.blocks import plain
from collabref.query.counts import GROUPS, Tally, tally
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import capital, join_words, number_of

# What the SWiM guideline (Campbell and others 2020, doi 10.1136/bmj.l6890) asks to be reported with such a count.
VOTES_CAUTIONS = (
    "This is vote counting by direction of effect, used because the studies’ outcomes are too different to be pooled.",
    "It asks whether there is any evidence of an effect. It says nothing about the size of effects, and a small or "
    "weak study counts as much as a large or strong one.",
)

# What a count cannot show, in short and in full.
IN_SHORT = "These are counts of what was reported, not of how large or certain it is."
CAUTION = (
    "These are counts of what studies report on their main outcome. They say nothing about the size of effects or "
    "the quality of studies. Uncontrolled studies cannot separate a gain from a trend, and syntheses overlap with the "
    "studies in them."
)

# How the counts are called on cards and in comparisons, and what is said beside them of an approach with variants.
LABEL = "Studies of effect"
WITH_VARIANTS = "variants included"

# Group of designs -> a study of it, and several.
STUDIES = {
    "synthesis": ("synthesis", "syntheses"),
    "randomised": ("randomised trial", "randomised trials"),
    "controlled": ("controlled study", "controlled studies"),
    "time-series": ("time series", "time series"),
    "uncontrolled": ("uncontrolled study", "uncontrolled studies"),
    "other": ("study of another kind", "studies of other kinds"),
}

# The directions that a study with a known result can have, from the best, which is named first.
_BETTER = "positive"
_IN_TURN = (_BETTER, "mixed", "none", "negative")

_NONE = Text("The library has no study of effect.", gap=True)


def in_brief(store: Store, approaches: Sequence[str]) -> tuple[Text, ...]:
    """The sentence on the best designs, and how many syntheses there are; or the gap."""
    counted = tally(store, approaches)
    best = in_a_sentence(store, counted)
    sentences = (*([best] if best else []), *in_words(store, counted, ("synthesis",)))
    return sentences or as_part(store, approaches) or (_NONE,)


def blocks(store: Store, approaches: Sequence[str], short: bool = False, caution: bool = True) -> list[Block]:
    """What studies of effect report: the sentence, the table, and studies of programmes of which the approach was part.

    Args:
        short: leave out such programmes, unless one reports a direction that no study of the approach itself does.
        caution: say what counts cannot show.
    """
    counted = tally(store, approaches)
    part = as_part(store, approaches)
    if not counted.total:
        return [Paragraph(part or (_NONE,))]
    best = in_a_sentence(store, counted)
    said = (*([best] if best else []), *plain(IN_SHORT if caution else ""))
    found: list[Block] = [Paragraph(said)] if said else []
    found.append(Table("Studies by design and by what they report on their main outcome", grid(store, counted)))
    if part and (not short or _reported(tally(store, approaches, role="part")) - _reported(counted)):
        found.append(Paragraph(part))
    return found


def _reported(counted: Tally) -> set[str]:
    """The directions that studies report."""
    return {direction for by_direction in counted.directions.values() for direction in by_direction} - {UNSEEN}


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
            "name": capital(STUDIES[group][1]),
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
                for id, label, each in ((each["id"], capital(_bare(each)), each) for each in reported)
            ),
            Column("all", "All", all_of, on="both"),
        ),
    )


def in_a_sentence(store: Store, counted: Tally) -> Text | None:
    """What the best designs report: of the randomised trials, else of the best class of design that there is.

    Nothing where there is no study but syntheses. A study that is the only one of its class is cited.
    """
    group = next((each for each in GROUPS if each != "synthesis" and counted.directions[each]), "")
    if not group:
        return None
    total = counted.directions[group].total()
    sentence = _one(store, counted, group) if total == 1 else _several(store, counted, group)
    if organised := counted.organised[group]:
        which = _all(total) if organised == total else f"{organised} of them"
        sentence += "; its organisers reported it" if total == 1 else f"; organisers reported {which}"
    return Text(f"{'' if group == 'randomised' else 'No randomised trial. '}{sentence}.", _only(counted, group))


def in_words(store: Store, counted: Tally, groups: Sequence[str] = GROUPS) -> list[Text]:
    """The counts as sentences, one for each group that has any; the only study of a group is cited."""
    directions = store.all("direction")
    sentences = []
    for group in groups:
        by_direction = counted.directions[group]
        if total := by_direction.total():
            parts = [_counted(by_direction[each["id"]], total, each) for each in directions if by_direction[each["id"]]]
            said = f"{number_of(total, *STUDIES[group])}: {join_words(parts, 'and')}."
            sentences.append(Text(said, _only(counted, group)))
    return sentences


def in_turn(directions: Mapping[str, int]) -> str:
    """``3/4/9/0``: how many studies were better, mixed, not shown to differ and worse; a dash where there is none."""
    known = [directions.get(each, 0) for each in _IN_TURN]
    return "/".join(map(str, known)) if any(known) else "–"


def as_part(store: Store, approaches: Sequence[str]) -> tuple[Text, ...]:
    """Studies of larger programmes of which the approach was one part, in words; nothing if there are none."""
    counted = tally(store, approaches, role="part")
    if not counted.total:
        return ()
    first, *rest = in_words(store, counted)
    return (first._replace(text=f"As one part of a larger programme: {first.text}"), *rest)


def votes(counted: Tally) -> list[Block]:
    """The vote count by direction of effect, for randomised and controlled studies; nothing if none was coded."""
    parts = [_pointing(group, counted.points[group]) for group in COMPARED if counted.points[group]]
    if not parts:
        return []
    said = f"Which side estimates favour, whatever their significance: {'; '.join(parts)}."
    return [Heading("Direction of effect"), Paragraph(plain(said, *VOTES_CAUTIONS))]


def _only(counted: Tally, group: str) -> tuple[str, ...]:
    """The only study of a group, if there is just one."""
    return tuple(counted.works[group]) if len(counted.works[group]) == 1 else ()


def _one(store: Store, counted: Tally, group: str) -> str:
    """What the only study of a group reports."""
    (direction,) = counted.directions[group].elements()
    name = STUDIES[group][0]
    if direction == UNSEEN:
        return f"The result of the only {name} was not retrieved"
    label = store.label("direction", direction)
    if " " in label:
        return f"The main outcome of the only {name} was {label}"
    return f"The only {name} reported {label} results on its main outcome"


def _several(store: Store, counted: Tally, group: str) -> str:
    """What the studies of a group report: those that were better first, even where none was."""
    by_direction = counted.directions[group]
    number, total = by_direction[_BETTER], by_direction.total()
    none = "neither" if total == 2 else "none"
    how_many = _all(number) if number == total else number or none
    better = f"{how_many} reported {store.label('direction', _BETTER)} results on {'their' if number > 1 else 'its'} main outcome"
    rest = []
    verb = ""
    for each in store.all("direction"):
        if each["id"] != _BETTER and (some := by_direction[each["id"]]):
            before, verb = verb, "was" if some == 1 else "were"
            which = _all(some) if some == total else some
            rest.append(f"{which} {'' if verb == before else f'{verb} '}{_bare(each)}")
    said = f"{better}; {join_words(rest, 'and')}" if rest else better
    return f"Of {number_of(total, *STUDIES[group])}, {said}"


def _counted(number: int, total: int, direction: Record) -> str:
    """As in ``2 mixed``; of a single study only ``mixed``."""
    which = f"{number} " if number < total else f"{_all(total)} " if total > 1 else ""
    return f"{which}{_bare(direction)}"


def _all(number: int) -> str:
    return "both" if number == 2 else f"all {number}"


def _bare(direction: Record) -> str:
    """The label of a direction, where it is clear that a result is meant."""
    return str(direction["label"]).removeprefix("result ")


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
    return f"of {number_of(known, *STUDIES[group])} with an estimate, {join_words(said, 'and') or 'none on either side'}{more}"

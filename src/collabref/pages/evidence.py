"""`evidence` of an approach as a page: counts, plots, the studies by class of design, and what is not counted."""

from collections.abc import Collection, Iterator, Sequence

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Commands, Depth, Heading, Page, Paragraph, Table, Title
from collabref.errors import NothingFoundError
from collabref.model.reference import EFFECT
from collabref.pages import tally
from collabref.pages.blocks import bibliography, sources
from collabref.pages.plots import cautions, pictures
from collabref.pages.studies import grid, tables
from collabref.query import counts
from collabref.query.filters import TypedFilter
from collabref.query.resolve import family
from collabref.query.studies import Study, Uncounted, not_counted, studies_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import number_of, one_line


def dossier(store: Store, approach: Record, wanted: TypedFilter, years: bool = False, depth: Depth = "full") -> Page:
    """The studies behind an approach.

    Args:
        years: whether the plot shows the year of each study.
        depth: short for counts and plots only, without the studies.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = some_studies(store, approach, wanted)
    only = wanted.in_words(store)
    id = approach["id"]
    own = family(store, approach)
    with_variants = " with variants" if len(own) > 1 else ""
    brief = depth == "short"
    tallied = {study.record["id"] for study in found if study.counted}
    uncounted = not_counted(store, approach) if wanted == TypedFilter() else []
    blocks: list[Block] = [
        Title(
            approach["name"], id, f"evidence{with_variants}: {_number(found)}{f', only those {only}' if only else ''}"
        ),
    ]
    if wanted == TypedFilter():
        blocks += [*tally.blocks(store, own, short=brief), *pictures(store, found, years, repeats=True)]
        blocks += [] if brief else [*cautions(found), *tally.votes(counts.tally(store, own))]
    else:
        blocks += pictures(store, found, years) or [Paragraph((_NO_PICTURE,))]
    if not brief:
        for heading, some in _parts(found):
            for table in tables(store, some):
                caption = f"{heading}: {table.caption.lower()}" if heading else table.caption
                number = _in_table(table, tallied if wanted == TypedFilter() else ())
                blocks += [Heading(f"{caption} ({number})"), table._replace(caption=caption)]
        blocks += _not_counted(uncounted)
    blocks.append(Commands(_steps(id, found, wanted, brief)))
    listed = sources(store, blocks) if brief else bibliography(_works(store, found, uncounted))
    blocks.append(listed._replace(on_screen=False))
    return Page("study", grid(store, found).items, tuple(blocks))


def _number(found: Sequence[Study]) -> str:
    """How many studies are counted: on effect, or on the axes asked for; and how many works are listed besides."""
    on_effect = any(EFFECT in study.reports for study in found)
    counted = [
        [study.known_on(axis) for axis in ([EFFECT] if on_effect else study.reports) if study.counts_on(axis)]
        for study in found
    ]
    known = sum(map(any, counted))
    unseen = sum(map(bool, counted)) - known
    others = sum(not study.further for study in found) - known - unseen
    parts = [number_of(known, *(("study of effect", "studies of effect") if on_effect else ("study", "studies")))]
    parts += [f"{unseen} not retrieved"] if unseen else []
    if others:
        parts.append(number_of(others, "other work", "other works") if on_effect else f"{others} not counted")
    return ", ".join(parts)


def _in_table(table: Table, tallied: Collection[str]) -> str:
    """How many works a table has, and how many of them the counts of effect hold, where that is another number."""
    works = len(table.grid.items)
    of_effect = sum(item["id"] in tallied for item in table.grid.items)
    return f"{works}, of effect {of_effect}" if 0 < of_effect < works else str(works)


def _steps(id: str, found: Sequence[Study], wanted: TypedFilter, brief: bool) -> tuple[tuple[str, str], ...]:
    """What to ask next; of the designs, for the best class of primary studies that there is."""
    steps = [(f"collabref evidence {id} --full", "the studies, in tables")] if brief or wanted != TypedFilter() else []
    there = {study.design_class for study in found} - {"synthesis"}
    best = next((each for each in counts.CLASSES if each in there), "")
    if best and not wanted.design:
        steps.append((f"collabref evidence {id} --design {best}", f"only the {counts.CLASSES[best].lower()}"))
    return (*steps, ("collabref evidence --about-counts", "what is counted, and how"))


_NO_PICTURE = Text("No study of effect is counted, so there is no plot.", gap=True)


def _parts(found: list[Study]) -> Iterator[tuple[str, list[Study]]]:
    """Studies of the approach itself and, under headings, those that are kept separate; each work once."""
    for role, heading in _ROLES.items():
        yield heading, [study for study in found if study.role == role and not study.further]
    yield _FURTHER, [study for study in found if study.further]


def _works(store: Store, found: Sequence[Study], uncounted: Sequence[Uncounted]) -> Iterator[Record]:
    """The references that the page names."""
    yield from (study.record for study in found)
    yield from filter(None, (store.get("reference", each.id) for each in uncounted))


# The role of the approach in a study -> the words before the heading of its table.
_ROLES = {"itself": "", "part": "As part of a programme", "addition": "An addition or a dose (not counted)"}
_FURTHER = "Further reports of these studies (not counted again)"


def _not_counted(uncounted: Sequence[Uncounted]) -> list[Block]:
    if not uncounted:
        return []
    heading = "Not counted, and why"
    columns = (
        Column("id", "Work", lambda item: Text(item["id"], to=item["id"]), on="both"),
        Column("why", "Why not", lambda item: Text(one_line(item["why"])), on="both", wide=1),
    )
    items = [{"kind": "uncounted", **each._asdict()} for each in uncounted]
    return [Heading(heading), Table(heading, Grid("uncounted", items, columns))]


def some_studies(store: Store, approach: Record, wanted: TypedFilter) -> list[Study]:
    """As ``studies_of``, but having none is itself an answer.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = studies_of(store, approach, wanted)
    if not found:
        raise NothingFoundError(_nothing(approach, wanted))
    return found


def _nothing(approach: Record, wanted: TypedFilter) -> str:
    if wanted != TypedFilter():
        return f"The library has no such study of “{approach['name']}”. Try fewer options, or: collabref evidence {approach['id']}."
    return f"Evidence gap: no work in the library reports a result for “{approach['name']}”. See: collabref evidence."

"""`evidence` of an approach as a page: counts, plots, the studies by class of design, and what is not counted."""

from collections.abc import Iterator, Sequence

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Commands, Depth, Heading, Page, Paragraph, Table, Title
from collabref.errors import NothingFoundError
from collabref.pages import tally
from collabref.pages.blocks import bibliography
from collabref.pages.plots import cautions, pictures
from collabref.pages.studies import grid, tables
from collabref.query import counts
from collabref.query.filters import Filter
from collabref.query.resolve import family
from collabref.query.studies import Study, Uncounted, not_counted, studies_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import number_of, one_line


def dossier(store: Store, approach: Record, wanted: Filter, years: bool = False, depth: Depth = "full") -> Page:
    """The studies behind an approach.

    Args:
        years: whether the plot shows the year of each study.
        depth: short for counts and plots only, without the studies.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = studies(store, approach, wanted)
    only = wanted.in_words(store)
    number = _number(found)
    id = approach["id"]
    own = family(store, approach)
    with_variants = f", {counts.WITH_VARIANTS}" if len(own) > 1 else ""
    brief = depth == "short"
    uncounted = not_counted(store, approach) if wanted == Filter() else []
    blocks: list[Block] = [
        Title(approach["name"], id, f"evidence{with_variants}: {number}{f', only those {only}' if only else ''}"),
    ]
    if wanted == Filter():
        blocks += [*tally.blocks(store, own, short=brief), *pictures(store, found, years, repeats=True)]
        blocks += [] if brief else [*cautions(found), *tally.votes(counts.tally(store, own))]
    else:
        blocks += pictures(store, found, years) or [Paragraph((_NO_PICTURE,))]
    if not brief:
        for heading, some in _parts(found):
            for table in tables(store, some):
                caption = f"{heading}: {table.caption.lower()}" if heading else table.caption
                blocks += [Heading(f"{caption} ({len(table.grid.items)})"), table._replace(caption=caption)]
        blocks += _not_counted(uncounted)
    steps = [(f"collabref evidence {id} --full", "the studies, in tables")] if brief or wanted != Filter() else []
    if not wanted.design and any(study.group == "randomised" for study in found):
        steps.append((f"collabref evidence {id} --design randomised", "only the randomised studies"))
    blocks.append(Commands((*steps, ("collabref evidence --about-counts", "what is counted, and how"))))
    if not brief:
        blocks.append(bibliography(_works(store, found, uncounted))._replace(on_screen=False))
    return Page("study", grid(store, found).items, tuple(blocks))


def _number(found: Sequence[Study]) -> str:
    """How many studies there are: those of effect that are counted, and the others."""
    effect = sum(study.counted for study in found)
    others = sum(not study.further for study in found) - effect
    if not effect:
        return number_of(others, "study", "studies")
    return f"{number_of(effect, 'study of effect', 'studies of effect')}{f', {others} more' if others else ''}"


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


def studies(store: Store, approach: Record, wanted: Filter) -> list[Study]:
    """As ``studies_of``, but having none is itself an answer.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = studies_of(store, approach, wanted)
    if not found:
        raise NothingFoundError(_nothing(approach, wanted))
    return found


def _nothing(approach: Record, wanted: Filter) -> str:
    if wanted != Filter():
        return f"The library has no such study of “{approach['name']}”. Try fewer options, or: collabref evidence {approach['id']}."
    return f"Evidence gap: no work in the library reports a result for “{approach['name']}”. See: collabref evidence."

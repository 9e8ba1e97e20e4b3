"""`evidence` of an approach as a page: counts in words, pictures, and the studies by class of design."""

from collabref.grid import Sources
from collabref.page import Block, Commands, Heading, Page, Table, Title
from collabref.query.blocks import source
from collabref.query.pictures import pictures
from collabref.query.studies import CLASSES, Wanted, grid, narrowed, studies
from collabref.store import Store
from collabref.store.store import Record


def dossier(store: Store, approach: Record, wanted: Wanted, years: bool = False, brief: bool = False) -> Page:
    """The studies behind an approach.

    Args:
        years: whether the plot shows the year of each study.
        brief: only counts and pictures.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = studies(store, approach, wanted)
    only = narrowed(store, wanted)
    number = f"{len(found)} {'study' if len(found) == 1 else 'studies'}"
    id = approach["id"]
    blocks: list[Block] = [
        Title(approach["name"], id, f"evidence: {number}{f', only those {only}' if only else ''}"),
        *pictures(store, found, years),
    ]
    if not brief:
        for design_class, heading in CLASSES.items():
            some = [study for study in found if study.design_class == design_class]
            if some:
                blocks += [Heading(f"{heading} ({len(some)})"), Table(heading, grid(store, some))]
    blocks.append(
        Commands((
            ("collabref evidence --about-counts", "what is counted, and what a count cannot say"),
            (f"collabref evidence {id} --design controlled", "only some of them"),
            (f"collabref refs --about {id}", "the whole literature"),
        ))
    )  # fmt: skip
    if not brief:
        records = sorted((study.record for study in found), key=lambda record: str(record["id"]))
        blocks.append(Sources(tuple(map(source, records)), on_screen=False))
    return Page("study", grid(store, found).items, tuple(blocks))

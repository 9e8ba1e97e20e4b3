"""`evidence` without an approach: how many studies each approach has on each axis, and where there are none."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Commands, Fields, Heading, Page, Paragraph, Table, Title
from collabref.pages.blocks import plain
from collabref.pages.tally import STUDIES
from collabref.query import counts
from collabref.query.counts import Result
from collabref.query.resolve import families
from collabref.store import Store
from collabref.text.wording import join_words, number_of

# The most characters of a heading where there is little room.
_SHORT = 6


def coverage(store: Store) -> Grid:
    """Approaches by axes: primary studies and syntheses."""
    axes = store.all("axis")
    approaches = store.all("approach")
    found = _by_approach_and_axis(store)
    own = families(approaches)
    items = [
        {
            "id": each["id"],
            "kind": "counts",
            "name": each["name"],
            "axes": {axis["id"]: _counted(found, own[each["id"]], axis["id"]) for axis in axes},
        }
        for each in approaches
    ]

    def both(axis: str) -> Callable[[dict[str, Any]], Text]:
        def cell(item: dict[str, Any]) -> Text:
            primary, syntheses = item["axes"][axis].values()
            shown = f"{primary}+{syntheses}" if syntheses else str(primary)
            known = primary + syntheses
            # In the handbook a number links to its approach, and so to its studies.
            return Text(shown, gap=not known, spoken=_spoken(primary, syntheses), to=item["id"] if known else "")

        return cell

    def one(axis: str, of: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(str(item["axes"][axis][of]))

    columns = [
        Column("id", "Id", lambda item: Text(item["id"]), on="both"),
        Column("name", "Approach", lambda item: Text(item["name"])),
    ]
    for axis in axes:
        columns.append(Column(axis["id"], axis["label"], both(axis["id"]), on="screen", short=_short(axis["label"])))
        columns += [Column(f"{axis['id']}-{of}", "", one(axis["id"], of)) for of in ("primary", "syntheses")]
    return Grid("counts", items, tuple(columns), "Studies by approach and axis")


def coverage_page(store: Store) -> Page:
    """The same, with the meaning of its numbers, and the gaps by name."""
    grid = coverage(store)
    axes = store.all("axis")
    gaps = {
        axis["label"]: [item["name"] for item in grid.items if not sum(item["axes"][axis["id"]].values())]
        for axis in axes
    }
    blocks: list[Block] = [
        Title("What the field has studied", "", "studies of each approach itself, by axis of evidence"),
        Table(grid.title, grid),
        Paragraph(
            (
                Text(
                    "Primary studies; after + the syntheses, which overlap with them.",
                    spoken="The syntheses overlap with the primary studies.",
                ),
                Text(
                    "0 marks an evidence gap: the library has no such study.",
                    spoken="A gap means that the library has no such study.",
                ),
                *plain(
                    "On effect and sustainability a study counts if its result was retrieved; on the other axes, if it "
                    "has something to say.",
                    "Studies of programmes of which the approach was only one part are not in these numbers.",
                    "Several reports of one study count once; a variant’s studies count for its parent too.",
                    "These are counts of studies, not of the strength of evidence.",
                ),
            )
        ),
        Heading("The axes"),
        Fields(tuple((axis["label"], plain(axis.get("description", ""))) for axis in axes)),
    ]
    if any(gaps.values()):
        blocks += [
            Heading("Where the library has no such study"),
            Fields(tuple((label, plain(f"{join_words(names, 'and')}.")) for label, names in gaps.items() if names)),
        ]
    next_steps = [("collabref evidence --about-counts", "what is counted, and what a count cannot show")]
    if grid.items:
        next_steps.insert(0, (f"collabref evidence {grid.items[0]['id']}", "the studies behind an approach"))
    return Page(grid.kind, grid.items, (*blocks, Commands(tuple(next_steps))))


def _spoken(primary: int, syntheses: int) -> str:
    parts = [number_of(primary, "primary study", "primary studies")] if primary else []
    if syntheses:
        parts.append(number_of(syntheses, *STUDIES["synthesis"]))
    return " and ".join(parts) or "none, a gap"


def _short(label: str) -> str:
    return label if len(label) <= _SHORT else f"{label[: _SHORT - 2]}."


_Results = dict[tuple[str, str], list[Result]]


def _by_approach_and_axis(store: Store) -> _Results:
    found: _Results = defaultdict(list)
    for each in counts.results(store):
        found[each.approach, each.axis].append(each)
    return found


def _counted(found: _Results, approaches: Sequence[str], axis: str) -> dict[str, int]:
    """How many primary studies and syntheses with a known result several approaches have together, each study once."""
    results = [each for approach in approaches for each in found.get((approach, axis), ())]
    known = counts.tally_of(results).known
    return {"primary": sum(known.values()) - known["synthesis"], "syntheses": known["synthesis"]}

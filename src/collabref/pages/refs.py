"""`refs`: references by their words and by what we know of them."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

from collabref.answer.grid import Column, Grid, Text
from collabref.cite import vancouver
from collabref.errors import NothingFoundError
from collabref.model.reference import DIRECTED, EFFECT, custom_of
from collabref.pages.coded import CODED, of_each_result
from collabref.query.filters import TypedFilter, references_that_pass
from collabref.query.resolve import find
from collabref.query.search import search
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import join_words, number_of

if TYPE_CHECKING:
    from collabref.answer.page import Page

Sort = Literal["relevance", "year", "author"]


def references(
    store: Store,
    typed: Sequence[str],
    wanted: TypedFilter,
    sort: Sort | None = None,
    limit: int = 0,
    among: Collection[str] | None = None,
    without: Collection[str] = (),
) -> tuple[list[Record], str]:
    """The references that have the words and pass the filter, in order, and a remark on the search.

    Args:
        sort: by default relevance where there are words, else author and year.
        limit: at most so many; 0 means all.
        among: only references of these ids.
        without: none of these ids.

    Raises:
        NothingFoundError: there is none.
    """
    resolved = wanted.resolved(store)
    filtered = wanted != TypedFilter() or bool(without) or among is not None
    note = ""
    positions: list[int] = []
    by_relevance = bool(typed) and sort in (None, "relevance")
    if filtered or not by_relevance:
        passing = references_that_pass(store, resolved, newest_first=sort == "year")
        positions = [position for position, id in passing if (among is None or id in among) and id not in without]
    if typed:
        hits = search(store, typed, ("reference",), set(positions) if filtered else None)
        note = hits.note
        if by_relevance:
            positions = hits.positions
        else:
            found = set(hits.positions)
            positions = [position for position in positions if position in found]
    if not positions:
        raise NothingFoundError(_nothing(typed, note, filtered))
    if limit and len(positions) > limit:
        note = f"{note} {limit} of {len(positions)}; --limit 0 gives all.".strip()
    if wanted.about and (wanted.design or wanted.direction):
        approach = find(store, wanted.about[0], ("approach",))["id"]
        note = (
            f"{note} Several works may report one study. Studies are counted by: collabref evidence {approach}".strip()
        )
    return store.at(positions[: limit or None]), note


def title(store: Store, typed: Sequence[str], wanted: TypedFilter) -> str:
    """What a document calls the references that have the words and pass the filter."""
    asked = [" ".join(typed)]
    if wanted.about:
        asked.append(f"about {join_words((find(store, id, ('approach',))['name'] for id in wanted.about), 'or')}")
    asked += [f"by {wanted.author}"] if wanted.author else []
    asked += [f"on {join_words(wanted.keyword)}"] if wanted.keyword else []
    asked += [f"of type {wanted.type}"] if wanted.type else []
    asked.append(wanted.in_words(store))
    said = ", ".join(filter(None, asked))
    return f"References: {said}" if said else "References"


def grid(store: Store, found: list[Record], title: str = "References") -> Grid:
    """References as a grid: on a screen their citations, in data their fields."""
    designs, directions = store.labels("design"), store.labels("direction")
    customs = {record["id"]: custom_of(record) for record in found}  # once: six columns ask for it

    def field(name: str) -> Callable[[Record], Text]:
        return lambda record: Text(str(record.get(name, "")))

    def ours(name: str) -> Callable[[Record], Text]:
        def cell(record: Record) -> Text:
            value = customs[record["id"]].get(name, "")
            return Text(" ".join(value) if isinstance(value, list) else str(value))

        return cell

    def each_result(name: str) -> Callable[[Record], Text]:
        return lambda record: Text(of_each_result(customs[record["id"]].get("results", []), name))

    return Grid("reference", found, (
        Column("id", "Reference", field("id"), on="both"),
        Column("work", "Work", _work, on="screen", wide=1),
        Column("study", "Study", lambda record: Text(_study(customs[record["id"]], designs, directions)), on="screen"),
        Column("authors", "Authors", lambda record: Text(vancouver.everybody(record))),
        Column("year", "Year", lambda record: Text(vancouver.year(record))),
        Column("title", "Title", field("title")),
        Column("container-title", "In", field("container-title")),
        Column("type", "Type", field("type")),
        Column("design", "Design", ours("design")),
        Column("about", "About", ours("about")),
        Column("results", "Results", lambda record: Text(_results(customs[record["id"]]))),
        *(Column(name, "", each_result(name)) for name in CODED),
        Column("finding", "Finding", ours("finding")),
        Column("DOI", "DOI", field("DOI")),
        Column("PMID", "PMID", field("PMID")),
        Column("URL", "URL", field("URL")),
    ), title, totals=number_of(len(found), "reference", "references"), airy=True)  # fmt: skip


def annotated(store: Store, found: list[Record], title: str = "References") -> "Page":
    """References as an annotated bibliography."""
    from collabref.answer.page import Page, Title, deeper
    from collabref.pages import reference

    blocks = [block for record in found for block in reference.blocks(store, record)]
    if len(found) > 1:
        blocks = [Title(title, "", f"{len(found)} works"), *deeper(blocks)]
    return Page("reference", found, tuple(blocks))


def _work(record: Record) -> Text:
    return Text(vancouver.cite(record), address=vancouver.address(record))


def _nothing(typed: Sequence[str], note: str, filtered: bool) -> str:
    asked = f"No reference has “{' '.join(typed)}”" if typed else "No reference matches"
    hint = (
        " with these options: try fewer of them."
        if filtered
        else ". Try fewer or other words, or: collabref list terms."
    )
    return f"{asked}{hint} {note}".strip()


def _results(custom: dict[str, Any]) -> str:
    """What the study reports, as in ``effect=mixed (qic)``; without a direction where the axis has none."""
    parts = []
    for each in custom.get("results", []):
        direction = f"={each['direction']}" if each["axis"] in DIRECTED else ""
        parts.append(f"{each['axis']}{direction} ({' '.join(each['about'])})")
    return "; ".join(parts)


def _study(custom: dict[str, Any], designs: dict[str, str], directions: dict[str, str]) -> str:
    """The design, and the directions that the study reports on effect."""
    design = designs.get(custom.get("design", ""), custom.get("design", ""))
    effects = dict.fromkeys(result["direction"] for result in custom.get("results", []) if result["axis"] == EFFECT)
    reported = join_words((directions.get(id, id) for id in effects), "and") if effects else ""
    return f"{design}: {reported}" if design and reported else design

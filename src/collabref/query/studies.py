"""`evidence` of an approach: the works that report a result for it, in a table for each class of design."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from collabref.errors import NothingFoundError
from collabref.grid import Column, Grid, Text
from collabref.page import Table
from collabref.query import evidence
from collabref.query.filters import Filter, reference_condition
from collabref.query.names import family
from collabref.reference import custom_of, year_of
from collabref.store import Store, places
from collabref.store.store import Record


class Study(NamedTuple):
    """A work, its design, and what it reports for an approach: axis -> direction."""

    record: Record
    design: Record
    reports: Mapping[str, str]

    @property
    def group(self) -> str:
        """The group in which it is counted."""
        return evidence.group_of(str(self.design.get("class", "")))

    @property
    def design_class(self) -> str:
        """The class of design under which it is listed."""
        found = str(self.design.get("class", ""))
        return found if found in evidence.CLASSES else "other"

    @property
    def year(self) -> str:
        """The year of issue; empty where it has none."""
        return str(year_of(self.record) or "")


def studies(store: Store, approach: Record, wanted: Filter) -> list[Study]:
    """As ``studies_of``, but that there is none is an answer of its own.

    Raises:
        NothingFoundError: there is none.
        UsageError: an axis, design or direction is unknown.
    """
    found = studies_of(store, approach, wanted)
    if not found:
        raise NothingFoundError(_nothing(approach, wanted))
    return found


def studies_of(store: Store, approach: Record, wanted: Filter = Filter()) -> list[Study]:
    """The works that report a result for an approach or its variants: the strongest design first, then the newest.

    Those whose design is not given stand last.
    """
    return _reporting(store, family(store, approach), wanted.resolved(store))


def all_studies(store: Store) -> list[Study]:
    """The works that report a result for any approach, in the same order."""
    return _reporting(store, [approach["id"] for approach in store.all("approach")], Filter())


def _reporting(store: Store, own: Sequence[str], wanted: Filter) -> list[Study]:
    """The works with a result for one of the approaches ``own``; ``wanted`` has been resolved."""
    # Results are looked at below: a work that reports two directions counts as mixed, which no row of it is.
    condition, values = reference_condition(wanted._replace(about=(), axis=(), direction=()))
    rows = store.sql(
        f"""SELECT position FROM reference WHERE id IN (SELECT reference FROM result WHERE approach IN ({places(own)}))
            {f"AND {condition}" if condition else ""}""",
        [*own, *values],
    )
    designs = {each["id"]: each for each in store.all("design")}
    found = []
    for record in store.at([position for (position,) in rows]):
        custom = custom_of(record)
        if reports := _reports(custom, own, wanted):
            found.append(Study(record, designs.get(custom.get("design", ""), {}), reports))
    return sorted(found, key=lambda study: (study.design.get("rank", inf), -int(study.year or 0), study.record["id"]))


def grid(store: Store, found: Sequence[Study]) -> Grid:
    """Studies under columns: on a screen what people compare, in data their coded fields."""
    items = [_item(study) for study in found]
    labels = {kind: {word["id"]: word["label"] for word in store.all(kind)} for kind in ("axis", "direction", "design")}

    def field(name: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(item[name])

    def label(kind: str, id: str) -> str:
        return str(labels[kind].get(id, id))

    def where(item: dict[str, Any]) -> Text:
        return Text("; ".join(filter(None, (item["setting"], item["size"]))))

    def reports(item: dict[str, Any]) -> Text:
        return Text(
            "; ".join(f"{label('axis', axis)}: {label('direction', id)}" for axis, id in item["reports"].items())
        )

    def coded(item: dict[str, Any]) -> Text:
        return Text("; ".join(f"{axis}={direction}" for axis, direction in item["reports"].items()))

    return Grid("study", items, (
        Column("id", "Study", lambda item: Text(item["id"], to=item["id"]), on="both"),
        Column("year", "Year", field("year")),
        Column("design-label", "Design", lambda item: Text(label("design", item["design"])), on="screen"),
        Column("design", "Design", field("design")),
        Column("class", "Class", field("class")),
        Column("where", "Setting; size", where, on="screen", wide=1),
        Column("setting", "Setting", field("setting")),
        Column("size", "Size", field("size")),
        Column("finding", "What was found", field("finding"), on="both", wide=2),
        Column("direction", "Reports", reports, on="screen"),
        Column("reports", "Reports", coded),
    ))  # fmt: skip


def tables(store: Store, found: Sequence[Study]) -> Iterator[Table]:
    """A table for each class of design that there is, under its heading."""
    whole = grid(store, found)
    for design_class, heading in evidence.CLASSES.items():
        items = [item for study, item in zip(found, whole.items, strict=True) if study.design_class == design_class]
        if items:
            yield Table(heading, whole._replace(items=items))


def _item(study: Study) -> dict[str, Any]:
    custom = custom_of(study.record)
    return {
        "id": study.record["id"],
        "kind": "study",
        "title": study.record.get("title", ""),
        "year": study.year,
        "design": custom.get("design", ""),
        "class": study.design.get("class", ""),
        **{field: custom.get(field, "") for field in ("setting", "size", "finding")},
        "reports": dict(study.reports),
    }


def _nothing(approach: Record, wanted: Filter) -> str:
    if wanted != Filter():
        return f"The library has no such study of “{approach['name']}”. Try fewer options, or: collabref evidence {approach['id']}."
    return f"A gap: no work in the library reports a result for “{approach['name']}”. See: collabref evidence."


def _reports(custom: dict[str, Any], own: Sequence[str], wanted: Filter) -> dict[str, str]:
    """What a work reports for the approaches ``own``, by axis."""
    by_axis: dict[str, list[str]] = {}
    for result in custom.get("results", []):
        if set(own) & set(result["about"]) and (not wanted.axis or result["axis"] in wanted.axis):
            by_axis.setdefault(result["axis"], []).append(result["direction"])
    reports = {axis: evidence.together(several) for axis, several in by_axis.items()}
    return {axis: id for axis, id in reports.items() if not wanted.direction or id in wanted.direction}

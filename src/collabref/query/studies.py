"""The works that report a result for an approach, the strongest designs first."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from collabref.query import counts
from collabref.query.filters import Filter, reference_condition
from collabref.query.resolve import family
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
        return counts.group_of(str(self.design.get("class", "")))

    @property
    def design_class(self) -> str:
        """The class of design under which it is listed."""
        found = str(self.design.get("class", ""))
        return found if found in counts.CLASSES else "other"

    @property
    def year(self) -> str:
        """The year of issue; empty where it has none."""
        return str(year_of(self.record) or "")


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


def _reports(custom: dict[str, Any], own: Sequence[str], wanted: Filter) -> dict[str, str]:
    """What a work reports for the approaches ``own``, by axis."""
    by_axis: dict[str, list[str]] = {}
    for result in custom.get("results", []):
        if set(own) & set(result["about"]) and (not wanted.axis or result["axis"] in wanted.axis):
            by_axis.setdefault(result["axis"], []).append(result["direction"])
    reports = {axis: counts.together(several) for axis, several in by_axis.items()}
    return {axis: id for axis, id in reports.items() if not wanted.direction or id in wanted.direction}

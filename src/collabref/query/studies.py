"""The works that report a result for an approach, the strongest designs first."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from collabref.query import counts
from collabref.query.filters import Filter, reference_condition
from collabref.query.resolve import family
from collabref.reference import DIRECTED, custom_of, year_of
from collabref.store import Store, places
from collabref.store.store import Record


class Study(NamedTuple):
    """A work, its design, and what it reports for an approach.

    Attributes:
        record: the reference.
        design: the word of its design.
        reports: axis -> direction; no direction on axes that it only speaks to.
        role: what the approach was in it: ``itself``, ``part`` or ``addition``.
        further: whether it is a further report of a study whose main report is among the others.
    """

    record: Record
    design: Record
    reports: Mapping[str, str]
    role: str = "itself"
    further: bool = False

    @property
    def counted(self) -> bool:
        """Whether it is counted for or against the approach itself on effect."""
        return counts.EFFECT in self.reports and self.role == "itself" and not self.further

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
    records = store.at([position for (position,) in rows])
    ids = {record["id"] for record in records}
    found = []
    for record in records:
        custom = custom_of(record)
        reports, role = _reports(custom, own, wanted)
        if reports:
            design = designs.get(custom.get("design", ""), {})
            found.append(
                Study(record, design, reports, role, custom.get("study", record["id"]) in ids - {record["id"]})
            )
    return sorted(found, key=lambda study: (study.design.get("rank", inf), -int(study.year or 0), study.record["id"]))


def _reports(custom: dict[str, Any], own: Sequence[str], wanted: Filter) -> tuple[dict[str, str], str]:
    """What a work reports for the approaches ``own``, by axis, and what they were in it."""
    by_axis: dict[str, list[str]] = {}
    roles = set()
    for result in custom.get("results", []):
        axis = result["axis"]
        if set(own) & set(result["about"]) and (not wanted.axis or axis in wanted.axis):
            by_axis.setdefault(axis, []).append(result.get("direction", "") if axis in DIRECTED else "")
            roles.add(result.get("as", "itself"))
    if set(own) & set(custom.get("about", ())):
        for axis in custom.get("speaks-to", []):
            if not wanted.axis or axis in wanted.axis:
                by_axis.setdefault(axis, [""])
    reports = {axis: counts.together(several) for axis, several in by_axis.items()}
    kept = {axis: id for axis, id in reports.items() if not wanted.direction or id in wanted.direction}
    return kept, next((role for role in (*counts.ROLES, counts.ADDITION) if role in roles), "itself")

"""The works that report a result for an approach, the strongest designs first."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from collabref.model.reference import DIRECTED, EFFECT, ROLES, UNSEEN, custom_of, year_of
from collabref.query import counts
from collabref.query.filters import Filter, TypedFilter, reference_condition
from collabref.query.resolve import family
from collabref.store import Store, placeholders
from collabref.store.store import Record


class Study(NamedTuple):
    """A work, its design, and what it reports for an approach.

    Attributes:
        record: the reference.
        design: the word of its design.
        results: its results for the approach, as they are in the record.
        reports: axis -> direction; no direction on axes that it only speaks to.
        roles: axis -> what the approach was in it: ``itself``, ``part`` or ``addition``.
        repeats: the axes on which another report speaks for the same study.
    """

    record: Record
    design: Record
    results: Sequence[Mapping[str, Any]]
    reports: Mapping[str, str]
    roles: Mapping[str, str]
    repeats: frozenset[str] = frozenset()

    @property
    def role(self) -> str:
        """What the approach was in it: on effect, else in what comes nearest to the approach itself."""
        return self.roles.get(EFFECT) or counts.nearest(self.roles.values())

    @property
    def further(self) -> bool:
        """Whether it is a further report, which adds no axis to those of its study."""
        return self.repeats >= self.reports.keys()

    @property
    def counted(self) -> bool:
        """Whether it is counted for or against the approach itself on effect."""
        return self.counts_on(EFFECT)

    def counts_on(self, axis: str) -> bool:
        """Whether it is counted on an axis: it reports on the approach itself, and no other report speaks for it."""
        return (
            self.roles.get(axis) == "itself"
            and axis not in self.repeats
            and counts.says(axis, self.reports.get(axis, ""))
        )

    def known_on(self, axis: str) -> bool:
        """Whether it is counted on an axis, with a result that was retrieved."""
        return self.counts_on(axis) and self.reports[axis] != UNSEEN

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


def studies_of(store: Store, approach: Record, wanted: TypedFilter = TypedFilter()) -> list[Study]:
    """The works that report a result for an approach or its variants: the strongest design first, then the newest.

    Those whose design is not given come last.
    """
    return _reporting(store, family(store, approach), wanted.resolved(store))


def all_studies(store: Store) -> list[Study]:
    """The works that report a result for any approach, in the same order."""
    return _reporting(store, [approach["id"] for approach in store.all("approach")], Filter(TypedFilter()))


class Uncounted(NamedTuple):
    """A work about an approach whose result counts for none, and why."""

    id: str
    why: str


def not_counted(store: Store, approach: Record) -> list[Uncounted]:
    """The works about an approach or its variants that are not counted, by id."""
    own = family(store, approach)
    rows = store.sql(
        f"""SELECT id, not_counted FROM reference WHERE not_counted != ''
            AND id IN (SELECT reference FROM about WHERE approach IN ({placeholders(own)})) ORDER BY id""",
        own,
    )
    return [Uncounted(*row) for row in rows]


def _reporting(store: Store, own: Sequence[str], wanted: Filter) -> list[Study]:
    """The works with a result for one of the approaches ``own``."""
    # Results are looked at below: a work that reports two directions counts as mixed, which no row of it is.
    condition, values = reference_condition(wanted._replace(axis=(), direction=()))
    rows = store.sql(
        f"""SELECT position FROM reference WHERE id IN (SELECT reference FROM result WHERE approach IN ({placeholders(own)}))
            {f"AND {condition}" if condition else ""}""",
        [*own, *values],
    )
    designs = {each["id"]: each for each in store.all("design")}
    found = []
    for record in store.at([position for (position,) in rows]):
        custom = custom_of(record)
        results = [each for each in custom.get("results", []) if set(own) & set(each["about"])]
        reports, roles = _reports(custom, results, own)
        kept = {
            axis: direction
            for axis, direction in reports.items()
            if (not wanted.axis or axis in wanted.axis) and (not wanted.direction or direction in wanted.direction)
        }
        if kept:
            results = [each for each in results if each["axis"] in kept]
            roles = {axis: roles[axis] for axis in kept}
            found.append(Study(record, designs.get(custom.get("design", ""), {}), results, kept, roles))
    found = _with_repeats(found)
    return sorted(found, key=lambda study: (study.design.get("rank", inf), -int(study.year or 0), study.record["id"]))


def _reports(
    custom: Mapping[str, Any], results: Sequence[Mapping[str, Any]], own: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What a work reports for the approaches ``own``, and what they were in it; both by axis.

    Where the approach itself was compared, a result on a programme of which it was part adds nothing.
    """
    of_axis: dict[str, dict[str, list[str]]] = {}
    for result in results:
        direction = result.get("direction", "") if result["axis"] in DIRECTED else ""
        of_axis.setdefault(result["axis"], {}).setdefault(result.get("as") or ROLES[0], []).append(direction)
    roles = {axis: counts.nearest(of_role) for axis, of_role in of_axis.items()}
    reports = {axis: counts.together(of_role[roles[axis]]) for axis, of_role in of_axis.items()}
    if set(own) & set(custom.get("about", ())):
        for axis in custom.get("speaks-to", []):
            reports.setdefault(axis, "")
            roles.setdefault(axis, ROLES[0])
    return reports, roles


def _with_repeats(found: Sequence[Study]) -> list[Study]:
    """The same, each with the axes on which another report among them speaks for its study."""
    main = {study.record["id"]: custom_of(study.record).get("study") or study.record["id"] for study in found}
    speaks = counts.speaking(
        (study.record["id"], main[study.record["id"]], axis)
        for study in found
        for axis, direction in study.reports.items()
        if counts.says(axis, direction)
    )
    return [
        study._replace(
            repeats=frozenset(
                axis
                for axis in study.reports
                if speaks.get((main[study.record["id"]], axis), study.record["id"]) != study.record["id"]
            )
        )
        for study in found
    ]

"""Counts of evidence: how many studies of which design report which direction.

They count what studies report on their main outcome, and say nothing of the size of effects or the quality of
studies. Only the counts of ``points``, of randomised and controlled studies, are vote counting by direction of effect
as the SWiM guideline has it (Campbell and others 2020, doi 10.1136/bmj.l6890). Syntheses overlap with the studies in
them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collabref.model.reference import DIRECTED, EFFECT, ROLES, UNSEEN
from collabref.store import Store, placeholders

# Class of design -> its name, in reading order: the best able to tell an effect from a trend first.
CLASSES = {
    "synthesis": "Syntheses",
    "randomised": "Randomised trials",
    "controlled": "Controlled studies",
    "time-series": "Time series without controls",
    "uncontrolled": "Uncontrolled studies",
    "explanatory": "Explanatory studies",
    "economic": "Economic evaluations",
    "other": "Other works",
}

# How the classes of design are put together when counted, in reading order.
GROUPS = ("synthesis", "randomised", "controlled", "time-series", "uncontrolled", "other")

# A study that reports several directions reports this one.
SEVERAL = "mixed"

# The roles of an approach in studies that are counted.
COUNTED = ("itself", "part")


def group_of(design_class: str) -> str:
    """The group in which a class of design is counted."""
    return design_class if design_class in GROUPS else "other"


def nearest(roles: Iterable[str]) -> str:
    """Of several roles the one that is nearest to the approach itself; one that is not known here comes last."""
    return min(roles, key=lambda role: ROLES.index(role) if role in ROLES else len(ROLES))


def together(directions: Iterable[str]) -> str:
    """One direction for a study that reports several; a result that was not seen says nothing beside one that was."""
    different = set(directions)
    if len(different) > 1:
        different -= {UNSEEN, ""}
    return different.pop() if len(different) == 1 else SEVERAL if different else ""


def says(axis: str, direction: str) -> bool:
    """Whether a work reports something on an axis; on effect and sustainability only a direction is a result."""
    return bool(direction) or axis not in DIRECTED


class Result(NamedTuple):
    """What one work reports, for one approach on one axis, as it is counted.

    Attributes:
        reference: the work.
        study: the main report of the study, which may be the work itself.
        group: in which its design is counted.
        role: ``itself``, ``part`` or ``addition``.
        points: which way the estimate lies.
        reporter: who reports it, as ``organisers``.
    """

    reference: str
    study: str
    approach: str
    axis: str
    group: str
    role: str
    direction: str
    points: str
    reporter: str


def results(store: Store, where: str = "", values: Sequence[str] = ()) -> list[Result]:
    """The results of all works that count, or those of a ``where``, as in ``WHERE axis = ?``.

    Additions are not among them, nor works that speak to effect or sustainability without a result.
    """
    classes = {design["id"]: design.get("class", "") for design in store.all("design")}
    rows = store.sql(
        f"""SELECT reference, study, approach, axis, design, role, direction, points, reporter FROM result
            JOIN reference ON reference.id = result.reference {where}""",
        values,
    )
    found = [
        Result(reference, study, approach, axis, group_of(classes.get(design, "")), *rest)
        for reference, study, approach, axis, design, *rest in rows
    ]
    return [each for each in found if each.role in COUNTED and says(each.axis, each.direction)]


def once(found: Sequence[Result]) -> list[Result]:
    """For each study and axis the results of one report only, so that studies are counted and not works."""
    speaks = speaking((each.reference, each.study, each.axis) for each in found)
    return [each for each in found if speaks[each.study, each.axis] == each.reference]


def speaking(reports: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Which report speaks for a study on an axis: (study, axis) -> reference. The main one, else the first by its id.

    Args:
        reports: reference, study and axis of each result.
    """
    found: dict[tuple[str, str], str] = {}
    for reference, study, axis in reports:
        found[study, axis] = min(found.get((study, axis), reference), reference, key=lambda id: (id != study, id))
    return found


class Tally(NamedTuple):
    """Studies counted: for each group how many report which direction, and to which side their estimates point.

    ``organised``: how many of the studies in each group are reported by those who organised what was studied.
    ``works``: the report of each study that is counted.
    """

    directions: dict[str, Counter[str]]
    points: dict[str, Counter[str]]
    organised: Counter[str]
    works: dict[str, list[str]]

    @property
    def known(self) -> dict[str, int]:
        """How many studies in each group report a result that was retrieved."""
        return {group: counted.total() - counted[UNSEEN] for group, counted in self.directions.items()}

    @property
    def total(self) -> int:
        """How many studies there are."""
        return sum(map(Counter.total, self.directions.values()))


def tally(store: Store, approaches: Sequence[str], axis: str = EFFECT, role: str = "itself") -> Tally:
    """The studies of ``approaches`` on ``axis``, as ``tally_of`` counts them."""
    found = results(store, f"WHERE axis = ? AND approach IN ({placeholders(approaches)})", (axis, *approaches))
    return tally_of(found, role)


def tally_of(found: Sequence[Result], role: str = "itself") -> Tally:
    """The studies behind results of an approach and its variants on one axis, each once, where it had this role.

    A study in which one of them was compared itself is not counted again where another was a part.
    """
    of_study: dict[str, list[Result]] = defaultdict(list)
    for each in once(found):
        of_study[each.study].append(each)
    counted = Tally(
        {group: Counter() for group in GROUPS},
        {group: Counter() for group in GROUPS},
        Counter(),
        {group: [] for group in GROUPS},
    )
    for several in of_study.values():
        if nearest(each.role for each in several) == role:
            same = [each for each in several if each.role == role]
            group = same[0].group
            counted.directions[group][together(each.direction for each in same)] += 1
            counted.works[group].append(same[0].reference)
            counted.organised[group] += any(each.reporter == "organisers" for each in same)
            if points := {each.points for each in same} - {""}:
                counted.points[group][points.pop() if len(points) == 1 else "even"] += 1
    return counted

"""Counts of evidence: how many studies of which design report which direction.

They count what studies report on their main outcome, and say nothing of the size of effects or the quality of
studies. Only the counts of ``points``, of randomised and controlled studies, are vote counting by direction of effect
as the SWiM guideline has it (Campbell and others 2020, doi 10.1136/bmj.l6890). Syntheses overlap with the studies in
them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from collabref.model.reference import ROLES
from collabref.store import Store, places
from collabref.store.store import Record
from collabref.text.wording import join_words, number_of

# Class of design -> the heading of its table, in reading order: the best able to tell an effect from a trend first.
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

# How the classes of design are put together when counted, in reading order; each in the singular and plural.
GROUPS = {
    "synthesis": ("synthesis", "syntheses"),
    "randomised": ("randomised trial", "randomised trials"),
    "controlled": ("controlled study", "controlled studies"),
    "time-series": ("time series", "time series"),
    "uncontrolled": ("uncontrolled study", "uncontrolled studies"),
    "other": ("study of another kind", "studies of other kinds"),
}

# The groups whose results rest on a comparison with others.
COMPARED = ("randomised", "controlled")

CAUTION = (
    "These are counts of what studies report on their main outcome. They say nothing about the size of effects or "
    "the quality of studies. Uncontrolled studies cannot separate a gain from a trend, and syntheses overlap with the "
    "studies in them."
)

# How the counts are called on cards and in comparisons.
LABEL = "Studies of effect"
# What is said beside counts of an approach that has variants.
WITH_VARIANTS = "variants included"

# The axis of evidence whose directions are counted on cards and drawn in plots.
EFFECT = "effect"

# The direction that is named first, and that of a result that could not be read.
BETTER = "positive"
UNSEEN = "unseen"

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
    """The results of all works that count, or those ``where`` an SQL condition holds; additions are not among them."""
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
    return [each for each in found if each.role in COUNTED]


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
    """

    directions: dict[str, Counter[str]]
    points: dict[str, Counter[str]]
    organised: Counter[str]

    @property
    def total(self) -> int:
        """How many studies there are."""
        return sum(map(Counter.total, self.directions.values()))


def tally(store: Store, approaches: Sequence[str], axis: str = EFFECT, role: str = "itself") -> Tally:
    """The studies of ``approaches`` on ``axis``, each once, in which the approach had this role.

    A study in which one of them was compared itself is not counted again where another was a part.
    """
    found = results(store, f"WHERE axis = ? AND approach IN ({places(approaches)})", (axis, *approaches))
    of_study: dict[str, list[Result]] = defaultdict(list)
    for each in once(found):
        of_study[each.study].append(each)
    counted = Tally({group: Counter() for group in GROUPS}, {group: Counter() for group in GROUPS}, Counter())
    for several in of_study.values():
        if nearest(each.role for each in several) == role:
            same = [each for each in several if each.role == role]
            group = same[0].group
            counted.directions[group][together(each.direction for each in same)] += 1
            counted.organised[group] += any(each.reporter == "organisers" for each in same)
            if points := {each.points for each in same} - {""}:
                counted.points[group][points.pop() if len(points) == 1 else "even"] += 1
    return counted


def in_a_sentence(store: Store, counted: Tally) -> str:
    """What the best designs report: of the randomised trials, else of the best class of design that there is.

    Empty where there is no study but syntheses.
    """
    group = next((each for each in GROUPS if each != "synthesis" and counted.directions[each]), "")
    if not group:
        return ""
    total = counted.directions[group].total()
    sentence = _one(store, counted, group) if total == 1 else _several(store, counted, group)
    if organised := counted.organised[group]:
        which = _all(total) if organised == total else f"{organised} of them"
        sentence += "; its organisers reported it" if total == 1 else f"; organisers reported {which}"
    return f"{'' if group == 'randomised' else 'No randomised trial. '}{sentence}."


def _one(store: Store, counted: Tally, group: str) -> str:
    """What the only study of a group reports."""
    (direction,) = counted.directions[group].elements()
    name = GROUPS[group][0]
    if direction == UNSEEN:
        return f"The result of the only {name} was not retrieved"
    if direction == BETTER:
        return f"The only {name} reported {store.label('direction', BETTER)} results on its main outcome"
    return f"The only {name} reported results on its main outcome that were {store.label('direction', direction)}"


def _several(store: Store, counted: Tally, group: str) -> str:
    """What the studies of a group report: those that were better first, even where none was."""
    by_direction = counted.directions[group]
    number = by_direction[BETTER]
    how_many = _all(number) if number == by_direction.total() else number or "none"
    better = f"{how_many} reported {store.label('direction', BETTER)} results on {'their' if number > 1 else 'its'} main outcome"
    others = [each for each in store.all("direction") if by_direction[each["id"]] and each["id"] != BETTER]
    rest = [
        f"of {by_direction[each['id']]} {'' if place else 'were '}{each['label'].removeprefix('result ')}"
        for place, each in enumerate(others)
    ]
    said = f"{better}; results {join_words(rest, 'and')}" if rest else better
    return f"Of {number_of(by_direction.total(), *GROUPS[group])}, {said}"


def _all(number: int) -> str:
    return "both" if number == 2 else f"all {number}"


def in_words(store: Store, counted: dict[str, Counter[str]]) -> list[str]:
    """The counts as sentences, one for each group that has any."""
    directions = store.all("direction")
    sentences = []
    for group, by_direction in counted.items():
        total = sum(by_direction.values())
        if total:
            parts = [_counted(by_direction[each["id"]], each) for each in directions if by_direction[each["id"]]]
            sentences.append(f"{number_of(total, *GROUPS[group])}: {join_words(parts, 'and')}.")
    return sentences


def _counted(number: int, direction: Record) -> str:
    """As in ``2 mixed``."""
    if direction["id"] == UNSEEN:
        return f"{number} whose {'result was' if number == 1 else 'results were'} not retrieved"
    return f"{number} {direction['label']}"


# The directions that a study with a known result can have, from the best.
_IN_TURN = ("positive", "mixed", "none", "negative")


def in_turn(directions: Mapping[str, int]) -> str:
    """``3/4/9/0``: how many studies were better, mixed, not shown to differ and worse; a dash where there is none."""
    known = [directions.get(each, 0) for each in _IN_TURN]
    return "/".join(map(str, known)) if any(known) else "–"

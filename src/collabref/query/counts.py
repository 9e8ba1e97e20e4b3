"""Counts of evidence: how many studies of which kind report which direction.

Counts, never strength: a count of directions says nothing of the size of effects or of the quality of
studies (the cautions of the SWiM reporting guideline), and syntheses overlap with the studies in them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collabref.answer.grid import Text
from collabref.store import Store, places
from collabref.text import listed, number_of

# Class of design -> the heading of its table, in reading order.
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

IN_SHORT = "Counts of direction, not of strength."

CAUTION = (
    "Counts of directions, not of strength. Syntheses overlap with the studies in them, and studies without "
    "controls cannot tell a gain from a trend."
)

# How the counts are called on cards and in comparisons.
LABEL = "Studies of effect"

# The axis of evidence whose directions are counted on cards and drawn in plots.
EFFECT = "effect"

# The direction of a result that could not be read.
UNSEEN = "unseen"

# A work that reports several directions reports this one.
SEVERAL = "mixed"

# How the classes of design are put together when counted, in reading order; each in the singular and plural.
GROUPS = {
    "synthesis": ("synthesis", "syntheses"),
    "randomised": ("randomised trial", "randomised trials"),
    "controlled": ("controlled study", "controlled studies"),
    "time-series": ("time series without controls", "time series without controls"),
    "uncontrolled": ("uncontrolled study", "uncontrolled studies"),
    "other": ("other study", "other studies"),
}


def group_of(design_class: str) -> str:
    """The group in which a class of design is counted."""
    return design_class if design_class in GROUPS else "other"


def together(directions: Iterable[str]) -> str:
    """One direction for a work that reports several; a result that was not seen says nothing beside one that was."""
    different = set(directions)
    if len(different) > 1:
        different.discard(UNSEEN)
    return different.pop() if len(different) == 1 else SEVERAL


class Result(NamedTuple):
    """What one work reports, for one approach on one axis, and the group in which it is counted."""

    reference: str
    approach: str
    axis: str
    direction: str
    group: str


def results(store: Store, where: str = "", values: Sequence[str] = ()) -> list[Result]:
    """The results of all works, or those ``where`` an SQL condition holds."""
    classes = {design["id"]: design.get("class", "") for design in store.all("design")}
    rows = store.sql(
        f"""SELECT DISTINCT reference, approach, axis, direction, design FROM result
            JOIN reference ON reference.id = result.reference {where}""",
        values,
    )
    return [
        Result(reference, approach, axis, direction, group_of(classes.get(design, "")))
        for reference, approach, axis, direction, design in rows
    ]


def by_group(store: Store, approaches: Sequence[str], axis: str = EFFECT) -> dict[str, Counter[str]]:
    """Directions reported for ``approaches`` on ``axis``, by group of design: each work once."""
    found = results(store, f"WHERE axis = ? AND approach IN ({places(approaches)})", (axis, *approaches))
    directions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in found:
        directions[each.reference, each.group].add(each.direction)
    counted: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for (_, group), reported in directions.items():
        counted[group][together(reported)] += 1
    return counted


def in_words(store: Store, counted: dict[str, Counter[str]]) -> list[str]:
    """The counts as sentences, one a group that has any."""
    labels = {word["id"]: word["label"] for word in store.all("direction")}
    sentences = []
    for group, by_direction in counted.items():
        total = sum(by_direction.values())
        if total:
            parts = [f"{by_direction[id]} {label}" for id, label in labels.items() if by_direction[id]]
            sentences.append(f"{number_of(total, *GROUPS[group])}: {listed(parts, 'and')}.")
    return sentences


def in_brief(store: Store, approaches: Sequence[str]) -> tuple[Text, ...]:
    """The studies of effect of ``approaches`` in words, or the gap."""
    sentences = in_words(store, by_group(store, approaches))
    return tuple(map(Text, sentences)) or (Text("The library has no study of effect.", gap=True),)

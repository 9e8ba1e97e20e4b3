"""Counts of evidence: how many studies of which kind report which direction.

Counts, never strength: a count of directions says nothing of the size of effects or of the quality of
studies (the cautions of the SWiM reporting guideline), and syntheses overlap with the studies in them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from collabref.store import Store
from collabref.text import listed

CAUTION = (
    "Counts of directions, not of strength. Syntheses overlap with the studies in them, and studies without "
    "controls cannot tell a gain from a trend."
)

# How the classes of design are put together when counted, in reading order.
_GROUPS = {"synthesis": "synthesis", "controlled": "controlled study"}
_REST = "other study"
_PLURALS = {"synthesis": "syntheses", "controlled study": "controlled studies", "other study": "other studies"}


def counts(store: Store, approaches: Sequence[str], axis: str = "effect") -> dict[str, Counter[str]]:
    """Directions reported for ``approaches`` on ``axis``, by group of design: each work once.

    A work that reports different directions for them counts as mixed.
    """
    marks = ", ".join("?" * len(approaches))
    rows = store.sql(
        f"""SELECT DISTINCT result.reference, result.direction, reference.design FROM result
            JOIN reference ON reference.id = result.reference
            WHERE result.axis = ? AND result.approach IN ({marks})""",
        (axis, *approaches),
    )
    directions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reference, direction, design in rows:
        directions[reference, design].add(direction)
    classes = {design["id"]: design.get("class", "") for design in store.all("design")}
    counted: dict[str, Counter[str]] = {group: Counter() for group in _PLURALS}
    for (_, design), found in directions.items():
        group = _GROUPS.get(classes.get(design, ""), _REST)
        counted[group][found.pop() if len(found) == 1 else "mixed"] += 1
    return counted


def in_words(store: Store, counted: dict[str, Counter[str]]) -> list[str]:
    """The counts as sentences, one a group that has any."""
    labels = {word["id"]: word["label"] for word in store.all("direction")}
    sentences = []
    for group, by_direction in counted.items():
        total = sum(by_direction.values())
        if total:
            parts = [f"{by_direction[id]} {label}" for id, label in labels.items() if by_direction[id]]
            noun = group if total == 1 else _PLURALS[group]
            sentences.append(f"{total} {noun}: {listed(parts, 'and')}.")
    return sentences

"""Studies of effect as plots: a harvest plot and a timeline, each with its key and a description in words.

Primary studies are placed under the direction that they report; syntheses are separate, since they contain
such studies.
"""

from collections import defaultdict
from collections.abc import Sequence

from collabref.answer.page import Block, Mark, Paragraph, Plot, Timeline
from collabref.model.reference import EFFECT, UNSEEN, custom_of
from collabref.pages.blocks import plain
from collabref.pages.tally import CAUTION, STUDIES
from collabref.query import counts
from collabref.query.studies import Study
from collabref.store import Store
from collabref.text.wording import join_words, number_of

# With this many peak years, none is named.
FEW = 4

# A timeline of more years than these is not drawn.
LONGEST = 100

# The directions in a plot from left to right; in a timeline the best is at the foot. A study with any other direction is
# not plotted: its result was not retrieved, or it is a synthesis that found too little evidence to say.
_DIRECTIONS = ("negative", "none", "mixed", "positive")


def pictures(store: Store, found: Sequence[Study], years: bool = False, repeats: bool = False) -> list[Block]:
    """What the counted studies report on effect, as a harvest plot and by year; nothing if there are none.

    Args:
        years: whether the plot shows the year of each study.
        repeats: whether a table above says the same.
    """
    on_effect = [study for study in found if study.counted]
    if not on_effect:
        return []
    drawn: list[Block] = [_plot(store, on_effect, years)._replace(repeats=repeats), _timeline(store, on_effect)]
    return drawn if repeats else [*drawn, *cautions(on_effect)]


def cautions(found: Sequence[Study]) -> list[Block]:
    """What such counts cannot show."""
    on_effect = [study for study in found if study.counted]
    return [Paragraph(plain(CAUTION, _known_overlap(on_effect)))] if on_effect else []


def _direction(study: Study) -> str:
    return study.reports[EFFECT]


def _plot(store: Store, found: Sequence[Study], years: bool) -> Plot:
    groups = counts.GROUPS
    columns = []
    for direction in _DIRECTIONS:
        some = sorted(
            (study for study in found if _direction(study) == direction),
            key=lambda study: (groups.index(study.group), study.year),
        )
        primary = tuple(_mark(study) for study in some if study.group != "synthesis")
        syntheses = tuple(_mark(study) for study in some if study.group == "synthesis")
        columns.append((store.label("direction", direction), primary, syntheses))
    there = {study.group for study in found}
    key = tuple((group, many) for group, (_, many) in STUDIES.items() if group in there)
    words = [
        _said(kind, [(label, len(column[place])) for label, *column in columns]) for place, kind in enumerate(_KINDS)
    ]
    words += _unplaced(found)
    return Plot(tuple(columns), key, " ".join(filter(None, words)), years)


def _unplaced(found: Sequence[Study]) -> list[str]:
    """How many studies are not in the plot, as in ``Not retrieved: 1 primary study and 1 synthesis``."""
    said = []
    unplaced = [study for study in found if _direction(study) not in _DIRECTIONS]
    for unseen, why in ((False, "Too little evidence to say"), (True, "Not retrieved")):
        syntheses = [study.group == "synthesis" for study in unplaced if (_direction(study) == UNSEEN) == unseen]
        kinds = (
            (syntheses.count(False), "primary study", "primary studies"),
            (syntheses.count(True), *STUDIES["synthesis"]),
        )
        if which := join_words((number_of(*kind) for kind in kinds if kind[0]), "and"):
            said.append(f"{why}: {which}.")
    return said


_KINDS = ("Primary studies", "Syntheses")


def _said(kind: str, counted: list[tuple[str, int]]) -> str:
    parts = [f"{count} {label}" for label, count in reversed(counted) if count]
    return f"{kind} by the effect that they report: {join_words(parts, 'and')}." if parts else ""


def _timeline(store: Store, found: Sequence[Study]) -> Timeline:
    """Primary studies by year, the best direction at the foot."""
    primary = [study for study in found if study.group != "synthesis"]
    placed = [study for study in primary if _direction(study) in _DIRECTIONS]
    unseen = sum(_direction(study) == UNSEEN for study in primary)
    of_year: dict[str, list[Study]] = defaultdict(list)
    for study in placed:
        of_year[study.year].append(study)
    dated = [int(year) for year, some in of_year.items() if year for _ in some]
    best_first = list(reversed(_DIRECTIONS))
    if dated and max(dated) - min(dated) > LONGEST:  # one of the years must be an error: the plot would be almost empty
        dated = []
    by_year = []
    for year in range(min(dated, default=0), max(dated, default=-1) + 1):
        some = sorted(of_year[str(year)], key=lambda study: best_first.index(_direction(study)))
        by_year.append((str(year), tuple(map(_mark, some))))
    key = tuple((direction, store.label("direction", direction)) for direction in best_first)
    return Timeline(tuple(by_year), key, _dated(by_year, len(placed) - len(dated), unseen))


def _dated(by_year: Sequence[tuple[str, Sequence[Mark]]], undated: int, unseen: int = 0) -> str:
    """How many studies there are from which year to which, the years with most, and how many are not shown, and why."""
    if not by_year:
        return ""
    counts = {year: len(marks) for year, marks in by_year}
    most = max(counts.values())
    fullest = [year for year, count in counts.items() if count == most]
    span = f"{by_year[0][0]} to {by_year[-1][0]}" if len(by_year) > 1 else f"in {by_year[0][0]}"
    peak = f", most in {join_words(fullest, 'and')} ({most}{' each' if len(fullest) > 1 else ''})"
    said = f"By year: {number_of(sum(counts.values()), 'primary study', 'primary studies')}, {span}"
    said += peak if most > 1 and len(fullest) < FEW and len(by_year) > 1 else ""
    missing = (("Without a year", undated), ("Not retrieved", unseen))
    return f"{said}.{''.join(f' {label}: {number}.' for label, number in missing if number)}"


def _mark(study: Study) -> Mark:
    words = f"{study.record['id']}, {study.design.get('label', 'design not given')}"
    return Mark(study.record["id"], study.group, _direction(study), study.year, words)


def _known_overlap(found: Sequence[Study]) -> str:
    """How many of the primary studies are known to be included in one of the syntheses."""
    primary = {study.record["id"] for study in found if study.group != "synthesis"}
    inside = primary & {id for study in found for id in custom_of(study.record).get("reviews", [])}
    if not inside:
        return ""
    verb = "is" if len(inside) == 1 else "are"
    return f"{len(inside)} of the primary studies here {verb} known to be included in one of the syntheses."

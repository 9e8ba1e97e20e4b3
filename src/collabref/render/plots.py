"""Harvest plots and timelines as lines of text: one character per study, its kind shown by letter and height."""

from collections.abc import Sequence
from textwrap import wrap

from collabref.answer.page import Mark, Plot, Timeline
from collabref.render.marks import look, sign
from collabref.text.safe import printable
from collabref.text.wording import one_line

BAR = "▌"
LINE = "─"

# Between two columns of a plot.
GAP = 2

# The greatest width of a column: further marks begin another tier.
WIDEST = 22

# A timeline taller than this is drawn sideways.
TALLEST = 20

# How many years apart the year labels are.
YEARS_APART = 5


def plot(picture: Plot, width: int) -> list[str]:
    """The plot in columns, or in rows if columns would be narrower than their labels."""
    labels = [f"{_shown(label)} {len(primary)}" for label, primary, _ in picture.columns]
    apart = not picture.repeats and any(syntheses for _, _, syntheses in picture.columns)
    counts = [f"syntheses {len(syntheses)}" for _, _, syntheses in picture.columns] if apart else []
    count = max(len(labels), 1)
    column = min((width - GAP * (count - 1)) // count, WIDEST)
    if column < max(map(len, [*labels, *counts]), default=0):
        return _rows(picture, width)
    lines = _stacked([primary for _, primary, _ in picture.columns], column, picture.years)
    lines += [_side_by_side([LINE * column] * count, column), _side_by_side(labels, column)]
    if apart:
        lines += ["", *_stacked([syntheses for _, _, syntheses in picture.columns], column, picture.years, flat=True)]
        lines += [_side_by_side([LINE * column] * count, column), _side_by_side(counts, column)]
    return lines


def timeline(picture: Timeline, width: int) -> list[str]:
    """One column per year, with the marks stacked, or one row per year if there is no room."""
    tallest = max((len(marks) for _, marks in picture.years), default=0)
    cell = 2 if 2 * len(picture.years) <= width else 1
    if cell * len(picture.years) > width or tallest > TALLEST:
        indent = " " * 6
        return [
            line
            for year, marks in picture.years
            for line in wrap("".join(map(sign, marks)), width, initial_indent=f"{year}  ", subsequent_indent=indent)
            or [year]
        ]
    lines = [
        "".join((sign(marks[row]) if row < len(marks) else " ").ljust(cell) for _, marks in picture.years).rstrip()
        for row in reversed(range(tallest))
    ]
    axis = ""
    for number, (year, _) in enumerate(picture.years):
        if number % YEARS_APART == 0 and cell * number + len(year) <= width:
            axis = axis.ljust(cell * number) + year
    return [*lines, LINE * (cell * len(picture.years)), axis]


def _stacked(columns: Sequence[Sequence[Mark]], width: int, years: bool, flat: bool = False) -> list[str]:
    """Marks in columns, as many side by side as fit, and the others in tiers above them."""
    tiers = [_tiers(marks, width) for marks in columns]
    lines: list[str] = []
    for number in reversed(range(max(map(len, tiers), default=0))):
        lines += _tier([some[number] if number < len(some) else () for some in tiers], width, years, flat)
    return lines


def _tiers(marks: Sequence[Mark], size: int) -> list[Sequence[Mark]]:
    return [marks[start : start + size] for start in range(0, len(marks), size)]


def _tier(columns: Sequence[Sequence[Mark]], width: int, years: bool, flat: bool) -> list[str]:
    """One tier across all columns: bars, letters below them, and years below the letters."""
    height = 1 if flat else max((look(mark).height for marks in columns for mark in marks), default=0)
    lines = [
        _side_by_side(["".join(BAR if look(mark).height >= row else " " for mark in marks) for marks in columns], width)
        for row in range(height, 1, -1)
    ]
    lines.append(_side_by_side(["".join(look(mark).letter for mark in marks) for marks in columns], width))
    if years:
        for place in (2, 3):
            figures = ["".join(mark.year[place : place + 1] or " " for mark in marks) for marks in columns]
            lines.append(_side_by_side(figures, width))
    return lines


def _rows(picture: Plot, width: int) -> list[str]:
    lines: list[str] = []
    for label, primary, syntheses in picture.columns:
        lines += [*wrap(f"{_shown(label)} {len(primary)}", width), *_letters(primary, picture.years, width)]
        if syntheses and not picture.repeats:
            lines += wrap(f"{_shown(label)}, syntheses {len(syntheses)}", width)
            lines += _letters(syntheses, picture.years, width)
    return lines


def _shown(label: str) -> str:
    """A label that is safe in a plot: on one line, without control characters."""
    return one_line(printable(label))


def _letters(marks: Sequence[Mark], years: bool, width: int) -> list[str]:
    letters = (
        " ".join(f"{look(mark).letter}{mark.year[2:]}" for mark in marks)
        if years
        else "".join(look(mark).letter for mark in marks)
    )
    return wrap(letters, width, initial_indent="  ", subsequent_indent="  ")


def _side_by_side(texts: Sequence[str], width: int) -> str:
    return (" " * GAP).join(text.ljust(width) for text in texts).rstrip()

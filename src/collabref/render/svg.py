"""Harvest plots and timelines as SVG, for use inside an HTML page.

The page's style sheet gives the classes their colours, for light and dark; shape and height show the design
without them. Text keeps its size: a narrow screen gets its own plot, not a smaller one.
"""

from collections.abc import Iterator, Sequence
from html import escape

from collabref.answer.page import Mark, Plot, Spans, Timeline
from collabref.render.marks import LOOKS, look, sign
from collabref.text.wording import capital, number_of

# In pixels: a mark with the space beside it, and the mark alone.
STEP = 8
MARK = 6

# The height of a mark of height 1, and the space above the tallest mark of a tier.
UNIT = 10
ABOVE = 6

# Between two columns of a plot.
GUTTER = 16

# The height of a line of text, and the approximate width of a character.
LINE = 16
CHARACTER = 7

# How many years apart the year labels are.
YEARS_APART = 5


def plot(picture: Plot, width: int, name: str) -> str:
    """The plot as an SVG element ``width`` pixels wide; its ids begin with ``name``."""
    count = max(len(picture.columns), 1)
    column = (width - GUTTER * (count - 1)) // count
    across = max(column // STEP, 1)
    upper = max(_height(primary, across) for _, primary, _ in picture.columns)
    lower = max(_height(syntheses, across) for _, _, syntheses in picture.columns)
    labels = [_lines(capital(label), column) for label, _, _ in picture.columns]
    studies = [_lines(number_of(len(marks), "study", "studies"), column) for _, marks, _ in picture.columns]
    syntheses = [_lines(number_of(len(marks), "synthesis", "syntheses"), column) for _, _, marks in picture.columns]
    between = LINE * (max(map(len, labels)) + max(map(len, studies)) + 1)
    parts: list[str] = []
    for position, (_, primary, others) in enumerate(picture.columns):
        left = position * (column + GUTTER)
        parts += _tiers(primary, left, upper, across)
        parts.append(_rule(left, upper, column))
        parts += _below(labels[position], left, upper, "label")
        parts += _below(studies[position], left, upper + LINE * len(labels[position]), "faint")
        if lower:
            foot = upper + between + lower
            parts += _tiers(others, left, foot, across)
            parts.append(_rule(left, foot, column))
            parts += _below(syntheses[position], left, foot, "faint")
    height = upper + between + (lower + LINE * max(map(len, syntheses)) + 6 if lower else 0)
    return _svg(parts, width, height, name, "Harvest plot", picture.words)


def timeline(picture: Timeline, width: int, name: str) -> str:
    """The timeline as an SVG element ``width`` pixels wide; its ids begin with ``name``."""
    step = min(width // max(len(picture.years), 1), 20)
    foot = LINE * (max((len(marks) for _, marks in picture.years), default=0) + 1)
    parts = [_rule(0, foot, step * len(picture.years))]
    apart = YEARS_APART if step * YEARS_APART >= 5 * CHARACTER else 2 * YEARS_APART
    for position, (year, marks) in enumerate(picture.years):
        for row, mark in enumerate(marks):
            tip = f"<title>{escape(mark.words)}, {escape(year)}</title>"
            parts.append(_text(position * step, foot - LINE * row - 4, sign(mark).replace("-", "−"), "sign", tip))
        if position % apart == 0 and position * step + CHARACTER * len(year) <= width:
            parts.append(_text(position * step, foot + LINE, year, "faint"))
    return _svg(parts, width, foot + LINE + 6, name, "Studies by year", picture.words)


def spans(picture: Spans, width: int, name: str) -> str:
    """Things on a line of steps as an SVG element ``width`` pixels wide, a bar under each; its ids begin with ``name``."""
    column = width // max(len(picture.steps), 1)
    parts: list[str] = []
    lines = [_lines(step, column) for step in picture.steps]
    for position, step in enumerate(lines):
        parts += [_text(position * column, LINE * row, line, "label") for row, line in enumerate(step, start=1)]
    top = LINE * (max(map(len, lines), default=1) + 1)
    for row, (label, _, first, last) in enumerate(picture.rows):
        base = top + row * 2 * LINE
        parts.append(
            _text(min(first * column, max(width - CHARACTER * len(label), 0)), base + LINE - 4, label, "faint")
        )
        parts.append(
            f'<rect class="span" x="{first * column}" y="{base + LINE}" width="{column * (last - first + 1) - GUTTER}" '
            f'height="{MARK}"><title>{escape(label)}</title></rect>'
        )
    return _svg(parts, width, top + len(picture.rows) * 2 * LINE + 6, name, picture.title, picture.words)


def shape(kind: str) -> str:
    """The mark of a kind of study, alone, for the key."""
    inside = "".join(_tiers((Mark("", kind, "", "", ""),), 1, 3 * UNIT, 1))
    return f'<svg class="shape" aria-hidden="true" viewBox="0 0 8 30" width="8" height="30">{inside}</svg>'


def _tiers(marks: Sequence[Mark], left: int, foot: int, across: int) -> Iterator[str]:
    """Marks side by side, ``across`` to a row, and the others above them."""
    for start in range(0, len(marks), across):
        tier = marks[start : start + across]
        for position, mark in enumerate(tier):
            yield _mark(mark, left + position * STEP, foot)
        foot -= _tallest(tier)


def _mark(mark: Mark, left: int, foot: int) -> str:
    name = mark.kind if mark.kind in LOOKS else "other"
    tip = f"<title>{escape(mark.words)}</title>" if mark.words else ""
    middle = left + MARK // 2
    if name == "other":
        return f'<circle class="other" cx="{middle}" cy="{foot - 4}" r="3">{tip}</circle>'
    if name == "synthesis":
        points = f"{middle},{foot - 12} {middle + 4},{foot - 7} {middle},{foot - 2} {middle - 4},{foot - 7}"
        return f'<polygon class="synthesis" points="{points}">{tip}</polygon>'
    height = look(mark).height * UNIT
    return f'<rect class="{name}" x="{left}" y="{foot - height}" width="{MARK}" height="{height - 1}">{tip}</rect>'


def _tallest(tier: Sequence[Mark]) -> int:
    return max((1 if mark.kind == "synthesis" else look(mark).height) * UNIT for mark in tier) + ABOVE


def _height(marks: Sequence[Mark], across: int) -> int:
    return sum(_tallest(marks[start : start + across]) for start in range(0, len(marks), across))


def _lines(label: str, width: int) -> list[str]:
    """A label on one line if there is room, else one word per line."""
    return [label] if len(label) * CHARACTER <= width else label.split()


def _below(lines: Sequence[str], left: int, foot: int, name: str) -> Iterator[str]:
    """Lines of text, the first of them below ``foot``."""
    for row, line in enumerate(lines, start=1):
        yield _text(left, foot + LINE * row, line, name)


def _text(left: int, base: int, words: str, name: str, tip: str = "") -> str:
    return f'<text class="{name}" x="{left}" y="{base}">{escape(words)}{tip}</text>'


def _rule(left: int, y: int, length: int) -> str:
    return f'<line class="rule" x1="{left}" y1="{y}" x2="{left + length}" y2="{y}"/>'


def _svg(parts: Sequence[str], width: int, height: int, name: str, title: str, description: str) -> str:
    return "\n".join(
        [
            f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(description)}</desc>',
            *parts,
            "</svg>",
        ]
    )

"""A terminal's screen as an SVG picture, for light and for dark pages. `make docs` draws those of README.md.

The text stays text. Nothing is fetched: the font is the reader's own, and each run of
characters is stretched to its columns, so that they line up in any font.
"""

import re
from collections.abc import Iterator
from html import escape
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.text import Text

# The colours of a screen by theme: background, border, plain and faint text, and ANSI's numbers for red, green,
# yellow and cyan, which are all that the program uses.
THEMES: dict[str, dict[str | int | None, str]] = {
    "light": {"ground": "#ffffff", "edge": "#d0d7de", "plain": "#1f2328", "faint": "#59636e",
              1: "#b42318", 2: "#1a7037", 3: "#8a5a00", 6: "#0b6a80"},
    "dark": {"ground": "#0d1117", "edge": "#3d444d", "plain": "#e6edf3", "faint": "#9198a1",
             1: "#ff8f85", 2: "#6fce83", 3: "#e0b45c", 6: "#6cc7dd"},
}  # fmt: skip

# The sizes of a character, a line and the margin, in pixels.
CHARACTER, LINE, MARGIN = 7.8, 18, 16
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"

_RUN = re.compile(r"\S+(?: \S+)*")


def svg(screen: str, title: str, theme: str, width: int) -> str:
    """A picture of ``screen``, text with ANSI styles, as a terminal of ``width`` columns shows it.

    Args:
        screen: the text, with line ends.
        title: what the picture shows, for people who use a screen reader.
        theme: a key of ``THEMES``.
        width: the columns of the terminal.
    """
    colours = THEMES[theme]
    lines = screen.rstrip("\n").split("\n")
    wide, high = round(width * CHARACTER + 2 * MARGIN), len(lines) * LINE + 2 * MARGIN
    drawn = [run for number, line in enumerate(lines) for run in _runs(line, MARGIN + (number + 0.75) * LINE, colours)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect x=".5" y=".5" width="{wide - 1}" height="{high - 1}" rx="8" fill="{colours["ground"]}" stroke="{colours["edge"]}"/>',
            f'<g font-family="{FONT}" font-size="13" fill="{colours["plain"]}">',
            *drawn,
            "</g>",
            "</svg>\n",
        ]
    )


def _runs(line: str, y: float, colours: dict[str | int | None, str]) -> Iterator[str]:
    """The words of a line, each run of one style at its columns."""
    column = 0
    segments = Text.from_ansi(line).render(Console(file=StringIO()), end="")
    for look, alike in groupby(segments, lambda segment: _look(segment, colours)):
        text = "".join(segment.text for segment in alike)
        for run in _RUN.finditer(text):
            x = MARGIN + (column + run.start()) * CHARACTER
            length = (run.end() - run.start()) * CHARACTER
            place = f'x="{x:.5g}" y="{y:.5g}" textLength="{length:.5g}" lengthAdjust="spacingAndGlyphs"'
            yield f"<text {place}{look}>{escape(run[0], quote=False)}</text>"
        column += cell_len(text)


def _look(segment: Segment, colours: dict[str | int | None, str]) -> str:
    """The attributes of a style."""
    style = segment.style
    if not style:
        return ""
    colour = colours["faint"] if style.dim else colours[style.color.number] if style.color else ""
    return "".join(
        [
            f' fill="{colour}"' if colour else "",
            ' font-weight="bold"' if style.bold else "",
            ' font-style="italic"' if style.italic else "",
        ]
    )

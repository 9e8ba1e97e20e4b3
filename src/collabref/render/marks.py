"""How the marks of plots look: letter, height and shape by class of design; sign and colour by direction.

A page says only what a mark represents. The letters and signs are ASCII, so that every terminal can show them; the
colours are legible on black and on white, and never carry meaning on their own.
"""

from typing import NamedTuple

from collabref.answer.page import Mark


class Look(NamedTuple):
    """How a study of a class of design is drawn in a plot.

    Attributes:
        letter: its letter in text plots.
        height: 1 to 3; the taller, the better such a design can separate an effect from a trend.
        shape: in words, as in “tall bar”.
    """

    letter: str
    height: int
    shape: str

    @property
    def tall(self) -> str:
        """The height as a word."""
        return ("short", "medium", "tall")[self.height - 1]


# Kind of mark -> its look. Syntheses have a separate row.
LOOKS = {
    "randomised": Look("R", 3, "tall bar"),
    "controlled": Look("C", 2, "medium bar"),
    "time-series": Look("T", 2, "medium, striped bar"),
    "uncontrolled": Look("U", 1, "short, hollow bar"),
    "other": Look("O", 1, "dot"),
    "synthesis": Look("S", 3, "diamond"),
}

# Direction -> its sign in a timeline, and the colour of the sign at a terminal.
SIGNS = {"positive": "+", "mixed": "~", "none": "=", "negative": "-", "unclear": "?"}
COLOURS = {"+": "green", "~": "yellow", "=": "cyan", "-": "red", "?": "default"}


def look(mark: Mark) -> Look:
    """How a mark is drawn; unknown kinds are drawn as other designs."""
    return LOOKS.get(mark.kind, LOOKS["other"])


def sign(mark: Mark) -> str:
    """The sign of a mark's direction; an unknown direction has the sign of doubt."""
    return SIGNS.get(mark.direction, "?")

"""Pages and grids as text, one module a format. Every renderer returns a string; none prints.

A module has ``render(view, style) -> str``. It is imported only when its format is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from collabref import SEARCHED_TO, __version__

if TYPE_CHECKING:
    from collabref.grid import Grid
    from collabref.page import Page

    View: TypeAlias = Page | Grid

# Format -> the module that draws it.
MODULES = {
    "text": "terminal",
    "plain": "plain",
    "md": "markdown",
    "html": "html",
    "json": "data",
    "tsv": "sheet",
    "csv": "sheet",
    "bibtex": "bibliography",
    "ris": "bibliography",
    "csl-json": "bibliography",
    "csl-yaml": "bibliography",
}


# The last line of a document that leaves the terminal: where it comes from, and on which terms.
COLOPHON = f"collabref {__version__}; literature searched to {SEARCHED_TO}; data CC BY 4.0."


class Style(NamedTuple):
    """What a renderer may need to know of the place where its text will stand."""

    format: str
    width: int = 80
    color: bool = False
    links: bool = False


def render(view: "View", style: Style) -> str:
    """``view`` as text in the format of ``style``, ending with a newline unless it is empty."""
    module = import_module(f"collabref.render.{MODULES[style.format]}")
    drawn: str = module.render(view, style)
    return drawn

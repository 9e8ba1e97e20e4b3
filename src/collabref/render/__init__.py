"""Pages and grids as text, one module per format. Every renderer returns its output; none prints.

A module has ``render(view, style) -> str`` (``-> bytes`` for word-processor formats). It is imported only when its
format is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from collabref import SEARCHED_TO, __version__
from collabref.formats import BY_NAME
from collabref.text.wording import day_in_words

if TYPE_CHECKING:
    from collabref.answer.grid import Grid
    from collabref.answer.page import Page

    View: TypeAlias = Page | Grid

# The last line of a document: where it comes from, and its licence.
COLOPHON = f"collabref {__version__}; literature searched to {day_in_words(SEARCHED_TO)}; data CC BY 4.0."


class Style(NamedTuple):
    """What a renderer may need to know about the destination of its text.

    Attributes:
        format: its name.
        width: columns.
        color: whether it supports colour.
        links: whether it supports links.
        citations: how Markdown cites, ``pandoc`` or ``plain``.
        height: the lines of the window; 0 if there is none, when lists are shown whole.
    """

    format: str
    width: int = 80
    color: bool = False
    links: bool = False
    citations: str = "pandoc"
    height: int = 0


def render(view: "View", style: Style) -> str | bytes:
    """``view`` in the format of ``style``: text that ends with a newline unless it is empty, or a file's bytes.

    Raises:
        UsageError: the format needs a program that is not installed.
    """
    module = import_module(f"collabref.render.{BY_NAME[style.format].renderer}")
    drawn: str | bytes = module.render(view, style)
    return drawn

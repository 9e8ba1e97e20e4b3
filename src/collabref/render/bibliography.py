"""References as bibliography files: BibTeX, RIS, CSL-JSON, CSL-YAML."""

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.cite import bibtex, csl, ris
from collabref.render import Style

_WRITERS = {
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl-json": csl.write_json,
    "csl-yaml": csl.write_yaml,
}


def render(view: Page | Grid, style: Style) -> str:
    """The references of the answer, in full."""
    return _WRITERS[style.format](view.items)

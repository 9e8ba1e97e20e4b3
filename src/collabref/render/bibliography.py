"""References as bibliography files: BibTeX, RIS, CSL-JSON, CSL-YAML."""

from collections.abc import Sequence

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.cite import bibtex, csl, ris
from collabref.cite.values import Reference
from collabref.formats import WRITTEN
from collabref.render import Style


def _csl_yaml(references: Sequence[Reference]) -> str:
    return WRITTEN + csl.write_yaml(references)


_WRITERS = {
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl-json": csl.write_json,
    "csl-yaml": _csl_yaml,
}


def render(view: Page | Grid, style: Style) -> str:
    """The references of the answer, in full."""
    return _WRITERS[style.format](view.items)

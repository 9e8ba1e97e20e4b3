"""JSON: one object with ``schema_version``, ``kind`` and ``items``."""

import json

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.render import Style
from collabref.text.safe import json_printable

# Raised when the shape of an answer changes so that a program that reads it has to change too.
SCHEMA_VERSION = 2


def render(view: Page | Grid, style: Style) -> str:
    """The answer as data; control characters escaped, everything else as it is."""
    answer = {"schema_version": SCHEMA_VERSION, "kind": view.kind, "items": view.items}
    return json_printable(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"

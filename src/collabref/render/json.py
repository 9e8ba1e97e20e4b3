"""JSON: one object with ``schema_version``, ``kind`` and ``items``."""

import json

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.render import Style
from collabref.text.safe import json_printable

# Increased when an answer changes shape in a way that breaks programs that read it.
SCHEMA_VERSION = 2


def render(view: Page | Grid, style: Style) -> str:
    """The answer as data, with control characters escaped and everything else unchanged."""
    answer = {"schema_version": SCHEMA_VERSION, "kind": view.kind, "items": view.items}
    return json_printable(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"

"""JSON: one object with ``schema_version``, ``kind`` and ``items``."""

import json

from collabref.grid import Grid
from collabref.page import Page
from collabref.render import Style
from collabref.text import CONTROL

SCHEMA_VERSION = 1

# json.dumps escapes U+0000 to U+001F only; others too can command a terminal.
_ESCAPES = {code: f"\\u{code:04x}" for code in CONTROL}


def render(view: Page | Grid, style: Style) -> str:
    """The answer as data; control characters escaped, everything else as it is."""
    answer = {"schema_version": SCHEMA_VERSION, "kind": view.kind, "items": view.items}
    return json.dumps(answer, ensure_ascii=False, indent=2).translate(_ESCAPES) + "\n"

"""References as CSL-JSON and as CSL-YAML: for Zotero, for pandoc and every other citation processor.

The items are as they are in the library, down to the fields that CSL does not know, without what is
collabref's own. A list of authors that goes on ends in ``{literal: others}``, as pandoc writes what BibTeX
calls "and others", and as its citation processor reads it: every style then prints "et al.". pandoc reads their text as Markdown; the built-in titles hold nothing that it would
change, those of other libraries are written as they are.

Source: CSL 1.0.2, csl-data.json; the pandoc manual, "Specifying bibliographic data".
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from collabref.cite.values import Reference, goes_on, leading_role, names
from collabref.text.safe import CONTROL, json_printable

# A key that YAML takes for text without quotes; the words that it takes for something else are not CSL's.
_PLAIN_KEY = re.compile(r"(?!(?i:yes|no|on|off|true|false|null|y|n)$)[A-Za-z][A-Za-z-]*")
# What JSON leaves as it is in a string and YAML does not (line ends, the BOM), or a terminal would obey.
# YAML knows no pairs of surrogates.
_NOT_IN_YAML = {
    code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    for code in (*CONTROL, 0x2028, 0x2029, *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF)
}


def write_json(references: Sequence[Reference], keep_custom: bool = False) -> str:
    """The references as CSL-JSON: a list of items.

    Args:
        references: CSL items.
        keep_custom: keep our annotations, under ``custom``.
    """
    items = [_item(reference, keep_custom) for reference in references]
    return json_printable(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def write_yaml(references: Sequence[Reference], keep_custom: bool = False) -> str:
    """The references as CSL-YAML: a ``references:`` list, as pandoc's --bibliography takes it.

    Values are JSON, which is YAML; so this needs no YAML library, and no value can be mistaken.
    """
    lines = [line for reference in references for line in _lines(_item(reference, keep_custom))]
    return "\n".join(["references:", *lines, ""]) if lines else "references: []\n"


def _item(reference: Reference, keep_custom: bool) -> Reference:
    item = {key: value for key, value in reference.items() if key != "kind"}
    if not keep_custom and isinstance(item.get("custom"), dict):
        from collabref.model.records import Custom

        ours = Custom.__struct_encode_fields__
        if others := {key: value for key, value in item["custom"].items() if key not in ours}:
            item["custom"] = others
        else:
            del item["custom"]
    if not keep_custom and goes_on(reference, role := leading_role(reference)) and (people := names(reference, role)):
        item[role] = [*people, {"literal": "others"}]
    return item


def _lines(item: Reference) -> Iterator[str]:
    lead = "- "
    for key, value in item.items():
        name = key if _PLAIN_KEY.fullmatch(key) else _scalar(key)
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield f"{lead}{name}:"  # names: one a line
            yield from (f"  - {_scalar(each)}" for each in value)
        else:
            yield f"{lead}{name}: {_scalar(value)}"
        lead = "  "


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_NOT_IN_YAML)

"""References as CSL-JSON and CSL-YAML, for Zotero, pandoc and every other citation processor.

The items are as in the library, including fields that CSL does not have, but without collabref's own
annotations. An incomplete list of authors ends in ``{literal: others}``, which is how pandoc writes BibTeX's
"and others": every style then prints "et al.". pandoc reads the text as Markdown. The built-in titles hold
nothing that this would change; those of other libraries are written as they are.

Source: CSL 1.0.2, csl-data.json; the pandoc manual, "Specifying bibliographic data".
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from collabref.cite.values import Reference, goes_on, leading_role, names
from collabref.model.reference import year_of
from collabref.text.safe import CONTROL, json_printable

# A key that YAML reads as text without quotes; CSL uses none of the words that YAML reads otherwise.
_PLAIN_KEY = re.compile(r"(?!(?i:yes|no|on|off|true|false|null|y|n)$)[A-Za-z][A-Za-z-]*")
# What a JSON string may hold raw and a YAML one may not (line ends, the BOM), or a terminal would obey.
# YAML has no surrogate pairs.
_NOT_IN_YAML = {
    code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    for code in (*CONTROL, 0x2028, 0x2029, *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF)
}


def write_json(references: Sequence[Reference]) -> str:
    """The references as CSL-JSON: a list of items."""
    items = [_item(reference) for reference in references]
    return json_printable(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def write_yaml(references: Sequence[Reference]) -> str:
    """The references as CSL-YAML: a ``references:`` list, as pandoc's --bibliography takes it.

    Values are written as JSON, which is valid YAML: no YAML library is needed, and no value can be misread.
    """
    lines = [line for reference in references for line in _lines(_item(reference))]
    return "\n".join(["references:", *lines, ""]) if lines else "references: []\n"


# What keeps Chicago from saying “ahead of print”.
_OUT = (
    "collection-title", "issue", "number", "page", "supplement-number", "volume", "volume-title",
    "status", "available-date",
)  # fmt: skip


def with_available_date(reference: Reference) -> Reference:
    """``reference``, to be formatted by pandoc, with the date from which it was available.

    Chicago's style prints "ahead of print" for an article that has a DOI and nothing of ``_OUT``, unless it has
    that date. That a volume is missing here says no such thing; ``status`` would.
    """
    year = year_of(reference)
    if year is None or reference.get("type") != "article-journal" or any(reference.get(each) for each in _OUT):
        return reference
    return {**reference, "available-date": str(year)}


def _item(reference: Reference) -> Reference:
    item = {key: value for key, value in reference.items() if key != "kind"}
    if isinstance(item.get("custom"), dict):
        from collabref.model.records import Custom

        ours = Custom.__struct_encode_fields__
        if others := {key: value for key, value in item["custom"].items() if key not in ours}:
            item["custom"] = others
        else:
            del item["custom"]
    if goes_on(reference, role := leading_role(reference)) and (people := names(reference, role)):
        item[role] = [*people, {"literal": "others"}]
    return item


def _lines(item: Reference) -> Iterator[str]:
    lead = "- "
    for key, value in item.items():
        name = key if _PLAIN_KEY.fullmatch(key) else _scalar(key)
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield f"{lead}{name}:"  # names: one per line
            yield from (f"  - {_scalar(each)}" for each in value)
        else:
            yield f"{lead}{name}: {_scalar(value)}"
        lead = "  "


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_NOT_IN_YAML)

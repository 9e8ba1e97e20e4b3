"""`schema`: the JSON Schema of a data file, from the declared fields and the words of the vocabulary.

Source: JSON Schema, draft 2020-12. It applies the rules that `check` calls structure, as far as that is possible within
one file, and the form of claims, ids and dates. It cannot check what a file names in another.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from collabref.errors import UsageError
from collabref.kinds import BY_KEY
from collabref.model import csl, records
from collabref.model.records import DECLARATIONS, VERDICTS
from collabref.store import Store
from collabref.text.wording import capital, close_matches, join_words

Schema = dict[str, Any]

_REFERENCE = "A work that claims cite: a CSL item, with our annotations under custom."


def schema(store: Store, key: str = "") -> str:
    """The schema of a library file; with ``key``, of one that contains only the records under that top-level key.

    Raises:
        UsageError: there is no such key.
    """
    if key and key not in BY_KEY:
        nearest = close_matches(key, BY_KEY)
        hint = f"Did you mean {join_words(nearest)}?" if nearest else f"Choose from: {', '.join(BY_KEY)}."
        raise UsageError(f"“{key}” is not a top-level key of a data file. {hint}")
    declared = {each: DECLARATIONS[kind] for each, kind in BY_KEY.items() if each == key or not key}
    (_, definitions) = msgspec.json.schema_components(declared.values(), ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        _describe(name, definition)
    _hold_words(definitions, store)
    _hold_forms(definitions)
    whole: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"collabref: {key}" if key else "collabref: a library",
        "description": "Records of a collabref library, under the keys that name their kinds.",
        "type": "object",
        "properties": {
            each: {"type": "array", "items": {"$ref": f"#/$defs/{declaration.__name__}"}}
            for each, declaration in declared.items()
        },
        "additionalProperties": False,
        "$defs": dict(definitions),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _describe(name: str, definition: Schema) -> None:
    """Add descriptions from the docstring, and drop defaults, which only say that a field may be missing."""
    docstring = _declaration(name).__doc__ or ""
    said, _, fields = docstring.replace("``", "`").partition("Attributes:")
    definition["description"] = " ".join(said.split("\n\n")[0].split()) if name != "Reference" else _REFERENCE
    described = dict(re.findall(r"^ +(\w+): (.+)$", fields, re.MULTILINE))
    for field, meaning in described.items():
        sentence = capital(meaning)
        definition["properties"][field.rstrip("_").replace("_", "-")]["description"] = sentence
    for property in definition["properties"].values():
        property.pop("default", None)
        if "anyOf" in property:  # msgspec before 0.20 puts null before what may be missing, later ones after it
            property["anyOf"].sort(key=lambda form: form.get("type") == "null")


def _hold_forms(definitions: dict[str, Schema]) -> None:
    """Add the forms of claims, dates and ids that their types alone do not express."""
    for declaration in DECLARATIONS.values():
        if declaration.__name__ in definitions:
            _hold_record(definitions[declaration.__name__])
    if "Claim" in definitions:
        claim = definitions["Claim"]
        say, refs, gap, searched = (claim["properties"][name] for name in ("say", "refs", "gap", "searched"))
        definitions["Claim"] = {
            "title": "Claim",
            "description": claim["description"],
            "oneOf": [
                _closed(say={**say, "minLength": 1}, refs={**refs, "minItems": 1}),
                _closed(gap={**gap, "minLength": 1}, searched={**searched, "pattern": f"^{records.DATE}$"}),
            ],
        }
    if "Reference" in definitions:
        definitions["Reference"]["properties"]["id"]["pattern"] = r"\S"  # reference managers make other kinds of id
        definitions["Reference"]["properties"]["type"]["enum"] = sorted(csl.TYPES)
        definitions["Custom"]["properties"]["checked"]["pattern"] = f"^{records.DATE}$"
        definitions["Date"] = _dates(definitions["Date"])


def _hold_record(definition: Schema) -> None:
    definition["properties"]["id"]["pattern"] = f"^{records.ID}$"
    for name in definition["required"]:
        for form in definition["properties"][name].get("anyOf", ()):
            if form.get("type") == "array":  # for claims: a required field must say something
                form["minItems"] = 1


def _closed(**properties: Schema) -> Schema:
    """An object with all of these and nothing else."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _dates(date: Schema) -> Schema:
    """A date in any of the forms that ``load.dates.own_date`` reads."""
    part = {
        "anyOf": [{"type": "integer", "minimum": 0, "maximum": 9999}, {"type": "string", "pattern": "^[0-9]{1,4}$"}]
    }
    single = [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"},
        {**_closed(year=part, month=part, day=part), "required": ["year"]},
    ]
    whole = {key: value for key, value in date.items() if key not in ("title", "description")}
    several = {"type": "array", "minItems": 1, "items": {"anyOf": single}}
    return {"title": "Date", "description": date["description"], "anyOf": [whole, *single, several]}


def _hold_words(definitions: dict[str, Schema], store: Store) -> None:
    """Add the words that coded fields may hold, and the ids that are keys of mappings."""
    for name, definition in definitions.items():
        for field in inspect.type_info(_declaration(name)).fields:  # type: ignore[attr-defined]
            property = definition["properties"][field.encode_name]
            for kind in _words(field.type):
                words = VERDICTS if kind == "verdict" else [word["id"] for word in store.all(kind)]
                property.get("items", property)["enum"] = list(words)
            if isinstance(field.type, inspect.DictType) and isinstance(field.type.key_type, inspect.Metadata):
                value = property["additionalProperties"]
                property["properties"] = {
                    each["id"]: {**value, "description": each.get("asks") or each["name"]}
                    for each in store.all(field.type.key_type.extra["id"])  # type: ignore[index]
                }
                property["additionalProperties"] = False


def _words(declared: inspect.Type) -> Iterator[str]:
    """The vocabulary whose words a field holds, singly or in a list."""
    if isinstance(declared, inspect.ListType):
        declared = declared.item_type
    if isinstance(declared, inspect.Metadata) and (kind := (declared.extra or {}).get("word")):
        yield kind


def _declaration(name: str) -> Any:
    return getattr(records, name, None) or getattr(csl, name)

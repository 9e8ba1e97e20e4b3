import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_check_rules import FIXTURES, marked

from collabref.check import RULES, run
from collabref.errors import LibraryError, UsageError
from collabref.kinds import BY_KEY, KINDS
from collabref.load import DataFile, Library, read_library
from collabref.load.overlay import Overlay
from collabref.load.yaml_file import parse, read
from collabref.pages.schema import schema
from collabref.paths import builtin_library
from collabref.store import Store, open_store

FILES = sorted(Path(builtin_library()).glob("*.yaml"))

# The rules whose faults can be seen within one file: of unknown ids, only those of dimensions and sections.
SEEN = {
    "record",
    "shape",
    "claim-shape",
    "csl-type",
    "missing-id",
    "unknown-word",
    "claim-source",
    "id-form",
    "date-form",
}


def data(path: Path) -> Any:
    return parse(path.read_text(encoding="utf-8"), path.name)[0]


@pytest.fixture(scope="module")
def validator(builtin: Store) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema(builtin)))


@pytest.mark.parametrize("key", ["", *BY_KEY])
def test_it_is_a_schema(builtin: Store, key: str):
    made = json.loads(schema(builtin, key))
    jsonschema.Draft202012Validator.check_schema(made)
    assert list(made["properties"]) == ([key] if key else list(BY_KEY))
    text = json.dumps(made)
    for name in made["$defs"]:  # nothing unused
        assert f"#/$defs/{name}" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_built_in_file_keeps_to_it(validator: jsonschema.Draft202012Validator, path: Path):
    assert [error.message for error in validator.iter_errors(data(path))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_built_in_file_names_it(path: Path):
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../docs/schema.json"
    assert (path.parent / first.partition("=")[2]).is_file()


def test_a_kind_has_a_schema_of_its_own(builtin: Store):
    terms = jsonschema.Draft202012Validator(json.loads(schema(builtin, "terms")))
    record = {"id": "a", "name": "A", "means": {"say": "B.", "refs": ["x"]}}
    assert terms.is_valid({"terms": [record]})
    assert not terms.is_valid({"sections": [{"id": "a", "name": "A"}]})
    assert not terms.is_valid({"terms": [{**record, "nmae": "A"}]})


def test_an_unknown_kind_is_refused_with_what_it_may_have_been(builtin: Store):
    with pytest.raises(UsageError, match="“term” is not a top-level key of a data file. Did you mean terms?"):
        schema(builtin, "term")
    with pytest.raises(UsageError, match="Choose from: dimensions, sections, .*, synonyms."):
        schema(builtin, "qqq")


def test_fields_and_kinds_are_described(builtin: Store):
    made = json.loads(schema(builtin))
    assert made["$defs"]["Approach"]["description"] == "A collaboration-based approach to improvement."
    assert made["$defs"]["Custom"]["properties"]["authors-incomplete"]["description"].startswith("True if")
    assert all(definition["description"] for definition in made["$defs"].values())
    ours = {name for name in made["$defs"] if name not in ("Reference", "Name", "Date", "Claim")}
    bare = [
        f"{name}.{field}"
        for name in ours for field, property in made["$defs"][name]["properties"].items()
        if "description" not in property and field not in ("id", "name", "aliases")
    ]  # fmt: skip
    assert bare == []


def test_the_words_are_those_of_the_libraries_in_use(library: Any):
    mine = library("countries: [{id: zz, label: Nowhere}]\ndimensions: [{id: zest, name: Zest, asks: Is it fun?}]\n")
    made = json.loads(schema(open_store([mine])))
    assert "zz" in made["$defs"]["Case"]["properties"]["countries"]["items"]["enum"]
    assert made["$defs"]["Approach"]["properties"]["at-a-glance"]["properties"]["zest"]["description"] == "Is it fun?"


@pytest.mark.parametrize("rule", sorted(SEEN))
def test_it_refuses_what_breaks_a_rule_that_it_can_see(validator: jsonschema.Draft202012Validator, rule: str):
    text, _ = marked(FIXTURES[rule].broken, FIXTURES[rule].told)
    assert not validator.is_valid(parse(text, "a.yaml")[0])


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (2008, True), ("2008-06", True), ("2008-06-28", True), ([2008, 2009], True), ({"year": 2008, "month": "6"}, True),
        ({"raw": "2008"}, True), ({"literal": "spring"}, True), ({"date-parts": [[2008, 6]]}, True), ({}, True),
        ("June 2008", False), (5, False), ([], False), ({"yaer": 1}, False), ({"date-parts": [2008]}, False), (None, False), (True, False),
    ],
)  # fmt: skip
def test_dates_may_be_written_as_they_are_read(validator: jsonschema.Draft202012Validator, written: Any, right: bool):
    library = {"references": [{"id": "a", "type": "book", "issued": written}]}
    assert validator.is_valid(library) == right
    assert keeps(library) == right


# Schema and check agree


def keeps(library: Any) -> bool:
    """Whether `check` finds no fault in a library that can be seen within the file."""
    try:
        source = read(json.dumps(library, ensure_ascii=False).encode(), "a.yaml")
    except LibraryError:
        return False
    overlay = Overlay([vocabulary(), Library("a.yaml", (source,))])
    for rule in RULES:
        for fault in rule.find(overlay) if rule.name in SEEN or rule.name == "unknown-id" else ():
            theirs = fault.entry.kind == "reference" and rule.name == "id-form"  # made by a reference manager
            unseen = (
                rule.name == "unknown-id" and "no dimension" not in fault.message and "no section" not in fault.message
            )
            if not theirs and not unseen:
                return False
    return True


@cache
def vocabulary() -> Library:
    """The words of the built-in library, and its dimensions, sections and questions."""
    kept = {kind.key for kind in KINDS if not kind.named}
    sources = [
        DataFile(source.name, {key: records for key, records in source.data.items() if key in kept}, source.marks)
        for source in read_library(builtin_library()).sources
    ]
    return Library("words", tuple(sources))


@cache
def records() -> list[tuple[str, Any]]:
    return [(key, record) for path in FILES for key, some in data(path).items() for record in some]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container inside a value, with every key or index of it."""
    for place in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, place
        yield from places(value[place])


WRONG = [
    5,
    "words",
    True,
    None,
    [],
    {},
    ["words"],
    [5],
    {"say": "A."},
    {"say": "A.", "refs": ["x"]},
    {"gap": "None."},
    "2026-11-22",
]


@given(choice=st.data())
def test_schema_and_check_agree_on_what_is_changed(choice: st.DataObject, validator: jsonschema.Draft202012Validator):
    run(Overlay([]), "house")  # so that every rule is registered
    key, record = choice.draw(st.sampled_from(records()))
    library = {key: [copy.deepcopy(record)]}
    holder, place = choice.draw(st.sampled_from(list(places(library))))
    what = choice.draw(st.sampled_from(["remove", "rename", "add", "replace"]))
    if what == "remove":
        del holder[place]
    elif what == "replace":
        holder[place] = choice.draw(st.sampled_from(WRONG))
    elif isinstance(holder, dict):
        value = holder.pop(place) if what == "rename" else holder[place]
        holder[f"{place}-x"] = value
    valid = validator.is_valid(library)
    assert valid == keeps(library), (library, [error.message for error in validator.iter_errors(library)])

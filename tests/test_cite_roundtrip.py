"""Read, export, read again: nothing changes except what docs/formats.md says."""

from pathlib import Path
from typing import Any

import pytest
from roundtrip import FORMATS, FULL, builtin, changes, foreign

from collabref.cite import vancouver
from collabref.cite.fields import VARIABLES, carriage
from collabref.formats import BIBLIOGRAPHY

FOREIGN = Path(__file__).parent / "data" / "foreign"

# Variables that a format carries, but not in every work: the reasons are in the notes of cite/fields.py.
SOMETIMES = {
    "bibtex": {"id", "number", "collection-number", "title", "page", "issue", "issued", "note"},
    "ris": {"number", "collection-number", "title", "page", "issue", "issued", "note", "author", "editor"},
}


def test_every_format_makes_the_round_trip() -> None:
    assert tuple(FORMATS) == BIBLIOGRAPHY


@pytest.mark.parametrize(("format", "least"), [("bibtex", 0.98), ("ris", 0.98), ("csl-json", 1.0), ("csl-yaml", 1.0)])
def test_the_built_in_references_come_back_identical(format: str, least: float) -> None:
    changed = changes(format, builtin())
    assert 1 - len(changed) / len(builtin()) >= least
    assert {variable for differing in changed.values() for variable in differing} <= SOMETIMES.get(format, set())


@pytest.mark.skipif(not FOREIGN.is_dir(), reason="no files of other programs")
@pytest.mark.parametrize("format", FORMATS)
def test_what_other_programs_wrote_comes_back_but_for_what_is_declared(format: str) -> None:
    changed = changes(format, foreign(FOREIGN))
    for id, differing in changed.items():
        for variable in differing.keys() - SOMETIMES.get(format, set()):
            declared = carriage(variable if variable in VARIABLES else "other variables", format)
            assert declared.how != "carried", (id, variable, differing[variable])


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_round_changes_nothing(format: str) -> None:
    write, read = FORMATS[format]
    once = write([*builtin(), {**FULL, "author": FULL["author"][:1]}])
    items: list[dict[str, Any]] = read(once.encode()).data["references"]
    assert write(items) == once


@pytest.mark.parametrize("format", FORMATS)
def test_an_incomplete_list_of_authors_comes_back_incomplete(format: str) -> None:
    write, read = FORMATS[format]
    incomplete = [item for item in builtin() if item["custom"].get("authors-incomplete")]
    assert incomplete
    for item, back in zip(incomplete, read(write(incomplete).encode()).data["references"], strict=True):
        assert vancouver.everybody(back).endswith(", et al")
        assert vancouver.short(back) == vancouver.short(item)

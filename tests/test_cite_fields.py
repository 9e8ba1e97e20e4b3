import pytest

from collabref.cite.fields import VARIABLES, carriage, field, markdown
from collabref.formats import BIBLIOGRAPHY
from collabref.model import csl


@pytest.mark.parametrize("format", BIBLIOGRAPHY)
@pytest.mark.parametrize("variable", VARIABLES)
def test_every_format_says_what_it_does_with_every_variable(variable: str, format: str) -> None:
    carried = carriage(variable, format)
    assert carried.how in ("carried", "elsewhere", "lost")
    # A lost variable has a reason, a carried one has a field, and a changed one has both.
    assert bool(carried.field) == (carried.how != "lost")
    assert carried.note or carried.how == "carried"


def test_the_variables_are_those_of_csl_and_parts_of_them() -> None:
    known = {*csl.TEXTS, *csl.NAMES, *csl.DATES, "id", "type", "custom"}
    whole = {variable.partition(",")[0] for variable in VARIABLES}
    assert whole - known == {"suffix of a name", "particle of a name", "authors-incomplete", "other variables"}


def test_csl_carries_each_variable_under_its_own_name() -> None:
    assert field("issued, year", "csl-json") == "issued"
    assert field("DOI", "csl-yaml") == "DOI"


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        carriage("colour", "ris")
    with pytest.raises(KeyError):
        carriage("title", "word")


def test_the_table_for_the_manual_has_a_row_a_variable() -> None:
    lines = markdown().splitlines()
    assert len(lines) == len(VARIABLES) + 2
    assert all(line.count("|") == 5 for line in lines)
    assert lines[:2] == ["| variable | BibTeX | RIS | CSL-JSON, CSL-YAML |", "|---|---|---|---|"]
    assert "| DOI | doi (not escaped) | DO | DOI |" in lines


def test_the_table_tells_what_is_changed_and_why_a_thing_is_lost() -> None:
    lines = markdown().splitlines()
    assert (
        "| number-of-pages | pagetotal | → SP (where there is no page; else lost; lost in articles) | number-of-pages |"
        in lines
    )
    assert (
        "| other variables | – (no field of their own) | – (no tag of their own) | their own name (also those that CSL does not know) |"
        in lines
    )

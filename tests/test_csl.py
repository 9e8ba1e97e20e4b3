from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref import csl


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (2008, [[2008]]),
        ("2008", [[2008]]),
        ("2008-06", [[2008, 6]]),
        ("2008-06-28", [[2008, 6, 28]]),
        ({"year": 2008}, [[2008]]),
        ({"year": "2008", "month": "06", "day": 28}, [[2008, 6, 28]]),
        ([{"year": 2008, "month": 6}], [[2008, 6]]),
        (["2008-06", "2009-01"], [[2008, 6], [2009, 1]]),
        ({"raw": "2008-06-28"}, [[2008, 6, 28]]),
    ],
)
def test_dates_of_other_programs_become_date_parts(written: Any, parts: list[list[int]]):
    assert csl.normal_date(written)["date-parts"] == parts


@pytest.mark.parametrize(
    "written",
    [
        {"date-parts": [[2008, 6]]},
        {"date-parts": [["2008"]], "circa": True},
        {"literal": "in press"},
        "June 2008",
        "",
        None,
        [],
        {},
        5,
    ],
)
def test_every_other_date_is_given_back_as_it_is(written: Any):
    assert csl.normal_date(written) == written


def test_what_stands_beside_a_raw_date_is_kept():
    assert csl.normal_date({"raw": "2008", "circa": True}) == {"raw": "2008", "circa": True, "date-parts": [[2008]]}


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 28))
def test_a_normal_date_is_normal(year: int, month: int, day: int):
    once = csl.normal_date(f"{year}-{month:02}-{day:02}")
    assert once == csl.normal_date(once) == {"date-parts": [[year, month, day]]}


def test_no_variable_is_declared_twice():
    names = [*csl.NAMES, *csl.DATES, *csl.TEXTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("variable", ["container-title", "archive_location", "non-dropping-particle", "DOI"])
def test_variables_are_spelt_as_csl_spells_them(variable: str):
    item = {"id": "a", "type": "book", "author": [{"family": "A"}]}
    (item["author"][0] if variable.startswith("non") else item)[variable] = "x"  # type: ignore[index]
    assert msgspec.to_builtins(msgspec.convert(item, csl.Item)) == item


def test_an_unknown_variable_is_refused():
    with pytest.raises(msgspec.ValidationError, match="unknown field `container_title`"):
        msgspec.convert({"id": "a", "type": "book", "container_title": "x"}, csl.Item)

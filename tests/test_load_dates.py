"""Dates from other programs, as words and in other shapes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.load.dates import date, month, normal_date, read_words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2008", {"date-parts": [[2008]]}),
        ("2008-06", {"date-parts": [[2008, 6]]}),
        ("2008-06-28", {"date-parts": [[2008, 6, 28]]}),
        ("2008.06.28", {"date-parts": [[2008, 6, 28]]}),
        ("2008/6//", {"date-parts": [[2008, 6]]}),
        ("20080628", {"date-parts": [[2008, 6, 28]]}),
        ("2008-06-28T10:11:12Z", {"date-parts": [[2008, 6, 28]]}),
        ("2008-00-00", {"date-parts": [[2008]]}),
        ("2008-13-45", {"date-parts": [[2008]]}),
        ("12 March 2012", {"date-parts": [[2012, 3, 12]]}),
        ("March 12, 2012", {"date-parts": [[2012, 3, 12]]}),
        ("1st of May 2012", {"date-parts": [[2012, 5, 1]]}),
        ("2012 Mar 12", {"date-parts": [[2012, 3, 12]]}),
        ("Sept. 2010", {"date-parts": [[2010, 9]]}),
        ("2012 Mar-Apr", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("Mar–Apr 2012", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("March to April 2012", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("12-14 March 2012", {"date-parts": [[2012, 3, 12], [2012, 3, 14]]}),
        ("28 Feb - 2 Mar 2012", {"date-parts": [[2012, 2, 28], [2012, 3, 2]]}),
        ("2012 Dec 30-2013 Jan 2", {"date-parts": [[2012, 12, 30], [2013, 1, 2]]}),
        ("2011-2012", {"date-parts": [[2011], [2012]]}),
        ("2011–12", {"date-parts": [[2011], [2012]]}),
        ("2011/2012", {"date-parts": [[2011], [2012]]}),
        ("2012-03-12/2012-03-14", {"date-parts": [[2012, 3, 12], [2012, 3, 14]]}),
        ("1999/..", {"date-parts": [[1999]]}),
        ("Spring 2012", {"date-parts": [[2012]], "season": 1}),
        ("2012 Winter", {"date-parts": [[2012]], "season": 4}),
        ("Winter 2012/2013", {"date-parts": [[2012], [2013]], "season": 4}),
        ("2012-23", {"date-parts": [[2012]], "season": 3}),
        ("c. 2012", {"date-parts": [[2012]], "circa": True}),
        ("2012?", {"date-parts": [[2012]], "circa": True}),
        ("2008a", {"date-parts": [[2008]]}),
        ("2012-13", {"date-parts": [[2012], [2013]]}),
        ("Winter 2012/13", {"date-parts": [[2012], [2013]], "season": 4}),
        ("2008 Spring-Summer", {"date-parts": [[2008]]}),
        ("2012 SPR", {"date-parts": [[2012]], "season": 1}),
        ("2012/03//Mar-Apr", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("2012///Winter", {"date-parts": [[2012]], "season": 4}),
        ("06/2012", {"date-parts": [[2012, 6]]}),
        ("12.03.2012", {"date-parts": [[2012, 3, 12]]}),
        ("2012-03~", {"date-parts": [[2012, 3]], "circa": True}),
        ("-0380", {"date-parts": [[-380]]}),
        ("in press", {"literal": "in press"}),
        ("0000", {"literal": "0000"}),
        ("", {}),
    ],
)
def test_words_become_a_date(words: str, expected: dict[str, Any]):
    assert date(words) == expected


@pytest.mark.parametrize("words", ["in press 2012", "12/03/2012", "12 mars 2012", "2008a", "12 March 2012 (online)"])
def test_words_that_say_more_than_a_date_are_kept_beside_it(words: str):
    found = normal_date({"literal": words})
    assert found["literal"] == words
    assert found["date-parts"][0][0] in (2008, 2012)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (2008, [[2008]]),
        ("2008", [[2008]]),
        ({"year": 2008}, [[2008]]),
        ({"year": "2008", "month": "06", "day": 28}, [[2008, 6, 28]]),
        ({"year": "2008", "month": "jun"}, [[2008, 6]]),
        ([{"year": 2008, "month": 6}], [[2008, 6]]),
        (["2008-06", "2009-01"], [[2008, 6], [2009, 1]]),
        ({"raw": "2008-06-28"}, [[2008, 6, 28]]),
        ({"raw": "12 March 2012"}, [[2012, 3, 12]]),
        ({"literal": "12 March 2012"}, [[2012, 3, 12]]),
        ({"literal": "2012"}, [[2012]]),
        ({"date-parts": [["2012", "03", "12"]]}, [[2012, 3, 12]]),
        ({"date-parts": [["2012", "March"]]}, [[2012, 3]]),
        ({"date-parts": [["2012-03-12"]]}, [[2012, 3, 12]]),
        ({"date-parts": [2012, 3]}, [[2012, 3]]),
        ({"date-parts": [[2012.0]]}, [[2012]]),
        ({"date-parts": [[2019, 0, 0]]}, [[2019]]),
        ({"date-parts": [[2019, 5, 0]]}, [[2019, 5]]),
        ({"date-parts": [[2019, None, None]]}, [[2019]]),
        ({"date-parts": [["2019", "", ""]]}, [[2019]]),
        ({"date-parts": [[2012], [0]]}, [[2012]]),
        ({"date-parts": [[None]], "raw": "2012"}, [[2012]]),
        ({"date-parts": [[-44, 3, 15]]}, [[-44, 3, 15]]),
    ],
)
def test_dates_of_other_shapes_become_date_parts(written: Any, parts: list[list[int]]):
    assert normal_date(written) == {"date-parts": parts}


@pytest.mark.parametrize("written", [{"date-parts": [[2012, 21]]}, {"date-parts": [[2012, 13]]}, {"raw": "2012-21"},
                                     {"date-parts": [[2012]], "season": "Spring"}, {"literal": "spring 2012"}])  # fmt: skip
def test_seasons_have_a_number(written: Any):
    assert normal_date(written) == {"date-parts": [[2012]], "season": 1}


@pytest.mark.parametrize(
    "written", [{"date-parts": [[None]]}, {"date-parts": [[]]}, {"date-parts": []}, {"date-parts": [[0, 0, 0]]},
                {"date-parts": [[""]]}, {"literal": ""}, {"raw": None}, {}]
)  # fmt: skip
def test_a_date_that_says_nothing_is_none(written: Any):
    assert normal_date(written) is None


@pytest.mark.parametrize(
    "written",
    [{"date-parts": [[2008, 6]]}, {"literal": "in press"}, "", None, [], 5, True, [{"literal": "a"}, 5],
     {"date-parts": {"a": 1}}, {"date-parts": [[{"a": 1}]]}, {"literal": ["x"]}],
)  # fmt: skip
def test_every_other_value_is_given_back_as_it_is(written: Any):
    assert normal_date(written) == written


def test_words_alone_become_a_literal_date():
    assert normal_date("in press") == {"literal": "in press"}


def test_what_a_date_has_besides_is_kept():
    assert normal_date({"raw": "2008", "circa": True}) == {"date-parts": [[2008]], "circa": True}
    crossref = {"date-parts": [[2008, 6]], "date-time": "2008-06-01T00:00:00Z", "timestamp": 1212278400000}
    assert normal_date(crossref) == crossref


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 28))
def test_a_normal_date_is_normal(year: int, month: int, day: int):
    once = normal_date(f"{year}-{month:02}-{day:02}")
    assert once == normal_date(once) == {"date-parts": [[year, month, day]]}


@given(st.text("0123456789 -/–?~.,") | st.text() | st.lists(st.sampled_from(
    ["2012", "12", "31", "March", "apr", "spring", "-", "–", "/", "to", "c.", "?", "press", "st"])).map(" ".join))  # fmt: skip
def test_whatever_is_found_in_words_can_be_a_date(words: str):
    for parts in read_words(words).parts:
        assert 1 <= len(parts) <= 3
        assert 1 <= parts[0] <= 9999
        assert all(1 <= part <= most for part, most in zip(parts[1:], (12, 31), strict=False))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["date-parts", "year", "month", "raw", "literal", "season"]), inner, max_size=3)))  # fmt: skip
def test_a_value_of_any_shape_is_read_or_given_back(value: Any):
    found = normal_date(value)
    if found is not None and found is not value and "literal" not in found:
        assert all(1 <= len(parts) <= 3 for parts in found.get("date-parts", []))
        assert all(part.__class__ is int for parts in found.get("date-parts", []) for part in parts)


@pytest.mark.parametrize(
    ("words", "number"), [("June", 6), ("jun.", 6), ("6", 6), ("06", 6), ("13", 0), ("ju", 0), ("", 0), ("9" * 5000, 0)]
)
def test_a_month_has_its_number(words: str, number: int):
    assert month(words) == number

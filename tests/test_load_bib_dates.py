from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.load.bib_dates import read_date, with_month


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("2012", [[2012]]), ("2012-03", [[2012, 3]]), ("2012-03-04", [[2012, 3, 4]]), ("2012-03-04T10:00:00Z", [[2012, 3, 4]]),
        ("1993-00-00", [[1993]]), ("-0380", [[-380]]), ("2012/2013", [[2012], [2013]]), ("2012-05/2012-07", [[2012, 5], [2012, 7]]),
        ("2012/", [[2012]]), ("2012/..", [[2012]]), ("../2012", [[2012]]), ("2011/12", [[2011], [2012]]), ("2011-12", [[2011, 12]]),
        ("2012-13", [[2012], [2013]]), ("2012–13", [[2012], [2013]]), ("2012--2013", [[2012], [2013]]), ("1999/00", [[1999]]),
        ("June 2012", [[2012, 6]]), ("28 Jun 2012", [[2012, 6, 28]]), ("June 28, 2012", [[2012, 6, 28]]), ("2012 Mar-Apr", [[2012, 3], [2012, 4]]),
        ("06/2012", [[2012, 6]]), ("28.06.2012", [[2012, 6, 28]]), ("[2012]", [[2012]]), ("c2012", [[2012]]), ("2012a", [[2012]]),
    ],
)  # fmt: skip
def test_a_date(words: str, parts: list[list[int]]) -> None:
    assert read_date(words) == {"date-parts": parts}


@pytest.mark.parametrize(
    "words", ["2012~", "2012?", "2012%", "circa 2012", "ca. 2012", "c. 2012", "[2012?]", "about 2012"]
)
def test_about_a_year(words: str) -> None:
    assert read_date(words) == {"date-parts": [[2012]], "circa": True}


@pytest.mark.parametrize(("words", "season"), [("2012-21", 1), ("2012-22", 2), ("Autumn 2012", 3), ("2012 Winter", 4)])
def test_a_season(words: str, season: int) -> None:
    assert read_date(words) == {"date-parts": [[2012]], "season": season}


@pytest.mark.parametrize("words", ["in press", "forthcoming", "n.d.", "20XX"])
def test_what_has_no_year_stays_words(words: str) -> None:
    assert read_date(words) == {"literal": words}
    assert read_date("") == {}


@pytest.mark.parametrize(
    ("month", "day", "date"),
    [
        ("Jun.", "", {"date-parts": [[2012, 6]]}),
        ("6", "28", {"date-parts": [[2012, 6, 28]]}),
        ("28 June", "", {"date-parts": [[2012, 6, 28]]}),
        ("JAN 15", "", {"date-parts": [[2012, 1, 15]]}),
        ("May/June", "", {"date-parts": [[2012, 5], [2012, 6]]}),
        ("3–4", "", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("Summer", "", {"date-parts": [[2012]], "season": 2}),
        ("13", "", {"date-parts": [[2012]]}),
        ("6", "32", {"date-parts": [[2012, 6]]}),
        ("", "3", {"date-parts": [[2012]]}),
    ],
)
def test_a_month_beside_a_year(month: str, day: str, date: dict[str, Any]) -> None:
    assert with_month({"date-parts": [[2012]]}, month, day) == date


def test_a_month_adds_nothing_to_a_date_that_knows_it() -> None:
    for date in ({"date-parts": [[2012, 3]]}, {"date-parts": [[2012], [2013]]}, {"literal": "in press"}, {}):
        assert with_month(date, "June", "1") == date


@given(st.text(st.sampled_from("0123456789-/–.~?[]cXT MarJune")))
def test_no_text_makes_it_stumble(words: str) -> None:
    for parts in read_date(words).get("date-parts", []):
        assert len(parts) == 1 or 1 <= parts[1] <= 12

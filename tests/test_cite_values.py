from typing import Any

import pytest

from collabref.cite.values import date, keywords, names, particle, plain, text


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("  two\n words ", "two words"),
        ("a\x00b\x1bc", "abc"),
        ("e\u0301", "é"),
        ("In <i>vivo</i>, p <0.05", "In vivo, p <0.05"),
        (5, "5"),
        (None, ""),
        (["a"], ""),
        ({"a": "b"}, ""),
    ],
)
def test_a_value_is_one_line_of_plain_text(value: Any, line: str) -> None:
    assert plain(value) == line
    assert text({"title": value}, "title") == line


@pytest.mark.parametrize(
    ("issued", "parts"),
    [
        ({"date-parts": [[2008, 6, 28]]}, (2008, 6, 28)),
        ({"date-parts": [["2008", " 6 "]]}, (2008, 6)),
        ({"date-parts": [[2008], [2009]]}, (2008,)),
        ({"date-parts": [[2008, 6, 28, 12]]}, (2008, 6, 28)),
        ({"date-parts": [[2008, "June"]]}, ()),
        ({"date-parts": [[]]}, ()),
        ({"date-parts": []}, ()),
        ({"date-parts": [2008]}, ()),
        ({"date-parts": 2008}, ()),
        ({"raw": "2008"}, ()),
        ("2008", ()),
        (None, ()),
    ],
)
def test_a_date_is_the_numbers_of_its_first_day_or_nothing(issued: Any, parts: tuple[int, ...]) -> None:
    assert date({"issued": issued}, "issued") == parts


def test_people_are_those_that_are_described() -> None:
    assert names({"author": [{"family": "Lee"}, "Lee", None]}, "author") == [{"family": "Lee"}]
    assert names({"author": "Lee"}, "author") == names({}, "author") == []


def test_particles_are_one_text() -> None:
    assert particle({"dropping-particle": "von", "non-dropping-particle": "der"}) == "von der"
    assert particle({"family": "Lee"}) == ""


def test_keywords_are_apart_by_commas_or_semicolons() -> None:
    assert keywords({"keyword": "qic, cost; team work,,"}) == ["qic", "cost", "team work"]

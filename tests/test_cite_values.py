from typing import Any

import pytest

from collabref.cite.values import date, goes_on, keyword_line, keywords, names, particle, plain, text


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
        ({"date-parts": [[2008, 0, 0]]}, (2008,)),
        ({"date-parts": [[2008, 13]]}, (2008,)),
        ({"date-parts": [[2008, 6, 0]]}, (2008, 6)),
        ({"date-parts": [[2008, 6, 32]]}, (2008, 6)),
        ({"date-parts": [["-380"]]}, (-380,)),
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


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("qic, cost,team work,,", ["qic", "cost", "team work"]),
        ("Aged, 80 and over; Humans;", ["Aged, 80 and over", "Humans"]),
        ("Aged, 80 and over;", ["Aged, 80 and over"]),
        ("", []),
    ],
)
def test_keywords_are_apart_by_semicolons_if_there_are_any_else_by_commas(line: str, words: list[str]) -> None:
    assert keywords({"keyword": line}) == words
    assert keywords({"keyword": keyword_line(words)}) == words


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("10<sup>6</sup> births", "10⁶ births"),
        ("10<sup>-3</sup> g", "10⁻³ g"),
        ("10<sup>−3</sup>", "10⁻³"),
        ("CO<sub>2</sub>", "CO₂"),
        ("2<sup>x</sup>", "2^x"),
        ("10<sup>1.5</sup>", "10^1.5"),
        ("the 5<sup>th</sup> ward", "the 5th ward"),
        ("C<sub>max</sub>", "C_max"),
        ("x<sup><i>n</i></sup>", "xⁿ"),
        ("a<sup></sup>b", "ab"),
        ("10<sup>6", "106"),
        ("p <0.05 and >2", "p <0.05 and >2"),
    ],
)
def test_an_exponent_stays_one(marked: str, line: str) -> None:
    assert plain(marked) == line


def test_people_who_are_not_named_are_not_a_name() -> None:
    lee = {"family": "Lee", "given": "A."}
    for more in ({"literal": "others"}, {"literal": "et al."}, {"family": "et al"}):
        assert names({"author": [lee, more]}, "author") == [lee]
        assert goes_on({"author": [lee, more]}, "author")
    assert names({"author": [{"family": "Others", "given": "A."}]}, "author") == [{"family": "Others", "given": "A."}]
    assert not goes_on({"author": [lee]}, "author")


def test_an_incomplete_list_is_the_authors_or_where_there_are_none_the_editors() -> None:
    lee, ours = [{"family": "Lee"}], {"authors-incomplete": True}
    both = {"author": lee, "editor": lee, "custom": ours}
    assert (goes_on(both, "author"), goes_on(both, "editor")) == (True, False)
    assert goes_on({"editor": lee, "custom": ours}, "editor")

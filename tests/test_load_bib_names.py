from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.load.bib_names import people


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ivy Moss", {"family": "Moss", "given": "Ivy"}),
        ("Ivy Moss, Jr.", {"family": "Moss", "given": "Ivy", "suffix": "Jr."}),
        ("Ivy Moss Jr.", {"family": "Moss", "given": "Ivy", "suffix": "Jr."}),
        ("Moss, Jr., Ivy", {"family": "Moss", "given": "Ivy", "suffix": "Jr."}),
        ("Moss III, Ivy", {"family": "Moss", "given": "Ivy", "suffix": "III"}),
        ("Ortega y Gasset, José", {"family": "Ortega y Gasset", "given": "José"}),
        ("Charles de la Vallée Poussin", {"family": "Vallée Poussin", "given": "Charles", "non-dropping-particle": "de la"}),
        ("van~den~Bergh, Piet", {"family": "Bergh", "given": "Piet", "non-dropping-particle": "van den"}),
        (r"{\relax van, den} Bergh, Piet", {"family": "Bergh", "given": "Piet", "non-dropping-particle": "van, den"}),
        (r"\'{A}ngel Moss", {"family": "Moss", "given": "Ángel"}),
        (r"{\'E}mile Moss", {"family": "Moss", "given": "Émile"}),
        ("bell hooks", {"family": "hooks", "given": "bell"}),
        ("{World Health Organization}", {"literal": "World Health Organization"}),
        ("World Health Organization,", {"literal": "World Health Organization"}),
        (r"Moss \& Fern", {"literal": "Moss & Fern"}),
        ("<i>Moss</i>, Ivy", {"family": "Moss", "given": "Ivy"}),
        # biblatex's extended names
        ("family=Bergh, given=Piet, prefix=van den, useprefix=true", {"family": "Bergh", "given": "Piet", "non-dropping-particle": "van den"}),
        ("family=Bergh, prefix=van den, given=Piet", {"family": "Bergh", "given": "Piet", "dropping-particle": "van den"}),
        ("{given={Ivy, Ann}, family={Moss}, suffix=Jr}", {"family": "Moss", "given": "Ivy, Ann", "suffix": "Jr"}),
        ('family = "Moss", given = Ivy, given-i = I', {"family": "Moss", "given": "Ivy"}),
    ],
)  # fmt: skip
def test_a_name(written: str, name: dict[str, Any]) -> None:
    assert people(written) == ([name], False, [])


MOSS, FERN = {"family": "Moss", "given": "I."}, {"family": "Fern", "given": "J."}


@pytest.mark.parametrize(
    "written",
    [
        "Moss, I. and Fern, J.", "Moss, I. and\n\tFern, J.", "Moss, I. AND Fern, J. and", "and Moss, I. and and Fern, J.",
        "Moss, I.; Fern, J.", "Moss, I. & Fern, J.", r"Moss, I. \& Fern, J.", "Moss, I. &amp; Fern, J.", "Moss, I.; and Fern, J.",
        "I. Moss and J. Fern", "I. Moss;J. Fern",
    ],
)  # fmt: skip
def test_names_are_separated_in_several_ways(written: str) -> None:
    assert people(written) == ([MOSS, FERN], False, [])


@pytest.mark.parametrize("others", ["others", "{others}", "et al.", "{et al.}", "Others"])
def test_a_list_that_goes_on(others: str) -> None:
    assert people(f"Moss, I. and {others}") == ([MOSS], True, [])


def test_a_name_of_too_many_parts_is_read_as_it_is_and_handed_back() -> None:
    assert people(r"Moss, A, B, \'E and Fern, J.") == ([{"literal": "Moss, A, B, É"}, FERN], False, ["Moss, A, B, É"])


@pytest.mark.parametrize("nobody", ["", " ", "{}", "~", ",", "and", ";", "{ }"])
def test_nobody(nobody: str) -> None:
    assert people(nobody) == ([], False, [])


@given(st.text(st.sampled_from("aA,;&= {}~\\'\"nd")))
def test_no_text_makes_it_stumble(text: str) -> None:
    names, _, _ = people(text)
    assert all(names)


@given(st.text(st.sampled_from("AbcÉ"), min_size=1).map(str.capitalize), st.text(st.sampled_from("AbcÉ."), min_size=1))
def test_family_and_given_name_come_back(family: str, given_name: str) -> None:
    assert people(f"{family}, {given_name}") == ([{"family": family, "given": given_name}], False, [])

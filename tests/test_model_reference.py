from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.model.reference import custom_of, doi_of, pmcid_of, pmid_of, results_of, spoken_to


@pytest.mark.parametrize(
    "written",
    [
        "10.1136/BMJ.39570.749884.be",
        " 10.1136/bmj.39570.749884.BE ",
        "https://doi.org/10.1136/bmj.39570.749884.BE",
        "http://dx.doi.org/10.1136/bmj.39570.749884.BE",
        "HTTPS://DOI.ORG/10.1136/bmj.39570.749884.BE",
        "doi:10.1136/bmj.39570.749884.BE",
        "DOI: 10.1136/bmj.39570.749884.BE",
    ],
)
def test_a_doi_has_one_normal_form(written: str):
    assert doi_of({"DOI": written}) == "10.1136/bmj.39570.749884.be"


@pytest.mark.parametrize(
    "written",
    ["10.1002/(sici)1097-0258(19980815)17:15/16<1661::aid-sim968>3.0.co;2-2", "10.1000.10/abc", "10.123456789/é"],
)
def test_every_form_of_a_doi_is_one(written: str):
    assert doi_of({"DOI": written}) == written


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", 5, ["10.1000/ab"], "n/a", "N/A", "-", "–", "?", "unknown", "none", "TBC", "doi", "https://doi.org/",
     "10.", "10.1000", "10.1000/", "10.1/ab", "10.abcd/x", "11.1000/ab", "10.1000/a b", "10.1000/a\u202eb", "see 10.1000/ab"],
)  # fmt: skip
def test_what_has_not_the_form_of_a_doi_is_none(value: object):
    assert doi_of({"DOI": value}) == ""


@pytest.mark.parametrize(("value", "pmid"), [("18577559", "18577559"), (18577559, "18577559"), (" 1 ", "1")])
def test_a_pmid_is_text(value: object, pmid: str):
    assert pmid_of({"PMID": value}) == pmid


@pytest.mark.parametrize(
    "value", [None, "", "0", "0123", "123456789", "PMID1", "1.5", "12 34", "zzq", "n/a", True, -5, "５"]
)
def test_what_has_not_the_form_of_a_pmid_is_none(value: object):
    assert pmid_of({"PMID": value}) == ""


@pytest.mark.parametrize("value", ["PMC2405825", "pmc2405825", "2405825", 2405825, " PMC2405825.1 "])
def test_a_pmcid_has_one_normal_form(value: object):
    assert pmcid_of({"PMCID": value}) == "PMC2405825"


@pytest.mark.parametrize("value", [None, "", "PMC", "n/a", "PMC12a", "PMCPMC1", "cop"])
def test_what_has_not_the_form_of_a_pmcid_is_none(value: object):
    assert pmcid_of({"PMCID": value}) == ""


@given(
    st.dictionaries(
        st.sampled_from(["DOI", "PMID", "PMCID"]), st.text() | st.integers() | st.none() | st.lists(st.text())
    )
)
def test_whatever_stands_there_gives_an_identifier_or_nothing(data: dict[str, Any]):
    doi, pmid, pmcid = doi_of(data), pmid_of(data), pmcid_of(data)
    assert doi == "" or (doi.startswith("10.") and doi == doi.lower() and not set(doi) & set(" \t\n"))
    assert pmid == "" or 0 < int(pmid) < 10**8
    assert pmcid == "" or pmcid[3:].isdecimal()


# What counts as ours under a reference's ``custom`` key, where other programs may keep their own data.
RESULT = {"about": ["qic"], "axis": "effect", "direction": "none"}


@pytest.mark.parametrize(
    "custom",
    [
        {},
        {"about": ["qic"], "study": "a", "read": "part", "speaks-to": ["context"], "results": [RESULT]},
        {"results": [RESULT | {"outcome-named": True, "as": "part", "figure": "3 v 3"}]},
        {"results": [{"about": [], "axis": "economics"}]},
        {"their-own": 5},
    ],
)
def test_what_has_the_shape_of_our_annotations_is_ours(custom: dict[str, Any]):
    assert custom_of({"custom": custom}) == custom


@pytest.mark.parametrize(
    "custom",
    [
        "text", 5, None, ["a"],
        {"study": 5}, {"read": ["all"]}, {"not-counted": True}, {"speaks-to": "context"}, {"about": "qic"},
        {"results": 5}, {"results": [5]}, {"results": [{"axis": "effect", "direction": "none"}]},
        {"results": [{"about": ["qic"]}]}, {"results": [{"about": ["qic"], "axis": "effect"}]},
        {"results": [RESULT | {"as": 5}]}, {"results": [RESULT | {"figure": {"n": 5}}]},
    ],
)  # fmt: skip
def test_what_has_not_is_another_programs(custom: Any):
    assert custom_of({"custom": custom}) == {}


def test_a_result_that_says_only_on_which_axis_it_is_speaks_to_that_axis():
    effect, economics = RESULT, {"about": [], "axis": "economics", "figure": "£5"}
    old = [{"about": [], "axis": axis, "direction": "none"} for axis in ("mechanism", "economics", "mechanism")]
    custom = {"results": [effect, economics, *old], "speaks-to": ["context", "mechanism"]}
    assert results_of(custom) == [effect, economics]
    assert spoken_to(custom) == ["context", "mechanism", "economics"]

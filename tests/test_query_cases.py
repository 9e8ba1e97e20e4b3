from collections.abc import Sequence

import pytest

from collabref.answer.page import Title
from collabref.errors import NothingFoundError, UsageError
from collabref.pages.cases import cases, cases_page
from collabref.query.filters import TypedFilter
from collabref.query.resolve import family, find
from collabref.store import Store

pytest_plugins = ["screens"]


def ids(store: Store, typed: Sequence[str] = (), **options: object) -> list[str]:
    return [item["id"] for item in cases(store, typed, TypedFilter(**options)).items]  # type: ignore[arg-type]


def test_all_cases_in_reading_order(field: Store):
    assert ids(field) == ["x-riverside", "x-utrecht"]


def test_a_variants_cases_count_for_its_parent_but_not_the_other_way_round(field: Store):
    assert ids(field, ["x-huddle"]) == ["x-riverside", "x-utrecht"]
    assert ids(field, ["Online huddle"]) == ["x-utrecht"]
    with pytest.raises(NothingFoundError, match="No case matches. Try fewer options, or: collabref cases."):
        ids(field, ["x-forum"])


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        (["success"], ["x-riverside"]),
        (["No Effect"], ["x-utrecht"]),
        (["no-effect"], ["x-utrecht"]),
        (["no-effect", "success"], ["x-riverside", "x-utrecht"]),
    ],
)
def test_by_outcome(field: Store, outcomes: list[str], found: list[str]):
    assert ids(field, outcome=outcomes) == found


@pytest.mark.parametrize(
    ("country", "found"),
    [
        ("nl", ["x-utrecht"]),
        ("Holland", ["x-utrecht"]),
        ("NETHERLANDS", ["x-utrecht"]),
        ("England", ["x-riverside", "x-utrecht"]),
        ("uk", ["x-riverside", "x-utrecht"]),
    ],
)
def test_by_country(field: Store, country: str, found: list[str]):
    assert ids(field, country=country) == found


def test_what_there_is_not_is_refused(field: Store):
    with pytest.raises(UsageError, match="There is no outcome “sucess”. Did you mean success?"):
        ids(field, outcome=["sucess"])
    with pytest.raises(UsageError, match="There is no country of a case “Atlantis”. Choose from: gb"):
        ids(field, country="Atlantis")
    with pytest.raises(NothingFoundError):
        ids(field, outcome=["success"], country="nl")


def test_a_screen_has_the_main_results_and_data_have_all_with_their_sources(field: Store):
    view = cases(field, ["x-huddle"], TypedFilter(outcome=["success"]))
    columns, rows = view.shown("screen")
    assert [column.heading for column in columns] == ["Id", "Case", "Outcome", "Where", "Main results"]
    assert rows[0][4].text == "Falls went from 3.0 to 2.1 per 1,000 bed-days. Pressure ulcers did not change."
    assert rows[0][4].refs == ("x-okoro2018",)
    assert [column.key for column in columns if column.wide] == ["main-results"]
    columns, rows = view.shown("data")
    assert dict(zip([column.key for column in columns], [cell.text for cell in rows[0]], strict=True)) == {
        "id": "x-riverside",
        "name": "Riverside wards",
        "outcome": "success",
        "countries": "United Kingdom",
        "approaches": "x-huddle",
        "setting": "40 wards for older people",
        "period": "2014–2016",
        "participants": "920 nurses",
        "compared-with": "randomised-controls",
        "results": "Falls went from 3.0 to 2.1 per 1,000 bed-days. [x-okoro2018] Pressure ulcers did not change. [x-okoro2018] Two wards gave up. [x-okoro2018]",
    }


def test_words_find_cases_where_they_name_none(field: Store):
    assert ids(field, ["utrecht", "video"]) == ["x-utrecht"]
    assert ids(field, ["Riverside"]) == ["x-riverside"]
    with pytest.raises(NothingFoundError, match="No case matches. Try: collabref cases."):
        ids(field, ["zzzz"])


def test_a_screen_of_cases_has_totals_outcomes_and_what_they_rest_on(field: Store):
    page = cases_page(field, [], TypedFilter(), "short")
    assert page.blocks[0] == Title("Cases", "", "2 cases: 1 success, 1 no effect (illustrative, not a sample)")
    assert [(entry.id, entry.note) for entry in page.blocks[1].items] == [
        ("x-riverside", "success; randomised controls"), ("x-utrecht", "no effect"),
    ]  # fmt: skip
    assert not any(entry.says for entry in page.blocks[1].items)
    few = cases_page(field, ["x-huddle"], TypedFilter(), "short").blocks[1]
    assert few.items[0].says.text.startswith("Falls went from 3.0 to 2.1")
    assert few.whole == "collabref cases x-huddle --all"
    assert cases_page(field, ["x-huddle"], TypedFilter(), "all").blocks[1].whole == ""


def test_the_built_in_nulls_are_listed_with_their_figures(builtin: Store):
    nulls = cases(builtin, wanted=TypedFilter(outcome=["no-effect"])).items
    assert len(nulls) >= 5
    for case in nulls:
        said = " ".join(claim.get("say", "") for claim in case["results"])
        gap = any("figures" in claim.get("gap", "") for claim in case["results"])
        assert gap or any(character.isdigit() for character in said), case["id"]


def test_every_approach_counts_the_cases_of_its_variants(builtin: Store):
    for approach in builtin.all("approach"):
        own = set(family(builtin, find(builtin, approach["id"])))
        expected = [case["id"] for case in builtin.all("case") if own & set(case["approaches"])]
        if expected:
            assert ids(builtin, [approach["id"]]) == expected

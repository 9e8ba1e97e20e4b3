"""The studies behind an approach: of itself, as part, as an addition, further reports, and those not counted."""

from collabref.answer.page import Heading, Page, Sources, Table
from collabref.pages.coverage import coverage
from collabref.pages.evidence import dossier
from collabref.pages.studies import grid
from collabref.query.filters import TypedFilter
from collabref.query.resolve import find
from collabref.query.studies import Uncounted, not_counted, studies_of
from collabref.store import Store

pytest_plugins = ["screens"]


def page(store: Store, **wanted: list[str]) -> Page:
    return dossier(store, find(store, "x-huddle"), TypedFilter(**wanted))  # type: ignore[arg-type]


def test_what_the_approach_was_in_each_study(field: Store):
    found = {study.record["id"]: study for study in studies_of(field, find(field, "x-huddle"))}
    assert {id: study.role for id, study in found.items()} == {
        "x-okoro2018": "itself", "x-okoro2020": "itself", "x-tan2022": "addition", "x-silva2019": "part",
        "x-jansen": "itself",
    }  # fmt: skip
    assert [id for id, study in found.items() if study.counted] == ["x-okoro2018", "x-jansen"]
    assert [id for id, study in found.items() if study.further] == ["x-okoro2020"]
    assert found["x-okoro2018"].reports == {"effect": "positive", "economics": "", "mechanism": ""}
    assert [result["axis"] for result in found["x-okoro2018"].results] == ["effect", "economics"]


def test_a_further_report_that_adds_an_axis_is_a_study_there(field: Store):
    found = studies_of(field, find(field, "x-huddle"), TypedFilter(axis=["effect"], design=["cluster-rct"]))
    assert [(study.record["id"], sorted(study.repeats)) for study in found] == [
        ("x-tan2022", []), ("x-okoro2020", ["effect"]), ("x-okoro2018", []),
    ]  # fmt: skip


def test_studies_that_are_about_another_approach_too(field: Store):
    found = studies_of(field, find(field, "x-huddle"), TypedFilter(about=["x-online-huddle"]))
    assert [study.record["id"] for study in found] == ["x-jansen"]


def test_what_is_told_apart_has_tables_of_its_own(field: Store):
    shown = page(field)
    assert [block.text for block in shown.blocks if isinstance(block, Heading)] == [
        "Direction of effect",
        "Randomised trials (1)",
        "Explanatory studies (1)",
        "As part of a programme: controlled studies (1)",
        "An addition or a dose (not counted): randomised trials (1)",
        "Further reports of these studies (not counted again): randomised trials (1)",
        "Not counted, and why",
    ]
    listed = [item["id"] for block in shown.blocks[3:] if isinstance(block, Table) for item in block.grid.items]
    assert listed == ["x-okoro2018", "x-jansen", "x-silva2019", "x-tan2022", "x-okoro2020", "x-wu2017"]
    assert shown.blocks[0].note == "evidence with variants: 2 studies of effect, 2 other works"  # type: ignore[union-attr]


def test_what_another_report_has_said_is_said_to_be_counted_once(field: Store):
    found = studies_of(field, find(field, "x-huddle"))
    reports = {row[0].text: row[-1].text for row in grid(field, found).shown("screen")[1]}
    assert reports["x-okoro2018"] == "Effect: better; Economics; Mechanism"
    assert "(counted once, with x-okoro2018)" in reports["x-okoro2020"]


def test_works_that_are_not_counted_are_listed_with_the_reason(field: Store):
    why = "It met once, so that nobody calls it a huddle."
    assert not_counted(field, find(field, "x-huddle")) == [Uncounted("x-wu2017", why)]
    assert not_counted(field, find(field, "x-forum")) == []
    *_, last = (block for block in page(field).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in last.grid.shown("screen")[1]] == [["x-wu2017", why]]
    narrowed = page(field, design=["cluster-rct"])
    assert Heading("Not counted, and why") not in narrowed.blocks
    (sources,) = (block for block in page(field).blocks if isinstance(block, Sources))
    assert "x-wu2017" in [source.id for source in sources.items]


def test_coverage_counts_studies_and_neither_additions_nor_further_reports(field: Store):
    axes = {item["id"]: item["axes"] for item in coverage(field).items}
    assert axes["x-huddle"]["effect"] == {"primary": 2, "syntheses": 0}  # okoro2018, jansen; of silva2019 it was part
    assert axes["x-huddle"]["economics"] == {"primary": 1, "syntheses": 0}
    assert axes["x-huddle"]["mechanism"] == {"primary": 1, "syntheses": 0}
    assert axes["x-huddle"]["sustainability"] == {"primary": 0, "syntheses": 0}


def test_a_study_as_data_says_how_its_results_were_coded(field: Store):
    item = next(item for item in page(field).items if item["id"] == "x-okoro2020")
    assert {key: item[key] for key in ("study", "role", "read", "reported-by")} == {
        "study": "x-okoro2018", "role": "itself", "read": "abstract", "reported-by": "organisers",
    }  # fmt: skip
    assert item["results"] == [{
        "about": ["x-huddle"], "as": "itself", "axis": "effect", "outcome": "falls per 1,000 bed-days",
        "outcome-named": False, "compared-with": "randomised-controls", "direction": "none", "points": "against",
        "figure": "2.4 v 2.3", "note": "The trial had ended.",
    }]  # fmt: skip

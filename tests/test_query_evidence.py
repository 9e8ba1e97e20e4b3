from collections import Counter, defaultdict
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from collabref.answer.grid import Sources
from collabref.answer.page import Commands, Depth, Fields, Heading, Mark, Page, Paragraph, Plot, Table, Timeline, Title
from collabref.errors import NothingFoundError, UsageError
from collabref.pages import tally
from collabref.pages.about_counts import about_counts
from collabref.pages.coverage import coverage, coverage_page
from collabref.pages.evidence import dossier, some_studies
from collabref.pages.plots import _dated, _unplaced, pictures
from collabref.pages.studies import grid
from collabref.pages.tally import in_brief
from collabref.query import counts
from collabref.query.counts import CLASSES
from collabref.query.filters import TypedFilter
from collabref.query.resolve import find
from collabref.query.studies import Study, all_studies, studies_of
from collabref.render.marks import sign
from collabref.store import Store, open_store

DATA = Path(__file__).parent.parent / "data"

# Works of every class and direction: a parent (a) with a variant (b), another approach (c), one that is studied on
# mechanism alone (m), one whose only result was not retrieved (u), and one that has never been studied (z).
LIBRARY = """\
axes:
- {id: effect, label: Effect, description: What changed.}
- {id: mechanism, label: Mechanism, description: How and why.}
- {id: economics, label: Economics, description: What it cost.}
directions:
- {id: positive, label: better, description: Better.}
- {id: mixed, label: mixed, description: Better in part.}
- {id: none, label: not shown to differ, description: The same.}
- {id: negative, label: worse, description: Worse.}
- {id: unclear, label: unclear, description: Too little evidence.}
- {id: unseen, label: result not retrieved, description: Not read.}
designs:
- {id: theory, label: theory, class: other, rank: 9}
- {id: meta-analysis, label: meta-analysis, class: synthesis, rank: 1}
- {id: systematic-review, label: systematic review, class: synthesis, rank: 2}
- {id: cluster-rct, label: cluster randomised trial, class: randomised, rank: 3}
- {id: cba, label: controlled before–after study, class: controlled, rank: 4}
- {id: before-after, label: before–after study, class: uncontrolled, rank: 5}
- {id: qualitative, label: qualitative study, class: explanatory, rank: 6}
- {id: economic-evaluation, label: economic evaluation, class: economic, rank: 7}
approaches:
- {id: a, name: Parent, summary: {say: S., refs: [t2010]}}
- {id: b, name: Variant, variant-of: a, summary: {say: S., refs: [t2010]}}
- {id: c, name: Cousin, summary: {say: S., refs: [t2010]}}
- {id: m, name: Mechanic, summary: {say: S., refs: [t2010]}}
- {id: u, name: Unread, summary: {say: S., refs: [t2010]}}
- {id: z, name: Zero, summary: {say: S., refs: [t2010]}}
references:
"""

# Reference -> its design, and its results: approaches, axis and direction each. The id ends with the year.
WORKS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "meta2019": ("meta-analysis", [("a", "effect", "mixed")]),
    "review2020": ("systematic-review", [("a", "effect", "positive"), ("a", "mechanism", "positive")]),
    "blind2008": ("systematic-review", [("a", "effect", "unseen")]),
    "t2010": ("cluster-rct", [("a", "effect", "positive")]),
    "t2011": ("cluster-rct", [("b", "effect", "none")]),
    "t2014": ("cluster-rct", [("a", "effect", "positive"), ("b", "effect", "negative")]),
    "t2012": ("cba", [("a b", "effect", "positive"), ("a", "economics", "negative")]),
    "hidden2013": ("cba", [("a", "effect", "unseen")]),
    "u2012": ("before-after", [("b", "effect", "positive")]),
    "undated": ("before-after", [("a", "effect", "positive")]),
    "q2015": ("qualitative", [("a m", "mechanism", "none")]),
    "q2016": ("qualitative", [("a c", "effect", "mixed"), ("a c", "mechanism", "positive")]),
    "e2017": ("economic-evaluation", [("a", "economics", "mixed")]),
    "c2018": ("cluster-rct", [("c", "effect", "negative")]),
    "bare2009": ("", [("c", "effect", "positive")]),
    "unread2021": ("cba", [("u", "effect", "unseen")]),
    "theory2000": ("theory", []),
}
REVIEWS = {"meta2019": ["t2010", "t2011", "blind2008"], "review2020": ["t2010", "c2018", "q2015"]}


def written() -> str:
    """The library as YAML."""
    records = []
    for id, (design, results) in WORKS.items():
        custom: dict[str, Any] = {"about": ["a"], "finding": f"Finding of {id}.", "setting": "Wards", "size": "3 wards"}
        custom |= {"design": design} if design else {}
        custom["results"] = [
            {"about": about.split(), "axis": axis, "direction": direction} for about, axis, direction in results
        ]
        custom |= {"reviews": REVIEWS[id]} if id in REVIEWS else {}
        record: dict[str, Any] = {"id": id, "type": "book", "title": f"Title of {id}", "custom": custom}
        if id[-4:].isdecimal():
            record["issued"] = {"date-parts": [[int(id[-4:])]]}
        records.append(record)
    return LIBRARY + yaml.safe_dump(records, allow_unicode=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("studied") / "library.yaml"
    path.write_text(written(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setattr("collabref.store.store.builtin_library", lambda: str(path))
        return open_store()


def ids(store: Store, approach: str, **wanted: Any) -> list[str]:
    return [study.record["id"] for study in some_studies(store, find(store, approach), TypedFilter(**wanted))]


def page(store: Store, approach: str = "a", years_shown: bool = False, depth: Depth = "full", **wanted: Any) -> Page:
    return dossier(store, find(store, approach), TypedFilter(**wanted), years_shown, depth)


def first_paragraph(page: Page) -> str:
    """The first sentence of the page."""
    return next(block.sentences[0].text for block in page.blocks if isinstance(block, Paragraph))


def only(page: Page, kind: type) -> Any:
    """The one block of a kind."""
    (block,) = (block for block in page.blocks if isinstance(block, kind))
    return block


# --- what counts ------------------------------------------------------------------------------------------------


def test_each_work_counts_once_and_a_variants_works_count_for_its_parent(store: Store):
    assert counts.tally(store, ["a", "b"]).directions == {
        "synthesis": {"mixed": 1, "positive": 1, "unseen": 1},
        "randomised": {"positive": 1, "none": 1, "mixed": 1},
        "controlled": {"positive": 1, "unseen": 1},
        "time-series": {},
        "uncontrolled": {"positive": 2},
        "other": {"mixed": 1},
    }
    assert counts.tally(store, ["b"]).directions["randomised"] == {"none": 1, "negative": 1}


def test_a_work_that_reports_several_directions_is_mixed(store: Store):
    assert [counts.together(several) for several in (["none"], ["none", "none"], ["positive", "negative"])] == [
        "none",
        "none",
        "mixed",
    ]
    reports = {study.record["id"]: study.reports["effect"] for study in studies_of(store, find(store, "a"), TypedFilter(axis=["effect"]))}  # fmt: skip
    assert reports["t2014"] == "mixed"
    assert {study.record["id"]: study.reports for study in studies_of(store, find(store, "b"))}["t2014"] == {
        "effect": "negative"
    }


def test_an_axis_is_counted_by_itself(store: Store):
    assert counts.tally(store, ["a", "b"], "sustainability").total == 0


def test_a_work_without_a_design_is_in_the_last_group_and_table(store: Store):
    assert counts.tally(store, ["c"]).directions["other"] == {"mixed": 1, "positive": 1}
    headings = [block.text for block in page(store, "c").blocks if isinstance(block, Heading)]
    assert headings == ["Randomised trials (1)", "Explanatory studies (1)", "Other works (1)"]


def test_counts_in_words(store: Store):
    counted = counts.tally(store, ["a", "b"])
    assert [said.text for said in tally.in_words(store, counted)] == [
        "3 syntheses: 1 better, 1 mixed and 1 not retrieved.",
        "3 randomised trials: 1 better, 1 mixed and 1 not shown to differ.",
        "2 controlled studies: 1 better and 1 not retrieved.",
        "2 uncontrolled studies: both better.",
        "1 study of another kind: mixed.",
    ]
    said = tally.in_a_sentence(store, counted)
    assert said is not None
    assert said.text == (
        "Of 3 randomised trials, 1 reported better results on its main outcome; 1 was mixed and 1 not shown to differ."
    )
    (gap,) = in_brief(store, ["z"])
    assert (gap.text, gap.gap) == ("The library has no study of effect.", True)


# --- which studies, in which order ---------------------------------------------------------------------------------


def test_the_strongest_design_first_then_the_newest_then_by_id(store: Store):
    assert ids(store, "a") == [
        "meta2019", "review2020", "blind2008",
        "t2014", "t2011", "t2010", "hidden2013", "t2012",
        "u2012", "undated",
        "q2016", "q2015", "e2017",
    ]  # fmt: skip


def test_a_work_without_a_design_stands_last(store: Store):
    assert ids(store, "c") == ["c2018", "q2016", "bare2009"]
    assert all_studies(store)[-1].record["id"] == "bare2009"


def test_all_studies_are_the_works_with_a_result_each_once(store: Store):
    found = [study.record["id"] for study in all_studies(store)]
    assert sorted(found) == sorted(id for id, (_, results) in WORKS.items() if results)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"axis": ["mechanism"]}, "review2020 q2016 q2015"),
        ({"axis": ["Mechanism", "economics"]}, "review2020 t2012 q2016 q2015 e2017"),
        ({"design": ["cluster-rct"]}, "t2014 t2011 t2010"),
        ({"design": ["Cluster Randomised Trial"]}, "t2014 t2011 t2010"),
        ({"design": ["controlled"]}, "hidden2013 t2012"),
        ({"design": ["randomised", "controlled"]}, "t2014 t2011 t2010 hidden2013 t2012"),
        ({"design": ["Uncontrolled studies", "economic"]}, "u2012 undated e2017"),
        ({"direction": ["positive"]}, "review2020 t2010 t2012 u2012 undated"),
        ({"direction": ["not shown to differ"]}, "t2011"),
        ({"direction": ["unseen", "none"]}, "blind2008 t2011 hidden2013"),
        ({"direction": ["mixed"]}, "meta2019 t2014 q2016"),
        ({"direction": ["positive"], "axis": ["effect", "mechanism"]}, "review2020 t2010 t2012 u2012 undated"),
        ({"years": (2016, None)}, "meta2019 review2020 q2016 e2017"),
        ({"years": (2016, None), "design": ["synthesis"], "direction": ["positive"]}, "review2020"),
    ],
)
def test_options_leave_some_of_them(store: Store, wanted: dict[str, Any], found: str):
    assert ids(store, "a", **wanted) == found.split()


def test_a_direction_alone_is_one_on_effect(store: Store):
    """The only study that found no difference on the mechanism is not among those that found none on effect."""
    assert "q2015" not in ids(store, "a", direction=["none"])
    for study in some_studies(store, find(store, "a"), TypedFilter(direction=["positive"])):
        assert study.reports == {"effect": "positive"}


def test_an_axis_shows_its_own_results_only(store: Store):
    (first, *_) = some_studies(store, find(store, "a"), TypedFilter(axis=["mechanism"]))
    assert first.reports == {"mechanism": ""}


def test_a_direction_on_another_axis_than_effect_and_sustainability_is_none(store: Store):
    """Older libraries have them; they are taken to say that the work speaks to that axis."""
    for axis in ("mechanism", "economics"):
        with pytest.raises(NothingFoundError):
            ids(store, "a", direction=["positive", "mixed", "none", "negative"], axis=[axis])


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"axis": ["efect"]}, "There is no axis “efect”. Did you mean effect?"),
        (
            {"direction": ["xyzzy"]},
            "There is no direction “xyzzy”. Choose from: positive, mixed, none, negative, unclear, unseen.",
        ),
        (
            {"design": ["cluster-rtc"]},
            "There is no design or class of designs “cluster-rtc”. Did you mean cluster-rct?",
        ),
    ],
)
def test_what_there_is_not_is_refused(store: Store, wanted: dict[str, Any], sentence: str):
    with pytest.raises(UsageError) as refused:
        ids(store, "a", **wanted)
    assert str(refused.value) == sentence


def test_a_gap_is_told_and_is_exit_code_1(store: Store):
    with pytest.raises(NothingFoundError) as gap:
        page(store, "z")
    assert gap.value.exit_code == 1
    assert (
        str(gap.value) == "Evidence gap: no work in the library reports a result for “Zero”. See: collabref evidence."
    )
    with pytest.raises(NothingFoundError) as nothing:
        page(store, "a", years=(2050, None))
    assert nothing.value.exit_code == 1
    assert (
        str(nothing.value) == "The library has no such study of “Parent”. Try fewer options, or: collabref evidence a."
    )


def test_what_the_options_leave_in_words(store: Store):
    assert TypedFilter().in_words(store) == ""
    wanted = TypedFilter(axis=["effect", "economics"], design=["controlled"], direction=["none"], years=(2008, None))
    said = "on effect or economics, of design controlled, reporting not shown to differ, since 2008"
    assert wanted.in_words(store) == said
    title = only(page(store, axis=["mechanism"], years=(2016, None)), Title)
    assert title.note == "evidence with variants: 2 studies, only those on mechanism, since 2016"
    assert only(page(store, "u"), Title).note == "evidence: 0 studies of effect, 1 not retrieved"


# --- the page -------------------------------------------------------------------------------------------------------


def test_tables_by_class_hold_every_study_once(store: Store):
    shown = page(store)
    (counted, *tables) = [block for block in shown.blocks if isinstance(block, Table)]
    assert counted.caption == "Studies by design and by what they report on their main outcome"
    assert [table.caption for table in tables] == [
        "Syntheses", "Randomised trials", "Controlled studies", "Uncontrolled studies", "Explanatory studies",
        "Economic evaluations",
    ]  # fmt: skip
    assert [item["id"] for table in tables for item in table.grid.items] == ids(store, "a")
    assert [item["id"] for item in shown.items] == ids(store, "a")
    headings = [block.text for block in shown.blocks if isinstance(block, Heading)]
    assert headings == [
        "Syntheses (3)", "Randomised trials (3)", "Controlled studies (2)", "Uncontrolled studies (2)",
        "Explanatory studies (2, of effect 1)", "Economic evaluations (1)",
    ]  # fmt: skip
    sources = only(shown, Sources)
    assert [source.id for source in sources.items] == sorted(ids(store, "a"))
    assert not sources.on_screen  # the tables already name them


def test_a_screen_leaves_out_the_studies_and_says_as_much_in_data(store: Store):
    whole, short = page(store), page(store, depth="short")
    assert short.items == whole.items
    (counted, *tables) = [block for block in whole.blocks if isinstance(block, Table)]
    assert tables
    assert [block.caption for block in short.blocks if isinstance(block, Table)] == [counted.caption]
    assert not any(isinstance(block, Heading) for block in short.blocks)
    assert only(short, Sources).items == ()  # no study is the only one of the best class


def test_a_screen_cites_the_only_study_of_the_best_class(store: Store):
    listed = only(page(store, "c", depth="short"), Sources)
    assert ([source.id for source in listed.items], listed.on_screen) == (["c2018"], False)


def test_a_study_as_data(store: Store):
    found = some_studies(store, find(store, "a"), TypedFilter(design=["cba"], years=(2012, None)))
    (item,) = grid(store, found).items[1:]
    assert item == {
        "id": "t2012", "kind": "study", "title": "Title of t2012", "year": "2012", "design": "cba",
        "class": "controlled", "setting": "Wards", "size": "3 wards", "finding": "Finding of t2012.",
        "read": "", "reported-by": "", "study": "t2012", "role": "itself",
        "reports": {"effect": "positive", "economics": ""},
        "repeats": [],
        "results": [
            {"about": ["a", "b"], "axis": "effect", "direction": "positive"},
            {"about": ["a"], "axis": "economics", "direction": "negative"},
        ],
    }  # fmt: skip
    columns, rows = grid(store, some_studies(store, find(store, "a"), TypedFilter(design=["cba"]))).shown("data")
    assert [column.key for column in columns] == ["id", "year", "design", "class", "setting", "size", "finding", "reports", "compared-with", "outcome", "points"]  # fmt: skip
    assert rows[1][7].text == "effect=positive; economics"
    columns, rows = grid(store, some_studies(store, find(store, "a"), TypedFilter(design=["cba"]))).shown("screen")
    assert [cell.text for cell in rows[1]] == [
        "t2012", "controlled before–after study", "Wards; 3 wards", "Finding of t2012.",
        "Effect: better; Economics",
    ]  # fmt: skip


# --- the pictures ---------------------------------------------------------------------------------------------------


def in_plot(plot: Plot) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    primary = {label: [mark.id for mark in marks] for label, marks, _ in plot.columns}
    syntheses = {label: [mark.id for mark in marks] for label, _, marks in plot.columns}
    return primary, syntheses


def test_a_study_stands_under_its_direction_the_tallest_first_then_the_oldest(store: Store):
    primary, syntheses = in_plot(only(page(store), Plot))
    assert list(primary) == ["worse", "not shown to differ", "mixed", "better"]
    assert primary == {
        "worse": [],
        "not shown to differ": ["t2011"],
        "mixed": ["t2014", "q2016"],
        "better": ["t2010", "t2012", "undated", "u2012"],
    }
    assert syntheses == {"worse": [], "not shown to differ": [], "mixed": ["meta2019"], "better": ["review2020"]}


def test_a_mark_says_the_group_of_the_design(store: Store):
    plot = only(page(store), Plot)
    kinds = {mark.id: mark.kind for _, *both in plot.columns for marks in both for mark in marks}
    assert (kinds["t2010"], kinds["t2012"], kinds["u2012"]) == ("randomised", "controlled", "uncontrolled")
    assert (kinds["q2016"], kinds["meta2019"]) == ("other", "synthesis")
    assert dict(plot.key).keys() == set(kinds.values())
    assert next(mark for mark in plot.columns[3][1] if mark.id == "u2012").words == "u2012, before–after study"


def test_the_words_of_a_plot(store: Store):
    assert only(page(store), Plot).words == (
        "Primary studies by the effect that they report: 4 better, 2 mixed and 1 not shown to differ. "
        "Syntheses by the effect that they report: 1 better and 1 mixed. "
        "Not retrieved: 1 primary study and 1 synthesis."
    )


def test_what_is_not_plotted_and_why():
    def study(direction: str, design_class: str) -> Study:
        return Study({"id": "x"}, {"class": design_class}, (), {"effect": direction}, {"effect": "itself"})

    unseen = [study("unseen", "controlled"), study("unseen", "synthesis"), study("unseen", "randomised")]
    assert _unplaced([*unseen, study("unclear", "synthesis"), study("none", "controlled")]) == [
        "Too little evidence to say: 1 synthesis.",
        "Not retrieved: 2 primary studies and 1 synthesis.",
    ]
    assert _unplaced([study("none", "controlled")]) == []


def test_years_are_asked_for(store: Store):
    assert not only(page(store), Plot).years
    assert only(page(store, years_shown=True), Plot).years


def test_a_timeline_has_every_year_between_the_first_and_the_last(store: Store):
    timeline = only(page(store), Timeline)
    assert [year for year, _ in timeline.years] == [str(year) for year in range(2010, 2017)]
    assert {year: "".join(map(sign, marks)) for year, marks in timeline.years if marks} == {
        "2010": "+", "2011": "=", "2012": "++", "2014": "~", "2016": "~",
    }  # fmt: skip
    assert timeline.words == (
        "By year: 6 primary studies, 2010 to 2016, most in 2012 (2). Without a year: 1. Not retrieved: 1."
    )


def test_the_words_of_a_timeline(store: Store):
    """Years that tie are all named, unless there are many; a single year is not a span."""

    def words(**wanted: Any) -> str:
        return str(only(page(store, **wanted), Timeline).words)

    assert words(design=["cba"]) == "By year: 1 primary study, in 2012. Not retrieved: 1."
    assert words(design=["cluster-rct"]) == "By year: 3 primary studies, 2010 to 2014."
    both = words(design=["uncontrolled", "cba"])
    assert both == "By year: 2 primary studies, in 2012. Without a year: 1. Not retrieved: 1."
    assert words(design=["synthesis"]) == ""
    marks = (Mark("x", "controlled", "positive", "", ""),) * 2
    tied = [("2010", marks), ("2011", ()), ("2012", marks)]
    assert (
        _dated(tied, 2)
        == "By year: 4 primary studies, 2010 to 2012, most in 2010 and 2012 (2 each). Without a year: 2."
    )


def test_an_approach_whose_only_result_was_not_seen_has_words_and_no_marks(store: Store):
    shown = page(store, "u")
    assert first_paragraph(shown) == "No randomised trial. The result of the only controlled study was not retrieved."
    plot = only(shown, Plot)
    assert not any(marks for _, *both in plot.columns for marks in both)
    assert plot.words == "Not retrieved: 1 primary study."
    assert only(shown, Timeline).years == ()


def test_no_study_of_effect_is_a_gap_and_no_picture(store: Store):
    shown = page(store, "m")
    assert not any(isinstance(block, (Plot, Timeline)) for block in shown.blocks)
    gaps = [text for block in shown.blocks if isinstance(block, Paragraph) for text in block.sentences]
    assert [(gap.text, gap.gap) for gap in gaps] == [
        ("The library has no study of effect.", True),
    ]


def test_studies_of_effect_that_were_not_asked_for_are_not_denied(store: Store):
    """With --axis, what a study reports on effect is left out; that does not mean that it reports nothing."""
    (gap,) = only(page(store, "a", axis=["mechanism"]), Paragraph).sentences
    assert gap.text == "No study of effect is counted, so there is no plot."


def test_how_many_studies_are_known_to_be_in_a_synthesis(store: Store):
    """Only those on the page: c2018 is not a study of this approach, q2015 not of effect, blind2008 not a primary study."""
    overlap = [block for block in page(store).blocks if isinstance(block, Paragraph)][-1].sentences[-1]
    assert overlap.text == "2 of the primary studies here are known to be included in one of the syntheses."
    sentences = only(page(store, design=["cluster-rct"]), Paragraph).sentences
    assert [sentence.text for sentence in sentences] == [tally.CAUTION]


# --- coverage -------------------------------------------------------------------------------------------------------


def test_coverage_counts_primary_studies_and_syntheses_apart(store: Store):
    axes = {item["id"]: item["axes"] for item in coverage(store).items}
    assert axes["a"] == {
        "effect": {"primary": 7, "syntheses": 2},
        "mechanism": {"primary": 2, "syntheses": 1},
        "economics": {"primary": 2, "syntheses": 0},
    }
    assert axes["z"] == {axis: {"primary": 0, "syntheses": 0} for axis in ("effect", "mechanism", "economics")}
    columns, rows = coverage(store).shown("screen")
    assert [column.heading for column in columns] == ["Id", "Effect", "Mechanism", "Economics"]
    assert [column.short for column in columns] == ["", "Effect", "Mech.", "Econ."]
    assert [cell.text for cell in rows[0]] == ["a", "7+2", "2+1", "2"]
    assert [(cell.text, cell.gap) for cell in rows[-1][1:]] == [("0", True)] * 3


def test_coverage_names_the_gaps(store: Store):
    shown = coverage_page(store)
    assert shown.items == coverage(store).items
    axes, gaps = (block for block in shown.blocks if isinstance(block, Fields))
    assert [label for label, _ in axes.rows] == ["Effect", "Mechanism", "Economics"]
    assert [(label, texts[0].text) for label, texts in gaps.rows] == [
        ("Effect", "Mechanic, Unread and Zero."),
        ("Mechanism", "Variant, Unread and Zero."),
        ("Economics", "Variant, Cousin, Mechanic, Unread and Zero."),
    ]


# --- the built-in library ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    """The built-in library's files, read without our own code."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    merged: dict[str, Any] = {}
    for name in ("approaches", "references", "vocabulary"):
        merged |= yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), loader)
    return merged


def counted_by_hand(files: dict[str, Any]) -> dict[str, dict[str, dict[str, Counter[str]]]]:
    """Approach -> axis -> class of design -> how many studies report which direction of the approach itself."""
    classes = {design["id"]: design["class"] for design in files["designs"]}
    parents = {each["id"]: each.get("variant-of") for each in files["approaches"]}
    found: dict[str, Any] = {
        approach: {axis["id"]: {each: Counter() for each in set(classes.values())} for axis in files["axes"]}
        for approach in parents
    }
    for approach, axis in product(parents, (each["id"] for each in files["axes"])):
        reports = defaultdict(dict)  # study -> its reports -> what each says
        for reference in files["references"]:
            custom, id = reference["custom"], reference["id"]
            own = {about for about in parents if approach in (about, parents[about])}
            said = [
                (result.get("as", "itself"), result.get("direction", ""))
                for result in custom.get("results", [])
                if result["axis"] == axis and own & set(result["about"]) and result.get("as") != "addition"
            ]
            if (
                axis not in ("effect", "sustainability")
                and axis in custom.get("speaks-to", [])
                and own & set(custom["about"])
            ):
                said.append(("itself", ""))
            if said:
                reports[custom.get("study", id)][id] = said, classes[custom["design"]]
        for study, several in reports.items():
            said, design_class = several.get(study) or several[min(several)]
            directions = {direction for role, direction in said if role == "itself"}
            if len(directions) > 1:
                directions -= {"unseen", ""}
            direction = "as part" if not directions else directions.pop() if len(directions) == 1 else "mixed"
            found[approach][axis][design_class][direction] += 1
    return found


def test_coverage_is_what_the_files_say(builtin: Store, files: dict[str, Any]):
    by_hand = counted_by_hand(files)
    items = coverage(builtin).items
    assert len(items) >= 17
    assert len(files["axes"]) >= 6
    assert [item["id"] for item in items] == [approach["id"] for approach in files["approaches"]]
    for item in items:
        assert list(item["axes"]) == [axis["id"] for axis in files["axes"]]
        for axis, numbers in item["axes"].items():
            by_class = {
                each: counted.total() - counted["as part"] - counted["unseen"]
                for each, counted in by_hand[item["id"]][axis].items()
            }
            syntheses = by_class.pop("synthesis")
            assert numbers == {"primary": sum(by_class.values()), "syntheses": syntheses}, (item["id"], axis)


def test_coverage_has_the_numbers_of_each_page_of_evidence(builtin: Store):
    """Without options a page says how many studies of effect there are, with --axis how many on that axis."""
    checked = 0
    for item in coverage(builtin).items:
        approach = find(builtin, item["id"])
        for axis, numbers in item["axes"].items():
            asked = (TypedFilter(), TypedFilter(axis=[axis])) if axis == "effect" else (TypedFilter(axis=[axis]),)
            for wanted in asked:
                if studies_of(builtin, approach, wanted):
                    title = only(dossier(builtin, approach, wanted), Title)
                    said = title.note.split(": ", 1)[1]
                    assert int(said.split()[0]) == sum(numbers.values()), (item["id"], axis, said)
                    checked += 1
                else:
                    assert not any(numbers.values())
    assert checked > 80


def test_the_design_that_is_offered_is_one_that_there_is(builtin: Store):
    offered = set()
    for approach in builtin.all("approach"):
        commands = only(dossier(builtin, approach, TypedFilter()), Commands).items
        ((command, says),) = [each for each in commands if "--design" in each[0]]
        design = command.split()[-1]
        assert studies_of(builtin, approach, TypedFilter(design=[design])), command
        assert says == f"only the {CLASSES[design].lower()}"
        offered.add(design)
    assert {"randomised", "controlled"} <= offered


def test_an_axis_without_effect_shows_its_figures(store: Store, builtin: Store):
    def found(wanted: TypedFilter) -> dict[str, str]:
        columns, rows = grid(builtin, studies_of(builtin, find(builtin, "qic"), wanted)).shown("screen")
        place = [column.heading for column in columns].index("What was found")
        return {row[0].text: row[place].text for row in rows}

    sums = found(TypedFilter(axis=["economics"]))
    figures = {
        study.record["id"]: study.results[0]["figure"]
        for study in studies_of(builtin, find(builtin, "qic"), TypedFilter(axis=["economics"]))
    }
    assert sums == figures
    both = found(TypedFilter())
    assert both["boushon2006"] != sums["boushon2006"]


def test_words_and_pictures_of_every_approach_agree_with_the_files(builtin: Store, files: dict[str, Any]):
    by_hand = counted_by_hand(files)
    labels = {word["id"]: word["label"] for word in files["directions"]}
    syntheses = {
        reference["id"]
        for reference in files["references"]
        if reference["custom"].get("design") in
        [design["id"] for design in files["designs"] if design["class"] == "synthesis"]
    }  # fmt: skip
    pictured = 0
    for approach in builtin.all("approach"):
        found = studies_of(builtin, approach)
        blocks = pictures(builtin, found) if found else []
        plots = [block for block in blocks if isinstance(block, Plot)]
        by_class = by_hand[approach["id"]]["effect"]
        for counter in by_class.values():
            del counter["as part"]
        together = sum(by_class.values(), Counter())
        assert len(plots) == bool(together), approach["id"]
        for plot in plots:
            pictured += 1
            primary, apart = in_plot(plot)
            assert not syntheses & {id for some in primary.values() for id in some}
            assert {id for some in apart.values() for id in some} <= syntheses
            for direction, label in labels.items():
                if direction not in ("unseen", "unclear"):
                    assert len(apart[label]) == by_class["synthesis"][direction]
                    assert len(primary[label]) == together[direction] - by_class["synthesis"][direction]
            words = tally.in_words(builtin, counts.tally(builtin, [each["id"] for each in builtin.all("approach") if approach["id"] in (each["id"], each.get("variant-of"))]))  # fmt: skip
            assert sum(int(sentence.text.split()[0]) for sentence in words) == together.total()
            marks = sum(len(some) for both in (primary, apart) for some in both.values())
            assert marks + together["unseen"] + together["unclear"] == together.total()
            timeline = next(block for block in blocks if isinstance(block, Timeline))
            years = [int(year) for year, _ in timeline.years]
            assert years == list(range(min(years), max(years) + 1)) if years else not timeline.words
            in_time = [mark.id for _, some in timeline.years for mark in some]
            assert len(set(in_time)) == len(in_time)
            assert set(in_time) <= {id for some in primary.values() for id in some}
            undated = {study.record["id"] for study in found if not study.year}
            assert set(in_time) == {id for some in primary.values() for id in some} - undated
    assert pictured >= 17


def test_every_design_has_a_class_with_a_table(builtin: Store):
    assert {design["class"] for design in builtin.all("design")} == set(CLASSES)


def test_about_counts_names_every_word_of_the_vocabulary(builtin: Store):
    shown = about_counts(builtin)
    rows = {label: texts[0].text for block in shown.blocks if isinstance(block, Fields) for label, texts in block.rows}
    for kind in ("direction", "axis"):
        for word in builtin.all(kind):
            label = word["label"][:1].upper() + word["label"][1:]
            assert rows[label] == " ".join(word["description"].split())
    for design in builtin.all("design"):
        assert design["label"] in rows[CLASSES[design["class"]]]
    assert shown.items == [*builtin.all("direction"), *builtin.all("axis"), *builtin.all("design")]
    cited = {ref for block in shown.blocks if isinstance(block, Paragraph) for text in block.sentences for ref in text.refs}  # fmt: skip
    assert cited
    assert cited == {source.id for source in only(shown, Sources).items}


def test_a_result_not_seen_says_nothing_beside_one_that_was():
    assert counts.together(["unseen", "positive"]) == "positive"
    assert counts.together(["unseen", "positive", "none"]) == "mixed"
    assert counts.together(["unseen", "unseen"]) == "unseen"


def test_a_slip_in_a_year_draws_no_timeline_of_centuries(builtin: Store):
    def study(id: str, year: int) -> Study:
        record = {"id": id, "issued": {"date-parts": [[year]]}}
        return Study(record, {"class": "controlled"}, (), {"effect": "positive"}, {"effect": "itself"})

    def years(*found: Study) -> int:
        return next(len(block.years) for block in pictures(builtin, found) if isinstance(block, Timeline))

    assert years(study("a", 1920), study("b", 2020)) == 101
    assert years(study("a", 202), study("b", 2020)) == 0

import pytest

from collabref.answer.grid import Text
from collabref.answer.page import Fields, Heading, Note, Page, Paragraph, Sources, Title
from collabref.errors import UsageError
from collabref.pages.choose import CAUTION, COUNTED, questions, result
from collabref.query.fits import Fit, fits, read_answers
from collabref.store import Store

pytest_plugins = ["screens"]


def ranked(store: Store, *answers: str) -> list[str]:
    return [fit.approach["id"] for fit in fits(store, read_answers(store, answers))]


def shown(page: Page) -> list[str]:
    return [block.id for block in page.blocks if isinstance(block, Title) and block.id]


# --- answers -------------------------------------------------------------------------------------------


def test_answers_are_read_by_id_or_by_what_they_say(field: Store):
    assert read_answers(field, ["aim=safety", "SCALE=Many"]) == {"aim": ["safety"], "scale": ["many"]}
    assert read_answers(field, ["aim=What people know"]) == {"aim": ["learning"]}
    assert read_answers(field, [" aim = safety ", "aim=learning"]) == {"aim": ["safety", "learning"]}
    assert read_answers(field, ["What must change?=safety"]) == {"aim": ["safety"]}
    assert read_answers(field, []) == {}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("aim", "“aim” is not QUESTION=ANSWER. See: collabref choose."),
        ("", "“” is not QUESTION=ANSWER. See: collabref choose."),
        ("aym=safety", "There is no question “aym”. Did you mean aim?"),
        ("aim=saefty", "There is no answer to “aim” “saefty”. Did you mean safety?"),
        ("aim=", "There is no answer to “aim” “”. Choose from: safety, learning."),
        ("=safety", "There is no question “”. Choose from: aim, scale, place."),
        ("aim=safety=learning", "There is no answer to “aim” “safety=learning”. Did you mean learning?"),
    ],
)
def test_what_is_no_answer_is_refused(field: Store, typed: str, message: str):
    with pytest.raises(UsageError) as refused:
        read_answers(field, [typed])
    assert str(refused.value) == message


def test_the_questions_with_their_answers(field: Store):
    page = questions(field)
    assert [block.text for block in page.blocks if isinstance(block, Heading)] == [
        "What must change? (aim)", "How many wards? (scale)", "Where do they meet? (place)",
    ]  # fmt: skip
    assert page.blocks[1] == Paragraph((Text(CAUTION),))
    assert page.kind == "question"
    assert [item["id"] for item in page.items] == ["aim", "scale", "place"]


# --- what is counted -------------------------------------------------------------------------------------


def test_reasons_are_for_against_and_unknown(field: Store):
    by_id = {fit.approach["id"]: fit for fit in fits(field, {"aim": ["safety"], "scale": ["many"]})}
    forum = by_id["x-forum"]
    assert [each["question"] for each in forum.favour] == ["scale"]
    assert [each["question"] for each in forum.against] == ["aim"]
    assert forum.unknown == []
    huddle = by_id["x-huddle"]
    assert [each["question"] for each in huddle.favour] == ["aim"]
    assert [each["question"] for each in huddle.against] == ["scale"]
    assert fits(field, {"place": ["ward"]})[0].unknown == ["place"]


def test_a_variant_inherits_what_its_parent_says_and_it_does_not(field: Store):
    by_id = {fit.approach["id"]: fit for fit in fits(field, {"aim": ["safety"], "place": ["online"]})}
    online = by_id["x-online-huddle"]
    assert [(each["question"], each["why"]["refs"]) for each in online.favour] == [
        ("place", ["x-jansen"]),
        ("aim", ["x-brown2010"]),
    ]


def test_an_approach_that_needs_an_answer_comes_after_all_that_do_not(field: Store):
    assert ranked(field, "aim=safety")[-1] == "x-online-huddle"
    assert ranked(field, "aim=safety", "place=ward")[-1] == "x-online-huddle"
    assert ranked(field, "aim=safety", "place=online")[0] == "x-online-huddle"
    page = result(field, {"aim": ["safety"]})
    assert "x-online-huddle" not in shown(page)  # it is never among those that fit


def test_more_for_and_less_against_come_first(field: Store):
    assert ranked(field, "aim=learning", "scale=many") == ["x-forum", "x-huddle", "x-online-huddle"]
    assert ranked(field, "aim=safety") == ["x-huddle", "x-forum", "x-online-huddle"]


def test_two_answers_to_one_question_both_count(field: Store):
    forum = next(fit for fit in fits(field, {"aim": ["safety", "learning"]}) if fit.approach["id"] == "x-forum")
    assert (len(forum.favour), len(forum.against)) == (1, 1)


# --- the result ----------------------------------------------------------------------------------------------


def test_the_result_says_what_was_answered_why_what_is_unknown_and_where_to_read_on(field: Store):
    page = result(field, read_answers(field, ["aim=learning", "scale=many", "place=ward"]))
    title, said, table, note, name, reasons, commands, _ = page.blocks
    assert title == Title("Which approach fits?")
    assert said == Fields((
        ("What must change?", (Text("What people know."),)),
        ("How many wards?", (Text("More than one."),)),
        ("Where do they meet?", (Text("On the ward."),)),
    ))  # fmt: skip
    assert [[cell.text for cell in row] for row in table.grid.shown("screen")[1]] == [["x-forum", "2 / 0", "–", "–"]]
    assert name == Title("Learning forum", "x-forum", "2 for, 0 against", 2)
    assert reasons == Fields((
        ("For: What must change?", (Text("Members say that they learn.", ("x-oleary2021",)),)),
        ("For: How many wards?", (Text("It joins wards.", ("x-brown2010",)),)),
        ("Unknown", (Text("Nothing is recorded here for or against it on: Where do they meet?"),)),
    ))  # fmt: skip
    assert note.text == f"{CAUTION} {COUNTED}"
    assert [command for command, _ in commands.items] == [
        "collabref choose -a aim=learning -a scale=many -a place=ward --all", "collabref critiques x-forum",
    ]  # fmt: skip
    (sources,) = (block for block in page.blocks if isinstance(block, Sources))
    assert [source.id for source in sources.items] == ["x-brown2010", "x-oleary2021"]


def test_reasons_against_are_shown_too(field: Store):
    page = result(field, read_answers(field, ["aim=safety", "scale=many"]))
    rows = [block.rows for block in page.blocks if isinstance(block, Fields)][1]
    assert rows == (
        ("For: What must change?", (Text("It looks for harm before it happens.", ("x-brown2010",)),)),
        ("Against: How many wards?", (Text("It is made for one ward.", ("x-nhs2015",)),)),
    )


def test_the_data_rank_every_approach(field: Store):
    page = result(field, read_answers(field, ["aim=safety"]))
    assert page.kind == "fit"
    assert [(item["rank"], item["id"]) for item in page.items] == [
        (1, "x-huddle"), (2, "x-forum"), (3, "x-online-huddle"),
    ]  # fmt: skip
    assert set(page.items[0]) == {"id", "kind", "name", "rank", "for", "against", "unmet", "unknown"}


def test_where_nothing_speaks_for_any_approach_it_is_said(field: Store):
    page = result(field, read_answers(field, ["place=ward"]))
    assert shown(page) == []
    assert Note("For these answers, nothing in the library supports any approach.") in page.blocks


# --- three common questions ----------------------------------------------------------------------

QICS = {
    "qic", "breakthrough-series", "learning-collaborative", "perinatal-quality-collaborative",
    "patient-safety-collaborative", "virtual-qic",
}  # fmt: skip


def test_a_national_body_wants_fewer_line_infections_in_100_hospitals_in_18_months(builtin: Store):
    page = result(builtin, read_answers(builtin, [
        "aim=outcome", "practice=agreed", "measurement=monthly", "time=one-to-two-years",
        "lead=outside-body", "members=teams", "scale=many", "circumstances=in-person",
    ]))  # fmt: skip
    best = shown(page)
    assert best[0] == "patient-safety-collaborative"
    assert not set(best) - QICS - {"clinical-network"}
    # Fewer answers do not mean less output.
    few = result(builtin, read_answers(builtin, ["aim=outcome", "time=one-to-two-years", "scale=many"]))
    assert shown(few)[0] in QICS


def test_twelve_ward_physiotherapists_want_to_learn_from_each_other(builtin: Store):
    page = result(builtin, read_answers(builtin, [
        "aim=learning", "measurement=hardly", "lead=members", "members=one-profession", "scale=one",
        "circumstances=in-person",
    ]))  # fmt: skip
    best = shown(page)
    assert best[0] == "cop"
    assert not set(best[:2]) & QICS


def test_three_hospitals_and_a_patient_group_want_to_redesign_a_pathway_over_five_years(builtin: Store):
    page = result(builtin, read_answers(builtin, [
        "aim=redesign", "time=three-years-or-more", "lead=partners", "members=patients", "members=many-professions",
        "scale=few", "practice=partly",
    ]))  # fmt: skip
    best = shown(page)
    assert best[0] in {
        "clinical-network",
        "managed-clinical-network",
        "learning-health-network",
        "research-practice-partnership",
    }
    assert not set(best) & QICS


def test_what_an_approach_needs_counts_neither_way_until_it_is_given(builtin: Store):
    def fit(*typed: str) -> Fit:
        return next(
            each for each in fits(builtin, read_answers(builtin, typed)) if each.approach["id"] == "virtual-qic"
        )

    silent, otherwise, given = fit("aim=outcome"), fit("circumstances=in-person"), fit("circumstances=online")
    assert [each["answer"] for each in silent.unmet] == [each["answer"] for each in otherwise.unmet] == ["online"]
    assert silent.against == otherwise.against == given.unmet == []
    assert "online" in {each["answer"] for each in given.favour}
    page = result(builtin, {"aim": ["outcome"]}, "all")
    labels = [label for block in page.blocks if isinstance(block, Fields) for label, _ in block.rows]
    assert "Only if: People can meet only or mostly online" in labels


def test_every_approach_of_the_built_in_library_has_reasons_each_with_a_source(builtin: Store):
    assert 5 <= len(builtin.all("question")) <= 8
    for approach in builtin.all("approach"):
        assert approach.get("fits"), approach["id"]
        for fit in approach["fits"]:
            assert fit["why"].get("refs"), (approach["id"], fit["question"], fit["answer"])

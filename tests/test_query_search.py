from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collabref.errors import CollabrefError, NothingFoundError, UsageError
from collabref.pages.refs import references
from collabref.pages.search import hits
from collabref.pages.show import show
from collabref.query.asked import take_apart
from collabref.query.filters import TypedFilter
from collabref.query.frames import wish
from collabref.query.rank import Ranking
from collabref.query.resolve import find
from collabref.query.search import search
from collabref.store import Store, open_store
from collabref.store.stems import Stems

pytest_plugins = ["screens"]


def ids(store: Store, *typed: str, kinds: tuple[str, ...] = ()) -> list[str]:
    return [record["id"] for record in store.at(search(store, typed, kinds).positions)]


def whole(store: Store, *typed: str, kinds: tuple[str, ...] = ()) -> list[str]:
    """The ids of the records that contain everything asked for."""
    hits = search(store, typed, kinds)
    return [record["id"] for record in store.at(hits.positions[: hits.whole])]


def references_found(store: Store, *typed: str) -> set[str]:
    return set(whole(store, *typed, kinds=("reference",)))


# --- what is typed is never syntax -----------------------------------------------------------------


@given(typed=st.lists(st.text(), max_size=4))
@example(typed=['"'])
@example(typed=['""', '"a', "“b"])
@example(typed=["AND", "OR", "NOT"])
@example(typed=["NEAR(a b)"])
@example(typed=["name:huddle", "{name people}: falls", "- name : x", "^huddle"])
@example(typed=["quality-improvement", "*", "hudd*", "a + b", "()", ")", "(("])
@example(typed=["'; DROP TABLE record; --", "\x00", "\ud7ff", "%", "_"])
@example(typed=["[x]", "\\", "ab[c", "wxyz[a-z]*"])
@example(typed=["\x01\x02", "huddle\x00falls"])
@example(typed=["word"] * 200)
@example(typed=[" ".join(["huddle", "zzzzzz"] * 6)])
def test_no_text_is_ever_syntax(field: Store, typed: list[str]):
    found = search(field, typed)
    assert len(set(found.positions)) == len(found.positions)
    try:
        grid, _ = hits(field, typed)
        grid.shown("screen")
        assert len(grid.items) == len(found.positions) > 0
    except NothingFoundError:
        assert not found.positions
    try:
        references(field, typed, TypedFilter())
    except CollabrefError as error:
        assert error.exit_code == 1


@given(author=st.text(), year=st.text())
@example(author="%", year="2010-")
@example(author="o'leary'; --", year="--")
@example(author="\\", year="²")
@example(author="_", year="2018-2010")
def test_no_filter_is_ever_syntax(field: Store, author: str, year: str):
    from collabref.query.filters import years

    try:
        span = years(year)
        references(field, (), TypedFilter(author=author, years=span))
    except CollabrefError as error:
        assert error.exit_code in (1, 2)


@pytest.mark.parametrize("typed", ["OR", "AND", "NOT", "NEAR"])
def test_operators_are_words(field: Store, typed: str):
    """“falls NOT huddle” asks for the three words; it excludes nothing."""
    found = search(field, ["falls", typed, "huddles"])
    assert found.positions == search(field, ["falls", "huddles", typed.lower()]).positions


# --- what is found ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["stand"], "x-brown2010"),  # standing
        (["theories"], "x-brown2010"),  # theory
        (["randomized"], "x-okoro2018"),  # randomised
        (["randomisation"], "x-okoro2018"),
        (["Nunez"], "x-brown2010"),  # Núñez
        (["Núñez"], "x-brown2010"),
        (["Siobhan"], "x-oleary2021"),
        (["O'Leary"], "x-oleary2021"),
        (["O’Leary"], "x-oleary2021"),
        (["cluster-randomised"], "x-okoro2018"),
        (["cluster", "randomised"], "x-okoro2018"),
        (["okoro", "2018"], "x-okoro2018"),
        (["Okoro 2018"], "x-okoro2018"),
        (["de", "Vries"], "x-okoro2018"),
        (["National Ward Agency"], "x-nhs2015"),
        (["memb"], "x-oleary2021"),  # the beginning of a word
        (["“learning forums”"], "x-oleary2021"),
        (['"learning forums"'], "x-oleary2021"),
        (["x-brown2010"], "x-brown2010"),
    ],
)
def test_people_find_what_they_mean(field: Store, typed: list[str], found: str):
    hits = search(field, typed, ("reference",))
    assert found in [record["id"] for record in field.at(hits.positions)]
    assert not hits.note.startswith("Searched for")
    assert not hits.note.startswith("Nothing")


def test_those_that_have_all_words_come_first(field: Store):
    assert "x-okoro2018" in references_found(field, "falls")
    assert references_found(field, "huddles", "manual") == {"x-nhs2015"}
    assert references_found(field, "manual") == {"x-nhs2015"} < references_found(field, "huddles")


def test_a_phrase_needs_its_words_side_by_side(field: Store):
    assert "x-okoro2018" in references_found(field, "daily huddles")
    assert references_found(field, '"daily huddles"') == {"x-okoro2018"}
    assert "x-okoro2018" in references_found(field, "huddles daily")
    found = search(field, ['"huddles daily"'], ("reference",))
    assert not found.positions


def test_an_argument_with_a_space_beside_others_was_quoted_in_the_shell(field: Store):
    assert references_found(field, "daily huddles", "falls") == {"x-okoro2018"}
    assert search(field, ["huddles daily", "falls"], ("reference",)).note != ""


def test_an_abbreviation_finds_what_it_stands_for_and_the_other_way_round(field: Store, builtin: Store):
    assert "x-brown2010" in references_found(field, "XH")  # XH means huddle
    assert "x-brown2010" in references_found(field, "stand", "up", "meeting")
    for short, long in [
        ("CLABSI", "central line associated bloodstream infection"),
        ("ICU", "intensive care unit"),
        ("MCN", "managed clinical network"),
        ("BTS", "breakthrough series"),
        ("QIC", "quality improvement collaborative"),
        ("PDSA", '"plan do study act"'),
        ("PDSA", '"plan-do-study-act"'),
        ("CoP", '"communities of practice"'),
        ("ECHO", '"extension for community healthcare outcomes"'),
    ]:
        assert set(whole(builtin, short)) == set(whole(builtin, long)) != set(), (short, long)


def test_a_short_abbreviation_is_no_beginning_of_longer_words(builtin: Store):
    """“cop” is not “cope”, nor “copd”."""
    found = ids(builtin, "cop")
    assert "cop" in found
    assert "roberts2010" not in found  # peer review in COPD


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("programme", "program"),
        ("behavioural", "behavioral"),
        ("centre", "center"),
        ("paediatric", "pediatric"),
        ("randomised", "randomized"),
        ("haemorrhage", "hemorrhage"),
        ("optimising", "optimizing"),
        ("anaesthesia", "anesthesia"),
        ("labour", "labor"),
        ("practise", "practice"),
    ],
)
def test_british_and_american_spelling_meet(builtin: Store, british: str, american: str):
    assert search(builtin, [british]).positions == search(builtin, [american]).positions
    assert search(builtin, [british]).positions or british == "anaesthesia"


@pytest.mark.parametrize(
    ("accented", "plain"), [("Øvretveit", "Ovretveit"), ("Colón-Emeric", "Colon Emeric"), ("Dückers", "Duckers")]
)
def test_accents_do_not_matter(builtin: Store, accented: str, plain: str):
    assert search(builtin, [accented]).positions == search(builtin, [plain]).positions != []


def test_a_hyphen_is_as_good_as_a_space(builtin: Store):
    assert search(builtin, ["free-riding"]).positions == search(builtin, ["free riding"]).positions != []
    assert search(builtin, ["free", "riding"]).positions == search(builtin, ["free riding"]).positions
    assert "dixonwoods2011" in ids(builtin, "dixon-woods 2011")


def test_words_of_no_meaning_are_left_out(builtin: Store):
    assert set(ids(builtin, "the", "cost", "of", "collaboratives")) == set(ids(builtin, "cost", "collaboratives"))
    assert search(builtin, ["the"]).note != "There is no word to search for."


def test_nothing_to_search_for_is_said(field: Store):
    for typed in ([], [""], ["—"], ["..."], ['""']):
        hits = search(field, typed)
        assert (hits.positions, hits.note) == ([], "There is no word to search for.")


# --- collabref says what was searched for instead -------------------------------------------------------------


def test_a_misspelt_word_is_mended_and_the_remark_says_so(field: Store):
    found = search(field, ["hudlles", "manual"], ("reference",))
    assert [record["id"] for record in field.at(found.positions)][0] == "x-nhs2015"
    assert found.note == (
        "Searched for “huddles manual” instead of “hudlles manual”."
        " The first has all of these words; the others have some of them."
    )


def test_misspelt_words_still_find_the_reviews(builtin: Store):
    found = search(builtin, ["collaborativs", "effectivness"], ("reference",))
    best = [record["id"] for record in builtin.at(found.positions[:10])]
    assert {"wells2018", "schouten2008", "garciaelorrio2019"} & set(best)
    assert found.note.startswith("Searched for “collaborative")
    assert found.note.endswith("instead of “collaborativs effectivness”.")


def test_a_word_of_four_letters_is_mended_and_a_shorter_one_is_not(field: Store):
    assert search(field, ["wrds"]).note == "Searched for “wards” instead of “wrds”."
    assert search(field, ["wds"]).positions == []
    assert search(field, ["wds"]).note == ""


def test_a_word_that_is_there_is_not_mended(field: Store):
    assert search(field, ["forum"]).note == ""
    assert search(field, ["forums"]).note == ""


def test_where_few_have_all_words_those_that_come_near_follow_and_it_is_said(field: Store):
    found = search(field, ["huddles", "manual"], ("reference",))
    assert (found.whole, len(found.positions)) == (1, 5)
    assert found.note == "The first has all of these words; the others have some of them."
    found = search(field, ["huddles", "manual", "xylophone"], ("reference",))
    assert [record["id"] for record in field.at(found.positions)][0] == "x-nhs2015"
    assert (found.whole, found.note) == (0, "Nothing has all of these words; these have some of them.")
    found = search(field, ["manual", "xylophone"], ("reference",))
    assert [record["id"] for record in field.at(found.positions)] == ["x-nhs2015"]


def test_rare_words_count_more_than_common_ones(field: Store):
    found = search(field, ["huddles", "falls", "ward", "manual"], ("reference",))
    assert "x-nhs2015" in [record["id"] for record in field.at(found.positions)][:2]


def test_many_words_that_nothing_has_hide_none(field: Store):
    typed = ["huddles", "manual", *[f"qqqqq{letter}" for letter in "abcdefgh"]]
    assert "x-nhs2015" in ids(field, *typed, kinds=("reference",))
    assert search(field, typed).note == "Nothing has all of these words; these have some of them."


def test_nothing_is_found_where_there_is_nothing(field: Store):
    with pytest.raises(NothingFoundError, match="Nothing has “qqqqqq”. Try fewer or other words"):
        hits(field, ["qqqqqq"])
    with pytest.raises(NothingFoundError, match="No reference has “qqqqqq”. Try fewer or other words"):
        references(field, ["qqqqqq"], TypedFilter())


# --- hits: every kind, with the places of the words ---------------------------------------------------------


def test_search_is_over_every_kind_of_record(field: Store):
    grid, _ = hits(field, ["falls"])
    assert {item["kind"] for item in grid.items} == {"approach", "brief", "case", "challenge", "reference", "term"}
    assert set(grid.items[0]) == {"id", "kind", "name", "snippet"}
    assert [column.key for column in grid.columns if column.wide] == ["snippet"]


@pytest.mark.parametrize("kind", ["case", "cases", "CASES"])
def test_search_can_be_kept_to_kinds(field: Store, kind: str):
    grid, _ = hits(field, ["falls"], [kind])
    assert {item["id"] for item in grid.items} == {"x-riverside", "x-utrecht"}
    grid, _ = hits(field, ["falls"], [kind, "terms"])
    assert {item["kind"] for item in grid.items} == {"case", "term"}


def test_an_unknown_kind_is_refused(field: Store):
    with pytest.raises(CollabrefError, match="There is no kind of record “casez”. Did you mean case?"):
        hits(field, ["falls"], ["casez"])


def test_a_limit_is_said(field: Store):
    everything, note = hits(field, ["falls"])
    assert note == ""
    some, note = hits(field, ["falls"], limit=2)
    assert some.items == everything.items[:2]
    assert some.totals.startswith(f"The best 2 of {len(everything.items)} (--limit 0 gives all): ")
    assert not everything.totals.startswith("The best")


def snippets(store: Store, *typed: str) -> dict[str, tuple[str, list[str]]]:
    grid, _ = hits(store, typed)
    columns, rows = grid.shown("screen")
    return {
        row[0].text: (row[3].text, [row[3].text[start:end] for start, end in row[3].marks]) for row in rows
    }  # fmt: skip


def test_what_was_found_is_marked_as_it_is_written(field: Store):
    marked = snippets(field, "randomized")
    text, marks = marked["x-okoro2018"]
    assert text.startswith("Falls fell to 2.1 per 1,000 bed-days")
    assert marks == []  # the word stands in its title, not in what is shown
    marked = snippets(field, "pressure ulcers")
    assert marked["x-riverside"][1] == ["Pressure", "ulcers"]
    assert snippets(field, "preventing")["x-utrecht"][1] == ["prevent"]
    assert snippets(field, '"pressure ulcers"')["x-riverside"][1] == ["Pressure", "ulcers"]


def test_a_snippet_is_cut_around_what_was_found_and_says_so(builtin: Store):
    for typed in (["bloodstream"], ["free", "riding"], ["tacit"]):
        grid, _ = hits(builtin, typed)
        for row in grid.shown("screen")[1]:
            text = row[3].text
            words = text.split()
            assert len(words) <= 60
            for start, end in row[3].marks:
                assert 0 <= start < end <= len(text)
                assert not text[start:end].startswith(" ")


def test_the_words_in_the_name_count_more_than_those_in_the_body(field: Store):
    assert ids(field, "safety", "huddle", kinds=("approach",)) == ["x-huddle"]
    assert ids(field, "forum", kinds=("approach",))[0] == "x-forum"
    assert ids(field, "riverside")[0] == "x-riverside"
    assert ids(field, "fall", kinds=("term",)) == ["x-falls"]


# --- what people type who know no name for it ----------------------------------------------------------------------

DROPS = "goes-wrong: {gap: G., searched: 2026-01-01}, do: {gap: G., searched: 2026-01-01}"
WORDED = f"""\
approaches:
- {{id: qic, name: Collaborative, summary: {{gap: Teams meet., searched: 2026-01-01}}}}
stages:
- {{id: running, label: Running}}
challenges:
- {{id: many, name: Attrition, aliases: [A, B wanes, C ebbs, D sinks], asked-as: [staff stray apart, nobody stays on board],
   stage: running, approaches: [qic], {DROPS}}}
- {{id: one, name: Lassitude, asked-as: [staff stray round], stage: running, approaches: [qic], {DROPS}}}
- {{id: body, name: Boredom, stage: running, approaches: [qic],
   goes-wrong: {{gap: Some staff stray apart early., searched: 2026-01-01}}, do: {{gap: G., searched: 2026-01-01}}}}
- {{id: short, name: Tedium, in-short: {{gap: Zeal drains away., searched: 2026-01-01}}, stage: running,
   approaches: [qic], {DROPS}}}
- {{id: long, name: Ennui, in-short: {{gap: Nothing much., searched: 2026-01-01}}, stage: running, approaches: [qic],
   goes-wrong: {{gap: Zeal drains away., searched: 2026-01-01}}, do: {{gap: G., searched: 2026-01-01}}}}
"""


@pytest.fixture
def worded(library: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Store:
    path = library(WORDED)
    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: path)
    return open_store()


def test_a_wording_finds_its_record_before_its_words_elsewhere(worded: Store):
    assert whole(worded, "staff", "stray", "apart") == ["many", "body"]
    assert ids(worded, "apart our staff will stray")[0] == "many"


def test_a_name_among_many_counts_as_much_as_one_alone(worded: Store):
    """Weighed together, the many would make each of them worth less than the only one of another record."""
    scores = _scores(worded, "staff stray")
    assert scores["many"] == pytest.approx(scores["one"])


def _scores(store: Store, typed: str) -> dict[str, float]:
    question = take_apart(store, [typed], Stems())
    scored = Ranking(store, question, [1] * len(question.parts), wish(question.words)).best(range(1, 10))
    records = store.at([each.position for each in scored])
    return {record["id"]: each.score for record, each in zip(records, scored, strict=True)}


def test_a_wording_is_no_name_and_is_not_shown(worded: Store):
    with pytest.raises(UsageError, match="Nothing is called “staff stray apart”"):
        find(worded, "staff stray apart")
    page = show(worded, ["many"])
    assert "stray apart" not in str(page.blocks)


def test_what_a_record_says_in_short_counts_more_than_the_rest(worded: Store):
    assert ids(worded, "zeal", "drains") == ["short", "long"]


def test_few_words_are_all_wanted_and_those_of_a_sentence_are_not(builtin: Store):
    """“QI” stands in none of the library's words for the challenge; all of them stand in works of no use."""
    assert ids(builtin, "no time for staff to do QI")[0] == "no-protected-time"
    found = search(builtin, ["no time for staff to do QI"])
    assert found.note.startswith("Best answers first; ")
    having_all = search(builtin, ["protected time workload QI"])
    assert having_all.whole
    assert "Best answers" not in having_all.note


def test_the_first_wording_of_a_record_finds_it(builtin: Store):
    for kind in ("brief", "approach", "critique", "challenge", "term"):
        for record in builtin.all(kind):
            assert record["id"] in ids(builtin, record["asked-as"][0])[:5], record["asked-as"][0]


def test_words_that_only_ask_for_a_kind_need_not_be_there(builtin: Store):
    """What a community of practice is stands on its page; the word “definition” does not."""
    assert ids(builtin, "community of practice definition")[0] == "cop"
    assert ids(builtin, "definition", "mindlines")[0] == "mindlines"


def test_a_word_that_is_typed_often_is_asked_once(builtin: Store):
    once, often = (take_apart(builtin, [typed], Stems()) for typed in ("care cost", "care cost " * 5000))
    assert often.parts == once.parts

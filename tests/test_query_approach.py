from collections.abc import Callable

import pytest
from screens import FIELD

from collabref.answer.grid import Text
from collabref.answer.page import Bullets, Commands, Fields, Heading, Note, Page, Paragraph, Sources, Table, Title
from collabref.errors import NothingFoundError, UsageError
from collabref.kinds import LISTED
from collabref.pages.briefs import briefs
from collabref.pages.critiques import critiques
from collabref.pages.guide import guide
from collabref.pages.lists import approaches_page, list_kind
from collabref.pages.show import show
from collabref.pages.tally import CAUTION, IN_SHORT, in_words
from collabref.query.counts import tally
from collabref.store import Store, open_store

pytest_plugins = ["screens"]


@pytest.fixture
def over_field(library: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Store]:
    """A function that opens a library, given as YAML, over the small one that has all kinds."""
    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: FIELD)
    return lambda text: open_store([library(text)])


def of(page: Page, kind: type) -> list:
    return [block for block in page.blocks if isinstance(block, kind)]


def cells(table: Table) -> list[list[str]]:
    """The headings of a table as they are on a screen, and its rows."""
    columns, rows = table.grid.shown("screen")
    return [[column.heading for column in columns], *([cell.text for cell in row] for row in rows)]


def headings(page: Page) -> list[str]:
    return [block.text for block in of(page, Heading)]


def test_a_card_is_what_it_is_the_cards_dimensions_critiques_and_where_to_go_next(field: Store):
    page = show(field, ["x-huddle"])
    assert page.kind == "approach"
    (counted,) = of(page, Table)
    assert cells(counted) == [
        ["Design", "Better", "Not shown to differ", "All"],
        ["Randomised trials", "1", "0", "1"],
        ["Studies of other kinds", "0", "1", "1"],
    ]
    assert page.blocks == (
        Title("Safety huddle", "x-huddle"),
        Paragraph((Text("A ward team meets briefly every day.", ("x-brown2010",)),)),
        Fields((
            ("Leadership and control", (Text("The nurse in charge sets the agenda.", ("x-brown2010",)),)),
            ("Effect", (Text("Fewer falls in one trial; none in another.", ("x-okoro2018", "x-brown2010")),)),
        )),
        Heading("Studies of effect, variants included"),
        Paragraph((Text("The only randomised trial reported better results on its main outcome; its organisers reported it.", ("x-okoro2018",)),)),
        counted,
        Heading("What critics say"),
        Bullets((Text("It becomes a ritual (x-ritual)", to="x-ritual"), Text("Screens tire (x-screens)", to="x-screens"))),
        Commands((
            ("collabref show x-huddle --full", "the whole page"),
            ("collabref critiques x-huddle", "the critiques"),
            ("collabref evidence x-huddle", "the studies, drawn and counted"),
            ("collabref compare x-huddle x-forum", "side by side"),
        )),
    )  # fmt: skip


def test_a_variant_says_what_it_is_a_variant_of_and_what_is_not_counted(field: Store):
    page = show(field, ["x-online-huddle"])
    assert page.blocks[0] == Title("Online huddle", "x-online-huddle", "variant of Safety huddle (x-huddle)")
    assert page.blocks[page.blocks.index(Heading("Studies of effect")) + 1] == Paragraph((
        Text("No randomised trial. The main outcome of the only study of another kind was not shown to differ.", ("x-jansen",)),
    ))  # fmt: skip


def test_an_approach_without_studies_has_a_gap_not_a_nought(hostile: Store):
    page = show(hostile, ["x-hostile"])
    gap = Paragraph((Text("The library has no study of effect.", gap=True),))
    assert page.blocks[page.blocks.index(Heading("Studies of effect")) + 1] == gap


def test_the_whole_page_has_everything_and_its_references(field: Store):
    page = show(field, ["x-huddle"], full=True)
    assert headings(page) == [
        "At a glance", "What it is", "Evidence of effect", "Related approaches", "Critiques", "Cases",
        "Read first",
    ]  # fmt: skip
    rows = dict(of(page, Fields)[-1].rows)
    assert rows["Variants"] == (Text("Online huddle (x-online-huddle).", to="x-online-huddle"),)
    assert rows["Learning forum"][0].text.startswith("A forum meets monthly")
    assert of(page, Bullets)[-2].items == (
        Text("Riverside wards: success; against randomised controls (x-riverside)", to="x-riverside"),
        Text("Utrecht by video: no effect (x-utrecht)", to="x-utrecht"),  # a variant's case counts for its parent
    )
    (counted,) = of(page, Table)
    assert page.blocks[page.blocks.index(counted) - 1].sentences[-1] == Text(IN_SHORT)
    assert page.blocks[page.blocks.index(counted) + 2] == Note(CAUTION)
    assert [source.id for source in of(page, Sources)[0].items] == [
        "x-brown2010", "x-nhs2015", "x-okoro2018", "x-silva2019",
    ]  # fmt: skip
    assert page.blocks[-1] == of(page, Sources)[0]


def test_parts_of_a_page_stand_in_reading_order_and_a_missing_one_is_said(field: Store):
    page = show(field, ["x-huddle"], sections=["economics", "What it is"])
    assert headings(page) == ["What it is", "Economics"]
    assert page.blocks[-2] == Note("The library has nothing on this.")
    assert page.items == [
        {
            "id": "x-huddle",
            "kind": "approach",
            "name": "Safety huddle",
            "sections": {
                "definition": {"say": "A huddle is short, daily and held standing up.", "refs": ["x-nhs2015"]}
            },
        }
    ]


def test_only_approaches_have_sections(field: Store):
    with pytest.raises(UsageError, match="“x-falls” is a term: only approaches have sections."):
        show(field, ["x-falls"], sections=["effect"])
    with pytest.raises(UsageError, match="There is no section “efect”. Did you mean effect?"):
        show(field, ["x-huddle"], sections=["efect"])


def test_records_stand_in_the_order_asked_for_each_once(field: Store):
    page = show(field, ["x-falls", "XSH", "x-huddle", "x-okoro2018"])
    assert [block.id for block in of(page, Title)] == ["x-falls", "x-huddle", "x-okoro2018"]
    assert [item["id"] for item in page.items] == ["x-falls", "x-huddle", "x-okoro2018"]
    assert page.kind == "record"
    assert show(field, ["x-falls"]).kind == "term"


@pytest.mark.parametrize("id", ["x-ritual", "x-riverside", "x-no-time", "x-which", "x-falls", "x-jansen"])
def test_every_kind_of_record_is_shown_whole(field: Store, id: str):
    """Every sentence of a record is on its page, with its sources."""
    from collabref.model.walk import claims

    page = show(field, [id])
    (record,) = page.items
    shown = {
        (text.text, text.refs)
        for block in page.blocks
        for sentences in (
            [row for _, row in block.rows] if isinstance(block, Fields) else [getattr(block, "sentences", ())]
        )
        for text in sentences
    }
    for _, claim in claims(record["kind"], record):
        assert (claim["say"], tuple(claim["refs"])) in shown


def test_a_reference_says_what_is_known_of_it_and_who_cites_it(field: Store):
    rows = dict(of(show(field, ["x-okoro2018"]), Fields)[0].rows)
    assert {label: " ".join(text.text for text in texts) for label, texts in rows.items()} == {
        "Citation": "Okoro N, de Vries J, Brown AB. Falls after daily huddles: a cluster-randomised trial. Journal of Wards. 2018;20:e55.",
        "DOI": "10.5555/xo.2018",
        "PMID": "99000001",
        "About": "Safety huddle (x-huddle).",
        "Design": "cluster randomised trial",
        "Setting": "40 English wards",
        "Size": "40 wards",
        "Finding": "Falls fell to 2.1 per 1,000 bed-days against 3.0 in control wards; costs were not counted.",
        "Speaks to": "Mechanism.",
        "Reported by": "its organisers",
        "Read": "the full text",
        "Further reports": "x-okoro2020.",
        "Cited by": "x-do-huddles-work (brief), x-huddle (approach), x-forum (approach), x-ritual (critique), x-riverside (case), x-no-time (challenge), x-which (challenge).",
        "Checked": "22 November 2026",
    }


def test_a_reference_gives_its_results_one_by_one_in_full(field: Store):
    page = show(field, ["x-okoro2018"])
    assert headings(page) == ["Result on effect", "Result on economics"]
    effect, economics = (
        {label: " ".join(text.text for text in texts) for label, texts in block.rows} for block in of(page, Fields)[1:]
    )
    assert effect == {
        "For": "Safety huddle (x-huddle). The approach itself.",
        "Main outcome": "falls per 1,000 bed-days (named by the study)",
        "Compared with": "randomised controls: 20 wards that went on as before",
        "Reports": "better",
        "Estimate": "favours the approach",
        "Figure": "2.1 v 3.0 per 1,000 bed-days; P = 0.01",
        "Also": "pressure ulcers did not differ",
    }
    assert economics == {
        "For": "Safety huddle (x-huddle). The approach itself.",
        "Figure": "£12 a bed a month",
        "Perspective": "the hospital",
        "Horizon": "2 years",
        "Price year": "2016",
        "Basis": "a trial",
    }


@pytest.mark.parametrize(
    ("comparator", "said"),
    [
        ("", "nothing"),
        ("none of its own; 9 studies", "none of its own; 9 studies"),
        ("as in the included studies", "as in the included studies"),
        ("two wards, not compared", "two wards, not compared"),
    ],
)
def test_of_a_study_without_a_comparison_its_own_words_are_said(
    over_field: Callable[[str], Store], comparator: str, said: str
):
    store = over_field(f"""\
comparisons: [{{id: nothing, label: nothing}}]
references:
- id: x-alone
  type: article-journal
  custom:
    about: [x-huddle]
    design: cluster-rct
    results:
    - {{about: [x-huddle], axis: effect, direction: positive, compared-with: nothing, comparator: "{comparator}"}}
""")
    rows = dict(of(show(store, ["x-alone"]), Fields)[1].rows)
    assert rows["Compared with"] == (Text(said),)


def test_a_reference_that_does_not_count_says_why_and_a_further_report_of_what(field: Store):
    uncounted, further = (show(field, [id]) for id in ("x-wu2017", "x-okoro2020"))
    rows = dict(of(uncounted, Fields)[0].rows)
    assert rows["Not counted"] == (Text("It met once, so that nobody calls it a huddle."),)
    assert "For" not in dict(of(uncounted, Fields)[1].rows)
    assert dict(of(further, Fields)[0].rows)["Further report of"] == (Text("x-okoro2018", to="x-okoro2018"),)
    result = dict(of(further, Fields)[1].rows)
    assert result["Note"] == (Text("The trial had ended."),)
    assert result["Main outcome"] == (Text("falls per 1,000 bed-days (the study names none: from its aim)"),)


@pytest.mark.parametrize(
    ("id", "label", "names"),
    [
        ("x-ritual", "Of", [("Safety huddle.", "x-huddle")]),
        ("x-no-time", "Concerns", [("Safety huddle.", "x-huddle")]),
        ("x-which", "Concerns", [("All approaches.", "")]),
        ("x-riverside", "Approach", [("Safety huddle (x-huddle).", "x-huddle")]),
        ("x-nhs2015", "About", [("Safety huddle (x-huddle),", "x-huddle"), ("Learning forum (x-forum).", "x-forum")]),
        ("x-jansen", "Cited by", [
            ("x-online-huddle (approach),", "x-online-huddle"),
            ("x-screens (critique),", "x-screens"), ("x-utrecht (case),", "x-utrecht"), ("x-sound (challenge).", "x-sound"),
        ]),
    ],
)  # fmt: skip
def test_records_that_are_named_lead_to_them(field: Store, id: str, label: str, names: list[tuple[str, str]]):
    """One phrase per record, so that a document can link each; together they are one sentence."""
    sentences = dict(of(show(field, [id]), Fields)[0].rows)[label]
    assert sentences == tuple(Text(text, to=to) for text, to in names)


def test_the_studies_of_a_review_lead_to_them(over_field: Callable[[str], Store]):
    store = over_field("""\
references:
- id: x-review
  type: article-journal
  custom: {about: [], design: systematic-review, reviews: [x-okoro2018, x-jansen]}
""")
    rows = dict(of(show(store, ["x-review"]), Fields)[0].rows)
    assert rows["Reviews"] == (Text("x-okoro2018,", to="x-okoro2018"), Text("x-jansen.", to="x-jansen"))
    assert "About" not in rows
    assert "Cited by" not in rows


def test_a_variants_page_counts_the_critiques_of_its_parent(field: Store):
    page = show(field, ["x-online-huddle"], full=True)
    assert page.blocks[page.blocks.index(Heading("Critiques")) + 1] == Bullets((
        Text("Screens tire (x-screens)", to="x-screens"),
        Text("1 more of Safety huddle: collabref critiques x-huddle"),
    ))  # fmt: skip


def test_an_approach_that_has_only_a_summary_has_a_card_and_a_page(small: str):
    summary = Paragraph((Text("Teams meet.", ("schouten2008",)),))
    gap = Text("The library has no study of effect.", gap=True)
    card = show(open_store(), ["qic"])
    assert card.blocks[:4] == (Title("Collaborative", "qic"), summary, Heading("Studies of effect"), Paragraph((gap,)))
    page = show(open_store(), ["qic"], full=True)
    assert page.blocks[:2] == (Title("Collaborative", "qic"), summary)
    assert headings(page) == []


def test_plurals_of_the_name_are_no_other_names(over_field: Callable[[str], Store]):
    store = over_field("""\
approaches:
- id: x-party
  name: Safety party
  aliases: [safety parties, Safety-Partys, ward party, ward parties]
  summary: {say: People meet., refs: [x-jansen]}
""")
    assert of(show(store, ["x-party"], full=True), Title)[0].note == "also: ward party"


def test_a_reference_is_listed_by_the_key_that_is_cited_also_where_it_is_another_of_the_same_work(
    over_field: Callable[[str], Store],
):
    store = over_field("""\
references:
- {id: smith_2018, type: article-journal, title: Mine, DOI: 10.5555/XO.2018}
terms:
- {id: x-trial, name: Trial, means: {say: It compares., refs: [smith_2018]}}
""")
    (sources,) = of(show(store, ["x-trial"]), Sources)
    (source,) = sources.items
    assert (source.id, source.record["id"]) == ("smith_2018", "x-okoro2018")
    assert source.citation.startswith("Okoro N, de Vries J, Brown AB.")


# --- counts of evidence ------------------------------------------------------------------------------------


def test_counts_are_of_works_on_one_axis_each_once(field: Store):
    assert in_words(field, tally(field, ["x-huddle", "x-online-huddle", "x-forum"])) == [
        Text("1 randomised trial: better.", ("x-okoro2018",)),
        Text("2 studies of other kinds: 1 mixed and 1 not shown to differ."),
    ]
    assert in_words(field, tally(field, ["x-huddle"], axis="sustainability")) == []


def test_a_work_that_reports_different_directions_counts_once_as_mixed(over_field: Callable[[str], Store]):
    store = over_field("""\
references:
- id: x-two
  type: article-journal
  custom:
    about: [x-huddle, x-forum]
    design: cluster-rct
    results: [{about: [x-huddle], axis: effect, direction: positive}, {about: [x-forum], axis: effect, direction: none}]
""")
    both = in_words(store, tally(store, ["x-huddle", "x-forum"]))[0]
    assert both == Text("2 randomised trials: 1 better and 1 mixed.")
    alone = in_words(store, tally(store, ["x-forum"]))[0]
    assert alone == Text("1 randomised trial: not shown to differ.", ("x-two",))


# --- a variant counts for its parent -------------------------------------------------------------------------


def test_a_variants_critiques_count_for_its_parent_and_the_parents_stand_below_its_own(field: Store):
    assert [item["id"] for item in critiques(field, "x-huddle").items] == ["x-ritual", "x-screens"]
    assert [item["id"] for item in critiques(field, "x-online-huddle").items] == ["x-screens", "x-ritual"]
    assert [item["id"] for item in critiques(field).items] == ["x-ritual", "x-screens"]
    assert [item["id"] for item in critiques(field, "screens tire").items] == ["x-screens"]
    assert of(critiques(field), Title) == [
        Title("Critiques", "", "2 critiques of collaboration-based approaches"),
        Title("It becomes a ritual", "x-ritual", "critique", 2),
        Title("Screens tire", "x-screens", "critique", 2),
    ]
    assert of(critiques(field, "x-huddle"), Title)[0].text == "Safety huddle"
    assert of(critiques(field, "screens tire"), Title) == [Title("Screens tire", "x-screens", "critique")]
    with pytest.raises(NothingFoundError, match="The library has no critique of “Learning forum”."):
        critiques(field, "x-forum")


def test_a_variants_challenges_count_for_its_parent_and_the_parents_hold_for_it(field: Store):
    assert [item["id"] for item in guide(field, "x-huddle").items] == ["x-which", "x-no-time", "x-sound"]
    assert [item["id"] for item in guide(field, "x-online-huddle").items] == ["x-which", "x-no-time", "x-sound"]
    assert [item["id"] for item in guide(field, "x-forum").items] == ["x-which"]  # it concerns all approaches


def test_the_guide_goes_stage_by_stage(field: Store):
    page = guide(field)
    assert of(page, Title) == [
        Title("What tends to go wrong, and what to do", "", "3 challenges"),
        Title("Deciding", "", "Whether, and which approach.", 2),
        Title("Whether to start at all", "x-which", "challenge; deciding", 3),
        Title("Running", "", "Meetings, data, conflict.", 2),
        Title("There is no time", "x-no-time", "challenge; running", 3),
        Title("The sound fails", "x-sound", "challenge; running", 3),
    ]
    running = of(guide(field, "x-huddle", stages=["running"]), Title)
    assert running[0].note == "Safety huddle: 2 challenges"
    assert [title.text for title in running if not title.id] == [running[0].text, "Running"]
    (only,) = of(guide(field, "x-sound"), Title)  # one challenge is a page of its own
    assert (only.id, only.level) == ("x-sound", 1)
    assert [item["id"] for item in guide(field, "x-sound").items] == ["x-sound"]
    with pytest.raises(UsageError, match="There is no stage “runing”. Did you mean running?"):
        guide(field, stages=["runing"])
    with pytest.raises(NothingFoundError, match=r"^The library has no such challenge. Try: collabref guide.$"):
        guide(field, "x-sound", stages=["deciding"])
    with pytest.raises(UsageError, match="this needs an approach or challenge"):
        guide(field, "x-falls")


# --- lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["approaches", "approach", "APPROACHES"])
def test_a_kind_is_listed_by_its_singular_or_plural(field: Store, typed: str):
    assert [item["id"] for item in list_kind(field, typed).items] == ["x-huddle", "x-online-huddle", "x-forum"]


@pytest.mark.parametrize("kind", LISTED.values())
def test_every_list_has_a_row_a_record_and_no_empty_name(field: Store, kind: str):
    grid = list_kind(field, kind)
    for where in ("screen", "data"):
        columns, rows = grid.shown(where)
        assert len(rows) == len(grid.items) > 0
        assert columns[0].key == "id"
        assert all(row[0].text and row[1].text for row in rows)


def test_a_list_has_on_a_screen_what_tells_records_apart_and_in_data_more(field: Store):
    approaches = list_kind(field, "approaches")
    assert [column.key for column in approaches.shown("screen")[0]] == ["id", "indented-name", "gist"]
    assert [column.key for column in approaches.shown("data")[0]] == [
        "id", "name", "variant-of", "aliases", "summary", "gist",
    ]  # fmt: skip
    assert [column.key for column in approaches.columns if column.wide] == ["gist"]  # it has the free width
    assert [column.key for column in list_kind(field, "terms").columns if column.wide] == ["means"]


ONE_OF_EACH = """\
approaches: [{id: a, name: A, summary: {gap: G., searched: 2026-11-22}}]
briefs: [{id: b, asks: B?, answer: [{gap: G., searched: 2026-11-22}]}]
critiques: [{id: c, name: C, of: [a], charge: {gap: G., searched: 2026-11-22}}]
"""


@pytest.mark.parametrize(
    ("page", "note"),
    [
        (approaches_page, "1 approach"),
        (briefs, "1 common question, answered"),
        (critiques, "1 critique of collaboration-based approaches"),
    ],
)
def test_one_record_is_counted_in_the_singular(
    page: Callable[[Store], Page], note: str, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    alone = library(ONE_OF_EACH)
    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: alone)
    title = of(page(open_store([])), Title)[0]
    assert note in (title.text, title.note)


def test_an_unknown_kind_is_refused(field: Store):
    with pytest.raises(UsageError, match="There is no kind of record “approches”. Did you mean approaches"):
        list_kind(field, "approches")

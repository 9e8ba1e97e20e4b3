from typing import get_args

import pytest

from collabref.answer.page import Fields, Title
from collabref.errors import NothingFoundError, UsageError
from collabref.pages.refs import Sort, annotated, grid, references, title
from collabref.query.filters import TypedFilter, years
from collabref.store import Store

pytest_plugins = ["screens"]

EVERYTHING = [
    "x-brown2010", "x-jansen", "x-nhs2015", "x-okoro2018", "x-okoro2020", "x-oleary2021", "x-silva2019", "x-tan2022",
    "x-wu2017",
]  # fmt: skip


def ids(store: Store, *typed: str, sort: Sort | None = None, limit: int = 0, **wanted: object) -> list[str]:
    found, _ = references(store, typed, TypedFilter(**wanted), sort, limit)  # type: ignore[arg-type]
    return [record["id"] for record in found]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, EVERYTHING),
        ({"about": ["x-huddle"]}, [id for id in EVERYTHING if id != "x-oleary2021"]),  # with its variant
        ({"about": ["x-online-huddle"]}, ["x-jansen"]),  # a parent does not count for its variant
        ({"about": ["Learning Forum"]}, ["x-nhs2015", "x-oleary2021"]),
        ({"about": ["x-forum", "x-online-huddle"]}, ["x-jansen", "x-nhs2015", "x-oleary2021"]),
        ({"author": "brown"}, ["x-brown2010", "x-okoro2018"]),  # also as a later author
        ({"author": "Nunez"}, ["x-brown2010"]),
        ({"author": "O’LEARY"}, ["x-oleary2021"]),
        ({"author": "o'le"}, ["x-oleary2021"]),  # the beginning of a name
        ({"author": "national ward"}, ["x-nhs2015"]),
        ({"years": (2015, 2018)}, ["x-nhs2015", "x-okoro2018", "x-wu2017"]),
        ({"years": (2020, None)}, ["x-okoro2020", "x-oleary2021", "x-tan2022"]),
        ({"years": (None, 2010)}, ["x-brown2010"]),  # the work without a date has no year
        ({"design": ["cluster-rct"]}, ["x-okoro2018", "x-okoro2020", "x-tan2022"]),
        (
            {"design": ["Cluster randomised trial", "theory"]},
            ["x-brown2010", "x-nhs2015", "x-okoro2018", "x-okoro2020", "x-tan2022"],
        ),
        ({"direction": ["none"]}, ["x-jansen", "x-okoro2020", "x-tan2022"]),
        ({"direction": ["mixed", "better"]}, ["x-okoro2018", "x-oleary2021", "x-silva2019"]),
        ({"type": "report"}, ["x-nhs2015"]),
        ({"type": "Webpage"}, ["x-jansen"]),
        ({"about": ["x-huddle"], "author": "brown", "years": (2011, None)}, ["x-okoro2018"]),
    ],
)
def test_filters(field: Store, wanted: dict[str, object], found: list[str]):
    assert sorted(ids(field, **wanted)) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"design": ["cluster-rtc"]}, "There is no design or class of designs “cluster-rtc”. Did you mean cluster-rct?"),
        ({"direction": ["up"]}, "There is no direction “up”. Choose from: positive, mixed, none, unseen."),
        ({"type": "raport"}, "There is no type of reference in the library “raport”. Did you mean report?"),
        ({"about": ["x-falls"]}, "“x-falls” is the term “x-falls”; this needs an approach."),
        ({"about": ["x-hudle"]}, "No approach is called “x-hudle”. Did you mean x-huddle or x-online-huddle? Or: collabref search x-hudle"),
    ],
)  # fmt: skip
def test_an_unknown_word_is_refused(field: Store, wanted: dict[str, object], message: str):
    with pytest.raises(UsageError) as refused:
        ids(field, **wanted)
    assert str(refused.value) == message


def test_wildcards_in_a_name_are_letters(field: Store):
    for name in ("%", "_rown", "b%n", "\\"):
        with pytest.raises(NothingFoundError):
            ids(field, author=name)


def test_an_authors_name_is_matched_from_its_beginning(field: Store):
    with pytest.raises(NothingFoundError):
        ids(field, author="rown")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2008", (2008, 2008)), ("2008-2015", (2008, 2015)), ("2008–2015", (2008, 2015)),
        ("2008-", (2008, None)), ("-2015", (None, 2015)), ("2008-2008", (2008, 2008)),
    ],
)  # fmt: skip
def test_years(typed: str, span: tuple[int | None, int | None]):
    assert years(typed) == span


@pytest.mark.parametrize("typed", ["", "-", "–", "2015-2008", "20x8", "last year", "MMVIII"])
def test_what_is_no_range_of_years_is_refused(typed: str):
    with pytest.raises(UsageError, match="is not a year or a range of years. Write 2008, 2008-2015, 2008- or -2015."):
        years(typed)


def test_sorting(field: Store):
    assert ids(field) == [
        "x-brown2010", "x-jansen", "x-nhs2015", "x-oleary2021", "x-okoro2020", "x-okoro2018", "x-silva2019", "x-tan2022",
        "x-wu2017",
    ]  # fmt: skip
    assert ids(field, sort="author") == ids(field)  # without words, this is the default
    assert ids(field, sort="year") == [
        "x-tan2022", "x-oleary2021", "x-okoro2020", "x-silva2019", "x-okoro2018", "x-wu2017", "x-nhs2015", "x-brown2010",
        "x-jansen",
    ]  # fmt: skip
    assert get_args(Sort) == ("relevance", "year", "author")


def test_words_and_filters_together_keep_the_order_of_relevance(field: Store):
    relevance = ids(field, "huddle")
    assert len(relevance) > 2
    assert ids(field, "huddle", about=["x-huddle"]) == [id for id in relevance if id in ids(field, about=["x-huddle"])]
    assert ids(field, "huddle", sort="relevance") == relevance
    assert ids(field, "huddle", sort="relevance", about=["x-huddle"]) == ids(field, "huddle", about=["x-huddle"])
    assert set(ids(field, "huddle", sort="year")) == set(relevance)
    assert ids(field, "huddle", sort="year") == [id for id in ids(field, sort="year") if id in relevance]


def test_a_limit_takes_the_first(field: Store):
    assert ids(field, sort="year", limit=2) == ["x-tan2022", "x-oleary2021"]
    assert len(ids(field, limit=0)) == len(EVERYTHING)


def test_a_limit_is_said_where_it_left_something_out(field: Store):
    assert references(field, (), TypedFilter(), limit=2)[1] == "2 of 9; --limit 0 gives all."
    assert references(field, (), TypedFilter(), limit=9)[1] == ""
    assert references(field, ["hudlles"], TypedFilter(), limit=1)[1].endswith(" 1 of 8; --limit 0 gives all.")


def test_works_of_a_design_or_direction_are_not_the_studies_that_are_counted(field: Store):
    remark = "Several works may report one study. Studies are counted by: collabref evidence x-huddle"
    asked = TypedFilter(about=["Safety huddle"], design=["cluster-rct"])
    assert references(field, (), asked)[1] == remark
    assert references(field, (), asked._replace(design=(), direction=["positive"]))[1] == remark
    assert references(field, (), asked._replace(design=()))[1] == ""
    assert references(field, (), asked._replace(about=()))[1] == ""


def test_nothing_found_says_what_to_try(field: Store):
    with pytest.raises(NothingFoundError) as failed:
        ids(field, "huddle", years=(1900, 1901))
    assert str(failed.value) == "No reference has “huddle” with these options: try fewer of them."
    with pytest.raises(NothingFoundError) as failed:
        ids(field, years=(1900, 1901))
    assert str(failed.value) == "No reference matches with these options: try fewer of them."
    with pytest.raises(NothingFoundError) as failed:
        ids(field, "qqqqqq", "wwwwww")
    assert str(failed.value) == "No reference has “qqqqqq wwwwww”. Try fewer or other words, or: collabref list terms."


def test_the_grid_shows_citations_on_a_screen_and_fields_in_data(field: Store):
    found, _ = references(field, (), TypedFilter(design=["cluster-rct"], years=(2018, 2018)))
    view = grid(field, found)
    columns, rows = view.shown("screen")
    assert [column.heading for column in columns] == ["Reference", "Work", "Study"]
    assert [cell.text for cell in rows[0]] == [
        "x-okoro2018",
        "Okoro N, de Vries J, Brown AB. Falls after daily huddles: a cluster-randomised trial. Journal of Wards. 2018;20:e55.",
        "cluster randomised trial: better",
    ]
    assert [column.key for column in columns if column.wide] == ["work"]  # the free width is for citations
    columns, rows = view.shown("data")
    assert dict(zip([column.key for column in columns], [cell.text for cell in rows[0]], strict=True)) == {
        "id": "x-okoro2018",
        "authors": "Okoro N, de Vries J, Brown AB",
        "year": "2018",
        "title": "Falls after daily huddles: a cluster-randomised trial",
        "container-title": "Journal of Wards",
        "type": "article-journal",
        "design": "cluster-rct",
        "about": "x-huddle",
        "results": "effect=positive (x-huddle); economics (x-huddle)",
        "compared-with": "effect=randomised-controls",
        "outcome": "effect=falls per 1,000 bed-days",
        "points": "effect=favours",
        "finding": "Falls fell to 2.1 per 1,000 bed-days against 3.0 in control wards; costs were not counted.",
        "DOI": "10.5555/xo.2018",
        "PMID": "99000001",
        "URL": "",
    }


def test_a_list_of_authors_that_is_not_whole_says_so(field: Store):
    found, _ = references(field, (), TypedFilter(author="o'leary"))
    columns, rows = grid(field, found).shown("data")
    assert rows[0][[column.key for column in columns].index("authors")].text == "O’Leary S, et al"


def test_an_annotated_bibliography_has_a_title_and_fields_each(field: Store):
    found, _ = references(field, (), TypedFilter())
    page = annotated(field, found)
    first, *titles = [block for block in page.blocks if isinstance(block, Title)]
    assert first == Title("References", "", "9 works")
    assert [(each.id, each.level) for each in titles] == [(record["id"], 2) for record in found]
    for each in titles:
        assert isinstance(page.blocks[page.blocks.index(each) + 1], Fields)
    assert page.items == found
    (only,) = [block for block in annotated(field, found[:1]).blocks if isinstance(block, Title)]
    assert (only.id, only.level) == (found[0]["id"], 1)  # one reference is a page of its own


def test_axis_and_direction_are_of_one_result(field: Store):
    def ids(**wanted: list[str]) -> list[str]:
        return [record["id"] for record in references(field, (), TypedFilter(**wanted))[0]]

    with_both = ids(axis=["effect"], direction=["positive"])
    assert "x-okoro2018" in with_both
    assert set(with_both) <= set(ids(axis=["effect"])) & set(ids(direction=["positive"]))
    with pytest.raises(UsageError, match="There is no axis “efect”"):
        ids(axis=["efect"])


def test_a_document_is_named_after_what_was_asked(field: Store):
    assert title(field, (), TypedFilter()) == "References"
    assert title(field, ("free", "riding"), TypedFilter()) == "References: free riding"
    wanted = TypedFilter(about=["x-huddle"], author="Okoro", years=(2010, None), design=["theory"], type="book")
    said = "References: about Safety huddle, by Okoro, of type book, of design theory, since 2010"
    assert title(field, (), wanted) == said

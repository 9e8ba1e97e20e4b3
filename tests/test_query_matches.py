import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from collabref.query import matches
from collabref.query.matches import HERE, NOT_HERE, PERHAPS, Works, compare, matched
from collabref.query.works import work_of


def labelled(name: str) -> list[dict[str, Any]]:
    """Pairs of references, each labelled as one work or two: the library's own works and invented variants of them."""
    return [json.loads(line) for line in (Path(__file__).parent / "data" / name).read_text().splitlines()]


PAIRS = labelled("same_work_pairs.jsonl")
# As Scopus, PubMed, Google Scholar, Zotero and Ovid write works, and works that look alike; written before the rules.
EXPORTS = labelled("same_work_pairs_of_exports.jsonl")
# Made by a script after the rules, none of which was changed because of them: each has up to three random deformations of a work.
AFTER = labelled("same_work_pairs_made_after.jsonl")

ARTICLE: dict[str, Any] = {
    "id": "a",
    "type": "article-journal",
    "title": "Falls after daily huddles: a cluster-randomised trial",
    "author": [{"family": "de Vries", "given": "Kim"}],
    "container-title": "BMJ Quality & Safety",
    "volume": "20",
    "page": "101-9",
    "issued": {"date-parts": [[2018]]},
    "DOI": "10.5555/xo.2018",
}

# A record without the place in a journal; and how one with the place is recognised.
NOWHERE: dict[str, Any] = {"container-title": None, "volume": None, "page": None}
PLACE = "first author, year, journal, volume and page"


def like(**changed: Any) -> tuple[str, str]:
    """How the article without its DOI, with these fields changed, compares with the original."""
    other = {name: value for name, value in (ARTICLE | {"DOI": None} | changed).items() if value is not None}
    return compare(work_of(other), work_of(ARTICLE))


@pytest.mark.parametrize(
    ("pairs", "certain", "either", "not_here"),
    [(PAIRS, 0.89, 1, 0.75), (EXPORTS, 0.85, 1, 0.72), (AFTER, 0.83, 0.96, 0.82)],
    ids=["library", "exports", "made after"],
)
def test_what_is_taken_for_certain_is_certain(
    pairs: list[dict[str, Any]], certain: float, either: float, not_here: float
):
    outcomes = Counter((pair["same"], compare(work_of(pair["one"]), work_of(pair["two"]))[0]) for pair in pairs)
    same = sum(count for (label, _), count in outcomes.items() if label)
    assert outcomes[False, HERE] == 0  # precision of certain matches: 1
    assert outcomes[True, HERE] / same >= certain
    assert (outcomes[True, HERE] + outcomes[True, PERHAPS]) / same >= either
    assert outcomes[False, NOT_HERE] / (len(pairs) - same) >= not_here


def test_there_are_pairs_enough():
    assert len(PAIRS) >= 200
    assert len(EXPORTS) >= 60


def test_what_is_wrongly_perhaps_is_nearly_always_another_report_of_one_study():
    wrong = [
        pair for pair in PAIRS if not pair["same"] and compare(work_of(pair["one"]), work_of(pair["two"]))[0] == PERHAPS
    ]
    reports = [pair for pair in wrong if re.match("preprint|conference abstract", pair["case"])]
    assert len(wrong) - len(reports) <= 5


@pytest.mark.parametrize("pair", [*PAIRS[::7], *EXPORTS, *AFTER[::3]], ids=lambda pair: pair["case"])
def test_the_order_of_two_works_does_not_matter(pair: dict[str, Any]):
    one, two = work_of(pair["one"]), work_of(pair["two"])
    assert compare(one, two)[0] == compare(two, one)[0]


@pytest.mark.parametrize(
    ("changed", "status", "by"),
    [
        ({}, HERE, "title, year and first author"),
        ({"title": "FALLS AFTER DAILY HUDDLES - a cluster randomized trial."}, HERE, "title, year and first author"),
        ({"container-title": "BMJ Qual Saf"}, HERE, "title, year and first author"),
        ({"author": [{"family": "Vries", "given": "K"}]}, HERE, "title, year and first author"),
        ({"DOI": "https://doi.org/10.5555/XO.2018", "title": "Falls after daily huddles"}, HERE, "DOI"),
        ({"DOI": "10.5555/xo.2018", "title": "Stürze nach täglichen Besprechungen"}, PERHAPS, "DOI; the titles differ"),
        ({"DOI": "10.5555/xo.2018", "title": "Correction: Falls after daily huddles"}, PERHAPS, "DOI; the titles differ"),
        ({"DOI": "10.5555/other"}, PERHAPS, "title, year and first author; another DOI"),
        ({"volume": "21"}, PERHAPS, "title, year and first author; another volume"),
        ({"container-title": "Journal of Wards"}, PERHAPS, "title, year and first author; another journal"),
        ({"type": "paper-conference"}, PERHAPS, "title, year and first author; another kind of publication"),
        ({"issued": {"date-parts": [[2017]]}}, HERE, "title, first author, journal, volume and page"),
        ({"issued": {"date-parts": [[2017]]}, "page": None}, HERE, "title, first author, journal and volume"),
        ({"issued": {"date-parts": [[2017]]}, "page": "1"}, PERHAPS, "title and first author; another year"),
        ({"issued": {"date-parts": [[2017]]}, **NOWHERE}, PERHAPS, "title and first author; another year"),
        ({"issued": {"date-parts": [[2016]]}}, PERHAPS, "title and first author; another year"),
        ({"issued": None}, HERE, "title, first author, journal, volume and page"),
        ({"issued": None, "volume": None}, PERHAPS, "title; no year to compare"),
        ({"author": None}, HERE, "title, year, journal, volume and page"),
        ({"author": None, "page": None}, PERHAPS, "title; no first author to compare"),
        ({"author": None, "issued": None}, PERHAPS, "title; no first author and year to compare"),
        ({"author": [{"literal": "de Vries K."}]}, HERE, "title, year and first author"),
        ({"author": [{"family": "Smith"}]}, PERHAPS, "title; another first author"),
        ({"author": [{"family": "Smith"}], "page": "7"}, NOT_HERE, ""),
        ({"title": "Falls after daily huddles"}, HERE, f"{PLACE}; one title has no subtitle"),
        ({"title": "Falls after daily huddles", "page": None}, PERHAPS, "a title without the subtitle"),
        ({"title": "Falls after daily huddles", "page": "7"}, NOT_HERE, ""),
        ({"title": "Falls after daily hudddles: a cluster-randomised trial"}, HERE, f"{PLACE}; the titles differ in a letter"),
        ({"title": "Falls after daily hudldes: a cluster-randomised trial"}, HERE, f"{PLACE}; the titles differ in a letter"),
        ({"title": "Falls after weekly huddles: a cluster-randomised trial"}, PERHAPS, "a near title"),
        ({"title": "Calls after daily huddles: a cluster-randomised trial"}, PERHAPS, "a near title"),
        ({"title": "Falls after daily hudddles: a cluster-randomised trial", "page": "7"}, NOT_HERE, ""),
        ({"title": "Falls after daily hud dles: a cluster-randomised trial"}, HERE, "title, year and first author"),
        ({"title": "RETRACTED: Falls after daily huddles: a cluster-randomised trial"}, HERE, "title, year and first author"),
        ({"title": "<i>Falls</i> after daily huddles&#58; a cluster&ndash;randomised trial"}, HERE, "title, year and first author"),
        ({"volume": "21", "page": "7"}, NOT_HERE, ""),
        ({"DOI": "10.5555/other", "page": "7"}, NOT_HERE, ""),
        ({"volume": "Publish Ahead of Print", "page": None}, HERE, "title, year and first author"),
        ({"URL": "https://doi.org/10.5555/xo.2018", "title": "Falls after daily huddles | BMJ Quality"}, HERE, "DOI"),
        ({"URL": "https://qualitysafety.bmj.com/content/10.5555/XO.2018/full?x=1", **NOWHERE}, HERE, "DOI"),
        ({"title": "Falls after daily huddles: a cluster randomized controlled trial"}, PERHAPS, "a near title"),
        ({"title": "Falls after daily huddles: a cluster-randomised trial, part 2"}, NOT_HERE, ""),
        ({"title": "Erratum: Falls after daily huddles: a cluster-randomised trial"}, NOT_HERE, ""),
        ({"title": "Falls after daily huddles: a cluster-randomised trial (vol 20, pg 101, 2018)"}, NOT_HERE, ""),
        ({"title": "Publisher Correction: Falls after daily huddles: a cluster-randomised trial"}, NOT_HERE, ""),
        ({"title": "Re: Falls after daily huddles: a cluster-randomised trial"}, NOT_HERE, ""),
        ({"title": "Huddles on wards", "DOI": None}, NOT_HERE, ""),
    ],
)  # fmt: skip
def test_by_what_a_work_is_recognised(changed: dict[str, Any], status: str, by: str):
    assert like(**changed) == (status, by)


def test_a_short_title_needs_a_journal():
    editorial = ARTICLE | {"title": "Editorial", "DOI": "", "volume": "", "page": ""}
    without = {name: value for name, value in editorial.items() if name != "container-title"}
    assert compare(work_of(editorial), work_of(editorial))[0] == HERE
    assert compare(work_of(without), work_of(editorial))[0] == PERHAPS


def test_a_book_is_recognised_by_its_isbn_and_a_chapter_of_it_is_not():
    book = {"id": "b", "type": "book", "title": "Situated learning", "ISBN": "0-521-42374-0"}
    thirteen = {"id": "c", "type": "book", "title": "Situated Learning", "ISBN": "9780521423748"}
    chapter = {"id": "d", "type": "chapter", "title": "Midwives", "ISBN": "978-0-521-42374-8"}
    assert compare(work_of(thirteen), work_of(book)) == (HERE, "ISBN")
    assert compare(work_of(chapter), work_of(book)) == (NOT_HERE, "")


@pytest.mark.parametrize(
    ("short", "long", "status"),
    [
        ("Working together on wards", "Working together on wards: lessons from covid-19", HERE),
        ("Huddles for people with diabetes type 2", "Huddles for people with diabetes type 2: a trial", HERE),
        ("Working together on wards", "Working together on wards: part 2", NOT_HERE),
        ("Working together on wards", "Working together on wards: II", NOT_HERE),
        ("Working together on wards 1", "Working together on wards 2: a trial", NOT_HERE),
    ],
)
def test_numbers_of_subtitles(short: str, long: str, status: str):
    one, two = (work_of(ARTICLE | {"title": title, "DOI": None}) for title in (short, long))
    assert compare(one, two)[0] == compare(two, one)[0] == status


def test_pages_counted_from_1_are_no_other_place_than_an_article_number():
    numbered = ARTICLE | {"page": "40", "DOI": None}
    assert compare(work_of(numbered | {"page": "1-9"}), work_of(numbered))[0] == HERE
    assert compare(work_of(numbered | {"page": "1-9", "volume": "21"}), work_of(numbered))[0] == NOT_HERE
    assert compare(work_of(numbered | {"page": "1"}), work_of(numbered))[0] == PERHAPS


def test_a_web_page_without_a_year_is_recognised_by_its_address():
    page = {"id": "w", "type": "webpage", "title": "Patient safety", "URL": "https://www.example.org/safety/"}
    assert compare(work_of(page | {"URL": "http://example.org/safety#top"}), work_of(page)) == (
        HERE,
        "title and address",
    )
    assert compare(work_of(page | {"URL": "https://example.org/other"}), work_of(page))[0] == PERHAPS
    first, last = (page | {"issued": {"date-parts": [[year]]}} for year in (2010, 2020))
    assert compare(work_of(first), work_of(last))[0] == PERHAPS


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("JAMA : the journal of the American Medical Association", "JAMA", True),
        ("JAMA - Journal of the American Medical Association", "JAMA", True),
        ("BMJ (Clinical research ed.)", "BMJ", True),
        ("Social Science &amp; Medicine", "Social science and medicine", True),
        ("Soc. Sci. Med.", "Social Science & Medicine", True),
        ("BMJ", "BMJ Open", False),
    ],
)
def test_names_of_journals(one: str, two: str, same: bool):
    pair = (work_of(ARTICLE | {"container-title": name, "DOI": None}) for name in (one, two))
    assert compare(*pair)[0] == (HERE if same else PERHAPS)


def test_a_repeat_that_is_surer_makes_its_work_surer():
    unsure = {**ARTICLE, **NOWHERE, "id": "m1", "DOI": None, "issued": {"date-parts": [[2017]]}}
    sure = {**unsure, "id": "m2", "DOI": ARTICLE["DOI"]}
    assert matched([unsure], [ARTICLE])[0].status == PERHAPS
    first, second = matched([unsure, sure], [ARTICLE])
    assert (first.mine, first.status, first.by) == (unsure, HERE, "DOI")
    assert second.repeats == unsure


def test_two_that_are_one_work_of_ours_are_counted_once():
    ours = {**ARTICLE, "PMID": "12345678"}
    by_doi = {"id": "m1", "title": "Falls after daily huddles", "DOI": ARTICLE["DOI"]}
    by_pmid = {"id": "m2", "title": "FALLS AFTER DAILY HUDDLES: A CLUSTER-RANDOMISED TRIAL", "PMID": "12345678"}
    first, second = matched([by_doi, by_pmid], [ours])
    assert (first.status, first.repeats) == (HERE, None)
    assert (second.status, second.repeats) == (HERE, by_doi)


def test_an_entry_that_stands_twice_is_counted_once_however_little_it_says():
    bare = {"id": "a", "title": "Editorial"}
    assert matched([bare, {**bare, "id": "b"}], [])[1].repeats == bare


def test_works_are_matched_and_repeats_named():
    mine = [
        {**ARTICLE, "id": "m1"},
        {**ARTICLE, "id": "m2"},
        {"id": "m3", "title": "Another thing altogether, and new"},
    ]
    first, second, third = matched(mine, [ARTICLE])
    assert (first.status, first.by, first.work, first.repeats) == (HERE, "DOI", ARTICLE, None)
    assert second.repeats == mine[0]
    assert (third.status, third.by, third.work) == (NOT_HERE, "", None)


def test_a_certain_match_is_found_behind_likely_ones():
    likely = [{**ARTICLE, "id": f"l{n}", "DOI": f"10.5555/{n}", "volume": str(n)} for n in range(5)]
    (match,) = matched([{**ARTICLE, "DOI": "10.5555/4", "volume": "4"}], likely)
    assert (match.status, match.work) == (HERE, likely[4])


def test_many_works_of_one_author_are_not_all_compared():
    several = [{**ARTICLE, "title": f"Work {n} of the year", "DOI": ""} for n in range(1000)]
    works = Works(map(work_of, several))
    assert len(list(works._candidates(work_of(ARTICLE)))) <= 600


@pytest.mark.parametrize(
    "odd",
    [
        {}, {"title": None}, {"title": 5}, {"author": "me"}, {"author": [None]}, {"author": [{}]}, {"ISBN": 9780521423748},
        {"issued": "2008"}, {"container-title": [""]}, {"page": 7}, {"title": "…"}, {"DOI": 3}, {"title": "\ud7ff" * 3},
    ],
)  # fmt: skip
def test_odd_references_match_nothing_and_break_nothing(odd: dict[str, Any]):
    assert matched([odd], [ARTICLE])[0].status == NOT_HERE


def test_long_titles_are_compared_in_linear_time():
    """Word by word, 100,000 words against 100,000 would take hours."""
    words = [f"w{number}" for number in range(100_000)]
    assert matches._likeness(words, words[1:]) == 0.99
    assert matches._likeness(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(4 / 6)

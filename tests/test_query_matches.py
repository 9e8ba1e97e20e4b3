import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from collabref.query.matches import HERE, NOT_HERE, PERHAPS, Works, compare, matched, work_of

# Pairs of references, each labelled as one work or two: the library's own works and invented variants of them.
PAIRS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "same_work_pairs.jsonl").read_text().splitlines()
]

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


def like(**changed: Any) -> tuple[str, str]:
    """How the article without its DOI, with these fields changed, compares with the original."""
    other = {name: value for name, value in (ARTICLE | {"DOI": None} | changed).items() if value is not None}
    return compare(work_of(other), work_of(ARTICLE))


def test_what_is_taken_for_certain_is_certain():
    outcomes = Counter((pair["same"], compare(work_of(pair["one"]), work_of(pair["two"]))[0]) for pair in PAIRS)
    assert len(PAIRS) >= 200
    same = sum(count for (label, _), count in outcomes.items() if label)
    assert outcomes[False, HERE] == 0  # precision of certain matches: 1
    assert outcomes[True, HERE] / same >= 0.6
    assert (outcomes[True, HERE] + outcomes[True, PERHAPS]) / same >= 0.99
    assert outcomes[False, NOT_HERE] / (len(PAIRS) - same) >= 0.66


@pytest.mark.parametrize("pair", PAIRS[::7], ids=lambda pair: pair["case"])
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
        ({"issued": {"date-parts": [[2017]]}}, PERHAPS, "title and first author; another year"),
        ({"author": None}, PERHAPS, "title; no first author to compare"),
        ({"title": "Falls after daily huddles"}, PERHAPS, "a title without the subtitle"),
        ({"title": "Falls after daily huddles: a cluster randomized controlled trial"}, PERHAPS, "a near title"),
        ({"title": "Falls after daily huddles: a cluster-randomised trial, part 2"}, NOT_HERE, ""),
        ({"title": "Erratum: Falls after daily huddles: a cluster-randomised trial"}, NOT_HERE, ""),
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

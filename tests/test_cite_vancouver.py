"""Vancouver citations against goldens that were read by eye beside ICMJE's samples of formatted references."""

from typing import Any

import pytest

from collabref.cite.vancouver import address, cite, people, short, short_pages, year

LEE = {"family": "Lee", "given": "Anna Marie"}

ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Evidence for the impact of quality improvement collaboratives: systematic review",
    "author": [{"family": "Schouten", "given": "Loes M. T."}, {"family": "Hulscher", "given": "Marlies E. J. L."}],
    "container-title": "BMJ",
    "volume": "336",
    "issue": "7659",
    "page": "1491-1494",
    "issued": {"date-parts": [[2008, 6, 28]]},
}
BOOK: dict[str, Any] = {
    "type": "book",
    "title": "Communities of Practice",
    "author": [LEE],
    "publisher-place": "Cambridge",
    "publisher": "Cambridge University Press",
    "issued": {"date-parts": [[1998]]},
}


def changed(item: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """``item`` with other fields; None takes one out."""
    item = item | {name.replace("_", "-"): value for name, value in fields.items()}
    return {name: value for name, value in item.items() if value is not None}


GOLDEN = {
    "article": (
        ARTICLE,
        "Schouten LMT, Hulscher MEJL. Evidence for the impact of quality improvement collaboratives: systematic review."
        " BMJ. 2008;336(7659):1491–4.",
    ),
    "e-locator": (
        changed(ARTICLE, title="T", author=[LEE], issue=None, page="e020930"),
        "Lee AM. T. BMJ. 2008;336:e020930.",
    ),
    "article number in place of pages": (
        changed(ARTICLE, title="T", author=[LEE], issue="1", page=None, number="64"),
        "Lee AM. T. BMJ. 2008;336(1):64.",
    ),
    "online first, without volume": (
        changed(ARTICLE, title="T", author=[LEE], issue=None, volume=None, page=None),
        "Lee AM. T. BMJ. 2008.",
    ),
    "title with its own mark": (changed(BOOK, title="Does it work?"), "Lee AM. Does it work? Cambridge: Cambridge University Press; 1998."),
    "title that calls out": (changed(BOOK, title="It works!"), "Lee AM. It works! Cambridge: Cambridge University Press; 1998."),
    "neither authors nor editors nor a title": (
        changed(BOOK, author=None, title=None), "[Untitled]. Cambridge: Cambridge University Press; 1998.",
    ),
    "author of one name": (
        changed(BOOK, author=[{"given": "Madonna"}, {"family": "Plato"}]), "Madonna, Plato. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "corporate author": (
        changed(ARTICLE, title="T", author=[{"literal": "NHS England"}, LEE], page="1-2"),
        "NHS England, Lee AM. T. BMJ. 2008;336(7659):1–2.",
    ),
    "particles": (
        changed(
            BOOK,
            author=[
                {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
                {"family": "de la Perrelle", "given": "Lenore"},
                {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
            ],
        ),
        "van der Berg A, de la Perrelle L, Beethoven L van. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "suffix": (
        changed(BOOK, author=[{"family": "Hernandez", "given": "Felix", "suffix": "Jr"}]),
        "Hernandez F Jr. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "accents, hyphens and apostrophes": (
        changed(
            BOOK,
            author=[
                {"family": "Øvretveit", "given": "John"},
                {"family": "Étienne", "given": "Élodie Jean-Pierre"},
                {"family": "O’Neil", "given": "D’Arcy"},
                {"family": "Łukasz", "given": "J.P."},
            ],
        ),
        "Øvretveit J, Étienne ÉJP, O’Neil D, Łukasz JP. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "six authors": (
        changed(BOOK, author=[LEE] * 6),
        f"{', '.join(['Lee AM'] * 6)}. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "more than six authors": (
        changed(BOOK, author=[LEE] * 7),
        f"{', '.join(['Lee AM'] * 6)}, et al. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "authors of whom the rest is not known": (
        changed(BOOK, custom={"authors-incomplete": True}),
        "Lee AM, et al. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "one editor": (
        changed(BOOK, author=None, editor=[LEE], edition="2"),
        "Lee AM, editor. Communities of Practice. 2nd ed. Cambridge: Cambridge University Press; 1998.",
    ),
    "two editors": (
        changed(BOOK, author=None, editor=[LEE, LEE], edition="11"),
        "Lee AM, Lee AM, editors. Communities of Practice. 11th ed. Cambridge: Cambridge University Press; 1998.",
    ),
    "chapter": (
        changed(BOOK, type="chapter", title="The career of a concept", editor=[{"family": "Blackmore", "given": "Chris"}],
                container_title="Social learning systems", page="179-198"),
        "Lee AM. The career of a concept. In: Blackmore C, editor. Social learning systems."
        " Cambridge: Cambridge University Press; 1998. p. 179–98.",
    ),
    "chapter of a book with two editors": (
        changed(BOOK, type="chapter", title="The career of a concept", editor=[LEE, LEE], container_title="Learning"),
        "Lee AM. The career of a concept. In: Lee AM, Lee AM, editors. Learning."
        " Cambridge: Cambridge University Press; 1998.",
    ),
    "chapter without editors": (
        changed(BOOK, type="chapter", title="The career of a concept", container_title="Social learning systems"),
        "Lee AM. The career of a concept. In: Social learning systems. Cambridge: Cambridge University Press; 1998.",
    ),
    "report": (
        changed(BOOK, type="report", author=[{"literal": "Institute for Healthcare Improvement"}], publisher="IHI",
                publisher_place="Boston", title="The Breakthrough Series", collection_title="Innovation Series",
                number="RR-1"),
        "Institute for Healthcare Improvement. The Breakthrough Series. Boston: IHI; 1998. (Innovation Series)."
        " Report No.: RR-1.",
    ),
    "book with a number that is no report’s": (
        changed(BOOK, number="12"),
        "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "volume of a series": (
        changed(BOOK, collection_title="Learning in Doing", collection_number="3"),
        "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; 1998. (Learning in Doing; 3).",
    ),
    "publisher without place": (
        changed(BOOK, publisher_place=None), "Lee AM. Communities of Practice. Cambridge University Press; 1998.",
    ),
    "place without publisher": (changed(BOOK, publisher=None), "Lee AM. Communities of Practice. Cambridge; 1998."),
    "neither place nor publisher": (
        changed(BOOK, publisher=None, publisher_place=None), "Lee AM. Communities of Practice. 1998.",
    ),
    "thesis": (
        changed(BOOK, type="thesis", publisher="University of Leicester", publisher_place="Leicester"),
        "Lee AM. Communities of Practice [thesis]. Leicester: University of Leicester; 1998.",
    ),
    "webpage": (
        changed(BOOK, type="webpage", title="Lives saved", author=[{"literal": "American College of Cardiology"}],
                container_title="ACC press releases", issued={"date-parts": [[2009, 12, 8]]},
                accessed={"date-parts": [[2026, 11, 22]]}),
        "American College of Cardiology. Lives saved [Internet]. ACC press releases. 2009 Dec 8 [cited 2026 Nov 22].",
    ),
    "webpage without a date": (
        {"type": "webpage", "title": "About us", "author": [{"literal": "NHSQuest"}],
         "accessed": {"date-parts": [[2026, 11, 22]]}},
        "NHSQuest. About us [Internet]. [date unknown] [cited 2026 Nov 22].",
    ),
    "webpage that is only its publisher’s": (
        changed(BOOK, type="webpage", publisher="NHS England"),
        "Lee AM. Communities of Practice [Internet]. NHS England. 1998.",
    ),
    "no type": ({"title": "T", "publisher": "IHI"}, "T. IHI; n.d."),
    "post": (changed(BOOK, type="post"), "Lee AM. Communities of Practice [Internet]. Cambridge University Press. 1998."),
    "post on a weblog": (changed(BOOK, type="post-weblog"), "Lee AM. Communities of Practice [Internet]. Cambridge University Press. 1998."),
    "no date": (changed(BOOK, issued=None), "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; n.d."),
    "conference paper": (
        changed(BOOK, type="paper-conference", container_title="Proceedings of AMIA", page="10-19"),
        "Lee AM. Communities of Practice. Proceedings of AMIA. 1998;10–9.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", GOLDEN)
def test_cites_as_the_journals_do(case: str) -> None:
    item, golden = GOLDEN[case]
    assert cite(item) == golden


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("1", "1st ed."), ("3", "3rd ed."), ("4", "4th ed."), ("12", "12th ed."), ("21", "21st ed."), ("113", "113th ed."),
        ("Revised", "Revised."),
    ],
)  # fmt: skip
def test_an_edition_is_an_ordinal_where_it_is_a_number(edition: str, said: str) -> None:
    assert cite({"type": "book", "title": "T", "edition": edition}) == f"T. {said} n.d."


@pytest.mark.parametrize(
    ("pages", "shortened"),
    [
        ("1138-1143", "1138–43"),
        ("1138--1143", "1138–43"),
        ("87-94", "87–94"),
        ("99-101", "99–101"),
        ("e020930", "e020930"),
        ("12", "12"),
        ("xii-xv", "xii–xv"),
        ("", ""),
    ],
)
def test_a_page_range_leaves_out_the_digits_that_repeat(pages: str, shortened: str) -> None:
    assert short_pages(pages) == shortened


def test_the_address_is_the_doi_else_the_url_else_pubmed() -> None:
    item = {"DOI": "10.1136/bmj.39570.749884.BE", "URL": "https://example.org", "PMID": "123"}
    assert address(item) == "https://doi.org/10.1136/bmj.39570.749884.BE"
    assert address(changed(item, DOI=None)) == "https://example.org"
    assert address({"PMID": "123"}) == "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert address({}) == ""


def test_in_running_text_a_work_is_its_first_author_and_year() -> None:
    assert short(BOOK) == "Lee 1998"
    assert short(ARTICLE) == "Schouten & Hulscher 2008"
    assert short(changed(BOOK, author=[LEE] * 3)) == "Lee et al. 1998"
    assert short(changed(BOOK, custom={"authors-incomplete": True})) == "Lee et al. 1998"
    assert short(changed(BOOK, author=None, editor=[LEE])) == "Lee 1998"
    assert short(changed(BOOK, issued=None)) == "Lee n.d."
    assert short(changed(BOOK, issued={"literal": "in press"})) == "Lee in press"
    assert short({"issued": {"date-parts": [[1998]]}}) == "1998"


def test_people_may_be_cut_shorter() -> None:
    assert people([LEE, LEE, LEE], most=2) == "Lee AM, Lee AM, et al"
    assert people([], more=True) == ""


@pytest.mark.parametrize("issued", [{"raw": "2008"}, {"date-parts": [["2008"]]}, {"date-parts": [[2008, 6]]}, "2008"])
def test_the_year_is_found_in_what_other_programs_write(issued: Any) -> None:
    assert year({"issued": issued}) == "2008"


@pytest.mark.parametrize(
    ("issued", "said"),
    [
        ({"date-parts": [[2009]]}, "2009"),
        ({"date-parts": [[2009, 1]]}, "2009 Jan"),
        ({"date-parts": [[2009, 12, 8, 1]]}, "2009 Dec 8"),
        ({"date-parts": [[2009, 13]]}, "2009"),
        ({"date-parts": [[2009, 0, 5]]}, "2009"),
        ({"literal": "Spring 2009", "raw": "2009"}, "Spring 2009"),
        ({}, "[date unknown]"),
    ],
)
def test_a_webpage_has_its_date_as_far_as_it_is_known(issued: dict[str, Any], said: str) -> None:
    assert cite({"type": "webpage", "title": "T", "issued": issued}) == f"T [Internet]. {said}."

"""Vancouver citations against expected ones that were compared by eye with ICMJE's samples of formatted references."""

from typing import Any

import pytest

from collabref.cite.vancouver import address, cite, everybody, people, short, year

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
    """``item`` with other fields; None removes one."""
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
        "Lee AM. T. BMJ. 2008 Jun 28.",
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
        "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; 1998. (Learning in Doing; no. 3).",
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
    "no type": ({"title": "T", "publisher": "IHI"}, "T. IHI; [date unknown]."),
    "post": (changed(BOOK, type="post"), "Lee AM. Communities of Practice [Internet]. Cambridge University Press. 1998."),
    "post on a weblog": (changed(BOOK, type="post-weblog"), "Lee AM. Communities of Practice [Internet]. Cambridge University Press. 1998."),
    "no date": (changed(BOOK, issued=None), "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; [date unknown]."),
    "no date, in words": (
        changed(BOOK, issued={"literal": "n.d."}), "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; [date unknown].",
    ),
    "conference paper": (
        changed(BOOK, type="paper-conference", container_title="Proceedings of AMIA", page="10-19"),
        "Lee AM. Communities of Practice. In: Proceedings of AMIA. Cambridge: Cambridge University Press; 1998. p. 10–9.",
    ),
    "newspaper, by its day, in a section": (
        changed(ARTICLE, type="article-newspaper", title="T", author=[LEE], volume=None, issue=None, page="A2"),
        "Lee AM. T. BMJ. 2008 Jun 28;Sect. A:2.",
    ),
    "newspaper whose section is named apart": (
        changed(ARTICLE, type="article-newspaper", title="T", author=[LEE], volume=None, issue=None, section="B", page="4"),
        "Lee AM. T. BMJ. 2008 Jun 28;Sect. B:4.",
    ),
    "magazine, by its day though it has volumes": (
        changed(ARTICLE, type="article-magazine", title="T", author=[LEE], page="4-5"),
        "Lee AM. T. BMJ. 2008 Jun 28;336(7659):4–5.",
    ),
    "article with neither volume nor issue": (
        changed(ARTICLE, title="T", author=[LEE], volume=None, issue=None, page="1-6", issued={"date-parts": [[2002, 6]]}),
        "Lee AM. T. BMJ. 2002 Jun:1–6.",
    ),
    "issue without a volume": (changed(ARTICLE, title="T", author=[LEE], volume=None), "Lee AM. T. BMJ. 2008;(7659):1491–4."),
    "supplement to a volume": (
        changed(ARTICLE, title="T", author=[LEE], issue=None, supplement_number="2"),
        "Lee AM. T. BMJ. 2008;336 Suppl 2:1491–4.",
    ),
    "supplement to an issue": (
        changed(ARTICLE, title="T", author=[LEE], issue="12 Supplement 7"), "Lee AM. T. BMJ. 2008;336(12 Suppl 7):1491–4.",
    ),
    "journal known by its short name": (
        changed(ARTICLE, title="T", author=[LEE], container_title=None, container_title_short="Br Med J"),
        "Lee AM. T. Br Med J. 2008;336(7659):1491–4.",
    ),
    "article cited by its address": (
        changed(ARTICLE, title="T", author=[LEE], URL="https://example.org", accessed={"date-parts": [[2026, 11, 22]]}),
        "Lee AM. T. BMJ [Internet]. 2008 [cited 2026 Nov 22];336(7659):1491–4.",
    ),
    "article in press": (
        changed(ARTICLE, title="T", author=[LEE], volume=None, issue=None, page=None, status="In press"),
        "Lee AM. T. BMJ. Forthcoming 2008.",
    ),
    "article whose date is that it is in press": (
        changed(ARTICLE, title="T", author=[LEE], volume=None, issue=None, page=None, issued={"literal": "in press"}),
        "Lee AM. T. BMJ. Forthcoming.",
    ),
    "article that was in press and has come out": (
        changed(ARTICLE, title="T", author=[LEE], issue=None, status="in press"), "Lee AM. T. BMJ. 2008;336:1491–4.",
    ),
    "book to come": (changed(BOOK, status="forthcoming", issued=None), "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; Forthcoming."),
    "date in words": (
        changed(ARTICLE, title="T", author=[LEE], issued={"literal": "12 March 2012"}), "Lee AM. T. BMJ. 2012;336(7659):1491–4.",
    ),
    "preprint": (
        {"type": "article", "genre": "preprint", "title": "T", "author": [LEE], "publisher": "medRxiv", "number": "2020.01.20",
         "issued": {"date-parts": [[2020, 1, 2]]}, "DOI": "10.5555/1"},
        "Lee AM. T. medRxiv [Preprint]. 2020 Jan 2:2020.01.20.",
    ),
    "preprint as Google Scholar has it": (
        {"type": "article-journal", "title": "T", "author": [LEE], "container-title": "arXiv preprint arXiv:2101.00001",
         "issued": {"date-parts": [[2021]]}},
        "Lee AM. T. arXiv [Preprint]. 2021:arXiv:2101.00001.",
    ),
    "preprint of no known server": (
        {"type": "article", "genre": "Preprint", "title": "T", "issued": {"date-parts": [[2021]]}}, "T [Preprint]. 2021.",
    ),
    "article without a type of its own": (
        changed(ARTICLE, type="document", title="T", author=[LEE]), "Lee AM. T. BMJ. 2008;336(7659):1491–4.",
    ),
    "entry of an encyclopaedia": (
        changed(BOOK, type="entry-encyclopedia", container_title="Learning", page="4"),
        "Lee AM. Communities of Practice. In: Learning. Cambridge: Cambridge University Press; 1998. p. 4.",
    ),
    "conference paper with its meeting": (
        changed(BOOK, type="paper-conference", container_title="Genetic programming", event_title="EuroGP 2002",
                event_date={"date-parts": [[2002, 4, 3], [2002, 4, 5]]}, event_place="Kinsale, Ireland",
                editor=[LEE, LEE], publisher="Springer", publisher_place="Berlin", page="182-191",
                issued={"date-parts": [[2002]]}),
        "Lee AM. Communities of Practice. In: Lee AM, Lee AM, editors. Genetic programming; EuroGP 2002; 2002 Apr 3–5;"
        " Kinsale, Ireland. Berlin: Springer; 2002. p. 182–91.",
    ),
    "conference paper in a journal": (
        changed(ARTICLE, type="paper-conference", title="T", author=[LEE]), "Lee AM. T. BMJ. 2008;336(7659):1491–4.",
    ),
    "conference paper that was not printed": (
        changed(BOOK, type="paper-conference", publisher=None, event_title="AMIA", event_place="Paris",
                issued={"date-parts": [[2002, 4, 3]]}),
        "Lee AM. Communities of Practice. Paper presented at: AMIA; Paris; 2002 Apr 3.",
    ),
    "poster": (
        changed(BOOK, type="speech", genre="Poster", publisher=None, event_title="AMIA", issued={"date-parts": [[2002]]}),
        "Lee AM. Communities of Practice. Poster session presented at: AMIA; 2002.",
    ),
    "chapter of a volume in a series": (
        changed(BOOK, type="chapter", container_title="Hearts", volume="2", edition="Third", collection_title="Organs",
                collection_number="vol. 7", page="5-9"),
        "Lee AM. Communities of Practice. In: Hearts. 3rd ed. Vol. 2. Cambridge: Cambridge University Press; 1998."
        " p. 5–9. (Organs; vol. 7).",
    ),
    "chapter with an incomplete list of authors": (
        changed(BOOK, type="chapter", container_title="Hearts", custom={"authors-incomplete": True}),
        "Lee AM, et al. Communities of Practice. In: Hearts. Cambridge: Cambridge University Press; 1998.",
    ),
    "editors of whom the rest is not known": (
        changed(BOOK, author=None, editor=[LEE], custom={"authors-incomplete": True}),
        "Lee AM, et al., editors. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "authors that end in others, as pandoc has them": (
        changed(BOOK, author=[LEE, {"literal": "others"}]),
        "Lee AM, et al. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "author and editor and translator": (
        changed(BOOK, editor=[LEE], translator=[LEE, LEE], edition="2", volume="1"),
        "Lee AM. Communities of Practice. 2nd ed. Lee AM, editor. Lee AM, Lee AM, translators. Vol. 1."
        " Cambridge: Cambridge University Press; 1998.",
    ),
    "report cited by its address": (
        changed(BOOK, type="report", title="A report.", number="No. 12", URL="https://example.org", accessed={"date-parts": [[2020, 1, 5]]}),
        "Lee AM. A report [Internet]. Cambridge: Cambridge University Press; 1998 [cited 2020 Jan 5]. Report No.: 12.",
    ),
    "report with a DOI beside its address": (
        changed(BOOK, type="report", URL="https://example.org", DOI="10.5555/1", accessed={"date-parts": [[2020, 1, 5]]}),
        "Lee AM. Communities of Practice. Cambridge: Cambridge University Press; 1998.",
    ),
    "dissertation on the Internet": (
        changed(BOOK, type="thesis", genre="PhD thesis", URL="https://example.org"),
        "Lee AM. Communities of Practice [dissertation on the Internet]. Cambridge: Cambridge University Press; 1998.",
    ),
    "master’s thesis": (
        changed(BOOK, type="thesis", genre="MSc"),
        "Lee AM. Communities of Practice [master’s thesis]. Cambridge: Cambridge University Press; 1998.",
    ),
    "version of a program": (
        changed(BOOK, type="software", version="v2.1"),
        "Lee AM. Communities of Practice. Version 2.1. Cambridge: Cambridge University Press; 1998.",
    ),
    "markup in a title": (
        changed(BOOK, title="<i>E. coli</i> in 10<sup>6</sup> wards"),
        "Lee AM. E. coli in 10⁶ wards. Cambridge: Cambridge University Press; 1998.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", GOLDEN)
def test_cites_as_the_journals_do(case: str) -> None:
    item, golden = GOLDEN[case]
    assert cite(item) == golden


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


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Moss", "given": "Ian", "suffix": "Jr."}, "Moss I Jr"),
        ({"family": "Moss", "given": "Ian, Jr."}, "Moss I Jr"),
        ({"family": "Moss", "given": "Ian", "suffix": "II"}, "Moss I 2nd"),
        ({"family": "Moss", "given": "Ian", "suffix": "III"}, "Moss I 3rd"),
        ({"family": "Moss", "given": "Ian", "suffix": "IV"}, "Moss I 4th"),
        ({"family": "Moss", "given": "Ian", "suffix": "Esq."}, "Moss I Esq."),
        ({"family": "Bergh", "given": "Jan van"}, "Bergh J van"),
        ({"family": "Melo", "given": "Ana Rosa de la"}, "Melo AR de la"),
        ({"family": "hooks", "given": "bell"}, "hooks B"),
        ({"family": "Lee", "given": "anna marie"}, "Lee AM"),
        ({"given": "Jan van"}, "Jan van"),
        ({"family": "Plato"}, "Plato"),
    ],
)
def test_suffixes_and_particles(name: dict[str, Any], written: str) -> None:
    assert people([name]) == written


def test_everybody_is_named_where_there_is_room() -> None:
    assert everybody({"author": [LEE] * 9}) == ", ".join(["Lee AM"] * 9)
    assert everybody({"editor": [LEE], "custom": {"authors-incomplete": True}}) == "Lee AM, et al"
    assert everybody({"author": [LEE, {"literal": "et al."}]}) == "Lee AM, et al"
    assert everybody({}) == ""


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
        ({"date-parts": [[2009, 13]]}, "2009 Spring"),
        ({"date-parts": [[2009, 0, 5]]}, "2009"),
        ({"literal": "Spring 2009", "raw": "2009"}, "Spring 2009"),
        ({}, "[date unknown]"),
    ],
)
def test_a_webpage_has_its_date_as_far_as_it_is_known(issued: dict[str, Any], said: str) -> None:
    assert cite({"type": "webpage", "title": "T", "issued": issued}) == f"T [Internet]. {said}."

from typing import Any

import pytest

from collabref.load.bib_fields import item


def made(kind: str = "article", **fields: str) -> dict[str, Any]:
    """The item of an entry; names of fields with _ for any separator."""
    return item(kind, fields, pytest.fail)


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("web_page", "webpage"), ("book_section", "chapter"), ("newspaper_article", "article-newspaper"),
        ("computer_program", "software"), ("conference_proceedings", "paper-conference"), ("thesis", "thesis"),
        ("mvbook", "book"), ("inreference", "entry-encyclopedia"), ("standard", "standard"), ("journal-article", "article-journal"),
    ],
)  # fmt: skip
def test_types_of_other_programs(kind: str, type: str) -> None:
    assert made(kind)["type"] == type


@pytest.mark.parametrize(
    "field",
    [
        "eid",
        "articleno",
        "article-number",
        "article_number",
        "art_number",
        "elocation-id",
        "elocationid",
        "article number",
    ],
)
def test_an_article_number_under_every_name(field: str) -> None:
    assert item("article", {field: "e021234", "number": "3"}, pytest.fail) == {
        "type": "article-journal",
        "number": "e021234",
        "issue": "3",
    }


def test_the_acm_counts_pages_and_names_both_places() -> None:
    paper = made("inproceedings", articleno="12", numpages="9", location="Oslo", address="New York", booktitle="P")
    assert paper == {
        "type": "paper-conference",
        "container-title": "P",
        "number": "12",
        "number-of-pages": "9",
        "event-place": "Oslo",
        "publisher-place": "New York",
    }


def test_a_location_alone_is_the_publishers() -> None:
    assert made("inproceedings", location="York")["publisher-place"] == "York"
    assert made("book", city="York")["publisher-place"] == "York"
    assert made("inproceedings", venue="Oslo", location="York") == {
        "type": "paper-conference",
        "event-place": "Oslo",
        "publisher-place": "York",
    }
    assert made("book", address="York", location="Leeds") == {
        "type": "book",
        "publisher-place": "York",
        "custom": {"bibtex": {"location": "Leeds"}},
    }


def test_titles_with_subtitles_and_additions() -> None:
    assert (
        made("book", title="Care?", subtitle="A study", titleaddon="Volume one")["title"] == "Care? A study. Volume one"
    )
    chapter = made(
        "incollection", title="A", booktitle="C", booksubtitle="D", booktitleaddon="E", bookauthor="Moss, Ivy"
    )
    assert chapter["container-title"] == "C: D. E"
    assert chapter["container-author"] == [{"family": "Moss", "given": "Ivy"}]
    assert made(journaltitle="F", journalsubtitle="G")["container-title"] == "F: G"
    assert made("inproceedings", eventtitle="H", eventtitleaddon="I")["event-title"] == "H. I"


def test_a_journal_and_its_abbreviation() -> None:
    both = {"type": "article-journal", "container-title": "Journal of Wards", "container-title-short": "J Wards"}
    assert made(journal="Journal of Wards", shortjournal="J Wards") == both
    assert made(journal="J Wards", fjournal="Journal of Wards") == both
    assert item("article", {"journal": "Journal of Wards", "journal-iso": "J Wards"}, pytest.fail) == both
    assert made(journal="Journal of Wards", abbrev_source_title="J Wards") == both


@pytest.mark.parametrize("pmid", ["123", "PMID: 123", "PMID123", "pubmed:123", "https://pubmed.ncbi.nlm.nih.gov/123/"])
def test_a_pmid_is_a_number(pmid: str) -> None:
    assert made(pmid=pmid)["PMID"] == "123"
    assert made(eprint=pmid, eprinttype="pubmed") == {"type": "article-journal", "PMID": "123"}


@pytest.mark.parametrize("pmcid", ["PMC123", "123", "PMCID: PMC123"])
def test_a_pmcid_begins_with_its_letters(pmcid: str) -> None:
    assert made(pmcid=pmcid)["PMCID"] == made(pmc=pmcid)["PMCID"] == "PMC123"


def test_an_identifier_of_another_form_stays_as_it_is() -> None:
    assert made(pmid="none yet")["PMID"] == "none yet"


@pytest.mark.parametrize("number", ["2101.00001", "2101.00001v2", "hep-th/9901001"])
def test_a_preprint_on_arxiv(number: str) -> None:
    preprint = {
        "type": "article",
        "URL": f"https://arxiv.org/abs/{number}",
        "publisher": "arXiv",
        "number": f"arXiv:{number}",
    }
    assert made("misc", eprint=number, archiveprefix="arXiv") == preprint
    assert made("online", eprint=f"arXiv:{number}", eprinttype="arxiv") == preprint
    article = made(journal="Ward Lab", eprint=number, eprinttype="arxiv", number="3")
    assert (article["type"], article["URL"], article["issue"]) == ("article-journal", preprint["URL"], "3")
    assert "number" not in article


def test_google_scholars_way_to_say_that_it_is_on_arxiv() -> None:
    assert made(journal="arXiv preprint arXiv:2101.00001")["URL"] == "https://arxiv.org/abs/2101.00001"


def test_another_archive_is_kept_as_it_is() -> None:
    assert made(eprint="77", eprinttype="jstor")["custom"] == {"bibtex": {"eprint": "77", "eprinttype": "jstor"}}
    assert made(eprint="x", eprinttype="arxiv")["custom"] == {"bibtex": {"eprint": "x", "eprinttype": "arxiv"}}


def test_dates_from_their_several_fields() -> None:
    assert made(date="2012", month="Jun.")["issued"] == {"date-parts": [[2012, 6]]}
    assert made(date="in press", year="2012")["issued"] == {"date-parts": [[2012]]}
    assert made(date="in press")["issued"] == {"literal": "in press"}
    assert made(pubstate="inpress") == {"type": "article-journal", "status": "in press"}
    assert made(lastchecked="2020-01-02", eventdate="2019/2020")["accessed"] == {"date-parts": [[2020, 1, 2]]}
    assert made(month="may")["custom"] == {"bibtex": {"month": "may"}}  # without a year it is not a date


def test_an_address_is_found_under_other_names() -> None:
    assert made("misc", howpublished=r"At \url{https://example.org/a_b}")["URL"] == "https://example.org/a_b"
    assert made(ee="https://example.org")["URL"] == "https://example.org"
    assert made(url="https://example.org", link="x")["custom"] == {"bibtex": {"link": "x"}}


def test_a_name_that_cannot_be_taken_apart_is_handed_on() -> None:
    odd: list[str] = []
    item("article", {"author": "A, B, C, D, E"}, odd.append)
    assert odd == ["A, B, C, D, E"]


@pytest.mark.parametrize(
    ("fields", "item"),
    [
        ({"note": "{PMID:} 18577559"}, {"PMID": "18577559"}),
        ({"note": "PMID: 18577559 PMCID: PMC2405825"}, {"PMID": "18577559", "PMCID": "PMC2405825"}),
        ({"note": "PMID: 18577559. Accessed 2020-01-02", "urldate": "2020-01-02"}, {"PMID": "18577559"}),
        ({"note": "A comment on PMID: 18577559"}, {"note": "A comment on PMID: 18577559"}),
        ({"note": "PMID: 18577559", "pmid": "22"}, {"PMID": "22", "note": "PMID: 18577559"}),
        ({"note": "PMID: none"}, {"note": "PMID: none"}),
    ],
)
def test_a_note_that_is_nothing_but_identifiers_is_read_as_these(fields: dict[str, str], item: dict[str, str]) -> None:
    """As Zotero writes them; a note in words may have those of other works."""
    assert {name: value for name, value in made(**fields).items() if name in ("PMID", "PMCID", "note")} == item

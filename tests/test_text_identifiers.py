"""DOIs, PMIDs and PMCIDs: one form each, however they are written, and whatever reads them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from collabref.load import bib_file, csl_json, ris_file
from collabref.text.addresses import doi_address
from collabref.text.identifiers import (
    as_named,
    doi_in_address,
    find_doi,
    find_pmcid,
    find_pmid,
    identifier,
    whole_doi,
    whole_pmcid,
    whole_pmid,
)

SICI = "10.1002/(SICI)1099-1050(199909)8:6<217::AID-HEC267>3.0.CO;2-W"


@pytest.mark.parametrize(
    ("variable", "written", "expected"),
    [
        ("DOI", " https://doi.org/10.1000/x ", "10.1000/x"),
        ("DOI", "https://doi.org/no_doi", "no_doi"),
        ("DOI", "n/a", "n/a"),
        ("DOI", "https://doi.org/10.1000/a%00b%E9", "10.1000/a%00b%E9"),  # none: nothing of it may be lost
        ("DOI", "https://doi.org/10.1000/a%20b", "10.1000/a%20b"),
        ("PMID", "PMID: 12345", "12345"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/12345/", "12345"),
        ("PMID", "n/a", "n/a"),
        ("PMCID", "3456789", "PMC3456789"),
        ("PMCID", "pmc3456789.1", "PMC3456789"),
        ("PMCID", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3456789/", "PMC3456789"),
    ],
)
def test_an_identifier_loses_what_is_before_it(variable: str, written: str, expected: str):
    assert identifier(variable, written) == expected


DOIS = {
    "10.1136/Abc": "10.1136/Abc",
    "doi:10.1136/abc": "10.1136/abc",
    "DOI 10.1136/abc": "10.1136/abc",
    "info:doi/10.1136/abc": "10.1136/abc",
    "dx.doi.org/10.1136/abc": "10.1136/abc",
    "10.1136/abc [doi]": "10.1136/abc",
    "DOI: https://doi.org/10.1136/abc": "10.1136/abc",
    "http://dx.doi.org/doi:10.1136/abc": "10.1136/abc",
    "https://doi.org/10.1136/%ff": "10.1136/%ff",
    "10.1000.10/123": "10.1000.10/123",
    "http://dx.doi.org/10.1000/a%3Cb": "10.1000/a<b",
    doi_address(SICI): SICI,
}
PMIDS = {
    "18577559": "18577559",
    "PMID: 18577559": "18577559",
    "PMID18577559": "18577559",
    "PubMed ID: 18577559": "18577559",
    "https://pubmed.ncbi.nlm.nih.gov/18577559/?from=x": "18577559",
    "http://www.ncbi.nlm.nih.gov/pubmed/18577559": "18577559",
    "http://www.pubmed.gov/18577559": "18577559",
    "https://europepmc.org/article/MED/18577559": "18577559",
    "PubMed: 018577559": "18577559",
}
PMCIDS = {
    "PMC2405825": "PMC2405825",
    "pmc2405825.2": "PMC2405825",
    "PMCID: PMC2405825": "PMC2405825",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC2405825/": "PMC2405825",
    "https://europepmc.org/articles/PMC2405825": "PMC2405825",
    "PMC 2405825": "PMC2405825",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/2405825/": "PMC2405825",
}
WRITTEN = [
    (variable, *pair)
    for variable, table in (("DOI", DOIS), ("PMID", PMIDS), ("PMCID", PMCIDS))
    for pair in table.items()
]


def from_bibtex(variable: str, written: str) -> dict[str, Any]:
    escaped = written.replace("%", "\\%")
    return read(bib_file.read(f"@misc{{k, title={{T}}, {variable} = {{{escaped}}}}}".encode(), "a.bib"))


def from_json(variable: str, written: str) -> dict[str, Any]:
    item = {"id": "k", "type": "book", "title": "T", variable: written}
    return read(csl_json.read(json.dumps([item]).encode(), "a.json"))


def from_a_note(variable: str, written: str) -> dict[str, Any]:
    item = {"id": "k", "type": "book", "title": "T", "note": f"{variable}: {written}"}
    return read(csl_json.read(json.dumps([item]).encode(), "a.json"))


def read(source: Any) -> dict[str, Any]:
    (item,) = source.data["references"]
    return dict(item)


@pytest.mark.parametrize("reader", [from_bibtex, from_json, from_a_note])
@pytest.mark.parametrize(("variable", "written", "expected"), WRITTEN)
def test_every_reader_reads_an_identifier_alike(
    variable: str, written: str, expected: str, reader: Callable[[str, str], dict[str, Any]]
):
    assert reader(variable, written)[variable] == expected


@pytest.mark.parametrize(("written", "expected"), DOIS.items())
def test_ris_reads_a_doi_alike(written: str, expected: str):
    for tag in ("DO", "UR", "N1"):
        source = ris_file.read(f"TY  - BOOK\nTI  - T\n{tag}  - {written}\nER  - \n".encode(), "a.ris")
        assert read(source)["DOI"] == expected


@pytest.mark.parametrize(("variable", "written", "expected"), WRITTEN)
def test_what_is_typed_is_known_alike(variable: str, written: str, expected: str):
    assert as_named(written) == expected.lower()


@pytest.mark.parametrize(
    "words",
    ["", "10.1136", "10.1136/", "10.1/ab", "11.1136/ab", "10.1136/a b", "10.1136/a\u202eb", "10.1136/a%20b [doi] x",
     "https://doi.org/10.1136/a%20b", '10.1136/a"b', "see 10.1136/ab", "１０.1136/ab", "10.１136/ab"],
)  # fmt: skip
def test_what_is_no_doi(words: str):
    assert whole_doi(words) == ""


@pytest.mark.parametrize(
    "words", ["", "0", "0123", "123456789", "12 34", "x123", "https://example.org/123", "123/", "123?x", "５"]
)
def test_what_is_no_pmid(words: str):
    assert whole_pmid(words) == ""


@pytest.mark.parametrize("words", ["", "PMC", "PMC0", "PMC1234567890", "PMC12a", "https://example.org/2405825", "1 2"])
def test_what_is_no_pmcid(words: str):
    assert whole_pmcid(words) == ""


def test_in_a_text_an_identifier_ends_with_its_word():
    text = "J. 2008. doi:10.1136/abc.1. PMID: 18577559; PMCID: PMC2405825.1."
    assert (find_doi(text), find_pmid(text), find_pmcid(text)) == ("10.1136/abc.1", "18577559", "PMC2405825")
    assert (find_doi("v10.1136/abc"), find_pmid("PubMed 12"), find_pmcid("APMC12")) == ("", "", "")
    assert find_pmid("MEDLINE: NLM01234567") == find_pmid("1234567 [pmid]") == "1234567"
    assert find_pmid("PMID: 123456789") == ""
    assert find_pmid("https://pubmed.ncbi.nlm.nih.gov/1234567") == "1234567"


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://www.bmj.com/lookup/doi/10.1136/bmj.1", "10.1136/bmj.1"),
        ("https://example.org/doi/full/10.1002/hec.267/full", "10.1002/hec.267"),
        ("https://example.org/doi/pdf/10.1002/hec.267.pdf?download=true", "10.1002/hec.267"),
        ("https://example.org/10.1002/a%3Cb%3E#abstract", "10.1002/a<b>"),
        ("https://example.org/a10.1002/a", ""),
        ("https://example.org/2008", ""),
    ],
)
def test_an_address_may_have_a_doi_in_its_path(address: str, doi: str):
    assert doi_in_address(address) == doi
    if doi:
        assert as_named(address) == doi


@pytest.mark.parametrize("typed", ["2020", "cop", "10.1136", "123456789", "PMC", "http://x"])
def test_what_is_typed_and_no_identifier_is_only_folded(typed: str):
    assert as_named(f" {typed}") == typed.lower()


@pytest.mark.parametrize(
    "part", ["10.1", "10.1000/", "1 ", "1", ".1", "PMID:", "PMID: ", "PMC1", "pubmed/", "https://", "doi.org/", "%20", "/full", "[doi]"]
)  # fmt: skip
@pytest.mark.parametrize(
    "function", [whole_doi, whole_pmid, whole_pmcid, find_doi, find_pmid, find_pmcid, doi_in_address, as_named]
)
def test_a_long_text_is_read_at_once(function: Callable[[str], str], part: str):
    """In quadratic time it would take minutes."""
    for text in (part * 100_000, f"https://doi.org/10.1000/{part * 100_000}", f"{' ' * 100_000}{part}{' ' * 100_000}x"):
        assert isinstance(function(text), str)

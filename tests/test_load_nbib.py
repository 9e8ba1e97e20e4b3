from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.cite.vancouver import cite
from collabref.errors import LibraryError
from collabref.load import nbib_file, nbib_records, read_datafile, ris_file
from collabref.load.datafile import DataFile

PUBMED = (Path(__file__).parent / "data" / "foreign" / "pubmed.nbib").read_text(encoding="utf-8")
LEE = "PMID- 11\nTI  - A title.\nFAU - Lee, Anna\nAU  - Lee A\nDP  - 2008\nSO  - Ward Lab. 2008.\n"
KIM = "PMID- 12\nTI  - Another.\nFAU - Kim, Ben\nDP  - 2009\nSO  - Ward Lab. 2009.\n"


def read(text: str | bytes) -> DataFile:
    return nbib_file.read(text if isinstance(text, bytes) else text.encode(), "my.nbib")


def record(*lines: str) -> dict[str, Any]:
    """What a record of these lines becomes, without its id and number."""
    source = read("\n".join(["PMID- 1", *lines, ""]))
    assert [problem for problem in source.problems if "no title" not in problem.message] == []
    (item,) = source.data["references"]
    return {key: value for key, value in item.items() if key not in ("id", "PMID")}


def titles(source: DataFile) -> list[str]:
    return [item.get("title", "") for item in source.data["references"]]


def told(source: DataFile) -> list[tuple[int, str]]:
    """The problems, as lines and messages."""
    return [(problem.line, problem.sentence) for problem in source.problems]


def failure(text: str | bytes) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        read(text)
    return caught.value


def test_an_article_and_a_chapter() -> None:
    source = read(PUBMED)
    assert source.problems == ()
    article, chapter = source.data["references"]
    assert source.mark(("references", 0)) == (2, 1)
    assert article == {
        "id": "raaij-1996",
        "type": "article-journal",
        "author": [
            {"non-dropping-particle": "van", "family": "Raaij", "given": "M J"},
            {"family": "Smith", "given": "John A", "suffix": "Jr"},
            {"literal": "Night Shift Group"},
        ],
        "PMID": "8692918",
        "PMCID": "PMC38908",
        "DOI": "10.5555/wards.1",
        "title": "The structure of wards complexed with the night shift",
        "container-title": "Journal of ward laboratories",
        "container-title-short": "Ward Lab",
        "publisher-place": "England",
        "volume": "93",
        "issue": "14",
        "page": "6913-6917",
        "ISSN": "0027-8424, 1091-6490",
        "issued": {"date-parts": [[1996, 7, 9]]},
        "available-date": {"date-parts": [[1996, 7, 1]]},
        "abstract": "BACKGROUND: One line and the next. RESULTS: P < 0.05.",
        "keyword": "Aged, 80 and over; Patient Care Team/organization & administration; handover",
        "language": "en",
        "note": "Erratum in: Ward Lab. 1997 Jan;94(1):3",
        "custom": {
            "nbib": {
                "OWN": ["NLM"],
                "STAT": ["MEDLINE"],
                "AD": ["A University."],
                "PT": ["Journal Article"],
                "SI": ["ClinicalTrials.gov/NCT00000001"],
                "AID": ["S0000-1 [pii]"],
            }
        },
    }
    assert cite(chapter) == (
        "Marcelis CLM. A Syndrome. In: Riegert-Johnson DL, editor. Ward Syndromes. "
        "Bethesda (MD): National Center for Wards (US); 2009."
    )
    assert chapter["custom"]["nbib"]["AID"] == ["NBK1826 [bookaccession]"]


def test_a_library_may_be_a_file_of_pubmed(library: Any) -> None:
    assert titles(read_datafile(library(LEE, "my.nbib"))) == ["A title"]


@pytest.mark.parametrize(
    ("words", "issued"),
    [
        ("2012", {"date-parts": [[2012]]}),
        ("2012 Mar", {"date-parts": [[2012, 3]]}),
        ("2012 Mar 12", {"date-parts": [[2012, 3, 12]]}),
        ("2012 Mar-Apr", {"date-parts": [[2012, 3], [2012, 4]]}),
        ("2012 Dec-2013 Jan", {"date-parts": [[2012, 12], [2013, 1]]}),
        ("2012 Mar 12-18", {"date-parts": [[2012, 3, 12], [2012, 3, 18]]}),
        ("2012 Mar 30-Apr 5", {"date-parts": [[2012, 3, 30], [2012, 4, 5]]}),
        ("2012 Winter", {"date-parts": [[2012]], "season": 4}),
        ("2012 Fall", {"date-parts": [[2012]], "season": 3}),
        ("2012-2013", {"date-parts": [[2012], [2013]]}),
        ("2012-13", {"date-parts": [[2012], [2013]]}),
        ("2012 1st Quart", {"date-parts": [[2012]]}),
        ("Spring 2012", {"date-parts": [[2012]], "season": 1}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_dates_in_words(words: str, issued: dict[str, Any]) -> None:
    assert record("TI  - T", f"DP  - {words}") == {"type": "article-journal", "title": "T", "issued": issued}


def test_without_a_date_of_publication_there_is_the_electronic_one() -> None:
    day = {"date-parts": [[2012, 3, 12]]}
    assert record("DEP - 20120312") == {"type": "article-journal", "available-date": day, "issued": day}
    assert record("CTDT- 20120312")["issued"] == day


@pytest.mark.parametrize(
    ("lines", "type"),
    [
        (["PT  - Journal Article", "PT  - Preprint"], "article"),
        (["PT  - Randomized Controlled Trial"], "article-journal"),
        (["PT  - Book", "BTI - B"], "book"),
        (["PT  - Book Chapter", "TI  - T", "BTI - B"], "chapter"),
        (["TI  - T", "BTI - B"], "chapter"),
        (["BTI - B"], "book"),
        (["PT  - Dataset"], "dataset"),
        (["PT  - Academic Dissertation"], "thesis"),
        ([], "article-journal"),
    ],
)
def test_types(lines: list[str], type: str) -> None:
    assert record(*lines)["type"] == type


def test_a_preprint_names_its_server() -> None:
    item = record(
        "TI  - T", "PT  - Preprint", "TA  - medRxiv", "JT  - medRxiv : the preprint server for health sciences"
    )
    assert (item["genre"], item["container-title-short"]) == ("preprint", "medRxiv")


def test_titles() -> None:
    assert record("TI  - Learning in the U.S.")["title"] == "Learning in the U.S."
    assert record("TI  - Does it work?")["title"] == "Does it work?"
    assert record("TI  - [Learning].", "TT  - Das Lernen.") == {
        "type": "article-journal", "title": "[Learning]", "original-title": "Das Lernen.",
    }  # fmt: skip
    assert record("BTI - Wards", "VTI - Nights", "CTI - Reviews", "EN  - 2nd", "ISBN- 9780521663632") == {
        "type": "book", "title": "Wards", "volume-title": "Nights", "collection-title": "Reviews", "edition": "2nd",
        "ISBN": "9780521663632",
    }  # fmt: skip
    assert record("TA  - Ward Lab")["container-title"] == "Ward Lab"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["AU  - Moss IA"], [{"family": "Moss", "given": "I A"}]),
        (["AU  - van der Berg J Jr"], [{"non-dropping-particle": "van der", "family": "Berg", "given": "J", "suffix": "Jr"}]),
        (["FAU - Moss, Ivy A 3rd", "AU  - Moss IA 3rd"], [{"family": "Moss", "given": "Ivy A", "suffix": "3rd"}]),
        (["FAU - Moss, Ivy", "AU  - Moss I", "AU  - Fern J"], [{"family": "Moss", "given": "Ivy"}, {"family": "Fern", "given": "J"}]),
        (["FAU - Moss, Ivy", "AU  - Moss I", "CN  - Ward Group"], [{"family": "Moss", "given": "Ivy"}, {"literal": "Ward Group"}]),
        (["CN  - Ward, Night and Day Group"], [{"literal": "Ward, Night and Day Group"}]),
    ],
)  # fmt: skip
def test_authors(lines: list[str], names: list[dict[str, str]]) -> None:
    assert record(*lines) == {"type": "article-journal", "author": names}


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["LID - 10.5555/a [doi]"], {"DOI": "10.5555/a"}),
        (["AID - 10.5555/a [doi]", "LID - 10.5555/a [doi]"], {"DOI": "10.5555/a"}),
        (["SO  - Ward Lab. 2012 Mar;3(2):5. doi: 10.5555/a."], {"DOI": "10.5555/a"}),
        (["LID - e021234 [pii]", "LID - 10.5555/a [doi]"], {"number": "e021234", "DOI": "10.5555/a"}),
        (["LID - e021234 [pii]", "PG  - e021234"], {"page": "e021234", "custom": {"nbib": {"LID": ["e021234 [pii]"]}}}),
        (["PMC - PMC123"], {"PMCID": "PMC123"}),
        (["PG  - S579-88"], {"page": "S579-S588"}),
        (["PG  - 243.e1-8, 250"], {"page": "243.e1-8, 250"}),
        (["LA  - ger", "LA  - eng"], {"language": "de", "custom": {"nbib": {"LA": ["eng"]}}}),
        (["LA  - und"], {"language": "und"}),
        (["RIN - Ward Lab. 2013;4:1"], {"note": "Retraction in: Ward Lab. 2013;4:1"}),
        (["CIN - Ward Lab. 2013;4:1"], {"custom": {"nbib": {"CIN": ["Ward Lab. 2013;4:1"]}}}),
    ],
)
def test_where_the_fields_go(lines: list[str], fields: dict[str, Any]) -> None:
    assert record(*lines) == {"type": "article-journal", **fields}


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("between", ["\n", "", "\n\n\n"])
def test_any_line_ends_and_empty_lines(bom: bytes, newline: bytes, between: str) -> None:
    source = read(bom + (LEE + between + KIM).encode().replace(b"\n", newline))
    assert titles(source) == ["A title", "Another"]
    assert source.problems == ()


def test_an_abstract_may_have_an_empty_line_and_a_hyphen() -> None:
    assert record("AB  - One", "      PMID- two", "", "      three", "DP  - 2012") == {
        "type": "article-journal",
        "abstract": "One PMID- two three",
        "issued": {"date-parts": [[2012]]},
    }


def test_records_that_are_torn_are_read_and_named() -> None:
    again = "Export it again from PubMed."
    start = "      of an abstract.\nFAU - Oak, Ben\nSO  - Ward Lab. 2007.\n"
    assert told(read(f"{start}\n{LEE}")) == [(1, f"These lines are outside any record and are not read. {again}")]

    headless = read(f"{LEE}\nTI  - No number\nSO  - Ward Lab. 2007.\n\n{KIM}")
    assert titles(headless) == ["A title", "No number", "Another"]
    assert told(headless) == [(8, f"This record has no PMID; it is read as far as it goes. {again}")]

    middle = read(LEE.replace("SO  - Ward Lab. 2008.\n", "") + KIM)
    assert titles(middle) == ["A title", "Another"]
    cut = f"This record is cut off: it has no SO, which is its last field. It is read as far as it goes. {again}"
    assert told(middle) == [(1, cut)]

    untitled = read(LEE.replace("TI  - A title.\n", ""))
    assert told(untitled) == [(1, f"This record has no title; it is read as far as it goes. {again}")]
    assert told(read(f"PubMed\n{LEE}")) == [(1, f"This line is outside any record and is not read. {again}")]


def test_a_file_without_any_so_is_not_cut_off() -> None:
    assert read("PMID- 1\nTI  - T\n\nPMID- 2\nTI  - U\n").problems == ()


def test_latin_1_is_read_and_named_with_its_line() -> None:
    source = read(LEE.replace("A title", "Café").encode("latin-1"))
    assert titles(source) == ["Café"]
    assert [(problem.rule, problem.line) for problem in source.problems] == [("not-utf-8", 2)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "my.nbib:1:1: The file is empty. Export the citations again from PubMed."),
        ("Dear librarian,", "my.nbib:1:1: This is not PubMed’s format: there is no record in it. "
         "Export the citations from PubMed: Send to, Citation manager."),
        ("TY  - JOUR\nTI  - T\nER  - \n", "my.nbib:1:1: This is RIS, not PubMed’s format. Give the file the ending .ris."),
        ("FAU - Lee, Anna\n", "my.nbib:1:1: These lines are outside any record and are not read. Export it again from PubMed."),
    ],
)  # fmt: skip
def test_a_file_in_which_nothing_can_be_read_is_an_error(text: str, sentence: str) -> None:
    assert str(failure(text)) == sentence
    assert failure(text).exit_code == 65


def test_pubmeds_format_under_the_name_of_ris() -> None:
    with pytest.raises(
        LibraryError, match="my.ris:1:1: This is PubMed’s format, not RIS. Give the file the ending .nbib."
    ):
        ris_file.read(LEE.encode(), "my.ris")


def test_a_record_of_megabytes_is_no_reference() -> None:
    source = read(f"PMID- 1\nAB  - {'x' * 2_000_000}\n\n{LEE}")
    assert titles(source) == ["A title"]
    assert told(source) == [(1, "This record is too long to be a reference. Shorten it.")]


def test_every_line_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted:
        def __init__(self, pattern: Any) -> None:
            self.pattern, self.characters = pattern, 0

        def match(self, line: str) -> Any:
            self.characters += len(line)
            return self.pattern.match(line)

    counted = Counted(nbib_records._LINE)
    monkeypatch.setattr(nbib_records, "_LINE", counted)
    for size in (20, 40):
        text = LEE * size + "      more of it\n" * size
        counted.characters = 0
        read(text)
        assert counted.characters <= len(text)


@given(st.text(st.sampled_from("PMIDTFAU- 12\n\r;,/x"), max_size=80))
def test_no_text_whatever_keeps_a_good_record_from_being_read(noise: str) -> None:
    assert "A title" in titles(read(f"{noise}\n\n{LEE}"))


@given(st.binary(max_size=60))
def test_no_bytes_whatever_make_it_stumble(noise: bytes) -> None:
    try:
        assert "A title" in titles(read(noise + b"\n\n" + LEE.encode()))
    except LibraryError as error:
        assert error.problem.rule == "not-text"


@given(st.lists(st.integers(0, len(PUBMED)), min_size=2, max_size=2))
def test_a_record_with_a_piece_torn_out_never_stumbles_nor_vanishes(ends: list[int]) -> None:
    first, last = sorted(ends)
    source = read(PUBMED[:first] + PUBMED[last:] + "\n\n" + LEE)
    assert "A title" in titles(source)

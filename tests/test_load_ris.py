import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roundtrip import builtin

from collabref.cite.ris import write
from collabref.cite.vancouver import cite
from collabref.errors import LibraryError
from collabref.load import read_datafile, ris_file
from collabref.load.datafile import DataFile
from collabref.load.ris_tags import TYPES

LEE = "TY  - JOUR\nID  - lee2008\nAU  - Lee, Anna\nTI  - A Title\nPY  - 2008\nER  - \n"
MORE = "TY  - BOOK\nID  - wenger1998\nTI  - Practice\nER  - \n"


def read(text: str | bytes) -> DataFile:
    return ris_file.read(text if isinstance(text, bytes) else text.encode(), "my.ris")


def record(*lines: str, kind: str = "JOUR") -> dict[str, Any]:
    """What a record of these lines becomes, without its id and type."""
    source = read("\n".join([f"TY  - {kind}", "ID  - k", *lines, "ER  - "]))
    assert source.problems == ()
    (item,) = source.data["references"]
    return {key: value for key, value in item.items() if key not in ("id", "type")}


def told(source: DataFile) -> list[tuple[str, int]]:
    """The problems, as rules and lines."""
    return [(problem.rule, problem.line) for problem in source.problems]


def ids(source: DataFile) -> list[str]:
    return [item["id"] for item in source.data["references"]]


def failure(text: str | bytes) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        read(text)
    return caught.value


def test_a_record() -> None:
    source = read(LEE)
    assert source.data == {
        "references": [
            {
                "id": "lee2008",
                "type": "article-journal",
                "author": [{"family": "Lee", "given": "Anna"}],
                "title": "A Title",
                "issued": {"date-parts": [[2008]]},
            }
        ]
    }
    assert not source.strict
    assert source.mark(("references", 0, "title")) == (1, 1)


def test_a_library_may_be_a_ris_file(library: Any) -> None:
    assert ids(read_datafile(library(LEE, "my.ris"))) == ["lee2008"]


@pytest.mark.parametrize(
    ("code", "type"),
    [("JOUR", "article-journal"), ("CHAP", "chapter"), ("CPAPER", "paper-conference"), ("ELEC", "webpage"), ("jour", "article-journal")],
)  # fmt: skip
def test_types(code: str, type: str) -> None:
    assert read(f"TY  - {code}\nER  - \n").data["references"][0]["type"] == type


def test_an_unknown_type_is_kept() -> None:
    (item,) = read("TY  - XYZ\nID  - k\nER  - \n").data["references"]
    assert item == {"id": "k", "type": "document", "custom": {"ris": {"TY": ["XYZ"]}}}


def test_where_the_tags_go() -> None:
    assert record(
        "T2  - BMJ", "J2  - B.M.J.", "VL  - 1", "IS  - 2", "SP  - 1138", "EP  - 1143", "SN  - 1234-567X", "DO  - 10.1/a_b",
        "UR  - https://example.org/a;b", "AN  - 123", "C2  - PMC1", "C7  - e1", "LA  - en", "KW  - a; b", "KW  - c",
        "AB  - Abs", "N1  - One", "N1  - Two", "M3  - preprint", "Y2  - 2026/11/22/", "PB  - P", "CY  - London",
    ) == {
        "container-title": "BMJ", "container-title-short": "B.M.J.", "volume": "1", "issue": "2", "page": "1138-1143",
        "ISSN": "1234-567X", "DOI": "10.1/a_b", "URL": "https://example.org/a;b", "PMID": "123", "PMCID": "PMC1",
        "number": "e1", "language": "en", "keyword": "a, b, c", "abstract": "Abs", "note": "One; Two", "genre": "preprint",
        "accessed": {"date-parts": [[2026, 11, 22]]}, "publisher": "P", "publisher-place": "London",
    }  # fmt: skip


def test_tags_mean_different_things_in_a_book_and_a_report() -> None:
    assert record("T2  - Series", "M1  - 3", "SP  - 318", "SN  - 0521663636", kind="BOOK") == {
        "collection-title": "Series",
        "collection-number": "3",
        "number-of-pages": "318",
        "ISBN": "0521663636",
    }
    assert record("SN  - RR-1", "SN  - 978-90-358-1808-8", kind="RPRT") == {
        "number": "RR-1",
        "ISBN": "978-90-358-1808-8",
    }


def test_titles_stand_where_the_work_has_them() -> None:
    assert record("T2  - BMJ", "T3  - Evidence scan") == {"container-title": "BMJ", "collection-title": "Evidence scan"}
    assert record("BT  - Practice", kind="BOOK") == {"title": "Practice"}
    assert record("TI  - Practice", "BT  - Another", kind="BOOK") == {
        "title": "Practice",
        "custom": {"ris": {"BT": ["Another"]}},
    }
    assert record("BT  - Learning", "TI  - A chapter", kind="CHAP") == {
        "title": "A chapter",
        "container-title": "Learning",
    }
    assert record("JA  - B.M.J.") == {"container-title": "B.M.J."}


@pytest.mark.parametrize(
    ("kind", "lines", "fields"),
    [
        ("JOUR", ["SP  - 9"], {"page": "9"}),
        ("JOUR", ["SP  - 9", "EP  - 9"], {"page": "9"}),
        ("JOUR", ["EP  - 9"], {"page": "9"}),
        ("BOOK", ["SP  - 9", "EP  - 12"], {"page": "9-12"}),
        ("BOOK", ["SP  - xii"], {"page": "xii"}),
        ("JOUR", ["C7  - e1", "M1  - 7"], {"number": "e1", "custom": {"ris": {"M1": ["7"]}}}),
        ("JOUR", ["C7  - e1", "M1  - 7", "M1  - 8"], {"number": "e1", "custom": {"ris": {"M1": ["7", "8"]}}}),
        ("CHAP", ["T3  - Series", "M1  - 7"], {"collection-title": "Series", "collection-number": "7"}),
        ("JOUR", ["C7  - e1", "SP  - e1"], {"number": "e1"}),
        ("JOUR", ["C7  - NCT01234567"], {"custom": {"ris": {"C7": ["NCT01234567"]}}}),
        ("JOUR", ["AN  - WOS:000"], {"custom": {"ris": {"AN": ["WOS:000"]}}}),
    ],
)
def test_pages_and_numbers(kind: str, lines: list[str], fields: dict[str, Any]) -> None:
    assert record(*lines, kind=kind) == fields


@pytest.mark.parametrize(
    ("kind", "number", "variable"),
    [
        ("JOUR", "1234-567X", "ISSN"),
        ("RPRT", "RR-1", "number"),
        ("STAND", "ISO 9001", "number"),
        ("RPRT", "1234-567x", "ISSN"),
        ("BOOK", "978-0-521-66363-2", "ISBN"),
        ("BOOK", "unreadable", "ISBN"),
        ("BOOK", "1234-5678", "ISSN"),
        ("THES", "12345", "ISBN"),
    ],
)
def test_what_number_sn_is(kind: str, number: str, variable: str) -> None:
    assert record(f"SN  - {number}", kind=kind) == {variable: number}


def test_several_numbers_of_one_kind_are_one_value() -> None:
    assert record("SN  - 1234-5678", "SN  - 8765-4321", "SN  - 12345678") == {"ISSN": "1234-5678, 8765-4321"}
    assert record("SN  - 1432-0703 (Electronic) 0090-4341 (Linking)") == {"ISSN": "1432-0703, 0090-4341"}
    assert record("SN  - 0-8044-2957-X (cloth)", kind="BOOK") == {"ISBN": "0-8044-2957-X"}
    assert record("SN  - PB-1", "SN  - PB-2", kind="RPRT") == {"number": "PB-1", "custom": {"ris": {"SN": ["PB-2"]}}}


def test_older_programs_say_it_otherwise() -> None:
    assert record("T1  - T", "A1  - Lee, A", "JO  - BMJ", "Y1  - 2008/06/28/", "N2  - Abs") == {
        "title": "T",
        "author": [{"family": "Lee", "given": "A"}],
        "container-title": "BMJ",
        "issued": {"date-parts": [[2008, 6, 28]]},
        "abstract": "Abs",
    }


def test_what_csl_has_no_place_for_is_kept() -> None:
    assert record("L1  - a.pdf", "ZZ  - odd", "ZZ  - again") == {
        "custom": {"ris": {"L1": ["a.pdf"], "ZZ": ["odd", "again"]}}
    }


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lee, Anna", {"family": "Lee", "given": "Anna"}),
        ("Paris, M., Jr", {"family": "Paris", "given": "M.", "suffix": "Jr"}),
        ("Paris, Jr., M.", {"family": "Paris", "given": "M.", "suffix": "Jr."}),
        ("van der Berg, Anna", {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"}),
        ("NHS England", {"literal": "NHS England"}),
        ("World Health Organization,", {"literal": "World Health Organization"}),
    ],
)
def test_names(line: str, name: dict[str, str]) -> None:
    assert record(f"AU  - {line}") == {"author": [name]}


def test_et_al_means_that_the_list_goes_on() -> None:
    assert record("AU  - Lee, A", "AU  - et al.") == {
        "author": [{"family": "Lee", "given": "A"}],
        "custom": {"authors-incomplete": True},
    }


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["PY  - 2008"], [[2008]]),
        (["PY  - 2008/06/28/"], [[2008, 6, 28]]),
        (["PY  - 2008", "DA  - 2008/06//"], [[2008, 6]]),
        (["PY  - 2008///", "DA  - Jun 28"], [[2008, 6, 28]]),
        (["DA  - JUL-AUG", "PY  - 2008"], [[2008, 7], [2008, 8]]),
        (["Y1  - 2008/00/00"], [[2008]]),
        (["DA  - 2008/06//Jun-Jul"], [[2008, 6], [2008, 7]]),
        (["DA  - 2008/06//undefined", "PY  - 2008"], [[2008, 6]]),
        (["DA  - 28 June 2008", "PY  - 2008"], [[2008, 6, 28]]),
        (["DA  - 2008-06-28"], [[2008, 6, 28]]),
        (["DA  - June 2008"], [[2008, 6]]),
        (["PY  - 2008/13/40/"], [[2008]]),
    ],
)
def test_dates(lines: list[str], parts: list[list[int]]) -> None:
    assert record(*lines)["issued"] == {"date-parts": parts}


def test_a_season() -> None:
    assert record("DA  - SPR", "PY  - 2008")["issued"] == {"date-parts": [[2008]], "season": 1}
    assert record("PY  - 2008///Winter")["issued"] == {"date-parts": [[2008]], "season": 4}
    assert record("PY  - Spring-Summer 2008")["issued"] == {"date-parts": [[2008]]}


@pytest.mark.parametrize("words", ["0000", "0", "0000/00/00", "n.d.", "No date"])
def test_a_date_that_is_not_known_is_none(words: str) -> None:
    assert record(f"PY  - {words}") == {}


def test_dates_that_differ_are_both_kept() -> None:
    assert record("DA  - 2008/06/28/", "PY  - 2009") == {
        "issued": {"date-parts": [[2008, 6, 28]]},
        "custom": {"ris": {"PY": ["2009"]}},
    }


def test_a_doi_is_bare() -> None:
    assert record("DO  - https://doi.org/10.1/x") == {"DOI": "10.1/x"}


def test_a_value_may_go_on_in_the_next_line() -> None:
    assert record("AB  - First", "  second", "UK - based third") == {"abstract": "First second UK - based third"}


def test_one_space_before_the_hyphen_will_do() -> None:
    source = read(
        "TY - JOUR\nID - lee2008\nAU - Lee, Anna\nTI -A Title\nTI - A Title\nER -\n"
        + LEE.replace("2008\nAU", "2009\nAU")
    )
    assert ids(source) == ["lee2008", "lee2009"]
    assert source.data["references"][0]["title"] == "A Title"
    assert source.problems == ()


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_and_any_line_ends_are_no_matter(bom: bytes, newline: bytes) -> None:
    source = read(bom + (LEE + "\n" + MORE).encode().replace(b"\n", newline))
    assert ids(source) == ["lee2008", "wenger1998"]
    assert source.mark(("references", 1)) == (8, 1)
    assert source.problems == ()


def test_latin_1_is_read_and_named_with_its_line() -> None:
    source = read(LEE.replace("A Title", "Café").encode("latin-1"))
    assert source.data["references"][0]["title"] == "Café"
    assert told(source) == [("not-utf-8", 4)]
    assert source.problems[0].level == "error"


def test_what_is_no_utf_8_is_windows_1252_byte_by_byte() -> None:
    source = read(LEE.encode().replace(b"A Title", b"\x93A\x94 \xe2\x80 \x81"))
    assert source.data["references"][0]["title"] == "“A” â€ \x81"


def test_a_record_without_its_end_is_read_and_named() -> None:
    source = read(LEE.replace("ER  - \n", "") + MORE.replace("ER  - \n", ""))
    assert ids(source) == ["lee2008", "wenger1998"]
    assert told(source) == [("ris-record", 1), ("ris-record", 6)]


def test_lines_outside_of_a_record_are_named() -> None:
    source = read(LEE + "AU  - Kim, B\nVL  - 3\nER  - \n" + MORE)
    assert ids(source) == ["lee2008", "wenger1998"]
    assert told(source) == [("ris-record", 7)]


def test_a_record_that_has_lost_its_type_is_read_and_named() -> None:
    source = read(LEE + "AU  - Kim, B\nTI  - Without a type\nER  - \n" + MORE)
    assert [(item["type"], item.get("title")) for item in source.data["references"]] == [
        ("article-journal", "A Title"),
        ("document", "Without a type"),
        ("book", "Practice"),
    ]
    assert [problem.sentence for problem in source.problems] == [
        "This record has no TY; it is read as a document. Begin a record with “TY  - ” and its type."
    ]
    assert told(source) == [("ris-record", 7)]


def test_headings_and_numbers_of_other_programs_are_no_matter() -> None:
    source = read("Provider: EBSCO\nDatabase: CINAHL\n\n1.\n" + LEE + "\n2.\n" + MORE)
    assert ids(source) == ["lee2008", "wenger1998"]
    assert source.problems == ()


def test_ids_that_stand_twice_are_both_read_and_the_second_is_named() -> None:
    source = read(LEE + LEE.replace("A Title", "Another"))
    assert ids(source) == ["lee2008", "lee2008-2"]
    assert told(source) == [("duplicate-key", 7)]
    assert source.problems[0].sentence == (
        "The ID “lee2008” is already used in line 1; this record is read as “lee2008-2”. Give each record its own ID."
    )


def test_a_record_without_an_id_gets_one_that_no_built_in_reference_can_have() -> None:
    nameless = LEE.replace("ID  - lee2008\n", "")
    source = read(nameless + nameless.replace("A Title", "Another") + LEE.replace("lee2008", "17"))
    assert ids(source) == ["lee-2008", "lee-2008-2", "lee-2008-3"]
    assert source.problems == ()


def test_an_id_is_made_of_who_wrote_it_or_of_the_title() -> None:
    made = "".join(
        f"TY  - BOOK\n{line}\nPY  - 2008\nER  - \n"
        for line in ("AU  - NHS England", "ED  - Kim, B", "TI  - A Way", "VL  - 1")
    )
    assert ids(read(made)) == ["nhs-england-2008", "kim-2008", "a-way-2008", "untitled-2008"]


def test_an_id_may_be_anything_and_is_only_a_name() -> None:
    assert ids(read("TY  - BOOK\nID  - ../../etc/passwd\nER  - \n")) == ["../../etc/passwd"]


def test_a_record_of_megabytes_is_no_reference() -> None:
    source = read(f"TY  - BOOK\nAB  - {'x' * 2_000_000}\nER  - \n{LEE}")
    assert ids(source) == ["lee2008"]
    assert source.problems[0].sentence == "This record is too long to be a reference. Shorten it."


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("\ufeff\n \n", "empty"),
        ("Dear librarian,", "not-ris"),
        ("@article{a, title = {T}}", "not-ris"),
        ("AU  - Lee, A\nER  - \n", "ris-record"),
        ("TY  - JOUR AU  - Lee" + "x" * 2_000_000, "ris-record"),
        ("TY  - JOUR\0", "not-text"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_an_error(text: str, rule: str) -> None:
    assert failure(text).problem.rule == rule
    assert failure(text).exit_code == 65


def test_what_is_no_ris_is_told_with_its_place() -> None:
    assert str(failure("")) == "my.ris:1:1: The file is empty. Export the library again as RIS."
    assert str(failure("Dear librarian,")) == (
        "my.ris:1:1: This is not RIS: there is no record in it. A record begins with “TY  - ”."
    )
    assert str(failure("\nAU  - Lee, A\nER  - \n")) == (
        "my.ris:2:1: These lines are outside any record and are not read. Begin a record with “TY  - ”."
    )


@given(st.text(st.sampled_from("TYERAUPKWDIS - \n\r;,/0129x"), max_size=80))
def test_no_text_whatever_keeps_a_good_record_from_being_read(noise: str) -> None:
    assert "lee2008" in ids(read(noise + "\n" + LEE)) or "ID  - lee2008" in noise


@given(st.binary(max_size=60))
def test_no_bytes_whatever_make_it_stumble(noise: bytes) -> None:
    try:
        read(noise + b"\n" + LEE.encode())
    except LibraryError as error:
        assert error.problem.rule in ("not-text", "not-ris")  # some bytes belong to another encoding


FOREIGN = Path(__file__).parent / "data" / "foreign"

# File, title of the record, path in it -> what is there. Each file is one way in which a database writes RIS.
FOREIGN_VALUES = [
    ("K01-ris-accession-number-is-no-pmid", "Handover on two wards", "PMID", None),
    ("K02-ris-m1-is-an-address", "Rounds at dawn", "number", None),
    ("K06-ris-electronic-article-accessed", "Printed in spring", "issued", {"date-parts": [[2009]]}),
    ("K06-ris-electronic-article-accessed", "Printed in spring", "accessed", {"date-parts": [[2018, 12, 20]]}),
    ("K13-ris-names-without-comma", "Initials without comma", "author", [
        {"family": "Moss", "given": "I.A."},
        {"family": "Fern-Oak", "given": "J."},
        {"non-dropping-particle": "van", "family": "Bergh", "given": "P."},
    ]),
    ("K14-ris-doi-in-l3", "EBSCO keeps it in L3", "DOI", "10.5555/l3"),
    ("K14-ris-doi-in-l3", "EBSCO keeps it in L3", "genre", None),
    ("K14-ris-doi-in-m3", "Found by its DOI", "DOI", "10.5555/found"),
    ("K14-ris-doi-in-m3", "Found by its DOI", "genre", None),
    ("K15-ris-journal-only-abbreviated", "Short journal", "container-title", "Ward Lab."),
    ("K16-ris-keywords-on-lines-of-their-own", "EndNote’s keywords", "keyword", "Handoff, Night Care, Teams/organization"),
    ("K17-ris-keyword-with-a-comma", "MeSH", "keyword", "Aged, 80 and over; Humans"),
    ("K18-ris-edited-book", "Handbook of wards", "author", None),
    ("K18-ris-edited-book", "Handbook of wards", "editor", [{"family": "Moss", "given": "Ivy"}, {"family": "Fern", "given": "Jo"}]),
    ("K19-ris-roles-by-type", "A thesis", "editor", None),
    ("K19-ris-roles-by-type", "A thesis", "custom.ris.A3", ["Fern, Jo"]),
    ("K19-ris-roles-by-type", "A book in a series", "editor", None),
    ("K19-ris-roles-by-type", "A book in a series", "collection-editor", [{"family": "Fern", "given": "Jo"}]),
    ("K19-ris-roles-by-type", "A report", "translator", None),
    ("K19-ris-roles-by-type", "A report", "division", "Department of Wards"),
    ("K50-ris-whole-range-in-sp", "Range twice", "page", "67-76"),
    ("K51-ris-several-authors-in-one-line", "One line", "author", [
        {"family": "Moss", "given": "Ivy"}, {"family": "Fern", "given": "Jo"}, {"family": "Oak", "given": "Ben"},
    ]),
    ("K52-ris-a1-then-au", "In order", "author.0.family", "First"),
    ("K53-ris-abstract-in-parts", "Structured", "abstract", "BACKGROUND: One. METHODS: Two."),
    ("K54-ris-two-addresses", "Two links", "URL", "https://example.org/a"),
    ("K54-ris-two-addresses", "Two links", "custom.ris.UR", ["https://example.com/b", "Link to the full text"]),
    ("K55-ris-type-not-first", "Type comes late", "page", "67-76"),
    ("K55-ris-type-not-first", "Type comes late", "source", "Example Base"),
    ("K56-ris-year-zero", "Year unknown", "issued", None),
    ("K57-ris-month-without-year", "In June", "issued", {"date-parts": [[2011, 6, 15]]}),
    ("K57-ris-month-without-year", "In September", "issued", {"date-parts": [[2018, 9]]}),
    ("K58-ris-abbreviation-in-jo", "Two titles", "container-title", "Journal of Ward Laboratories"),
    ("K58-ris-abbreviation-in-jo", "Two titles", "container-title-short", "J Ward Lab"),
    ("K59-ris-et-of-an-article-is-a-date", "Ahead of print", "edition", None),
    ("K59-ris-et-of-an-article-is-a-date", "Ahead of print", "available-date", {"date-parts": [[2010, 12, 30]]}),
    ("K60-ris-pmid-in-c2-and-u1", "C2 is a PMID", "PMCID", None),
    ("K60-ris-pmid-in-c2-and-u1", "C2 is a PMID", "PMID", "12345678"),
    ("K60-ris-pmid-in-c2-and-u1", "Tagged numbers", "PMID", "23456789"),
    ("K60-ris-pmid-in-c2-and-u1", "Tagged numbers", "PMCID", "PMC3456789"),
    ("K61-ris-proceedings-title", "A paper", "container-title", "Proceedings of the Ward Conference"),
    ("K61-ris-proceedings-title", "A paper", "event-title", "Fifth Ward Conference"),
    ("K61-ris-proceedings-title", "A paper", "event-place", "Oslo"),
    ("K61-ris-proceedings-title", "A paper", "publisher-place", "York"),
    ("K62-ris-entities", "Care & repair", "container-title", "Wards & Labs"),
    ("K63-ris-ovid-lines-between-records", "Ovid’s first", "page", None),
    ("K63-ris-ovid-lines-between-records", "Ovid’s second", "author.0.family", "Fern"),
    ("K64-ris-no-space-after-the-hyphen", "Tight", "issued", {"date-parts": [[2019]]}),
    ("K64-ris-no-space-after-the-hyphen", "Tight too", "author.0.given", "Jo"),
    ("K75-ris-a-line-that-begins-with-er", "In the ER", "issued", {"date-parts": [[2001]]}),
    ("K75-ris-a-line-that-begins-with-er", "In the ER", "abstract", "Seen in the ER - department first."),
]  # fmt: skip


def at(value: Any, path: str) -> Any:
    """The value at a path such as ``author.0.family``; None if there is none."""
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else (value or {}).get(step)
    return value


@pytest.mark.parametrize(("file", "title", "path", "right"), FOREIGN_VALUES)
def test_what_databases_write(file: str, title: str, path: str, right: Any) -> None:
    source = read((FOREIGN / f"{file}.ris").read_bytes())
    assert source.problems == ()
    (item,) = (item for item in source.data["references"] if item["title"] == title)
    assert at(item, path) == right


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("K02-ris-m1-is-an-address", "Quill A. Rounds at dawn. Ward Reports. 2020;28(19)."),
        (
            "K13-ris-names-without-comma",
            "Moss IA, Fern-Oak J, van Bergh P. Initials without comma. Ward Lab. 2014;3:152.",
        ),
        ("K15-ris-journal-only-abbreviated", "Moss I. Short journal. Ward Lab. 2010;3:5."),
        ("K18-ris-edited-book", "Moss I, Fern J, editors. Handbook of wards. York: Ward Press; 2010."),
    ],
)
def test_what_databases_write_is_cited(file: str, right: str) -> None:
    (item,) = read((FOREIGN / f"{file}.ris").read_bytes()).data["references"]
    assert cite(item) == right


@pytest.mark.parametrize("path", sorted(FOREIGN.glob("*.ris")), ids=lambda path: path.stem)
def test_a_record_that_is_written_as_ris_is_read_back_the_same(path: Path) -> None:
    items = read(path.read_bytes()).data["references"]
    kept = [{name: value for name, value in item.items() if name in WRITTEN} for item in items]
    back = read(write(items)).data["references"]
    assert [{name: value for name, value in item.items() if name in WRITTEN} for item in back] == kept


# Variables for which the RIS writer has a tag that is the same in every type.
WRITTEN = {"title", "author", "container-title", "volume", "issue", "page", "DOI", "PMID", "PMCID", "URL", "abstract", "note", "language", "genre"}  # fmt: skip


def test_every_built_in_reference_is_written_read_and_written_the_same() -> None:
    once = write(builtin())
    assert said_by_us(write(read(once).data["references"])) == said_by_us(once)


def said_by_us(text: str) -> str:
    """RIS without what the reader adds: spaces between initials ("JPT"), PubMed Central's number from an address."""
    text = re.sub(r"^C2  - .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<=, )[A-Z]{2,3}$", lambda initials: " ".join(initials[0]), text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["AN  - 123"], "123"),
        (["AN  - 123", "DB  - PubMed"], "123"),
        (["AN  - 123", "DP  - NLM"], "123"),
        (["AN  - 123", "DB  - Ovid MEDLINE(R) ALL", "DP  - Ovid Technologies"], "123"),
        (["AN  - 123", "DB  - MEDLINE Complete", "DP  - EBSCOhost"], "123"),
        (["AN  - 123", "DB  - mdc", "DP  - EBSCOhost"], "123"),
        (["AN  - 123", "DP  - EBSCOhost", "UR  - https://search.ebscohost.com/login.aspx?direct=true&db=mnh&AN=123"], "123"),
        (["AN  - 123", "UR  - https://search.ebscohost.com/login.aspx?direct=true&db=ecn&AN=123"], None),
        (["AN  - 123", "DB  - APA PsycInfo"], None),
        (["AN  - 123", "DB  - Embase"], None),
        (["AN  - 123", "DP  - ProQuest"], None),
        (["AN  - WOS:000123456700001"], None),
        (["AN  - MEDLINE:31234567"], "31234567"),
        (["AN  - PMID:31234567", "DB  - Embase"], "31234567"),
        (["C5  - 31234567", "DB  - Embase"], "31234567"),
        (["C5  - 31234567", "DB  - Scopus"], None),
        (["C2  - 31234567", "DP  - EBSCOhost"], None),
        (["AN  - 1", "DB  - Scopus", "UR  - https://www.ncbi.nlm.nih.gov/pubmed/30218120"], "30218120"),
        (["UR  - https://pubmed.ncbi.nlm.nih.gov/30218120/"], "30218120"),
        (["N1  - Accession Number: 104567. Language: English. NLM UID: 8610456. PMID: NLM12345678."], "12345678"),
        (["N1  - Comment in: BMJ. 2008. PMID: 222"], None),
        (["N1  - PMID: 222"], "222"),
        (["C3  - PUBMED 31234567", "AN  - CN-02345678"], "31234567"),
        (["XR  - EMBASE 123, PUBMED 31234567"], "31234567"),
        (["PMID  - 31234567"], "31234567"),
        (["AN  - 41403188", "UR  - https://www.jstor.org/stable/41403188"], None),
        (["AN  - 123", "UR  - https://www.jstor.org/stable/41403188"], "123"),
    ],
)  # fmt: skip
def test_an_accession_number_is_pubmeds_only_where_the_record_is(lines: list[str], number: str | None) -> None:
    assert record(*lines).get("PMID") == number


def test_ovid_keeps_pubmeds_number_in_the_id() -> None:
    address = "L2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D={}&NEWS=N&AN=30439442"
    text = f"TY  - JOUR\nID  - 30439442\nT1  - T\nM1  - vwt, 1307333\nIS  - 101676033\n{address}\nER  -  \n"
    (item,) = read(text.format("medp")).data["references"]
    assert (item["PMID"], "number" in item, "issue" in item) == ("30439442", False, False)
    (item,) = read(text.format("emed")).data["references"]
    assert "PMID" not in item
    assert item["custom"]["ris"]["ID"] == ["30439442"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Moss IA", [{"family": "Moss", "given": "I A"}]),
        ("Moss I.-A. Jr", [{"family": "Moss", "given": "I.-A.", "suffix": "Jr"}]),
        ("I. A. Moss", [{"family": "Moss", "given": "I. A."}]),
        ("Rizeei, HM", [{"family": "Rizeei", "given": "H M"}]),
        ("FERN, JO", [{"family": "FERN", "given": "JO"}]),
        ("Smith, John A Jr", [{"family": "Smith", "given": "John A", "suffix": "Jr"}]),
        ("Moss I.A., Fern J.", [{"family": "Moss", "given": "I.A."}, {"family": "Fern", "given": "J."}]),
        ("Moss, I.A., Fern, J.", [{"family": "Moss", "given": "I.A."}, {"family": "Fern", "given": "J."}]),
        ("Moss, Ivy and Fern, Jo", [{"family": "Moss", "given": "Ivy"}, {"family": "Fern", "given": "Jo"}]),
        ("Moss, Ivy; Fern, Jo;", [{"family": "Moss", "given": "Ivy"}, {"family": "Fern", "given": "Jo"}]),
        ("Department of Health UK", [{"literal": "Department of Health UK"}]),
        ("NHS UK", [{"literal": "NHS UK"}]),
        ("Study Group A", [{"literal": "Study Group A"}]),
        ("Johnson and Johnson", [{"literal": "Johnson and Johnson"}]),
        ("Bristol, Myers and Squibb", [{"family": "Bristol", "given": "Myers and Squibb"}]),
    ],
)
def test_names_of_other_shapes(line: str, names: list[dict[str, str]]) -> None:
    assert record(f"AU  - {line}")["author"] == names


def test_authors_are_in_the_order_of_the_record() -> None:
    people = record("AU  - First, A", "A1  - Second, B", "AU  - Third, C")["author"]
    assert [name["family"] for name in people] == ["First", "Second", "Third"]


def test_et_al_may_end_a_line_of_names() -> None:
    assert record("AU  - Moss, I. et al.") == {
        "author": [{"family": "Moss", "given": "I."}],
        "custom": {"authors-incomplete": True},
    }


@pytest.mark.parametrize(
    ("lines", "page"),
    [
        (["SP  - 1138", "EP  - 43"], "1138-1143"),
        (["SP  - S579", "EP  - 88"], "S579-S588"),
        (["SP  - 67–76"], "67-76"),
        (["SP  - 67‐76"], "67-76"),
        (["SP  - 67-", "EP  - 76"], "67-76"),
        (["SP  - 67", "EP  - 67-76"], "67-76"),
        (["SP  - pp. 67-76"], "67-76"),
        (["SP  - xii", "EP  - xv"], "xii-xv"),
        (["SP  - e021234"], "e021234"),
        (["SP  - no pagination"], None),
        (["SP  - No Page Specified", "EP  - No Page Specified"], None),
    ],
)
def test_pages(lines: list[str], page: str | None) -> None:
    assert record(*lines).get("page") == page


@pytest.mark.parametrize(
    "words", ["Article", "Journal Article", "Article; Review", "Original Research", "Research Support, Non-U.S. Gov't"]
)
def test_a_document_type_that_says_only_article_is_not_a_genre(words: str) -> None:
    assert record(f"M3  - {words}") == {"custom": {"ris": {"M3": [words]}}}
    assert record(f"M3  - {words}", kind="RPRT") == {"genre": words}


def test_the_degree_of_a_thesis() -> None:
    assert record("M1  - Ph.D.", kind="THES") == {"genre": "Ph.D."}


def test_what_a_database_says_of_its_record_is_not_a_note() -> None:
    about = ["Cited By :12", "Export Date: 1 May 2026", "Accession Number: 0992879; Keywords: Hedonic"]
    assert record(*(f"N1  - {note}" for note in about), "N1  - Mine") == {
        "note": "Mine",
        "custom": {"ris": {"N1": about}},
    }


def test_a_single_line_of_keywords() -> None:
    assert record("KW  - teams, wards, learning") == {"keyword": "teams, wards, learning"}
    assert record("KW  - Aged, 80 and over") == {"keyword": "Aged, 80 and over;"}
    assert record("KW  - Teams", "KW  - teams") == {"keyword": "Teams"}


def test_journals_titles_in_any_pair_of_tags() -> None:
    both = {"container-title": "Journal of Ward Laboratories", "container-title-short": "J Ward Lab"}
    assert record("T2  - J Ward Lab", "JF  - Journal of Ward Laboratories") == both
    assert record("T2  - Journal of Ward Laboratories", "JF  - J Ward Lab") == both
    assert record("JO  - J Ward Lab", "T2  - Journal of Ward Laboratories") == both
    assert record("JF  - Ward Lab", "JO  - Ward Lab", "T2  - ward lab") == {"container-title": "Ward Lab"}


def test_entities_and_addresses() -> None:
    assert record("UR  - https://example.org/?a=1&amp;copy=2", "TI  - A &amp;lt; B") == {
        "URL": "https://example.org/?a=1&copy=2",
        "title": "A < B",
    }
    assert record("UR  - https://example.org/?a=1&copy=2")["URL"] == "https://example.org/?a=1&copy=2"
    assert record("UR  - <Go to ISI>://WOS:000123") == {"custom": {"ris": {"UR": ["<Go to ISI>://WOS:000123"]}}}
    assert record("UR  - https://dx.doi.org/10.5555/x") == {"URL": "https://dx.doi.org/10.5555/x", "DOI": "10.5555/x"}


def test_a_line_of_a_text_that_looks_like_a_tag() -> None:
    assert record("AB  - Of 12 in the", "ED - patients waited.", "TY - pes differed.", "VL  - 3") == {
        "abstract": "Of 12 in the ED - patients waited. TY - pes differed.",
        "volume": "3",
    }


def test_no_break_spaces_and_dashes_for_hyphens() -> None:
    assert ids(read(LEE.replace("  - ", "\u00a0\u00a0– "))) == ["lee2008"]


TAGS = re.findall(
    r"\w+",
    "A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DOI DP ED EP ET ID IS J1 J2 JA JF JO KW "
    "L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO "
    "XR Y1 Y2 ZZ",
)
SHAPES = ["Word{}", "Word{}, Given", "Word{} A.", "{}", "20{:02}", "{}-{}", "10.5555/{}", "https://example.org/{}", "2008/06/{:02}", "PMC{}"]  # fmt: skip


@pytest.mark.parametrize("kind", [*TYPES, "XYZ"])
def test_no_value_is_lost_whatever_the_type_and_the_tag(kind: str) -> None:
    for shape in SHAPES:
        values = {tag: shape.format(number, number + 1) for number, tag in enumerate(TAGS, start=10)}
        source = read("\n".join([f"TY  - {kind}", *(f"{tag}  - {value}" for tag, value in values.items()), "ER  - "]))
        (item,) = source.data["references"]
        kept = {*re.findall(r"\w+", json.dumps(item)), "06"}
        lost = {tag for tag, value in values.items() if not set(re.findall(r"\w+", value)) <= kept}
        # A day is a number in CSL, and the less exact of two dates in the same year adds nothing.
        assert lost <= {"DA", "ET", "PY", "Y1", "Y2"}


def test_work_grows_with_the_file_and_not_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line is read once, however many there are, and no value is cleaned more than twice."""
    from collabref.load import ris_left, ris_records

    counted = {"lines": 0, "values": 0}
    read_line, unescape = ris_records._read, ris_left.unescape

    def count_line(line: str) -> Any:
        counted["lines"] += len(line)
        return read_line(line)

    def count_value(words: str) -> str:
        counted["values"] += len(words)
        return unescape(words)

    monkeypatch.setattr(ris_records, "_read", count_line)
    monkeypatch.setattr(ris_left, "unescape", count_value)
    work = []
    for size in (20, 40):
        counted.update(lines=0, values=0)
        text = (
            "".join(LEE.replace("lee2008", f"lee{n}") for n in range(size))
            + f"TY  - JOUR\nAB  - {'x, ' * size * 100}\n"
        )
        read(text)
        work.append(counted["lines"] + counted["values"])
        assert counted["lines"] <= len(text)
        assert counted["values"] <= 2 * len(text)
    assert work[1] <= 2.1 * work[0]

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_load_bib import without

from collabref.errors import LibraryError
from collabref.load import read_source, ris_file
from collabref.load.source import Source

LEE = "TY  - JOUR\nID  - lee2008\nAU  - Lee, Anna\nTI  - A Title\nPY  - 2008\nER  - \n"
MORE = "TY  - BOOK\nID  - wenger1998\nTI  - Practice\nER  - \n"


def read(text: str | bytes) -> Source:
    return ris_file.read(text if isinstance(text, bytes) else text.encode(), "my.ris")


def record(*lines: str, kind: str = "JOUR") -> dict[str, Any]:
    """What a record of these lines becomes, without its id and type."""
    source = read("\n".join([f"TY  - {kind}", "ID  - k", *lines, "ER  - "]))
    assert source.problems == ()
    (item,) = source.data["references"]
    return {key: value for key, value in item.items() if key not in ("id", "type")}


def told(source: Source) -> list[tuple[str, int]]:
    """The problems, as rules and lines."""
    return [(problem.rule, problem.line) for problem in source.problems]


def ids(source: Source) -> list[str]:
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
    assert ids(read_source(library(LEE, "my.ris"))) == ["lee2008"]


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
    assert record("JA  - B.M.J.") == {"container-title-short": "B.M.J."}


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
        ("JOUR", ["AN  - WOS:000"], {"custom": {"ris": {"AN": ["WOS:000"]}}}),
    ],
)
def test_pages_and_numbers(kind: str, lines: list[str], fields: dict[str, Any]) -> None:
    assert record(*lines, kind=kind) == fields


@pytest.mark.parametrize(
    ("kind", "number", "variable"),
    [
        ("JOUR", "1234-567X", "ISSN"),
        ("JOUR", "1234-5678 (electronic)", "ISSN"),
        ("RPRT", "RR-1", "number"),
        ("STAND", "ISO 9001", "number"),
        ("RPRT", "1234-567x", "ISSN"),
        ("BOOK", "978-0-521-66363-2", "ISBN"),
        ("BOOK", "0-8044-2957-X (cloth)", "ISBN"),
        ("BOOK", "unreadable", "ISBN"),
        ("BOOK", "1234-5678", "ISSN"),
        ("THES", "12345", "ISBN"),
    ],
)
def test_what_number_sn_is(kind: str, number: str, variable: str) -> None:
    assert record(f"SN  - {number}", kind=kind) == {variable: number}


def test_of_two_numbers_of_one_kind_the_second_is_kept_apart() -> None:
    assert record("SN  - 1234-5678", "SN  - 8765-4321", "SN  - 1111-2222") == {
        "ISSN": "1234-5678",
        "custom": {"ris": {"SN": ["8765-4321", "1111-2222"]}},
    }


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
        (["PY  - 2008///", "DA  - Jun 28"], [[2008]]),
        (["DA  - 28 June 2008", "PY  - 2008"], [[2008, 6, 28]]),
        (["DA  - 2008-06-28"], [[2008, 6, 28]]),
        (["DA  - June 2008"], [[2008, 6]]),
        (["PY  - 2008/13/40/"], [[2008]]),
    ],
)
def test_dates(lines: list[str], parts: list[list[int]]) -> None:
    assert record(*lines)["issued"] == {"date-parts": parts}


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
    source = read(LEE + "AU  - Kim, B\nTI  - Without a beginning\nER  - \n" + MORE)
    assert ids(source) == ["lee2008", "wenger1998"]
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
        "The ID “lee2008” stands already in line 1; this record is “lee2008-2”. Give each record its own ID."
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
        "my.ris:2:1: These lines stand outside of any record and are passed over. Begin a record with “TY  - ”."
    )


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "rispy")
    assert str(failure(LEE)) == "my.ris: Install collabref[bib] to read .ris files: pip install 'collabref[bib]'."


@given(st.text(st.sampled_from("TYERAUPKWDIS - \n\r;,/0129x"), max_size=80))
def test_no_text_whatever_keeps_a_good_record_from_being_read(noise: str) -> None:
    assert "lee2008" in ids(read(noise + "\n" + LEE)) or "ID  - lee2008" in noise


@given(st.binary(max_size=60))
def test_no_bytes_whatever_make_it_stumble(noise: bytes) -> None:
    try:
        read(noise + b"\n" + LEE.encode())
    except LibraryError as error:
        assert error.problem.rule == "not-text"

import re
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from roundtrip import FULL, builtin, differences, one_quote, parts, read_with_pandoc, read_with_rispy

from collabref.cite.ris import write
from collabref.cite.values import plain
from collabref.load import ris_file

# What the readers lose, with the type of work: not the format.
LOST_BY_RISPY = {
    ("ISBN", "report"),  # of two lines SN, the first is kept: a report's number
    ("ISSN", "report"),
}
LOST_BY_PANDOC = {
    ("author", "*"),  # bodies are parsed as persons
    ("type", "webpage"),  # ELEC is unknown to it
    ("keyword", "*"),  # all are read, in reverse order
    *((variable, "*") for variable in ["PMID", "PMCID", "ISBN", "number", "collection-number", "number-of-pages"]),
    *((variable, "*") for variable in ["issued, month", "issued, day", "accessed", "publisher-place", "genre", "note"]),
    ("collection-title", "book"),  # T2 is a container to it
    ("collection-title", "report"),
    ("collection-title", "thesis"),
}


def test_every_built_in_reference_is_read_back_by_rispy() -> None:
    references = [*builtin(), {**FULL, "author": FULL["author"][:1]}]
    assert differences("ris", references, read_with_rispy(write(references)), LOST_BY_RISPY) == {}


def test_every_built_in_reference_is_read_back_by_pandoc() -> None:
    read = one_quote(read_with_pandoc(write(builtin()), "ris"))
    assert differences("ris", one_quote(builtin()), read, LOST_BY_PANDOC) == {}
    persons = [item for item in builtin() if not any("literal" in name for name in item.get("author", []))]
    suffixed = {item["id"] for item in persons if any(suffix for _, _, suffix in parts(item).get("author", []))}
    found = differences("ris", one_quote(persons), read, LOST_BY_PANDOC - {("author", "*")})
    assert {id for id, _ in found} <= suffixed  # it expects suffixes where BibTeX has them


def test_every_built_in_reference_is_read_back_by_collabref() -> None:
    source = ris_file.read(write([*builtin(), FULL]).encode(), "library.ris")
    assert source.problems == ()
    assert {item["id"] for item in source.data["references"] if "ris" in item.get("custom", {})} == set()


def lines_of(item: dict[str, Any]) -> list[str]:
    """The lines of the one record that ``item`` becomes, without its first, its ID and its last."""
    first, id, *lines, last = write([{"id": "k", "type": "book", **item}]).splitlines()
    assert (first[:6], id, last) == ("TY  - ", "ID  - k", "ER  - ")
    return lines


def test_a_whole_record() -> None:
    assert write([FULL]).splitlines() == [
        "TY  - RPRT",
        "ID  - full2008",
        "AU  - van der Berg, Anna M., Jr",
        "AU  - Barnes and Noble, Inc.",
        "AU  - Øvretveit, John",
        "AU  - de Silva, D.",
        "AU  - others",
        "ED  - Šimić, Łukasz",
        "TI  - Costs & benefits of 50% more_networks: #1 at $5 {sic} ~ ^ \\ “so-called” NHS",
        "T2  - Œuvres & more",
        "T3  - Evidence scan",
        "VL  - 7",
        "ET  - 2",
        "M3  - Working paper",
        "PB  - Department of Health and Social Care",
        "CY  - Kraków",
        "DO  - 10.1002/(SICI)1099_x<1::AID-1%2>3.0.CO;2-#",
        "UR  - https://example.org/~a_b?c=1&d=%20#e;f",
        "AN  - 123",
        "C2  - PMC123",
        "SN  - RR_1",
        "SP  - 243.e1",
        "EP  - 243.e8",
        "SN  - 978-1-4051-6830-4",
        "SN  - 1234-567X",
        "PY  - 2008",
        "DA  - 2008/06/28/",
        "Y2  - 2026/11/02/",
        "KW  - qic",
        "KW  - cost & benefit",
        "LA  - en-GB",
        "AB  - First. 5% of 2^3.",
        "N1  - Seen as a preprint",
        "ER  - ",
    ]


def test_control_characters_and_markup_are_left_out() -> None:
    assert lines_of({"title": "A\x00b\x1b <i>c</i>\n d"}) == ["TI  - Ab c d"]


def test_nothing_becomes_nothing() -> None:
    assert write([]) == ""


def test_records_are_apart_by_an_empty_line() -> None:
    assert write([{"id": "a", "type": "book"}, {"id": "b", "type": "map"}]) == (
        "TY  - BOOK\nID  - a\nER  - \n\nTY  - MAP\nID  - b\nER  - \n"
    )


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("article-journal", "JOUR"),
        ("article-magazine", "MGZN"),
        ("book", "BOOK"),
        ("chapter", "CHAP"),
        ("report", "RPRT"),
        ("thesis", "THES"),
        ("paper-conference", "CONF"),
        ("webpage", "ELEC"),
        ("interview", "GEN"),
    ],
)
def test_types(kind: str, code: str) -> None:
    assert write([{"id": "k", "type": kind}]).startswith(f"TY  - {code}\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ({"family": "Paris", "given": "M.", "suffix": "Jr"}, "AU  - Paris, M., Jr"),
        ({"family": "Paris", "suffix": "Jr"}, "AU  - Paris, , Jr"),
        ({"family": "Berg", "given": "A.", "non-dropping-particle": "van der"}, "AU  - van der Berg, A."),
        ({"family": "Plato"}, "AU  - Plato"),
        ({"literal": "NHS England"}, "AU  - NHS England"),
        ({"given": "Plato"}, "AU  - Plato"),
    ],
)
def test_names(name: dict[str, str], line: str) -> None:
    assert lines_of({"author": [name]}) == [line]


def test_an_incomplete_list_of_authors_says_so() -> None:
    item: dict[str, Any] = {"author": [{"family": "Lee", "given": "A."}], "custom": {"authors-incomplete": True}}
    assert lines_of(item) == ["AU  - Lee, A.", "AU  - others"]
    assert lines_of({"editor": item["author"], "custom": item["custom"]}) == ["ED  - Lee, A.", "ED  - others"]
    assert lines_of({"author": [*item["author"], {"literal": "others"}]}) == ["AU  - Lee, A.", "AU  - others"]
    assert lines_of({"custom": item["custom"]}) == []


def test_a_keyword_may_hold_a_comma() -> None:
    assert lines_of({"keyword": "Aged, 80 and over; Humans"}) == ["KW  - Aged, 80 and over", "KW  - Humans"]
    assert lines_of({"keyword": "Aged, Humans"}) == ["KW  - Aged", "KW  - Humans"]


def test_exponents_stay_exponents() -> None:
    assert lines_of({"title": "Among 10<sup>6</sup> births"}) == ["TI  - Among 10⁶ births"]


def test_what_is_not_in_the_calendar_is_left_out() -> None:
    assert lines_of({"issued": {"date-parts": [[2019, 0, 0]]}}) == ["PY  - 2019", "DA  - 2019///"]


def test_supplements_and_parts_stand_after_the_issue() -> None:
    assert lines_of({"issue": "12", "supplement-number": "7", "part-number": "1"}) == ["IS  - 12 Suppl 7 Pt 1"]


def test_an_article_number_stands_where_readers_look_for_it() -> None:
    assert lines_of({"type": "article-journal", "number": "64"}) == ["C7  - 64", "SP  - 64"]
    assert lines_of({"type": "article-journal", "number": "64", "page": "1-9"}) == ["C7  - 64", "SP  - 1", "EP  - 9"]


def test_a_books_pages_are_counted_where_articles_begin() -> None:
    assert lines_of({"number-of-pages": "318", "collection-title": "Learning", "collection-number": "3"}) == [
        "T2  - Learning", "M1  - 3", "SP  - 318",
    ]  # fmt: skip


def test_an_articles_pages_are_not_counted_where_it_begins() -> None:
    assert lines_of({"type": "article-journal", "number-of-pages": "8"}) == []


def test_pages_that_are_no_range_stay_together() -> None:
    assert lines_of({"page": "3-5, 9"}) == ["SP  - 3-5, 9"]


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ([2008, 6, 28], ["PY  - 2008", "DA  - 2008/06/28/"]),
        ([2008, 6], ["PY  - 2008", "DA  - 2008/06//"]),
        ([2008], ["PY  - 2008", "DA  - 2008///"]),
    ],
)
def test_dates(day: list[int], lines: list[str]) -> None:
    assert lines_of({"issued": {"date-parts": [day]}}) == lines


def test_a_date_that_is_words_stands_as_the_year() -> None:
    assert lines_of({"issued": {"literal": "in press"}}) == ["PY  - in press"]
    assert lines_of({"issued": {"raw": "Spring 2008"}}) == ["PY  - Spring 2008"]
    assert lines_of({"issued": "in press"}) == ["PY  - in press"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_its_line(text: str) -> None:
    item = {"id": "k", "type": "book", "title": text, "author": [{"family": text, "given": text}], "abstract": text}
    written = write([item])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in written.split("\n")[:-1])
    (record,) = rispy.loads(written)
    assert record.get("title", "") == plain(text)

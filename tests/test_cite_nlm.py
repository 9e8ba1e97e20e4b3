"""Dates, editions, volumes and pages, compared with the examples in *Citing Medicine*."""

from typing import Any

import pytest

from collabref.cite.nlm import day, days, edition, issue, numbered, ordinal, pages, series, volume, where_in_journal


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"date-parts": [[2002, 8, 12]]}, "2002 Aug 12"),
        ({"date-parts": [["2002", "8"]]}, "2002 Aug"),
        ({"date-parts": [[2002]], "season": 2}, "2002 Summer"),
        ({"date-parts": [[2002]], "season": "Easter"}, "2002 Easter"),
        ({"date-parts": [[2002, 24]]}, "2002 Winter"),
        ({"date-parts": [[2002, 0]]}, "2002"),
        ({"literal": "Spring 2002"}, "Spring 2002"),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_day_is_said_as_far_as_it_is_known(value: Any, said: str) -> None:
    assert day({"issued": value}, "issued") == said


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ([[2002, 4, 3], [2002, 4, 5]], "2002 Apr 3–5"),
        ([[2001, 4, 30], [2001, 5, 2]], "2001 Apr 30–May 2"),
        ([[2001, 12, 30], [2002, 1, 2]], "2001 Dec 30–2002 Jan 2"),
        ([[2002, 4, 3], [2002, 4, 3]], "2002 Apr 3"),
        ([[2002, 4, 3]], "2002 Apr 3"),
        ([[2002, 4, 3], [0]], "2002 Apr 3–0"),
        ([], ""),
    ],
)
def test_a_span_of_days_says_once_what_its_ends_share(ends: list[list[int]], said: str) -> None:
    assert days({"event-date": {"date-parts": ends}}, "event-date") == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")],
)
def test_ordinals(number: int, said: str) -> None:
    assert ordinal(number) == said
    assert edition(str(number)) == f"{said} ed."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2nd", "2nd ed."),
        ("2nd ed.", "2nd ed."),
        ("2nd edition", "2nd ed."),
        ("2nd edn.", "2nd ed."),
        ("Second", "2nd ed."),
        ("Second edition", "2nd ed."),
        ("twenty-first", "21st ed."),
        ("Seventh American edition", "7th American ed."),
        ("3rd edition, revised", "3rd ed., rev."),
        ("Revised", "Rev. ed."),
        ("New revised", "New rev. ed."),
        ("5. Auflage", "5. Auflage."),
        ("2e éd.", "2e éd."),
        ("Kindle", "Kindle ed."),
        ("12345", "12345 ed."),
        ("", ""),
    ],
)
def test_editions(words: str, said: str) -> None:
    assert edition(words) == said


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"volume": "2"}, "Vol. 2"),
        ({"volume": "Vol. 2"}, "Vol. 2"),
        ({"volume": "volume II"}, "Vol. II"),
        ({"volume": "Band 2"}, "Band 2"),
        ({"volume": "2", "volume-title": "Hypertension"}, "Vol. 2, Hypertension"),
        ({"volume": "2", "part-number": "A"}, "Vol. 2, Pt. A"),
        ({}, ""),
    ],
)
def test_volumes_of_books(item: dict[str, str], said: str) -> None:
    assert volume(item) == said


@pytest.mark.parametrize(
    ("title", "number", "said"),
    [
        ("Ward series", "21", "(Ward series; no. 21)"),
        ("Ward series", "No. 21", "(Ward series; no. 21)"),
        ("Ward series", "vol. 3", "(Ward series; vol. 3)"),
        ("Ward series", "", "(Ward series)"),
        ("", "21", ""),
    ],
)
def test_series(title: str, number: str, said: str) -> None:
    assert series({"collection-title": title, "collection-number": number}) == said


def test_a_reports_number_keeps_its_words() -> None:
    assert numbered("Report No.:", "NISTIR 7298", "no") == "Report No.: NISTIR 7298"
    assert numbered("Report No.:", "", "no") == ""


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"volume": "336", "issue": "7659"}, "336(7659)"),
        ({"volume": "336"}, "336"),
        ({"issue": "401"}, "(401)"),
        ({"volume": "83", "supplement-number": "3"}, "83 Suppl 3"),
        ({"volume": "83", "supplement-number": "Suppl. 3"}, "83 Suppl 3"),
        ({"volume": "83", "issue": "suppl_1"}, "83 Suppl 1"),
        ({"volume": "83", "issue": "Supplement"}, "83 Suppl"),
        ({"volume": "83", "issue": "Suppl No. 2"}, "83 Suppl 2"),
        ({"volume": "58", "issue": "12 Suppl 7"}, "58(12 Suppl 7)"),
        ({"volume": "58", "issue": "12", "supplement-number": "7"}, "58(12 Suppl 7)"),
        ({"volume": "58", "issue": "12, supplement 7"}, "58(12 Suppl 7)"),
        ({"volume": "83", "part-number": "2"}, "83(Pt 2)"),
        ({"volume": "13", "issue": "9", "part-number": "Part 1"}, "13(9 Pt 1)"),
        ({"volume": "83", "issue": "S1"}, "83(S1)"),
        ({"issue": "Suppl 3"}, "(Suppl 3)"),
        ({}, ""),
    ],
)
def test_supplements_and_parts(item: dict[str, str], said: str) -> None:
    assert where_in_journal(item) == said


def test_an_issue_says_its_supplement_and_part() -> None:
    assert issue({"issue": "9", "supplement-number": "2", "part-number": "1"}) == "9 Suppl 2 Pt 1"
    assert issue({}) == ""


@pytest.mark.parametrize(
    ("words", "shortened"),
    [
        ("1138-1143", "1138–43"),
        ("1138--1143", "1138–43"),
        ("1138–1143", "1138–43"),
        ("1138 – 1143", "1138–43"),
        ("1138—1143", "1138–43"),
        ("pp. 1138-1143", "1138–43"),
        ("p. 12", "12"),
        ("87-94", "87–94"),
        ("99-101", "99–101"),
        ("12-12", "12"),
        ("S579-S588", "S579–88"),
        ("S579-588", "S579–88"),
        ("243.e1-243.e8", "243.e1–8"),
        ("243.e1-e8", "243.e1–e8"),
        ("3-5, 9-9; 123-129", "3–5, 9; 123–9"),
        ("119A-121A", "119A–121A"),
        ("12-1–12-9", "12–1–12–9"),
        ("e020930", "e020930"),
        ("e-12", "e-12"),
        ("12", "12"),
        ("xii-xv", "xii–xv"),
        ("12-", "12-"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_a_page_range_leaves_out_the_digits_that_repeat(words: str, shortened: str) -> None:
    assert pages(words) == shortened

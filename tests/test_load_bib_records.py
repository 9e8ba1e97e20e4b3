import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.load import bib_records
from collabref.load.bib_records import Entry, Word, entries


def only(text: str) -> Entry:
    (entry,) = entries(text)
    return entry


def fields(entry: Entry) -> dict[str, str]:
    return {field.name: "".join(field.parts) for field in entry.fields}


def faults(entry: Entry) -> list[str]:
    return [fault.kind for fault in entry.faults]


@pytest.mark.parametrize(
    "text",
    [
        "@article{k, title = {T}, year = 2001}",
        "@Article {k ,\n title={T} , year={2001} ,\n}",
        '@article(k, title = "T", year = "20" # {01})',
        '@article(k, title = "T", year = 2001\n)',
        "@ article{k,title={T},year=2001}",
        "@article{k, % a remark } with a brace\n % title = {Old},\n title = {T}, %\n year = 2001}",
        "@article{k, title = {T},, year = 2001;}",
    ],
)
def test_an_entry_in_several_forms(text: str) -> None:
    entry = only(text)
    assert (entry.kind, entry.key, fields(entry), entry.faults) == ("article", "k", {"title": "T", "year": "2001"}, ())
    assert entry.length == len(text)


@pytest.mark.parametrize(
    ("text", "key", "kinds"),
    [
        ("@article{\n title = {T},\n year = 2001}", "", []),
        ("@article{,\n title = {T},\n year = 2001}", "", []),
        ("@article{Moss 2001,\n title = {T},\n year = 2001}", "Moss 2001", []),
        ("@article{Fern and Moss (2002),\n title = {T}, year = 2001}", "Fern and Moss (2002)", []),
        ("@article{Moss2001\n title = {T},\n year = 2001}", "Moss2001", ["comma"]),
        ("@article{a%20b, title = {T}, year = 2001}", "a%20b", []),
        ("@article{k,\n title = {T}\n year = 2001}", "k", ["comma"]),
        ('@article{k,\n title = "T"\n year = 2001}', "k", ["comma"]),
        ("@article{k,\n title = T\n year = 2001}", "k", ["comma"]),
        ("@article{k,\n// a remark\n title = {T}, and another\n year = 2001}", "k", ["field", "field"]),
        ("@article{k, {stray}, title = {T} # , year = 2001, volume {3}}", "k", ["field", "field"]),
        ("@article{k,\n title = {T},\n year = 2001\n\n@book{b, title={B}}", "k", ["unclosed"]),
        ("@article{k,\n title = {T},\n year = 2001", "k", ["unclosed"]),
        ("@article{k,\n title = {T,\n year = 2001}\n\n@book{b, title={B}}", "k", ["end"]),
    ],
)
def test_what_is_irregular_costs_a_field_at_most(text: str, key: str, kinds: list[str]) -> None:
    entry = next(entries(text))
    assert (entry.key, fields(entry), faults(entry)) == (key, {"title": "T", "year": "2001"}, kinds)


def test_names_of_fields_may_have_spaces_and_signs() -> None:
    entry = only("@article{k, funding_text 1 = {A}, article-number={B}, author+an = {C}, bdsk-url-1 = {D}}")
    assert list(fields(entry)) == ["funding_text 1", "article-number", "author+an", "bdsk-url-1"]


def test_words_without_braces_are_marked() -> None:
    (journal, month, year) = only("@a{k, journal = Ward Lab, month = mar # {~3}, year = 2001}").fields
    assert journal.parts == ("Ward Lab",)
    assert isinstance(journal.parts[0], Word)
    assert [isinstance(part, Word) for part in (*month.parts, *year.parts)] == [True, False, False]


@pytest.mark.parametrize(
    "line", ["@ward{office} on weekdays.", "@home{x, y} and", "@twitter", "  @a(b, c) d", "@ward{office, Monday}"]
)
def test_a_line_of_a_value_may_begin_with_an_at_sign(line: str) -> None:
    first, second = entries(
        f"@article{{k,\n abstract = {{Contact:\n{line}\n}},\n year = 2001}}\n@book{{b, title={{B}}}}"
    )
    assert (set(fields(first)), first.faults, second.key) == ({"abstract", "year"}, (), "b")


def test_a_parenthesis_ends_an_entry_only_outside_of_its_values() -> None:
    first, second = entries('@a(k, title = "Part (I)", note = {b) c}, x = "(")\n@b{l}')
    assert fields(first) == {"title": "Part (I)", "note": "b) c", "x": "("}
    assert second.key == "l"


def test_a_quotation_mark_may_be_an_accent_or_in_braces() -> None:
    assert fields(only('@a{k, title = "M\\"uller {"}x{"}", y = 1}')) == {"title": 'M\\"uller {"}x{"}', "y": "1"}


def test_a_line_of_a_remark_holds_no_entry() -> None:
    assert [entry.key for entry in entries("% @article{old,\n%  title = {Old}}\n@book{new, title = {New}}")] == ["new"]


def test_places() -> None:
    text = "% x\n @a{k,\n  title = {T}\n  year = 2001}"
    entry = only(text)
    assert text[entry.start :].startswith("@a{")
    assert [text[field.start :][:4] for field in entry.fields] == ["titl", "year"]
    assert [text[fault.start :][:4] for fault in entry.faults] == ["year"]


class _Counted:
    """An expression that counts how many characters it goes through."""

    def __init__(self, expression: re.Pattern[str], work: list[int]) -> None:
        self._expression, self._work = expression, work

    def search(self, text: str, start: int = 0, end: int = 2**60) -> re.Match[str] | None:
        match = self._expression.search(text, start, end)
        self._work[0] += 1 + (match.end() if match else min(end, len(text))) - start
        return match

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        match = self._expression.match(text, start)
        self._work[0] += 1 + (match.end() - start if match else 0)
        return match

    def finditer(self, text: str, start: int = 0) -> Any:
        at = start
        for match in self._expression.finditer(text, start):
            self._work[0] += 1 + match.end() - at
            at = match.end()
            yield match
        self._work[0] += len(text) - at


@pytest.mark.parametrize(
    "piece",
    [
        "@book{a,}", "@book{k, title = {", "@book{k, title = {\n", "@book{k\n", "@comment{", "@comment(", "@a{k,x={{1, y=2} ",
        "@a{k,f={1},x={{1,\n y=2} \n", '@a{k, t="x\n', '@a{k, t="x}\n', "@a(k, t={x}\n", "@a{k, x y z, {", "{", "@a", "@a{k,t=",
        "@a{,t={\n@b{x, y={1}", "@a{k,t={1}#", "@a{k,x={a\n,y=", "@a{k,t={x}\n}\n@b{z,\n u={", "@a{k,f={1},\n x={y\n@b{c{",
    ],
)  # fmt: skip
def test_the_work_doubles_with_the_file(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work = [0]
    for name in ("_OUTSIDE", "_LINE_HEAD", "_ANY_HEAD", "_GAP", "_COMMAS", "_JUNK", "_SWALLOWED", "_NAME", "_PARENTHESIS",
                 "_PARENTHESIS_OR_ENTRY", "_ONLY_BRACES"):  # fmt: skip
        monkeypatch.setattr(bib_records, name, _Counted(getattr(bib_records, name), work))
    for reading in ("_TRUSTING", "_SURELY", "_BY_LINES", "_ANYWHERE"):
        for name in ("braces", "quotes"):
            plain = getattr(getattr(bib_records, reading), name)
            monkeypatch.setattr(getattr(bib_records, reading), name, _Counted(plain, work))
    counts = []
    for times in (1000, 2000):
        work[0] = 0
        list(entries(piece * times))
        counts.append(work[0])
    assert counts[1] <= 2.2 * counts[0] + 1000


@given(st.text(st.sampled_from('@{}(),="#%\\ \nabk'), max_size=80))
def test_every_entry_has_its_place(text: str) -> None:
    end = 0
    for entry in entries(text):
        assert end <= entry.start
        end = entry.start + entry.length
        assert end <= len(text)

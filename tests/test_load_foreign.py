"""What the readers of other programs' files share."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.errors import LibraryError
from collabref.load import bib_file, csl_json, nbib_file, ris_file
from collabref.load.datafile import DataFile
from collabref.load.foreign import MAX_PROBLEMS, Ids, Lines, Problems, pages, person, split_given


def test_the_problems_of_a_file_are_in_its_order():
    problems = Problems("a.json")
    problems.add("b", (3, 1), "Third.")
    problems.add("a", (1, 2), "First.", "Do it.")
    assert [(each.line, each.sentence) for each in problems.all()] == [(1, "First. Do it."), (3, "Third.")]


@pytest.mark.parametrize("more", [0, 1, 5000])
def test_of_many_problems_the_first_are_kept(more: int):
    problems = Problems("a.json")
    for line in range(MAX_PROBLEMS + more):
        problems.add("a", (line + 1, 1), "Wrong.")
    kept = problems.all()
    assert len(kept) == MAX_PROBLEMS + bool(more)
    if more:
        assert kept[-1].line == MAX_PROBLEMS + 1
        assert kept[-1].message == f"There are {more:,} more problems from here on, which are not listed."


# Of each reader: a file, a faulty record of its format, a good one, and one that asks for an id.
READERS = {
    "a.bib": (bib_file, "@misc{%s, title = x}\n", "@misc{, author={Smith, A}, year=2008}\n", "@misc{smith-2008, title={T}}\n"),
    "a.json": (csl_json, '{"id": "%s", "title": x},\n',
               '{"type": "book", "title": "T", "author": [{"family": "Smith"}], "issued": {"date-parts": [[2008]]}},\n',
               '{"type": "book", "id": "smith-2008"},\n'),
    "a.nbib": (nbib_file, "\nTI  - Title %s.\nSO  - x\n", "\nPMID- 1\nTI  - T\nFAU - Smith, A\nDP  - 2008\nSO  - x\n", ""),
    "a.ris": (ris_file, "TY  - BOOK\nTI  - Title %s\n", "TY  - BOOK\nTI  - T\nAU  - Smith, A\nPY  - 2008\nER  - \n",
              "TY  - BOOK\nID  - smith-2008\nTI  - T\nER  - \n"),
}  # fmt: skip


def read(reader: ModuleType, name: str, text: str) -> DataFile:
    source: DataFile = reader.read((f"[{text}]" if name == "a.json" else text).encode(), name)
    return source


@pytest.mark.parametrize(
    ("name", "rule", "others"),  # the good entries of the .bib file have no key
    [("a.bib", "undefined-string", 2), ("a.json", "csl-item", 0), ("a.nbib", "nbib-record", 0), ("a.ris", "ris-record", 0)],
)  # fmt: skip
def test_every_reader_counts_the_problems_beyond_a_limit(name: str, rule: str, others: int):
    reader, faulty, good, _ = READERS[name]
    more = 25
    source = read(reader, name, good + "".join(faulty % f"k{number}" for number in range(MAX_PROBLEMS + more)) + good)
    assert len(source.problems) == MAX_PROBLEMS + 1
    assert {each.rule for each in source.problems[:-1]} == {rule}
    assert source.problems[-1].message == (
        f"There are {more + others} more problems from here on, which are not listed."
    )


@pytest.mark.parametrize("name", ["a.bib", "a.json", "a.ris"])
def test_every_reader_leaves_an_id_to_the_record_that_asks_for_it(name: str):
    reader, _, without, asks = READERS[name]
    source = read(reader, name, without + asks)
    assert [item["id"] for item in source.data["references"]] == ["smith-2008-2", "smith-2008"]
    assert [next(iter(item)) for item in source.data["references"]] == ["id", "id"]
    assert source.mark(("references", 1)) == (without.count("\n") + 1, 1)
    assert "duplicate-key" not in {each.rule for each in source.problems}


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.bib", "This is not BibTeX"), ("a.ris", "This is not RIS"), ("a.nbib", "This is not PubMed’s format"),
     ("a.json", "This is not CSL-JSON")],
)  # fmt: skip
def test_a_file_without_records_is_refused_for_that_and_not_for_its_encoding(name: str, message: str):
    with pytest.raises(LibraryError) as raised:
        READERS[name][0].read("Café\n".encode("latin-1"), name)
    assert raised.value.problem.message.startswith(message)


@pytest.mark.parametrize("name", READERS)
def test_every_reader_says_of_an_empty_file_what_to_do(name: str):
    with pytest.raises(LibraryError) as raised:
        READERS[name][0].read(b" \n", name)
    assert raised.value.problem.message == "The file is empty."
    assert raised.value.problem.hint.startswith("Export the ")


def test_what_is_left_out_begins_at_its_first_problem():
    problems = Problems("a.bib")
    for line in [*range(2, MAX_PROBLEMS + 2), 2000, 1]:
        problems.add("a", (line, 1), "Wrong.")
    assert problems.all()[-1].line == 1


def test_an_id_that_is_made_is_none_that_another_record_wants():
    ids = Ids(["same", "same", "Same-2"])
    assert ids.give("same", {}, (1, 1)) == ("same", None)
    assert ids.give("same", {}, (2, 1)) == ("same-3", (1, 1))
    assert ids.give("Same-2", {}, (3, 1)) == ("Same-2", None)


def test_an_id_that_is_made_leaves_one_that_a_later_record_has_to_it():
    smith = {"author": [{"family": "Smith"}], "issued": {"date-parts": [[2008]]}}
    ids = Ids(["", "smith-2008"])
    assert ids.give("", smith, (1, 1)) == ("smith-2008-2", None)
    assert ids.give("smith-2008", {}, (2, 1)) == ("smith-2008", None)


@given(st.text(alphabet="a\n", max_size=20))
def test_offsets_are_lines_and_columns_in_any_order(text: str):
    lines = Lines(text)
    for position in reversed(range(len(text) + 1)):
        before = text[:position]
        assert lines.mark(position) == (before.count("\n") + 1, position - before.rfind("\n"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Jan van", ("Jan", "van")),
        ("Ana Rosa de la", ("Ana Rosa", "de la")),
        ("Gerard ’t", ("Gerard", "’t")),
        ("Jean d'", ("Jean", "d'")),
        ("Jan", ("Jan", "")),
        ("van", ("van", "")),
        ("bell", ("bell", "")),
        ("jan van", ("jan van", "")),
        ("J. r.", ("J. r.", "")),
        ("Jan Van", ("Jan Van", "")),
        ("太郎 山田", ("太郎 山田", "")),
        ("", ("", "")),
    ],
)
def test_words_in_lower_case_after_given_names_are_a_particle(given: str, expected: tuple[str, str]):
    assert split_given(given) == expected


def test_a_person_has_both_particles():
    assert person("van der Berg", "Jan de", "Jr") == {
        "non-dropping-particle": "van der", "family": "Berg", "given": "Jan", "dropping-particle": "de", "suffix": "Jr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1–9", "1-9"), ("1 -- 9", "1-9"), ("S1—S9, e3", "S1-S9, e3"), ("1-9", "1-9"), ("e-3", "e-3"), ("1 - 9", "1-9")],
)
def test_pages_have_a_hyphen(written: str, expected: str):
    assert pages(written) == expected

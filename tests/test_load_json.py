import contextlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.errors import LibraryError
from collabref.load import DataFile, csl_json, json_items
from collabref.model import csl
from collabref.model.reference import keywords_of
from collabref.store import open_store
from collabref.text.fold import fold

EXPORT = "Export the library as “CSL JSON” or “Better CSL JSON”."
DATA = Path(__file__).parent / "data" / "foreign"
CORRECT = "Correct it in the program that exported it."


def read(text: str) -> DataFile:
    return csl_json.read(text.encode(), "a.json")


def told(text: str) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule}: {each.sentence}" for each in read(text).problems]


def ids(text: str) -> list[str]:
    return [item["id"] for item in read(text).data["references"]]


def test_an_item_is_kept_as_it_is():
    item = {"id": "wenger1998", "type": "book", "title": "Practice", "my-field": {"deep": [1, 2.5, None]}}
    source = read(json.dumps([item]))
    assert source.data == {"references": [item]}
    assert (source.strict, source.problems) == (False, ())


def test_every_item_has_its_place():
    source = read(
        '[\n  {"id": "é", "type": "book"}, {"id": "b",\n  "type": "book"}\n,\n\n {"id": "c", "type": "book"}]'
    )
    assert dict(source.marks) == {("references", 0): (2, 3), ("references", 1): (2, 32), ("references", 2): (6, 2)}


@pytest.mark.parametrize("key", ["items", "references"])
def test_a_list_may_stand_under_a_key(key: str):
    assert ids(f' {{ "{key}" : [{{"id": "a", "type": "book"}}]}}') == ["a"]


def test_a_byte_order_mark_is_passed_over():
    assert csl_json.read(b'\xef\xbb\xbf[{"id": "a", "type": "book"}]', "a.json").data["references"][0]["id"] == "a"


def test_a_numeric_id_becomes_text():
    assert ids('[{"id": 5, "type": "book"}]') == ["5"]


def test_an_empty_list_is_an_empty_library():
    assert read("[]") == DataFile("a.json", {"references": []}, {}, strict=False)


BAD = {
    "empty": (b"", ":1:1: The file is empty. Export the library again as CSL JSON."),
    "blank": (b" \n\n", ":1:1: The file is empty. Export the library again as CSL JSON."),
    "words": (b"just words", f":1:1: This is not CSL-JSON: it must be a list of items. {EXPORT}"),
    "number": (b"\n\n  5", f":3:3: This is not CSL-JSON: it must be a list of items. {EXPORT}"),
    "one object": (b'{"a": {"b": 1}}', f":1:1: This is not CSL-JSON: it must be a list of items. {EXPORT}"),
    "binary": (b"[\x00]", ":1:2: This is a binary file (it holds a NUL byte). Name a text file."),
    "open list": (b"[", f":1:2: The file ends in the middle of the list. {CORRECT}"),
    "list of words": (b'["a"]', f":1:2: This item is not an object with fields. {CORRECT}"),
    "no id": (b'[\n {"type": "book"}]', f":2:2: This item has no id. {CORRECT}"),
    "blank id": (b'[{"id": " ", "type": "book"}]', f":1:2: This item has no id. {CORRECT}"),
    "no type": (b'[{"id": "a"}]', f":1:2: This item has no type. {CORRECT}"),
    "key twice": (
        b'[{"id": "a", "type": "book", "id": "b"}]',
        f":1:2: This item is not valid JSON (it has the key “id” twice). {CORRECT}",
    ),
    "newline in text": (
        b'[{"id": "a\nb", "type": "book"}]',
        f":1:11: This item is not valid JSON (invalid control character at). {CORRECT}",
    ),
}


@pytest.mark.parametrize(("raw", "sentence"), BAD.values(), ids=BAD)
def test_bad_input_is_told_with_its_place_and_nothing_is_written(
    raw: bytes, sentence: str, library: Callable[..., str], small: str, cache: Path
):
    path = library(raw, "zotero.json")
    with pytest.raises(LibraryError) as caught:
        open_store([path])
    assert str(caught.value) == path + sentence.replace("PATH", path)
    assert not cache.exists()


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("{oops}", "2:2 csl-item: This item is not valid JSON (expecting property name enclosed in double quotes)."),
        ('{"id": "b" "type"}', "2:12 csl-item: This item is not valid JSON (expecting ',' delimiter)."),
        ('{"id": "b"}', "2:1 csl-item: This item has no type."),
        ("null", "2:1 csl-item: This item is not an object with fields."),
    ],
)
def test_one_broken_item_costs_no_other(broken: str, problem: str):
    text = f'[{{"id": "a", "type": "book"}},\n{broken},\n{{"id": "c", "type": "book"}}]'
    assert ids(text) == ["a", "c"]
    assert told(text) == [f"{problem} {CORRECT}"]


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        ("", "1:29 csl-item: The file ends in the middle of the list."),
        (",", "1:30 csl-item: The file ends in the middle of the list."),
        (',\n{"id": "b", "ty', "2:13 csl-item: This item is not valid JSON (unterminated string starting at)."),
        (',\n{"id": "b", "author": [', "2:24 csl-item: This item is not valid JSON (expecting value)."),
    ],
)
def test_of_a_file_that_was_cut_off_the_beginning_is_read(end: str, problem: str):
    text = '[{"id": "a", "type": "book"}' + end
    assert ids(text) == ["a"]
    assert told(text) == [f"{problem} {CORRECT}"]


HOSTILE = {
    "open brackets": b"[" * 30_000,
    "closed brackets": b"[" * 30_000 + b"]" * 30_000,
    "open braces": b"[" + b'{"a":' * 30_000,
    "endless number": b'[{"id": "a", "type": "book", "volume": ' + b"9" * 100_000 + b"}]",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_neither_crashes_nor_hangs(raw: bytes, library: Callable[..., str]):
    program = """
import sys
from collabref.errors import LibraryError
from collabref.load import read_datafile
try:
    read_datafile(sys.argv[1])
except LibraryError as error:
    print(error.problem.rule, error.problem.line, error.problem.column)
"""
    run = subprocess.run(
        [sys.executable, "-c", program, library(raw, "a.json")], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "csl-item 1 2\n", "")


@given(st.binary() | st.binary().map(lambda raw: b"[" + raw))
def test_any_bytes_are_read_or_refused(raw: bytes):
    items: list[dict[str, Any]] = []
    with contextlib.suppress(LibraryError):
        items = csl_json.read(raw, "a.json").data["references"]
    assert all(isinstance(item["id"], str) and item["id"].strip() for item in items)


@given(st.lists(st.sampled_from([*'[]{}:,"\\ \n01-', '"id":"a"', '"type":"book"', "null", '},{"id":"b","type":"book"']))
       .map("".join))  # fmt: skip
def test_any_json_punctuation_is_read_or_refused(text: str):
    try:
        source = read('[{"id":"a","type":"book"},' + text)
    except LibraryError:
        pytest.fail("the first item is whole, so something can be read")
    assert source.data["references"][0] == {"id": "a", "type": "book"}


WORD = st.text("aé中Ωz019", min_size=1, max_size=20)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&"), min_size=1, max_size=20)
NAMES = st.lists(
    st.fixed_dictionaries({"family": WORD}, optional={"given": WORD, "suffix": WORD}), min_size=1, max_size=3
)
DATES = st.fixed_dictionaries(
    {
        "date-parts": st.lists(
            st.tuples(st.integers(1, 2100), st.integers(1, 12), st.integers(1, 31)).map(list), min_size=1, max_size=2
        )
    }
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"id": WORD, "type": st.sampled_from(sorted(csl.TYPES))},
        optional={
            "title": TEXT,
            "author": NAMES,
            "editor": NAMES,
            "issued": DATES,
            "volume": TEXT | st.integers(),
            "x": TEXT,
        },
    ),
    max_size=5,
    unique_by=lambda item: fold(item["id"]),
)


@given(ITEMS, st.booleans(), st.sampled_from([None, 2]))
def test_items_come_back_as_they_were_written(items: list[dict[str, Any]], ascii_only: bool, indent: int | None):
    source = read(json.dumps(items, ensure_ascii=ascii_only, indent=indent))
    assert source.data["references"] == items
    assert source.problems == ()


def test_a_file_in_latin_1_is_read_and_named():
    source = csl_json.read(b'[\n{"id": "a", "type": "book", "title": "Caf\xe9"}]', "a.json")
    assert source.data["references"][0]["title"] == "Café"
    assert [(each.rule, each.line, each.column) for each in source.problems] == [("not-utf-8", 2, 42)]


def test_after_a_broken_item_the_others_are_read():
    text = b"""[{"id":"z","type":"book"},
{"id":"a","type":"book","author":[{"family":"A"},{"family":"B"}], oops},
{"id":"b","type":"book"}]"""
    source = csl_json.read(text, "a.json")
    assert [item["id"] for item in source.data["references"]] == ["z", "b"]
    assert [each.line for each in source.problems] == [2]


@pytest.mark.parametrize("field", ['"title": "\\ud800"', '"issued": {"date-parts": [[1e999]]}'])
def test_an_item_that_could_not_be_written_again_is_named_and_not_read(field: str):
    source = read('[{"id":"a","type":"book"},\n{"id":"b","type":"book",' + field + "}]")
    assert [item["id"] for item in source.data["references"]] == ["a"]
    assert [each.line for each in source.problems] == [2]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('"author": 5', "“author” must be a list, not a whole number; it is left out."),
        ('"author": [5, {"family": "A"}]', "“author” has a name that is not text; it is left out."),
        ('"author": [{"given": {"x": 1}}]', "“author” has a name that is not text; it is left out."),
        ('"issued": {"date-parts": {"a": 1}}', "“issued” must be a list, not a mapping; it is left out."),
        ('"issued": {"date-parts": [{"a": 1}]}', "“issued” must be a list, not a mapping; it is left out."),
        ('"volume": true', "“volume” must be a whole number, a number or text, not true or false; it is left out."),
        ('"container-title": ["A", "B"]', "“container-title” is a list of 2; only the first is read."),
    ],
)
def test_a_variable_of_another_shape_costs_no_more_than_itself(field: str, message: str):
    text = '[{"id":"a","type":"book"},\n{"id":"b","type":"book","title":"B",' + field + "}]"
    assert read(text).data["references"][1]["title"] == "B"
    assert told(text) == [f"2:1 csl-item: {message} {CORRECT}"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "custom", ["5", '"x"', '{"results": 5}', '{"results": [{}]}', '{"about": [[]]}', '{"design": []}']
)
def test_what_another_program_keeps_under_custom_is_kept_and_not_taken_for_ours(library, custom: str):
    path = library(
        '[{"id":"a","type":"book","issued":{"date-parts":[[123456789012345678901234567890]]},"custom":' + custom + "}]",
        "a.json",
    )
    assert open_store([path]).get("reference", "a")["custom"] == json.loads(custom)


# --- what other programs write ----------------------------------------------------------------------------------

FOREIGN: dict[str, tuple[str, Any]] = {
    "K03-json-rich-text-in-titles": ("title", "Spread of E. coli among 10⁶ records"),
    "K04-json-superscript-exported": ("title", "Among 10⁶ births"),
    "K05-json-particle-after-the-given-name": ("author", [
        {"family": "Bergh", "given": "Jan", "dropping-particle": "van"},
        {"family": "Melo", "given": "Ana Rosa", "dropping-particle": "de"}]),
    "K07-json-date-in-words": ("issued", {"date-parts": [[2012, 3, 12]]}),
    "K30-vancouver-en-dash": ("page", "123-129"),
    "K31-json-names-of-other-shapes": ("author", [{"literal": "Ward Study Group", "sequence": "first"}]),
    "K32-json-crossref-issn-list": ("ISSN", "1234-5679, 2345-6781"),
    "K32-json-crossref-undated": ("issued", None),
    "K33-json-types-that-are-none": ("type", "article-journal"),
    "K34-json-month-zero": ("issued", {"date-parts": [[2019]]}),
    "K36-json-pmid-in-the-note": ("PMID", "12345678"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_other_programs_write_is_read_as_it_is_meant(name: str):
    variable, expected = FOREIGN[name]
    (item,) = csl_json.read((DATA / f"{name}.json").read_bytes(), "a.json").data["references"]
    assert item.get(variable) == expected
    assert "note" not in item


def normal(**item: Any) -> dict[str, Any]:
    """An item as it is read, without its id and type."""
    (found,) = read(json.dumps([{"id": "a", "type": "book", **item}])).data["references"]
    return {name: value for name, value in found.items() if name not in ("id", "type")}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"title": ["A title"]}, {"title": "A title"}),
        ({"title": []}, {}),
        ({"title": ["Main"], "subtitle": ["Sub"]}, {"title": "Main: Sub"}),
        ({"title": "Main: Sub", "subtitle": []}, {"title": "Main: Sub", "subtitle": []}),
        ({"container-title": ["J"], "short-container-title": ["S"]}, {"container-title": "J", "container-title-short": "S"}),
        ({"title": "Health &amp; <b>care</b>", "publisher": "A &lt;i&gt;B&lt;/i&gt;"}, {"title": "Health & care", "publisher": "A B"}),
        ({"DOI": ["https://doi.org/10.1000/A<1:B>C"]}, {"DOI": "10.1000/A<1:B>C"}),
        ({"doi": "10.1000/a", "url": "https://example.org/?a=1&amp=2", "pmid": "PMID: 12"},
         {"DOI": "10.1000/a", "URL": "https://example.org/?a=1&amp=2", "PMID": "12"}),
        ({"PMCID": "3456789"}, {"PMCID": "PMC3456789"}),
        ({"PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3456789/"}, {"PMCID": "PMC3456789"}),
        ({"page": "1--9"}, {"page": "1-9"}),
        ({"page": "S1 — S9"}, {"page": "S1-S9"}),
        ({"keyword": ["ward", "care"]}, {"keyword": "ward, care"}),
        ({"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2019, 5]]}},
         {"published-print": {"date-parts": [[2019, 5]]}, "issued": {"date-parts": [[2019, 5]]}}),
        ({"issued": {"date-parts": [[2018]]}, "published-print": {"date-parts": [[2019]]}},
         {"issued": {"date-parts": [[2018]]}, "published-print": {"date-parts": [[2019]]}}),
        ({"year": 2012}, {"issued": {"date-parts": [[2012]]}}),
        ({"accessed": "12 March 2012"}, {"accessed": {"date-parts": [[2012, 3, 12]]}}),
        ({"issued": "in press"}, {"issued": {"literal": "in press"}}),
        ({"institution": [{"name": "medRxiv"}]}, {"institution": [{"name": "medRxiv"}], "publisher": "medRxiv"}),
        ({"event": {"name": "Ward Days", "location": "York"}}, {"event-title": "Ward Days", "event-place": "York"}),
        ({"journal-issue": {"issue": "3"}}, {"journal-issue": {"issue": "3"}, "issue": "3"}),
        ({"volume": 3, "title": None}, {"volume": 3}),
    ],
)  # fmt: skip
def test_variables_of_other_shapes_become_csl(written: dict[str, Any], expected: dict[str, Any]):
    assert normal(**written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wenger, Etienne", [{"family": "Wenger", "given": "Etienne"}]),
        ("Wenger, Etienne; Ward Group", [{"family": "Wenger", "given": "Etienne"}, {"literal": "Ward Group"}]),
        (["van Bergh, Jan"], [{"non-dropping-particle": "van", "family": "Bergh", "given": "Jan"}]),
        ({"family": "A"}, [{"family": "A"}]),
        ([{"name": "Group"}], [{"literal": "Group"}]),
        ([{"name": "Moss, Ivy", "givenName": "Ivy", "familyName": "Moss"}], [{"given": "Ivy", "family": "Moss"}]),
        ([{"firstName": "Ivy", "lastName": "Moss"}], [{"given": "Ivy", "family": "Moss"}]),
        ([{"family": "Moss", "given": None, "suffix": ""}], [{"family": "Moss"}]),
        ([{"family": "", "given": ""}, {"literal": " "}, {}, ""], None),
        ([{"family": "WHO", "isInstitution": "true"}], [{"literal": "WHO", "isInstitution": "true"}]),
        ([{"family": "O&apos;Brien", "given": "A<sup>1</sup>"}], [{"family": "O'Brien", "given": "A¹"}]),
        ([{"family": 5}], [{"family": "5"}]),
        ([{"family": "King", "given": "Martin, Jr."}], [{"family": "King", "given": "Martin", "suffix": "Jr."}]),
        ([{"family": "Hooft", "given": "Gerard ’t"}], [{"family": "Hooft", "given": "Gerard", "dropping-particle": "’t"}]),
        ([{"family": "Hooks", "given": "bell"}], [{"family": "Hooks", "given": "bell"}]),
        ([{"family": "Roe", "given": "J. r."}], [{"family": "Roe", "given": "J. r."}]),
        ([{"family": "Melo", "given": "Ana de", "dropping-particle": "da"}],
         [{"family": "Melo", "given": "Ana de", "dropping-particle": "da"}]),
    ],
)  # fmt: skip
def test_names_of_other_shapes_become_csl(written: Any, expected: Any):
    assert normal(author=written).get("author") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("PMID: 12345678\nPMCID: PMC3456789", {"PMID": "12345678", "PMCID": "PMC3456789"}),
        ("PMID: 12345678 PMCID: 3456789; DOI: 10.1000/x", {"PMID": "12345678", "PMCID": "PMC3456789", "DOI": "10.1000/x"}),
        ("Read on the ward.\nPMID: 12345678", {"PMID": "12345678", "note": "Read on the ward."}),
        ("Original Date: 1999-03\nStatus: in press\n\nSource: ours", {
            "original-date": {"date-parts": [[1999, 3]]}, "status": "in press", "source": "ours"}),
        ("Mine.\nStatus: unread", {"note": "Mine.\nStatus: unread"}),
        ("translator: Moss || Ivy\ntranslator: Ward Group", {"translator": [{"family": "Moss", "given": "Ivy"}, {"literal": "Ward Group"}]}),
        ("{:PMID: 12345678} {:volume: 3} mine", {"PMID": "12345678", "volume": "3", "note": "mine"}),
        ("PMID: none", {"note": "PMID: none"}),
        ("tex.key: x", {"note": "tex.key: x"}),
        ("Note: this", {"note": "Note: this"}),
        ("issued: soon", {"note": "issued: soon"}),
    ],
)  # fmt: skip
def test_a_note_gives_variables(note: str, expected: dict[str, Any]):
    assert normal(note=note) == expected


def test_a_note_replaces_nothing_that_is_there():
    assert normal(PMID="1", note="PMID: 2") == {"PMID": "1", "note": "PMID: 2"}
    assert normal(PMID="1", note="PMID: 1") == {"PMID": "1"}
    assert normal(extra="PMID: 1") == {"PMID": "1"}


def kind(written: Any, **item: Any) -> str:
    (found,) = read(json.dumps([{"id": "a", "title": "T", "type": written, **item}])).data["references"]
    return str(found["type"])


@pytest.mark.parametrize(
    ("written", "expected"),
    [("journal-article", "article-journal"), ("journalArticle", "article-journal"), ("Article-Journal", "article-journal"),
     ("article_journal", "article-journal"), ("legal-case", "legal_case"), ("proceedings-article", "paper-conference"),
     ("posted-content", "article"), ("book-chapter", "chapter"), ("bookSection", "chapter"), ("monograph", "book"),
     ("dissertation", "thesis"), ("computerProgram", "software"), ("nonsense", "document"), (5, "document"), (None, "document")],
)  # fmt: skip
def test_types_of_other_programs_become_csl(written: Any, expected: str):
    assert kind(written) == expected


def test_the_type_of_what_nobody_knows_is_one_that_cites_it():
    assert kind("x", **{"container-title": "J", "volume": "3"}) == "article-journal"
    assert kind("x", **{"container-title": "B"}) == "chapter"
    assert (kind("x", ISBN="1"), kind("x", publisher="P"), kind("x", URL="https://x.org")) == (
        "book",
        "report",
        "webpage",
    )
    assert kind("posted-content", subtype="preprint") == "article"


def test_a_type_that_is_none_is_named_once():
    item = '{"id": "%s", "type": "journal-article", "title": "T"}'
    assert told(f"[{item % 'a'},\n{item % 'b'},\n{item % 'c'}]") == [
        f"1:2 csl-type: “journal-article” is not a type of CSL; it is read as “article-journal”, here and in 2 other items. {CORRECT}"
    ]
    assert told('[{"id": "a", "title": "T"}]') == [
        f"1:2 csl-type: This item has no type; it is read as “document”. {CORRECT}"
    ]


def test_one_id_twice_costs_neither_item():
    item = '{"id": "%s", "type": "book"}'
    text = f"[{item % 'same'},\n{item % 'Same'},\n{item % 'same-2'}]"
    assert ids(text) == ["same", "Same-3", "same-2"]
    assert told(text) == [
        "2:1 duplicate-key: The id “Same” is already used in line 1; this item is read as “Same-3”. Give each item its own id."
    ]


def test_an_item_without_an_id_gets_one_of_its_author_and_year():
    item = {"type": "book", "title": "T", "author": [{"family": "Moss"}], "issued": {"date-parts": [[2012]]}}
    assert ids(json.dumps([item, item])) == ["moss-2012", "moss-2012-2"]


WORK = '{"DOI": "10.1000/a", "type": "book", "title": ["T"], "author": [{"family": "Moss"}]}'


@pytest.mark.parametrize(
    "text",
    [
        WORK,
        f"{WORK}\n{WORK}",
        f'{{"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": {WORK}}}',
        f'{{"status": "ok", "message-type": "work-list", "message": {{"facets": {{}}, "total-results": 1, "items": [{WORK}], "query": {{}}}}}}',
        f'{{"config": {{}}, "items": [{WORK}]}}',
    ],
)  # fmt: skip
def test_a_work_alone_one_a_line_and_what_an_api_answers_are_read(text: str):
    source = read(text)
    assert [item["title"] for item in source.data["references"]] == ["T"] * text.count("Moss")
    assert source.problems == ()


# --- what is damaged --------------------------------------------------------------------------------------------

SOUND = [
    {
        "id": f"zz{letter}", "type": "article-journal", "title": f'Of “{letter}” and "{letter}" {{x}} [y]',
        "author": [{"family": "Okoro", "given": "A."}, {"literal": "Ward, Inc."}],
        "issued": {"date-parts": [[2001, 2]]}, "custom": {"parts": [{"id": 1}, {"id": 2}]},
    }
    for letter in "abcd"
]  # fmt: skip


@given(
    layout=st.sampled_from([(None, ","), (None, ",\n"), (1, ",\n"), (2, ", ")]),
    alphabetical=st.booleans(),
    number=st.integers(0, 3),
    place=st.floats(0, 1, exclude_max=True),
    change=st.sampled_from(["delete", *'"\\{}[]:,x1 \x01', "]}", '"}', "{" * 9]),
)
def test_damage_to_an_item_costs_no_other_and_is_named(
    layout: tuple[int | None, str], alphabetical: bool, number: int, place: float, change: str
):
    indent, between = layout
    texts = [json.dumps(item, indent=indent, sort_keys=alphabetical, ensure_ascii=False) for item in SOUND]
    at = int(place * len(texts[number]))
    after = texts[number][at + 1 :] if change == "delete" else change + texts[number][at:]
    texts[number] = texts[number][:at] + after
    source = read(f"[{between.join(texts)}]")
    read_ids = [item["id"] for item in source.data["references"]]
    others = [item["id"] for item in SOUND if item is not SOUND[number]]
    assert [id for id in read_ids if id in others] == others
    try:
        damaged = json.loads(texts[number].strip(", "))
    except ValueError:
        assert source.problems
        begun = f"[{between.join(texts[:number])}".count("\n") + 1
        assert {begun <= each.line <= begun + texts[number].count("\n") + 1 for each in source.problems} == {True}
    else:
        assert len(read_ids) == 4 or not isinstance(damaged, dict)


@pytest.mark.parametrize("name", ["stray-character", "json-neighbour", "json-neighbour-quote"])
def test_neighbours_of_what_is_torn_are_read(name: str):
    source = csl_json.read((DATA / f"{name}.json").read_bytes(), "a.json")
    expected = {"stray-character": "abc"}.get(name, "acd")
    assert [item["id"] for item in source.data["references"]] == [f"zz{letter}" for letter in expected]
    assert [each.line for each in source.problems] == [2]


@pytest.mark.parametrize(
    ("text", "read_ids", "messages"),
    [
        ("[A B]", "ab", []),
        ("[A,,B,]", "ab", []),
        ("[A,]B]", "ab", ["The list ends here, but more items follow."]),
        ("[A]\n[B]", "ab", ["The list ends here, but more items follow.", "There is an extra “[” here."]),
        ("[[A,B]]", "ab", ["There is an extra “[” here.", "The text after the end of the list is not read."]),
        ("[A}},B]", "ab", ["There is an extra “}” here."]),
        ("[A,null,B]", "ab", ["This item is not an object with fields."]),
        ('[A,"id":"x","type":"book","author":[{"family":"X"}]},B]', "ab", ["This is not part of any item; it is left out."]),
        ("[A,B]more", "ab", ["The text after the end of the list is not read."]),
        ('[A,{"id":"x","type":"book","a"}"title":"X"},B]', "ab", [
            "This item is not valid JSON (expecting ':' delimiter)."]),
    ],
)  # fmt: skip
def test_what_is_between_items_costs_none(text: str, read_ids: str, messages: list[str]):
    for letter in "AB":
        text = text.replace(letter, f'{{"id":"{letter.lower()}","type":"book"}}', 1)
    source = read(text)
    assert [item["id"] for item in source.data["references"]] == list(read_ids)
    assert [each.message for each in source.problems] == messages


@pytest.mark.parametrize(
    "part",
    ['{"id": x},', '{"id":', '{"id":[,', '{"id":"a","x":[,', '"', "[", "1,", '{"id":"a","type":"b"}]', '{"a":1,"b":', '{"x":{"id":1},'],
)  # fmt: skip
def test_damage_without_end_takes_linear_work(part: str, monkeypatch: pytest.MonkeyPatch):
    """The text parsed, and the text scanned for brackets, grow no faster than the file."""

    def work(count: int) -> int:
        text = "[" + part * count
        looked = 0

        class Looking:
            def __init__(self, pattern: Any) -> None:
                self._pattern = pattern

            def match(self, text: str, start: int, *end: int) -> Any:
                nonlocal looked
                found = self._pattern.match(text, start, *end)
                looked += found.end() - start if found else (end[0] if end else len(text)) - start
                return found

        def parsed(source: str) -> Any:
            nonlocal looked
            looked += len(source)
            return original(source)

        original, pattern = json_items._parsed, json_items._TO_BRACKET
        with monkeypatch.context() as patch:
            patch.setattr(json_items, "_TO_BRACKET", Looking(pattern))
            patch.setattr(json_items, "_parsed", parsed)
            patch.setattr(json_items, "MAX_RECORD", 1000)
            for _ in json_items.split(text, 1):
                pass
        return looked

    small, large = work(2_000), work(4_000)
    assert large <= 3 * small + 1000
    assert large <= 12 * len("[" + part * 4_000) + 10_000


@pytest.mark.parametrize("names", [("date", "year"), ("year", "date")])
def test_of_two_names_for_one_variable_the_better_wins_whatever_their_order(names: tuple[str, str]):
    values = {"year": 2012, "date": "2012-05-03"}
    text = json.dumps([{"id": "a", "type": "book", "title": "A", **{name: values[name] for name in names}}])
    assert read(text).data["references"][0]["issued"] == {"date-parts": [[2012, 5, 3]]}


def test_a_keyword_with_a_comma_stays_one():
    subject = ["Public Health, Environmental and Occupational Health", "General Medicine"]
    text = json.dumps([{"id": "a", "type": "book", "title": "A", "subject": subject}])
    assert keywords_of(read(text).data["references"][0]) == subject

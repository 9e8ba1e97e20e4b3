import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from screens import Run

from collabref.errors import LibraryError, Problem
from collabref.kinds import BY_KEY
from collabref.load import DataFile, yaml_file
from collabref.store import open_store

pytest_plugins = ["screens"]

KEYS = ", ".join(BY_KEY)
LOOK = "Look at this line and the one before it."


def value(written: str) -> Any:
    """The value that ``written`` has in a library file."""
    return yaml_file.read(f"terms:\n- a: {written}\n".encode(), "a.yaml").data["terms"][0]["a"]


PLAIN_WORDS = """
no yes on off NO Yes y n nUll TrUe = <<
010 0o10 0x1F -0x1 1.10 1e3 1_000 .5 .inf .NaN +5
2008-06-28 2008-06-28T12:00:00Z 12:30 1138-1143
"""


@pytest.mark.parametrize("text", PLAIN_WORDS.split())
def test_plain_words_stay_text(text: str):
    assert value(text) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5", 5), ("0", 0), ("-12", -12), ("true", True), ("True", True), ("FALSE", False),
        ("null", None), ("~", None), ("", None), ("Null", None), ("NULL", None),
    ],
)  # fmt: skip
def test_whole_numbers_truth_and_nothing_are_read(written: str, expected: object):
    assert value(written) == expected
    assert type(value(written)) is type(expected)


@pytest.mark.parametrize("written", ['"5"', "'5'", "!!str 5", "! 5", "|-\n    5", ">-\n    5"])
def test_what_is_quoted_or_tagged_as_text_is_text(written: str):
    assert value(written) == "5"


@pytest.mark.parametrize("written", ['""', "''", '"null"', "'true'"])
def test_quoted_words_are_never_nothing_or_truth(written: str):
    assert value(written) == written[1:-1]


def test_numbers_longer_than_any_count_stay_text():
    assert value("9" * 5000) == "9" * 5000


def test_keys_are_text_whatever_they_look_like():
    source = yaml_file.read(b"terms: [{5: a, no: b, null: c, '': d}]", "a.yaml")
    assert source.data == {"terms": [{"5": "a", "no": "b", "null": "c", "": "d"}]}


def test_everything_keeps_its_place():
    source = yaml_file.read(b"terms:\n- id: a\n  aliases: [x, {y: z}]\n- \xc3\xa9: b\n", "a.yaml")
    assert dict(source.marks) == {
        ("terms",): (1, 1),
        ("terms", 0): (2, 3),
        ("terms", 0, "id"): (2, 3),
        ("terms", 0, "aliases"): (3, 3),
        ("terms", 0, "aliases", 0): (3, 13),
        ("terms", 0, "aliases", 1): (3, 16),
        ("terms", 0, "aliases", 1, "y"): (3, 17),
        ("terms", 1): (4, 3),
        ("terms", 1, "é"): (4, 3),
    }


def test_what_has_no_place_is_where_the_nearest_thing_around_it_is():
    source = yaml_file.read(b"terms:\n- id: a\n", "a.yaml")
    assert source.mark(("terms", 0, "aliases", 3)) == (2, 3)
    assert source.mark(("elsewhere",)) == (1, 1)


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbfterms: []\n", b"terms: []\r\n", b"---\nterms: []\n...\n", b"# x\nterms: []"]
)
def test_marks_and_line_ends_make_no_difference(raw: bytes):
    assert yaml_file.read(raw, "a.yaml").data == {"terms": []}


BAD = {
    "empty": (b"", ":1:1: The file is empty. Give it one of these keys: " + KEYS + "."),
    "comment only": (b"# nothing\n", ":1:1: The file is empty. Give it one of these keys: " + KEYS + "."),
    "list": (
        b"- id: a\n",
        ":1:1: The file holds a list, not top-level keys. Put the records under a key, as in “references:”.",
    ),
    "words": (
        b"just words\n",
        ":1:1: The file holds a single value, not top-level keys. Put the records under a key, as in “references:”.",
    ),
    "near key": (b"terms: []\nrefrences: []\n", ":2:1: Unknown top-level key “refrences”. Did you mean “references”?"),
    "other key": (b"zebra: []\n", ":1:1: Unknown top-level key “zebra”. A library has: " + KEYS + "."),
    "merge key": (b"<<: []\n", ":1:1: Unknown top-level key “<<”. A library has: " + KEYS + "."),
    "key of nothing": (b"terms:\n", ":1:1: “terms” must hold a list of records. Begin each record with “- id:”."),
    "key of a mapping": (
        b"terms:\n  id: a\n",
        ":1:1: “terms” must hold a list of records. Begin each record with “- id:”.",
    ),
    "tab": (b"terms:\n\t- id: a\n", ":2:1: A tab is used for indentation. YAML takes spaces only."),
    "open bracket": (b"terms:\n- [a\n", f":3:1: This is not valid YAML: did not find expected ',' or ']'. {LOOK}"),
    "two colons": (
        b"terms:\n- name: a: b\n",
        f":2:10: This is not valid YAML: mapping values are not allowed in this context. {LOOK}",
    ),
    "open quote": (b'terms:\n- "a\n', f":3:1: This is not valid YAML: found unexpected end of stream. {LOOK}"),
    "at sign": (
        b"terms: @a\n",
        f":1:8: This is not valid YAML: found character that cannot start any token. {LOOK}",
    ),
    "duplicate top key": (
        b"terms: []\nterms: []\n",
        ":2:1: The key “terms” occurs twice in one mapping. Keep one of them.",
    ),
    "duplicate key": (
        b"terms:\n- id: a\n  name: b\n  id: c\n",
        ":4:3: The key “id” occurs twice in one mapping. Keep one of them.",
    ),
    "list as key": (b"terms:\n- {[a]: b}\n", ":2:4: A key must be a word, not a list or a mapping. Name the field."),
    "mapping as key": (b"? {a: b}\n: c\n", ":1:3: A key must be a word, not a list or a mapping. Name the field."),
    "alias": (b"terms: &a []\ncases: *a\n", ":2:8: The alias “*a” is not allowed here. Write the value out in full."),
    "alias as key": (
        b"terms:\n- &a b: c\n  *a : d\n",
        ":3:3: The alias “*a” is not allowed here. Write the value out in full.",
    ),
    "alias of itself": (b"terms: &a [*a]\n", ":1:12: The alias “*a” is not allowed here. Write the value out in full."),
    "two documents": (
        b"terms: []\n---\ncases: []\n",
        ":2:1: A second document begins here (“---”). Keep one document in a file.",
    ),
    "tag": (b"terms:\n- !!int 5\n", ":2:3: The tag “tag:yaml.org,2002:int” is not allowed here. Leave it out."),
    "own tag": (b"terms:\n- {id: !word a}\n", ":2:8: The tag “!word” is not allowed here. Leave it out."),
    "python tag": (
        b"terms:\n- !!python/name:os.system x\n",
        ":2:3: The tag “tag:yaml.org,2002:python/name:os.system” is not allowed here. Leave it out.",
    ),
    "Latin-1": (
        b"terms:\n- name: Caf\xe9\n",
        ":2:12: This is not UTF-8 text (byte 0xe9). Save the file as UTF-8, or name another file.",
    ),
    "UTF-16": (
        "terms: []\n".encode("utf-16"),
        ":1:1: This is not UTF-8 text (byte 0xff). Save the file as UTF-8, or name another file.",
    ),
    "picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        ":1:1: This is not UTF-8 text (byte 0x89). Save the file as UTF-8, or name another file.",
    ),
    "binary": (b"terms:\n- \x00\x01\n\x00", ":2:3: This is a binary file (it holds a NUL byte). Name a text file."),
    "escape character": (
        b"terms:\n- name: a\x1b[2J\n",
        ":2:10: This is not valid YAML: it holds a control character. Remove it, or name a text file.",
    ),
    "escape character further down": (
        b"terms:\n- id: b\n  name: a\x1b[2J\n",
        ":3:10: This is not valid YAML: it holds a control character. Remove it, or name a text file.",
    ),
    "bell after an accent": (
        "terms:\n- name: é\x07\n".encode(),
        ":2:10: This is not valid YAML: it holds a control character. Remove it, or name a text file.",
    ),
    "101 levels": (
        b"terms: " + b"[" * 100 + b"]" * 100,
        ":1:107: The data are nested more than 100 levels deep. No record needs more than ten.",
    ),
    "101 levels, not all of them at once": (
        b"terms: " + b"[" * 50 + b"[]," + b"[" * 50 + b"]" * 100,
        ":1:110: The data are nested more than 100 levels deep. No record needs more than ten.",
    ),
    "not a mapping": (b"terms:\n- words\n", ":2:3: This term is not a mapping of fields. Begin it with “- id:”."),
    "unknown field": (
        b"terms:\n- {id: a, name: A, means: {gap: None., searched: 2026-11-22}, alliases: []}\n",
        ":2:63: Unknown field “alliases”. Did you mean “aliases”?",
    ),
    "wrong type": (
        b"terms:\n- {id: 5, name: A, means: {gap: None., searched: 2026-11-22}}\n",
        ":2:4: “id” must be text, not a whole number. Put it in quotation marks.",
    ),
    "missing field": (
        b"terms:\n- {id: a, means: {gap: None., searched: 2026-11-22}}\n",
        ":2:3: The field “name” is missing. Add it.",
    ),
}


@pytest.mark.parametrize(("raw", "sentence"), BAD.values(), ids=BAD)
def test_bad_input_is_told_with_its_place_and_nothing_is_written(
    raw: bytes, sentence: str, library: Callable[..., str], small: str, cache: Path
):
    path = library(raw)
    with pytest.raises(LibraryError) as caught:
        open_store([path])
    assert str(caught.value) == path + sentence
    assert caught.value.problem.level == "error"
    assert not cache.exists()


def test_a_hundred_levels_are_read():
    source = yaml_file.read(b"terms: " + b"[" * 99 + b"]" * 99, "a.yaml")
    assert len(str(source.data["terms"])) == 198


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (new, new, b", ".join([b"*%c" % old] * 9))
    for old, new in zip(b"abcdefgh", b"bcdefghi", strict=True)
)
DEEP = "The data are nested more than 100 levels deep. No record needs more than ten."
HOSTILE = {
    "open brackets": (b"terms: " + b"[" * 30_000, f":1:107: {DEEP}"),
    "closed brackets": (b"terms: " + b"[" * 30_000 + b"]" * 30_000, f":1:107: {DEEP}"),
    "open braces": (b"terms: " + b"{a: " * 30_000, f":1:404: {DEEP}"),
    "dashes": (b"- " * 30_000, f":1:201: {DEEP}"),
    "alias bomb": (BOMB, ":2:8: The alias “*a” is not allowed here. Write the value out in full."),
}


@pytest.mark.parametrize(("raw", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_neither_crashes_nor_hangs(raw: bytes, sentence: str, library: Callable[..., str]):
    # In a separate process: what this guards against would crash the whole test run (PyYAML 6.0.2 and 6.0.3).
    program = """
import sys
from collabref.errors import LibraryError, Problem
from collabref.load import read_datafile
try:
    read_datafile(sys.argv[1])
except LibraryError as error:
    sys.stdout.buffer.write(str(error).encode())
"""
    path = library(raw)
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stderr.decode()) == (0, "")
    assert run.stdout.decode() == path + sentence


@pytest.fixture(params=["libyaml", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of PyYAML's parsers are available."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("This PyYAML was built without libyaml.")
    return str(request.param)


# libyaml's own limit is 1,000 levels, and it reads 1,024 characters ahead: both sides of both.
@pytest.mark.parametrize("levels", [101, 1_000, 1_001, 1_024, 1_025, 1_200])
@pytest.mark.parametrize("bracket", ["[", "[ ", "[\n ", "{a: ", "['[', ", "[é, "])
def test_too_deep_is_one_sentence_under_every_parser(parser: str, levels: int, bracket: str):
    before = "terms:\n- [[]]\n- "  # a mapping and a list deep
    text = before + bracket * levels + ("}" if "{" in bracket else "]") * levels
    place = before + bracket * 98
    line, column = place.count("\n") + 1, len(place) - place.rfind("\n")
    with pytest.raises(LibraryError) as caught:
        yaml_file.read(text.encode(), "a.yaml")
    assert str(caught.value) == f"a.yaml:{line}:{column}: {DEEP}"


@pytest.mark.parametrize("text", ["a: %nesting\n", "%TAG !nesting! x\n--- !nesting!!! y\n", "!nesting!x y\n"])
def test_what_only_speaks_of_nesting_is_no_depth(parser: str, text: str):
    with pytest.raises(LibraryError) as caught:
        yaml_file.read(text.encode(), "a.yaml")
    assert "levels deep" not in str(caught.value)


def read_or_refuse(raw: bytes) -> None:
    refused: list[Problem] = []
    try:
        source = yaml_file.read(raw, "a.yaml")
    except LibraryError as error:
        refused.append(error.problem)
    else:
        assert isinstance(source, DataFile)
        assert set(source.data) <= set(BY_KEY)
        assert all(isinstance(records, list) for records in source.data.values())
    for problem in refused:
        assert problem.file == "a.yaml"
        assert 1 <= problem.line <= len(raw.decode(errors="replace").splitlines()) + 1
        assert problem.column >= 1


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes):
    read_or_refuse(raw)


@given(st.text())
@example("terms: [\x85")
@example("? ")
def test_any_text_is_read_or_refused(text: str):
    read_or_refuse(text.encode(errors="surrogatepass"))


@given(
    st.lists(st.sampled_from([*"[]{}-:,?&*!|>#%@`'\" \n\tab0~", "terms:", "- ", "\n  ", "---\n", "...\n"])).map("".join)
)
def test_any_yaml_punctuation_is_read_or_refused(text: str):
    read_or_refuse(("terms:\n- " + text).encode())


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(max_codepoint=0xD7FF)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("aé中 :#-", max_size=9), inner, max_size=4),
)


@given(PLAIN)
def test_json_is_yaml_and_keeps_its_values(data: Any):
    raw = json.dumps({"terms": [data]}).encode()
    assert yaml_file.read(raw, "a.yaml").data == {"terms": [data]}


# --- bibliographies of other programs ---------------------------------------------------------------------------

DATA = Path(__file__).parent / "data" / "foreign"


def references(text: str) -> list[dict[str, Any]]:
    return yaml_file.read(text.encode(), "a.yaml").data["references"]


BOOK = "references:\n- {id: a, type: book, title: T}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{BOOK}---\n",
        f"---\n{BOOK}...\n",
        f"---\n{BOOK}---",
        f"---\n{BOOK}---\n\n::: {{#refs}}\n:::\n",
        f"---\n{BOOK}---\n\n\n".replace("\n", "\r\n"),
        f'---\nnocite: "[@*]"\ntitle: Mine\nlang: en-GB\n{BOOK}...\n',
    ],
)
def test_a_block_of_metadata_is_a_bibliography(text: str):
    source = yaml_file.read(text.encode(), "a.yaml")
    assert source.data == {"references": [{"id": "a", "type": "book", "title": "T"}]}
    assert source.problems == ()


def test_the_end_of_a_document_costs_nothing():
    (item,) = yaml_file.read((DATA / "K37-yaml-document-end.yaml").read_bytes(), "a.yaml").data["references"]
    assert item["title"] == "Closed by three hyphens"


def test_what_pandoc_writes_is_read(library: Callable[..., str]):
    path = library((DATA / "pandoc.yaml").read_bytes())
    item = open_store([path]).get("reference", "moss2012")
    assert item["title"] == "Spread of e. Coli among 10⁶ NHS wards in CO₂ * x"
    assert item["DOI"] == "10.1000/x_y*z*"
    assert item["author"][0] == {"dropping-particle": "van", "family": "Bergh", "given": "Jan"}
    assert (item["issued"], item["PMID"], "note" in item) == ({"date-parts": [[2012, 3]]}, "1234", False)


def test_the_markdown_of_our_own_form_is_left_for_the_checks():
    assert references("references:\n- {id: a, type: book, title: 10^6^}\n")[0]["title"] == "10^6^"


def test_another_key_beside_references_is_named_and_left_out():
    source = yaml_file.read(f"{BOOK}zebra: 1\n".encode(), "a.yaml")
    assert list(source.data) == ["references"]
    assert [(each.line, each.message) for each in source.problems] == [
        (3, "Unknown top-level key “zebra”; it is left out.")
    ]


@pytest.mark.parametrize("text", [f"{BOOK}refrences: []\n", f"{BOOK}terms: []\nzebra: []\n", "zebra: []\ntitle: x\n"])
def test_a_mistaken_key_in_a_library_of_ours_is_refused(text: str):
    with pytest.raises(LibraryError, match="Unknown top-level key"):
        yaml_file.read(text.encode(), "a.yaml")


def test_dates_in_words_are_read():
    dates = [
        "{raw: 2012 Mar-Apr}",
        "{literal: 12 March 2012}",
        "in press",
        "June 2012",
        "{date-parts: [2012]}",
        "{literal: ''}",
    ]
    read = references(
        "references:\n" + "".join(f"- {{id: a{n}, type: book, issued: {each}}}\n" for n, each in enumerate(dates))
    )
    assert [each["issued"] for each in read] == [
        {"date-parts": [[2012, 3], [2012, 4]]},
        {"date-parts": [[2012, 3, 12]]},
        "in press",  # as are these: our own format has no words there, and `check` says so
        "June 2012",
        {"date-parts": [2012]},
        {"literal": ""},
    ]


def test_a_directive_is_refused_where_it_is():
    with pytest.raises(LibraryError, match=r"a\.yaml:2:1: The directive “%TAG” is not allowed here\. Leave it out\."):
        references("# x\n%TAG ! tag:x,2000:\n---\nreferences: []\n")
    assert references("%YAML 1.2\n---\nreferences: [{id: a, type: book, title: '50 %TAG'}]\n")[0]["title"] == "50 %TAG"


def test_twice_the_file_takes_twice_the_work(monkeypatch: pytest.MonkeyPatch):
    def events(count: int) -> int:
        counted = 0
        original = yaml_file.events

        def counting(text: str, name: str) -> Any:
            nonlocal counted
            for event in original(text, name):
                counted += 1
                yield event

        with monkeypatch.context() as patch:
            patch.setattr(yaml_file, "events", counting)
            references("references:\n" + "- {id: a, type: book, author: [{family: A}], issued: 2008}\n" * count)
        return counted

    assert events(200) <= 2 * events(100)


def test_what_we_write_is_read_again_with_what_csl_lacks(run_field: Run, library: Callable[..., str], tmp_path: Path):
    mine = library("TY  - BOOK\nID  - zed1\nTI  - Falls\nAD  - Ward 7\nER  - \n", "mine.ris")
    copy = str(tmp_path / "copy.yaml")
    assert run_field("cite", "zed1", "-L", mine, "-f", "csl-yaml", "-o", copy).code == 0
    assert run_field("check", copy).code == 0
    assert run_field("show", "zed1", "-L", copy).code == 0
    with open(copy, encoding="utf-8") as written:
        by_hand = library(written.read().partition("\n")[2], "by-hand.yaml")
    assert "Unknown field “ris”" in run_field("show", "zed1", "-L", by_hand).err

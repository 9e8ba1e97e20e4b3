"""Files that are not libraries, or are malicious: each is refused with one message, quickly and in little memory."""

import copy
import errno
import json
import os
import random
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run as run_process
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screens import FIELD, FIELD_SCRIPT, PATIENCE, WITH_FIELD, Ran, Run, run_here

from collabref.errors import LibraryError
from collabref.files import MAX_FILE_MB, read_file
from collabref.load import DataFile, bib_file, csl_json, read_datafile, ris_file, yaml_file
from collabref.load.datafile import MAX_TEXT
from collabref.load.foreign import MAX_PROBLEMS, MAX_RECORD
from collabref.load.yaml_file import MAX_FIELDS

pytest_plugins = ["screens"]

# The exit codes that a command may have, whatever the library.
CODES = (0, 1, 2, 65)
READERS = {"yaml": yaml_file.read, "json": csl_json.read, "bib": bib_file.read, "ris": ris_file.read}

TERM = b"terms: [{id: x-t, name: T, means: {say: %s, refs: [x-nhs2015]}}]\n"


# --- any bytes at all ------------------------------------------------------------------------------------------

BEGINNINGS = (b"", b"terms:\n- ", b'[{"id": "a", "type": "book", "x": ', b"@book{a, title = ", b"TY  - BOOK\nTI  - ",
              b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")  # fmt: skip


@pytest.mark.parametrize("ending", READERS)
@given(
    beginning=st.sampled_from(BEGINNINGS),
    noise=st.binary(max_size=60) | st.text("{}[]\"'@=,:-#\\\n\r\t aé\u2028\x85", max_size=60).map(str.encode),
)
def test_any_bytes_are_a_source_or_an_error_with_its_place(ending: str, beginning: bytes, noise: bytes):
    try:
        source = READERS[ending](beginning + noise, "my.lib")
    except LibraryError as error:
        assert (error.problem.file, error.problem.line > 0, error.problem.column > 0) == ("my.lib", True, True)
    else:
        assert isinstance(source, DataFile)
        json.dumps(source.data, ensure_ascii=False, allow_nan=False).encode()  # it can be stored and written
        assert all(problem.line > 0 for problem in source.problems)


# --- a valid library with something changed ------------------------------------------------------------------------

VALUES = st.sampled_from([
    None, True, 0, -1, 10**17, "", " ", "a\nb", "\x1b[31m", "=1", "x-huddle", "9" * 5000, "٣", [], {}, [[]], [{}],
    {"a": 1}, {"say": "x"}, {"gap": "g", "searched": "2020"}, ["x"], [1], {"date-parts": [[2008, 13, 45]]},
    {"date-parts": [[]]}, {"date-parts": [["9" * 5000]]}, {"date-parts": [["²"]]}, {"raw": "x"}, {"literal": "x"},
    [{"family": ""}], [{"literal": " "}], [{"given": "a"}], "\ufeff", "\U000e0041",
])  # fmt: skip

CALLS = [["show", "x-huddle", "--full"], ["show", "x-falls", "x-riverside", "x-okoro2018", "-f", "html"], ["compare", "x-huddle", "x-forum"],
         ["critiques"], ["cases"], ["guide"], ["choose", "-a", "aim=safety"], ["evidence", "-f", "text"], ["list"], ["info"],
         ["refs", "-f", "text"], ["refs", "--full", "-f", "md"], ["refs", "-f", "bibtex"], ["refs", "-f", "ris"], ["refs", "-f", "json"],
         ["refs", "-f", "csl-yaml"], ["search", "falls"], ["cite", "x-okoro2018"], ["open", "x-okoro2018", "--print"]]  # fmt: skip


def paths(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of every value in a tree."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, value in inner for found in [(*path, key), *paths(value, (*path, key))]]


def swapped(tree: Any, places: list[tuple[Any, ...]], changes: list[tuple[int, Any]]) -> Any:
    """A tree with other values in some places; None removes a value."""
    tree = copy.deepcopy(tree)
    for number, value in changes:
        *outer, last = places[number % len(places)]
        inside = tree
        try:
            for key in outer:
                inside = inside[key]
            if value is None:
                del inside[last]
            else:
                inside[last] = copy.deepcopy(value)  # a value inside itself would never end
        except (KeyError, IndexError, TypeError):
            pass  # an earlier change has removed it
    return tree


TREE = read_datafile(FIELD).data
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), VALUES), min_size=1, max_size=3)


@pytest.fixture
def try_all(run_field: Run, tmp_path: Path) -> Callable[[bytes, str], None]:
    """A function that gives a library to `check` and, where that can be read, to commands that read."""
    count = 0

    def attempt(raw: bytes, ending: str) -> None:
        nonlocal count
        count += 1
        file = tmp_path / f"{count}.{ending}"
        file.write_bytes(raw)
        checked = run_field("check", str(file))
        assert checked.code in CODES
        read = run_field("info", "-L", str(file))
        assert read.code in (0, 65)
        if ending == "yaml":
            # What is sound can be read; of what is not, a badly formed DOI, for one, can be read all the same.
            assert checked.code != 0 or read.code == 0, (checked, read)
        for call in random.Random(count).sample(CALLS, 5) if read.code == 0 else ():
            done = run_field(*call, "-L", str(file))
            assert done.code in CODES, (call, done.err)
            if call[-1] == "json":
                json.loads(done.out, parse_constant=pytest.fail)

    return attempt


# The fixture writes another file for each example.
several = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@several
@given(changes=CHANGES)
def test_a_library_with_other_values_is_read_or_refused(try_all: Callable[[bytes, str], None], changes: Any):
    try_all(yaml.safe_dump(swapped(TREE, paths(TREE), changes)).encode(), "yaml")


@several
@given(changes=CHANGES)
def test_an_export_with_other_values_is_read_or_refused(try_all: Callable[[bytes, str], None], changes: Any):
    references = TREE["references"]
    try_all(json.dumps(swapped(references, paths(references), changes)).encode(), "json")


EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 30), st.binary(max_size=3)), min_size=1, max_size=4)


@pytest.mark.parametrize("ending", ["yaml", "bib", "ris", "json"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_library_with_other_bytes_is_read_or_refused(
    try_all: Callable[[bytes, str], None], run_field: Run, ending: str, edits: list[tuple[int, int, bytes]]
):
    format = {"bib": "bibtex", "ris": "ris", "json": "csl-json"}.get(ending)
    raw = run_field("refs", "-f", format).out.encode() if format else Path(FIELD).read_bytes()
    for start, length, bytes_ in edits:
        start %= len(raw)
        raw = raw[:start] + bytes_ + raw[start + length :]
    try_all(raw, ending)


# --- what is too much --------------------------------------------------------------------------------------------

MANY = 20_000_000
ITEM = b'[{"id": "a", "type": "book", "title": "x", %s}]'

TOO_MUCH: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a long text": ("a.yaml", lambda: TERM % (b"x" * MANY), f":1:41: This text has 20,000,000 characters; the limit is {MAX_TEXT:,}."),
    "a long key": ("a.yaml", lambda: b"? " + b"x" * MANY + b"\n: a\n", ":1:3: This text has 20,000,000 characters"),
    "a long tag": ("a.yaml", lambda: b"terms: !" + b"x" * 10**6 + b" []", ":1:8: The tag “!xxx"),
    "a long alias": ("a.yaml", lambda: b"terms: *" + b"x" * 10**6 + b"\n", ":1:8: The alias “*xxx"),
    "a long line": ("a.yaml", lambda: b"terms: [a" + b": " * 10**6, ":1:1"),
    "many keys": ("a.yaml", lambda: b"terms: [{" + b",".join(b"k%d: 1" % n for n in range(10**6)) + b"}]", f" This mapping has more than {MAX_FIELDS:,} keys."),
    "many blank lines": ("a.yaml", lambda: b"\n" * MANY, ":1:1: The file is empty."),
    "many NULs": ("a.yaml", lambda: b"\0" * MANY, ":1:1: This is a binary file (it holds a NUL byte)."),
    "many wrong ids": ("a.yaml", lambda: TERM.replace(b"x-nhs2015", b",".join(b"k%d" % n for n in range(50_000))) % b"a", ":1:51: There is no reference “k0”."),
    "many empty records": ("a.yaml", lambda: b"terms:\n" + b"- {}\n" * 50_000, ":2:3: The field “id” is missing."),
    "a long item": ("a.json", lambda: ITEM % (b'"note": "' + b"x" * MANY + b'"'), ":1:2: This item is too long to be a reference."),
    "a deep item": ("a.json", lambda: ITEM % (b'"x": ' + b"[" * 100_000 + b"]" * 100_000), ":1:2: This item is not valid JSON (it is nested too deeply)."),
    "an item that is too deep to be written": ("a.json", lambda: ITEM % (b'"x": ' + b'{"a": ' * 400 + b"1" + b"}" * 400), ":1:2: This item is not valid JSON (it is nested too deeply)."),
    "a long number": ("a.json", lambda: ITEM % (b'"volume": ' + b"9" * 100_000), ":1:2: This item is not valid JSON (a number is too long)."),
    "a large number": ("a.json", lambda: ITEM % b'"volume": 1e999', ":1:2: This item is not valid JSON (a number is too large)."),
    "no number": ("a.json", lambda: ITEM % b'"volume": NaN', ":1:2: This item is not valid JSON (NaN is not a number)."),
    "infinity": ("a.json", lambda: ITEM % b'"x": [-Infinity]', ":1:2: This item is not valid JSON (-Infinity is not a number)."),
    "half a character": ("a.json", lambda: ITEM % b'"x": "\\ud800"', ":1:2: This item is not valid JSON (an escape such as \\ud800 is half a character)."),
    "many keys of an item": ("a.json", lambda: ITEM % b",".join(b'"k%d": 1' % n for n in range(100_000)), ":1:2: This item is too long"),
    "a long key twice": ("a.json", lambda: b'[{"%s": 1, "%s": 1}]' % (b"x" * 10**5, b"x" * 10**5), ":1:2: This item is not valid JSON (it has the key “xxx"),
    "a text without end": ("a.json", lambda: b'["' + b'\\"' * 5_000_000, ":1:2: This is not part of any item; it is left out."),
    "an item of many lists": ("a.json", lambda: ITEM % (b'"x": [' + b"[]," * 4_000_000 + b"[]]"), ":1:2: This item is too long to be a reference."),
    "directives": ("a.yaml", lambda: b"".join(b"%%TAG !t%d! tag:a\n" % n for n in range(128_000)) + b"--- {}", ":1:1: The directive “%TAG” is not allowed here. Leave it out."),
    "directives after a document": ("a.yaml", lambda: b"terms: []\n...\n" + b"".join(b"%%TAG !t%d! tag:a\n" % n for n in range(128_000)) + b"--- {}", ":3:1: The directive “%TAG” is not allowed here. Leave it out."),
    "quotation marks": ("a.json", lambda: b"[{" + b'"' * 500_000, " This item is not valid JSON"),
    "items that break off": ("a.json", lambda: b"[" + b'{"id": [ },' * 50_000, " This item is not valid JSON"),
    "braces": ("a.bib", lambda: b"@book{a, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}", f":1:10: “title” has 200,000 characters; the limit is {MAX_TEXT:,}."),
    "braces without end": ("a.bib", lambda: b"@book{a, title={" + b"{" * 100_000, ":1:1: The braces of this @book do not close."),
    "a long title": ("a.bib", lambda: b"@book{a, title={" + b"$ " * 300_000 + b"}}", f":1:10: “title” has 599,999 characters; the limit is {MAX_TEXT:,}."),
    "a bomb of abbreviations": ("a.bib", lambda: b'@string{s0="xxxxxxxxxx"}\n' + b"".join(b"@string{s%d=s%d#s%d}\n" % (n + 1, n, n) for n in range(40)), ": the abbreviations expand to too much text."),
    "a long entry": ("a.bib", lambda: b"@book{a, title={" + b"x" * 5_000_000 + b"}}", ":1:1: This @book is too long to be a reference."),
    "a long record": ("a.ris", lambda: b"TY  - JOUR\nTI  - " + b"x" * MANY + b"\nER  - \n", ":1:1: This record is too long to be a reference."),
}  # fmt: skip

# A separate process, with 800 MiB of memory beyond the file's size, and 60 seconds of processor time.
# The small library replaces the built-in one, which would take longer to compile than the file takes to refuse.
MEASURED = f"""
{WITH_FIELD}import os, resource
path = sys.argv[1]
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (800 * 2**20 + os.path.getsize(path),) * 2)
sys.argv = ["collabref", "list", "-L", path]
from collabref.__main__ import main
try:
    main()
finally:
    sys.stdout.write(f"{{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}}")
"""


def measured(path: str) -> tuple[Ran, int]:
    """How `list -L path` ended, and its peak memory in MiB."""
    # A process begins with the peak of the one that started it: the shell's is small, pytest's is not.
    done = run_process(
        ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", MEASURED, path],
        capture_output=True, timeout=PATIENCE * 2, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    out = done.stdout.decode()
    return Ran(done.returncode, out, done.stderr.decode()), int(out.strip() or 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are Linux's")
@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_is_refused_in_one_sentence_and_little_memory(library: Callable[..., str], kind: str):
    name, content, sentence = TOO_MUCH[kind]
    raw = content()
    path = library(raw, name)
    done, peak = measured(path)
    assert done.code == 65, done.err
    assert sentence in done.err
    assert done.err.startswith(f"{path}:1:") or done.err.startswith(f"{path}:"), done.err
    assert (done.err.count("\n"), len(done.err) < 2000) == (1, True)
    assert peak <= 150 + len(raw) // 2**20


def test_what_is_just_not_too_much_is_read():
    source = yaml_file.read(TERM % (b"x" * MAX_TEXT), "a.yaml")
    assert len(source.data["terms"][0]["means"]["say"]) == MAX_TEXT
    fields = b", ".join(b"k%d: 1" % number for number in range(MAX_FIELDS))
    assert len(yaml_file.read(b"terms: [{%s}]" % fields, "a.yaml").data["terms"][0]) == MAX_FIELDS
    with pytest.raises(LibraryError):
        yaml_file.read(b"terms: [{%s, more: 1}]" % fields, "a.yaml")
    note = "x" * (MAX_RECORD - 100)
    (item,) = csl_json.read(json.dumps([{"id": "a", "type": "book", "note": note}]).encode(), "a.json").data[
        "references"
    ]
    assert item["note"] == note


def test_values_have_a_number_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_file, "MAX_VALUES", 1000)
    assert len(yaml_file.read(b"terms: [" + b"1," * 999 + b"]", "a.yaml").data["terms"]) == 999
    with pytest.raises(LibraryError, match=r"a\.yaml:1:2007: The file has more than 1,000 values\. Split it"):
        yaml_file.read(b"terms: [" + b"1," * 1000 + b"]", "a.yaml")


def test_of_too_many_problems_the_first_are_kept_and_the_others_counted():
    torn, good = b'{"id": x},', b'{"id": "good", "type": "book"}'
    source = csl_json.read(b"[" + torn * (MAX_PROBLEMS + 5) + good + b",1" * 20_000 + b"]", "a.json")
    assert [item["id"] for item in source.data["references"]] == ["good"]
    assert len(source.problems) == MAX_PROBLEMS + 1
    last = source.problems[-1]
    assert last.message == "There are 20,005 more problems from here on, which are not listed."
    assert (last.line, last.column) == (1, 2 + 10 * MAX_PROBLEMS + 7)


def test_a_broken_item_costs_no_other_item():
    text = b'[{"id": "a", "type": "book"}, {"id": "b", [ }, {"id": "c", "type": "book"}, {"id": "d" "]"}, {"id": "e", "type": "book"}]'
    source = csl_json.read(text, "a.json")
    assert [item["id"] for item in source.data["references"]] == ["a", "c", "e"]
    assert [(problem.line, problem.column) for problem in source.problems] == [(1, 43), (1, 88)]


def test_what_a_cross_reference_repeats_has_a_limit():
    parent = b"@proceedings{p, title={P}, note={%s}}\n" % (b"x" * 50_000)
    source = bib_file.read(parent + b"".join(b"@inproceedings{c%d, crossref={p}}\n" % n for n in range(200)), "a.bib")
    assert len(source.data["references"]) == 201
    refused = [problem.message for problem in source.problems]
    assert refused[0].endswith("inherits nothing from “p”: too much has been inherited already.")
    assert sum(len(item.get("note", "")) for item in source.data["references"]) < 3_000_000
    volume = b"@proceedings{p, title={P}, year=2008, publisher={Q}}\n"
    papers = b"".join(
        b"@inproceedings{c%d, title={A Paper}, author={Lee, Anna}, crossref={p}}\n" % n for n in range(200)
    )
    assert bib_file.read(volume + papers, "a.bib").problems == ()


def test_the_faults_of_one_rule_that_are_told_have_a_limit(run_field: Run, library: Callable[..., str]):
    done = run_field("check", library(b"terms:\n" + b"- 1\n" * 10_500))
    assert done.code == 1
    assert done.err == "10001 problems.\n"
    assert (
        "There are more than 10,000 problems of this kind; the others are not listed. Correct these first." in done.out
    )


def test_near_matches_are_looked_for_a_hundred_times(problems: Callable[..., list[str]]):
    refs = ", ".join(f"schouten200{number}x" for number in range(200))
    text = f"""
references: [{{id: schouten2008, type: book, title: T, issued: {{date-parts: [[2008]]}}}}]
terms: [{{id: a, name: A, means: {{say: S., refs: [{refs}]}}}}]
"""
    found = problems(text, rule="unknown-id")
    assert len(found) == 200
    assert sum("Did you mean “schouten2008”?" in each for each in found) == 100


# --- what is not a text file ------------------------------------------------------------------------------------

NO_FILE = "The file cannot be opened (it is a pipe, a socket or a device)."


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of things that are not regular files, each with the ending of a library."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.yaml")
    for name, to in {
        "loop": "loop.yaml",
        "dangling": "nowhere",
        "zero": "/dev/zero",
        "memory": "/proc/self/mem",
        "terminal": "/dev/tty",
    }.items():
        os.symlink(to, f"{name}.yaml")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.yaml")
    for name in ("folder.yaml", "of-folder", "of-folder/x.yaml", "of-pipe", "of-loop"):
        os.mkdir(name)
    os.mkfifo("of-pipe/x.yaml")
    os.symlink(".", "of-loop/x.yaml")
    return tmp_path


ODD = {
    "pipe.yaml": f"pipe.yaml: {NO_FILE}",
    "zero.yaml": f"zero.yaml: {NO_FILE}",
    "socket.yaml": "socket.yaml: The file cannot be opened (",
    "memory.yaml": "memory.yaml: The file cannot be opened (",
    "loop.yaml": "loop.yaml: There is no such file or folder. Check the path.",
    "dangling.yaml": "dangling.yaml: There is no such file or folder. Check the path.",
    "folder.yaml": "folder.yaml: The folder holds no data.",
    "of-folder": "of-folder/x.yaml: The file cannot be opened (Is a directory).",
    "of-loop": "of-loop/x.yaml: The file cannot be opened (Is a directory).",
    "of-pipe": f"of-pipe/x.yaml: {NO_FILE}",
    "/dev/zero": "/dev/zero: collabref does not read this kind of file.",
    "/proc/self/mem": "/proc/self/mem: collabref does not read this kind of file.",
    "": "“”: No path is given. Name a file or a folder.",
}


@pytest.mark.skipif(sys.platform != "linux", reason="these are Linux's")
@pytest.mark.parametrize("path", ODD)
def test_what_is_no_regular_file_is_refused_and_never_waited_for(run_field: Run, odd: Path, path: str):
    done = run_field("list", "-L", path)
    assert (done.code, done.out, done.err.count("\n")) == (65, "", 1)
    assert done.err.startswith(ODD[path])
    again = run_field("check", path)
    assert again.code == (1 if path.startswith("of-") else 65)
    assert ODD[path].split(": ", 1)[1] in again.out + again.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_beside_a_library_does_not_stop_its_store(run_field: Run, library: Callable[..., str], tmp_path: Path):
    path = library(TERM % b"S.", "mine/a.yaml")
    os.mkfifo(tmp_path / "mine" / "notes.txt")
    for _ in range(2):
        assert run_field("show", "x-t", "-L", str(Path(path).parent)).code == 0


def test_a_file_that_says_nothing_yet_or_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate((MAX_FILE_MB << 20) + 1)
    with pytest.raises(OSError, match=f"it has more than {MAX_FILE_MB} MB"):
        read_file(str(large))
    with pytest.raises(LibraryError, match="split it"):
        read_datafile(str(large))
    monkeypatch.setattr("collabref.files.MAX_FILE_MB", 0)  # like a kernel file, whose size is unknown
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFREG, *[0] * 9)))
    large.write_bytes(b"x")
    with pytest.raises(OSError, match="it has more than 0 MB"):
        read_file(str(large))


@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_may_not_be_read_is_told(run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str):
    def refused(*_: object, **__: object) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / ("mine" if place == "folder" else "mine.yaml")
    if place == "folder":
        path.mkdir()
        monkeypatch.setattr(os, "listdir", refused)
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:
        path.write_bytes(TERM)
        monkeypatch.setattr(
            "collabref.load.library.read_file", lambda file: refused() if file == str(path) else read_file(file)
        )
    for call in (["list", "-L", str(path)], ["check", str(path)]):
        done = run_here(*call)
        assert (done.code, done.out) == (65, "")
        assert f"{path}: The {place} cannot be opened (Permission denied)." in done.err


def test_thousands_of_empty_files(run_field: Run, tmp_path: Path):
    for number in range(3000):
        (tmp_path / f"{number}.yaml").touch()
    done = run_field("list", "-L", str(tmp_path))
    assert (done.code, done.err.count("\n")) == (65, 1)
    assert done.err.startswith(f"{tmp_path}/0.yaml:1:1: The file is empty.")
    assert run_field("check", str(tmp_path)).err == "3000 problems.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_file_with_any_name_is_named_in_one_line(process: Callable[..., Ran], tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/a\n\x1b[31m\xff.yaml"
    Path(os.fsdecode(path)).write_bytes(b"[")
    for call in (
        ["list", "-L", os.fsdecode(path)],
        ["check", os.fsdecode(path), "-f", "json"],
        ["check", os.fsdecode(path)],
    ):
        done = process(*call, command=FIELD_SCRIPT)
        assert done.code == (65 if call[0] == "list" else 1)
        assert not set("\x1b\udcff") & set(done.out + done.err)
        assert done.err.count("\n") == 1
        if "json" not in call:
            assert "a␊␛[31m\\udcff.yaml:2:1: " in done.out + done.err
    Path(os.fsdecode(path)).write_bytes(TERM % b"S.")
    for format in ("plain", "json"):
        done = process("info", "-L", os.fsdecode(path), "-f", format, "-o", str(tmp_path / "out"), command=FIELD_SCRIPT)
        assert (done.code, done.out) == (0, "")
        assert "\x1b" not in (tmp_path / "out").read_text(encoding="utf-8")

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import HOSTILE, PATIENCE, Run, run_here

from collabref.store import Store

pytest_plugins = ["screens"]


# --- what people mistype ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["shwo", "qic"], "There is no command “shwo”. Did you mean show"),
        (["qqqq"], "There is no command “qqqq”. See: collabref --help."),
        (["x-riverside"], "There is no command “x-riverside”. Try: collabref show x-riverside\n"),
        (["safety", "huddle", "--full"], "There is no command “safety”. Try: collabref show 'safety huddle'\n"),
        (["falls", "on", "wards"], "There is no command “falls”. Try: collabref search 'falls on wards'\n"),
        (["$(touch falls)", ";"], "There is no command “$(touch falls)”. Try: collabref search 'touch falls'\n"),
        (["show"], "Say what to show, as in: collabref show qic"),
        (["show", "x-huddle", "--fulll"], "No such option: --fulll"),
        (["search"], "Missing argument “WORD...”"),
        (["refs", "--limit", "-1"], "Invalid value for “--limit”"),
        (["refs", "--limit", "many"], "Invalid value for “--limit”"),
    ],
)
def test_usage_is_refused_in_plain_text(run_field: Run, arguments: list[str], sentence: str):
    done = run_field(*arguments, terminal=True)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "\x1b" not in done.err
    assert not any("\u2500" <= character <= "\u257f" for character in done.err)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "x-hudle"], "Nothing is called “x-hudle”. Did you mean x-huddle"),
        (["show", "x-huddle", "qqqqqqqq"], "Nothing is called “qqqqqqqq”. See: collabref list."),
        (["show", "x-huddle", "-s", "efect"], "There is no section “efect”. Did you mean effect?"),
        (["compare", "x-huddle"], "A comparison needs two or more different approaches. Try: collabref compare qic cop."),
        (["compare", "x-huddle", "x-falls"], "“x-falls” is the term “x-falls”; this needs an approach."),
        (["compare", "x-huddle", "x-forum", "--on", "price"], "There is no dimension “price”. Choose from: control, effect, economics, studies-of-effect."),
        (["list", "things"], "There is no kind of record “things”."),
        (["cases", "--outcome", "failure"], "There is no outcome “failure”. Choose from: success, no-effect."),
        (["guide", "--stage", "runing"], "There is no stage “runing”. Did you mean running?"),
        (["choose", "-a", "aim"], "“aim” is not QUESTION=ANSWER. See: collabref choose."),
        (["refs", "--sort", "size"], "--sort cannot be “size”. Choose relevance, year or author."),
        (["refs", "--year", "late"], "“late” is not a year or a range of years. Write 2008, 2008-2015, 2008- or -2015."),
        (["search", "falls", "--kind", "casez"], "There is no kind of record “casez”. Did you mean case?"),
        (["list", "--color", "sometimes"], "--color cannot be “sometimes”. Choose auto, always or never."),
        (["list", "-L", "/no/such.yaml", "--color", "it's"], "--color cannot be “it's”. Choose auto, always or never."),
        (["show", "x-huddle", "--citations", ""], "--citations cannot be “”. Choose pandoc or plain."),
        (["cite", "x-okoro2018", "--style", "/no/such.csl"], "There is no style file “/no/such.csl”."),
        (["list", "-o", "list.pdf"], "“list.pdf” does not have a known file ending. Use one of .tsv, .csv, .txt, .md, .html, .json, .docx, .odt, or give --format."),
        (["list", "-o", "list"], "“list” does not have a known file ending."),
        (["show", "x-huddle", "-o", "card.csv"], "“csv” is not a format of this command. Choose text, plain, md, html, json, docx or odt."),
        (["evidence", "x-huddle", "x-forum"], "No approach is called “x-huddle x-forum”. Did you mean x-huddle or x-forum?"),
        (["brief", "do", "huddles", "help"], "No brief is called “do huddles help”. Did you mean x-do-huddles-work?"),
        (["open", "x-okoro2018", "x-jansen"], "“x-jansen” is more than this command takes. See: collabref open --help."),
        (["open", "x-huddle"], "“x-huddle” is the approach “x-huddle”; this needs a reference."),
    ],
)  # fmt: skip
def test_exit_code_2_is_one_sentence_on_stderr(run_field: Run, arguments: list[str], sentence: str):
    done = run_field(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"collabref: {sentence}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["show", "critiques", "guide", "evidence"])
def test_a_name_of_several_words_need_not_be_quoted(run: Run, command: str):
    assert run(command, "community", "of", "practice").out == run(command, "cop").out != ""


def test_of_a_library_that_cannot_be_read_nothing_is_suggested(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLLABREF_LIBRARY", "/no/such/library.yaml")
    done = run_field("falls")
    assert (done.code, done.err) == (2, "collabref: There is no command “falls”. See: collabref --help.\n")


def test_names_are_not_guessed_by_letters_for_a_word_that_the_library_has(run: Run):
    assert run("show", "sepsis").err == "collabref: Nothing is called “sepsis”. Try: collabref search sepsis\n"
    assert "Did you mean secular-trend" in run("show", "secular trends").err


def test_show_qci_offers_qic_and_no_search_that_finds_nothing(run: Run):
    done = run("show", "qci")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("collabref: Nothing is called “qci”. Did you mean qic")
    assert "collabref search" not in done.err
    assert run("search", "qci").code == 1


@pytest.mark.parametrize("typed", ["free riders among teams", "free riding; touch x", "  free\nriding's  "])
def test_the_search_that_is_offered_can_be_pasted_and_finds_something(run: Run, typed: str):
    command = run("show", typed).err.rpartition(": ")[2]
    arguments = shlex.split(command)
    assert arguments[:2] == ["collabref", "search"]
    assert len(arguments) == 3
    assert run(*arguments[1:]).code == 0


@pytest.mark.parametrize(
    "typed",
    ["'$(touch x)'", "`touch x`", "teams; touch x", "teams\\' touch x '", "--help teams", "team" * 50, "\udcff teams"],
)
def test_what_is_offered_to_paste_holds_nothing_that_a_shell_obeys(run: Run, typed: str):
    said = run("show", "--", typed).err
    offered = said.rpartition("collabref search ")[2] if "collabref search" in said else ""
    assert re.fullmatch(r"([\w./-]+|'[\w.,:/@+ -]+')?\n?", offered)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["refs", "qqqqqqqq"], "No reference has “qqqqqqqq”. Try fewer or other words, or: collabref list terms."),
        (["search", "qqqqqqqq"], "Nothing has “qqqqqqqq”. Try fewer or other words, or: collabref list terms."),
        (["refs", "--year", "1900"], "No reference matches with these options: try fewer of them."),
        (["cases", "x-forum"], "No case matches. Try fewer options, or: collabref cases."),
        (["critiques", "x-forum"], "The library has no critique of “Learning forum”."),
        (["guide", "x-sound", "--stage", "deciding"], "The library has no such challenge. Try: collabref guide."),
        (["search", ""], "Nothing has “”. There is no word to search for."),
    ],
)
def test_exit_code_1_is_nothing_found(run_field: Run, arguments: list[str], sentence: str):
    done = run_field(*arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"collabref: {sentence}")


def test_what_was_typed_is_repeated_without_its_commands(run_field: Run):
    done = run_field("show", "\x1b[2Jx\x07\u202ey [bold]z[/bold]")
    assert done.code == 2
    assert done.err.startswith("collabref: Nothing is called “␛[2Jx␇\\u202ey [bold]z[/bold]”")
    done = run_field("search", "qqqqqq\x1b[31m")
    assert "\x1b" not in done.err


# --- libraries that cannot be read -----------------------------------------------------------------------------

TERM = "terms: [{id: x-t, name: T, means: {say: S., refs: [x-nhs2015]}}]\n"

BAD: dict[str, tuple[str, bytes, str]] = {
    "does not parse": ("bad.yaml", b"terms:\n- {id: a\n  name: [b\n", "bad.yaml:"),
    "empty": ("bad.yaml", b"", "bad.yaml:1:1: The file is empty. Give it one of these keys: dimensions, "),
    "only a comment": ("bad.yaml", b"# nothing\n", "bad.yaml:1:1: The file is empty."),
    "a list": (
        "bad.yaml",
        b"- id: a\n",
        "bad.yaml:1:1: The file holds a list, not top-level keys. Put the records under a key, as in “references:”.",
    ),
    "a word": ("bad.yaml", b"hello\n", "bad.yaml:1:1: The file holds a single value, not top-level keys."),
    "tabs": (
        "bad.yaml",
        b"terms:\n\t- id: a\n",
        "bad.yaml:2:1: A tab is used for indentation. YAML takes spaces only.",
    ),
    "a wrong type": (
        "bad.yaml",
        b"terms: [{id: x-t, name: 7, means: {say: S.}}]\n",
        "bad.yaml:1:19: “name” must be text, not a whole number. Put it in quotation marks.",
    ),
    "an unknown field": (
        "bad.yaml",
        TERM.replace("means", "meanz").encode(),
        "bad.yaml:1:9: The field “means” is missing. Add it.",
    ),
    "an unknown key": (
        "bad.yaml",
        b"termz: []\n",
        "bad.yaml:1:1: Unknown top-level key “termz”. Did you mean “terms”?",
    ),
    "a duplicate key": (
        "bad.yaml",
        b"terms:\n- id: a\n  id: b\n",
        "bad.yaml:3:3: The key “id” occurs twice in one mapping. Keep one of them.",
    ),
    "an alias": (
        "bad.yaml",
        b"terms: &a\n- *a\n",
        "bad.yaml:2:3: The alias “*a” is not allowed here. Write the value out in full.",
    ),
    "an alias bomb": (
        "bad.yaml",
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "bad.yaml:2:8: The alias “*a” is not allowed here.",
    ),
    "30,000 brackets": (
        "bad.yaml",
        b"[" * 30_000,
        "bad.yaml:1:101: The data are nested more than 100 levels deep. No record needs more than ten.",
    ),
    "30,000 braces": ("bad.yaml", b"{a: " * 30_000, "bad.yaml:1:"),
    "a tag": (
        "bad.yaml",
        b"terms: [{id: !!python/name:os.system x}]\n",
        "bad.yaml:1:14: The tag “tag:yaml.org,2002:python/name:os.system” is not allowed here. Leave it out.",
    ),
    "two documents": (
        "bad.yaml",
        TERM.encode() + b"---\n" + TERM.encode(),
        "bad.yaml:2:1: A second document begins here (“---”). Keep one document in a file.",
    ),
    "binary": (
        "bad.yaml",
        b"\x7fELF\x02\x01\x00\x00",
        "bad.yaml:1:7: This is a binary file (it holds a NUL byte). Name a text file.",
    ),
    "latin-1": (
        "bad.yaml",
        "terms: [é]".encode("latin-1"),
        "bad.yaml:1:9: This is not UTF-8 text (byte 0xe9). Save the file as UTF-8, or name another file.",
    ),
    "a control character": (
        "bad.yaml",
        b"terms: [\x01]\n",
        "bad.yaml:1:9: This is not valid YAML: it holds a control character. Remove it, or name a text file.",
    ),
    "a dangling id": (
        "bad.yaml",
        TERM.replace("x-nhs2015", "x-nhs2051").encode(),
        "bad.yaml:1:52: There is no reference “x-nhs2051”. Did you mean “x-nhs2015”?",
    ),
    "another kind of file": (
        "bad.txt",
        b"hello",
        "bad.txt: collabref does not read this kind of file. It reads folders, and files that end in one of: .yaml",
    ),
    "json that is no list": (
        "bad.json",
        b'{"a": 1}',
        "bad.json:1:1: This is not CSL-JSON: it must be a list of items.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_library_is_exit_code_65_with_the_exact_place(
    run_field: Run, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    name, content, sentence = BAD[kind]
    monkeypatch.chdir(tmp_path)
    before = set(os.listdir(os.environ["COLLABREF_CACHE"]))
    Path(name).write_bytes(content)
    for arguments in (["show", "x-huddle"], ["refs", "x"], ["list", "-o", "list.csv"]):
        done = run_field(*arguments, "-L", name)
        assert (done.code, done.out) == (65, "")
        assert done.err.startswith(sentence)
        assert done.err.count("\n") == 1
    assert set(os.listdir(os.environ["COLLABREF_CACHE"])) == before  # nothing was written
    assert sorted(os.listdir(tmp_path)) == [name]


def test_a_missing_file_has_no_line(run_field: Run):
    done = run_field("list", "-L", "/no/such/file.yaml")
    assert done == (65, "", "/no/such/file.yaml: There is no such file or folder. Check the path.\n")


def test_a_folder_with_no_data(run_field: Run, tmp_path: Path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".hidden.yaml").write_text(TERM)
    (empty / "notes.txt").write_text("hello")
    done = run_field("list", "-L", str(empty))
    assert (done.code, done.out) == (65, "")
    assert done.err.startswith(f"{empty}: The folder holds no data. Add a file that ends in one of: .yaml, .yml, .json")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(run_field: Run, tmp_path: Path):
    locked = tmp_path / "locked.yaml"
    locked.write_text(TERM)
    locked.chmod(0)
    done = run_field("list", "-L", str(locked))
    assert done == (65, "", f"{locked}: The file cannot be opened (Permission denied).\n")


def test_the_environments_library_is_refused_alike(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLLABREF_LIBRARY", "/no/such/file.yaml")
    assert run_field("list").code == 65


@pytest.mark.parametrize("kind", BAD)
def test_check_tells_of_a_bad_library_as_well(
    run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    name, content, sentence = BAD[kind]
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    done = run_field("check", name)
    if kind == "another kind of file":
        assert (done.code, done.out) == (65, "")
        assert done.err.startswith(sentence)
    else:
        place, _, message = sentence.partition(" ")
        assert done.code == 1
        assert done.out.startswith(place)
        assert message in done.out


def test_a_missing_extra_stops_a_command_and_is_a_problem_to_check(
    run_field: Run, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pylatexenc", None)
    file = library("@article{a, title = {A}, year = 2001}", "my.bib")
    library("terms: [", "bad.yaml")
    assert (run_field("refs", "cost", "-L", file).code, run_field("match", file).code) == (65, 65)
    done = run_field("check", os.path.dirname(file))
    assert done.code == 1
    assert "my.bib: extra-missing: .bib files need the extra “bib”." in done.out
    assert "bad.yaml:" in done.out


def test_check_cannot_open_what_is_not_there(run_field: Run):
    assert run_field("check", "/no/such/file.yaml").code == 65


def test_records_of_other_programs_that_cannot_be_read_are_named_and_the_rest_is_read(run_field: Run, tmp_path: Path):
    file = tmp_path / "zotero.json"
    file.write_text(
        '[{"id": "good1", "type": "book", "title": "Good"},\n {"id": "bad1"},\n {"id": "good2", "type": "book", "title": "Also good"}]'
    )
    done = run_field("refs", "good", "-L", str(file))
    assert done.code == 0
    assert {line.split("\t")[0] for line in done.out.splitlines()} == {"id", "good1", "good2"}
    assert done.err == f"{file}:2:2: This item has no type. Correct it in the program that exported it.\n"
    done = run_field("refs", "good", "-L", str(file), "--strict")
    assert (done.code, done.out) == (65, "")


def test_many_unreadable_records_are_counted_after_the_first_five(run_field: Run, tmp_path: Path):
    file = tmp_path / "zotero.json"
    items = ['{"id": "good1", "type": "book", "title": "Good"}', *(f'{{"id": "bad{n}"}}' for n in range(9))]
    file.write_text(f"[{', '.join(items)}]")
    done = run_field("refs", "good", "-L", str(file))
    assert done.err.count("This item has no type.") == 5
    assert done.err.endswith(f"4 more records could not be read. See: collabref check {file}\n")


# --- interrupted --------------------------------------------------------------------------------------------------


def test_ctrl_c_is_exit_code_130_without_a_traceback(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("collabref.store.store.open_store", interrupted)
    monkeypatch.setattr("collabref.cli.libraries.open_store", interrupted)
    done = run_here("list")
    assert done.code == 130
    assert "Traceback" not in done.err
    assert done.out == ""


# --- nothing of the data is obeyed, in any format ------------------------------------------------------------------


@pytest.mark.parametrize(
    "format", ["text", "plain", "md", "html", "json", "tsv", "csv", "bibtex", "ris", "csl-json", "csl-yaml"]
)
@pytest.mark.parametrize("terminal", [True, False])
def test_data_never_command_the_terminal(run_field: Run, monkeypatch: pytest.MonkeyPatch, format: str, terminal: bool):
    from screens import ESCAPES

    monkeypatch.setenv("TERM", "xterm-256color")
    calls = [["refs", "--type", "webpage"]]
    if format not in ("bibtex", "ris", "csl-json", "csl-yaml"):
        calls += [["list", "terms"], ["search", "tabs"]]
        if format not in ("tsv", "csv"):
            calls += [["show", "x-hostile", "x-evil", "x-formula", "--full"], ["compare", "x-hostile", "x-forum"]]
    for call in calls:
        done = run_field(*call, "-f", format, "-L", HOSTILE, terminal=terminal)
        assert done.code == 0, done.err
        out = ESCAPES.sub("", done.out) if format == "text" else done.out
        allowed = "\t" if format == "tsv" else "\r" if format in ("csv", "ris") else ""
        for forbidden in set("\x1b\x07\x9b\r\t\u202e\u202c\u2066\u2069\x00\x08") - set(allowed):
            assert forbidden not in out, (call, hex(ord(forbidden)))


def test_a_library_of_markup_is_named_safely_in_errors(run_field: Run, tmp_path: Path):
    file = tmp_path / "bad\x1b[31m[bold].yaml"
    file.write_text("[")
    done = run_field("list", "-L", str(file))
    assert done.code == 65
    assert "\x1b" not in done.err
    assert "bad␛[31m[bold].yaml:" in done.err


# --- limits of time ----------------------------------------------------------------------------------------------


def test_deep_nesting_neither_crashes_nor_hangs_the_process(tmp_path: Path, builtin: Store):
    """In a separate process: PyYAML's composers crash, or run out of stack."""
    import subprocess

    file = tmp_path / "deep.yaml"
    file.write_bytes(b"[" * 30_000)
    done = subprocess.run(
        [sys.executable, "-m", "collabref", "list", "-L", str(file)],
        capture_output=True, timeout=PATIENCE, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (65, b"")
    assert b"nested more than 100 levels deep" in done.stderr


@pytest.mark.parametrize("more", [["-o", "x.csv"], ["-f", "csv"], ["-o", "x.bib"], ["-f", "bibtex"], ["--full"]])
def test_formatted_citations_are_no_table_and_no_bibliography(
    run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
):
    monkeypatch.chdir(tmp_path)
    done = run_field("refs", "--style", "vancouver", *more)
    assert (done.code, done.out) == (2, "")
    assert os.listdir(tmp_path) == []

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import ESCAPES, FIELD, PATIENCE, SCRIPT, Ran, Run, Terminal, run_here

pytest_plugins = ["screens"]

ENDINGS = {
    "md": "md", "html": "html", "json": "json", "csv": "csv", "tsv": "tsv", "txt": "plain",
    "bib": "bibtex", "ris": "ris", "yaml": "csl-yaml", "yml": "csl-yaml",
}  # fmt: skip


# --- into a file ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_of_a_file_is_its_format(run_field: Run, tmp_path: Path, ending: str):
    file = tmp_path / f"refs.{ending}"
    done = run_field("refs", "huddle", "-o", str(file))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")
    assert file.read_bytes().decode() == run_field("refs", "huddle", "-f", ENDINGS[ending]).out
    upper = tmp_path / f"REFS.{ending.upper()}"
    assert run_field("refs", "huddle", "--output", str(upper)).code == 0
    assert upper.read_bytes() == file.read_bytes()


def test_the_option_wins_over_the_ending(run_field: Run, tmp_path: Path):
    file = tmp_path / "refs.json"
    run_field("refs", "huddle", "-o", str(file), "-f", "csl-json")
    assert file.read_text(encoding="utf-8") == run_field("refs", "huddle", "-f", "csl-json").out
    odd = tmp_path / "refs.pdf"
    assert run_field("refs", "huddle", "-o", str(odd), "-f", "ris").code == 0


def test_a_file_of_text_has_no_colour_unless_asked_for(run_field: Run, tmp_path: Path):
    file = tmp_path / "card.out"
    run_field("show", "x-huddle", "-o", str(file), "-f", "text", terminal=True)
    assert "\x1b" not in file.read_text(encoding="utf-8")
    run_field("show", "x-huddle", "-o", str(file), "-f", "text", "--color", "always")
    assert "\x1b[1m" in file.read_text(encoding="utf-8")
    assert "\x1b]8;" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["no/such/folder/refs.csv", "a-folder"])
def test_a_file_that_cannot_be_written_is_exit_code_74(run_field: Run, tmp_path: Path, place: str):
    (tmp_path / "a-folder").mkdir()
    done = run_field("refs", "huddle", "-f", "csv", "-o", str(tmp_path / place))
    assert (done.code, done.out) == (74, "")
    assert done.err.startswith(f"collabref: “{tmp_path / place}” cannot be written (")
    assert done.err.endswith("). Choose another place with --output.\n")
    assert os.listdir(tmp_path) == ["a-folder"]
    assert os.listdir(tmp_path / "a-folder") == []


def test_a_failed_write_leaves_the_old_file_as_it_was(run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "refs.csv"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("collabref.cli.output.os.replace", full)
    done = run_field("refs", "huddle", "-o", str(file))
    assert done == (
        74,
        "",
        f"collabref: “{file}” cannot be written (No space left on device). Choose another place with --output.\n",
    )
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["refs.csv"]


def test_an_error_before_the_answer_leaves_the_old_file_as_it_was(run_field: Run, tmp_path: Path):
    file = tmp_path / "refs.csv"
    file.write_text("old")
    assert run_field("refs", "qqqqqq", "-o", str(file)).code == 1
    assert run_field("show", "qqqqqq", "-o", str(file)).code == 2
    assert file.read_text() == "old"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
def test_a_full_device_is_exit_code_74(run_field: Run):
    done = run_field("refs", "huddle", "-f", "csv", "-o", "/dev/full")
    assert (done.code, done.out) == (74, "")
    done = run_field("refs", "huddle", "-f", "csv", "-o", "/dev/null")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")


# --- the environment ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("terminal", [True, False])
def test_a_format_can_be_chosen_once_and_for_all(run_field: Run, monkeypatch: pytest.MonkeyPatch, terminal: bool):
    monkeypatch.setenv("COLLABREF_FORMAT", "plain")
    assert run_field("refs", "huddle", terminal=terminal).out.startswith("Reference: x-")
    assert run_field("show", "x-huddle", terminal=terminal).out == run_field("show", "x-huddle", "-f", "plain").out
    assert json.loads(run_field("refs", "huddle", "-f", "json").out)  # the option wins
    monkeypatch.setenv("COLLABREF_FORMAT", "tsv")
    assert run_field("refs", "huddle", terminal=terminal).out.startswith("id\t")
    # A command without this format uses its own default.
    assert run_field("show", "x-huddle").out == run_field("show", "x-huddle", "-f", "plain").out


def test_the_file_wins_over_the_environment(run_field: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("COLLABREF_FORMAT", "plain")
    run_field("refs", "huddle", "-o", str(tmp_path / "refs.csv"))
    assert (tmp_path / "refs.csv").read_text(encoding="utf-8").startswith("id,")


def test_colour_by_option_and_environment(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TERM", "xterm-256color")

    def colored(*options: str, terminal: bool = True) -> bool:
        return "\x1b[" in run_field("show", "x-huddle", "-f", "text", *options, terminal=terminal).out

    assert colored()
    assert not colored(terminal=False)
    assert not colored("--color", "never")
    assert colored("--color", "always", terminal=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored()
    assert colored("--color", "always")
    monkeypatch.setenv("NO_COLOR", "")
    assert colored()  # an empty one does not count (https://no-color.org)
    monkeypatch.setenv("TERM", "dumb")
    assert not colored()


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_width_is_that_of_the_terminal(run_field: Run, monkeypatch: pytest.MonkeyPatch, columns: int):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run_field("compare", "x-huddle", "x-forum", "--color", "never", terminal=True).out.splitlines()
    lines = [line for line in lines if not line.startswith("  collabref ")]  # commands are never broken
    assert columns - 20 < max(map(len, lines)) <= columns
    assert max(map(len, run_field("show", "x-huddle").out.splitlines())) > 80  # a pipe is never wrapped


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "iso8859-2", "utf-8"])
@pytest.mark.parametrize("terminal", [True, False])
def test_what_an_old_encoding_lacks_is_replaced_by_what_is_like_it(run_field: Run, terminal: bool, encoding: str):
    for call in (
        ["refs"],
        ["show", "x-huddle", "--full"],
        ["compare", "x-huddle", "x-forum"],
        ["choose"],
        ["show", "x-huddle", "-f", "html"],
    ):
        done = run_field(*call, terminal=terminal, encoding=encoding)
        assert (done.code, done.err) == (0, "")
        assert done.out
    out = run_field("refs", "-f", "tsv", encoding=encoding).out
    if encoding == "ascii":
        assert "Brown AB, Nunez J" in out
        assert "O'Leary S" in out
    assert "?" not in out


# --- a real process ------------------------------------------------------------------------------------------------


def test_a_reader_that_closes_the_pipe_is_no_error(process: Callable[..., Ran]):
    for call in ("list terms", "refs", "refs -f json", "show qic --full"):
        done = process(f"{SCRIPT} {call} | head -1", command=("bash", "-o", "pipefail", "-c"))
        assert done.code == 0, call
        assert done.err == ""
        assert done.out.count("\n") == 1


def imported(process: Callable[..., Ran], *arguments: str) -> set[str]:
    code = (
        "import sys; sys.argv[0] = 'collabref'\nfrom collabref.__main__ import main\n"
        "try:\n    main()\nfinally:\n    print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = process(*arguments, command=(sys.executable, "-c", code))
    assert done.code == 0, done.err
    assert done.out
    return set(done.err.split())


@pytest.mark.parametrize(
    "call",
    [
        "show qic",
        "refs cost",
        "compare qic cop",
        "list",
        "search cost",
        "cases",
        "critiques cop",
        "guide qic",
        "info",
        "choose -a aim=learning",
        "cite wells2018",
    ],
)
def test_a_pipe_on_a_warm_store_loads_neither_yaml_nor_rich(process: Callable[..., Ran], call: str):
    modules = imported(process, *call.split())
    for heavy in (
        "yaml",
        "rich",
        "msgspec",
        "collabref.load",
        "collabref.store.compile",
        "collabref.check",
        "pypandoc",
        "asyncio",
    ):
        assert heavy not in modules, heavy
    commands = {name for name in modules if name.startswith("collabref.cli.commands.")}
    assert commands == {f"collabref.cli.commands.{call.split()[0]}"}  # no other command was built


def test_the_exit_codes_of_the_process(process: Callable[..., Ran], tmp_path: Path):
    assert process("show", "qic").code == 0
    assert process("refs", "qqqqqq").code == 1
    assert process("show", "qci").code == 2
    assert process("show", "qic", "-L", "/no/such").code == 65
    assert process("show", "qic", "-o", str(tmp_path / "no" / "x.md")).code == 74
    done = process("show", "qci")
    assert done.out == ""
    assert done.err.startswith("collabref: Nothing is called “qci”")


def test_it_runs_as_a_module(process: Callable[..., Ran]):
    done = process("--version", command=(sys.executable, "-m", "collabref"))
    assert done.out == process("--version").out


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_an_old_locale_is_no_traceback(process: Callable[..., Ran], environment: dict[str, str]):
    for call in (
        ["show", "qic"],
        ["refs", "ovretveit"],
        ["compare", "qic", "cop"],
        ["show", "qci"],
        ["refs", "ovretveit", "-f", "json"],
    ):
        done = subprocess.run(
            [SCRIPT, *call],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, **environment, "COLLABREF_CACHE": os.environ["COLLABREF_CACHE"]},
        )
        assert done.returncode == (2 if "qci" in call else 0), done.stderr
        assert b"Traceback" not in done.stderr
        if call[-1] == "json":
            assert json.loads(done.stdout.decode("cp1252" if "cp1252" in environment.values() else "utf-8"))["items"]


# --- a real terminal ----------------------------------------------------------------------------------------------


def test_a_terminal_gets_colour_and_links_with_the_address_shown(terminal: Callable[..., Terminal]):
    done = terminal("show", "schouten2008").end()
    assert done.code == 0
    assert "\x1b[1mSchouten et al. 2008" in done.out
    assert "\x1b]8;" in done.out
    done = terminal("compare", "qic", "cop", "--on", "purpose").end()  # the keys are links
    assert ";https://doi.org/10.1136/bmj.39570.749884.be\x1b\\" in done.out.lower()
    done = terminal("compare", "qic", "cop", "--on", "purpose", "--refs").end()
    assert ";https://doi.org/10.1136/bmj.39570.749884.be\x1b\\" in done.out.lower()
    shown = ESCAPES.sub("", done.out)
    assert "https://doi.org/10.1136/bmj.39570.749884.be" in shown.lower()
    assert "\x1b" not in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_no_escape_at_all(
    terminal: Callable[..., Terminal], environment: dict[str, str]
):
    for call in (
        ["show", "qic"],
        ["show", "schouten2008"],
        ["refs", "cost", "--limit", "3"],
        ["show", "qci"],
        ["--help"],
    ):
        done = terminal(*call, **environment).end()
        assert "\x1b" not in done.out, call


@pytest.mark.parametrize("width", [40, 100])
def test_the_card_fits_the_terminal(terminal: Callable[..., Terminal], width: int):
    done = terminal("show", "qic", "--color", "never", width=width).end()
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= width
    assert width == 40 or len(lines) <= 45


# --- the pager ----------------------------------------------------------------------------------------------------


def pager(folder: Path) -> str:
    file = folder / "my pager"
    file.write_text(
        f"#!{sys.executable}\nimport sys\nprint('PAGED', sys.argv[1:], sys.stdin.read().count('\\n') > 3)\n"
    )
    file.chmod(0o755)
    return f"'{file}' -x"


def test_a_long_answer_is_paged_at_a_terminal_only(
    terminal: Callable[..., Terminal], process: Callable[..., Ran], tmp_path: Path
):
    command = pager(tmp_path)
    long, short = ("show", "qic", "--full"), ("version",)
    assert "PAGED ['-x'] True" in terminal(*long, COLLABREF_PAGER=command).end().out
    assert "PAGED" not in process(*long, COLLABREF_PAGER=command).out
    assert "PAGED" not in terminal(*short, COLLABREF_PAGER=command).end().out
    assert "PAGED" not in terminal(*long, "--no-pager", COLLABREF_PAGER=command).end().out
    assert "PAGED" not in terminal(*long, COLLABREF_PAGER="", PAGER=command).end().out


def test_a_pager_that_is_not_there_loses_no_answer(monkeypatch: pytest.MonkeyPatch, run_field: Run):
    monkeypatch.setenv("COLLABREF_PAGER", "no-such-pager --flag")
    monkeypatch.setenv("LINES", "12")
    done = run_here("show", "x-huddle", "--full", terminal=True)
    assert done.code == 0
    assert "Safety huddle" in done.out
    assert done.err == (
        "collabref: The pager “no-such-pager --flag” cannot be run (No such file or directory). "
        "Set COLLABREF_PAGER, or use --no-pager.\n"
    )


def test_asking_for_the_pager_says_that_it_comes_by_itself(monkeypatch: pytest.MonkeyPatch, run_field: Run):
    monkeypatch.setenv("LINES", "12")
    done = run_here("show", "x-huddle", "--full", "--pager", terminal=True)
    assert "--pager will be removed in 0.3" in done.err


# --- an output is never a library in use ----------------------------------------------------------------------------

WRITING = {
    "refs": ("refs", "-f", "json"),
    "list": ("list", "-f", "json"),
    "handbook": ("handbook", "-f", "md"),
    "cite": ("cite", "x-mine", "-f", "csl-json"),
    "schema": ("schema",),
    "check": ("check", "-f", "json"),
    "check as text": ("check", "-f", "plain"),
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A user's library: a folder with one file."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "refs.json").write_text('[{"id": "x-mine", "type": "book", "title": "Mine"}]')
    return folder


def refused(run: Run, mine: Path, output: object, *call: str, library: object = "") -> None:
    before = {file.name: file.read_bytes() for file in mine.iterdir()}
    done = run(*call, "-L", str(library or mine), "-o", str(output))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"collabref: “{output}” is part of the library “{library or mine}”. Choose another place with --output.\n"
    )
    assert {file.name: file.read_bytes() for file in mine.iterdir()} == before


@pytest.mark.parametrize("call", WRITING)
def test_no_command_writes_over_a_library_in_use(run_field: Run, mine: Path, call: str):
    refused(run_field, mine, mine / "refs.json", *WRITING[call])
    refused(run_field, mine, mine / "refs.json", *WRITING[call], library=mine / "refs.json")
    refused(run_field, mine, mine / "new.json", *WRITING[call])  # it would be read as part of the library


def test_a_library_in_use_is_known_under_every_name(
    run_field: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "hard.json").hardlink_to(mine / "refs.json")
    (tmp_path / "soft.json").symlink_to(mine / "refs.json")
    (tmp_path / "hanging.json").symlink_to(mine / "hanging.json")
    (tmp_path / "folder").symlink_to(mine)
    monkeypatch.chdir(tmp_path)
    for name in (
        "hard.json",
        "soft.json",
        "hanging.json",
        "folder/refs.json",
        "mine/../mine/refs.json",
        "mine/new.yml",
    ):
        refused(run_field, mine, name, "refs", "-f", "json")
    refused(run_field, mine, "mine/refs.json", "refs", library="folder")
    (tmp_path / "elsewhere.ris").write_text("TY  - BOOK\nID  - x-other\nTI  - Other\nER  - \n")
    (mine / "linked.ris").symlink_to(tmp_path / "elsewhere.ris")
    refused(run_field, mine, "elsewhere.ris", "refs")


def test_a_library_of_the_environment_and_a_checked_one_are_in_use(
    run_field: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
):
    file = mine / "refs.json"
    before = file.read_bytes()
    done = run_field("check", str(mine), "-f", "json", "-o", str(file))
    assert (done.code, file.read_bytes()) == (2, before)
    monkeypatch.setenv("COLLABREF_LIBRARY", str(mine))
    done = run_field("refs", "-o", str(file))
    assert (done.code, file.read_bytes()) == (2, before)


def test_the_built_in_library_is_never_written_to(run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    copy = tmp_path / "built-in.yaml"
    copy.write_bytes(Path(FIELD).read_bytes())
    for place in ("store.store", "paths", "cli.libraries"):
        monkeypatch.setattr(f"collabref.{place}.builtin_library", lambda: str(copy))
    done = run_field("refs", "-f", "csl-yaml", "-o", str(copy))
    assert done.code == 2
    assert done.err == f"collabref: “{copy}” is part of the built-in library. Choose another place with --output.\n"
    assert copy.read_bytes() == Path(FIELD).read_bytes()


def test_beside_a_library_there_is_room(run_field: Run, mine: Path):
    """A file that no library reads may be written in its folder, and anything outside it."""
    for name in ("table.csv", "page.md", ".hidden.json", "../refs.json"):
        assert (
            run_field(
                "list", "-L", str(mine), "-f", "csv" if name.endswith("csv") else "md", "-o", str(mine / name)
            ).code
            == 0
        )
    assert run_field("refs", "-L", str(mine / "refs.json"), "-o", str(mine / "other.json")).code == 0


# --- names, sizes and signals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a" * 251 + ".csv", "é" * 125 + ".csv", "😀" * 62 + ".csv", "a" * 250 + ".html"])
def test_a_name_near_the_systems_limit_can_be_written(run_field: Run, tmp_path: Path, name: str):
    done = run_field("list", "-o", str(tmp_path / name))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [name]


@pytest.mark.parametrize("size", ["²", "4" * 4400, "-5", "x", " 80", "８０", "1e2"])
def test_an_odd_size_of_the_terminal_is_taken_for_not_set(run_field: Run, monkeypatch: pytest.MonkeyPatch, size: str):
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    usual = run_field("list", "-f", "text")
    monkeypatch.setenv("COLUMNS", size)
    monkeypatch.setenv("LINES", size)
    assert run_field("list", "-f", "text") == usual
    monkeypatch.setenv("LINES", size)
    assert run_field("--help").code == 0


SIGNALLED = """\
import os, signal, sys
sys.argv[0] = 'collabref'
number = int(sys.argv.pop(1))
def end(event, arguments):
    if event == 'os.rename':
        os.kill(os.getpid(), number)
from collabref.__main__ import main
sys.addaudithook(end)
sys.exit(main())
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_ends_the_process_leaves_no_temporary_file(
    process: Callable[..., Ran], tmp_path: Path, name: str
):
    number = getattr(signal, name)
    folder, cache = tmp_path / "out", tmp_path / "cold"
    folder.mkdir()
    command = (sys.executable, "-c", SIGNALLED, str(int(number)))
    done = process("list", "-o", str(folder / "list.csv"), command=command)  # while the file is renamed
    assert (done.code, done.err) == (-number, "")
    assert list(folder.iterdir()) == []
    done = process("list", command=command, COLLABREF_CACHE=str(cache))  # while the store is renamed
    assert (done.code, done.out, done.err) == (-number, "", "")
    assert list(cache.iterdir()) == []


def test_a_signal_that_the_caller_ignores_stays_ignored(process: Callable[..., Ran], tmp_path: Path):
    file = tmp_path / "list.csv"
    shell = "trap '' HUP; exec \"$@\""
    number = str(int(signal.SIGHUP))
    done = process(
        "list", "-o", str(file), command=("bash", "-c", shell, "bash", sys.executable, "-c", SIGNALLED, number)
    )
    assert (done.code, done.out) == (0, "")
    assert file.exists()


def test_too_little_memory_is_a_sentence(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("collabref.cli.libraries.open_store", exhausted)
    done = run_field("list")
    assert (done.code, done.out) == (65, "")
    assert done.err == (
        "collabref: There is not enough memory for these libraries. Split them, or allow the process more.\n"
    )


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="there is no /dev/stdout")
def test_the_standard_output_by_its_name_is_written_to_like_a_pipe(process: Callable[..., Ran]):
    done = process("show", "qic", "-f", "plain", "-o", "/dev/stdout")
    assert (done.code, done.err) == (0, "collabref: Wrote /dev/stdout (plain).\n")
    assert done.out == process("show", "qic", "--full", "-f", "plain").out

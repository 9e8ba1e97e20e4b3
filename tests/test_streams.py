"""Every command, whatever its streams, terminal and environment, gives an answer or a message, never a traceback."""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import ESCAPES, FIELD_SCRIPT, SAMPLES, SCRIPT, WITH_FIELD, Ran, Run, Terminal

from collabref.cli.main import COMMANDS
from collabref.files import write_file

pytest_plugins = ["screens"]

# Every command, with and without problems to tell, and what is written without one.
CALLS = {name: [name, *arguments] for name, arguments in SAMPLES.items()}
PROBLEMS = "check with problems"
CALLS |= {PROBLEMS: ["check"]} | {
    each or "nothing": each.split() for each in ("", "--version", "--help", "show --help", "--show-completion bash")
}

NO_STDOUT = "collabref: There is no standard output. Name a file with --output.\n"
FULL = "collabref: Standard output cannot be written (No space left on device).\n"

full_device = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")


def test_every_command_has_a_sample():
    assert set(SAMPLES) == set(COMMANDS)


@pytest.fixture
def plain(run_field: Run) -> Callable[[str], Ran]:
    """What a call writes when nothing is wrong."""

    def ran(call: str) -> Ran:
        if call not in _PLAIN:
            _PLAIN[call] = run_field(*CALLS[call])
        return _PLAIN[call]

    return ran


_PLAIN: dict[str, Ran] = {}


def writes(call: str) -> bool:
    """Whether the call has anything to write: a library without problems gives nothing."""
    return call != "check"


def code(call: str) -> int:
    """The exit code of the call when nothing is wrong with its streams: the small library itself has problems."""
    return int(call == PROBLEMS)


# --- a pipe whose reader is gone -----------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS)
def test_a_reader_gone_at_once_is_no_error(process: Callable[..., Ran], plain: Callable[[str], Ran], call: str):
    reader, writer = os.pipe()
    os.close(reader)
    done = process(*CALLS[call], command=FIELD_SCRIPT, stdout=writer)
    os.close(writer)
    assert done.code == code(call)
    if call in COMMANDS or call == PROBLEMS:
        assert done.err == plain(call).err  # a note about the answer is not an error
    else:
        assert done.err == ""


def test_a_reader_of_errors_that_is_gone_changes_no_exit_code(process: Callable[..., Ran]):
    reader, writer = os.pipe()
    os.close(reader)
    assert [process(*call.split(), stderr=writer).code for call in ("shwo", "show qci", "refs qqqqqq")] == [2, 2, 1]
    os.close(writer)


# --- closed and full -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_stdout_is_exit_code_74(run_field: Run, monkeypatch: pytest.MonkeyPatch, call: str):
    done = run_field(*CALLS[call], closed=("stdout",))
    assert (done.code, done.out) == ((74, "") if writes(call) else (0, ""))
    assert done.err.endswith(NO_STDOUT) == writes(call)


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_stderr_changes_nothing_of_the_answer(run_field: Run, plain: Callable[[str], Ran], call: str):
    assert run_field(*CALLS[call], closed=("stderr",)) == plain(call)._replace(err="")


@full_device
@pytest.mark.parametrize("call", CALLS)
def test_a_full_stdout_is_exit_code_74_and_one_sentence(process: Callable[..., Ran], call: str):
    with open("/dev/full", "wb") as full:
        done = process(*CALLS[call], command=FIELD_SCRIPT, stdout=full.fileno())
    assert done.code == (74 if writes(call) else 0)
    assert done.err.endswith(FULL) == writes(call)
    assert "Traceback" not in done.err


@full_device
@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full 2>&1"])
def test_the_streams_of_a_real_process(process: Callable[..., Ran], streams: str):
    broken = ">&-" in streams.replace("2>&-", "") or streams.startswith(">/dev/full")
    for call, code in ({"show qic": 0, "--help": 0, "shwo": 2, "show qci": 2}).items():
        done = process(f"{SCRIPT} {call} {streams}", command=("bash", "-c"))
        assert done.code == (74 if broken and not code else code)
        assert (done.out == "") == (broken or bool(code))  # an error never goes to stdout
        assert "Traceback" not in done.err


@full_device
def test_without_a_buffer_it_is_the_same(process: Callable[..., Ran]):
    with open("/dev/full", "wb") as full:
        for call in ("--help", "list"):
            assert process(call, stdout=full.fileno(), PYTHONUNBUFFERED="1") == (74, "", FULL)


def test_without_a_stderr_nothing_is_asked(process: Callable[..., Ran], terminal: Callable[..., Terminal]):
    asked = terminal("-c", f"exec {SCRIPT} choose 2>/dev/null", command="bash").end()
    assert asked.code == 0
    assert "aim=" in asked.out  # the questions, as for a pipe


# --- encodings and surroundings ------------------------------------------------------------------------------------

SURROUNDINGS = {
    "the C locale": {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": ""},
    "the C locale as it is": {
        "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0",
    },
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "no UTF-8 mode": {"PYTHONUTF8": "0"},
    "warnings are errors": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_every_command_in_an_old_encoding(run_field: Run, call: str):
    done = run_field(*CALLS[call], encoding="ascii")
    assert done.code == code(call)
    assert bool(done.out) == writes(call)


# The built-in library has longer names and wider tables than the small one, and letters that ASCII lacks.
WIDE = (
    "evidence qic",
    "compare qic cop clinical-network",
    "cases --all",
    "brief do-they-work --full",
    "show wells2018",
)


@pytest.mark.parametrize("call", WIDE)
def test_the_built_in_library_at_every_width_in_an_old_encoding(run: Run, monkeypatch: pytest.MonkeyPatch, call: str):
    for columns in (20, 80, 1000):
        monkeypatch.setenv("COLUMNS", str(columns))
        done = run(*call.split(), "-f", "text", terminal=True, encoding="ascii")
        assert (done.code, done.err) == (0, "")
        assert done.out.isascii()
        lines = ESCAPES.sub("", done.out).splitlines()
        # Addresses, and commands to be pasted, stay in one piece.
        wide = [line for line in lines if len(line) > columns and " " in line.strip()]
        assert [line for line in wide if not re.match(r" *(\d+ more: )?collabref ", line)] == []


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_old_locales_and_odd_interpreters(process: Callable[..., Ran], surroundings: str):
    for call in ("show qic", "--help", "shwo"):
        done = process(*call.split(), **SURROUNDINGS[surroundings])
        assert done.code == (2 if call == "shwo" else 0), done.err
        assert "Traceback" not in done.err
        assert "Warning" not in done.err


@pytest.mark.parametrize("term", ["dumb", "", "no-such-terminal"])
def test_a_terminal_of_no_known_kind(terminal: Callable[..., Terminal], term: str):
    done = terminal("show", "qic", TERM=term).end()
    assert done.code == 0
    assert "Quality improvement collaborative" in done.out


@pytest.mark.parametrize("home", [None, "/dev/null"])
def test_any_home_will_do(process: Callable[..., Ran], tmp_path: Path, home: str | None):
    place = "-u HOME" if home is None else f"HOME='{home}'"
    code = f"env -u COLLABREF_CACHE {place} XDG_CACHE_HOME='{tmp_path / 'xdg'}' \"$@\""
    done = process("bash", *FIELD_SCRIPT, "show", "x-huddle", command=("bash", "-c", code))
    assert (done.code, done.err) == (0, "")
    assert os.listdir(tmp_path / "xdg" / "collabref")


def test_a_home_that_is_none_means_a_store_in_memory(
    process: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The XDG specification says to ignore relative paths."""
    monkeypatch.chdir(tmp_path)
    code = 'env -u COLLABREF_CACHE HOME=/dev/null XDG_CACHE_HOME=here "$@"'
    done = process("bash", *FIELD_SCRIPT, "info", command=("bash", "-c", code))
    assert (done.code, done.err) == (0, "")
    assert "Store: in memory" in done.out
    assert not os.path.exists("here")


def test_a_start_up_file_that_cannot_be_written_is_a_sentence(process: Callable[..., Ran]):
    done = process("--install-completion", "bash", HOME="/dev/null")
    assert (done.code, done.out) == (74, "")
    assert done.err.startswith("collabref: /dev/null")
    assert done.err.count("\n") == 1


# --- widths --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [1, 20, 1000])
@pytest.mark.parametrize(
    "call", sorted(set(SAMPLES) - {"open", "handbook", "schema"})
)  # these write no text for people
def test_every_command_at_every_width(run_field: Run, monkeypatch: pytest.MonkeyPatch, call: str, columns: int):
    monkeypatch.setenv("COLUMNS", str(columns))
    format = () if call in ("help", "version") else ("-f", "text", "--color", "never")
    done = run_field(*CALLS[call], *format, terminal=True)
    assert done.code == 0
    wide = [line for line in done.out.splitlines() if len(line) > max(columns, 20)]
    # Addresses, and commands to be pasted, stay in one piece.
    fixed = call in ("help", "version")  # Typer's help has its own width
    assert (
        fixed
        or [line for line in wide if " " in line.strip() and not re.match(r" *(\d+ more: )?collabref ", line)] == []
    )


@pytest.mark.parametrize("width", [1, 20, 1000])
def test_a_real_terminal_of_every_width(terminal: Callable[..., Terminal], width: int):
    for call in ("compare qic cop", "evidence qic", "refs cost"):
        done = terminal(*call.split(), width=width).end()
        assert done.code == 0
        assert "Traceback" not in done.out
        assert ESCAPES.sub("", done.out).strip()


# --- Ctrl-C --------------------------------------------------------------------------------------------------------

# Runs the console script's code with SIGINT sent when a certain function is called, or a certain module imported.
INTERRUPTED = f"""\
{WITH_FIELD}import os, re, signal
where = sys.argv.pop(1)
def interrupt(event, arguments):
    if (event == 'import' and arguments[0] == where) or (event == where and re.search('sqlite|new.ris', str(arguments))):
        os.kill(os.getpid(), signal.SIGINT)
from collabref.__main__ import main
sys.addaudithook(interrupt)
sys.exit(main())
"""


@pytest.mark.parametrize(
    "where",
    [
        "collabref.cli.main", "typer", "typer.core", "inspect", "collabref.errors",  # starting
        "collabref.cli.libraries", "collabref.pages.refs", "collabref.store.store", "sqlite3.connect",  # answering
        "collabref.store.compile", "yaml", "os.rename", "os.remove",  # compiling
    ],
)  # fmt: skip
def test_ctrl_c_wherever_it_comes_is_130(process: Callable[..., Ran], tmp_path: Path, where: str):
    cache = tmp_path / "cold"
    done = process("refs", "cost", command=(sys.executable, "-c", INTERRUPTED, where), COLLABREF_CACHE=str(cache))
    assert done == (130, "", "")
    assert not [name for name in os.listdir(cache) if name.endswith(".tmp")] if cache.exists() else True


@pytest.mark.parametrize(
    "where",
    [
        "collabref.pages.match", "collabref.query.works", "collabref.load.bib_records",  # reading and matching
        "collabref.cite.ris", "open", "os.rename", "os.remove",  # writing
    ],
)  # fmt: skip
def test_ctrl_c_during_match_leaves_no_file_half_written(process: Callable[..., Ran], tmp_path: Path, where: str):
    folder = tmp_path / "mine"
    folder.mkdir()
    mine, new = folder / "mine.bib", folder / "new.ris"
    mine.write_text("@article{a, title={Nothing like it at all}, year=2020}")
    new.write_text("what was there")
    process("match", str(mine))
    done = process("match", str(mine), "-o", str(new), command=(sys.executable, "-c", INTERRUPTED, where))
    assert done == (130, "", "")
    assert sorted(os.listdir(folder)) == ["mine.bib", "new.ris"]
    assert new.read_text() == "what was there" or (where == "os.remove" and new.read_text().endswith("ER  - \n"))


def test_ctrl_c_just_after_a_temporary_file_is_made_removes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened, made = os.open, []

    def open_and_interrupt(path: str, *how: int) -> int:
        made.append(path)
        os.close(opened(path, *how))
        assert os.listdir(tmp_path)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", open_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(str(tmp_path / "new.ris"), b"TY  - JOUR")
    assert made
    assert not os.listdir(tmp_path)


def test_a_caller_that_ignores_ctrl_c_is_obeyed(process: Callable[..., Ran]):
    done = process(f"trap '' INT; exec {sys.executable} -c \"$0\" typer list", INTERRUPTED, command=("bash", "-c"))
    assert (done.code, done.err) == (0, "")
    assert done.out


PAGER = """\
#!{python}
import os, signal, sys
{wait}
print('READY', flush=True)
for line in open('/dev/tty'):
    break
print('PAGED', len(sys.stdin.read()) > 100)
"""


@pytest.mark.parametrize(
    ("wait", "code"), [("signal.signal(signal.SIGINT, signal.SIG_IGN)", 0), ("signal.signal(signal.SIGINT, signal.SIG_DFL)", 130)]
)  # fmt: skip
def test_ctrl_c_is_the_pagers(terminal: Callable[..., Terminal], tmp_path: Path, wait: str, code: int):
    file = tmp_path / "pager"
    file.write_text(PAGER.format(python=sys.executable, wait=wait))
    file.chmod(0o755)
    shown = terminal("show", "qic", "--full", COLLABREF_PAGER=str(file))
    shown.wait_for("READY")
    shown.type("\x03")
    if code == 0:
        shown.type("\n")
    done = shown.end()
    assert done.code == code
    assert ("PAGED True" in done.out) == (code == 0)
    assert "Traceback" not in done.out


def test_the_handler_of_ctrl_c_is_as_it_was(run: Run):
    before = signal.getsignal(signal.SIGINT)
    run("list")
    assert signal.getsignal(signal.SIGINT) is before

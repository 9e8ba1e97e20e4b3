"""Whatever is typed or in the environment leads to an answer or a message, never to a traceback."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screens import FIELD, Ran, Run

from collabref.cli.main import COMMANDS, app
from collabref.text.safe import CONTROL

pytest_plugins = ["screens"]

CODES = (0, 1, 2, 65, 74)
GROUP: Any = typer.main.get_command(app)

# Half of these are valid, or almost.
IDS = ["x-huddle", "X-HUDDLE", "x-hudle", "huddle", "x-okoro2018", "10.1000/x", "doi:10.1", "PMID:", "falls", "terms",
       "aim=safety", "aim=", "=", "effect", "2008-2015", "2008–", "9999999999999999999999", "-1", "0x1", "²", "plain", "json",
       "a.md", "a.csv", "a.nothing", "mine.yaml", "", " ", "-", "--", '"', "“x”", "%", "_", "*", "NEAR(a b)", "a AND", "^", "[/x]",
       "\x1b]0;t\x07", "a\nb", "\u202e", "\udcff\udcfe", "x" * 5000, "word " * 300]  # fmt: skip
# What an argument may contain: no NUL, and of half characters only those that represent bytes. No slash either, so
# that files are only written here.
TEXT = st.text(
    st.characters(exclude_characters="\0/", exclude_categories=["Cs"]) | st.sampled_from("\udc80\udcff"), max_size=20
)


def options(command: str) -> list[str]:
    """The options that a command has, in every spelling, except those that write to a named file."""
    return [name for each in GROUP.get_command(None, command).params for name in each.opts if name.startswith("-")]


WORDS = {
    name: st.lists(st.sampled_from([*IDS, *options(name)]) | TEXT, max_size=6) for name in COMMANDS
}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, as the current and the home folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    return folder


def is_told(done: Ran) -> None:
    """The command ended with a valid exit code, and its message was short and harmless."""
    assert done.code in CODES, done.err
    assert "Traceback" not in done.err
    assert not {character for character in done.err if ord(character) in CONTROL}
    assert done.err.count("\n") <= 8
    assert len(done.err) < 5000
    assert done.err or done.out or done.code == 0


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_arguments_are_answered_or_refused(run_field: Run, here: Path, command: str, data: st.DataObject):
    words = data.draw(WORDS[command])
    before = os.stat(FIELD).st_mtime_ns
    is_told(run_field(command, *words, *(["--print"] if command == "open" else [])))
    assert os.stat(FIELD).st_mtime_ns == before
    assert not [file.name for file in here.iterdir() if file.name.endswith(".tmp")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(TEXT, min_size=1, max_size=3).filter(lambda words: words[0] not in COMMANDS))
def test_what_is_no_command_is_refused(run_field: Run, here: Path, words: list[str]):
    is_told(run_field(*words))
    assert list(here.iterdir()) == []


LONG = "x" * 60_000
MANY = [f"word{number}" for number in range(2000)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["refs", "--author", LONG], 1),
        (["refs", "--author", "%" * 60_000], 1),
        (["refs", "--author", "_"], 1),
        (["refs", "--author", "okoro"], 0),
        (["search", LONG], 1),
        (["search", *MANY], 1),
        (["search", f'"{LONG}"'], 1),
        (["search", f"{'a' * 40}2008{'b' * 60_000}"], 1),
        (["search", "--", "-x"], 0),
        (["search", "\x00"], 1),
        (["refs", "--year", "9" * 5000], 2),
        (["refs", "--limit", "9" * 40], 0),
        (["refs", "--limit", "9" * 5000], 2),
        (["show", LONG], 2),
        (["show", *MANY], 2),
        ([LONG], 2),
        ([f"--{LONG}"], 2),
        (["list", "-o", f"{LONG}.csv"], 74),
        (["list", "-o", "\udcff.csv"], 0),
        (["cite", "x-okoro2018", "--style", "\udcff"], 2),
        (["list", "-L", "\udcff.yaml"], 65),
    ],
    ids=lambda each: " ".join(each)[:30] if isinstance(each, list) else None,
)  # fmt: skip
def test_long_many_and_odd_words(run_field: Run, here: Path, arguments: list[str], code: int):
    store = sorted(os.listdir(os.environ["COLLABREF_CACHE"]))
    done = run_field(*arguments)
    is_told(done)
    assert done.code == code
    assert set(store) <= set(os.listdir(os.environ["COLLABREF_CACHE"]))  # nothing typed is damage to a store


@pytest.mark.parametrize("command", ["refs", "search"])
def test_a_remark_repeats_what_was_typed_without_its_commands(run_field: Run, command: str):
    done = run_field(command, "x-hudle", "\x1f\x1b]\x07")
    is_told(done)
    assert done.err.startswith("Searched for “x huddle” instead of “x-hudle ␟␛]␇”.")


def test_what_is_typed_over_and_over_counts_once(run_field: Run):
    once = run_field("refs", "--about", "x-huddle", "--design", "theory", "-f", "json")
    assert run_field("refs", *["--about", "x-huddle", "--design", "theory"] * 500, "-f", "json") == once


# --- the environment -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", 0),
        (os.pathsep * 5, 0),
        (f"{os.pathsep}{FIELD}{os.pathsep}", 0),
        (os.pathsep.join([FIELD] * 20), 0),
        ("\udcff", 65),
        (os.pathsep.join(f"nowhere{number}.yaml" for number in range(3000)), 65),
        ("\x1b]0;t\x07\n", 65),
    ],
    ids=["empty", "empty parts", "a part", "twice", "no UTF-8", "thousands", "controls"],
)
def test_any_list_of_libraries(run_field: Run, here: Path, monkeypatch: pytest.MonkeyPatch, value: str, code: int):
    monkeypatch.setenv("COLLABREF_LIBRARY", value)
    done = run_field("show", "x-huddle")
    is_told(done)
    assert done.code == code


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COLLABREF_FORMAT", "garbage"),
        ("COLLABREF_FORMAT", "\udcff"),
        ("COLUMNS", "abc"),
        ("COLUMNS", "-5"),
        ("COLUMNS", "0"),
        ("COLUMNS", "9" * 30),
        ("COLUMNS", "1000000000"),
        ("TERM", "\x1b[31m"),
        ("NO_COLOR", "\udcff"),
        ("PAGER", "cat -u"),
    ],
)
def test_any_environment(run_field: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    for call in (["show", "x-huddle"], ["refs", "-f", "text"], ["compare", "x-huddle", "x-forum", "-f", "text"]):
        done = run_field(*call)
        is_told(done)
        assert done.code == 0
        assert max(map(len, done.out.splitlines())) <= 3000


def test_bytes_that_are_no_text_as_arguments_of_a_process(process: Callable[..., Ran], here: Path):
    choose = random.Random(5)
    for command in choose.sample(COMMANDS, 5):
        words = [os.fsdecode(bytes(choose.randrange(0x80, 0x100) for _ in range(4))) for _ in range(2)]
        done = process(command, *words, *(["--print"] if command == "open" else []))
        is_told(done)
        assert done.code in (1, 2, 65)

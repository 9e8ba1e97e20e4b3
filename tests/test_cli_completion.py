import json
import os
import re
import sys
from collections.abc import Callable
from importlib import import_module
from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import HOSTILE, Ran, Run

from collabref.cli import completion as completing
from collabref.cli.main import COMMANDS

pytest_plugins = ["screens"]


@pytest.fixture
def complete(process: Callable[..., Ran]) -> Callable[[str], list[str]]:
    """What bash is offered for a line, given its words, with the cursor at the end of the last."""

    def ask(line: str) -> list[str]:
        words = line.split(" ")
        done = process(
            _COLLABREF_COMPLETE="complete_bash",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
            _TYPER_COMPLETE_ARGS=line,
        )
        assert done.code == 0, done.err
        assert done.err == ""
        return done.out.split("\n")[:-1] if done.out.endswith("\n") else done.out.split("\n") if done.out else []

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("collabref com", ["compare"]),
        ("collabref show qi", ["qic"]),
        ("collabref show QI", ["QICs"]),
        ("collabref show schouten20", ["schouten2008", "schouten2010a", "schouten2010b"]),
        ("collabref compare clinical-n", ["clinical-network"]),
        ("collabref compare qic --on con", ["control"]),
        ("collabref show qic --section eco", ["economics"]),
        ("collabref cite wells2018 --style har", ["harvard"]),
        ("collabref cases --outcome no", ["no-effect"]),
        ("collabref guide --stage se", ["setting-up"]),
        ("collabref refs --design cluster", ["cluster-rct"]),
        ("collabref refs --direction neg", ["negative"]),
        ("collabref list cri", ["critiques"]),
        ("collabref choose --answer aim=ou", ["aim=outcome"]),
        ("collabref refs --format csl", ["csl-json", "csl-yaml"]),
        ("collabref show qic --ful", ["--full"]),
        ("collabref show zzzz", []),
    ],
)
def test_bash_is_offered_commands_options_and_entries(
    complete: Callable[[str], list[str]], line: str, offered: list[str]
):
    found = complete(line)
    assert set(offered) <= {word.partition("\t")[0] for word in found}
    if not offered:
        assert [word for word in found if word] == []


def test_all_commands_are_offered(complete: Callable[[str], list[str]]):
    assert set(COMMANDS) <= set(complete("collabref "))


def test_only_what_fits_the_place_is_offered(complete: Callable[[str], list[str]]):
    assert "secular-trend" in complete("collabref show secu")
    assert "secular-trend" not in complete("collabref compare secu")
    assert complete("collabref cite qi") in ([], [""])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh", "powershell"])
def test_every_shell_can_be_given_its_script(process: Callable[..., Ran], shell: str):
    done = process(_COLLABREF_COMPLETE=f"source_{shell}")
    assert done.code == 0, done.err
    assert "collabref" in done.out


def test_completion_loads_neither_yaml_nor_rich(process: Callable[..., Ran]):
    code = (
        "import sys, atexit; sys.argv = ['collabref']\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr))\n"
        "from collabref.__main__ import main\nmain()"
    )
    done = process(
        command=(sys.executable, "-c", code), _COLLABREF_COMPLETE="complete_bash", COMP_WORDS="collabref show qi", COMP_CWORD="2",
    )  # fmt: skip
    assert "qic" in done.out
    assert not {"yaml", "rich", "msgspec", "collabref.store.compile"} & set(done.err.split())


# --- the offers themselves ------------------------------------------------------------------------------------


def test_entries_come_with_what_they_are(run_field: Run):
    assert completing.entries()("x-h") == [("x-huddle", "approach")]
    assert completing.entries()("xs") == [("XSH", "approach x huddle")]
    assert completing.entries("reference")("x-") == [
        (id, "reference")
        for id in (
            "x-brown2010",
            "x-jansen",
            "x-nhs2015",
            "x-okoro2018",
            "x-okoro2020",
            "x-oleary2021",
            "x-silva2019",
            "x-tan2022",
            "x-wu2017",
        )
    ]
    assert all(" " not in shown for shown, _ in completing.entries()(""))
    assert not any(shown.startswith("10.") for shown, _ in completing.entries()(""))


@pytest.mark.parametrize("typed", ["'", '"', "%", "_", "\\", "x-h%", "\x1b", "\U0010ffff", "[x]"])
def test_what_is_typed_is_text(run_field: Run, typed: str):
    for completer in (
        completing.entries(),
        completing.words("dimension"),
        completing.answers,
        completing.styles,
        completing.kinds,
        completing.one_of(("text", "plain")),
    ):
        assert completer(typed) == []


def test_the_words_of_vocabularies(run_field: Run):
    assert completing.words("dimension")("e") == [("effect", "Effect"), ("economics", "Economics")]
    assert completing.words("outcome")("NO") == [("no-effect", "no effect")]
    assert completing.answers("scale=") == [("scale=one", "One"), ("scale=many", "More than one")]


def test_the_users_libraries_are_completed(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    assert completing.entries()("x-hos") == []
    monkeypatch.setenv("COLLABREF_LIBRARY", HOSTILE)
    assert completing.entries()("x-hos") == [("x-hostile", "approach")]


def test_a_library_that_cannot_be_read_offers_nothing_and_fails_nothing(
    run_field: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLLABREF_LIBRARY", os.devnull + "/none")
    assert completing.entries()("x-") == []


# --- what a shell might obey ----------------------------------------------------------------------------------

# A description keeps only letters and digits of any script besides these.
PLAIN = re.compile(r"[\w ,.]*")


@given(st.text(), st.text())
def test_all_that_is_offered_is_words_and_plain_descriptions(word: str, what: str):
    offered = completing.completer(lambda _: [(word, what)])("")
    assert offered or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:@+/-]{,98}", word)
    for safe, described in offered:
        assert safe == word
        assert re.fullmatch(r"(?!-)[A-Za-z0-9._:@+/=-]{1,100}", safe)
        assert PLAIN.fullmatch(described)
        assert "_" not in described


@pytest.mark.parametrize(
    "word", ["", "-x", "--help", "a b", "a\n", "a;id", "$(id)", "a\\", "é", "a=b=c", "=b", "a=", "~", "*", "a" * 101]
)
def test_words_that_a_shell_might_read_are_not_offered(word: str):
    assert completing.completer(lambda _: [(word, "")])("") == []


@pytest.mark.parametrize(("what", "described"), [
    ("Größe, in m. (2)", "Größe, in m. 2"), ("[/x] $(id)\n`id`", "x id id"), ("⑴ ﹩ １", "１"), ("", ""), ("a" * 200, "a" * 100),
])  # fmt: skip
def test_a_description_keeps_letters_and_digits(what: str, described: str):
    assert completing.completer(lambda _: [("word", what)])("") == [("word", described)]


def test_every_option_and_argument_is_completed_through_the_gate():
    gated = completing.completer(lambda _: []).__code__
    completed = 0
    for name in COMMANDS:
        for parameter in signature(import_module(f"collabref.cli.commands.{name}").command).parameters.values():
            for declared in getattr(parameter.annotation, "__metadata__", ()):
                if declared.autocompletion:
                    assert declared.autocompletion.__code__ is gated, f"{name}: {parameter.name}"
                    completed += 1
    assert completed > len(COMMANDS)


def test_words_that_are_not_offered_take_no_place_of_others(
    run_field: Run, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    ids = [*(f"-z{number}" for number in range(300)), *(f"z z{number}" for number in range(300)), "z" * 200, "zz-last"]
    path = library(json.dumps([{"id": id, "type": "book", "title": "Work"} for id in ids]), "many.json")
    monkeypatch.setenv("COLLABREF_LIBRARY", path)
    assert completing.entries("reference")("z") == [("zz-last", "reference")]
    assert ("zz-last", "reference") in completing.entries("reference")("")


@pytest.mark.parametrize(
    "environment",
    [
        {"_COLLABREF_COMPLETE": "complete_bash"},
        {"_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref show q", "COMP_CWORD": "abc"},
        {"_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref show q", "COMP_CWORD": "4" * 5000},
        {"_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref\nshwo\nq", "COMP_CWORD": "2"},
        {"_COLLABREF_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "collabref shwo q"},
        {"_COLLABREF_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "collabref shwo q"},
        {"_COLLABREF_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "collabref show 'q"},
        {"_COLLABREF_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "collabref show q", "COLUMNS": "²", "LINES": "²"},
        {"_COLLABREF_COMPLETE": "complete_zsh"},
        {"_COLLABREF_COMPLETE": "complete_pwsh"},
    ],
)  # fmt: skip
def test_a_shell_that_asks_oddly_hears_nothing_of_it(process: Callable[..., Ran], environment: dict[str, str]):
    done = process(**environment)
    assert done.code in (0, 1)
    assert done.err == ""
    assert "Traceback" not in done.out

import os
import sys
from collections.abc import Callable

import pytest
from screens import HOSTILE, Ran, Run

from collabref.cli import completing
from collabref.cli.table import COMMANDS

pytest_plugins = ["screens"]


@pytest.fixture
def complete(process: Callable[..., Ran]) -> Callable[[str], list[str]]:
    """What bash is offered for a line: the words, and for the last of them what stands before the cursor."""

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
        "from collabref.cli import main\nmain()"
    )
    done = process(
        command=(sys.executable, "-c", code), _COLLABREF_COMPLETE="complete_bash", COMP_WORDS="collabref show qi", COMP_CWORD="2",
    )  # fmt: skip
    assert "qic" in done.out
    assert not {"yaml", "rich", "msgspec", "collabref.store.compile"} & set(done.err.split())


# --- the offers themselves ------------------------------------------------------------------------------------


def test_entries_come_with_what_they_are(run_field: Run):
    assert completing.entries()("x-h") == [("x-huddle", "approach")]
    assert completing.entries()("xs") == [("XSH", "approach x-huddle")]
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
        completing.complete_format,
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

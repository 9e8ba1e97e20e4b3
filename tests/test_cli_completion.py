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
        ("collabref refs --sort ", ["relevance", "year", "author"]),
        ("collabref list --color al", ["always"]),
        ("collabref show qic --citations pl", ["plain"]),
        ("collabref search falls --kind ca", ["cases"]),
        ("collabref show qic --ful", ["--full"]),
        ("collabref show zzzz", []),
        ("collabref evidence qic co", []),  # it takes one
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


def offered(found: list[tuple[str, str]]) -> list[str]:
    """The words of what is offered."""
    return [word for word, _ in found]


def test_entries_come_with_what_they_are(run_field: Run):
    assert completing.entries()("x-h") == [("x-huddle", "Safety huddle, approach")]
    assert completing.entries("reference")("x-okoro") == [
        ("x-okoro2018", "Okoro et al. 2018, Falls after daily huddles a cluster"),
        ("x-okoro2020", "Okoro 2020, Falls two years after the huddles began"),
    ]


def test_a_work_is_described_by_who_when_and_what(run: Run):
    works = dict(completing.entries("reference")("pronovost"))
    assert works["pronovost2006"] == "Pronovost et al. 2006, An intervention to decrease catheter"
    assert works["pronovost2014"] == "Pronovost and Jha 2014, Did hospital engagement networks"


def test_each_record_is_offered_once_by_the_word_that_goes_on_as_typed(run: Run):
    assert completing.entries()("qi") == [("qic", "Quality improvement collaborative, approach")]
    assert completing.entries()("QI") == [("QICs", "Quality improvement collaborative, approach")]
    ids = completing.entries("approach")("")
    assert len(ids) == len({what for _, what in ids}) > 10
    assert all(" " not in word for word in offered(completing.entries()("")))


def test_where_nothing_is_typed_whole_kinds_are_offered_approaches_first(run: Run):
    kinds = [what.rpartition(", ")[2] for _, what in completing.entries()("")]
    assert list(dict.fromkeys(kinds)) == ["approach", "brief", "critique"]
    assert len(kinds) <= completing.AT_A_GLANCE


def test_the_only_kind_is_offered_whole(run: Run):
    works = offered(completing.entries("reference")(""))
    assert len(works) > 500
    assert not any(work.startswith("10.") for work in works)


def test_what_is_typed_is_looked_for_in_every_kind(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(completing, "AT_A_GLANCE", 10)
    assert {"cop", "cost-unknown", "care-bundle", "carter2014"} <= set(offered(completing.entries()("c")))


def test_what_is_on_the_line_is_not_offered_again(complete: Callable[[str], list[str]]):
    assert "qic" in complete("collabref compare ")
    assert "qic" not in complete("collabref compare qic ")
    assert "qic" not in complete("collabref compare QICs cop q")
    assert complete("collabref compare qic cop --on effect --on e") == ["economics"]


def test_the_libraries_on_the_line_are_completed(complete: Callable[[str], list[str]], library: Callable[..., str]):
    work = {"id": "discharge2025", "type": "book", "title": "Discharge"}
    path = library(json.dumps([work]), "mine.json")
    assert complete(f"collabref show -L {path} disch") == ["discharge2025"]
    assert complete(f"collabref show -L {path}x disch") in ([], [""])


@pytest.mark.parametrize("columns", ["20", "80"])
def test_a_description_is_one_line_in_a_window_of_any_width(process: Callable[..., Ran], columns: str):
    done = process(
        _COLLABREF_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="collabref cite pronovost2006",
        COLUMNS=columns,
    )
    assert done.out == "pronovost2006\tPronovost et al. 2006, An intervention to decrease catheter\n"


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
    assert completing.entries()("x-hos") == [("x-hostile", "x bold loud bold smile 31mred 0m, approach")]


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
    ("Größe, in m. (2)", "Größe, in m. 2"), ("[/x] $(id)\n`id`", "x id id"), ("⑴ ﹩ １", "１"), ("", ""), ("a" * 200, "a" * 60),
    ("A (b), c", "A b, c"), (f"{'word ' * 11}wordy words", f"{'word ' * 11}wordy"),
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
    ids = [
        *(f"-z{number}" for number in range(1100)),
        *(f"z z{number}" for number in range(1100)),
        "z" * 200,
        "zz-last",
    ]
    path = library(json.dumps([{"id": id, "type": "book", "title": "Work"} for id in ids]), "many.json")
    monkeypatch.setenv("COLLABREF_LIBRARY", path)
    assert completing.entries("reference")("z") == [("zz-last", "n.d., Work")]
    assert ("zz-last", "n.d., Work") in completing.entries("reference")("")


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

import json
from collections.abc import Callable
from typing import Any

import pytest
from screens import ESCAPES, Run, Terminal
from syrupy.assertion import SnapshotAssertion

from collabref.cli.interview import ask
from collabref.pages.choose import CAUTION
from collabref.store import Store

pytest_plugins = ["screens"]


# --- by options -------------------------------------------------------------------------------------------------


def test_piped_without_answers_it_prints_the_questions(run_field: Run):
    done = run_field("choose")
    assert (done.code, done.err) == (0, "")
    assert "aim=safety: The safety of care" in done.out
    assert CAUTION in done.out


@pytest.mark.parametrize("format", ["plain", "md", "html", "json"])
def test_with_answers_it_asks_nothing_also_at_a_terminal(run_field: Run, format: str):
    for terminal in (True, False):
        done = run_field("choose", "--answer", "aim=safety", "-a", "scale=many", "-f", format, terminal=terminal)
        assert (done.code, done.err) == (0, "")
        assert "x-huddle" in done.out
    assert CAUTION in done.out or format == "json"


def test_a_format_asked_for_at_a_terminal_is_no_interview(run_field: Run):
    assert json.loads(run_field("choose", "-f", "json", terminal=True).out)["kind"] == "question"


def test_the_answer_as_data_is_pinned_whole(run_field: Run, snapshot: SnapshotAssertion):
    assert (
        run_field("choose", "-a", "aim=learning", "-a", "scale=many", "-a", "place=online", "-f", "json").out
        == snapshot
    )


# --- the interview, without a terminal ---------------------------------------------------------------------------


def interview(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *replies: str
) -> tuple[dict[str, Any], list[str]]:
    """The answers given, and the screens shown, when these lines are typed."""
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{reply}\n" for reply in replies)))
    given = ask(store.all("question"))
    captured = capsys.readouterr()
    assert captured.out == ""  # questions are not data
    return given, [screen.replace("\r", "") for screen in captured.err.split("\x1b[2J\x1b[H")[1:]]


@pytest.mark.parametrize(
    ("replies", "given"),
    [
        (["1", "2", "1", ""], {"aim": ["safety"], "scale": ["many"], "place": ["online"]}),
        (["", "", "", ""], {}),
        (["1,2", "", "2 1", ""], {"aim": ["safety", "learning"], "place": ["ward", "online"]}),
        ([" 1 ", "", "", ""], {"aim": ["safety"]}),
        (["1", "b", "2", "", "", ""], {"aim": ["learning"]}),  # back, and another answer
        (["b", "1", "", "", ""], {"aim": ["safety"]}),  # there is nothing before the first
        (["1", "1", "1", "b", "2", ""], {"aim": ["safety"], "scale": ["one"], "place": ["ward"]}),  # back from the end
        (
            ["1", "1", "1", "1", "2", "", "", ""],
            {"aim": ["learning"], "scale": ["one"], "place": ["online"]},
        ),  # changed at the end
        (["9", "1", "", "", ""], {"aim": ["safety"]}),  # no such number: asked again
        (["one", "yes", "1", "", "", ""], {"aim": ["safety"]}),
        (["0", "", "", "", ""], {}),
        (["1,9", "2", "", "", ""], {"aim": ["learning"]}),
        (["1", "9", "b", "2", "", "", ""], {"aim": ["learning"]}),  # back from there too
        (["", "", "", "7", ""], {}),  # no such question at the end: asked again
        (["", "", "", "7", "1", "2", "", "", ""], {"aim": ["learning"]}),
    ],
)
def test_what_is_typed_is_what_is_answered(
    field: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    replies: list[str],
    given: dict[str, list[str]],
):
    assert interview(field, monkeypatch, capsys, *replies)[0] == given


def test_a_screen_a_question(
    field: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
):
    _, screens = interview(field, monkeypatch, capsys, "1", "b", "", "x", "2", "", "")
    assert screens == snapshot
    assert "  1  The safety of care  (chosen)" in screens[2]  # gone back to


def test_the_built_in_questions_fit_a_screen_of_24_lines(
    builtin: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    count = len(builtin.all("question"))
    _, screens = interview(builtin, monkeypatch, capsys, *["1"] * count, "")
    assert len(screens) == count + 1
    for screen in screens:
        lines = screen.split("\n")
        assert len(lines) <= 24
        assert max(map(len, lines[:-1])) <= 100


def test_the_end_of_the_input_leaves(field: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    import typer

    with pytest.raises(typer.Exit) as left:
        interview(field, monkeypatch, capsys, "1")
    assert left.value.exit_code == 130


# --- the interview, at a real terminal -----------------------------------------------------------------------------


def answer(terminal: Terminal, *replies: str) -> None:
    for reply in replies:
        terminal.wait_for("> ")
        terminal.type(f"{reply}\n")


def test_answers_back_and_a_change_at_the_end(terminal: Callable[..., Terminal], builtin: Store):
    questions = builtin.all("question")
    asked = terminal("choose", width=100)
    screen = asked.wait_for("> ")
    assert f"Question 1 of {len(questions)}" in screen
    assert questions[0]["asks"] in screen
    asked.type("1\n")
    assert "Question 2 of" in asked.wait_for("> ")
    asked.type("b\n")
    screen = asked.wait_for("> ")
    assert "Question 1 of" in screen
    assert "(chosen)" in screen
    asked.type("2\n")
    answer(asked, *[""] * (len(questions) - 1))
    screen = asked.wait_for("> ")
    assert "Your answers" in screen
    assert questions[0]["answers"][1]["say"] in screen
    asked.type("1\n")  # change the first
    assert "Question 1 of" in asked.wait_for("> ")
    asked.type("1\n")
    answer(asked, *[""] * len(questions))
    done = asked.end()
    assert done.code == 0
    result = ESCAPES.sub("", done.out).rpartition("> ")[2]
    assert "Which approach fits?" in result
    assert f"-a {questions[0]['id']}={questions[0]['answers'][0]['id']}" in result
    assert f"-a {questions[0]['id']}={questions[0]['answers'][1]['id']}" not in result
    assert "collabref compare " in result


@pytest.mark.parametrize("before", [[], ["1"], ["1", "1"]])
def test_ctrl_c_is_130_and_leaves_cleanly(terminal: Callable[..., Terminal], before: list[str]):
    asked = terminal("choose")
    answer(asked, *before)
    asked.wait_for("> ")
    asked.interrupt()
    done = asked.end()
    assert done.code == 130
    assert "Traceback" not in done.out
    assert "Aborted" not in done.out
    assert done.out.endswith("\n")  # the shell's prompt is on its own line


def test_ctrl_d_leaves_like_ctrl_c(terminal: Callable[..., Terminal]):
    asked = terminal("choose")
    asked.wait_for("> ")
    asked.type("\x04")
    assert asked.end().code == 130


def test_q_leaves_without_a_result(terminal: Callable[..., Terminal]):
    asked = terminal("choose")
    answer(asked, "1", "q")
    done = asked.end()
    assert done.code == 0
    assert "Which approach fits?" not in done.out


@pytest.mark.parametrize("reply", ["9" * 3000, "²", "0", "-1", "1,²", "1," + "4" * 3000, "x"])
def test_what_is_not_a_number_above_is_asked_again(
    field: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reply: str
):
    questions = field.all("question")
    given, screens = interview(field, monkeypatch, capsys, reply, "1", *[""] * len(questions))
    assert given == {questions[0]["id"]: [questions[0]["answers"][0]["id"]]}
    assert screens[0].endswith("\n> Choose a number from 1 to 2.\n> ")  # below what is on the screen


@pytest.mark.parametrize("reply", ["9" * 5000, "²"])
def test_at_the_end_too(field: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reply: str):
    given, screens = interview(field, monkeypatch, capsys, *[""] * len(field.all("question")), reply, "")
    assert given == {}
    assert screens[-1].endswith("\n> Choose a number from 1 to 3.\n> ")


@pytest.mark.parametrize("reply", [b"\xff", b"\xe9", b"\xf0\x9f"])
def test_a_byte_that_is_no_utf_8_is_asked_again(terminal: Callable[..., Terminal], reply: bytes):
    asked = terminal("choose", PYTHONIOENCODING="", LC_ALL="C.UTF-8", PYTHONUTF8="0")
    asked.wait_for("> ")
    asked.type_bytes(reply + b"\n")
    asked.wait_for("Choose a number from 1 to ")
    asked.wait_for("> ")
    asked.type("q\n")
    done = asked.end()
    assert done.code == 0
    assert "Traceback" not in done.out

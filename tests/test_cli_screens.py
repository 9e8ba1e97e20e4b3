"""Every answer fits its window, with the bottom line first."""

import pytest
from screens import Run

from collabref.store import Store

pytest_plugins = ["screens"]

WINDOW = 45

# Answers that fit a window, with room for the prompt.
ONE_SCREEN = [
    "", "brief", "list", "show qic", "show cop", "critiques qic", "cases qic", "cases sepsis", "guide qic",
    "guide --stage running", "evidence qic", "evidence cop", "choose -a aim=outcome",
    "choose -a aim=outcome -a scale=many -a time=one-to-two-years",
]  # fmt: skip


@pytest.fixture(params=[100, 80])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A terminal of 45 lines, and 100 or 80 columns."""
    monkeypatch.setenv("COLUMNS", str(request.param))
    monkeypatch.setenv("LINES", str(WINDOW))
    return int(request.param)


def lines(run: Run, call: str) -> list[str]:
    done = run(*call.split(), *(["--color", "never"] if call else []), terminal=True)
    assert done.code == 0, done.err
    return done.out.splitlines()


@pytest.mark.parametrize("call", ONE_SCREEN)
def test_an_answer_is_one_screen(run: Run, window: int, call: str):
    if call == "brief" and window == 80:
        pytest.skip("its questions, which must not be cut, take two lines each")
    assert len(lines(run, call)) < WINDOW


def test_every_brief_and_every_card_is_one_screen(run: Run, builtin: Store, window: int):
    long = {
        each["id"]: count
        for kind in ("brief", "approach")
        for each in builtin.all(kind)
        if (count := len(lines(run, f"show {each['id']}"))) >= WINDOW
    }
    assert long == {}


@pytest.mark.parametrize("call", ["compare", "compare qic cop"])
def test_a_comparison_has_few_lines_for_each_row(run: Run, builtin: Store, window: int, call: str):
    if call == "compare qic cop" and window == 80:
        pytest.skip("in two columns of 29 characters each dimension takes more")
    rows, each = (len(builtin.all("dimension")), 5) if "qic" in call else (len(builtin.all("approach")), 4)
    assert len(lines(run, call)) <= each * rows + 8


@pytest.mark.parametrize(("command", "kind"), [("critiques", "critique"), ("cases", "case"), ("guide", "challenge")])
def test_an_index_has_a_line_a_record(run: Run, builtin: Store, window: int, command: str, kind: str):
    shown = lines(run, command)
    assert len(shown) <= len(builtin.all(kind)) + 15
    for record in builtin.all(kind):
        assert sum(f"  {record['id']} " in f"{line} " for line in shown) == 1, record["id"]


@pytest.mark.parametrize("call", ["critiques qic", "cases qic", "guide qic"])
def test_what_does_not_fit_is_counted_and_shown_by_all(run: Run, window: int, call: str):
    short = lines(run, call)
    (more,) = (line for line in short if line.strip().endswith(f"collabref {call} --all"))
    count = int(more.split()[0])
    assert count > 0
    whole = lines(run, f"{call} --all")
    assert len(whole) > len(short)
    assert not any(line.strip().endswith("--all") for line in whole if " more: " in line)


def test_a_pipe_gets_every_row(run: Run):
    whole = run("critiques", "qic", "-f", "text").out
    assert " more: " not in whole
    assert whole == run("critiques", "qic", "--all", "-f", "text").out


@pytest.mark.parametrize("asked", ["collaboration-based approaches", "conclusions", "further reading"])
def test_the_parts_of_the_field_have_an_answer(run: Run, asked: str):
    done = run("show", asked)
    assert done.code == 0
    assert "evidence brief" in done.out


def test_the_bottom_line_comes_first(run: Run, builtin: Store):
    for each in builtin.all("brief"):
        first = run("brief", each["id"], "-f", "plain").out.split("\n\n")[0].splitlines()
        assert first[2].startswith(each["answer"][0]["say"])
    card = run("show", "qic", "-f", "plain").out.splitlines()
    gist = next(each for each in builtin.all("approach") if each["id"] == "qic")["gist"]["say"]
    assert any(line.startswith(gist) for line in card[:4])


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_an_index_of_cases_cuts_no_outcome(run: Run, monkeypatch: pytest.MonkeyPatch, builtin: Store, width: int):
    monkeypatch.setenv("COLUMNS", str(width))
    shown = " ".join(" ".join(lines(run, "cases")).split())
    assert "keystone-icu" in shown
    outcomes = {builtin.label("outcome", each["outcome"]) for each in builtin.all("case")}
    assert sum(shown.count(f" {outcome};") for outcome in outcomes) >= len(builtin.all("case"))

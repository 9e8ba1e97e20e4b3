"""A library in the form of version 0.1 can be read, shown and counted; `check` notes what is read differently."""

import csv
import io
import json

import pytest
from screens import DATA, Run

pytest_plugins = ["screens"]

OLD = str(DATA / "old.yaml")


@pytest.fixture
def old(run_field: Run) -> Run:
    """Runs a command on the small library with the old one over it."""
    return lambda *arguments, **how: run_field(*arguments, "-L", OLD, **how)


def test_check_notes_each_direction_that_is_not_used_and_finds_no_problem(run_field: Run):
    done = run_field("check", OLD)
    assert (done.code, done.err) == (0, "No problems; 3 notes.\n")
    speaks = "Write speaks-to: [mechanism] under custom instead."
    assert done.out.splitlines() == [
        f"{OLD}:20:44: old-form: The direction on mechanism is not used: the work is taken to speak to that axis. {speaks}",
        f"{OLD}:21:44: old-form: The direction on economics is not used: the work is taken to speak to that axis. "
        "Leave it out, and give the figure and whose costs it counts.",
        f"{OLD}:35:52: old-form: The direction on mechanism is not used: the work is taken to speak to that axis. {speaks}",
    ]
    items = json.loads(run_field("check", OLD, "-f", "json").out)["items"]
    assert [item["level"] for item in items] == ["note"] * 3


def test_problems_and_notes_are_counted_apart(run_field: Run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "references:\n- {id: x, type: book, custom: {about: [x-hudle], results: "
        "[{about: [], axis: mechanism, direction: none}]}}\n"
    )
    done = run_field("check", str(mine))
    assert (done.code, done.err) == (1, "1 problem; 1 note.\n")


def test_the_editorial_rules_say_the_same_as_problems(run_field: Run):
    done = run_field("check", OLD, "--house")
    assert done.code == 1
    assert done.err.endswith(" problems.\n")
    assert "old-form" not in done.out
    assert done.out.count("There are no results on mechanism.") == 2


def test_its_directions_on_effect_count_and_the_others_are_spoken_to(old: Run):
    rows = list(csv.DictReader(io.StringIO(old("evidence", "x-huddle", "-f", "tsv").out), delimiter="\t"))
    assert {row["id"]: row["reports"] for row in rows if row["id"].startswith("x-old")} == {
        "x-old2012": "effect=positive; mechanism; economics", "x-old2013": "mechanism",
    }  # fmt: skip
    card = old("show", "x-huddle", terminal=True).out
    assert "Controlled studies" in card
    shown = old("show", "x-old2012", "-f", "plain").out
    assert "Speaks to: Mechanism and economics." in shown
    assert "Reports: better" in shown
    assert "mixed" not in shown


@pytest.mark.parametrize("command", [["refs", "old"], ["compare", "x-huddle", "x-forum"], ["evidence"]])
@pytest.mark.parametrize("format", ["plain", "md", "html", "json"])
def test_it_shows_in_every_format(old: Run, command: list[str], format: str):
    done = old(*command, "-f", format)
    assert (done.code, done.err) == (0, "")

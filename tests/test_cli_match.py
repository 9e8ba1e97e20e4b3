import json
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import run_here

MINE = """\
@article{mine1, title={Evidence}, doi={10.1136/bmj.39570.749884.BE}, year=2008, author={Schouten, L}}
@article{mine2, title={Practice and something quite different from it}, year=1998, author={Wenger, E}}
@article{mine3, title={Evidence}, doi={10.1136/BMJ.39570.749884.be}, year=2008, author={Schouten, L}}
@book{mine4, title={Practice}, year=1998}
"""


@pytest.fixture
def match(small: str, library: Callable[..., str]) -> Callable[..., tuple[int, str, str]]:
    """A function that runs `match` on the references above, or others: its exit code, stdout and stderr."""
    mine = library(MINE, "mine.bib")

    def run(*words: str, file: str = mine) -> tuple[int, str, str]:
        return run_here("match", file, *words)

    return run


def test_each_work_says_what_it_is_here(match: Callable[..., tuple[int, str, str]]):
    code, out, err = match("-f", "json")
    assert code == 0
    data = json.loads(out)
    assert data["kind"] == "match"
    found = [(item["mine"]["id"], item["status"], item["by"], (item["work"] or {}).get("id")) for item in data["items"]]
    assert found == [
        ("mine1", "here", "DOI", "schouten2008"),
        ("mine2", "not-here", "", None),
        ("mine4", "perhaps", "title; no first author and year to compare", "wenger1998"),
    ]
    assert "“mine3” repeats “mine1”: it is counted once." in err


@pytest.mark.parametrize(
    ("option", "ids"), [("--here", ["mine1"]), ("--perhaps", ["mine4"]), ("--not-here", ["mine2"])]
)
def test_selections(match: Callable[..., tuple[int, str, str]], option: str, ids: list[str]):
    _, out, _ = match(option, "-f", "csl-json")
    assert [item["id"] for item in json.loads(out)] == ids


@pytest.mark.parametrize(("options", "sentence"), [
    (["--not-here"], "No work is missing here."), (["--perhaps"], "No work is perhaps here."),
    (["--perhaps", "--not-here"], "No work is perhaps here or missing here."),
])  # fmt: skip
def test_an_empty_selection_is_nothing_found(
    match: Callable[..., tuple[int, str, str]],
    library: Callable[..., str],
    tmp_path: Path,
    options: list[str],
    sentence: str,
):
    one = library("@article{a, title={Evidence}, doi={10.1136/bmj.39570.749884.BE}}", "one.bib")
    told = f"collabref: {sentence} 1 work: 1 here, 0 perhaps, 0 not here.\n"
    for format in ("ris", "text", "md", "tsv", "bibtex"):
        assert match(*options, "-f", format, file=one) == (1, "", told)
    assert match(*options, "-o", str(tmp_path / "new.ris"), file=one) == (1, "", told)
    assert not (tmp_path / "new.ris").exists()
    code, out, err = match(*options, "-f", "json", file=one)
    assert (code, err) == (1, told)
    assert (json.loads(out)["kind"], json.loads(out)["items"]) == ("match", [])


def test_nothing_here_is_nothing_found_only_where_it_was_asked_for(
    match: Callable[..., tuple[int, str, str]], library: Callable[..., str]
):
    one = library("@article{a, title={Nothing like it at all}, year=2020}", "one.bib")
    told = "1 work: 0 here, 0 perhaps, 1 not here."
    assert match("--here", file=one) == (1, "", f"collabref: No work is here. {told}\n")
    code, out, err = match("-f", "text", file=one)
    assert (code, err) == (0, "")
    assert out.startswith(told)
    assert match("--here", "--not-here", "-f", "tsv", file=one)[0] == 0


def test_a_reference_from_zotero_is_called_by_its_citation_key(
    match: Callable[..., tuple[int, str, str]], library: Callable[..., str]
):
    item = {
        "id": "http://zotero.org/users/1/items/A",
        "citation-key": "lee_2001",
        "type": "article-journal",
        "title": "Evidence",
    }
    item["DOI"] = "10.1136/bmj.39570.749884.BE"
    mine = library(json.dumps([item, {**item, "id": "b", "citation-key": "lee_2002"}]), "zotero.json")
    for format in ("text", "tsv"):
        _, out, err = match("-f", format, file=mine)
        assert "lee_2001" in out
        assert "zotero.org" not in out
        assert "“lee_2002” repeats “lee_2001”" in err
    assert json.loads(match("-f", "csl-json", file=mine)[1])[0]["id"] == item["id"]


def test_totals_come_first_at_a_terminal(match: Callable[..., tuple[int, str, str]]):
    _, out, _ = match("-f", "text")
    assert out.splitlines()[0] == "3 works: 1 here, 1 perhaps, 1 not here."


def test_both_titles_of_a_likely_work_are_shown(match: Callable[..., tuple[int, str, str]]):
    _, out, _ = match("--perhaps", "-f", "tsv")
    head, row = (line.split("\t") for line in out.splitlines())
    assert dict(zip(head, row, strict=True))["work-title"] == "Practice"
    assert "Perhaps wenger1998 (title; no first author" in match("--perhaps", "-f", "plain")[1]
    assert "Its title here: Practice." in match("--perhaps", "-f", "plain")[1]


def test_a_document_says_what_is_known_of_those_that_are_here(match: Callable[..., tuple[int, str, str]]):
    _, out, _ = match("--here", "-f", "md")
    assert "Quality improvement" in out or "Evidence" in out
    assert "“mine1” in your file (DOI)." in out
    assert "{#schouten2008}" in out


def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_is_matched(
    match: Callable[..., tuple[int, str, str]], library: Callable[..., str]
):
    broken = library(
        "@article{a, title={Evidence}, doi={10.1136/bmj.39570.749884.BE}}\n@article{b, title={never", "b.bib"
    )
    code, out, err = match("-f", "json", file=broken)
    assert code == 0
    assert json.loads(out)["items"][0]["status"] == "here"
    assert "b.bib:2:" in err
    assert match("--strict", file=broken)[0] == 65


def test_a_file_that_is_named_twice_is_read_once(
    match: Callable[..., tuple[int, str, str]], library: Callable[..., str]
):
    mine = library(MINE, "mine.bib")
    code, out, err = match("-f", "json", mine)
    assert (code, len(json.loads(out)["items"])) == (0, 3)
    assert "mine.bib: This file is named twice; it is read once." in err


def test_a_copy_of_a_file_counts_nothing_twice(match: Callable[..., tuple[int, str, str]], library: Callable[..., str]):
    code, out, err = match("-f", "json", library(MINE, "copy.bib"))
    assert (code, len(json.loads(out)["items"])) == (0, 3)
    assert "“mine4” is there twice: it is counted once." in err


def test_of_a_folder_what_can_be_read_is_matched(match: Callable[..., tuple[int, str, str]], tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.bib").write_text(MINE)
    (folder / "picture.ris").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    code, out, err = match("-f", "json", file=str(folder))
    assert (code, len(json.loads(out)["items"])) == (0, 3)
    assert "picture.ris:3:1: This is a binary file" in err
    assert match("--strict", file=str(folder))[0] == 65
    (folder / "good.bib").unlink()
    assert match(file=str(folder))[0] == 65


@pytest.mark.parametrize("ending", ["bib", "ris", "nbib", "json", "yaml"])
@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n \n", b"\x89PNG\r\n\x1a\n\0\0\rIHDR", b"<!DOCTYPE html>\n<html><body><p>Hello</p></body></html>\n",
        b"id,title,year\n1,Evidence,2008\n",
    ],
    ids=["empty", "blank", "picture", "web page", "table"],
)  # fmt: skip
def test_a_foreign_file_is_named_with_its_line(
    match: Callable[..., tuple[int, str, str]], tmp_path: Path, ending: str, content: bytes
):
    file = tmp_path / f"foreign.{ending}"
    file.write_bytes(content)
    code, out, err = match(file=str(file))
    assert (code, out) == (65, "")
    assert err.startswith(f"{file}:")
    assert len(err.splitlines()) == 1


def test_a_file_of_no_known_ending_is_an_error(match: Callable[..., tuple[int, str, str]], tmp_path: Path):
    (tmp_path / "table.csv").write_text("id,title\n")
    code, _, err = match(file=str(tmp_path / "table.csv"))
    assert code == 65
    assert "does not read this kind of file" in err


def test_a_file_that_is_not_there_is_an_error(match: Callable[..., tuple[int, str, str]], tmp_path: Path):
    code, out, err = match(file=str(tmp_path / "none.bib"))
    assert (code, out) == (65, "")
    assert "There is no such file" in err


def test_refs_can_be_kept_to_those_in_a_file(match: Callable[..., tuple[int, str, str]], library: Callable[..., str]):
    mine = library(MINE, "again.bib")
    code, out, _ = run_here("refs", "--in", mine, "-f", "json")
    assert (code, [item["id"] for item in json.loads(out)["items"]]) == (0, ["schouten2008"])
    assert run_here("refs", "--in", library("@misc{z, title={Nothing like it at all}}", "z.bib"))[0] == 1


def test_refs_can_be_kept_to_those_not_in_a_file(
    match: Callable[..., tuple[int, str, str]], library: Callable[..., str]
):
    def ids(*options: str) -> list[str]:
        return [item["id"] for item in json.loads(run_here("refs", *options, "-f", "json")[1])["items"]]

    mine = library(MINE, "again.bib")
    everything = ids()
    assert len(everything) > 1
    assert ids("--not-in", mine) == [id for id in everything if id != "schouten2008"]  # “perhaps” is not certain
    assert ids("--not-in", mine, "--in", mine) == []
    assert ids("Evidence", "--not-in", mine) == []
    assert ids("--not-in", library("@misc{z, title={Nothing like it at all}}", "z.bib")) == everything


def test_a_work_of_both_is_cited_by_either_key_and_by_mine_with_my_fields(small: str, library: Callable[..., str]):
    mine = library("@article{mine, title={My own title}, doi={10.1136/bmj.39570.749884.BE}, note={read}}", "own.bib")
    code, out, _ = run_here("cite", "mine", "-L", mine, "-f", "csl-json")
    (item,) = json.loads(out)
    assert (code, item["id"], item["title"]) == (0, "mine", "My own title")
    (ours,) = json.loads(run_here("cite", "schouten2008", "-L", mine, "-f", "csl-json").out)
    assert (ours["id"], ours["title"]) == ("schouten2008", "Evidence")
    assert run_here("show", "mine", "-L", mine)[0] == 0


def test_a_likely_work_of_ours_is_named_by_check_in_a_note(library: Callable[..., str]):
    mine = library(
        """@article{mine, title={Evidence for the impact of quality improvement collaboratives: systematic review},
        author={Schouten, Loes M. T.}, year=2008}""",
        "note.bib",
    )
    code, out, _ = run_here("check", mine, "-f", "json")
    assert code == 0
    assert "same-title" in out


def test_refs_in_a_style(small: str):
    out = run_here("refs", "evidence", "--style", "vancouver").out
    assert out.startswith("Evidence.")
    assert json.loads(run_here("refs", "evidence", "--style", "vancouver", "-f", "json").out)["kind"] == "citation"
    assert run_here("refs", "evidence", "--style", "no-such-style")[0] == 2

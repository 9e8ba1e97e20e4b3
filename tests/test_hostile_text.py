"""Whatever the fields of a library contain is shown and never obeyed by a terminal, reader or browser."""

import copy
import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from screens import ESCAPES, FIELD, Run
from test_render_markdown import pandoc

from collabref.load import read_datafile
from collabref.text.safe import CONTROL

pytest_plugins = ["screens"]

# A text containing all of these is put into every field of every record.
PAYLOADS = {
    "clipboard (OSC 52)": "\x1b]52;c;cm0gLXJm\x07",
    "title (OSC 0)": "\x1b]0;owned\x07",
    "link (OSC 8)": "\x1b]8;;javascript:alert(1)\x1b\\x\x1b]8;;\x1b\\",
    "device control string": "\x1bP$q\x1b\\",
    "C1 controls": "\x9d0;x\x9c\x9b31m\x90q\x9c",
    "backspaces and returns": "\b\b\r\t\x00\x7f\f\v",
    "directions": "\u202eabc\u202c\u2066x\u2069\u200e\u200f\u061c",
    "hidden": "\U000e0041\U000e007f\ufff9x\ufffb\u206a",
    "invisible": "\u200bz\u200d\u2060\ufeff\u00ad",
    "markup of Rich": "[bold]b[/bold] [/x] [link=http://evil.example]l[/link] :smile:",
    "HTML": "</title></style><script>alert(1)</script><img src=x onerror=alert(1)> <b onclick='x()'>\"'><svg/onload=x>",
    "Markdown": "[a](javascript:alert(1)) ![i](javascript:b) <javascript:c> [r]: javascript:d {=html} `<b>`{=html} [@x-nhs2015]{.c}",
    "blocks of Markdown": "\n\n# head\n\n- item\n\n```\ncode\n```\n\n---\nmeta: data\n---\n\n::: {#x}\n:::\n\n| a | b |\n|---|---|\n| c | d |\n",
    "LaTeX": "\\write18{id} \\input{/etc/passwd} $x_1$ % } { @book{evil,",
    "formula": "=cmd|' /C calc'!A0",
    "templates": "{{7*7}} {0} %s ${x}",
}
TEXT = "".join(PAYLOADS.values())
# What an id that others name may contain: everything except what would split it in two.
ID = 'x-id"><script>alert(1)</script>](javascript:alert(1)) \x1b]0;t\x07\u202e`'

PROSE = {"say", "gap", "name", "asks", "label", "description", "setting", "period", "participants", "finding", "size"}
TEXTS = {"title", "container-title", "publisher", "publisher-place", "collection-title", "edition", "page", "volume",
         "issue", "number", "genre", "note", "abstract", "keyword", "DOI", "PMID", "ISBN", "family", "given", "literal"}  # fmt: skip

PAGES = [["show", "x-huddle", "--full"], ["show", "x-huddle", "x-forum"], ["show", "x-falls", "x-riverside", ID],
         ["compare", "x-huddle", "x-forum"], ["critiques"], ["guide"], ["choose"], ["choose", "-a", "aim=safety"],
         ["cite", ID], ["refs", "--full"], ["info"], ["evidence", "x-huddle"], ["evidence"]]  # fmt: skip
GRIDS = [["list"], ["list", "terms"], ["list", "dimensions"], ["cases"], ["refs"], ["search", "alert"]]
BOOKS = ["bibtex", "ris", "csl-json", "csl-yaml"]


def poisoned(value: Any, key: str = "") -> Any:
    """``value`` with the hostile text in every text field."""
    if isinstance(value, dict):
        return {name: poisoned(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, key) for each in value]
    if isinstance(value, str) and value == "x-okoro2018":
        return ID
    if isinstance(value, str) and key == "URL":
        return f"javascript:alert(1)//{TEXT}"
    return f"{value} {TEXT}" if key in PROSE | TEXTS and isinstance(value, str) else value


@pytest.fixture(scope="session")
def poison(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small library with everything hostile in every field, to put over itself; its names stay distinct."""
    data = poisoned(copy.deepcopy(read_datafile(FIELD).data))
    for kind in ("approaches", "critiques", "cases", "challenges", "terms"):
        for number, record in enumerate(data[kind]):
            record["name"] += f" {kind} {number}"
    file = tmp_path_factory.mktemp("poison") / "poison.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return str(file)


def answer(run_field: Run, poison: str, call: list[str], format: str, *more: str, terminal: bool = False) -> str:
    done = run_field(*call, "-f", format, "-L", poison, *more, terminal=terminal)
    assert done.code == 0, (call, done.err)
    assert not obeyed(done.err)
    return done.out


def obeyed(text: str, but: str = "") -> set[str]:
    """The characters of ``text`` that would affect a terminal or the direction of text."""
    return {character for character in text if ord(character) in CONTROL} - set(but)


def test_the_poison_is_in_the_library(run_field: Run, poison: str) -> None:
    (item,) = json.loads(answer(run_field, poison, ["show", "x-falls"], "json"))["items"]
    for kind, payload in PAYLOADS.items():
        assert payload in item["name"], kind


@pytest.mark.parametrize("terminal", [False, True])
def test_only_our_own_escapes_reach_a_terminal(
    run_field: Run, poison: str, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for call in [*PAGES, *GRIDS]:
        text = answer(run_field, poison, call, "text", "--color", "always", terminal=terminal)
        assert call[0] == "cite" or re.search(r"\x1b\[", text), call
        for link in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", text):
            assert link == "" or re.fullmatch(r"https?://[!-~]+", link), (call, link)
        for escape in re.findall(r"\x1b(?!\[[0-9;]*m|\]8;|\\).{4}", text):
            raise AssertionError((call, escape))
        assert not obeyed(ESCAPES.sub("", text)), call


@pytest.mark.parametrize(
    ("format", "but"), [("plain", ""), ("md", ""), ("html", ""), ("json", ""), ("tsv", "\t"), ("csv", "\r")]
)
def test_no_text_format_holds_a_control_character(run_field: Run, poison: str, format: str, but: str) -> None:
    for call in [*GRIDS, *(PAGES if format not in ("tsv", "csv") else [])]:
        assert not obeyed(answer(run_field, poison, call, format), but), call


@pytest.mark.parametrize("format", BOOKS)
def test_no_bibliography_holds_a_control_character(run_field: Run, poison: str, format: str) -> None:
    text = answer(run_field, poison, ["refs"], format)
    assert not obeyed(text, "\r" if format == "ris" else "")


def test_a_bibliography_has_as_many_records_as_the_library(run_field: Run, poison: str) -> None:
    count = len(json.loads(answer(run_field, poison, ["refs"], "json"))["items"])
    assert len(re.findall(r"(?m)^@\w+\{", answer(run_field, poison, ["refs"], "bibtex"))) == count
    assert len(re.findall(r"(?m)^TY  - ", answer(run_field, poison, ["refs"], "ris"))) == count
    assert len(yaml.safe_load(answer(run_field, poison, ["refs"], "csl-yaml"))["references"]) == count
    assert len(json.loads(answer(run_field, poison, ["refs"], "csl-json"))) == count


def test_csl_loses_nothing_of_what_it_escapes(run_field: Run, poison: str) -> None:
    as_json = json.loads(answer(run_field, poison, ["refs"], "csl-json"))
    as_yaml = yaml.safe_load(answer(run_field, poison, ["refs"], "csl-yaml"))["references"]
    assert as_json == as_yaml
    assert any(item["title"].endswith(TEXT) for item in as_json)


@pytest.mark.parametrize("call", GRIDS, ids=" ".join)
def test_a_cell_stays_in_its_row_and_is_no_formula(run_field: Run, poison: str, call: list[str]) -> None:
    import csv
    import io

    count = len(json.loads(answer(run_field, poison, call, "json"))["items"])
    tsv = [line.split("\t") for line in answer(run_field, poison, call, "tsv").splitlines()]
    for rows in (tsv, list(csv.reader(io.StringIO(answer(run_field, poison, call, "csv"))))):
        assert len(rows) == count + 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


# The elements used in our documents.
OURS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body main header footer nav section article figure figcaption h1 h2 h3 h4 h5 h6 p a"
        " span div small em strong i cite code mark abbr ul ol li dl dt dd table caption colgroup col thead tbody tr th td br"
        " svg g path circle rect line text tspan desc use defs symbol polygon",
    )
)


class Page(HTMLParser):
    """The tags and links of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "xlink:href", "formaction", "data", "srcset"):
                self.links.append(value or "")


def page(text: str) -> Page:
    parsed = Page()
    parsed.feed(text)
    return parsed


def test_no_markup_of_a_library_lives_in_html(run_field: Run, poison: str) -> None:
    for call in [*PAGES, *GRIDS]:
        drawn = page(answer(run_field, poison, call, "html"))
        assert drawn.tags <= OURS, call
        assert not {name for name in drawn.attributes if name.startswith("on")}, call
        for link in drawn.links:
            assert link.startswith(("https://", "http://", "#")), (call, link)


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of pandoc's document tree."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for each in tree.values():
            yield from nodes(each)
    elif isinstance(tree, list):
        for each in tree:
            yield from nodes(each)


@pytest.mark.parametrize("citations", ["pandoc", "plain"])
def test_no_markup_of_a_library_lives_in_markdown(run_field: Run, poison: str, citations: str) -> None:
    reader = "markdown" if citations == "pandoc" else "gfm"
    for call in [*PAGES[:4], ["choose"], ["evidence", "x-huddle"], ["list", "terms"], ["search", "alert"]]:
        text = answer(run_field, poison, call, "md", "--citations", citations)
        tree = json.loads(pandoc(text, "--from", reader, "--to", "json"))
        for node in nodes(tree):
            assert node["t"] not in ("RawInline", "RawBlock", "Image"), (call, node)
            if node["t"] == "Link":
                assert node["c"][2][0].startswith(("https://", "http://", "#")), (call, node)
            if node["t"] == "Header":
                assert "head" not in [word.get("c") for word in node["c"][2][:1]], (call, node)
        assert set(tree["meta"]) <= {
            "references",
            "title",
            "lang",
            "nocite",
            "link-citations",
            "suppress-bibliography",
        }, call


def test_the_interview_shows_and_does_not_obey(poison: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    import io
    import sys

    from collabref.cli.interview import ask

    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n\n\n\n"))
    ask(read_datafile(poison).data["questions"])
    said = capsys.readouterr().err
    assert "alert(1)" in said
    assert not obeyed(said.replace("\x1b[2J\x1b[H", ""))


@pytest.mark.parametrize("words", ["", "x"])
def test_completion_offers_no_name_that_a_shell_might_obey(
    field: Any, poison: str, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    from collabref.cli.completion import entries

    monkeypatch.setenv("COLLABREF_CACHE", os.path.dirname(field.path))
    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: FIELD)
    monkeypatch.setenv("COLLABREF_LIBRARY", poison)
    offered = entries()(words)
    assert "x-huddle" in [name for name, _ in offered]
    assert not [pair for pair in offered if obeyed("".join(pair))]


def test_problems_are_one_line_each_however_a_library_puts_them(run_field: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad\n\x1b[31m.yaml"
    file.write_text(
        yaml.safe_dump({"terms": [{TEXT: 1, "id": f"a{TEXT * 9}", "name": 7, "means": {"say": "x", "refs": [TEXT]}}]})
    )
    done = run_field("check", str(file))
    assert done.code == 1
    assert not obeyed(done.out + done.err)
    assert [line.count("bad␊␛[31m.yaml:") for line in done.out.splitlines()] == [1, 1]
    assert max(map(len, done.out.splitlines())) < 2500
    done = run_field("list", "-L", str(file))
    assert (done.code, done.out, done.err.count("\n")) == (65, "", 1)

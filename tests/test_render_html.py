from html.parser import HTMLParser

import pytest
from screens import VIEWS, drawn
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Column, Grid, ListedReference, Sources, Text
from collabref.answer.page import Page, Paragraph
from collabref.pages.compare import compare
from collabref.pages.lists import list_kind
from collabref.pages.show import show
from collabref.render import Style, render
from collabref.store import Store

pytest_plugins = ["screens"]

VOID = {"meta", "col"}


class Document(HTMLParser):
    """A parsed document: its text, its elements, its links; every element is closed."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


@pytest.mark.parametrize("view", VIEWS)
def test_documents(field: Store, snapshot: SnapshotAssertion, view: str):
    text = drawn(VIEWS[view](field), "html")
    assert text.partition("<body>\n")[2] == snapshot


@pytest.mark.parametrize("view", VIEWS)
def test_every_document_stands_alone_and_is_well_formed(field: Store, view: str):
    text = render(VIEWS[view](field), Style("html"))
    assert text.startswith('<!doctype html>\n<html lang="en-GB">\n')
    assert text.endswith("</body>\n</html>\n")
    document = Document(text)
    assert not set(document.tags) & {"script", "img", "link", "iframe", "object"}
    assert "meta" in document.tags
    assert "title" in document.tags
    for link in document.links:
        assert link.startswith(("https://", "#"))


@pytest.mark.parametrize("view", ["page", "compare", "critiques", "guide", "choose"])
def test_every_source_in_the_text_is_a_link_to_a_reference_below(field: Store, view: str):
    document = Document(render(VIEWS[view](field), Style("html")))
    inside = {link.removeprefix("#") for link in document.links if link.startswith("#")}
    assert inside
    assert inside <= set(document.ids)
    assert len(set(document.ids)) == len(document.ids)


def test_tables_have_as_many_cells_in_every_row(field: Store):
    text = render(compare(field, ["x-huddle", "x-online-huddle"]), Style("html"))
    for row in text.split("<tr>")[1:]:
        cells = row.partition("</tr>")[0].count("<t")
        spanned = 1 if 'colspan="2"' in row else 0
        assert cells + spanned == 3
    assert 'Same for all: <span class="gap">No study of cost was found.' in text


def table(*words: str, wide: int = 0) -> str:
    """A table of one row: short columns of these words, and one with text that is ``wide``."""
    columns = [Column(word, word, lambda item, word=word: Text(word), on="screen") for word in words]
    columns.append(Column("text", "Text", lambda item: Text("What was found. " * 9), on="screen", wide=wide))
    return render(Grid("thing", [{}], tuple(columns)), Style("html")).partition("<table")[2]


def test_the_columns_with_text_get_the_room():
    assert '<colgroup><col><col><col style="width: 84%"></colgroup>' in table("Year", "Design", wide=1)
    assert "<col" not in table("Year", "Design")


def test_a_table_says_how_much_room_it_needs():
    word = "implementation"
    assert table(word).startswith(' role="table">')
    assert table(*[word] * 4, wide=1).startswith(' role="table" class="broad">')
    assert table(*[word] * 9, wide=1).startswith(' role="table" class="broadest">')


def test_a_list_of_works_has_its_count_and_where_they_are(field: Store):
    grid = VIEWS["refs"](field)
    document = Document(render(grid, Style("html")))
    assert grid.totals in document.text
    for record in grid.items:
        if doi := record.get("DOI"):
            assert f"https://doi.org/{doi}" in document.links


def test_an_address_that_is_none_of_the_webs_is_no_link():
    cell = Text("A work.", address="javascript:alert(1)")
    grid = Grid("thing", [{}], (Column("work", "Work", lambda item: cell, on="screen"),))
    document = Document(render(grid, Style("html")))
    assert "A work. javascript:alert(1)" in document.text
    assert document.links == ["#Content"]


def test_hostile_data_are_shown_not_obeyed(hostile: Store):
    for view in (
        show(hostile, ["x-hostile", "x-evil", "x-formula"], full=True),
        list_kind(hostile, "terms"),
        compare(hostile, ["x-hostile", "x-forum"]),
    ):
        text = render(view, Style("html"))
        for forbidden in "\x1b\x07\x9b\r\t\u202e\u202c\u2066\u2069":
            assert forbidden not in text
        document = Document(text)
        assert not set(document.tags) & {"script", "img", "b", "bold"}
        assert not any(name.startswith("on") for name in document.attributes)
        assert not any(link.startswith("javascript") for link in document.links)
    document = Document(render(show(hostile, ["x-hostile", "x-evil"], full=True), Style("html")))
    for shown in (
        "[/x] [bold]loud[/bold] :smile: ␛[31mred␛[0m",
        "A | pipe, `code`, *stars*, <script>alert(1)</script> & more",
        "[red]Title[/red] with ␛]0;owned␇ and ] [ unbalanced",
        "javascript:alert(1)",
    ):
        assert shown in document.text


def test_ids_of_foreign_libraries_cannot_break_out_of_an_attribute():
    nasty = '"><script>alert(1)</script>'
    view = Page(
        "test", [], (Paragraph((Text("x", (nasty,)),)), Sources((ListedReference(nasty, nasty, f"https://x/{nasty}"),)))
    )
    document = Document(render(view, Style("html")))
    assert "script" not in document.tags
    assert "ref-script-alert-1-script" in document.ids
    assert nasty in document.text


def test_what_was_searched_for_is_marked(field: Store):
    text = render(VIEWS["search"](field), Style("html"))
    assert "<mark>falls</mark>" in text

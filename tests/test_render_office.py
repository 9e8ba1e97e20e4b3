"""Word-processor documents, made by the real pandoc: only a few, since each takes a second."""

import io
import re
from html import unescape
from zipfile import ZipFile

import pytest
from screens import VIEWS

from collabref.render import Style, render
from collabref.store import Store

pytest_plugins = ["screens"]


@pytest.fixture(autouse=True)
def pandoc() -> None:
    pytest.importorskip("pypandoc")


def parts(made: str | bytes) -> dict[str, bytes]:
    """The files in an office file, which is a zip archive."""
    assert isinstance(made, bytes)
    with ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


def words(xml: bytes) -> str:
    return unescape(" ".join(re.sub("<[^>]*>", "", xml.decode()).split()))


def test_a_page_has_its_headings_claims_and_references(field: Store):
    made = parts(render(VIEWS["page"](field), Style("docx")))
    body = made["word/document.xml"]
    text = words(body)
    assert re.findall(r'<w:pStyle w:val="(Heading\d|Title)" ?/>', body.decode())[:2] == ["Heading1", "Heading2"]
    assert "In 40 wards falls were 2.1 against 3.0 per 1,000 bed-days." in text
    assert "Falls after Daily Huddles: A Cluster-Randomised Trial".lower() in text.lower()
    assert "@x-okoro2018" not in text  # citeproc has resolved the citations
    assert "collabref critiques" not in text
    assert b'w:anchor="ref-x-okoro2018"' in body  # from a citation to its reference


def test_a_grid_is_a_table(field: Store):
    body = parts(render(VIEWS["cases"](field), Style("odt")))["content.xml"].decode()
    assert body.count("<table:table ") == 1
    assert body.count("<table:table-row") == 3  # the heads and two cases
    assert "Riverside wards" in body


def test_a_table_in_word_has_a_bold_header_and_rules(field: Store):
    styles = parts(render(VIEWS["cases"](field), Style("docx")))["word/styles.xml"].decode()
    table = styles[styles.index('w:styleId="Table"') :].partition("</w:style>")[0]
    assert re.search(r'w:type="firstRow">\s*<w:rPr>\s*<w:b', table)
    assert "w:insideH" in table


def test_pages_in_word_are_numbered(field: Store):
    made = parts(render(VIEWS["cases"](field), Style("docx")))
    assert b" PAGE " in made["word/footer1.xml"]
    assert re.search(rb"<w:footerReference [^>]*/>.*<w:pgSz [^>]*/>", made["word/document.xml"], re.DOTALL)
    assert b"/word/footer1.xml" in made["[Content_Types].xml"]


def test_rows_and_pictures_in_word_stay_on_one_page(field: Store):
    styles = parts(render(VIEWS["evidence"](field), Style("docx")))["word/styles.xml"].decode()
    for style, rule in (("Table", "w:cantSplit"), ("Compact", "w:keepLines"), ("SourceCode", "w:keepLines")):
        assert styles.count(f'w:styleId="{style}"') == 1
        assert rule in styles[styles.index(f'w:styleId="{style}"') :].partition("</w:style>")[0]


def test_nothing_of_the_data_is_obeyed(hostile: Store):
    from collabref.pages.show import show

    made = parts(render(show(hostile, ["x-hostile", "x-formula", "x-evil"], full=True), Style("docx")))
    body = made["word/document.xml"].decode()
    text = words(body.encode())
    assert "[bold]loud[/bold]" in text
    assert "<script>alert(1)</script>" in text
    assert '=HYPERLINK("http://evil.example")' in text  # its quotation marks are unchanged too
    for forbidden in "\x1b\x07\x9b\u202e\u202c\u2066\u2069\x00\x08":
        assert forbidden not in body, hex(ord(forbidden))
    links = made["word/_rels/document.xml.rels"].decode()
    targets = re.findall(r'Target="([^"]*)" TargetMode="External"', links)
    assert all(target.startswith("https://") for target in targets)  # citeproc puts it before what has no scheme
    assert "evil.example" not in links

"""Twice the text takes about twice the work, whatever the text and the format. Work is counted, not timed."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from screens import Run

from collabref.answer.grid import Column, Grid, ListedReference, Sources, Text
from collabref.answer.page import (
    Block,
    Bullets,
    Comparison,
    Contents,
    Fields,
    Heading,
    Note,
    Page,
    Paragraph,
    Table,
    Title,
)
from collabref.formats import FORMATS
from collabref.render import Style, render
from collabref.text.addresses import doi_address, is_web
from collabref.text.fold import composed, fold, indexed
from collabref.text.safe import printable, safe_message
from collabref.text.wording import one_line

pytest_plugins = ["screens"]

# Methods that go through a whole text on each call. (Rich takes one line after another off a wrapped paragraph with
# ``partition``, which copies the rest; that is so few bytes per line of a screen that it is not counted.)
_WHOLE = {"rpartition", "split", "splitlines", "replace", "translate", "strip", "rstrip", "encode", "join"}

# Twice the text may cost a little more than twice the work; four times would be quadratic.
MOST = 2.6

SHAPES: dict[str, Callable[[int], str]] = {
    "line ends": lambda count: "a" + "\n" * count + "b",
    "lines": lambda count: "line\n" * count,
    "words": lambda count: "word " * count,
    "one word": lambda count: "x" * count,
    "spaces": lambda count: "a" + " " * count + "b",
    "wide": lambda count: "漢" * count,
    "hyphens": lambda count: "a" + "-" * count + "b",
    "accents": lambda count: "a" + "\u0301\u0323" * count,
    "quotation marks": lambda count: "“" * count,
    "markup": lambda count: "[*_`:&" * count,
    "controls": lambda count: "\x1b" * count,
}

# pandoc makes the other formats from our Markdown; bibliographies have separate tests.
TEXTUAL = [each.name for each in FORMATS if not each.is_binary and each.of != "references"]


def work(call: Callable[[], Any]) -> int:
    """How many functions are called, and how many characters the string methods among them go through."""
    total = 0

    def count(_: Any, event: str, called: Any) -> None:
        nonlocal total
        if event == "call":
            total += 1
        elif event == "c_call" and isinstance(owner := getattr(called, "__self__", None), str):
            total += len(owner) if called.__name__ in _WHOLE else 1

    call()  # what is imported and cached the first time is not counted
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        call()
    finally:
        sys.setprofile(before)
    return total


def grid_of(*texts: str) -> Grid:
    columns = tuple(Column(key, key, lambda item: Text(item["id"]), on="both") for key in ("id", "text"))
    return Grid("test", [{"id": text} for text in texts], columns)


def blocks(text: str) -> list[Block]:
    """A block of every kind that contains text."""
    said = Text(text)
    record = {"id": "x", "type": "book", "title": text}
    return [
        Title(text, "x", text), Heading(text), Paragraph((said, said)), Bullets((said,)), Fields(((text, (said,)),)),
        Comparison(("A", "B"), ((text, (said, said)),)), Table("caption", grid_of(text)), Note(text),
        Sources((ListedReference("x", text, text, record),)),
    ]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("format", TEXTUAL)
def test_a_long_text_is_drawn_in_linear_time(format: str, shape: str):
    def draw(count: int) -> Callable[[], object]:
        text = SHAPES[shape](count)
        view = grid_of(text) if format in ("csv", "tsv") else Page("test", [{"id": text}], tuple(blocks(text)))
        return lambda: render(view, Style(format, 80, color=True, links=True))

    assert work(draw(2000)) < MOST * work(draw(1000))


def test_line_ends_in_a_text_are_no_lines_of_the_screen():
    """Thousands of them would be thousands of lines, and in Rich each takes time in proportion to all that follow."""
    for block in blocks("one" + "\n \t\n" * 1000 + "two"):
        assert render(Page("test", [], (block,)), Style("text")).count("\n") < 20


@pytest.mark.parametrize("format", TEXTUAL)
def test_many_blocks_are_drawn_in_linear_time(format: str):
    def draw(count: int) -> Callable[[], object]:
        names = [f"Name {number}" for number in range(count)]
        if format in ("csv", "tsv"):
            return lambda: render(grid_of(*names), Style(format))
        page: list[Block] = [Contents(2)]
        for name in names:
            page += [Title(name, "", level=2), Heading("Same"), Paragraph((Text(name, to=name),))]
        page.append(Sources(tuple(ListedReference(name, name, "", {"id": name}) for name in names)))
        return lambda: render(Page("test", [], tuple(page)), Style(format))

    assert work(draw(200)) < MOST * work(draw(100))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("function", [composed, doi_address, fold, indexed, is_web, one_line, printable, safe_message])
def test_a_long_text_is_read_in_linear_time(function: Callable[[str], object], shape: str):
    assert work(lambda: function(SHAPES[shape](4000))) < MOST * work(lambda: function(SHAPES[shape](2000)))


@pytest.mark.parametrize("shape", ["quotation marks", "accents", "line ends"])
@pytest.mark.parametrize("command", ["show", "search", "refs", "cite", "nonsense"])
def test_a_long_argument_is_answered(run: Run, command: str, shape: str):
    """The work inside a regular expression cannot be counted; it once took minutes."""
    text = SHAPES[shape](300_000)
    arguments = (text,) if command == "nonsense" else (command, text)
    done = run(*arguments)
    assert done.code in (0, 1, 2)
    assert len(done.err) < 5000

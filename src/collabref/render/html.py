"""HTML: one self-contained document, for screens of any width, paper and screen readers.

No scripts and no external files. Where there is no room for columns, a table becomes a list of cells; its
roles are explicit, since browsers then drop the implicit ones.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from collabref.answer.grid import Grid, ListedReference, Sources, Text
from collabref.answer.page import (
    Block,
    Bullets,
    Comparison,
    Contents,
    Entries,
    Fields,
    Heading,
    Note,
    Page,
    Paragraph,
    Plot,
    Spans,
    Table,
    Timeline,
    Title,
    as_page,
    under_one_title,
)
from collabref.render import COLOPHON, Style, columns, svg
from collabref.render.css import SHEET
from collabref.render.marks import LOOKS, SIGNS
from collabref.render.outline import Outline, name_and_stop
from collabref.text.addresses import is_web
from collabref.text.safe import printable

_HEAD = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{sheet}
</style>
</head>
<body>
<a class="skip" href="#Content">Skip to the content</a>
<main id="Content" tabindex="-1">"""

# The widths in pixels at which plots are drawn: for screens above the style sheet's breakpoint, and below it.
WIDE = 760
NARROW = 280


def render(view: Page | Grid, style: Style) -> str:
    """The answer as a document, in which sources in the text link to the references below."""
    page = as_page(view) if isinstance(view, Grid) else under_one_title(view)
    writer = _Writer(page)
    body = [drawn for block in page.blocks if (drawn := writer.block(block))]
    title = writer.outline.titles[0].text
    lines = [
        _HEAD.format(title=escape(f"{title} – collabref"), sheet=SHEET),
        *body,
        f"</main>\n<footer><p>{escape(COLOPHON)}</p></footer>\n</body>\n</html>",
    ]
    return printable("\n".join(lines)) + "\n"


class _Writer:
    """The state of one document while it is written: its outline, and how many plots it has."""

    def __init__(self, page: Page) -> None:
        self.outline = Outline(page)
        self._pictures = 0

    def block(self, block: Block) -> str:
        """A block as HTML; empty for blocks that documents leave out."""
        match block:
            case Title(text, id, note):
                small = f" <small>{escape(id)}</small>" if id else ""
                heading = self._heading(f"{escape(text)}{small}", self.outline.enter(block), self.outline.anchor(block))
                return f'{heading}\n<p class="note">{escape(note)}</p>' if note else heading
            case Contents(level):
                return self._contents(level)
            case Heading(text):
                return self._heading(escape(text), self.outline.below)
            case Paragraph(texts):
                return f"<p>{self._sentences(texts)}</p>"
            case Bullets(items):
                return _list(map(self._sentence, items))
            case Fields(rows, to):
                inside = "\n".join(
                    f"<dt>{self._named(label, to)}</dt><dd>{self._sentences(texts)}</dd>" for label, texts in rows
                )
                return f"<dl>\n{inside}\n</dl>"
            case Entries():
                return self.block(block.fields())
            case Comparison(heads, rows):
                return self._table(
                    "Comparison",
                    ["Dimension", *heads],
                    [[Text(label), *cells] for label, cells in rows],
                    [0, *(1 for _ in heads)],
                )
            case Table(caption, grid):
                shown, cells = grid.shown("screen")
                return self._table(
                    caption, [column.heading for column in shown], cells, [column.wide for column in shown]
                )
            case Plot(_, key, words):
                return self._figure(
                    words,
                    svg.plot,
                    block,
                    [f"{svg.shape(kind)} {escape(what)} ({LOOKS[kind].shape})" for kind, what in key],
                )
            case Spans(words=words):
                return self._figure(words, svg.spans, block, ())
            case Timeline(years, key, words) if years:
                return self._figure(
                    words,
                    svg.timeline,
                    block,
                    [
                        f"<strong>{SIGNS[direction].replace('-', '−')}</strong> {escape(what)}"
                        for direction, what in key
                    ],
                )
            case Sources(items) if items:
                return f"{self._heading('References', 2, '_references')}\n{self._references(items)}"
            case Note(text):
                return f'<p class="note">{escape(text)}</p>'
            case _:  # commands are for terminals only
                return ""

    def _heading(self, inside: str, level: int, anchor: str = "") -> str:
        tag = f"h{min(level, 6)}"
        return f'<{tag} id="{anchor}">{inside}</{tag}>' if anchor else f"<{tag}>{inside}</{tag}>"

    def _contents(self, level: int) -> str:
        """Titles as nested lists, from the second level down."""
        titles = deque(title for title in self.outline.titles if 1 < title.level <= level)
        return f'<nav aria-label="Contents">\n{self._nested(titles, 2)}\n</nav>'

    def _nested(self, titles: deque[Title], depth: int) -> str:
        """Take the leading titles at ``depth`` or deeper off the list, and return them as nested lists."""
        items = []
        while titles and titles[0].level >= depth:
            title = titles.popleft()
            link = f'<a href="#{self.outline.anchor(title)}">{escape(title.text)}</a>'
            items.append(f"{link}{self._nested(titles, title.level + 1)}")
        return _list(items) if items else ""

    def _table(self, caption: str, heads: Sequence[str], rows: Sequence[Sequence[Text]], shares: Sequence[int]) -> str:
        """A table, its first column the heads of its rows; a row of one cell says the same of all."""
        head = "".join(f'<th role="columnheader" scope="col">{escape(each)}</th>' for each in heads)
        lines = []
        for first, *cells in rows:
            if len(cells) == 1 and len(heads) > 2:
                drawn = [f'<td role="cell" colspan="{len(heads) - 1}">Same for all: {self._sentence(cells[0])}</td>']
            else:
                drawn = [
                    f'<td role="cell" data-label="{escape(label)}">{self._sentence(cell)}</td>'
                    for label, cell in zip(heads[1:], cells, strict=True)
                ]
            lines.append(
                f'<tr role="row"><th role="rowheader" scope="row">{self._sentence(first)}</th>{"".join(drawn)}</tr>'
            )
        inside = "\n".join(lines)
        name, widths = _layout(heads, rows, shares)
        return (
            f'<table role="table"{name}>\n<caption class="unseen">{escape(caption)}</caption>\n{widths}'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n<tbody role="rowgroup">\n{inside}\n</tbody>\n'
            "</table>"
        )

    def _figure(self, words: str, draw: Callable[[Any, int, str], str], block: Block, key: Iterable[str]) -> str:
        """A plot for wide screens and one for narrow ones, between its description and its key."""
        self._pictures += 1
        drawn = "\n".join(
            f'<div class="{name}">{draw(block, width, f"picture_{self._pictures}_{name}")}</div>'
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        )
        inside = "\n".join(f"<li>{each}</li>" for each in key)
        return (
            f'<figure>\n<figcaption>{escape(words)}</figcaption>\n{drawn}\n<ul class="key">\n{inside}\n</ul>\n</figure>'
        )

    def _references(self, items: Sequence[ListedReference]) -> str:
        inside = "\n".join(
            f'<li id="{self.outline.reference_anchor(each.id)}"><strong>{escape(each.id)}</strong> {escape(each.citation)}{_address(each.url)}</li>'
            for each in items
        )
        return f'<ul class="references">\n{inside}\n</ul>'

    def _named(self, label: str, to: Mapping[str, str]) -> str:
        return self._link(escape(label), to.get(label, ""))

    def _link(self, inside: str, to: str) -> str:
        anchor = self.outline.leads_to(to)
        return f'<a href="#{anchor}">{inside}</a>' if anchor else inside

    def _sentences(self, texts: Sequence[Text]) -> str:
        return " ".join(map(self._sentence, texts))

    def _sentence(self, text: Text) -> str:
        name, stop = name_and_stop(text)
        said = f"{self._link(escape(name), text.to)}{stop}" if text.to else _marked(text)
        if text.gap:
            said = f'<span class="gap">{said}</span>'
        if is_web(text.url):
            said = f'<a href="{escape(text.url)}">{said}</a>'
        said += _address(text.address)
        if not text.refs:
            return said
        return f'{said} <span class="cite">[{", ".join(self._link(escape(id), id) for id in text.refs)}]</span>'


def _marked(text: Text) -> str:
    return "".join(f"<mark>{escape(part)}</mark>" if is_marked else escape(part) for part, is_marked in text.parts())


def _layout(heads: Sequence[str], rows: Sequence[Sequence[Text]], shares: Sequence[int]) -> tuple[str, str]:
    """The class of a table that needs much room, and its columns with the widths of those that share the free space."""
    whole = [row for row in rows if len(row) == len(heads)]
    table = columns.needs([heads, *([_read(cell) for cell in row] for row in whole)], shares)
    name = ""
    if not columns.fits(table):
        name = ' class="broadest"'
    elif columns.room(table) > columns.SCREEN:
        name = ' class="broad"'
    widths = columns.percentages(table)
    if not any(widths):
        return name, ""
    inside = "".join(f'<col style="width: {width}%">' if width else "<col>" for width in widths)
    return name, f"<colgroup>{inside}</colgroup>\n"


def _read(text: Text) -> str:
    """A cell as it is read, with its sources; an address may be broken, and needs no room of its own."""
    return f"{text.text} [{', '.join(text.refs)}]" if text.refs else text.text


def _list(items: Iterable[str]) -> str:
    inside = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{inside}\n</ul>"


def _address(url: str) -> str:
    """An address, as a link if it is a web address."""
    if not is_web(url):
        return f" {escape(url)}" if url else ""
    return f' <a href="{escape(url)}">{escape(url)}</a>'

"""Markdown, either for pandoc (the default) or for any reader.

For pandoc, sources are citations as in ``[@schouten2008]`` and the references are data at the end, so
that ``pandoc --citeproc`` makes a document in any style. With plain citations, sources are written as in
``[schouten2008]``, and the references are a list. Source: the pandoc manual, on citations and
metadata blocks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
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
)
from collabref.cite.values import plain
from collabref.render import COLOPHON, Style, plots
from collabref.render.columns import BETWEEN, LONGEST, pieces
from collabref.render.marks import SIGNS
from collabref.render.outline import Distinct, Outline, name_and_stop
from collabref.text.addresses import is_web
from collabref.text.safe import printable
from collabref.text.wording import capital, one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")

# The beginning of an emoji, of an entity, and of anything that pandoc takes for a dash or an ellipsis.
_BEGINNING = re.compile(r":(?=[\w+-]+:)|&(?=#?\w+;)|-(?=-)|\.(?=\.\.)")

# The start of a line up to the marker of a list, a rule, a definition, a div or a caption.
_LINE_START = re.compile(
    r"^\s*(?:(?=[-+=](?:[-+=\s]|$)|:)|\(?(?:\d+|[A-Za-z]|[IVXLCDMivxlcdm]+)(?=[.)](?:\s|$))|[Tt]able(?=:))"
)

# An id that pandoc reads after @ without braces.
_BARE_KEY = re.compile(r"[A-Za-z0-9_]+(?:[:.#$%&+?<>~/-][A-Za-z0-9_]+)*")

# What may not appear even between braces.
_UNFIT = re.compile(r"[^\w.:/-]")

# The most characters across a plot in a document.
_PICTURE = 72

# What is in a cell and not seen: where a link leads, and what keeps a sign from being obeyed.
_UNSEEN = re.compile(r"(?<=\])\(#[\w-]*\)|\\(?!\\)")

# Letters half as broad again as most.
_BROAD = "mwMW"

# Few family names are longer.
_NAME = 12

# About so many characters go across a page of a word processor, in a table of ours.
_PAGE = 95


def render(view: Page | Grid, style: Style, unseen: bool = False) -> str:
    """Blocks separated by empty lines, and below them where the page comes from.

    Args:
        unseen: nobody but our own pandoc reads it: the references stand at the top as data, where it reads them faster
            but people would see them first, and have a date of which it warns (see ``cite.csl.with_available_date``).
    """
    page = as_page(view) if isinstance(view, Grid) else view
    writer = _Writer(page, style.citations == "pandoc", unseen)
    blocks = [drawn for block in page.blocks if (drawn := writer.block(block))]
    blocks.append(f"*{COLOPHON}*")
    blocks = [*writer.end, *blocks] if unseen else [*blocks, *writer.end]
    return printable("\n\n".join(blocks)) + "\n"


def escape(text: str) -> str:
    """``text`` as Markdown that displays it literally, on one line."""
    text = _SPECIAL.sub(r"\\\1", printable(text).replace("\n", " "))
    return _LINE_START.sub(r"\g<0>\\", _BEGINNING.sub(r"\\\g<0>", text))


class _Writer:
    """The state of one document while it is written: its outline, and how it cites."""

    def __init__(self, page: Page, pandoc: bool, unseen: bool) -> None:
        self._outline = Outline(page)
        self._pandoc = pandoc
        self._unseen = unseen
        self._keys = _keys(self._outline.references)
        self.end: list[str] = []

    def block(self, block: Block) -> str:
        """A block as Markdown; empty for blocks that documents leave out."""
        match block:
            case Title(text, _, note):
                heading = self._heading(escape(text), self._outline.enter(block), self._outline.anchor(block))
                return f"{heading}\n\n*{escape(note)}*" if note else heading
            case Contents(level):
                return "\n".join(
                    f"{'  ' * (title.level - 2)}- {self._link(escape(title.text), self._outline.anchor(title))}"
                    for title in self._outline.titles
                    if 1 < title.level <= level
                )
            case Heading(text):
                return self._heading(escape(text), self._outline.below, self._outline.heading_anchor(text))
            case Paragraph(sentences):
                return " ".join(map(self._sentence, sentences))
            case Bullets(items):
                return "\n".join(f"- {self._sentence(item)}" for item in items)
            case Fields(rows, to):
                return "\n".join(
                    f"- **{self._named(label, to)}**: {' '.join(map(self._sentence, sentences))}"
                    for label, sentences in rows
                )
            case Entries():
                return self.block(block.fields())
            case Comparison(heads, rows):
                cells = [
                    [escape(label), *(list(map(self._sentence, row)) * (len(heads) if len(row) == 1 else 1))]
                    for label, row in rows
                ]
                return _table(["", *map(escape, heads)], cells)
            case Table(_, grid):
                columns, shown = grid.shown("screen")
                return _table(
                    [escape(column.heading) for column in columns], [list(map(self._sentence, row)) for row in shown]
                )
            case Spans(words=words):
                return f"{escape(words)}\n\n{self.block(Fields(block.said()))}"
            case Plot():
                return f"{escape(block.words)}\n\n{_plot(block)}"
            case Timeline(years, key, words) if years:
                drawn = "\n".join(
                    [
                        *plots.timeline(block, _PICTURE),
                        "",
                        one_line(" · ".join(f"{SIGNS[direction]} {what}" for direction, what in key)),
                    ]
                )
                return f"{escape(words)}\n\n```\n{drawn}\n```"
            case Sources(items) if items:
                return self._references(items)
            case Note(text):
                return f"*{escape(text)}*"
            case _:  # commands are for terminals only
                return ""

    def _heading(self, text: str, level: int, anchor: str = "") -> str:
        ending = f" {{#{anchor}}}" if anchor and self._pandoc else ""
        return f"{'#' * min(level, 6)} {text}{ending}"

    def _link(self, text: str, anchor: str) -> str:
        return f"[{text}](#{anchor})" if anchor and self._pandoc else text

    def _named(self, label: str, to: Mapping[str, str]) -> str:
        return self._link(escape(label), self._outline.leads_to(to.get(label, "")))

    def _sentence(self, text: Text) -> str:
        name, stop = name_and_stop(text)
        if self._pandoc and text.to in self._outline.references:
            said = f"{self._key(text.to)}{stop}"  # a citation in the text: pandoc names the authors
        elif text.to:
            said = f"{self._link(escape(name), self._outline.leads_to(text.to))}{stop}"
        else:
            said = f"*{escape(text.text)}*" if text.gap else _marked(text)
        if is_web(text.url):
            said = f"[{said}](<{_destination(text.url)}>)"
        if text.address:
            said += f" {_address(text.address)}"
        if not text.refs:
            return said
        if self._pandoc:
            return f"{said} [{'; '.join(map(self._key, text.refs))}]"
        return f"{said} \\[{', '.join(map(escape, text.refs))}\\]"

    def _key(self, id: str) -> str:
        key = self._keys.get(id) or _UNFIT.sub("-", id)
        return f"@{key}" if _BARE_KEY.fullmatch(key) else f"@{{{key}}}"

    def _metadata(self, items: Sequence[ListedReference]) -> str:
        """The references as a metadata block."""
        from collabref.cite import csl

        records = [csl.with_available_date(dict(each.record)) if self._unseen else each.record for each in items]
        references = [
            {**_escaped(_without_odd_address(record)), "id": escape(self._keys[each.id])}
            for each, record in zip(items, records, strict=True)
        ]
        return f"---\n{csl.write_yaml(references)}---"

    def _references(self, items: Sequence[ListedReference]) -> str:
        heading = self._heading("References", 2, self._outline.heading_anchor("References"))
        if not self._pandoc:
            return "\n".join([heading, "", *map(_listed, items)])
        self.end.append(self._metadata(items))
        return f"{heading}\n\n::: {{#refs}}\n:::"


def _keys(ids: Iterable[str]) -> dict[str, str]:
    """Reference -> its key for pandoc: its id if that is valid between braces; no two are the same."""
    names = Distinct()
    return {id: names.make(_UNFIT.sub("-", id)) for id in sorted(ids, key=lambda id: (bool(_UNFIT.search(id)), id))}


def _without_odd_address(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without a URL that is not a web address: pandoc would make a link of it."""
    return {key: value for key, value in record.items() if key != "URL" or is_web(str(value))}


def _escaped(value: Any) -> Any:
    """A value with all its texts escaped: pandoc reads the text of metadata as Markdown."""
    if isinstance(value, dict):
        return {key: each if key in ("id", "type") else _escaped(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_escaped(each) for each in value]
    # Each unclosed bracket in a block below text doubles the time that pandoc takes.
    return escape(plain(value)).replace("\\[", "&#91;") if isinstance(value, str) else value


def _marked(text: Text) -> str:
    """The text with the words searched for in bold."""
    return "".join(f"**{escape(part)}**" if is_marked else escape(part) for part, is_marked in text.parts())


def _listed(source: ListedReference) -> str:
    id = escape(source.id) if "`" in source.id else f"`{source.id}`"
    return f"- {id} {escape(source.citation)} {_address(source.url)}".rstrip()


def _address(url: str) -> str:
    """An address, as a link where it is one of the web."""
    return f"<{_destination(url)}>" if is_web(url) else escape(url)


def _destination(url: str) -> str:
    """An address of the web without what would end a cell of a table, or be taken for an escape."""
    return url.replace("|", "%7C").replace("\\", "%5C")


def _plot(plot: Plot) -> str:
    """The plot as a table of counts: a row for each kind of study."""
    rows = []
    for kind, what in plot.key:
        counts = [sum(mark.kind == kind for mark in (*primary, *some)) for _, primary, some in plot.columns]
        rows.append([escape(capital(what)), *map(str, counts)])
    return _table(["", *(escape(capital(label)) for label, _, _ in plot.columns)], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A pipe table. The dashes tell pandoc how wide its columns are, in characters of a page: see ``_widths``."""
    dashes = ["-" * width for width in _widths([heads, *rows])]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, dashes, *rows))


def _widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """For each column room for its longest word; what is left of a page goes to those with the most text."""
    cells = list(zip(*([_UNSEEN.sub("", cell) for cell in line] for line in lines), strict=True))
    widths = [max(_width(word) for cell in column for word in pieces(cell)) for column in cells]
    widths = [min(width, LONGEST) + BETWEEN for width in widths]
    wanted = [max(map(_length, column)) + BETWEEN for column in cells]
    lengths = [sum(map(_length, column)) for column in cells]
    free = max(_PAGE - sum(widths), 0)
    for place in sorted(range(len(cells)), key=lambda place: lengths[place]):  # short ones first: they leave some
        more = min(free * lengths[place] // max(sum(lengths), 1), max(wanted[place] - widths[place], 0))
        widths[place] += more
        free -= more
        lengths[place] = 0
    return widths


def _length(cell: str) -> int:
    return sum(map(_width, pieces(cell))) + len(pieces(cell)) - 1


def _width(word: str) -> int:
    """How wide a word is; pandoc writes a source as names and a year, of which the key mostly has the longest."""
    if "@" in word:
        return min(sum(map(str.isalpha, word)), _NAME)
    return len(word) + sum(map(word.count, _BROAD)) // 2

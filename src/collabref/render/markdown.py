"""Markdown (CommonMark with pipe tables). Sources are written as pandoc citations: ``[@schouten2008]``."""

import re

from collabref.grid import Grid, Text
from collabref.page import (
    Block,
    Bullets,
    Commands,
    Comparison,
    Fields,
    Heading,
    Note,
    Page,
    Paragraph,
    Source,
    Sources,
    Title,
)
from collabref.render import COLOPHON, Style
from collabref.text import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@])")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def render(view: Page | Grid, style: Style) -> str:
    """Blocks apart by an empty line; below a page, where it comes from."""
    if isinstance(view, Grid):
        return printable(_grid(view)) + "\n"
    blocks = [drawn for block in view.blocks if (drawn := _block(block))]
    return printable("\n\n".join([*blocks, f"*{COLOPHON}*"])) + "\n"


def escape(text: str) -> str:
    """``text`` as Markdown that shows it as it is."""
    text = _EMOJI.sub(r"\\:", _SPECIAL.sub(r"\\\1", printable(text)))
    return _LINE_START.sub(r"\1\\\2", text)


def _sentence(text: Text) -> str:
    said = f"*{escape(text.text)}*" if text.gap else _marked(text)
    return f"{said} [{'; '.join(f'@{id}' for id in text.refs)}]" if text.refs else said


def _marked(text: Text) -> str:
    """The text with what was searched for in bold."""
    parts, at = [], 0
    for start, end in text.marks:
        parts += [escape(text.text[at:start]), f"**{escape(text.text[start:end])}**"]
        at = end
    return "".join(parts) + escape(text.text[at:])


def _block(block: Block) -> str:
    match block:
        case Title(text, id, note):
            heading = f"# {escape(text)} (`{id}`)" if id else f"# {escape(text)}"
            return f"{heading}\n\n*{escape(note)}*" if note else heading
        case Heading(text):
            return f"## {escape(text)}"
        case Paragraph(sentences):
            return " ".join(map(_sentence, sentences))
        case Bullets(items):
            return "\n".join(f"- {_sentence(item)}" for item in items)
        case Fields(rows):
            return "\n".join(
                f"- **{escape(label)}**: {' '.join(map(_sentence, sentences))}" for label, sentences in rows
            )
        case Comparison(heads, rows):
            cells = [
                [label, *(list(map(_sentence, row)) * (len(heads) if len(row) == 1 else 1))] for label, row in rows
            ]
            return _table(["", *map(escape, heads)], [[escape(label), *row] for label, *row in cells])
        case Sources(items) if items:
            return "\n".join(["## References", "", *map(_source, items)])
        case Commands(items):
            return "\n".join(["Read on:", "", *(f"- `{command}`: {escape(what)}" for command, what in items)])
        case Note(text):
            return f"*{escape(text)}*"
        case _:
            return ""


def _source(source: Source) -> str:
    # For web addresses only: a foreign library may hold any other kind.
    link = f" <{source.url}>" if source.url.startswith(("https://", "http://")) else ""
    return f"- `{source.id}` {escape(source.citation)}{link}"


def _grid(grid: Grid) -> str:
    columns, rows = grid.shown("screen")
    return _table([escape(column.heading) for column in columns], [list(map(_sentence, row)) for row in rows])


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

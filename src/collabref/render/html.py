"""HTML: one document that stands alone, with a few lines of style and no script."""

from collections.abc import Iterable
from html import escape

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
    Sources,
    Title,
)  # fmt: skip
from collabref.render import COLOPHON, Style
from collabref.text import printable

_HEAD = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }}
h1 {{ line-height: 1.2 }} h1 small, .note, cite {{ color: #595959; font-style: normal; font-weight: normal; font-size: .85em }}
dt {{ font-weight: 600; margin-top: .6rem }} dd {{ margin: 0 0 0 1.5rem }}
table {{ border-collapse: collapse; width: 100% }} th, td {{ border-top: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top }}
.gap {{ font-style: italic }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #161616 }} h1 small, .note, cite {{ color: #aaa }} a {{ color: #8ab4f8 }} th, td {{ border-color: #444 }} }}
</style>
</head>
<body>
"""


def render(view: Page | Grid, style: Style) -> str:
    """The answer as a document; sources in the text are links to the references below."""
    if isinstance(view, Grid):
        title, body = f"collabref: {view.kind}", [_grid(view)]
    else:
        titles = [block.text for block in view.blocks if isinstance(block, Title)]
        listed = {source.id for block in view.blocks if isinstance(block, Sources) for source in block.items}
        title, body = titles[0] if titles else "collabref", [_block(block, listed) for block in view.blocks]
    lines = [
        _HEAD.format(title=escape(title)),
        *(line for line in body if line),
        f'<p class="note">{escape(COLOPHON)}</p>',
        "</body>\n</html>",
    ]
    return printable("\n".join(lines)) + "\n"


def _sentence(text: Text, listed: set[str]) -> str:
    said = _marked(text)
    if text.gap:
        said = f'<span class="gap">{said}</span>'
    if text.url.startswith(("https://", "http://")):
        said = f'<a href="{escape(text.url)}">{said}</a>'
    if not text.refs:
        return said
    refs = (f'<a href="#{escape(id)}">{escape(id)}</a>' if id in listed else escape(id) for id in text.refs)
    return f"{said} <cite>[{', '.join(refs)}]</cite>"


def _marked(text: Text) -> str:
    parts, at = [], 0
    for start, end in text.marks:
        parts += [escape(text.text[at:start]), f"<mark>{escape(text.text[start:end])}</mark>"]
        at = end
    return "".join(parts) + escape(text.text[at:])


def _block(block: Block, listed: set[str]) -> str:
    def sentences(texts: tuple[Text, ...]) -> str:
        return " ".join(_sentence(text, listed) for text in texts)

    match block:
        case Title(text, id, note):
            small = f" <small>{escape(id)}</small>" if id else ""
            return f"<h1>{escape(text)}{small}</h1>" + (f'\n<p class="note">{escape(note)}</p>' if note else "")
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(texts):
            return f"<p>{sentences(texts)}</p>"
        case Bullets(items):
            return _list(_sentence(item, listed) for item in items)
        case Fields(rows):
            inside = "\n".join(f"<dt>{escape(label)}</dt><dd>{sentences(texts)}</dd>" for label, texts in rows)
            return f"<dl>\n{inside}\n</dl>"
        case Comparison(heads, rows):
            lines = [[f"<th>{escape(label)}</th>", *_cells(cells, len(heads), listed)] for label, cells in rows]
            return _table(["", *heads], ["".join(line) for line in lines])
        case Sources(items) if items:
            entries = (
                f'<span id="{escape(each.id)}">{escape(each.id)}</span> {escape(each.citation)}' + _link(each.url)
                for each in items
            )
            return f"<h2>References</h2>\n{_list(entries)}"
        case Commands(items):
            return _list(f"<code>{escape(command)}</code>: {escape(what)}" for command, what in items)
        case Note(text):
            return f'<p class="note">{escape(text)}</p>'
        case _:
            return ""


def _cells(cells: tuple[Text, ...], count: int, listed: set[str]) -> list[str]:
    if len(cells) == 1:
        return [f'<td colspan="{count}">Same for all: {_sentence(cells[0], listed)}</td>']
    return [f"<td>{_sentence(cell, listed)}</td>" for cell in cells]


def _grid(grid: Grid) -> str:
    columns, rows = grid.shown("screen")
    lines = ["".join(f"<td>{_sentence(cell, set())}</td>" for cell in row) for row in rows]
    return _table([column.heading for column in columns], lines)


def _table(heads: list[str] | tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _list(items: Iterable[str]) -> str:
    inside = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{inside}\n</ul>"


def _link(url: str) -> str:
    """A link, for web addresses only: a foreign library may hold any other kind."""
    if not url.startswith(("https://", "http://")):
        return f" {escape(url)}" if url else ""
    return f' <a href="{escape(url)}">{escape(url)}</a>'

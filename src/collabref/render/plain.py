"""Plain text for pipes and screen readers: ``Label: value`` lines, no boxes, columns, colour or wrapping."""

from collections import Counter
from collections.abc import Iterator, Sequence

from collabref.answer.grid import Grid, Sources, Text
from collabref.answer.page import (
    Bullets,
    Commands,
    Comparison,
    Entries,
    Entry,
    Fields,
    Heading,
    Mark,
    Note,
    Page,
    Paragraph,
    Plot,
    Spans,
    Table,
    Timeline,
    Title,
)
from collabref.render import Style
from collabref.text.safe import printable
from collabref.text.wording import capital


def render(view: Page | Grid, style: Style) -> str:
    """One line per sentence, with an empty line between records."""
    lines = _grid(view) if isinstance(view, Grid) else _page(view)
    return printable("\n".join(lines).lstrip("\n")) + "\n" if lines else ""


def sentence(text: Text) -> str:
    """A sentence with its sources in brackets."""
    said = text.spoken or text.text
    return f"{said} [{', '.join(text.refs)}]" if text.refs else said


def _colon(label: str) -> str:
    return label if label.endswith("?") else f"{label}:"


def _grid(grid: Grid) -> list[str]:
    if grid.line:
        return [grid.line(item) for item in grid.items]
    lines: list[str] = []
    columns, rows = grid.shown("screen")
    for row in rows:
        if lines:
            lines.append("")
        lines += [f"{column.heading}: {sentence(cell)}" for column, cell in zip(columns, row, strict=True) if cell.text]
    return lines


def _studies(marks: Sequence[Mark]) -> str:
    return "; ".join(mark.words for mark in marks) or "none"


def _entries(items: Sequence[Entry]) -> Iterator[str]:
    """One line per record, with a group's name before its first record."""
    group = ""
    for item in items:
        if item.group != group:
            group = item.group
            yield from ("", f"{group}:")
        remark = f"{item.note}: " if item.note and item.says else item.note
        yield f"{item.name} ({item.id}): {remark}{sentence(item.says) if item.says else ''}".removesuffix(": ")


def _counted(labels: Sequence[str]) -> str:
    return ", ".join(f"{count} {label}" for label, count in Counter(labels).items())


def _page(page: Page) -> list[str]:
    lines: list[str] = []
    for block in page.blocks:
        match block:
            case Title(text, id, note):
                if lines:
                    lines.append("")
                lines.append(f"{text} ({id})" if id else text)
                if note:
                    lines.append(note)
            case Heading(text):
                lines += ["", f"{text}:"]
            case Paragraph(sentences) | Bullets(sentences):
                lines += map(sentence, sentences)
            case Fields(rows):
                lines += [f"{_colon(label)} {' '.join(map(sentence, sentences))}".rstrip() for label, sentences in rows]
            case Entries(items):
                lines += _entries(items)
            case Comparison(heads, rows):
                for label, cells in rows:
                    lines += ["", f"{label}:"]
                    if len(cells) == 1:
                        lines.append(f"Same for all: {sentence(cells[0])}")
                    else:
                        lines += [f"{head}: {sentence(cell)}" for head, cell in zip(heads, cells, strict=True)]
            case Table(_, grid):
                lines += ["", *_grid(grid)]
            case Spans():
                lines += ["", block.words, *(f"{_colon(label)} {sentence(texts[0])}" for label, texts in block.said())]
            case Plot(columns, _, words):
                lines += ["", words]
                for label, primary, syntheses in columns:
                    lines += [f"{capital(label)}, primary studies: {_studies(primary)}."]
                    lines += [f"{capital(label)}, syntheses: {_studies(syntheses)}."]
            case Timeline(years, key, words) if years:
                labels = dict(key)
                lines += ["", words]
                lines += [
                    f"{year}: {_counted([labels[mark.direction] for mark in marks])}." for year, marks in years if marks
                ]
            case Sources(items, on_screen) if items and on_screen:
                lines += ["", "References:"]
                lines += [f"[{each.id}] {each.citation} {each.url}".rstrip() for each in items]
            case Commands(items):
                lines += ["", *(f"{command}: {what}" for command, what in items)]
            case Note(text):
                lines.append(text)
    return lines

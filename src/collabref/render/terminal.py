"""Text for people at a terminal: the only importer of Rich.

Everything goes in as ``Text``, never as markup: Rich would obey brackets in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from textwrap import wrap
from types import MappingProxyType
from typing import NamedTuple

from rich.box import Box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from collabref.answer.grid import Column, Grid, Sources, Text
from collabref.answer.page import (
    Block,
    Bullets,
    Commands,
    Comparison,
    Entries,
    Entry,
    Fields,
    Heading,
    Note,
    Page,
    Paragraph,
    Plot,
    Spans,
    Timeline,
    Title,
)
from collabref.answer.page import Table as TableBlock
from collabref.render import Style, plots
from collabref.render.marks import COLOURS, LOOKS, SIGNS
from collabref.text.addresses import is_web
from collabref.text.safe import printable

# Styles by place on the page. Colour never carries meaning on its own.
TITLE = "bold"
HEADING = "bold cyan"
LABEL = "cyan"
REF = "dim"
GAP = "italic"
FAINT = "dim"
COMMAND = "green"
MARK = "bold yellow"

# Rules below the header, spaces between columns, and no border.
_LINES = Box("    \n    \n ── \n    \n    \n ── \n    \n    \n")

# Line ends, with the white space after them. (Including white space before them would mean trying at every space.)
_LINE_ENDS = re.compile(r"\n[ \t\n]*")

# A column of running text narrower than this is unreadable: things are stacked instead.
MIN_COLUMN = 20
# A name cut to fewer characters says less than the id beside it.
MIN_NAME = 16

# The least room beside a command for what it shows, and the space before it.
MIN_BESIDE = 30

# The greatest width of a narrow table column, except for ids; and the greatest where there is little room.
MAX_CELL = 22
NARROW_CELL = 13

# The character for a span on a line of steps.
SPAN = "▬"

# The fewest entries of a list shown, however small the window.
FEWEST_ENTRIES = 3

# Lines longer than this are hard to read; wider terminals leave the rest empty, except in tables.
MAX_PROSE = 100


class _Screen(NamedTuple):
    """What the text is drawn for.

    Attributes:
        width: columns.
        height: the lines of the window; 0 if there is none, when lists are shown whole.
        links: whether it supports links.
        addresses: of the works that the page lists, by id, for links in sentences.
    """

    width: int
    height: int = 0
    links: bool = False
    addresses: Mapping[str, str] = MappingProxyType({})


def render(view: Page | Grid, style: Style) -> str:
    """The view drawn at the width of ``style``, without trailing spaces."""
    console = Console(
        file=StringIO(), width=style.width, height=25, force_terminal=style.color or style.links,
        color_system="standard" if style.color else None, no_color=not style.color,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip

    def lines(drawn: RenderableType | None) -> list[str]:
        if drawn is None:
            return []
        with console.capture() as captured:
            console.print(drawn, crop=False)
        return captured.get().split("\n")[:-1]

    listed = [] if isinstance(view, Grid) else [block for block in view.blocks if isinstance(block, Sources)]
    screen = _Screen(
        style.width, style.height, style.links, {each.id: each.url for block in listed for each in block.items}
    )
    if isinstance(view, Grid):
        above = [Padding(Styled(_shown(view.totals), FAINT), (0, 0, 1, 0))] if view.totals else []
        parts = [lines(Group(*above, *([_grid(view, screen)] if view.items or not above else [])))]
    else:
        whole = [block for block in view.blocks if not _may_be_cut(block, screen)]
        parts = [lines(_block(block, screen, before)) for before, block in zip([None, *whole], whole, strict=False)]
        # What is left of the window, minus the line of the next prompt.
        left = screen.height - 1 - sum(map(len, parts))
        for number, block in enumerate(view.blocks):
            if isinstance(block, Entries) and _may_be_cut(block, screen):
                parts.insert(number, _as_many_as_fit(block, screen, left, lines))
    drawn = "\n".join(line for part in parts for line in part)
    return "".join(f"{line.rstrip()}\n" for line in drawn.strip("\n").split("\n"))


def _may_be_cut(block: Block, screen: _Screen) -> bool:
    return isinstance(block, Entries) and bool(block.whole) and screen.height > 0


def _as_many_as_fit(
    block: Entries, screen: _Screen, height: int, lines: Callable[[RenderableType], list[str]]
) -> list[str]:
    """The first entries that fit into ``height`` lines, at least three, and how many more there are."""
    width = min(screen.width, MAX_PROSE)
    parts = [lines(drawn) for drawn in _entries(block, width, screen)]
    if sum(map(len, parts)) <= height:
        return [line for part in parts for line in part]
    shown = FEWEST_ENTRIES
    while shown < len(parts) and sum(map(len, parts[: shown + 1])) <= height - 2:
        shown += 1
    more = Styled.assemble((f"  {len(parts) - shown} more: ", FAINT), (_shown(block.whole), COMMAND))
    more.no_wrap, more.overflow = True, "ignore"
    return [line for part in parts[:shown] for line in part] + (["", *lines(Group(more))] if shown < len(parts) else [])


def _block(block: Block, screen: _Screen, before: Block | None) -> RenderableType | None:
    width = min(screen.width, MAX_PROSE)
    match block:
        case Title(text, id, note, level):
            title = Styled.assemble((_shown(text), TITLE))
            if id:
                title.append(f"  {_shown(id)}", LABEL)
            lines = [title] + ([Styled(_shown(note), FAINT)] if note else [])
            return Padding(Group(*lines), (0 if before is None else 2 if level == 1 else 1, 0, 0, 0))
        case Heading(text):
            return Padding(Styled(_shown(text), HEADING), (1, 0, 0, 0))
        case Paragraph(sentences):
            return _fitted(_sentences(sentences, screen), width, (0 if isinstance(before, Heading) else 1, 0, 0, 2))
        case Bullets(items):
            return _fitted(_bulleted([_sentence(item, screen) for item in items]), width, (0, 0, 0, 2))
        case Fields(rows):
            return _fields([(label, _sentences(sentences, screen)) for label, sentences in rows], width)
        case Entries():
            return Group(*_entries(block, width, screen))
        case Comparison(heads, rows):
            return _comparison(heads, rows, screen)
        case TableBlock(_, grid):
            return Padding(_grid(grid, screen), (1, 0, 0, 0))
        case Plot():
            return _plot(block, width - 2)
        case Spans():
            return _spans(block, width - 2)
        case Timeline(years) if years:
            return _timeline(block, width - 2)
        case Sources(items, on_screen) if items and on_screen:
            return _sources(block, screen)
        case Commands(items):
            return _commands(items, width)
        case Note(text):
            above = isinstance(before, TableBlock | Comparison)
            return _fitted(Styled(_shown(text), FAINT), width, (int(above), 0, 0, 2))
        case _:
            return None


def _shown(text: str) -> str:
    """Text that is safe on a screen: without control characters, and with no line ends except from wrapping.

    (In Rich, each line end takes time in proportion to all the text after it.)
    """
    return printable(_LINE_ENDS.sub(" ", text))


def _sentence(text: Text, screen: _Screen) -> Styled:
    look = GAP if text.gap else ""
    styled = Styled("", _link(text.url, look, screen))
    for part, is_marked in text.parts():
        styled.append(_shown(part), MARK if is_marked else None)
    if text.refs:
        styled.append(" [", REF)
        for number, id in enumerate(text.refs):
            styled.append(", " if number else "", REF)
            styled.append(_shown(id), _link(screen.addresses.get(id, ""), REF, screen))
        styled.append("]", REF)
    return styled


def _sentences(sentences: tuple[Text, ...], screen: _Screen) -> Styled:
    return Styled(" ").join(_sentence(each, screen) for each in sentences)


def _fitted(content: RenderableType, width: int, padding: tuple[int, int, int, int]) -> RenderableType:
    """Content no wider than ``width``, including padding."""
    table = Table.grid()
    table.add_column(width=max(width - padding[1] - padding[3], 10), overflow="fold")
    table.add_row(content)
    return Padding(table, padding)


def _bulleted(items: list[Styled]) -> RenderableType:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row("•", item)
    return table


def _fields(rows: list[tuple[str, Styled]], width: int) -> RenderableType:
    """Labels beside their values, or above them if there is no room."""
    label_width = min(max((len(label) for label, _ in rows), default=0), 18)
    value_width = width - label_width - 4
    if value_width < MIN_COLUMN * 1.5:
        lines: list[RenderableType] = []
        for label, value in rows:
            lines += [Styled(_shown(label), LABEL), Padding(value, (0, 0, 0, 2))]
        return Padding(Group(*lines), (1, 0, 0, 2))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=label_width, style=LABEL, overflow="fold")
    table.add_column(width=value_width, overflow="fold")
    for label, value in rows:
        table.add_row(Styled(_shown(label)), value)
    return Padding(table, (1, 0, 0, 2))


def _entries(block: Entries, width: int, screen: _Screen) -> list[RenderableType]:
    """Records, drawn separately: each with its name beside its id, or with its bottom line below its name."""
    items, air = block.items, 0 if block.close else 1
    longest = max((len(_shown(item.id)) for item in items), default=0)
    remark = max((len(_shown(item.note)) for item in items), default=0)
    room = width - 2 - longest - 2 - (remark + 2 if remark else 0)
    if remark:
        room = min(room, max((len(_shown(item.name)) for item in items), default=0))
    drawn: list[RenderableType] = []
    group = ""
    for item in items:
        parts: list[RenderableType] = []
        if item.group != group or (not drawn and not item.says):
            group = item.group
            parts.append(Styled(f"\n{_shown(group)}" if group else "", HEADING))
        if item.says:
            head = Styled.assemble((_shown(item.name), TITLE), f"  ({_shown(item.id)})")
            head.stylize(LABEL, len(_shown(item.name)) + 3, len(head) - 1)
            if item.note:
                head.append(f"  {_shown(item.note)}", FAINT)
            said = _sentence(item.says, screen)
            if block.close and screen.height:  # one line per record, so that all of them fit the window
                said.truncate(width - 4, overflow="ellipsis")
            parts += [_fitted(head, width, (air, 0, 0, 2)), _fitted(said, width, (0, 0, 0, 4))]
        else:
            parts += _row(item, longest, remark, room, width)
        drawn.append(Group(*parts))
    return drawn


def _row(item: Entry, longest: int, remark: int, room: int, width: int) -> list[RenderableType]:
    """A record without a bottom line: its id, and beside it its name, which is cut where there is a note too.

    What has no room beside the id is below it.

    Args:
        longest, remark: how long the longest id and note of the list are.
        room: what is left for a name; where it is too little, only the note is shown.
    """
    id, name, note = Styled(_shown(item.id), LABEL), Styled(_shown(item.name)), Styled(_shown(item.note), FAINT)
    if item.note:
        name.truncate(max(room, 0), overflow="ellipsis")
    both = remark > 0 and room >= MIN_NAME
    beside = note if item.note and not both else name
    if longest + 2 + (remark or MIN_COLUMN + 8) > width - 2:
        return [Padding(id, (0, 0, 0, 2)), _fitted(beside, width, (0, 0, 0, 4))]
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=longest)
    row.add_column(width=room if both else width - longest - 4, overflow="fold")
    row.add_row(id, beside, *([note] if both else []))
    return [Padding(row, (0, 0, 0, 2))]


def _comparison(
    heads: tuple[str, ...], rows: tuple[tuple[str, tuple[Text, ...]], ...], screen: _Screen
) -> RenderableType:
    """One column per thing if there is room for the words, else stacked under each label."""
    label_width = min(max(len(label) for label, _ in rows), 16)
    column = (screen.width - label_width - 3 * len(heads)) // len(heads)
    if column < MIN_COLUMN:
        return _stacked(heads, rows, screen)
    table = Table(box=_LINES, show_edge=False, pad_edge=False, header_style=TITLE, border_style=FAINT)
    table.add_column("", width=label_width, style=LABEL, overflow="fold")
    for head in heads:
        table.add_column(Styled(_shown(head)), width=column, overflow="fold")
    for label, cells in rows:
        if len(cells) == 1:
            same = Styled("Same for all: ", FAINT) + _sentence(cells[0], screen)
            table.add_row(Styled(_shown(label)), same, *["″"] * (len(heads) - 1))
        else:
            table.add_row(Styled(_shown(label)), *(_sentence(cell, screen) for cell in cells))
    return Padding(table, (1, 0, 0, 0))


def _stacked(heads: tuple[str, ...], rows: tuple[tuple[str, tuple[Text, ...]], ...], screen: _Screen) -> RenderableType:
    lines: list[RenderableType] = []
    for label, cells in rows:
        lines.append(Padding(Styled(_shown(label), HEADING), (1, 0, 0, 0)))
        names = ("Same for all",) if len(cells) == 1 else heads
        for name, cell in zip(names, cells, strict=True):
            lines += [
                Padding(Styled(_shown(name), LABEL), (0, 0, 0, 1)),
                Padding(_sentence(cell, screen), (0, 0, 0, 3)),
            ]
    return Group(*lines)


def _plot(block: Plot, width: int) -> RenderableType:
    lines = plots.plot(block, width)
    # Marks have no height in rows, so the key does not mention it.
    flat = not any(plots.BAR in line for line in lines)
    parts = []
    for kind, words in block.key:
        if kind == "synthesis" and block.repeats:
            continue
        look = LOOKS[kind]
        parts.append(
            f"{look.letter} {words}" if flat or kind == "synthesis" else f"{look.letter} {words} ({look.tall})"
        )
    return _picture([Styled(line) for line in lines], block, parts)


def _timeline(block: Timeline, width: int) -> RenderableType:
    lines = [Styled(line) for line in plots.timeline(block, width)]
    for line in lines:
        if set(line.plain) <= {*COLOURS, " "}:
            for sign, colour in COLOURS.items():
                line.highlight_words([sign], colour)
    return _picture(lines, block, [f"{SIGNS[direction]} {words}" for direction, words in block.key])


def _picture(lines: list[Styled], block: Plot | Timeline, key: list[str]) -> RenderableType:
    """A plot between its description and its key; its signs say as much without colour."""
    for line in lines:
        line.no_wrap, line.overflow = True, "ignore"
        if set(line.plain) <= {plots.LINE, " "}:
            line.stylize(FAINT)
    below = Styled(_shown(" · ".join(key)), FAINT)
    above = [] if isinstance(block, Plot) and block.repeats else [Styled(_shown(block.words)), Styled()]
    return Padding(Group(*above, *lines, below), (1, 0, 0, 2))


def _spans(block: Spans, width: int) -> RenderableType:
    """One row per thing, one column per step; if there is no room, the things on each step in words."""
    names = max((len(_shown(name)) for name, *_ in block.rows), default=0)
    steps = [_shown(step) for step in block.steps]
    column = (width - names - 2) // max(len(steps), 1)
    if column < max(map(len, steps), default=0) + 1:
        return _fields([(label, _sentences(texts, _Screen(width))) for label, texts in block.said()], width)
    head = Styled(" " * (names + 2) + "".join(step.ljust(column) for step in steps), LABEL)
    lines = [Styled(_shown(block.words), FAINT), Styled(), head]
    for name, _, first, last in block.rows:
        line = Styled(f"{_shown(name).ljust(names)}  {' ' * (column * first)}")
        line.append(SPAN * (column * (last - first + 1) - 2), COMMAND)
        lines.append(line)
    for line in lines[2:]:
        line.no_wrap, line.overflow = True, "ignore"
    return Padding(Group(*lines), (1, 0, 0, 2))


def _sources(sources: Sources, screen: _Screen) -> RenderableType:
    """References, each with its address on a line of its own, so that it can be copied whole."""
    lines: list[RenderableType] = [Padding(Styled("References", HEADING), (1, 0, 0, 0))]
    for source in sources.items:
        id = _shown(source.id)
        entry = f"{id}  {_shown(source.citation)}"
        line = Styled(
            "\n".join(wrap(entry, min(screen.width, MAX_PROSE), initial_indent="  ", subsequent_indent="    "))
        )
        line.stylize(LABEL, 2, 2 + len(id))
        lines.append(line)
        if source.url:
            lines.append(
                Styled(f"    {_shown(source.url)}", _link(source.url, FAINT, screen), no_wrap=True, overflow="ignore")
            )
    return Group(*lines)


def _link(url: str, look: str, screen: _Screen) -> str:
    """A look with a link, for addresses that cannot break out of a link's escape sequence."""
    safe = screen.links and is_web(url) and all(" " < character < "\x7f" for character in url)
    return f"{look} link {url}".strip() if safe else look


def _commands(items: tuple[tuple[str, str], ...], width: int) -> RenderableType:
    """Commands, with what they show beside them or below; a command is never broken, so that it can be copied whole."""
    column = max((len(command) for command, _ in items if len(command) <= width - MIN_BESIDE), default=0)
    lines: list[RenderableType] = [Styled()]
    for command, what in items:
        named, said = Styled(_shown(command), COMMAND), Styled(_shown(what), FAINT)
        line = Styled("  ", no_wrap=True, overflow="ignore") + named
        if len(named) <= column:
            row = Table.grid(padding=(0, 2, 0, 0))
            row.add_column(width=column)
            row.add_row(named, said)
            lines.append(Padding(row, (0, 0, 0, 2)))
        elif width >= len(named) + len(said) + 4:
            lines.append(line + Styled("  ") + said)
        else:
            lines += [line, _fitted(said, width, (0, 0, 0, 4))]
    return Group(*lines)


def _grid(grid: Grid, screen: _Screen) -> RenderableType:
    """A table, or one block per row if there is no room even for its short headings."""
    columns, rows = grid.shown("screen")
    in_short = [column._replace(heading=column.short or column.heading) for column in columns]
    for headed, most in ((columns, MAX_CELL), (in_short, MAX_CELL), (in_short, NARROW_CELL)):
        widths = [
            _natural_width(column, [row[number].text for row in rows], most) for number, column in enumerate(headed)
        ]
        free = (
            screen.width + 2 - sum(width + 2 for width, column in zip(widths, headed, strict=True) if not column.wide)
        )
        if free >= _room(sum(column.wide > 0 for column in headed)):
            return _table(headed, widths, rows, screen, grid.airy)
    coded = not any(column.wide for column in columns)  # with no running text, which would speak for itself
    parts: list[RenderableType] = []
    for row in rows:
        parts += [Padding(Styled(_shown(row[0].text), LABEL), (1 if parts else 0, 0, 0, 0))]
        if in_a_line := _in_a_line(columns[1:], row[1:], screen.width):
            parts.append(in_a_line)
            continue
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell.text:
                # Signs and codes mean nothing without their heading.
                label = f"{_shown(column.heading)}: " if cell.spoken or coded else ""
                parts.append(Padding(Styled.assemble((label, FAINT), _sentence(cell, screen)), (0, 0, 0, 2)))
    return Group(*parts)


def _in_a_line(columns: Sequence[Column], cells: Sequence[Text], width: int) -> RenderableType | None:
    """Short cells one after another, each with its heading; nothing if they take more than two lines."""
    said = [
        f"{column.heading}: {cell.text}"
        for column, cell in zip(columns, cells, strict=True)
        if cell.text not in ("", "–")
    ]
    line = " · ".join(said)
    speaking = any(cell.refs or cell.marks for cell in cells) or all(column.wide for column in columns)
    if len(said) < 2 or len(line) > 2 * (width - 4) or speaking:
        return None
    return _fitted(Styled(_shown(line)), width, (0, 0, 0, 2))


def _room(wide: int) -> int:
    """The width that ``wide`` columns of running text need; a single one needs more, since it has all the text."""
    return MIN_COLUMN + 8 if wide == 1 else (MIN_COLUMN + 2) * wide


def _table(
    columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[Text]], screen: _Screen, airy: bool
) -> RenderableType:
    table = Table(
        box=_LINES, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), leading=int(airy),
        header_style=TITLE, border_style=FAINT,
    )  # fmt: skip
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Styled(_shown(column.heading)),
            overflow="fold",
            width=None if column.wide else width,
            ratio=column.wide or None,
            style=LABEL if column.key == "id" else "",
        )
    for row in rows:
        table.add_row(*(_sentence(cell, screen) for cell in row))
    return table


def _natural_width(column: Column, cells: list[str], most: int) -> int:
    """The width that a column needs: ids and the like are never broken; other cells are wrapped at ``most``, between words."""
    longest = max(map(len, [column.heading, *cells]))
    word = max((len(word) for cell in (column.heading, *cells) for word in cell.split()), default=0)
    return longest if column.unbroken or column.key == "id" else max(min(longest, most), word)

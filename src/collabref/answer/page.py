"""A page: blocks to read from top to bottom, one of the two neutral shapes of an answer.

Queries return them; renderers draw them. They know nothing of files, stores or terminals.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from collabref.answer.grid import Grid, Sources, Text
from collabref.text.wording import capital

# How much of an answer is wanted: what fits a screen, every row of it, or the whole text of every record.
Depth = Literal["short", "all", "full"]


class Title(NamedTuple):
    """The name of a record, with its id and what kind of thing it is.

    ``level`` is 1 at the top of a page; a title nested under another has the next level.
    """

    text: str
    id: str = ""
    note: str = ""
    level: int = 1


class Contents(NamedTuple):
    """The contents of a long document: its titles, down to a level."""

    level: int


class Heading(NamedTuple):
    """A part of a page."""

    text: str


class Paragraph(NamedTuple):
    """Sentences that form a paragraph."""

    sentences: tuple[Text, ...]


class Bullets(NamedTuple):
    """Sentences that stand alone."""

    items: tuple[Text, ...]


class Fields(NamedTuple):
    """Labels, each with one or more sentences.

    ``to``: for labels that name a record, its id.
    """

    rows: tuple[tuple[str, tuple[Text, ...]], ...]
    to: Mapping[str, str] = MappingProxyType({})


class Entry(NamedTuple):
    """A record in a list of them.

    Attributes:
        name: what it is called.
        id: its id.
        note: a remark beside its name.
        says: its bottom line; without one a screen has only its id, name and note.
        group: the heading above the first record of its group.
    """

    name: str
    id: str
    note: str = ""
    says: Text | None = None
    group: str = ""


class Entries(NamedTuple):
    """Records, each with its bottom line.

    Attributes:
        items: the records.
        whole: the command that shows them all. If given, a terminal shows as many as fit its window and says how
            many more there are.
        close: whether they are set without empty lines between them; at a terminal, one line each.
    """

    items: tuple[Entry, ...]
    whole: str = ""
    close: bool = False

    def fields(self) -> Fields:
        """The same as labels with sentences, for documents, which always have room for all of them."""
        rows = tuple(
            (entry.name, ((Text(entry.note),) if entry.note else ()) + ((entry.says,) if entry.says else ()))
            for entry in self.items
        )
        return Fields(rows, {entry.name: entry.id for entry in self.items})


class Comparison(NamedTuple):
    """Things side by side: for each label one cell per thing, or a single cell where all are the same."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Text, ...]], ...]


class Table(NamedTuple):
    """A grid within a page, under its own caption."""

    caption: str
    grid: Grid


class Mark(NamedTuple):
    """A study in a plot: what it is. The renderers decide how it looks.

    Attributes:
        id: the reference.
        kind: the group in which its design is counted, as in ``controlled``.
        direction: what it reports, as in ``positive``.
        year: of four figures, or empty.
        words: a description for people who cannot see the plot.
    """

    id: str
    kind: str
    direction: str
    year: str
    words: str


class Plot(NamedTuple):
    """A harvest plot: studies under the direction that they report, with syntheses in a separate row.

    The form is that of Ogilvie and others (2008, doi 10.1186/1471-2288-8-8): a matrix of directions, in
    which the height of a mark shows how well its design can separate an effect from a trend.

    Attributes:
        columns: for each direction its label, its primary studies (the strongest designs first) and its syntheses.
        key: kinds of mark, each with what it stands for.
        words: the same in sentences.
        years: whether the year of each study is shown.
        repeats: whether a table above gives the same figures, so that a screen can leave out the words and the
            syntheses.
    """

    columns: tuple[tuple[str, tuple[Mark, ...], tuple[Mark, ...]], ...]
    key: tuple[tuple[str, str], ...]
    words: str
    years: bool = False
    repeats: bool = False


class Spans(NamedTuple):
    """Things placed on a line of ordered steps, each on one step or across several.

    Attributes:
        title: what is placed.
        steps: the labels of the steps, in their order.
        rows: for each thing its name, its id, and its first and last step, counted from 0.
        words: what the order means, and who set it.
    """

    title: str
    steps: tuple[str, ...]
    rows: tuple[tuple[str, str, int, int], ...]
    words: str

    def said(self) -> tuple[tuple[str, tuple[Text, ...]], ...]:
        """The same in words: for each step, the things on it."""
        placed = []
        for number, step in enumerate(self.steps):
            names = [name for name, _, first, last in self.rows if first <= number <= last]
            placed.append((capital(step), (Text("; ".join(names)),)))
        return tuple(row for row in placed if row[1][0].text)


class Timeline(NamedTuple):
    """Studies by year, including years with none between the first and the last.

    Attributes:
        years: each with its studies.
        key: directions, each with its label.
        words: the same in sentences.
    """

    years: tuple[tuple[str, tuple[Mark, ...]], ...]
    key: tuple[tuple[str, str], ...]
    words: str


class Commands(NamedTuple):
    """Where to look next: commands, each with what it shows."""

    items: tuple[tuple[str, str], ...]


class Note(NamedTuple):
    """A remark about the page itself."""

    text: str


Block = (
    Title
    | Contents
    | Heading
    | Paragraph
    | Bullets
    | Fields
    | Entries
    | Comparison
    | Table
    | Plot
    | Spans
    | Timeline
    | Sources
    | Commands
    | Note
)


class Page(NamedTuple):
    """Blocks to read from top to bottom. ``kind`` and ``items`` are the same answer as data."""

    kind: str
    items: list[dict[str, Any]]
    blocks: tuple[Block, ...]


def deeper(blocks: Iterable[Block], levels: int = 1) -> list[Block]:
    """The blocks nested under another title: every title moved down by ``levels``."""
    return [block._replace(level=block.level + levels) if isinstance(block, Title) else block for block in blocks]


def under_one_title(page: Page) -> Page:
    """A page as a document with a single title at the top, added where the page has several records."""
    titles = [block.text for block in page.blocks if isinstance(block, Title) and block.level == 1]
    if len(titles) == 1:
        return page
    return page._replace(blocks=(Title(", ".join(titles) or capital(page.kind)), *deeper(page.blocks)))


def as_page(grid: Grid) -> Page:
    """A grid as a document: its title and totals, its rows and the references that it cites."""
    title = Title(grid.title or capital(grid.kind), "", grid.totals)
    blocks: tuple[Block, ...] = (title, Table(grid.title, grid))
    return Page(grid.kind, grid.items, (*blocks, grid.sources()) if grid.sources else blocks)

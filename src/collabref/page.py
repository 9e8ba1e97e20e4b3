"""A page: blocks to read from top to bottom, one of the two neutral shapes of an answer.

Queries return them; renderers draw them. They know nothing of files, stores or terminals.
"""

from typing import Any, NamedTuple

from collabref.grid import Text


class Title(NamedTuple):
    """The name of a record, with its id and what kind of thing it is."""

    text: str
    id: str = ""
    note: str = ""


class Heading(NamedTuple):
    """A part of a page."""

    text: str


class Paragraph(NamedTuple):
    """Sentences that are read on."""

    sentences: tuple[Text, ...]


class Bullets(NamedTuple):
    """Sentences that stand alone."""

    items: tuple[Text, ...]


class Fields(NamedTuple):
    """Labels, each with one or more sentences."""

    rows: tuple[tuple[str, tuple[Text, ...]], ...]


class Comparison(NamedTuple):
    """Things side by side: for each label a cell a thing, or one cell where all are the same."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Text, ...]], ...]


class Source(NamedTuple):
    """A reference as it is listed: its id, its formatted citation and where it is on the web."""

    id: str
    citation: str
    url: str = ""


class Sources(NamedTuple):
    """References, listed below what cites them."""

    items: tuple[Source, ...]


class Commands(NamedTuple):
    """Where to look next: commands, each with what it shows."""

    items: tuple[tuple[str, str], ...]


class Note(NamedTuple):
    """A remark about the page itself."""

    text: str


Block = Title | Heading | Paragraph | Bullets | Fields | Comparison | Sources | Commands | Note


class Page(NamedTuple):
    """Blocks to read from top to bottom. ``kind`` and ``items`` are the same answer as data."""

    kind: str
    items: list[dict[str, Any]]
    blocks: tuple[Block, ...]

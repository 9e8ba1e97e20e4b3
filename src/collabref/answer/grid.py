"""A grid: rows under columns, one of the two neutral shapes of an answer (the other is a page).

Queries return them; renderers draw them. They know nothing of files, stores or terminals.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Text(NamedTuple):
    """A sentence or phrase, and the ids of its sources.

    Attributes:
        gap: whether it says that nothing was found.
        url: where it is on the web, if it names something there.
        address: where the work that it cites is on the web; documents write it after the text.
        spoken: what is said in its place where there are no signs, as for a screen reader.
        to: the id of the record that it names, for documents in which that record stands too.
        marks: the parts that were searched for, as first and last position.
    """

    text: str
    refs: tuple[str, ...] = ()
    gap: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    url: str = ""
    to: str = ""
    spoken: str = ""
    address: str = ""


class ListedReference(NamedTuple):
    """A reference as it is listed: its id, its formatted citation, where it is on the web, and the record."""

    id: str
    citation: str
    url: str = ""
    record: Mapping[str, Any] = MappingProxyType({})


class Sources(NamedTuple):
    """References, listed below what cites them.

    ``on_screen`` is false where a table above has told them already: only documents list them then.
    """

    items: tuple[ListedReference, ...]
    on_screen: bool = True


class Column(NamedTuple):
    """A column of a grid.

    Attributes:
        key: its name in data.
        heading: its name on a screen.
        of: the cell of a record. It is asked only for the columns that a format shows.
        on: where it stands: in ``data`` (TSV, CSV), on the ``screen``, or ``both``.
        wide: its share of the free space of a screen; 0 where it takes what it needs.
        short: its name on a screen that has no room for the heading.
    """

    key: str
    heading: str
    of: Callable[[dict[str, Any]], Text]
    on: str = "data"
    wide: int = 0
    short: str = ""


class Grid(NamedTuple):
    """Records under columns. ``kind`` and ``items`` are the same answer as data.

    Attributes:
        title: what a document calls it.
        sources: the references that its cells cite. It is asked only for documents.
        line: an item as one line, where it has a form of its own in plain text, as the problems of a file have.
        totals: how many there are, which stands above the rows at a terminal and in documents.
        airy: whether a terminal keeps the rows apart by empty lines.
    """

    kind: str
    items: list[dict[str, Any]]
    columns: tuple[Column, ...]
    title: str = ""
    sources: Callable[[], Sources] | None = None
    line: Callable[[dict[str, Any]], str] | None = None
    totals: str = ""
    airy: bool = False

    def shown(self, where: str) -> tuple[list[Column], list[list[Text]]]:
        """The columns that stand on the ``screen`` or in ``data``, and the rows under them."""
        columns = [column for column in self.columns if column.on in (where, "both")]
        return columns, [[column.of(item) for column in columns] for item in self.items]

"""A grid: rows under columns, one of the two neutral shapes of an answer (the other is a page).

Queries return them; renderers draw them. They know nothing of files, stores or terminals.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Text(NamedTuple):
    """A sentence or phrase, and the ids of its sources.

    Attributes:
        gap: whether it says that nothing was found.
        url: where it is on the web, if it names something there.
        address: where the work that it cites is on the web; documents write it after the text.
        spoken: the words used instead where symbols cannot be, as for a screen reader.
        to: the id of the record that it names, for documents that contain that record too.
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

    def parts(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it was searched for."""
        at = 0
        for start, end in self.marks:
            yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        yield self.text[at:], False


class ListedReference(NamedTuple):
    """A listed reference: its id, formatted citation, web address and record."""

    id: str
    citation: str
    url: str = ""
    record: Mapping[str, Any] = MappingProxyType({})


class Sources(NamedTuple):
    """References, listed below what cites them.

    ``on_screen`` is false where a table above already names them: then only documents list them.
    """

    items: tuple[ListedReference, ...]
    on_screen: bool = True


class Column(NamedTuple):
    """A column of a grid.

    Attributes:
        key: its name in data.
        heading: its name on a screen.
        of: makes the cell of a record. Called only for the columns that a format shows.
        on: where it appears: in ``data`` (TSV, CSV), on the ``screen``, or ``both``.
        wide: its share of the free width of a screen; 0 to take only what it needs.
        short: its name on a screen that has no room for the heading.
        unbroken: whether a terminal never breaks its cells, as it never breaks ids.
    """

    key: str
    heading: str
    of: Callable[[dict[str, Any]], Text]
    on: str = "data"
    wide: int = 0
    short: str = ""
    unbroken: bool = False


class Grid(NamedTuple):
    """Records under columns. ``kind`` and ``items`` are the same answer as data.

    Attributes:
        title: what a document calls it.
        sources: returns the references that its cells cite. Called only for documents.
        line: formats an item as one line, where plain text has a form of its own, as for the problems of a file.
        totals: how many there are, shown above the rows at a terminal and in documents.
        airy: whether a terminal separates the rows with empty lines.
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
        """The columns for the ``screen`` or for ``data``, and the rows under them."""
        columns = [column for column in self.columns if column.on in (where, "both")]
        return columns, [[column.of(item) for column in columns] for item in self.items]

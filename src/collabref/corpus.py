"""Libraries laid one over the other: which records are in effect."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collabref.load import Entry, Library, Source
from collabref.text import bare_doi


class Replacement(NamedTuple):
    """A record that a later library replaced, or a work that it lists under another key."""

    new: Entry
    old: Entry
    same_work: bool


class Corpus:
    """The records of several libraries, later libraries over earlier ones.

    A record of the same id replaces the whole record. A reference with the DOI of another of an
    earlier library is the same work: the earlier record stays, with our annotations, and the later
    key becomes its alias.

    Attributes:
        entries: the record in effect, by kind and id, in reading order.
        aliases: keys of references that are the same work as another -> the id in effect.
        replacements: what was replaced or merged, in order.
    """

    def __init__(self, libraries: Sequence[Library]) -> None:
        self.libraries = libraries
        self.entries: dict[tuple[str, str], Entry] = {}
        self.aliases: dict[str, str] = {}
        self.replacements: list[Replacement] = []
        self._dois: dict[str, str] = {}
        for library in libraries:
            self._lay_over(library)

    def _lay_over(self, library: Library) -> None:
        dois: dict[str, str] = {}
        seen: set[tuple[str, str]] = set()  # a duplicate inside one library is a fault, not an overlay
        for entry in library.entries():
            key = (entry.kind, entry.id)
            doi = normal_doi(entry.data.get("DOI")) if entry.kind == "reference" else ""
            same = self._dois.get(doi, "") if doi else ""
            if same and key not in self.entries:  # an id that is in effect already means itself
                self.aliases[entry.id] = same
                self.replacements.append(Replacement(entry, self.entries["reference", same], same_work=True))
                continue
            if key in self.entries and key not in seen:
                self.replacements.append(Replacement(entry, self.entries[key], same_work=False))
                self._forget_doi(self.entries[key])
            if key not in seen:
                self.entries[key] = entry
                seen.add(key)
            if doi:
                dois.setdefault(doi, entry.id)
        self._dois.update(dois)

    def _forget_doi(self, replaced: Entry) -> None:
        doi = normal_doi(replaced.data.get("DOI"))
        if self._dois.get(doi) == replaced.id:
            del self._dois[doi]

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The records in effect of these kinds, or of every kind."""
        for (kind, _), entry in self.entries.items():
            if not kinds or kind in kinds:
                yield entry

    def sources(self) -> Iterator[Source]:
        """Every file that was read."""
        for library in self.libraries:
            yield from library.sources

    def ids(self, kind: str) -> dict[str, None]:
        """The ids of a kind, in order; for references with the keys that are aliases of one."""
        ids = {id: None for (of, id) in self.entries if of == kind}
        if kind == "reference":
            ids.update(dict.fromkeys(self.aliases))
        return ids


def normal_doi(value: object) -> str:
    """A DOI without a resolver's address and in lower case (DOIs do not depend on case); else empty."""
    if not isinstance(value, str):
        return ""
    return bare_doi(value).lower()

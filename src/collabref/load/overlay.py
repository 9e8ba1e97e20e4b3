"""Overlaid libraries: which records win."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from collabref.errors import Problem
from collabref.kinds import NAMED
from collabref.load import DataFile, Entry, Library
from collabref.load.datafile import Path
from collabref.load.foreign import Ids
from collabref.model.reference import doi_of, pmcid_of, pmid_of
from collabref.text.fold import fold

# An identifier: its name and value.
Number = tuple[str, str]


class Replacement(NamedTuple):
    """A record that a later library replaced, or a work that it lists under a different key."""

    new: Entry
    old: Entry
    same_work: bool


class Overlay:
    """The records of several libraries, later libraries over earlier ones.

    A record with the same id replaces the whole earlier record. A reference with the DOI, PMID or PMCID of one in an
    earlier library is the same work: the earlier record stays, with our annotations, and the later
    key becomes its alias.

    If the key of a reference in another program's file already means a different record (in any letter case), the
    reference gets a new key with a number, as in ``cop-2``, and a problem reports it.

    Attributes:
        entries: the record in effect, by kind and id, in reading order.
        aliases: keys of references that are the same work as another -> the id in effect.
        replacements: what was replaced or merged, in order.
        renamed: a problem for each reference that got a new key.
    """

    def __init__(self, libraries: Sequence[Library]) -> None:
        self.libraries = libraries
        self.entries: dict[tuple[str, str], Entry] = {}
        self.aliases: dict[str, str] = {}
        self.replacements: list[Replacement] = []
        self._numbers: dict[Number, str] = {}
        keys = _Keys(libraries)
        for library in libraries:
            self._lay_over(library, keys)
        self.renamed = keys.problems

    def _lay_over(self, library: Library, keys: "_Keys") -> None:
        numbers: dict[Number, str] = {}
        seen: set[tuple[str, str]] = set()  # a duplicate inside one library is a fault, not an overlay
        for entry in library.entries():
            own = numbers_of(entry)
            known = [self._numbers[number] for number in own if number in self._numbers]
            same = self.entries["reference", known[0]] if known else None
            entry = keys.settle(entry, same)
            key = (entry.kind, entry.id)
            if same and key not in self.entries:  # an id in effect already means itself
                self.aliases[entry.id] = same.id
                self.replacements.append(Replacement(entry, same, same_work=True))
                continue
            if key in self.entries and key not in seen:
                self.replacements.append(Replacement(entry, self.entries[key], same_work=False))
                self._forget(self.entries[key])
            if key not in seen:
                self.entries[key] = entry
                seen.add(key)
            for number in own:
                numbers.setdefault(number, entry.id)
        self._numbers.update(numbers)

    def _forget(self, replaced: Entry) -> None:
        for number in numbers_of(replaced):
            if self._numbers.get(number) == replaced.id:
                del self._numbers[number]

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The records in effect of these kinds, or of every kind."""
        for (kind, _), entry in self.entries.items():
            if not kinds or kind in kinds:
                yield entry

    def sources(self) -> Iterator[DataFile]:
        """Every file that was read."""
        for library in self.libraries:
            yield from library.sources

    def problems(self) -> Iterator[Problem]:
        """What could not be read as written: every record that was left out or got a new key."""
        for source in self.sources():
            yield from source.problems
        yield from self.renamed

    def ids(self, kind: str) -> dict[str, None]:
        """The ids of a kind, in order; for references, also the keys that are aliases."""
        ids = {id: None for (of, id) in self.entries if of == kind}
        if kind == "reference":
            ids.update(dict.fromkeys(self.aliases))
        return ids


def numbers_of(entry: Entry) -> list[Number]:
    """The identifiers of a reference, each with its name, most reliable first; nothing for other records."""
    if entry.kind != "reference":
        return []
    numbers = {"DOI": doi_of(entry.data), "PMID": pmid_of(entry.data), "PMCID": pmcid_of(entry.data)}
    return [(name, number) for name, number in numbers.items() if number]


class _Keys:
    """The names of records, in any letter case, and new keys for the references that need one.

    Attributes:
        problems: one for each reference that got a new key.
    """

    def __init__(self, libraries: Sequence[Library]) -> None:
        self.problems: list[Problem] = []
        self._libraries = libraries
        self._given: dict[str, str] = {}
        # Names of other kinds of record, in any library, take precedence over keys.
        named = {
            (
                entry.kind,
                entry.id,
            ): entry  # the last record of an id, as it replaces the earlier ones and all their names
            for library in libraries
            for entry in library.entries()
            if entry.kind in NAMED and entry.kind != "reference"
        }
        self._owners: dict[str, Entry] = {}
        for entry in named.values():
            for _, name in called(entry):
                self._owners.setdefault(fold(name), entry)

    def settle(self, entry: Entry, same: Entry | None) -> Entry:
        """``entry``, under a new key if it is a reference from another program whose key means another record.

        Args:
            same: the reference in effect that is the same work, if any: a new key becomes its alias.
        """
        if entry.kind != "reference":
            return entry
        owner = self._owners.setdefault(fold(entry.id), same or entry)
        meant = [(each.kind, each.id) for each in (entry, same) if each]
        if entry.source.strict or (owner.kind, owner.id) in meant:
            return entry
        if entry.id not in self._given:  # otherwise an earlier library has it: this replaces it under its new key too
            self._given[entry.id], _ = self._ids.give(entry.id, entry.data, (0, 0))
        new = self._given[entry.id]
        message = f"“{entry.id}” already means the {owner.kind} “{owner.id}”; this reference is read as “{new}”."
        self.problems.append(entry.problem("key-taken", ("id",), message, "Use that key, or choose another."))
        return entry._replace(data={**entry.data, "id": new})

    @cached_property
    def _ids(self) -> Ids:
        """Makes keys that no record of any library has."""
        keys = [entry.id for library in self._libraries for entry in library.entries() if entry.kind == "reference"]
        ids = Ids()
        for name in dict.fromkeys([*self._owners, *map(fold, filter(None, keys))]):
            ids.give(name, {}, (0, 0))
        return ids


def called(entry: Entry) -> Iterator[tuple[Path, str]]:
    """What people may call a record (its id and, except for references, its name and aliases), with the place of each."""
    names: list[tuple[Path, Any]] = [(("id",), entry.id)]
    if entry.kind != "reference":
        names += [((field,), entry.data.get(field)) for field in ("name", "asks")]
        aliases = entry.data.get("aliases")
        names += [
            (("aliases", number), alias) for number, alias in enumerate(aliases if isinstance(aliases, list) else ())
        ]
    return ((path, name) for path, name in names if isinstance(name, str) and name)

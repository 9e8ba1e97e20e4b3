"""Overlay to store: the writing half. Imported only when a store has to be made."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from math import log1p
from os.path import abspath
from typing import Any
from zlib import crc32

from collabref.check import run
from collabref.errors import LibraryError
from collabref.kinds import NAMED, name_of
from collabref.load import Entry, read_library
from collabref.load.overlay import Overlay
from collabref.model.reference import (
    DIRECTED,
    ROLES,
    custom_of,
    doi_of,
    family_of,
    keywords_of,
    pmcid_of,
    pmid_of,
    year_of,
)
from collabref.model.walk import claims
from collabref.store.records import searchable
from collabref.store.schema import BAR, INDEXES, TABLES
from collabref.store.stems import PREFIX_LETTERS, Stems
from collabref.text.fold import fold, fold_word, word_list
from collabref.text.identifiers import identifier
from collabref.text.small import SMALL


def read_overlay(paths: Sequence[str]) -> Overlay:
    """The libraries at ``paths``, laid over one another; a LibraryError at the first fault."""
    overlay = Overlay([read_library(path) for path in paths])
    for problem in run(overlay, "error"):
        raise LibraryError(problem)
    return overlay


def write_store(
    overlay: Overlay, connection: sqlite3.Connection, progress: Callable[[int, int], None] | None = None
) -> None:
    """Fill an empty database with ``overlay``.

    Args:
        progress: told how many of how many records are done, now and then.
    """
    connection.executescript(TABLES)
    insert = connection.executemany
    stems = Stems()
    said = _said(overlay, stems)
    known = _Words()
    total = len(overlay.entries)
    with connection:
        for batch in _batches(overlay):
            insert("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", _records(batch, said))
            insert("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _names(batch))
            insert("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _references(batch, said))
            insert("INSERT INTO about VALUES (?, ?)", _about(batch))
            insert("INSERT INTO keyword VALUES (?, ?)", _keywords(batch))
            insert("INSERT INTO result VALUES (?, ?, ?, ?, ?, ?)", _results(batch))
            insert("INSERT INTO cites VALUES (?, ?, ?)", _cites(batch, overlay.aliases))
            insert(
                "INSERT INTO fulltext (rowid, name, people, body, said) VALUES (?, ?, ?, ?, ?)",
                _fulltext(batch, said, known, stems),
            )
            if progress and total >= LONG:
                progress(batch[-1][0], total)
        aliases = ((fold(alias), alias, "reference", id, _BY_ID) for alias, id in overlay.aliases.items())
        insert("INSERT INTO name VALUES (?, ?, ?, ?, ?)", aliases)
        insert("INSERT OR REPLACE INTO own VALUES (?, ?)", _own(overlay))
        insert("INSERT INTO word VALUES (?, ?)", known.shown.items())
        insert("INSERT INTO synonym VALUES (?, ?)", _synonyms(overlay, stems))
        insert("INSERT INTO small VALUES (?)", ((stem,) for stem in set(stems.of(SMALL))))
        insert("INSERT INTO meta VALUES (?, ?)", _meta(overlay))
        for index in INDEXES:  # now, since a sorted table is indexed faster than a growing one
            connection.execute(index)


# How much a reference gains in ranking from the claims that cite it: a tenth for one, a third for nine.
CITED = 0.15

# From so many records on, a compilation is long enough to be shown.
LONG = 5000

# A reading command names a few problems and says how many there are; `check` reads the library for all of them.
KEPT_PROBLEMS = 10

# So many records are written at once, and between two reports of progress.
BATCH = 1000

# Records with their positions.
_Batch = Sequence[tuple[int, Entry]]

_to_json = json.JSONEncoder(ensure_ascii=False).encode


def _batches(overlay: Overlay) -> Iterator[_Batch]:
    entries = enumerate(overlay.of(), start=1)
    while batch := list(islice(entries, BATCH)):
        yield batch


def _of_references(batch: _Batch) -> Iterator[tuple[int, Entry]]:
    return ((position, entry) for position, entry in batch if entry.kind == "reference")


def _records(batch: _Batch, said: dict[str, list[str]]) -> Iterator[tuple[int, str, str, str, int, float]]:
    for position, entry in batch:
        text = _to_json({"id": entry.id, "kind": entry.kind} | entry.data | _bare(entry) | {"kind": entry.kind})
        weight = 1 + CITED * log1p(len(said.get(entry.id, ())))
        yield position, entry.kind, entry.id, text, crc32(text.encode()), weight


def _bare(entry: Entry) -> dict[str, str]:
    """The DOI that a library gives with its address or label, without these: whatever is made of it adds its own."""
    doi = entry.data.get("DOI")
    return {"DOI": identifier("DOI", doi)} if isinstance(doi, str) else {}


# What wins where people type what several records are called.
_BY_ID, _BY_NAME, _BY_NUMBER = range(3)


def _names(batch: _Batch) -> Iterator[tuple[str, str, str, str, int]]:
    for _, entry in batch:
        if entry.kind in NAMED:
            yield from ((fold(name), name, entry.kind, entry.id, rank) for name, rank in _typed_for(entry))


def _typed_for(entry: Entry) -> Iterator[tuple[str, int]]:
    """What people may type for a record."""
    yield entry.id, _BY_ID
    if entry.kind == "reference":
        numbers = (doi_of(entry.data), pmid_of(entry.data), pmcid_of(entry.data))
        yield from ((number, _BY_NUMBER) for number in numbers if number)
    else:
        name = name_of(entry.data)
        names = (name, name.rstrip("?"), *entry.data.get("aliases", []))  # a question is typed without its mark too
        yield from ((each, _BY_NAME) for each in dict.fromkeys(names))


def _references(batch: _Batch, said: dict[str, list[str]]) -> Iterator[tuple[Any, ...]]:
    for position, entry in _of_references(batch):
        data = entry.data
        families = "".join([f"|{fold(family_of(person))}" for person in data.get("author") or data.get("editor") or []])
        custom = custom_of(data)
        study = custom.get("study") or entry.id
        coded = (custom.get(field, "") for field in ("reported-by", "not-counted"))
        work = f"{families}|", year_of(data), data.get("type", ""), custom.get("design", "")
        yield position, entry.id, *work, study, *coded, len(said.get(entry.id, ()))


def _about(batch: _Batch) -> Iterator[tuple[str, str]]:
    for _, entry in _of_references(batch):
        yield from ((entry.id, approach) for approach in custom_of(entry.data).get("about", []))


def _keywords(batch: _Batch) -> Iterator[tuple[str, str]]:
    for _, entry in _of_references(batch):
        yield from ((entry.id, word) for word in dict.fromkeys(map(fold, keywords_of(entry.data))))


def _results(batch: _Batch) -> Iterator[tuple[str, str, str, str, str, str]]:
    for _, entry in _of_references(batch):
        custom = custom_of(entry.data)
        for result in custom.get("results", []):
            axis, role = result["axis"], result.get("as") or ROLES[0]
            coded = result.get("direction", ""), result.get("points", "")
            coded = coded if axis in DIRECTED else ("", "")
            yield from ((entry.id, approach, axis, role, *coded) for approach in result["about"])
        for axis in custom.get("speaks-to", []):
            yield from ((entry.id, approach, axis, ROLES[0], "", "") for approach in custom.get("about", []))


def _cites(batch: _Batch, aliases: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for _, entry in batch:
        if entry.kind in NAMED and entry.kind != "reference":
            cited = (
                aliases.get(name, name) for _, claim in claims(entry.kind, entry.data) for name in claim.get("refs", [])
            )
            yield from ((entry.id, entry.kind, name) for name in dict.fromkeys(cited))


def _fulltext(
    batch: _Batch, said: dict[str, list[str]], known: "_Words", stems: Stems
) -> Iterator[tuple[int, str, str, str, str]]:
    """The stems of records' text, passages apart by a bar; ``known`` learns the words."""
    named = [(position, entry, searchable(entry.kind, entry.data)) for position, entry in batch if entry.kind in NAMED]
    texts = [
        (
            position,
            entry.id,
            [list(map(word_list, part)) for part in (found.names, [found.people], found.passages)],
            word_list(found.codes),
        )
        for position, entry, found in named
    ]
    stems.learn(
        words for _, _, written, codes in texts for words in (*(each for part in written for each in part), codes)
    )
    for position, id, written, codes in texts:
        for part in written:
            known.learn(part)
        name, people, body = (BAR.join(map(stems.text, part)) for part in written)
        yield position, name, people, body, BAR.join([stems.text(codes), *said.get(id, ())])


def _said(overlay: Overlay, stems: Stems) -> dict[str, list[str]]:
    """For each reference, the stems of the claims that cite it."""
    said: dict[str, list[str]] = defaultdict(list)
    texts = []
    for entry in overlay.of():
        if entry.kind != "reference":
            name = word_list(name_of(entry.data))
            cited = (claim for _, claim in claims(entry.kind, entry.data) if claim.get("refs"))
            texts += [([*name, *word_list(claim["say"])], claim["refs"]) for claim in cited]
    stems.learn(words for words, _ in texts)
    for words, references in texts:
        text = stems.text(words)
        for reference in references:
            said[overlay.aliases.get(reference, reference)].append(text)
    return said


class _Words:
    """The words of the library as people write them, to mend misspelt ones: folded -> as first written."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self._seen: set[str] = set()

    def learn(self, texts: Iterable[list[str]]) -> None:
        """Remember the words of texts; those met before cost next to nothing."""
        for words in texts:
            new = set(words) - self._seen
            self._seen |= new
            for word in sorted(new):
                if len(word) >= PREFIX_LETTERS and word.isalpha():
                    self.shown.setdefault(fold_word(word), word.lower())


def _own(overlay: Overlay) -> Iterator[tuple[str, str]]:
    """References that are the same work as another, as they are cited by their own keys."""
    for new, old, same_work in overlay.replacements:
        if same_work:
            own = {name: value for name, value in new.data.items() if value and name != "custom"}
            yield fold(new.id), _to_json(old.data | own | {"id": new.id, "kind": new.kind})


def _synonyms(overlay: Overlay, stems: Stems) -> set[tuple[str, str]]:
    """Every pair of phrases (their stems) that mean the same."""
    pairs = set()
    for entry in overlay.of("synonyms"):
        phrases = {stems.text(word_list(phrase)).strip() for phrase in [entry.id, *entry.data["means"]]}
        pairs |= {(phrase, other) for phrase in phrases for other in phrases if other != phrase}
    return pairs


def _meta(overlay: Overlay) -> Iterator[tuple[str, str]]:
    replacements = [
        {
            "id": new.id,
            "kind": new.kind,
            "library": abspath(new.source.name),
            "instead-of": abspath(old.source.name),
            "same-work-as": old.id if same_work else None,
        }
        for new, old, same_work in overlay.replacements
    ]
    yield "replacements", _to_json(replacements)
    problems = list(islice(overlay.problems(), KEPT_PROBLEMS))
    # Whole paths: the store may be asked from another folder than the one in which it was made.
    yield "problems", _to_json([problem._replace(file=abspath(problem.file))._asdict() for problem in problems])
    yield "problem-count", _to_json(sum(1 for _ in overlay.problems()))

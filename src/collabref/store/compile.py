"""Corpus to store: the writing half. Imported only when a store has to be made."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log1p
from typing import Any

from collabref.check import run
from collabref.claims import claims
from collabref.corpus import Corpus, normal_doi
from collabref.errors import LibraryError
from collabref.load import Entry, read_library
from collabref.model import NAMED
from collabref.store.records import custom_of, family_of, searchable, year_of
from collabref.store.schema import SCHEMA
from collabref.text import fold, fold_word, folded, indexed, word_list


def read_corpus(paths: Sequence[str]) -> Corpus:
    """The libraries at ``paths``, laid over one another; a LibraryError at the first fault."""
    corpus = Corpus([read_library(path) for path in paths])
    for problem in run(corpus, "error"):
        raise LibraryError(problem)
    return corpus


def write_store(
    corpus: Corpus, connection: sqlite3.Connection, progress: Callable[[int, int], None] | None = None
) -> None:
    """Fill an empty database with ``corpus``.

    Args:
        progress: told how many of how many records are done, now and then.
    """
    connection.executescript(SCHEMA)
    said = _said(corpus)
    total = len(corpus.entries)
    known = _Words()
    with connection:
        for position, entry in enumerate(corpus.of(), start=1):
            if progress and total >= LONG and position % 1000 == 0:
                progress(position, total)
            data = {"id": entry.id, "kind": entry.kind} | entry.data | {"kind": entry.kind}
            weight = 1 + LEANING * log1p(len(said.get(entry.id, ())))
            connection.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)",
                               (position, entry.kind, entry.id, json.dumps(data, ensure_ascii=False), weight))  # fmt: skip
            if entry.kind not in NAMED:
                continue
            connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)",
                                   ((fold(name), name, entry.kind, entry.id) for name in _names(entry)))  # fmt: skip
            *texts, codes = searchable(entry.kind, entry.data)
            words = [word_list(text) for text in texts]
            known.learn(words)
            if entry.kind == "reference":
                _write_reference(connection, position, entry)
            connection.execute(
                _FULLTEXT, (position, *map(folded, words), _words_once([indexed(codes), *said.get(entry.id, ())]))
            )
            if entry.kind != "reference":
                connection.executemany("INSERT INTO cites VALUES (?, ?, ?)",
                                       {(entry.id, entry.kind, name) for name in _cited(corpus, entry)})  # fmt: skip
        connection.executemany("INSERT INTO name VALUES (?, ?, 'reference', ?)",
                               ((fold(alias), alias, id) for alias, id in corpus.aliases.items()))  # fmt: skip
        connection.executemany("INSERT INTO word VALUES (?, ?)", known.shown.items())
        connection.executemany("INSERT INTO synonym VALUES (?, ?)", _synonyms(corpus))
        connection.execute("INSERT INTO meta VALUES ('replacements', ?)", (json.dumps(_replacements(corpus)),))
        problems = [problem._asdict() for source in corpus.sources() for problem in source.problems]
        connection.execute("INSERT INTO meta VALUES ('problems', ?)", (json.dumps(problems),))


# How much a reference gains in ranking from the claims that cite it: a tenth for one, a third for nine.
LEANING = 0.15

# Shorter words are not mended, and need not be known.
MENDABLE = 4

# From so many records on, a compilation is long enough to be shown.
LONG = 5000

_FULLTEXT = "INSERT INTO fulltext (rowid, name, people, body, said) VALUES (?, ?, ?, ?, ?)"


def _names(entry: Entry) -> Iterator[str]:
    yield entry.id
    if entry.kind == "reference":
        if doi := normal_doi(entry.data.get("DOI")):
            yield doi
        yield from (str(entry.data[field]) for field in ("PMID", "PMCID") if entry.data.get(field))
        return
    yield entry.data["name"]
    yield from entry.data.get("aliases", [])


def _cited(corpus: Corpus, entry: Entry) -> Iterator[str]:
    for _, claim in claims(entry.data):
        for name in claim.get("refs", []):
            yield corpus.aliases.get(name, name)


def _said(corpus: Corpus) -> dict[str, list[str]]:
    """For each reference, the folded text of the claims that cite it."""
    said: dict[str, list[str]] = defaultdict(list)
    for entry in corpus.of():
        if entry.kind != "reference":
            name = indexed(entry.data.get("name", ""))
            for _, claim in claims(entry.data):
                if claim.get("refs"):
                    text = f"{name} {indexed(claim['say'])}"
                    for reference in claim["refs"]:
                        said[corpus.aliases.get(reference, reference)].append(text)
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
                if len(word) >= MENDABLE and word.isalpha():
                    self.shown.setdefault(fold_word(word), word.lower())


def _words_once(texts: Iterable[str]) -> str:
    """The words of ``texts``, each once: a record must not sink in the ranking for being much spoken of."""
    return " ".join(dict.fromkeys(word for text in texts for word in text.split()))


def _synonyms(corpus: Corpus) -> set[tuple[str, str]]:
    """Every pair of folded phrases that mean the same."""
    pairs = set()
    for entry in corpus.of("synonyms"):
        phrases = {indexed(phrase) for phrase in [entry.id, *entry.data["means"]]}
        pairs |= {(phrase, other) for phrase in phrases for other in phrases if other != phrase}
    return pairs


def _write_reference(connection: sqlite3.Connection, position: int, entry: Entry) -> None:
    data = entry.data
    custom = custom_of(data)
    families = "".join(f"|{fold(family_of(person))}" for person in data.get("author") or data.get("editor") or [])
    year = year_of(data)
    connection.execute(
        "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?)",
        (position, entry.id, f"{families}|", year, data.get("type", ""), custom.get("design", "")),
    )
    connection.executemany("INSERT INTO about VALUES (?, ?)", ((entry.id, name) for name in custom.get("about", [])))
    connection.executemany(
        "INSERT INTO result VALUES (?, ?, ?, ?)",
        (
            (entry.id, approach, result["axis"], result["direction"])
            for result in custom.get("results", [])
            for approach in result["about"]
        ),
    )


def _replacements(corpus: Corpus) -> list[dict[str, Any]]:
    return [
        {"id": new.id, "kind": new.kind, "library": new.source.name, "instead-of": old.source.name,
         "same-work-as": old.id if same_work else None}
        for new, old, same_work in corpus.replacements
    ]  # fmt: skip

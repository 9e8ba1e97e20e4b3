"""Opening and reading a store."""

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import time_ns
from typing import Any
from zlib import crc32

from collabref import __version__
from collabref.errors import DamagedStoreError
from collabref.paths import builtin_library, cache_folder
from collabref.store.freshness import is_fresh, is_racy, snapshot
from collabref.store.schema import SCHEMA_VERSION

Record = dict[str, Any]
# SQLite takes so many values in one question, in every build.
_AT_ONCE = 999

Progress = Callable[[int, int], None]


class Store:
    """The compiled library: records by id, by kind, and the tables that queries ask.

    Attributes:
        path: the file of the store; empty where it is in memory only.
        libraries: the paths of the libraries, the built-in one first.
    """

    def __init__(self, connection: sqlite3.Connection, path: str, libraries: Sequence[str]) -> None:
        self._connection = connection
        self.path = path
        self.libraries = libraries

    def sql(self, question: str, values: Sequence[Any] = ()) -> list[Any]:
        """The rows that answer an SQL question.

        Raises:
            DamagedStoreError: the file is not what it was when it was written.
        """
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError:
            raise DamagedStoreError(self.path) from None

    def get(self, kind: str, id: str) -> Record | None:
        """One record, with its ``kind``."""
        rows = self.sql("SELECT json FROM record WHERE kind = ? AND id = ?", (kind, id))
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str) -> list[Record]:
        """The records of a kind, in reading order."""
        rows = self.sql("SELECT json FROM record WHERE kind = ? ORDER BY position", (kind,))
        return [json.loads(text) for (text,) in rows]

    def at(self, positions: Sequence[int]) -> list[Record]:
        """The records at these positions, in this order."""
        found: dict[int, str] = {}
        for start in range(0, len(positions), _AT_ONCE):
            some = positions[start : start + _AT_ONCE]
            found.update(
                self.sql(f"SELECT position, json FROM record WHERE position IN ({', '.join('?' * len(some))})", some)
            )
        return [json.loads(found[position]) for position in positions]

    def label(self, kind: str, id: str) -> str:
        """The label of a word of a vocabulary, or the name of a dimension or section."""
        record = self.get(kind, id)
        return (record.get("label") or record.get("name") or id) if record else id

    def meta(self, key: str) -> Any:
        """A fact about the store itself."""
        rows = self.sql("SELECT value FROM meta WHERE key = ?", (key,))
        return json.loads(rows[0][0]) if rows else None


def open_store(libraries: Sequence[str] = (), progress: Progress | None = None) -> Store:
    """The store of the built-in library with ``libraries`` over it, compiled anew where it is stale.

    Where the cache folder cannot be used, the store is made in memory.

    Raises:
        LibraryError: a library cannot be read. Nothing is written then.
    """
    paths = [builtin_library(), *map(os.path.abspath, libraries)]
    file = _store_file(paths)
    connection = _open_fresh(file, paths)
    if connection is not None:
        return Store(connection, file, paths)
    return _compile([builtin_library(), *libraries], paths, file, progress)


def _store_file(paths: Sequence[str]) -> str:
    """One file for each set of libraries. Should two sets share a checksum, the snapshot tells them apart."""
    return os.path.join(cache_folder(), f"{crc32(os.fsencode(chr(0).join(paths))):08x}.sqlite")


def _open_fresh(file: str, paths: Sequence[str]) -> sqlite3.Connection | None:
    """The store in ``file``, if it is there, whole, and as new as what it was made from."""
    if not os.path.exists(file):
        return None
    try:
        connection = sqlite3.connect(file)
        row = connection.execute("SELECT value FROM meta WHERE key = 'snapshot'").fetchone()
        old = json.loads(row[0]) if row else {}
        if old and is_fresh(old, _made_by(paths)):
            if is_racy(old):
                _settle(connection, old)
            return connection
        connection.close()
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
        pass  # an unreadable store is as good as none: it is made again
    return None


def _settle(connection: sqlite3.Connection, old: dict[str, Any]) -> None:
    """Note that the files' contents were compared, so that the next command need not."""
    try:
        with connection:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'snapshot'", (json.dumps({**old, "taken": time_ns()}),)
            )
    except sqlite3.OperationalError:
        pass  # a store that cannot be written is compared again next time


def _made_by(paths: Sequence[str]) -> list[str]:
    """What a store depends on besides the files: the program, the schema, and which libraries."""
    return [__version__, str(SCHEMA_VERSION), *paths]


def _compile(shown: Sequence[str], paths: Sequence[str], file: str, progress: Progress | None) -> Store:
    """Read the libraries and write their store; rename it into place only when it is whole."""
    from collabref.store.compile import read_corpus, write_store

    before = snapshot(_made_by(paths), paths)
    corpus = read_corpus(shown)
    temporary = f"{file}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        connection = sqlite3.connect(temporary)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
    except (OSError, sqlite3.Error):
        temporary, file = "", ""
        connection = sqlite3.connect(":memory:")
    try:
        write_store(corpus, connection, progress)
        with connection:
            connection.execute("INSERT INTO meta VALUES ('snapshot', ?)", (json.dumps(before),))
        if temporary:
            connection.close()
            os.replace(temporary, file)
            connection = sqlite3.connect(file)
    except (OSError, sqlite3.OperationalError):
        if not temporary:
            raise
        _remove(temporary)
        return _compile_in_memory(corpus, paths)
    except BaseException:
        connection.close()
        _remove(temporary)
        raise
    return Store(connection, file, paths)


def _compile_in_memory(corpus: Any, paths: Sequence[str]) -> Store:
    from collabref.store.compile import write_store

    connection = sqlite3.connect(":memory:")
    write_store(corpus, connection)
    return Store(connection, "", paths)


def _remove(file: str) -> None:
    if file:
        with suppress(OSError):
            os.remove(file)

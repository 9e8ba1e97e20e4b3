"""Opening and reading a store."""

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from time import time_ns
from typing import Any
from zlib import crc32

from collabref import __version__
from collabref.errors import DamagedStoreError, UnusableStoreError
from collabref.files import make_beside, put_in_place
from collabref.paths import builtin_library, cache_folder
from collabref.store.freshness import is_fresh, is_racy, snapshot
from collabref.store.schema import SCHEMA_VERSION

Record = dict[str, Any]
# SQLite takes so many values in one question, in every build.
_AT_ONCE = 999

Progress = Callable[[int, int], None]

# SQLite's primary result codes (https://sqlite.org/rescode.html) for a file that is not what was written …
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
# … and for one that cannot be read at the moment. All others are faults of the program, and stay visible.
_OUTAGE = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL,
)  # fmt: skip

# Stores that failed while they were asked and could not be removed: this process does without them.
_given_up: set[str] = set()


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
            UnusableStoreError: it cannot be read at the moment.
        """
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            code = _code(error)
            if code in _DAMAGE:
                raise DamagedStoreError(self.path) from None
            if code in _OUTAGE:
                raise UnusableStoreError(self.path, str(error)) from None
            raise

    def get(self, kind: str, id: str) -> Record | None:
        """One record, with its ``kind``."""
        rows = self.sql("SELECT json FROM record WHERE kind = ? AND id = ?", (kind, id))
        return self._read(rows[0][0]) if rows else None

    def all(self, kind: str) -> list[Record]:
        """The records of a kind, in reading order."""
        rows = self.sql("SELECT json FROM record WHERE kind = ? ORDER BY position", (kind,))
        return [self._read(text) for (text,) in rows]

    def at(self, positions: Sequence[int]) -> list[Record]:
        """The records at these positions, in this order."""
        found: dict[int, str] = {}
        for start in range(0, len(positions), _AT_ONCE):
            some = positions[start : start + _AT_ONCE]
            found.update(self.sql(f"SELECT position, json FROM record WHERE position IN ({places(some)})", some))
        try:
            return [self._read(found[position]) for position in positions]
        except KeyError:  # the full text and the records do not belong together
            raise DamagedStoreError(self.path) from None

    def label(self, kind: str, id: str) -> str:
        """The label of a word of a vocabulary, or the name of a dimension or section."""
        record = self.get(kind, id)
        return (record.get("label") or record.get("name") or id) if record else id

    def meta(self, key: str) -> Any:
        """A fact about the store itself."""
        rows = self.sql("SELECT value FROM meta WHERE key = ?", (key,))
        return self._read(rows[0][0]) if rows else None

    def _read(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, TypeError):  # a lost page may leave zeros in a text without SQLite's noticing
            raise DamagedStoreError(self.path) from None


def places(values: Sequence[Any]) -> str:
    """As many places for values as there are, for the brackets of an SQL question."""
    return ", ".join("?" * len(values))


def give_up(error: UnusableStoreError) -> None:
    """Let the next ``open_store`` of this process do without the store that failed; a damaged one is removed."""
    if isinstance(error, DamagedStoreError):
        with suppress(OSError):
            os.remove(error.path)
            return
    _given_up.add(error.path)


def open_store(libraries: Sequence[str] = (), progress: Progress | None = None) -> Store:
    """The store of the built-in library with ``libraries`` over it, compiled anew where it is stale.

    Where the cache folder cannot be used, the store is made in memory.

    Raises:
        LibraryError: a library cannot be read. Nothing is written then.
    """
    # No path at all is not the folder that we are in: `load` says what is wrong with it.
    paths = [builtin_library(), *(path and os.path.abspath(path) for path in libraries)]
    file = _store_file(paths)
    shown = [builtin_library(), *libraries]
    if file in _given_up:
        from collabref.store.compile import read_corpus

        return _compile_in_memory(read_corpus(shown), paths)
    connection = _open_fresh(file, paths)
    if connection is not None:
        return Store(connection, file, paths)
    return _compile(shown, paths, file, progress)


def _store_file(paths: Sequence[str]) -> str:
    """One file for each set of libraries. Should two sets share a checksum, the snapshot tells them apart."""
    return os.path.join(cache_folder(), f"{crc32(os.fsencode(chr(0).join(paths))):08x}.sqlite")


def _open_fresh(file: str, paths: Sequence[str]) -> sqlite3.Connection | None:
    """The store in ``file``, if it is there, whole, and as new as what it was made from."""
    if not os.path.exists(file):
        return None
    connection = None
    try:
        connection = _connect(file)
        row = connection.execute("SELECT value FROM meta WHERE key = 'snapshot'").fetchone()
        old = json.loads(row[0]) if row else {}
        if old and is_fresh(old, _made_by(paths)):
            if is_racy(old):
                _settle(connection, old)
            return connection
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
        pass  # an unreadable store is as good as none: it is made again
    if connection is not None:
        connection.close()
    return None


def _settle(connection: sqlite3.Connection, old: dict[str, Any]) -> None:
    """Note that the files' contents were compared, so that the next command need not."""
    try:
        # No journal on disk: one that a killed process leaves would be played back into a later store of this name.
        # The new value is as long as the old one, so a page more or less does no harm.
        connection.execute("PRAGMA journal_mode = MEMORY")
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
    from collabref.store.leftovers import remove_leftovers

    before = snapshot(_made_by(paths), paths)
    corpus = read_corpus(shown)
    temporary, placed = "", False
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        temporary = make_beside(file)
        with closing(sqlite3.connect(temporary)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = OFF")
            write_store(corpus, connection, progress)
            with connection:
                connection.execute("INSERT INTO meta VALUES ('snapshot', ?)", (json.dumps(before),))
        put_in_place(temporary, file)
        placed = True  # from here on whatever fails is somebody else's doing
        remove_leftovers(os.path.dirname(file))
        return Store(_connect(file), file, paths)
    except (OSError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.Error) and _code(error) not in (*_OUTAGE, *_DAMAGE) and not placed:
            raise
        return _compile_in_memory(corpus, paths)
    finally:
        if temporary:
            with suppress(OSError):  # it is there no more if all went well
                os.remove(temporary)


def _compile_in_memory(corpus: Any, paths: Sequence[str]) -> Store:
    from collabref.store.compile import write_store

    connection = sqlite3.connect(":memory:")
    write_store(corpus, connection)
    return Store(connection, "", paths)


def _connect(file: str) -> sqlite3.Connection:
    """A reader of the store in ``file``, which stays open to it even when it is removed."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("SELECT 1 FROM meta").fetchone()  # if it has gone, SQLite made an empty file just now
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code: the last byte of the extended one. 0 for a misuse of Python's module."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF

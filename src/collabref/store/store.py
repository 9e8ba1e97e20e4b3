"""Opening and reading a store."""

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from time import time_ns
from typing import TYPE_CHECKING, Any
from zlib import crc32

from collabref import __version__
from collabref.errors import DamagedStoreError, UnusableStoreError
from collabref.files import replacement
from collabref.kinds import name_of
from collabref.paths import builtin_library, cache_folder, make_cache_folder
from collabref.store.freshness import is_fresh, is_racy, snapshot
from collabref.store.schema import SCHEMA_VERSION
from collabref.store.seal import is_private, is_sealed, seal

if TYPE_CHECKING:
    from collabref.load.overlay import Overlay

Record = dict[str, Any]
# How many values SQLite takes in one question, in every build.
AT_ONCE = 999

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
            if _is_damage(error):
                raise DamagedStoreError(self.path) from None
            if _code(error) in _OUTAGE:
                raise UnusableStoreError(self.path, str(error)) from None
            raise

    def get(self, kind: str, id: str) -> Record | None:
        """One record, with its ``kind``."""
        records = self._records("kind = ? AND id = ?", (kind, id))
        return next((record for _, record in records), None)

    def all(self, kind: str) -> list[Record]:
        """The records of a kind, in reading order."""
        return [record for _, record in self._records("kind = ? ORDER BY position", (kind,))]

    def at(self, positions: Sequence[int]) -> list[Record]:
        """The records at these positions, in this order."""
        found: dict[int, Record] = {}
        for start in range(0, len(positions), AT_ONCE):
            some = positions[start : start + AT_ONCE]
            found.update(self._records(f"position IN ({placeholders(some)})", some))
        try:
            return [found[position] for position in positions]
        except KeyError:  # the full text and the records do not belong together
            raise DamagedStoreError(self.path) from None

    def label(self, kind: str, id: str) -> str:
        """The label of a word of a vocabulary, or the name of a dimension or section."""
        record = self.get(kind, id)
        return name_of(record) if record else id

    def labels(self, kind: str) -> dict[str, str]:
        """Word of a vocabulary -> its label. Words of two vocabularies may have one id."""
        return {word["id"]: word["label"] for word in self.all(kind)}

    def meta(self, key: str) -> Any:
        """A fact about the store itself."""
        rows = self.sql("SELECT value FROM meta WHERE key = ?", (key,))
        try:
            return json.loads(rows[0][0]) if rows else None
        except (ValueError, TypeError):  # a lost page may leave zeros in a text without SQLite's noticing
            raise DamagedStoreError(self.path) from None

    def _records(self, condition: str, values: Sequence[Any]) -> Iterator[tuple[int, Record]]:
        """The records for which an SQL condition holds, each with its position."""
        rows = self.sql(f"SELECT position, checksum, CAST(json AS BLOB) FROM record WHERE {condition}", values)
        for position, checksum, text in rows:
            if crc32(text) != checksum:
                raise DamagedStoreError(self.path)
            yield position, json.loads(text)


def placeholders(values: Collection[Any]) -> str:
    """``?, ?, ?``: a placeholder for each value, for the brackets of an SQL question."""
    return ", ".join("?" * len(values))


def give_up(error: UnusableStoreError) -> None:
    """Let the next ``open_store`` of this process do without the store that failed; a damaged one is removed."""
    if isinstance(error, DamagedStoreError):
        with suppress(OSError):
            os.remove(error.path)
            return
    _given_up.add(error.path)


def open_store(libraries: Sequence[str] = (), progress: Progress | None = None) -> Store:
    """The store of the built-in library with ``libraries`` over it, compiled anew where it is stale or not trusted.

    Where the cache folder cannot be used, or anybody else may write to it, the store is made in memory.

    Raises:
        LibraryError: a library cannot be read. Nothing is written then.
    """
    # No path at all is not the folder that we are in: `load` says what is wrong with it.
    paths = [builtin_library(), *(path and os.path.abspath(path) for path in libraries)]
    file = _store_file(paths)
    given_up = file in _given_up
    if not given_up and (connection := _open_fresh(file, paths)):
        return Store(connection, file, paths)
    from collabref.store.compile import read_overlay, write_store

    before = snapshot(_made_by(paths), paths)
    overlay = read_overlay([builtin_library(), *libraries])
    if not given_up and _write(file, overlay, before, progress) and (connection := _open_fresh(file, paths)):
        return Store(connection, file, paths)
    connection = sqlite3.connect(":memory:")
    write_store(overlay, connection)
    return Store(connection, "", paths)


def _store_file(paths: Sequence[str]) -> str:
    """One file for each set of libraries. Should two sets share a checksum, the snapshot tells them apart."""
    return os.path.join(cache_folder(), f"{crc32(os.fsencode(chr(0).join(paths))):08x}.sqlite")


def _made_by(paths: Sequence[str]) -> list[str]:
    """What a store depends on besides the files: the program, the schema, and which libraries."""
    return [__version__, str(SCHEMA_VERSION), *paths]


def _open_fresh(file: str, paths: Sequence[str]) -> sqlite3.Connection | None:
    """The store in ``file``, if it is there, sealed, and as new as what it was made from."""
    if not is_sealed(file):
        return None
    connection = None
    try:
        connection = _reader(file)
        row = connection.execute("SELECT value FROM meta WHERE key = 'snapshot'").fetchone()
        old = json.loads(row[0]) if row else {}
        if old and is_fresh(old, _made_by(paths)):
            if is_racy(old):
                _settle(file, old)
            return connection
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
        pass  # of another version, or damaged where the seal does not reach: it is made again
    if connection is not None:
        connection.close()
    return None


def _settle(file: str, old: dict[str, Any]) -> None:
    """Note that the files' contents were compared, so that the next command need not.

    Others may be reading the store: a copy with the later moment takes its place. If that cannot be written, the
    contents are compared again next time.
    """
    from shutil import copyfile

    with suppress(OSError, sqlite3.DatabaseError), _replacement(file) as temporary:
        copyfile(file, temporary)
        with closing(_writer(temporary)) as connection, connection:
            later = json.dumps({**old, "taken": time_ns()})
            connection.execute("UPDATE meta SET value = ? WHERE key = 'snapshot'", (later,))


def _write(file: str, overlay: "Overlay", before: dict[str, Any], progress: Progress | None) -> bool:
    """Write the store of ``overlay`` to ``file``; whether that could be done."""
    from collabref.store.compile import write_store
    from collabref.store.leftovers import remove_leftovers

    try:
        folder = make_cache_folder()
        if not is_private(folder):
            return False
        with _replacement(file) as temporary, closing(_writer(temporary)) as connection:
            write_store(overlay, connection, progress)
            with connection:
                connection.execute("INSERT INTO meta VALUES ('snapshot', ?)", (json.dumps(before),))
    except OSError:
        return False
    except sqlite3.DatabaseError as error:
        if _code(error) in _OUTAGE or _is_damage(error):
            return False
        raise
    remove_leftovers(folder)
    return True


@contextmanager
def _replacement(file: str) -> Iterator[str]:
    """A temporary file for a store, which is sealed and put in the place of ``file`` when it is written."""
    with replacement(file, 0o600) as temporary:
        yield temporary
        seal(temporary)


def _writer(file: str) -> sqlite3.Connection:
    """A connection to a temporary file, which needs no protection: if its process is killed it is thrown away."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = OFF")
    return connection


def _reader(file: str) -> sqlite3.Connection:
    """A reader of the store in ``file``, which stays open to it even when it is removed.

    Stores are never written in place, so SQLite need not lock it, nor look for a journal to play back.
    """
    # As a URI (https://www.sqlite.org/uri.html), in which these three characters mean something else.
    path = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def _is_damage(error: sqlite3.Error) -> bool:
    # Text that is not UTF-8 has no code of SQLite's: Python finds it.
    return _code(error) in _DAMAGE or (isinstance(error, sqlite3.OperationalError) and not _code(error))


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code: the last byte of the extended one. 0 where Python raised the error itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF

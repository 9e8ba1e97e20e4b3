"""Libraries: their files and the records in them."""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from collabref.errors import LibraryError, Problem
from collabref.files import read_file
from collabref.formats import READERS
from collabref.kinds import BY_KEY
from collabref.load.datafile import DataFile, Path
from collabref.paths import is_data


class Entry(NamedTuple):
    """One record in a file."""

    kind: str
    data: dict[str, Any]
    source: DataFile
    path: Path

    @property
    def id(self) -> str:
        """The record's id; empty if it is missing or not text."""
        value = self.data.get("id")
        return value if isinstance(value, str) else ""

    def problem(self, rule: str, path: Path, message: str, hint: str = "", level: str = "error") -> Problem:
        """A problem at ``path`` inside this record."""
        return self.source.problem(rule, (*self.path, *path), message, hint, level)


class Library(NamedTuple):
    """The files read from one path, in order of name."""

    path: str
    sources: tuple[DataFile, ...]

    def entries(self) -> Iterator[Entry]:
        """Every record that is a mapping, in file order, kind by kind."""
        for source in self.sources:
            for key, records in source.data.items():
                for position, data in enumerate(records):
                    if isinstance(data, dict):
                        yield Entry(BY_KEY[key], data, source, (key, position))


def library_files(path: str) -> list[str]:
    """The files of the library at ``path``: the file itself, or a folder's visible files with a known ending.

    Raises:
        LibraryError: it does not exist, cannot be opened, or holds no data.
    """
    endings = ", ".join(READERS)
    if not path:
        raise _unreadable("missing", "“”", "No path is given.", "Name a file or a folder.")
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise _unreadable("missing", path, "There is no such file or folder.", "Check the path.")
        if os.path.splitext(path)[1].lower() not in READERS:
            raise _unreadable(
                "no-data",
                path,
                "collabref does not read this kind of file.",
                f"It reads folders, and files that end in one of: {endings}.",
            )
        return [path]
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise _unreadable("unreadable", path, f"The folder cannot be opened ({error.strerror}).") from None
    files = [os.path.join(path, name) for name in names if is_data(name)]
    if not files:
        raise _unreadable("no-data", path, "The folder holds no data.", f"Add a file that ends in one of: {endings}.")
    return files


def read_datafile(path: str) -> DataFile:
    """One file, parsed according to its ending.

    Raises:
        LibraryError: it cannot be opened, or nothing in it can be read.
    """
    try:
        raw = read_file(path)
    except OSError as error:
        raise _unreadable("unreadable", path, f"The file cannot be opened ({error.strerror}).") from None
    reader = import_module(f"collabref.load.{READERS[os.path.splitext(path)[1].lower()]}")
    read: Callable[[bytes, str], DataFile] = reader.read
    return read(raw, path)


def read_library(path: str, failed: Callable[[LibraryError], None] | None = None) -> Library:
    """All files of the library at ``path``.

    Args:
        path: a folder or a file.
        failed: called with each file that cannot be read. Without it, the first such file raises. If ``path`` itself
            is a file that cannot be opened, that always raises.
    """
    return Library(path, tuple(_sources(path, failed)))


def _sources(path: str, failed: Callable[[LibraryError], None] | None) -> Iterator[DataFile]:
    for file in library_files(path):
        try:
            yield read_datafile(file)
        except LibraryError as error:
            if failed is None or (error.problem.rule == "unreadable" and file == path):
                raise
            failed(error)


def _unreadable(rule: str, path: str, message: str, hint: str = "") -> LibraryError:
    return LibraryError(Problem(rule, "error", path, 0, 0, message, hint))

"""Files that are written whole or not at all: beside their place, then renamed once they are on disk."""

import os
from time import time_ns

ENDING = ".tmp"

# Of the file's own name a temporary one keeps so many bytes: with what follows it is shorter than any system's limit.
_KEPT = 80


def name_beside(path: str) -> str:
    """A name that nobody else has, in the folder of ``path``.

    It is known before there is a file of it, so that whoever makes one can remove it, whenever Ctrl-C comes.
    """
    folder, name = os.path.split(path)
    kept = os.fsencode(name)[:_KEPT].decode(errors="ignore")
    # Several machines may share the folder, and the number of a process.
    return os.path.join(folder, f"{kept}.{os.getpid()}-{time_ns():x}{ENDING}")


def make_empty(path: str) -> None:
    """Make a new, empty file.

    Raises:
        OSError: there is one, or the folder takes none.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))


def put_in_place(temporary: str, path: str) -> None:
    """Rename ``temporary`` to ``path``. Its content is on the disk before, so that no crash leaves an empty page.

    Raises:
        OSError: the disk is full, or ``path`` cannot be replaced.
    """
    handle = os.open(temporary, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(temporary, path)

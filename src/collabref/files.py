"""Files that are written whole or not at all: beside their place, then renamed once they are on disk."""

import os
from time import time_ns

ENDING = ".tmp"

# Of the file's own name a temporary one keeps so many bytes: with what follows it is shorter than any system's limit.
_KEPT = 80


def make_beside(path: str) -> str:
    """A new, empty file in the folder of ``path``, of a name that nobody else has.

    Raises:
        OSError: the folder takes none.
    """
    folder, name = os.path.split(path)
    kept = os.fsencode(name)[:_KEPT].decode(errors="ignore")
    # Several machines may share the folder, and the number of a process.
    temporary = os.path.join(folder, f"{kept}.{os.getpid()}-{time_ns():x}{ENDING}")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    return temporary


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

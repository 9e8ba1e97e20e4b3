"""Files that are written completely or not at all: to a temporary file beside the target, then renamed once on disk."""

import os
from time import time_ns

ENDING = ".tmp"

# The bytes of the file's name kept in a temporary name: with the suffix it stays within every system's limit.
_KEPT = 80


def name_beside(path: str) -> str:
    """A unique name in the folder of ``path``.

    It is known before the file exists, so that the caller can remove the file whenever Ctrl-C comes.
    """
    folder, name = os.path.split(path)
    kept = os.fsencode(name)[:_KEPT].decode(errors="ignore")
    # Several machines may share the folder and have equal process ids.
    return os.path.join(folder, f"{kept}.{os.getpid()}-{time_ns():x}{ENDING}")


def make_empty(path: str) -> None:
    """Make a new, empty file.

    Raises:
        OSError: it already exists, or cannot be created in this folder.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))


def put_in_place(temporary: str, path: str) -> None:
    """Rename ``temporary`` to ``path``. Its content is flushed to disk first, so that a crash cannot leave an empty file.

    Raises:
        OSError: the disk is full, or ``path`` cannot be replaced.
    """
    handle = os.open(temporary, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(temporary, path)

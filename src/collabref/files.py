"""Files: read up to a limit and without waiting, and written completely or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import time_ns

# A larger file cannot be a library: 100,000 references with abstracts take a quarter of this.
MAX_FILE_MB = 512

# The bytes of the file's name kept in a temporary name: with the suffix it stays within every system's limit.
_KEPT = 80


def read_file(path: str) -> bytes:
    """The content of a regular file of at most MAX_FILE_MB, never waiting for it.

    Raises:
        OSError: it cannot be read; its ``strerror`` says why.
    """
    # A pipe or a device may block even on opening, or never end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    most = MAX_FILE_MB << 20
    with open(descriptor, "rb") as file:
        known = os.fstat(descriptor)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(errno.EINVAL, "it is a pipe, a socket or a device")
        # The kernel's own files appear to be empty, and may have no end or nothing to read yet.
        raw: bytes | None = file.read(most + 1) if known.st_size <= most else None
    if raw is None and known.st_size <= most:
        raise OSError(errno.EAGAIN, "it has nothing to read yet")
    if raw is None or len(raw) > most:
        raise OSError(errno.EFBIG, f"it has more than {MAX_FILE_MB} MB; split it")
    return raw


def write_file(path: str, raw: bytes) -> None:
    """Write ``raw`` to ``path``. An existing file keeps its mode, and is unchanged if that fails.

    Raises:
        OSError: it cannot be written; its ``strerror`` says why.
    """
    # A device, a pipe (as /dev/stdout may be) or a folder cannot be replaced by renaming.
    if os.path.exists(path) and not os.path.isfile(path):
        _fill(path, raw)
        return
    target = os.path.realpath(path)  # a link stays a link
    mode = None
    if os.path.exists(target):
        # Renaming would ignore the file's own permissions.
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        mode = stat.S_IMODE(os.stat(target).st_mode)
    with replacement(target, mode) as temporary:
        _fill(temporary, raw)


@contextmanager
def replacement(path: str, mode: int | None = None) -> Iterator[str]:
    """A new, empty file beside ``path``, renamed to it at the end of the block; removed if the block fails.

    Args:
        path: what is replaced, if it exists.
        mode: its permissions; None means those of any new file.

    Raises:
        OSError: no file can be created in this folder, the disk is full, or ``path`` cannot be replaced.
    """
    # Known before the file exists, so that it is removed whenever Ctrl-C comes.
    temporary = _name_beside(path)
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        if mode is not None:
            os.chmod(temporary, mode)
        yield temporary
        _flush(temporary)  # so that a crash cannot leave an empty file
        os.replace(temporary, path)
    finally:
        with suppress(OSError):  # already gone if all went well
            os.remove(temporary)


def _name_beside(path: str) -> str:
    """A unique name in the folder of ``path``."""
    folder, name = os.path.split(path)
    kept = os.fsencode(name)[:_KEPT].decode(errors="ignore")
    # Several machines may share the folder and have equal process ids.
    return os.path.join(folder, f"{kept}.{os.getpid()}-{time_ns():x}.tmp")


def _fill(path: str, raw: bytes) -> None:
    with open(path, "wb") as file:
        file.write(raw)


def _flush(path: str) -> None:
    """Flush the content of a file to disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The seal of a store: by it a store is known to be ours, and to be as it was written.

Ours: the file and its folder belong to the user, and nobody else may write to them. As it was written: a
checksum in the file's own header is right.

SQLite's header (https://www.sqlite.org/fileformat.html#the_database_header) keeps two numbers for the
application: at byte 68 its id, and at byte 60 the user version, which holds the checksum here. The checksum
is over the size of the file and its first PROVED bytes. These hold SQLite's header, in which every change made
through SQLite leaves its mark, and all of a store of ordinary size, the built-in library's among them. Of a
larger store the rest is not proved at each start, which would take as long as the answer: its records have
checksums of their own, which are compared when they are read, and the rest is left to SQLite's checks.
"""

import os
import stat
from typing import BinaryIO
from zlib import crc32

# "clbr", the application id of a store: SQLite's own number for the program that a database belongs to.
APPLICATION_ID = 0x636C6272

# What is proved takes less than a millisecond for each two megabytes.
PROVED = 8 << 20

_CHECKSUM = slice(60, 64)
_APPLICATION_ID = slice(68, 72)
_CHUNK = 1 << 16


def is_private(path: str) -> bool:
    """Whether the file or folder at ``path`` is there and belongs to the user, and nobody else may write to it.

    On Windows this is not asked: who may write there is decided by access lists, which Python does not show, and
    the caches are in the user's own profile, which those lists protect.
    """
    try:
        status = os.stat(path)
    except OSError:
        return False
    if os.name != "posix":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def seal(file: str) -> None:
    """Write the checksum of a finished store into its header.

    Raises:
        OSError: it cannot be read or written.
    """
    with open(file, "r+b", buffering=0) as store:
        checksum = _checksum(store)
        store.seek(_CHECKSUM.start)
        store.write(checksum)


def is_sealed(file: str) -> bool:
    """Whether the store in ``file`` is ours and holds what it held when it was sealed."""
    if not (is_private(os.path.dirname(file)) and is_private(file)):
        return False
    try:
        with open(file, "rb", buffering=0) as store:
            header = store.read(_APPLICATION_ID.stop)
            if header[_APPLICATION_ID] != APPLICATION_ID.to_bytes(4, "big"):
                return False
            store.seek(0)
            return header[_CHECKSUM] == _checksum(store)
    except OSError:
        return False


def _checksum(store: BinaryIO) -> bytes:
    """The CRC-32 of a store, as if the place for the checksum held zeros."""
    chunk = bytearray(_CHUNK)
    checksum = crc32(str(os.fstat(store.fileno()).st_size).encode())
    for start in range(0, PROVED, _CHUNK):
        length = store.readinto(chunk)  # type: ignore[attr-defined]
        if start == 0:
            chunk[_CHECKSUM] = bytes(4)
        checksum = crc32(memoryview(chunk)[:length], checksum)
        if length < _CHUNK:
            break
    return checksum.to_bytes(4, "big")

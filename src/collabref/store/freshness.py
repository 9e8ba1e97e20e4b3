"""Has what a store was made from changed since?

A file is taken for unchanged when its size, times and inode are: reading it would cost more than the
question. One case needs care (git calls it a racy entry): a file changed in the same tick of the clock
in which it was read keeps its times. So a file whose time is not safely before the moment of reading
is compared by content as well.
"""

import os
import time
from collections.abc import Iterator, Sequence
from typing import Any

from collabref.files import read_file
from collabref.paths import is_data

# The coarsest clock of a file system in use: FAT counts in steps of two seconds.
TICK_NS = 2_000_000_000


def snapshot(made_by: Sequence[str], paths: Sequence[str]) -> dict[str, Any]:
    """The state of the libraries at ``paths``, for ``is_fresh`` to compare; take it before reading.

    Args:
        made_by: whatever else the store depends on.
    """
    files = {file: [*_stat(file), _digest(file)] for file in _files(paths)}
    return {"made-by": list(made_by), "paths": list(paths), "taken": time.time_ns(), "files": files}


def is_fresh(old: dict[str, Any], made_by: Sequence[str]) -> bool:
    """Whether the libraries, and what the store was made by, are still as in the snapshot ``old``."""
    files = old["files"]
    if old["made-by"] != list(made_by) or list(_files(old["paths"])) != list(files):
        return False
    for file, (*stat, digest) in files.items():
        if not stat or stat != _stat(file):
            return False
        if stat[1] > old["taken"] - TICK_NS and digest != _digest(file):
            return False
    return True


def is_racy(old: dict[str, Any]) -> bool:
    """Whether ``is_fresh`` had to compare contents, and a later moment can now stand in the snapshot."""
    newest = max((stat[1] for stat in old["files"].values() if len(stat) > 1), default=0)
    return bool(old["taken"] - TICK_NS < newest <= time.time_ns() - TICK_NS)


def _files(paths: Sequence[str]) -> Iterator[str]:
    """What a library is read from: as ``load.library_files`` has it, but without an error for what is not there."""
    for path in paths:
        if os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK):  # else `load` says what is wrong
            for name in sorted(os.listdir(path)):
                if is_data(name) and os.path.isfile(os.path.join(path, name)):
                    yield os.path.join(path, name)
        else:
            yield path


def _stat(file: str) -> list[int]:
    try:
        stat = os.stat(file)
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _digest(file: str) -> str:
    from hashlib import sha256

    try:
        return sha256(read_file(file)).hexdigest()
    except OSError:
        return ""

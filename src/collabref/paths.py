"""Where things are: the built-in library, and the folder for files that can be made again."""

import errno
import os
import stat
import sys

from collabref.formats import READERS

# A larger file cannot be a library: 100,000 references with abstracts take a quarter of this.
MAX_FILE_MB = 512


def builtin_library() -> str:
    """The folder of the built-in library: beside the modules in a wheel, ``data/`` in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(here)), "data")


def is_data(name: str) -> bool:
    """Whether a file of this name is read as part of a library's folder: it is visible, and has a known ending."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in READERS


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


def cache_folder() -> str:
    """The folder of the compiled stores, as an absolute path; safe to delete at any time.

    ``COLLABREF_CACHE`` if set, else the platform's cache folder. (Ten lines instead of
    platformdirs, whose import costs a fifth of our start-up.)
    """
    if chosen := os.environ.get("COLLABREF_CACHE"):
        return os.path.abspath(chosen)
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # a relative one is invalid, says the XDG Base Directory Specification
            base = os.path.join(home, ".cache")
    return os.path.join(base, "collabref")


def make_cache_folder() -> str:
    """``cache_folder``, created if missing, for the user alone.

    Raises:
        OSError: it cannot be created.
    """
    folder = cache_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not os.environ.get("COLLABREF_CACHE"):  # a folder that the user chose may be shared with others
        os.chmod(folder, 0o700)
    return folder


def environment_libraries() -> list[str]:
    """The libraries that COLLABREF_LIBRARY names, over the built-in one."""
    return list(filter(None, os.environ.get("COLLABREF_LIBRARY", "").split(os.pathsep)))

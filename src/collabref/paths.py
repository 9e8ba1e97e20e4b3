"""Where things are: the built-in library, and the folder for files that can be made again."""

import os
import sys

from collabref.formats import READERS


def builtin_library() -> str:
    """The folder of the built-in library: beside the modules in a wheel, ``data/`` in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(here)), "data")


def is_data(name: str) -> bool:
    """Whether a file of this name is read as part of a library's folder: it is visible, and has a known ending."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in READERS


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

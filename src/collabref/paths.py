"""Where things are: the built-in library and the folder for what can be made again."""

import os
import sys


def builtin_library() -> str:
    """The folder of the built-in library: beside the modules in a wheel, ``data/`` in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(here)), "data")


def cache_folder() -> str:
    """The folder of the compiled stores; safe to delete at any time.

    ``COLLABREF_CACHE`` where it is set, else the platform's place for caches. (Ten lines instead of
    platformdirs, whose import costs a fifth of our start-up.)
    """
    if chosen := os.environ.get("COLLABREF_CACHE"):
        return chosen
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

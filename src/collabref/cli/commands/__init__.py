"""The commands, one module each, with a function ``command``."""

import os

# A module of this package is a command, with its name.
NAMES = tuple(sorted(name[:-3] for name in os.listdir(__path__[0]) if name.endswith(".py") and name[0] != "_"))

"""The commands, one module each, with a function ``command``."""

import os

# Each module of this package is the command of the same name.
NAMES = tuple(sorted(name[:-3] for name in os.listdir(__path__[0]) if name.endswith(".py") and name[0] != "_"))

"""The command line: parse, ask one question, render once, print once.

Commands are built only when they are called; ``table`` names them, one module each.
"""

import atexit
import gc

# A command lives for a tenth of a second: to look for garbage would cost more than it frees, while it
# runs and most of all when it ends. What is frozen then is left to the operating system.
gc.disable()
atexit.register(gc.freeze)

from collabref.cli.table import main  # noqa: E402  (after the lines above, which speed up its imports)

__all__ = ["main"]

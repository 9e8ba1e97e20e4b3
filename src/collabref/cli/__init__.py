"""The command line: parse, ask one question, render once, print once.

Commands are built only when they are called; ``table`` names them, one module each.
"""

import gc

# A command lives for a tenth of a second: to look for garbage would cost more than it frees.
gc.disable()

from collabref.cli.table import main  # noqa: E402  (after the line above, which speeds up its imports)

__all__ = ["main"]

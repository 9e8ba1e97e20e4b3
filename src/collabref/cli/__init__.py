"""The command line: parse, ask one question, render once, print once.

Commands are built only when they are called; ``table`` names them, one module each.
"""

from collabref.cli.table import main

__all__ = ["main"]

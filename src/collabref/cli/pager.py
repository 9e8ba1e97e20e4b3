"""A long answer in the user's pager."""

import os
import shlex
import signal
import subprocess

from collabref.cli.streams import tell, write_stdout

DEFAULT = "less"
# Leave at once when it fits the screen, keep colour, leave the text on the screen. As git has it.
LESS = "FRX"


def page(text: str) -> None:
    """Show ``text`` in $COLLABREF_PAGER, else $PAGER, else less; where that cannot be run, print it.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
    """
    wanted = os.environ.get("COLLABREF_PAGER") or os.environ.get("PAGER") or DEFAULT
    environment = {**os.environ, "LESS": os.environ.get("LESS", LESS)}
    try:
        command = shlex.split(wanted) or [DEFAULT]
        # Ctrl-C is the pager's: `less` ends a search by it, and to kill `less` would leave the terminal in its mode.
        # (A function, for what is ignored here would be ignored by the pager as well.)
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            done = subprocess.run(command, input=text.encode(errors="replace"), env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, before)
    except (OSError, ValueError) as error:
        write_stdout(text)
        if wanted != DEFAULT:  # a system without less has no pager, which is no fault of anybody's
            why = getattr(error, "strerror", None) or error
            tell(f"collabref: The pager “{wanted}” cannot be run ({why}). Set COLLABREF_PAGER, or use --no-pager.")
        return
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt

"""A long answer in the user's pager."""

import os
import shlex
import signal
import subprocess

from collabref.cli.streams import tell, write_stdout

DEFAULT = "less"
# Exit at once if the text fits the screen, keep colour, leave the text on the screen. The same flags as git.
LESS = "FRX"


def show_in_pager(text: str) -> None:
    """Show ``text`` in $COLLABREF_PAGER, else $PAGER, else less; if that cannot be run, print it.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
    """
    wanted = os.environ.get("COLLABREF_PAGER") or os.environ.get("PAGER") or DEFAULT
    environment = {**os.environ, "LESS": os.environ.get("LESS", LESS)}
    try:
        command = shlex.split(wanted) or [DEFAULT]
        # Ctrl-C belongs to the pager: in `less` it ends a search, and killing `less` would leave the terminal in its mode.
        # (A function, because the pager would inherit an ignored signal.)
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            done = subprocess.run(command, input=text.encode(errors="replace"), env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, before)
    except (OSError, ValueError) as error:
        write_stdout(text)
        if wanted != DEFAULT:  # a missing `less` is not worth a message
            why = getattr(error, "strerror", None) or error
            tell(f"collabref: The pager “{wanted}” cannot be run ({why}). Set COLLABREF_PAGER, or use --no-pager.")
        return
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt

"""A long answer in the user's pager."""

import os
import shlex
import signal
import subprocess

from collabref.errors import UsageError

DEFAULT = "less -FRX"  # leave at once when it fits the screen, keep colour, leave the text on the screen


def page(text: str) -> None:
    """Show ``text`` in $PAGER.

    Raises:
        UsageError: the pager cannot be run.
        KeyboardInterrupt: Ctrl-C ended it.
    """
    command = [os.environ.get("PAGER", "")]
    try:
        command = shlex.split(command[0]) or shlex.split(DEFAULT)
        # Ctrl-C is the pager's: `less` ends a search by it, and to kill `less` would leave the terminal in its mode.
        # (A function, for what is ignored here would be ignored by the pager as well.)
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            done = subprocess.run(command, input=text.encode(errors="replace"), check=False)
        finally:
            signal.signal(signal.SIGINT, before)
        if done.returncode == -signal.SIGINT:
            raise KeyboardInterrupt
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The pager “{command[0]}” cannot be run ({getattr(error, 'strerror', None) or error}). Set PAGER, or leave --pager out."
        ) from None

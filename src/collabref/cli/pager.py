"""A long answer in the user's pager."""

import os
import shlex
import subprocess

from collabref.errors import UsageError

DEFAULT = "less -FRX"  # leave at once when it fits the screen, keep colour, leave the text on the screen


def page(text: str) -> None:
    """Show ``text`` in $PAGER.

    Raises:
        UsageError: the pager cannot be run.
    """
    command = [os.environ.get("PAGER", "")]
    try:
        command = shlex.split(command[0]) or shlex.split(DEFAULT)
        subprocess.run(command, input=text.encode(errors="replace"), check=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The pager “{command[0]}” cannot be run ({getattr(error, 'strerror', None) or error}). Set PAGER, or leave --pager out."
        ) from None

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
    command = shlex.split(os.environ.get("PAGER", "").strip() or DEFAULT)
    try:
        subprocess.run(command, input=text.encode(errors="replace"), check=False)
    except OSError as error:
        raise UsageError(
            f"The pager “{command[0]}” cannot be run ({error.strerror}). Set PAGER, or leave --pager out."
        ) from None

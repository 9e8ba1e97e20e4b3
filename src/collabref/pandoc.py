"""pandoc, the program that knows every citation style and the formats of word processors."""

import re
import shutil
import subprocess
from collections.abc import Sequence

from collabref.errors import UsageError

# pandoc 2 reads and writes CSL differently, and wrongly in places.
OLDEST = 3

# pandoc's own limit is none; this guards against a style or a document that never ends.
SECONDS = 300


def run(arguments: Sequence[str], text: bytes, need: str) -> bytes:
    """What pandoc makes of ``text`` with these arguments.

    Args:
        need: a sentence that says what needs pandoc.

    Raises:
        UsageError: there is no pandoc that will do, or it refuses.
    """
    try:
        done = subprocess.run([find(need), *arguments], input=text, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise UsageError(f"{need} It did not finish in {SECONDS} seconds.") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"{need} It refused: {reason[0]}")
    return done.stdout


def find(need: str) -> str:
    """A pandoc of version 3 or later: of the extra collabref[pandoc], else on PATH.

    Args:
        need: a sentence that says what needs it.

    Raises:
        UsageError: there is none.
    """
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        pass
    install = "Install collabref[pandoc], or pandoc 3 or later."
    found = shutil.which("pandoc")
    if not found:
        raise UsageError(f"{need} {install}")
    try:
        shown = subprocess.run([found, "--version"], capture_output=True, check=False, timeout=SECONDS).stdout
    except OSError:  # it is no program
        shown = b""
    version = re.match(r"pandoc\S*\s+(\d+)\.(\d+)", shown.decode(errors="replace"))
    if not version or int(version[1]) < OLDEST:
        number = f"{version[1]}.{version[2]}" if version else "unknown"
        raise UsageError(f"{need} The one on PATH is too old (version {number}; {OLDEST} is needed). {install}")
    return found

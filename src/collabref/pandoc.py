"""pandoc, for citation styles other than Vancouver and for word-processor formats."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from collabref.errors import UsageError
from collabref.text.wording import with_extra

# pandoc 2 reads and writes CSL differently, and in places wrongly.
OLDEST = 3

# pandoc has no time limit; this guards against a style or a document that never finishes.
SECONDS = 300

# Reporting its version takes a hundredth of a second; from a cold disk, perhaps a few seconds.
SECONDS_FOR_VERSION = 20

# pandoc fetches what a style or a document names, even with --sandbox, but cannot through an impossible proxy.
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:0") | {
    "no_proxy": "",
    "NO_PROXY": "",
}

INSTALL = f"Install pandoc {OLDEST} or later, or the extra “pandoc”. {with_extra('pandoc')}"


def run(arguments: Sequence[str], text: bytes, need: str) -> bytes:
    """The output of pandoc for ``text`` with these arguments; it fetches nothing.

    Args:
        need: a sentence that says what needs pandoc.

    Raises:
        UsageError: there is no suitable pandoc, or it fails.
    """
    command = [find(need), *arguments]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, check=False, timeout=SECONDS, env=os.environ | _OFFLINE
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"{need} It did not finish within {SECONDS} seconds.") from None
    except OSError as error:
        raise UsageError(f"{need} “{command[0]}” cannot be run ({error.strerror}). {INSTALL}") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"{need} It failed: {reason[0]}")
    if not done.stdout:
        raise UsageError(f"{need} It wrote nothing. {INSTALL}")
    return done.stdout


def find(need: str) -> str:
    """A pandoc of version 3 or later: of the extra “pandoc”, else on PATH.

    Args:
        need: a sentence that says what needs it.

    Raises:
        UsageError: there is none.
    """
    for program in (_of_the_extra(), shutil.which("pandoc")):
        if program:
            version = _version(program)
            if version[:1] >= (OLDEST,):
                return program
            shown = ".".join(map(str, version))
            fault = f"is too old (version {shown}; {OLDEST} is needed)" if version else "does not say its version"
            need = f"{need} The one at “{program}” {fault}."
    raise UsageError(f"{need} {INSTALL}")


def _of_the_extra() -> str:
    """The program in the package pypandoc_binary; empty if there is none.

    The package's own search would run anything called pandoc, and wait for it indefinitely.
    """
    package = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    program = os.path.join(os.path.dirname(package.origin), "files", name) if package and package.origin else ""
    return program if os.path.isfile(program) else ""


def _version(program: str) -> tuple[int, ...]:
    """The first two numbers of its version; none if it does not report them in time."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=SECONDS_FOR_VERSION)
    except (OSError, subprocess.TimeoutExpired):  # it is not a program, or not pandoc
        return ()
    version = re.match(r"pandoc\S*\s+(\d{1,9})\.(\d{1,9})", done.stdout.decode(errors="replace"))
    return (int(version[1]), int(version[2])) if version else ()

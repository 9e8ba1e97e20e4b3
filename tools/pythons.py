"""The Pythons on this machine that can run collabref, for the Makefile's recipes that try several.

Standard output has one line per version, oldest first: the version, a space, and the path. Standard error reports what
is found and skipped. Python 3.11 or newer counts if it is named `python3.N` on PATH, or if it is running this
program.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = 11
# Prints the minor version; fails if an environment with sqlite3 cannot be made (Debian leaves ensurepip out).
PROBE = """
import sys
from importlib.util import find_spec
print(sys.version_info.minor)
missing = [name for name in ("ensurepip", "sqlite3", "venv") if not find_spec(name)]
sys.exit("it has no " + ", no ".join(missing) if missing else 0)
"""
# A guard against hanging: the seconds that a Python may take to start.
PATIENCE = 60


def candidates() -> Iterator[tuple[int, Path]]:
    """Minor versions, each with the path of a Python with that name, in the order of PATH."""
    yield sys.version_info.minor, Path(sys.executable)
    for folder in os.get_exec_path():
        if not Path(folder).is_dir():
            continue
        for path in sorted(Path(folder).iterdir()):
            match = re.fullmatch(r"python3\.(\d+)", path.name)
            if match and int(match[1]) >= OLDEST and os.access(path, os.X_OK):
                yield int(match[1]), path


def fault(minor: int, path: Path) -> str:
    """Why this Python is unusable (version managers leave stand-ins on PATH that only complain); empty if it is usable."""
    try:
        done = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode:
        return done.stderr.strip().partition("\n")[0] or f"exit code {done.returncode}"
    return "" if done.stdout.strip() == str(minor) else f"it is Python 3.{done.stdout.strip()}"


def usable() -> dict[int, Path]:
    """The first Python of each minor version that runs; those that do not are named on standard error."""
    found: dict[int, Path] = {}
    for minor, path in candidates():
        if minor in found:
            continue
        if reason := fault(minor, path):
            print(f"Skipped {path}: {reason}", file=sys.stderr)
        else:
            found[minor] = path
    return dict(sorted(found.items()))


def main() -> None:
    """Print the table."""
    found = usable()
    print("Found Python", ", ".join(f"3.{minor}" for minor in found), file=sys.stderr)
    for minor, path in found.items():
        print(f"3.{minor} {path}")


if __name__ == "__main__":
    main()

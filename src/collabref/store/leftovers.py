"""Remove temporary files left by killed processes."""

import os
import re
import time
from contextlib import suppress

# What `files.replacement` calls the temporary file of a store. The folder may hold other things: only our own are removed.
_OURS = re.compile(r"[0-9a-f]{8}\.sqlite\.[0-9]+-[0-9a-f]+\.tmp")

# No compilation pauses so long: a temporary file that nobody has written to for an hour belongs to nobody.
STALE_SECONDS = 3600


def remove_leftovers(folder: str) -> None:
    """Remove the temporary files of stores that were given up; not a failure if that cannot be done."""
    with suppress(OSError):
        for each in os.scandir(folder):
            if _OURS.fullmatch(each.name) and each.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if each.stat(follow_symlinks=False).st_mtime < time.time() - STALE_SECONDS:
                        os.remove(each.path)

"""What killed processes leave in the folder of the stores."""

import os
import time
from contextlib import suppress

from collabref.files import ENDING

# No compilation pauses so long: a temporary file that nobody has written to for an hour belongs to nobody.
STALE_SECONDS = 3600


def remove_leftovers(folder: str) -> None:
    """Remove the temporary files of stores that were given up; it is no failure if that cannot be done."""
    with suppress(OSError):
        for each in os.scandir(folder):
            if each.name.endswith(ENDING) and ".sqlite." in each.name:
                with suppress(OSError):
                    if each.stat(follow_symlinks=False).st_mtime < time.time() - STALE_SECONDS:
                        os.remove(each.path)

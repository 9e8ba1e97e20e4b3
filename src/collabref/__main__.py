"""The console script, and ``python -m collabref``."""

import atexit
import gc
import os
import signal
from typing import Any, NoReturn


def main() -> NoReturn:
    """Answer what the command line asks: little enough that Ctrl-C finds it ready before the imports have begun."""
    # A command lives for a tenth of a second: to look for garbage would cost more than it frees, while it
    # runs and most of all when it ends. What is frozen then is left to the operating system.
    gc.disable()
    atexit.register(gc.freeze)
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else whoever started us lets us run on
        signal.signal(signal.SIGINT, _leave)
    from collabref.cli.main import main as run

    signal.signal(signal.SIGINT, before)
    run()


def _leave(*_: Any) -> None:
    """End at once: nothing has been begun, and an exception in the midst of an import would be half swallowed."""
    os._exit(130)


if __name__ == "__main__":
    main()

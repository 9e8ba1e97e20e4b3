"""The console script, and ``python -m collabref``."""

import atexit
import gc
import os
import signal
from typing import Any, NoReturn


def main() -> NoReturn:
    """Run the command line. This module does little, so that Ctrl-C is handled before the imports begin."""
    # A command runs for a tenth of a second: collecting garbage would cost more than it frees, both while it
    # runs and above all when it ends. What is frozen is left to the operating system.
    gc.disable()
    atexit.register(gc.freeze)
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # otherwise the parent process ignores Ctrl-C, and so do we
        signal.signal(signal.SIGINT, _leave)
    from collabref.cli.main import main as run

    signal.signal(signal.SIGINT, before)
    run()


def _leave(*_: Any) -> None:
    """End at once: nothing has been done yet, and an exception during an import might be swallowed."""
    os._exit(130)


if __name__ == "__main__":
    main()

"""SIGTERM and SIGHUP end the process, but only after it has removed its temporary files."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Windows has no SIGHUP.
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class _Ended(BaseException):
    """One of these signals has arrived. Not an ``Exception``, so that nothing on the way out handles it as a failure."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ending_tidily() -> Iterator[None]:
    """Turn these signals into an exception inside the block, so that every ``finally`` runs; then let the signal end us.

    A signal that the caller ignores (``nohup``) stays ignored.
    """
    ours = [number for number in _ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    except _Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)  # the caller sees the signal as if we had not caught it
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: Any) -> None:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)  # a second one must not interrupt the clean-up
    raise _Ended(number)

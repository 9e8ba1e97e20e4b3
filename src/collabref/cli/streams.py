"""Standard output and standard error, either of which may be closed, full, or in an old encoding."""

import codecs
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from io import BytesIO, TextIOWrapper
from typing import Any

from collabref.errors import ReaderGoneError, WriteError

# The symbols on our pages that old encodings lack.
_ASCII = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "─": "-", "•": "*", "…": "...", "″": '"', "▌": "|",
    "≥": ">=", "≤": "<=", "→": "->", "·": "-",
}  # fmt: skip

# No terminal's size has more digits than this; Python refuses to read thousands of them.
_DIGITS = 6

_NO_STDOUT = "There is no standard output. Name a file with --output."


def is_terminal(stream: Any) -> bool:
    """Whether a stream exists and is a terminal."""
    return stream is not None and stream.isatty()


def tell(words: str) -> None:
    """Write a sentence or two about the answer to standard error, if there is one.

    It may repeat what was typed or what a library contains; none of that can control the terminal.
    """
    from collabref.text.safe import safe_message

    said = safe_message(words)
    if is_terminal(sys.stderr):
        from shutil import get_terminal_size
        from textwrap import fill

        width = max(get_terminal_size().columns, 20)
        said = fill(said, width, break_long_words=False, break_on_hyphens=False)
    sys.stderr.write(f"{said}\n")


def write_stdout(text: str) -> None:
    """Write ``text`` to stdout, replacing characters that its encoding lacks with the closest it has.

    Raises:
        WriteError: it is closed, or its destination is full.
        ReaderGoneError: the reader has closed the pipe.
    """
    _stdout().write(text)


def write_bytes(content: bytes) -> None:
    """Write a file's content to stdout unchanged; otherwise like ``write_stdout``."""
    _stdout().write_bytes(content)


def guard_streams() -> None:
    """Replace stdout and stderr with guarded streams, so that what Typer writes (help, completions) is safe too."""
    sys.stdout, sys.stderr = _stdout(), _Stderr(sys.stderr or TextIOWrapper(BytesIO()))


def forget_odd_sizes() -> None:
    """Unset COLUMNS and LINES if they hold anything but a number: not all libraries check them."""
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdecimal() and len(size) <= _DIGITS):
            os.environ.pop(name, None)


def _stdout() -> "_Stdout":
    return sys.stdout if isinstance(sys.stdout, _Stdout) else _Stdout(sys.stdout)


class _Guard(ABC):
    """A standard stream that may be missing (None) and accepts any text."""

    encoding = "utf-8"  # what its encoding lacks is replaced
    errors = "strict"

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        if isinstance(stream, TextIOWrapper):  # all others, such as StringIO, accept any text
            codecs.register_error("nearest", _nearest)
            stream.reconfigure(errors="nearest")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def write(self, text: str) -> int:
        if not isinstance(text, str):  # Typer uses this to distinguish text streams from byte streams
            raise TypeError("a stream of text takes text")
        if text:
            with self._answering():
                self._stream.write(text)
                self._stream.flush()
        return len(text)

    def write_bytes(self, content: bytes) -> None:
        with self._answering():
            self._stream.buffer.write(content)
            self._stream.flush()

    def flush(self) -> None:
        if self._stream is not None:
            with self._answering():
                self._stream.flush()

    @abstractmethod
    def _answering(self) -> AbstractContextManager[None]:
        """What becomes of a failure to write."""


class _Stdout(_Guard):
    """What cannot be written is a failure with a message, or ends the work."""

    @contextmanager
    def _answering(self) -> Iterator[None]:
        if self._stream is None:
            raise WriteError(_NO_STDOUT)
        try:
            yield
        except OSError as error:
            # Discard what is left, or Python complains when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            if isinstance(error, BrokenPipeError):
                raise ReaderGoneError from None
            raise WriteError(f"Standard output cannot be written ({error.strerror}).") from None


class _Stderr(_Guard):
    """What cannot be written is lost: there is nowhere left to report it."""

    @contextmanager
    def _answering(self) -> Iterator[None]:
        with suppress(OSError):
            yield


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What to write for a character that an encoding lacks, in the form for ``codecs.register_error``."""
    from unicodedata import normalize

    assert isinstance(error, UnicodeEncodeError)
    character = error.object[error.start]
    nearest = _ASCII.get(character) or normalize("NFKD", character)[0]
    try:
        nearest.encode(error.encoding)
    except UnicodeEncodeError:
        nearest = "?"
    return nearest, error.start + 1

"""Standard output and standard error, either of which may be closed, full, or of an old encoding."""

import os
import sys
from contextlib import suppress
from typing import Any

from collabref.errors import WriteError

# The signs of our pages that old encodings lack.
_ASCII = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "─": "-", "•": "*", "…": "...", "″": '"', "▌": "|",
    "≥": ">=", "≤": "<=", "→": "->", "·": "-",
}  # fmt: skip


def is_terminal(stream: Any) -> bool:
    """Whether a stream is there, and a person reads it."""
    return stream is not None and stream.isatty()


def tell(sentence: str) -> None:
    """Say something about the answer, on standard error if there is one."""
    if sys.stderr is not None:
        with suppress(OSError):  # there is nowhere left to say so
            print(_fitting(sentence, sys.stderr.encoding), file=sys.stderr)


def write_stdout(text: str) -> None:
    """Write ``text`` to stdout, with what its encoding lacks replaced by the nearest that it has.

    Raises:
        WriteError: it is closed, or what it leads to is full.
        BrokenPipeError: the reader has gone.
    """
    if sys.stdout is None:
        raise WriteError("There is no standard output. Name a file with --output.")
    try:
        sys.stdout.write(_fitting(text, sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        raise
    except OSError as error:
        abandon_stdout()
        raise WriteError(f"Standard output cannot be written ({error.strerror}).") from None


def write_bytes(content: bytes) -> None:
    """Write a file's content to stdout as it is; as ``write_stdout``."""
    if sys.stdout is None:
        raise WriteError("There is no standard output. Name a file with --output.")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        raise
    except OSError as error:
        abandon_stdout()
        raise WriteError(f"Standard output cannot be written ({error.strerror}).") from None


def abandon_stdout() -> None:
    """Point stdout at nothing, or Python complains when it closes what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fitting(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_encodable(character, encoding) for character in text)
    return text


def _encodable(character: str, encoding: str) -> str:
    from unicodedata import normalize

    for candidate in (character, _ASCII.get(character, ""), normalize("NFKD", character)[:1]):
        if candidate:
            try:
                candidate.encode(encoding)
            except UnicodeEncodeError:
                continue
            return candidate
    return "?"

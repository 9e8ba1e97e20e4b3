"""From an answer to the screen or a file: the format, the width, and whether to use colour."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from collabref.cli.libraries import refuse_in_use
from collabref.cli.options import Options, When
from collabref.cli.streams import is_terminal, tell, write_bytes, write_stdout
from collabref.errors import NothingFoundError, UsageError, WriteError
from collabref.files import write_file
from collabref.formats import BY_ENDING, BY_NAME
from collabref.render import Style, render
from collabref.text.wording import argument, join_words

if TYPE_CHECKING:
    from collabref.answer.page import Block, Depth
    from collabref.render import View

# The formats for people, in which answers are short unless more is asked for.
SHORT_FORMATS = ("text", "plain")


def choose_format(options: Options) -> str:
    """The format: from -f, the file's ending, the environment, or the default for a terminal or pipe.

    Raises:
        UsageError: the command does not have it.
    """
    formats = options.formats
    if options.format:
        return _one_of(options.format, formats)
    if options.output:
        ending = os.path.splitext(options.output)[1].lower()
        if ending not in BY_ENDING:
            known = ", ".join(end for end, format in BY_ENDING.items() if format.name in formats)
            raise UsageError(
                f"“{options.output}” does not have a known file ending. Use one of {known}, or give --format."
            )
        return _one_of(BY_ENDING[ending].name, formats)
    wanted = os.environ.get("COLLABREF_FORMAT", "")
    if wanted in formats:
        return wanted
    return formats[0] if is_terminal(sys.stdout) else formats[1]


@contextmanager
def nothing_is_an_answer(kind: str, options: Options) -> Iterator[None]:
    """If JSON was asked for and nothing is found, write the object without items before failing."""
    try:
        yield
    except NothingFoundError:
        if choose_format(options) == "json":
            from collabref.answer.grid import Grid

            emit(Grid(kind, [], ()), options)
        raise


def emit(view: "View", options: Options) -> None:
    """Render ``view`` once and write it once: to the file asked for, else to stdout."""
    format = choose_format(options)
    view = _with_libraries(view, options.library or ())
    if options.output:
        color = _color(options.color, terminal=False)
        drawn = render(view, Style(format, 100, color, citations=options.citations))
        save(options.output, drawn, options.libraries, f" ({format})")
        return
    terminal = is_terminal(sys.stdout)
    if terminal and BY_NAME[format].is_binary:
        raise UsageError(f"A {format} file cannot be shown at a terminal. Name a file with --output.")
    color = _color(options.color, terminal)
    links = color and terminal and os.environ.get("TERM") != "linux"
    columns, lines = _window()
    style = Style(format, columns, color, links, options.citations, height=lines if terminal else 0)
    drawn = render(view, style)
    if isinstance(drawn, bytes):
        write_bytes(drawn)
    elif terminal and drawn.count("\n") >= lines and _pages(options):
        from collabref.cli.pager import show_in_pager

        show_in_pager(drawn)
    else:
        write_stdout(drawn)


def _with_libraries(view: "View", typed: Sequence[str]) -> "View":
    """The answer, with the libraries of -L in the commands that it offers: without them these would find less."""
    given = [argument(path) for path in typed]
    if not (given and all(given)):
        return view
    from collabref.answer.page import Commands, Entries, Page

    if not isinstance(view, Page):
        return view
    more = "".join(f" -L {path}" for path in given)
    blocks: list[Block] = []
    for block in view.blocks:
        match block:
            case Commands(items):
                block = Commands(tuple((command + more, what) for command, what in items))
            case Entries(_, whole) if whole:
                block = block._replace(whole=whole + more)
        blocks.append(block)
    return view._replace(blocks=tuple(blocks))


def _pages(options: Options) -> bool:
    """Whether a long answer goes through a pager."""
    if options.pager:
        tell("collabref: Long answers already go through the pager. --pager will be removed in 0.3; leave it out.")
    return options.pager is not False and os.environ.get("COLLABREF_PAGER") != ""


def depth(options: Options, all_of_them: bool = False, full: bool = False) -> "Depth":
    """How much of an answer is wanted: a screen is short unless more is asked for; data and files are complete."""
    if full or options.output or choose_format(options) not in SHORT_FORMATS:
        return "full"
    return "all" if all_of_them else "short"


def save(path: str, content: str | bytes, libraries: Sequence[str], as_what: str = "") -> None:
    """Write ``content`` to ``path``, text as UTF-8, and say so.

    Raises:
        UsageError: ``path`` is in one of the ``libraries``.
        WriteError: it cannot be written; an existing file is unchanged.
    """
    refuse_in_use(path, libraries)
    try:
        write_file(path, content.encode(errors="backslashreplace") if isinstance(content, str) else content)
    except OSError as error:
        raise WriteError(
            f"“{path}” cannot be written ({error.strerror}). Choose another place with --output."
        ) from None
    tell(f"collabref: Wrote {path}{as_what}.")


def _one_of(typed: str, formats: tuple[str, ...]) -> str:
    if typed.lower() in formats:
        return typed.lower()
    raise UsageError(f"“{typed}” is not a format of this command. Choose {join_words(formats)}.")


def _color(when: When, terminal: bool) -> bool:
    """Whether to use colour: as asked for, else only at a terminal that supports it (https://no-color.org)."""
    if when != "auto":
        return when == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _window() -> tuple[int, int]:
    """The columns and lines of the window."""
    from shutil import get_terminal_size

    columns, lines = get_terminal_size((80, 45))
    # COLUMNS may hold any number; Rich would pad the lines of a table to a width of millions.
    return min(max(columns, 20), 1000), max(lines, 10)

"""Opening the libraries that a command names, and reporting what could not be read."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from collabref.cli.options import Options
from collabref.cli.streams import is_terminal, tell
from collabref.errors import LibraryError, Problem, UsageError
from collabref.paths import builtin_library, is_data
from collabref.store import Store, open_store

# The most unreadable records named before the message refers to `check`.
NAMED_PROBLEMS = 5

_ELSEWHERE = "Choose another place with --output."


def open_libraries(options: Options) -> Store:
    """The store of the built-in library with the user's libraries over it.

    Records that could not be read are named on stderr, each with its line.

    Raises:
        LibraryError: a library cannot be read; or, with --strict, any record of one.
    """
    bar = _Bar()
    try:
        store = open_store(options.libraries, bar if is_terminal(sys.stderr) else None)
    finally:
        bar.wipe()  # even if it was interrupted
    problems = [
        Problem(**{**problem, "file": as_typed(problem["file"], options.libraries)})
        for problem in store.meta("problems")[:NAMED_PROBLEMS]
    ]
    tell_problems(problems, options.strict, store.meta("problem-count"))
    return store


def tell_problems(problems: Sequence[Problem], strict: bool, count: int | None = None) -> None:
    """Name the first records that could not be read, each with its line, and say how many more there are.

    Args:
        strict: whether to stop at the first.
        count: how many there are, if not all are given.

    Raises:
        LibraryError: there is one, and ``strict``.
    """
    if problems and strict:
        raise LibraryError(problems[0])
    named = problems[:NAMED_PROBLEMS]
    for problem in named:
        tell(f"{problem.place}: {problem.sentence}")
    if more := (len(problems) if count is None else count) - len(named):
        tell(f"{more:,} more record{'s' * (more > 1)} could not be read. See: collabref check {named[0].file}")


def read_references(files: Sequence[str], strict: bool) -> list[dict[str, Any]]:
    """The references in files that are not libraries in use; what cannot be read is named on stderr.

    A file that is named twice is read once.

    Raises:
        LibraryError: a file cannot be read, or none of a folder; or, with ``strict``, any record of one.
    """
    from collabref.load import read_library

    references: list[dict[str, Any]] = []
    read: set[str] = set()
    for file in files:
        failed: list[LibraryError] = []
        library = read_library(file, failed.append if os.path.isdir(file) else None)
        if failed and (strict or not library.sources):
            raise failed[0]
        tell_problems([error.problem for error in failed], strict=False)
        for source in library.sources:
            place = os.path.realpath(source.name)
            if place in read:
                tell(f"{source.name}: This file is named twice; it is read once.")
                continue
            read.add(place)
            tell_problems(source.problems, strict)
            references += source.data.get("references", [])
    return references


def as_typed(file: str, libraries: Sequence[str]) -> str:
    """The path of a library's file, beginning with the library's path as typed this time."""
    for typed in libraries:
        whole = os.path.abspath(typed)
        if file == whole:
            return typed
        if file.startswith(os.path.join(whole, "")):
            return os.path.join(typed, os.path.relpath(file, whole))
    return file


def refuse_in_use(output: str, libraries: Sequence[str]) -> None:
    """Refuse to write to ``output`` if it is a file of a library in use, under any name, or would become one.

    Args:
        output: where to write.
        libraries: the paths of the libraries over the built-in one.

    Raises:
        UsageError: it is.
    """
    places = {os.path.abspath(output), os.path.realpath(output)}  # a link may be in a library, or lead to one
    for library in libraries:
        if any(_is_in(place, library) for place in places):
            raise UsageError(f"“{output}” is part of the library “{library}”. {_ELSEWHERE}")
    if any(_is_in(place, builtin_library()) for place in places):
        raise UsageError(f"“{output}” is part of the built-in library. {_ELSEWHERE}")


def _is_in(place: str, library: str) -> bool:
    from collabref.load import library_files

    try:
        if os.path.exists(place):  # including a hard link, or a name in different letter case
            return any(os.path.samefile(place, file) for file in library_files(library) if os.path.exists(file))
        folder, name = os.path.split(place)
        return is_data(name) and os.path.isdir(library) and os.path.samefile(folder, library)
    except (LibraryError, OSError):  # it has since gone, or there is no folder to write to
        return False


class _Bar:
    """A line at the terminal that shows the progress of a long compilation."""

    def __init__(self) -> None:
        self._progress: Any = None  # made only when needed: few compilations are long

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` records are compiled."""
        from rich.console import Console
        from rich.progress import Progress

        if not self._progress:
            self._progress = Progress(console=Console(stderr=True), auto_refresh=False, transient=True)
            self._progress.add_task("Compiling the libraries", total=total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done, refresh=True)

    def wipe(self) -> None:
        """Clear the line again."""
        if self._progress:
            self._progress.stop()

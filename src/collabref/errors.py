"""What can go wrong, each with its message and exit code.

Every layer may raise these; only ``cli`` catches and prints them.
"""

from typing import NamedTuple

# The level of things that a library's owner should know but need not change.
NOTE = "note"


class Problem(NamedTuple):
    """One fault in a library: what, where, and what to do about it.

    ``line`` and ``column`` count from 1; 0 means that the fault has no place in the file.
    ``level`` is ``error`` (it stops a reading command, or a record was not read as written), ``warning``
    (everything is read), ``house`` (an editorial rule) or ``note`` (not a problem: something is read differently from
    how it is written).
    """

    rule: str
    level: str
    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    @property
    def place(self) -> str:
        """``file:line:column``, or the file alone if there is no line."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The sort key of problems: their place, then their kind."""
        return self.file, self.line, self.column, self.rule, self.message

    @property
    def sentence(self) -> str:
        """Message and hint, as one line."""
        return f"{self.message} {self.hint}".rstrip()


class CollabrefError(Exception):
    """A failure that one sentence explains to the user."""

    exit_code = 1


class NothingFoundError(CollabrefError):
    """A valid question with no answer."""

    exit_code = 1


class UsageError(CollabrefError):
    """An unknown name, or an option value that the command does not have."""

    exit_code = 2


class LibraryError(CollabrefError):
    """A library that cannot be read."""

    exit_code = 65

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.place}: {problem.sentence}")
        self.problem = problem


class WriteError(CollabrefError):
    """A file that cannot be written."""

    exit_code = 74


class ReaderGoneError(CollabrefError):
    """The reader closed the pipe (as ``head`` does). Not a failure."""

    exit_code = 0


class UnusableStoreError(CollabrefError):
    """A compiled store that cannot be read at the moment, whatever it holds: a disk error, or a lock that persists."""

    exit_code = 74

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path}: The compiled library cannot be read ({reason}). Set COLLABREF_CACHE to another folder."
        )
        self.path = path


class DamagedStoreError(UnusableStoreError):
    """A compiled store that has changed since it was written: it can be thrown away and made again."""

    def __init__(self, path: str) -> None:
        CollabrefError.__init__(self, f"{path}: The compiled library is damaged. Delete this file.")
        self.path = path

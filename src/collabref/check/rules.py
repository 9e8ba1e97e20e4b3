"""What a rule is, and what it finds."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from collabref.errors import Problem
from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.load.overlay import Overlay
from collabref.text.wording import close_matches


class Fault(NamedTuple):
    """What a rule yields: where the fault is, what it is, and what to do about it."""

    entry: Entry
    path: Path
    message: str
    hint: str = ""

    def problem(self, rule: str, level: str) -> Problem:
        """The fault as a problem of a file."""
        return self.entry.problem(rule, self.path, self.message, self.hint, level)


class Rule(NamedTuple):
    """A rule: its name (the function's, in kebab case), level and function."""

    name: str
    level: str
    find: Callable[[Overlay], Iterator[Fault]]

    @property
    def meaning(self) -> str:
        """The first line of the function's docstring."""
        return (self.find.__doc__ or "").split("\n")[0]


class Nearest:
    """Suggestions for mistyped words. Only the first faults of a rule get one, since finding it takes time."""

    # The most suggestions per rule; and the number of names above which only those with the same first letter are tried.
    MOST = 100
    MANY = 5000

    def __init__(self) -> None:
        self._hinted = 0

    def hint(self, word: str, known: Collection[str], otherwise: str) -> str:
        """The hint that names the word of ``known`` that ``word`` was meant for; else the hint ``otherwise``."""
        self._hinted += 1
        if self._hinted > self.MOST:
            return otherwise
        if len(known) > self.MANY:
            known = [name for name in known if name[:1] == word[:1]]
        nearest = close_matches(word, known, most=1)
        return f"Did you mean “{nearest[0]}”?" if nearest else otherwise


RULES: list[Rule] = []


def rule(level: str) -> Callable[[Callable[[Overlay], Iterator[Fault]]], Callable[[Overlay], Iterator[Fault]]]:
    """Register a function as a rule of ``level``."""

    def register(find: Callable[[Overlay], Iterator[Fault]]) -> Callable[[Overlay], Iterator[Fault]]:
        RULES.append(Rule(find.__name__.replace("_", "-"), level, find))
        return find

    return register

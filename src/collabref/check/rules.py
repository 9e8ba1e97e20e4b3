"""What a rule is, and how rules are run."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from collabref.corpus import Corpus
from collabref.errors import Problem
from collabref.load import Entry
from collabref.load.source import Mark, Path


class Fault(NamedTuple):
    """What a rule yields: where, what, and what to do about it.

    ``mark`` is for what stands in no record: it says where in the entry's file.
    """

    entry: Entry
    path: Path
    message: str
    hint: str = ""
    mark: Mark | None = None

    def problem(self, rule: str, level: str) -> Problem:
        """The fault as a problem of a file."""
        problem = self.entry.problem(rule, self.path, self.message, self.hint, level)
        return problem._replace(line=self.mark[0], column=self.mark[1]) if self.mark else problem


class Rule(NamedTuple):
    """A rule: its name (the function's, in kebab case), level and function."""

    name: str
    level: str
    find: Callable[[Corpus], Iterator[Fault]]

    @property
    def meaning(self) -> str:
        """The first line of the function's docstring."""
        return (self.find.__doc__ or "").split("\n")[0]


RULES: list[Rule] = []


def rule(level: str) -> Callable[[Callable[[Corpus], Iterator[Fault]]], Callable[[Corpus], Iterator[Fault]]]:
    """Register a function as a rule of ``level``."""

    def register(find: Callable[[Corpus], Iterator[Fault]]) -> Callable[[Corpus], Iterator[Fault]]:
        RULES.append(Rule(find.__name__.strip("_").replace("_", "-"), level, find))
        return find

    return register


def run(corpus: Corpus, level: str) -> list[Problem]:
    """All problems of a level, sorted by file, line and column."""
    from collabref.check import bibliography, house, structure  # noqa: F401  (they register their rules)

    problems = {
        fault.problem(name, level) for name, of_level, find in RULES if of_level == level for fault in find(corpus)
    }
    return sorted(problems, key=lambda problem: problem.order)

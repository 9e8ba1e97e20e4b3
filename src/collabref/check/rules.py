"""What a rule is, and how rules are run."""

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import NamedTuple

from collabref.corpus import Corpus
from collabref.errors import Problem
from collabref.load import Entry
from collabref.load.source import Mark, Path
from collabref.text import near


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


class Nearest:
    """What was perhaps meant, for the first faults of a rule: nobody reads more of them, and each takes its time."""

    # So many are looked for; and among so many names, only those with the same first letter.
    MOST = 100
    MANY = 5000

    def __init__(self) -> None:
        self._told = 0

    def hint(self, word: str, known: Collection[str], otherwise: str) -> str:
        """The hint that names the word of ``known`` that ``word`` was meant for; else the hint ``otherwise``."""
        self._told += 1
        if self._told > self.MOST:
            return otherwise
        if len(known) > self.MANY:
            known = [name for name in known if name[:1] == word[:1]]
        nearest = near(word, known, most=1)
        return f"Did you mean “{nearest[0]}”?" if nearest else otherwise


RULES: list[Rule] = []


def rule(level: str) -> Callable[[Callable[[Corpus], Iterator[Fault]]], Callable[[Corpus], Iterator[Fault]]]:
    """Register a function as a rule of ``level``."""

    def register(find: Callable[[Corpus], Iterator[Fault]]) -> Callable[[Corpus], Iterator[Fault]]:
        RULES.append(Rule(find.__name__.strip("_").replace("_", "-"), level, find))
        return find

    return register


# A rule that finds more faults than this says that there are more, and no more of them.
MOST_FAULTS = 10_000


def run(corpus: Corpus, level: str) -> list[Problem]:
    """All problems of a level (of one rule, no more than MOST_FAULTS), sorted by file, line and column."""
    from collabref.check import bibliography, coding, house, structure  # noqa: F401  (they register their rules)

    problems = {
        fault.problem(name, level)
        for name, of_level, find in RULES
        if of_level == level
        for fault in _first(find(corpus))
    }
    return sorted(problems, key=lambda problem: problem.order)


def _first(faults: Iterator[Fault]) -> Iterator[Fault]:
    yield from islice(faults, MOST_FAULTS)
    if more := next(faults, None):
        message = f"There are more than {MOST_FAULTS:,} problems of this kind; the others are not told."
        yield more._replace(message=message, hint="Mend these first.")

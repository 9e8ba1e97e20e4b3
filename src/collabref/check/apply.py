"""Apply the rules to records, and to libraries by their paths."""

from collections.abc import Iterator
from itertools import chain, islice

# Importing these registers their rules.
import collabref.check.bibliography
import collabref.check.coding
import collabref.check.house
import collabref.check.identifiers
import collabref.check.short
import collabref.check.structure  # noqa: F401
from collabref import paths as places
from collabref.check.rules import RULES, Fault
from collabref.errors import NOTE, LibraryError, Problem
from collabref.load import read_library
from collabref.load.overlay import Overlay

# The most faults that one rule lists; beyond that it only says that there are more.
MOST_FAULTS = 10_000


def run(overlay: Overlay, level: str) -> list[Problem]:
    """All problems of a level (at most MOST_FAULTS per rule), sorted by file, line and column."""
    problems = {
        fault.problem(name, level)
        for name, of_level, find in RULES
        if of_level == level
        for fault in _first(find(overlay))
    }
    return sorted(problems, key=lambda problem: problem.order)


def find_problems(paths: list[str], libraries: list[str], house: bool = False) -> list[Problem]:
    """The problems and notes of the libraries at ``paths``; without paths, of the built-in one and ``libraries``."""
    unreadable: list[LibraryError] = []
    everything = [read_library(path, unreadable.append) for path in [places.builtin_library(), *libraries, *paths]]
    overlay = Overlay(everything)
    builtin = {source.name for source in everything[0].sources}
    named = {source.name for each in (everything[-len(paths) :] if paths else everything) for source in each.sources}
    found = chain(overlay.problems(), run(overlay, "error"), run(overlay, "warning"))
    problems = [error.problem for error in unreadable] + [problem for problem in found if problem.file in named]
    strict = named if house else named & builtin
    if strict:
        problems += [problem for problem in run(overlay, "house") if problem.file in strict]
    if noted := named - strict:  # the editorial rules say the same, and more
        problems += [problem for problem in run(overlay, NOTE) if problem.file in noted]
    return sorted(problems, key=lambda problem: problem.order)


def _first(faults: Iterator[Fault]) -> Iterator[Fault]:
    yield from islice(faults, MOST_FAULTS)
    if more := next(faults, None):
        message = f"There are more than {MOST_FAULTS:,} problems of this kind; the others are not listed."
        yield more._replace(message=message, hint="Correct these first.")

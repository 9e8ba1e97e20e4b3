"""What is wanted of references, studies and cases: one filter, as people type it, and as the store is asked."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, NewType

from collabref.errors import UsageError
from collabref.model.reference import EFFECT
from collabref.query.counts import CLASSES
from collabref.query.resolve import choose, choose_word, family, find
from collabref.store import Store, placeholders
from collabref.store.store import Record
from collabref.text.fold import fold
from collabref.text.wording import join_words


class TypedFilter(NamedTuple):
    """What a record must be, in words that people type; empty means anything.

    Attributes:
        about: approaches (a variant counts for its parent).
        author: the beginning of a family name.
        years: first and last year; either may be None.
        design: designs, or classes of design.
        axis: of a result for one of the approaches.
        direction: of that result; where no axis is named, of one on effect.
        type: the CSL type of a reference.
        outcome: of a case.
        country: of a case, by name or code.
        keyword: of a reference.
    """

    about: Sequence[str] = ()
    author: str = ""
    years: tuple[int | None, int | None] = (None, None)
    design: Sequence[str] = ()
    axis: Sequence[str] = ()
    direction: Sequence[str] = ()
    type: str = ""
    outcome: Sequence[str] = ()
    country: str = ""
    keyword: Sequence[str] = ()

    def resolved(self, store: Store) -> "Filter":
        """The same as ids.

        Raises:
            UsageError: one of them is unknown; with close matches.
        """
        about = (id for typed in self.about for id in family(store, find(store, typed, ("approach",))))
        axis = [choose_word(store, "axis", typed) for typed in self.axis]
        resolved = self._replace(
            about=tuple(dict.fromkeys(about)),
            design=_designs(store, self.design),
            axis=axis or ([EFFECT] if self.direction else []),
            direction=[choose_word(store, "direction", typed) for typed in self.direction],
            type=choose(self.type, _types(store), "type of reference in the library") if self.type else "",
            outcome=[choose_word(store, "outcome", typed) for typed in self.outcome],
            country=choose(self.country, _countries(store), "country of a case") if self.country else "",
            keyword=[_keyword(store, typed) for typed in self.keyword],
        )
        return Filter(resolved)

    def in_words(self, store: Store) -> str:
        """What the filter leaves of an approach's studies; empty where it leaves them all."""
        parts = []
        if self.axis:
            axes = (store.label("axis", choose_word(store, "axis", typed)).lower() for typed in self.axis)
            parts.append(f"on {join_words(axes)}")
        if self.design:
            parts.append(f"of design {join_words(self.design)}")
        if self.direction:
            directions = (store.label("direction", choose_word(store, "direction", typed)) for typed in self.direction)
            parts.append(f"reporting {join_words(directions)}")
        first, last = self.years
        if first or last:
            parts.append(
                f"from {first} to {last}" if first and last else f"since {first}" if first else f"up to {last}"
            )
        return ", ".join(parts)


Filter = NewType("Filter", TypedFilter)
"""A ``TypedFilter`` with ids in place of what was typed: of approaches with their variants, of classes their designs."""


def references_that_pass(store: Store, wanted: Filter, newest_first: bool = False) -> list[tuple[int, str]]:
    """The references that pass, by author and year or else by year: position and id of each."""
    condition, values = reference_condition(wanted)
    order = "year IS NULL, year DESC, authors, id" if newest_first else "authors, year, id"
    return store.sql(f"SELECT position, id FROM reference WHERE {condition or 1} ORDER BY {order}", values)


def reference_condition(wanted: Filter) -> tuple[str, list[Any]]:
    """A filter as an SQL condition on references, with its values; an empty one where all will do."""
    conditions: list[str] = []
    values: list[Any] = []

    def among(column: str, several: Sequence[str]) -> str:
        values.extend(several)
        return f"{column} IN ({placeholders(several)})"

    if wanted.axis:  # of one and the same result
        tests = [among("axis", wanted.axis)]
        if wanted.direction:
            tests.append(among("direction", wanted.direction))
        if wanted.about:
            tests.append(among("approach", wanted.about))
        conditions.append(f"id IN (SELECT reference FROM result WHERE {' AND '.join(tests)})")
    elif wanted.about:
        conditions.append(f"id IN (SELECT reference FROM about WHERE {among('approach', wanted.about)})")
    if wanted.keyword:
        conditions.append(f"id IN (SELECT reference FROM keyword WHERE {among('word', wanted.keyword)})")
    if wanted.design:
        conditions.append(among("design", wanted.design))
    if wanted.type:
        conditions.append(among("type", [wanted.type]))
    if wanted.author:
        conditions.append("instr(authors, ?)")  # not LIKE, which refuses long patterns
        values.append(f"|{fold(wanted.author)}")
    for comparison, year in zip((">=", "<="), wanted.years, strict=True):
        if year is not None:
            conditions.append(f"year {comparison} ?")
            values.append(year)
    return " AND ".join(conditions), values


def keeps(wanted: Filter, case: Record) -> bool:
    """Whether a case passes."""
    return (
        (not wanted.about or bool(set(wanted.about) & set(case["approaches"])))
        and (not wanted.outcome or case["outcome"] in wanted.outcome)
        and (not wanted.country or wanted.country in case.get("countries", ()))
    )


def years(typed: str) -> tuple[int | None, int | None]:
    """``2008``, ``2008-2015``, ``2008-`` or ``-2015`` as a first and a last year.

    Raises:
        UsageError: it is none of these.
    """
    match = re.fullmatch(r"([0-9]{4})?(-)?([0-9]{4})?", typed.strip().replace("–", "-"))
    begin, end = (int(match[group]) if match and match[group] else None for group in (1, 3))
    if not match or (begin is None and end is None) or (begin and end and (end < begin or not match[2])):
        raise UsageError(f"“{typed}” is not a year or a range of years. Write 2008, 2008-2015, 2008- or -2015.")
    return (begin, end) if match[2] else (begin, begin)


def _designs(store: Store, typed: Sequence[str]) -> tuple[str, ...]:
    """The designs that were named, each by itself or by its class."""
    designs = store.all("design")
    known = [*((each["id"], each["label"]) for each in designs), *CLASSES.items()]
    wanted = {choose(each, known, "design or class of designs") for each in typed}
    return tuple(each["id"] for each in designs if wanted & {each["id"], each.get("class", "")})


def _types(store: Store) -> list[tuple[str, str]]:
    return [(name, name) for (name,) in store.sql("SELECT DISTINCT type FROM reference ORDER BY type")]


def _keyword(store: Store, typed: str) -> str:
    """A keyword of the library as it is stored: named by itself, or by the id of the topic that it is."""
    topics = {each["id"]: fold(each["label"]) for each in store.all("topic")}
    known = [(word, word) for (word,) in store.sql("SELECT DISTINCT word FROM keyword ORDER BY word")]
    return topics.get(fold(typed)) or choose(typed, known, "keyword in the library", "See: collabref list topics.")


def _countries(store: Store) -> list[tuple[str, str]]:
    return [(word["id"], name) for word in store.all("country") for name in (word["label"], *word.get("aliases", []))]

"""What the shell offers when Tab is pressed: entries of the library, and the words of options.

Every completer is made by ``completer``, so that all offers pass through one filter: a shell may evaluate
what it is offered (zsh does so with words and descriptions), insert it unchanged (bash), or
split it at its own separators, and the words may come from anyone's library.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from collabref.kinds import NAMED

if TYPE_CHECKING:
    from collabref.store import Store

Offer = tuple[str, str]
"""A word and its description, which may be empty."""

Completer = Callable[..., list[Offer]]
"""Of what was typed so far, and of the parser's context where there is one."""

# The most that is offered at once. No kind of the built-in library has more.
MOST = 1000

# The most offered before anything is typed, in whole kinds: shells ask before they list more than a hundred.
AT_A_GLANCE = 100

# What people look for first, of the kinds that have names.
_FIRST = ("approach", *(kind for kind in NAMED if kind not in ("approach", "reference")))

# A longer word is not one to be typed.
LONGEST = 100

# A longer description would leave no room for the word: fish cuts the word then.
LONGEST_DESCRIPTION = 60

# What no shell reads as anything but part of a word: no quoting, no wildcard, no variable.
_LETTERS = "A-Za-z0-9._:@+/"
# A word of these that is not an option; the = is for QUESTION=ANSWER.
_SAFE = re.compile(rf"(?=[^-].{{,{LONGEST - 1}}}\Z)[{_LETTERS}-]+(?:=[{_LETTERS}-]+)?")


class Line(NamedTuple):
    """What is on the line before the cursor.

    Attributes:
        incomplete: the beginning of the word that is being typed.
        taken: the values of arguments and options, folded; they are not offered again.
        libraries: those of -L.
        named: whether it has the one record that the command takes.
    """

    incomplete: str
    taken: frozenset[str] = frozenset()
    libraries: tuple[str, ...] = ()
    named: bool = False


def completer(find: Callable[[Line], Iterable[Offer]]) -> Completer:
    """A function that Typer may call with what was typed so far, from one that finds what might be offered.

    It never fails, since a shell has no place for an error: if a library cannot be read or a cache cannot be
    written, nothing is offered.
    """

    def complete(incomplete: str, ctx: Any = None) -> list[Offer]:
        try:
            line = _line(incomplete, ctx.params if ctx else {})
            safe = ((word, _described(what)) for word, what in find(line) if _SAFE.fullmatch(word))
            return list(islice(safe, MOST))
        except Exception:
            return []

    return complete


def _line(incomplete: str, parameters: dict[str, Any]) -> Line:
    """What the parser has read so far, which may be incomplete too."""
    from collabref.text.fold import fold

    values = [value for value in parameters.values() if isinstance(value, list | tuple)]
    taken = frozenset(fold(word) for each in values for word in each if isinstance(word, str))
    return Line(incomplete, taken, tuple(parameters.get("library") or ()), bool(parameters.get("id")))


def _described(what: str) -> str:
    """A description reduced to letters, digits, commas and full stops, which neither shells nor Rich interpret."""
    from unicodedata import category

    kept = "".join(
        each if each in ",." or category(each) == "Nd" or category(each)[0] in "LM" else " "
        for each in what[: 10 * LONGEST_DESCRIPTION]
    )
    return _shortened(" ".join(kept.split()).replace(" ,", ","), LONGEST_DESCRIPTION).rstrip(" ,")


def _shortened(words: str, room: int) -> str:
    """As many of the words, one space apart, as there is room for."""
    return words if len(words) <= room else words[: room + 1].rsplit(" ", 1)[0][:room]


def entries(*kinds: str) -> Completer:
    """A completer of records of these kinds by their ids, or else by another name; none means all that have names."""
    return completer(lambda line: _entries(line, kinds))


def entry(*kinds: str) -> Completer:
    """The same where the command takes one of them: nothing after the first."""
    return completer(lambda line: () if line.named else _entries(line, kinds))


def words(kind: str) -> Completer:
    """A completer of the words of a vocabulary, or of dimensions or sections."""
    return completer(lambda line: _words(line, kind))


@completer
def answers(line: Line) -> Iterator[Offer]:
    """QUESTION=ANSWER pairs of `choose`."""
    for question in _store(line).all("question"):
        for answer in question["answers"]:
            pair = f"{question['id']}={answer['id']}"
            if pair.startswith(line.incomplete):
                yield pair, answer["say"]


def one_of(known: Iterable[str]) -> Completer:
    """A completer of words that are known beforehand, such as the formats of a command."""
    return completer(lambda line: _beginning(line, known))


@completer
def styles(line: Line) -> Iterator[Offer]:
    """Names of citation styles that people use."""
    from collabref.cite.styles import NAMES

    return _beginning(line, ("vancouver", *NAMES))


@completer
def commands(line: Line) -> Iterator[Offer]:
    """The commands."""
    from collabref.cli.commands import NAMES

    return _beginning(line, NAMES)


@completer
def kinds(line: Line) -> Iterator[Offer]:
    """The kinds that can be listed."""
    from collabref.kinds import LISTED

    return _beginning(line, LISTED.values())


@completer
def keys(line: Line) -> Iterator[Offer]:
    """The top-level keys of a data file."""
    from collabref.kinds import BY_KEY

    return _beginning(line, BY_KEY)


def _beginning(line: Line, known: Iterable[str]) -> Iterator[Offer]:
    start = line.incomplete.lower()
    return ((word, "") for word in known if word.startswith(start))


def _store(line: Line) -> "Store":
    """The libraries that the environment names, and those of -L before the cursor."""
    from collabref.paths import environment_libraries
    from collabref.store import open_store

    return open_store([*environment_libraries(), *line.libraries])


def _entries(line: Line, kinds: tuple[str, ...]) -> Iterator[Offer]:
    from collabref.query.names import beginning

    store = _store(line)
    # What _SAFE would refuse is passed over here too, so that none of it takes the place of what can be offered.
    found = beginning(
        store, line.incomplete, kinds or (*_FIRST, "reference"), f"{_LETTERS}-", LONGEST, MOST, line.taken
    )
    offered = 0
    for _, rows in groupby(found, key=lambda row: row[0]):
        of_kind = {position: shown for _, shown, position in rows}
        offered += len(of_kind)
        if not line.incomplete and AT_A_GLANCE < offered > len(of_kind):  # the first kind is offered in any case
            return
        yield from zip(of_kind.values(), map(_what, store.at(list(of_kind))), strict=True)


def _what(record: dict[str, Any]) -> str:
    """The name of a record, and its kind; a work by its first author, year and title."""
    from collabref.kinds import name_of

    if (kind := record["kind"]) != "reference":
        return f"{_shortened(name_of(record), LONGEST_DESCRIPTION - len(kind) - 2)}, {kind}"
    from collabref.cite.values import plain
    from collabref.cite.vancouver import short

    return f"{short(record).replace('&', 'and')}, {plain(record.get('title', ''))}"


def _words(line: Line, kind: str) -> Iterator[Offer]:
    from collabref.text.fold import fold

    for word in _store(line).all(kind):
        if word["id"].startswith(line.incomplete.lower()) and fold(word["id"]) not in line.taken:
            yield word["id"], word.get("label") or word["name"]

"""What the shell offers when Tab is pressed: entries of the library, and the words of options.

Every completer is made by ``completer``, so that all offers pass through one filter: a shell may evaluate
what it is offered (zsh does so with words and descriptions), insert it unchanged (bash), or
split it at its own separators, and the words may come from anyone's library.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabref.store import Store

Offer = tuple[str, str]
"""A word and its description, which may be empty."""

# The most words offered at once.
MOST = 200

# Nobody types a longer word, and a longer description would fill the screen.
LONGEST = 100

# Characters that every shell reads as part of a word: no quoting, no wildcards, no variables.
_LETTERS = "A-Za-z0-9._:@+/"
# A word of these that is not an option; the = is for QUESTION=ANSWER.
_SAFE = re.compile(rf"(?=[^-].{{,{LONGEST - 1}}}\Z)[{_LETTERS}-]+(?:=[{_LETTERS}-]+)?")


def completer(find: Callable[[str], Iterable[Offer]]) -> Callable[[str], list[Offer]]:
    """A function that Typer can call with the text typed so far, from one that finds the possible offers.

    It never fails, since a shell has no place for an error: if a library cannot be read or a cache cannot be
    written, nothing is offered.
    """

    def complete(incomplete: str) -> list[Offer]:
        try:
            safe = ((word, _described(what)) for word, what in find(incomplete) if _SAFE.fullmatch(word))
            return list(islice(safe, MOST))
        except Exception:
            return []

    return complete


def _described(what: str) -> str:
    """A description reduced to letters, digits, commas and full stops, which neither shells nor Rich interpret."""
    from unicodedata import category

    kept = (
        each if each in ",." or category(each) == "Nd" or category(each)[0] in "LM" else " " for each in what[:LONGEST]
    )
    return " ".join("".join(kept).split())


def entries(*kinds: str) -> Callable[[str], list[Offer]]:
    """A completer of ids and aliases of records of these kinds; none means every kind that has names."""
    return completer(lambda incomplete: _entries(incomplete, kinds))


def words(kind: str) -> Callable[[str], list[Offer]]:
    """A completer of the words of a vocabulary, or of dimensions or sections."""
    return completer(lambda incomplete: _words(incomplete, kind))


@completer
def answers(incomplete: str) -> Iterator[Offer]:
    """QUESTION=ANSWER pairs of `choose`."""
    for question in _store().all("question"):
        for answer in question["answers"]:
            pair = f"{question['id']}={answer['id']}"
            if pair.startswith(incomplete):
                yield pair, answer["say"]


def one_of(known: Iterable[str]) -> Callable[[str], list[Offer]]:
    """A completer of words known in advance, such as the formats of a command."""
    return completer(lambda incomplete: _beginning(incomplete, known))


@completer
def styles(incomplete: str) -> Iterator[Offer]:
    """Names of citation styles that people use."""
    from collabref.cite.styles import NAMES

    return _beginning(incomplete, ("vancouver", *NAMES))


@completer
def commands(incomplete: str) -> Iterator[Offer]:
    """The commands."""
    from collabref.cli.commands import NAMES

    return _beginning(incomplete, NAMES)


@completer
def kinds(incomplete: str) -> Iterator[Offer]:
    """The kinds that can be listed."""
    from collabref.kinds import LISTED

    return _beginning(incomplete, LISTED.values())


@completer
def keys(incomplete: str) -> Iterator[Offer]:
    """The top-level keys of a data file."""
    from collabref.kinds import BY_KEY

    return _beginning(incomplete, BY_KEY)


def _beginning(incomplete: str, known: Iterable[str]) -> Iterator[Offer]:
    start = incomplete.lower()
    return ((word, "") for word in known if word.startswith(start))


def _store() -> "Store":
    """The libraries that the environment names; options on the command line are ignored."""
    from collabref.paths import environment_libraries
    from collabref.store import open_store

    return open_store(environment_libraries())


def _entries(incomplete: str, kinds: tuple[str, ...]) -> Iterator[Offer]:
    from collabref.store import places
    from collabref.text.fold import fold

    start = fold(incomplete)
    among = f"AND kind IN ({places(kinds)})" if kinds else ""
    # What the filter would refuse is skipped here too, so that it does not use up the limit.
    # DOIs and PMIDs, which begin with a digit, are not useful to choose from.
    rows = _store().sql(
        f"SELECT shown, kind, id FROM name WHERE folded >= ? AND folded < ? {among} "
        "AND shown NOT GLOB '[0-9-]*' AND shown NOT GLOB ? AND length(shown) <= ? ORDER BY folded LIMIT ?",
        (start, f"{start}\U0010ffff", *kinds, f"*[^{_LETTERS}-]*", LONGEST, MOST),
    )
    for shown, kind, id in rows:
        yield shown, kind if shown == id else f"{kind} {id}"


def _words(incomplete: str, kind: str) -> Iterator[Offer]:
    for word in _store().all(kind):
        if word["id"].startswith(incomplete.lower()):
            yield word["id"], word.get("label") or word["name"]

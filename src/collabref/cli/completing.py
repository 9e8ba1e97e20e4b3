"""What the shell offers when Tab is pressed: entries of the library, and the words of options.

Each function takes what was typed so far. None may fail: a shell has no place for an error.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabref.store import Store

# So many entries are offered at once.
MOST = 200


def complete_format(incomplete: str) -> list[str]:
    """Formats, whether or not the command has them."""
    from collabref.formats import BY_NAME

    return [name for name in BY_NAME if name.startswith(incomplete.lower())]


def entries(*kinds: str) -> Callable[[str], list[tuple[str, str]]]:
    """A completer of ids and aliases of records of these kinds; none means all that have names."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return _safely(lambda: _entries(incomplete, kinds))

    return complete


def words(kind: str) -> Callable[[str], list[tuple[str, str]]]:
    """A completer of the words of a vocabulary, or of dimensions or sections."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return _safely(lambda: _words(incomplete, kind))

    return complete


def answers(incomplete: str) -> list[tuple[str, str]]:
    """QUESTION=ANSWER pairs of `choose`."""
    return _safely(lambda: _answers(incomplete))


def styles(incomplete: str) -> list[str]:
    """Names of citation styles that people use."""
    from collabref.cite.styles import NAMES

    return [name for name in ("vancouver", *NAMES) if name.startswith(incomplete.lower())]


def kinds(incomplete: str) -> list[str]:
    """The kinds that can be listed."""
    from collabref.kinds import LISTED

    return [name for name in LISTED.values() if name.startswith(incomplete.lower())]


def keys(incomplete: str) -> list[str]:
    """The top-level keys of a data file."""
    from collabref.kinds import BY_KEY

    return [name for name in BY_KEY if name.startswith(incomplete.lower())]


def _safely(offer: Callable[[], Iterator[tuple[str, str]]]) -> list[tuple[str, str]]:
    try:
        return list(offer())
    except Exception:  # a library that cannot be read, a cache that cannot be written: nothing to offer
        return []


def _store() -> "Store":
    """The libraries that the environment names: what is typed on the line is not looked at."""
    from collabref.cli.options import Options
    from collabref.store import open_store

    return open_store(Options().libraries)


def _entries(incomplete: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    from collabref.store import places
    from collabref.text import fold

    store = _store()
    start = fold(incomplete)
    among = f"AND kind IN ({places(kinds)})" if kinds else ""
    rows = store.sql(
        f"SELECT shown, kind, id FROM name WHERE folded >= ? AND folded < ? {among} AND shown NOT GLOB '[0-9]*' ORDER BY folded LIMIT ?",
        (start, f"{start}\U0010ffff", *kinds, MOST),
    )
    for shown, kind, id in rows:
        # Shells differ in how they quote (every record has an id without spaces), and obey what is no letter.
        if " " not in shown and shown.isprintable() and id.isprintable():
            yield shown, kind if shown == id else f"{kind} {id}"


def _words(incomplete: str, kind: str) -> Iterator[tuple[str, str]]:
    for word in _store().all(kind):
        if word["id"].startswith(incomplete.lower()):
            yield word["id"], word.get("label") or word["name"]


def _answers(incomplete: str) -> Iterator[tuple[str, str]]:
    for question in _store().all("question"):
        for answer in question["answers"]:
            pair = f"{question['id']}={answer['id']}"
            if pair.startswith(incomplete):
                yield pair, answer["say"]

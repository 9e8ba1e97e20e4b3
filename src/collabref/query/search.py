"""From the words that people type to ranked records.

What is typed is never FTS syntax: it is taken apart into words and quoted phrases, folded as the index
is folded, widened by the vocabulary of synonyms, and put together again as quoted strings. All words
must be found; where no record has them all, misspelt words are mended, and after that the records with
most of the words are given. What was searched for instead is always said.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import combinations
from typing import NamedTuple

from collabref.store import Store, places
from collabref.text.fold import fold, fold_word, indexed, words

# bm25 weights of the columns name, people, body, said.
WEIGHTS = (8.0, 6.0, 3.0, 1.5)

# A word of fewer letters is looked for whole, not as a beginning.
PREFIX_LETTERS = 4

# Of more words than these, the combinations are too many to try: any of the words will do.
COMBINED = 8

# A word is mended only to one that is so much like it (difflib's ratio): a wrong answer is worse than none.
ALIKE = 0.84

# The vocabulary of synonyms has no phrase of more words.
LONGEST_PHRASE = 6

# No id is longer; SQLite refuses patterns of tens of thousands of characters.
LONGEST_ID = 100

# Words that carry no meaning of their own; left out when others are there.
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "their",
        "to",
        "was",
        "were",
        "what",
        "which",
        "who",
        "why",
        "with",
    ]
)

_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]?')


class Asked(NamedTuple):
    """One thing asked for: what was typed, and the phrases (folded) that will do for it."""

    typed: str
    phrases: tuple[str, ...]
    prefix: bool

    def fts(self) -> str:
        """As an FTS5 expression, every phrase quoted."""
        ending = "*" if self.prefix else ""
        quoted = [f'"{self.phrases[0]}"{ending}', *(f'"{phrase}"' for phrase in self.phrases[1:])]
        return f"({' OR '.join(quoted)})"


class Hits(NamedTuple):
    """Positions of records, best first, with what was searched for and what is to be said about it."""

    positions: list[int]
    expression: str
    note: str


def search(store: Store, typed: Sequence[str], kinds: Sequence[str] = ()) -> Hits:
    """The records of these kinds (none means all) that have the words, best first."""
    asked = _asked(store, typed)
    if not asked:
        return Hits([], "", "There is no word to search for.")
    named = _named(store, typed, kinds)
    if positions := [*dict.fromkeys([*named, *_run(store, asked, kinds)])]:
        return Hits(positions, _all_of(asked), "")
    mended = [_mended(store, each) for each in asked]
    note = ""
    if mended != asked:
        note = f"Searched for “{' '.join(each.typed for each in mended)}” instead of “{' '.join(typed)}”."
        if positions := _run(store, mended, kinds):
            return Hits(positions, _all_of(mended), note)
    return _most_of(store, mended, kinds, note)


def _named(store: Store, typed: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """The records that are called what was typed: by name or alias, or by author and year (“Pronovost 2006”)."""
    name = fold(" ".join(typed)).strip("\"'")
    rows = store.sql(
        "SELECT record.position, record.kind FROM name JOIN record USING (kind, id) WHERE folded = ?", (name,)
    )
    start = re.sub("[^a-z0-9]", "", name)
    if len(start) <= LONGEST_ID and re.search("[a-z][0-9]{4}", start):
        rows += store.sql("SELECT position, kind FROM record WHERE kind = 'reference' AND id GLOB ?", (f"{start}*",))
    return [position for position, kind in rows if not kinds or kind in kinds]


def _most_of(store: Store, asked: list[Asked], kinds: Sequence[str], note: str) -> Hits:
    """The records that have the most of the words: all but one, all but two, and so on."""
    few = len(asked) <= COMBINED
    for count in range(len(asked) - 1, 0, -1) if few else [1]:
        expression = " OR ".join(_all_of(some) for some in combinations(asked, count)) if few else _any_of(asked)
        if positions := _ask(store, expression, kinds):
            said = f"Nothing has all of these words; these have {'most' if count > 1 else 'one' if few else 'some'} of them."
            return Hits(positions, expression, f"{note} {said}".strip())
    return Hits([], "", note)


def _asked(store: Store, typed: Sequence[str]) -> list[Asked]:
    """The words and quoted phrases of what was typed."""
    asked: list[Asked] = []
    for argument in typed:
        # An argument with a space in it was quoted in the shell: a phrase, unless it has quotes of its own.
        phrases = _QUOTED.findall(argument)
        rest = _QUOTED.sub(" ", argument)
        if not phrases and len(typed) > 1 and " " in argument.strip():
            phrases, rest = [argument], ""
        asked += [_phrase(phrase) for phrase in phrases if any(words(phrase))]
        asked += [each for match in words(rest.replace("-", " ")) if (each := _word(match[0])).phrases[0]]
    joined = _joined(store, asked)
    meaningful = [each for each in joined if each.phrases[0] not in _STOP]
    return [_widened(store, each) for each in meaningful or joined]


def _word(word: str) -> Asked:
    folded = fold_word(word)
    return Asked(word, (folded,), prefix=len(folded) >= PREFIX_LETTERS and not folded.isdigit())


def _phrase(phrase: str) -> Asked:
    return Asked(f"“{phrase}”", (indexed(phrase),), prefix=False)


def _joined(store: Store, asked: list[Asked]) -> list[Asked]:
    """Neighbouring words that the vocabulary knows together, as one thing asked for."""
    joined: list[Asked] = []
    position = 0
    while position < len(asked):
        for length in range(min(LONGEST_PHRASE, len(asked) - position), 1, -1):
            run = asked[position : position + length]
            phrase = " ".join(each.phrases[0] for each in run)
            if _synonyms(store, phrase):
                joined.append(Asked(" ".join(each.typed for each in run), (phrase,), prefix=False))
                position += length
                break
        else:
            joined.append(asked[position])
            position += 1
    return joined


def _synonyms(store: Store, phrase: str) -> list[str]:
    return [other for (other,) in store.sql("SELECT other FROM synonym WHERE phrase = ?", (phrase,))]


def _widened(store: Store, asked: Asked) -> Asked:
    others = _synonyms(store, asked.phrases[0])
    if not others:
        return asked
    # A short abbreviation must not match the beginnings of longer words.
    prefix = asked.prefix and len(asked.phrases[0]) > PREFIX_LETTERS
    return asked._replace(phrases=(*asked.phrases, *others), prefix=prefix)


def _mended(store: Store, asked: Asked) -> Asked:
    """A word that the library does not have, as the nearest that it has."""
    word = asked.phrases[0]
    if not word.isalpha() or len(word) < PREFIX_LETTERS or store.sql(_FOUND, (asked.fts(),)):
        return asked
    rows = store.sql(
        "SELECT folded, shown FROM word WHERE folded GLOB ? AND length(folded) BETWEEN ? AND ?",
        (f"{word[0]}*", len(word) - 3, len(word) + 3),
    )
    shown = dict(rows)
    nearest = get_close_matches(word, shown, n=1, cutoff=ALIKE)
    if not nearest:
        return asked
    return _widened(store, Asked(shown[nearest[0]], (nearest[0],), prefix=True))


_FOUND = "SELECT 1 FROM fulltext WHERE fulltext MATCH ? LIMIT 1"


def _all_of(asked: Sequence[Asked]) -> str:
    return f"({' AND '.join(each.fts() for each in asked)})"


def _any_of(asked: Sequence[Asked]) -> str:
    return " OR ".join(each.fts() for each in asked)


def _run(store: Store, asked: list[Asked], kinds: Sequence[str]) -> list[int]:
    return _ask(store, _all_of(asked), kinds)


def _ask(store: Store, expression: str, kinds: Sequence[str]) -> list[int]:
    weights = ", ".join(map(str, WEIGHTS))
    among = f"AND record.kind IN ({places(kinds)})" if kinds else ""
    rows = store.sql(
        f"""SELECT fulltext.rowid FROM fulltext JOIN record ON record.position = fulltext.rowid
            WHERE fulltext MATCH ? {among} ORDER BY bm25(fulltext, {weights}) * record.weight, fulltext.rowid""",
        (expression, *kinds),
    )
    return [position for (position,) in rows]

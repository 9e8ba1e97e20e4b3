"""What people type, taken apart into what is asked for.

What is typed is never FTS syntax: it is taken apart into words and quoted phrases, each in stems as the full text
holds them, and widened by the vocabulary of synonyms. Misspelt words are mended.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collabref.store import Store, placeholders
from collabref.store.stems import NOTHING, PREFIX_LETTERS, Stems
from collabref.text.fold import fold, fold_word, word_list
from collabref.text.small import SMALL

# A word is mended only to one that is so much like it (difflib's ratio): a wrong answer is worse than none.
ALIKE = 0.84

# The vocabulary of synonyms has no phrase of more words.
LONGEST_PHRASE = 6

# The most words of a text for which synonyms are looked up.
LONGEST_TEXT = 150

# With at least this many words of meaning, and words of grammar, it is a sentence.
SENTENCE = 3

# What a match is worth that is another word for what was typed, or a longer one.
SYNONYM, LONGER = 0.5, 0.35

_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]?')


class Meaning(NamedTuple):
    """What will do for what was typed.

    Attributes:
        stems: its words, in stems.
        share: what it is worth; 1 where it is what was typed.
        beginning: whether longer words that begin so will do as well; never as a person's name.
    """

    stems: str
    share: float = 1.0
    beginning: bool = False

    def fts(self) -> str:
        """As an FTS5 expression."""
        return f'{{name body said}} : "{self.stems}"*' if self.beginning else f'"{self.stems}"'


class Asked(NamedTuple):
    """One thing asked for.

    Attributes:
        typed: it, as it was typed.
        meanings: what will do for it; the first is what was typed.
        quoted: whether it was quoted: its words must stand side by side.
        small: whether it has no meaning of its own.
    """

    typed: str
    meanings: tuple[Meaning, ...]
    quoted: bool = False
    small: bool = False

    @property
    def stems(self) -> str:
        """What was typed, in stems."""
        return self.meanings[0].stems

    def fts(self) -> str:
        """As an FTS5 expression."""
        return f"({' OR '.join(meaning.fts() for meaning in self.meanings)})"


class Question(NamedTuple):
    """What was typed, taken apart.

    Attributes:
        parts: what is asked for, in the order in which it was typed.
        words: every word, without case, accents and apostrophes.
        stems: every word, in stems.
    """

    parts: tuple[Asked, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]

    def is_sentence(self) -> bool:
        """Whether it has words of grammar and others, as people write who ask a question or state a problem."""
        return len(self.parts) > sum(not part.small for part in self.parts) >= SENTENCE

    def typed(self) -> str:
        """What is asked for, for people."""
        return " ".join(part.typed for part in self.parts)


def take_apart(store: Store, typed: Sequence[str], stems: Stems) -> Question:
    """The words and quoted phrases of what was typed; no parts where there is no word."""
    parts: list[Asked] = []
    words: list[str] = []
    for text, quoted in _pieces(typed):
        parts += _phrase(store, text, stems) if quoted else _joined(store, text, stems)
        words += word_list(text)
    parts = list(dict.fromkeys(parts))  # a word that is typed a thousand times is looked for once
    if all(part.small for part in parts):
        parts = [part._replace(small=False) for part in parts]
    return Question(tuple(parts), tuple(map(plain, words)), tuple(stems.of(words)))


def _pieces(typed: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """What was typed as pieces of text, each with whether it was quoted, in order."""
    unquoted: list[str] = []
    for argument in typed:
        # An argument with a space in it was quoted in the shell: a phrase, unless it has quotes of its own.
        if len(typed) > 1 and " " in argument.strip() and not _QUOTED.search(argument):
            argument = f'"{argument}"'
        # Split by the expression's group, every second piece is what was quoted.
        for number, piece in enumerate(_QUOTED.split(argument)):
            if number % 2:
                yield " ".join(unquoted), False
                unquoted = []
                yield piece, True
            else:
                unquoted.append(piece)
    yield " ".join(unquoted), False


def plain(word: str) -> str:
    """A word without case, accents and apostrophes, in its own spelling."""
    return fold(word).replace("'", "")


def _phrase(store: Store, phrase: str, stems: Stems) -> list[Asked]:
    """A quoted phrase as one thing asked for; nothing where it has no word."""
    in_stems = " ".join(stem for stem in stems.of(word_list(phrase)) if stem != NOTHING)
    return [Asked(f"“{phrase}”", (Meaning(in_stems), *synonyms(store, in_stems)), quoted=True)] if in_stems else []


def _joined(store: Store, text: str, stems: Stems) -> list[Asked]:
    """The words of a text; neighbours that the vocabulary knows together as one thing asked for."""
    words = [word for word in word_list(text) if stems.of([word]) != [NOTHING]]
    in_stems = stems.of(words)
    others = _synonyms(store, in_stems)
    joined: list[Asked] = []
    position = 0
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            end = position + length
            phrase = " ".join(in_stems[position:end])
            small = length == 1 and plain(words[position]) in SMALL
            known = () if small else others.get(phrase, ())
            if known or length == 1:
                joined.append(Asked(" ".join(words[position:end]), (Meaning(phrase), *known), small=small))
                position = end
                break
    return joined


def synonyms(store: Store, phrase: str) -> list[Meaning]:
    """What else the vocabulary takes for a phrase in stems."""
    rows = store.sql("SELECT other FROM synonym WHERE phrase = ?", (phrase,))
    return [Meaning(other, SYNONYM) for (other,) in rows]


def _synonyms(store: Store, stems: Sequence[str]) -> dict[str, list[Meaning]]:
    """The same for every phrase of a text, all at once."""
    found: dict[str, list[Meaning]] = {}
    # A text that would need more values than SQLite takes is no question.
    numbers = range(min(len(stems), LONGEST_TEXT))
    phrases = {" ".join(stems[start : start + length]) for start in numbers for length in range(1, LONGEST_PHRASE + 1)}
    rows = store.sql(f"SELECT phrase, other FROM synonym WHERE phrase IN ({placeholders(phrases)})", tuple(phrases))
    for phrase, other in rows:
        found.setdefault(phrase, []).append(Meaning(other, SYNONYM))
    return found


def lengthened(asked: Asked, share: float) -> Asked:
    """``asked``, for which longer words will do as well, if it is a word that may be the beginning of one."""
    stems = asked.stems
    if asked.quoted or asked.small or " " in stems or len(stems) < PREFIX_LETTERS or stems.isdigit():
        return asked
    return asked._replace(meanings=(*asked.meanings, Meaning(stems, share, beginning=True)))


def mended(store: Store, asked: Asked, stems: Stems) -> Asked:
    """A word that the library does not have, as the nearest that it has."""
    from difflib import get_close_matches

    word = fold_word(asked.typed)
    if not word.isalpha() or len(word) < PREFIX_LETTERS:
        return asked
    rows = store.sql(
        "SELECT folded, shown FROM word WHERE folded GLOB ? AND length(folded) BETWEEN ? AND ?",
        (f"{word[0]}*", len(word) - 3, len(word) + 3),
    )
    shown = dict(rows)
    nearest = get_close_matches(word, shown, n=1, cutoff=ALIKE)
    if not nearest:
        return asked
    mended = shown[nearest[0]]
    (stem,) = stems.of([mended])
    return Asked(mended, (Meaning(stem), *synonyms(store, stem)))

"""Words as the full text holds them: folded, and cut down to their stems."""

import sqlite3
from collections.abc import Iterable

from collabref.text.fold import fold_word

# What stands in the full text for a word of which folding leaves nothing: it is never found, and keeps the place.
NOTHING = "_"

# A word of fewer letters is looked for whole, not as a beginning, and is neither corrected nor offered as a correction.
PREFIX_LETTERS = 4


class Stems:
    """Words and their stems, by the stemmer of SQLite (Porter's algorithm), which compiling and asking share.

    Each word is stemmed once: texts have few different ones.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._connection = sqlite3.connect(":memory:")
        self._connection.executescript(
            """CREATE VIRTUAL TABLE one USING fts5 (word, tokenize='porter ascii', content='');
               CREATE VIRTUAL TABLE term USING fts5vocab (one, 'instance');"""
        )

    def learn(self, texts: Iterable[Iterable[str]]) -> None:
        """Stem the words of many texts at once, which is far quicker than text by text."""
        self._learn({word for words in texts for word in words if word not in self._known})

    def of(self, words: Iterable[str]) -> list[str]:
        """The stem of each word, as written by anybody; NOTHING where it has none."""
        words = list(words)
        self._learn({word for word in words if word not in self._known})
        return [self._known[word] for word in words]

    def text(self, words: Iterable[str]) -> str:
        """The stems of words as one text, with a space before and after each, so that it can be looked through."""
        stems = self.of(words)
        return f" {' '.join(stems)} " if stems else ""

    def _learn(self, new: set[str]) -> None:
        if not new:
            return
        numbered = dict(enumerate(new, start=1))
        self._known |= dict.fromkeys(new, NOTHING)
        self._connection.executemany(
            "INSERT INTO one (rowid, word) VALUES (?, ?)",
            ((number, fold_word(word)) for number, word in numbered.items()),
        )
        for number, term in self._connection.execute("SELECT doc, term FROM term ORDER BY doc, offset DESC"):
            self._known[numbered[number]] = term  # the first, where folding made several of one
        self._connection.execute("INSERT INTO one (one) VALUES ('delete-all')")

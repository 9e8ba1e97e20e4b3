"""Where in a record the words that were searched for stand."""

from itertools import takewhile
from typing import NamedTuple

from collabref.answer.grid import Text
from collabref.store import Store
from collabref.store.records import searchable
from collabref.store.store import Record
from collabref.text.fold import fold_word, words
from collabref.text.wording import one_line

# Words of a snippet: so many before the first one found, so many in all.
BEFORE = 6
LENGTH = 28

_OPEN, _CLOSE = "\x01", "\x02"


class _Found(NamedTuple):
    """A text and the numbers of its words that were found."""

    text: str
    numbers: list[int]


def snippet(store: Store, position: int, record: Record, expression: str) -> Text:
    """The part of a record's body in which most of the words stand, with the words marked."""
    name, _, body, _ = searchable(record["kind"], record)
    found = _Found(one_line(body or name), [])
    column = 2 if body else 0
    rows = store.sql(
        f"SELECT highlight(fulltext, {column}, ?, ?) FROM fulltext WHERE fulltext MATCH ? AND rowid = ?",
        (_OPEN, _CLOSE, expression, position),
    )
    for (highlighted,) in rows:
        found = _Found(found.text, _marked(highlighted))
    return _cut(found)


def _marked(highlighted: str) -> list[int]:
    """The numbers of the marked words of a folded text: its nth word is the nth word of the original."""
    numbers, inside = [], False
    for number, word in enumerate(highlighted.split(" ")):
        inside = inside or word.startswith(_OPEN)
        if inside:
            numbers.append(number)
        if word.endswith(_CLOSE):
            inside = False
    return numbers


def _cut(found: _Found) -> Text:
    """A window of the text around the most of the words found."""
    spans = [match.span() for match in words(found.text)]
    if not spans:
        return Text("")
    numbers = [number for number in found.numbers if number < len(spans)]
    folded = [fold_word(found.text[start:end]) for start, end in spans]

    def different(first: int) -> int:
        """How many different words found stand in the window that begins at the word found ``first``."""
        start = numbers[first]  # a window has no more words found than words
        window = takewhile(lambda number: number < start + LENGTH - BEFORE, numbers[first : first + LENGTH])
        return len({folded[number] for number in window})

    best = numbers[max(range(len(numbers)), key=different)] if numbers else 0
    first = max(0, best - BEFORE)
    last = min(len(spans), first + LENGTH) - 1
    start, end = spans[first][0] if first else 0, spans[last][1] if last < len(spans) - 1 else len(found.text)
    before, after = "… " if start else "", " …" if end < len(found.text) else ""
    shift = len(before) - start
    marks = tuple((spans[n][0] + shift, spans[n][1] + shift) for n in numbers if first <= n <= last)
    return Text(before + found.text[start:end] + after, marks=marks)

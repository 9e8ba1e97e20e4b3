"""The passage of a record that contains the words searched for."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from collabref.answer.grid import Text
from collabref.query.asked import Asked, Question
from collabref.query.search import passages_in_stems
from collabref.store import Store
from collabref.store.records import searchable
from collabref.store.store import Record
from collabref.text.fold import words
from collabref.text.wording import one_line

# Words in a snippet: before the first one found, and in all.
BEFORE = 6
LENGTH = 28


def snippet(store: Store, position: int, record: Record, question: Question) -> Text:
    """The passage of a record with most of the query, cut to size, with the words marked."""
    names, _, passages, _ = searchable(record["kind"], record)
    column, written = ("body", passages) if passages else ("name", names)
    best = max(
        zip(written, passages_in_stems(store, position, column), strict=True),
        key=lambda passage: sum(_is_in(part, passage[1]) for part in question.parts if not part.small),
    )
    stems = best[1].split()
    numbers = {number for part in question.parts if not part.small for number in _numbers(part, stems)}
    return _cut(one_line(best[0]), stems, sorted(numbers))


def _is_in(part: Asked, passage: str) -> bool:
    """Whether a part of the query occurs in a text of stems."""
    return any(
        f" {meaning.stems}" in passage if meaning.beginning else f" {meaning.stems} " in passage
        for meaning in part.meanings
    )


def _numbers(part: Asked, stems: Sequence[str]) -> Iterator[int]:
    """The numbers of the words among ``stems`` that are part of the query."""
    for meaning in part.meanings:
        wanted = meaning.stems.split()
        if meaning.beginning:
            yield from (number for number, stem in enumerate(stems) if stem.startswith(meaning.stems))
            continue
        length = len(wanted)
        starts = [n for n, stem in enumerate(stems) if stem == wanted[0] and list(stems[n : n + length]) == wanted]
        yield from (number for start in starts for number in range(start, start + length))
        if not starts and not part.quoted and set(wanted) <= set(stems):
            yield from (number for number, stem in enumerate(stems) if stem in wanted)


def _cut(text: str, stems: Sequence[str], numbers: Sequence[int]) -> Text:
    """A window of the text around most of the words found, which are given by their numbers."""
    spans = [match.span() for match in words(text)]
    if not spans:
        return Text("")

    def different(first: int) -> int:
        """How many different words are found in the window that begins at ``first``."""
        start = numbers[first]  # a window cannot have more words found than words
        window = takewhile(lambda number: number < start + LENGTH - BEFORE, numbers[first : first + LENGTH])
        return len({stems[number] for number in window})

    best = numbers[max(range(len(numbers)), key=different)] if numbers else 0
    first = max(0, best - BEFORE)
    last = min(len(spans), first + LENGTH) - 1
    start, end = spans[first][0] if first else 0, spans[last][1] if last < len(spans) - 1 else len(text)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((spans[n][0] + shift, spans[n][1] + shift) for n in numbers if first <= n <= last)
    return Text(before + text[start:end] + after, marks=marks)

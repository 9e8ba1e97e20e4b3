"""How well records answer a question: what a full-text index cannot weigh.

A record is scored by the best of its names, its people, what others say of it, and the best of its passages, so that a
long page is not drowned by its length, nor a name among many. What counts is how much of the question is covered (the
square of the share, rare words more than common ones), how well (BM25 with fields: Robertson and Zaragoza 2009, doi
10.1561/1500000019, section 3.6), and whether neighbouring words are neighbours there. What a question asks for by its
form, and the approach that it names, lift records a little; a name that has most of the question lifts its record a lot.
"""

from collections.abc import Sequence
from math import log
from typing import Any, NamedTuple

from collabref.query.asked import Asked, Question, plain
from collabref.query.frames import Wish
from collabref.store import Store, placeholders
from collabref.store.schema import BAR
from collabref.store.stems import NOTHING
from collabref.text.small import SMALL

# What a word is worth in each field, and how many characters of stems a field of common length has. The first passage
# of a record is worth more: it says the most important in short.
NAME, PEOPLE, IN_SHORT, PASSAGE, SAID = 6.0, 6.0, 4.5, 3.0, 1.0
NAME_LENGTH, PEOPLE_LENGTH, PASSAGE_LENGTH, SAID_LENGTH = 70, 60, 200, 900

# No word says more than this: in a library of some hundreds, an everyday word is rare by accident.
RAREST = 4.0

# BM25: how soon more of the same word adds nothing, and how much length counts.
SATURATION, LENGTH = 1.5, 0.6

# What the words of a phrase are worth where they stand apart.
APART = 0.5

# What neighbours add; fewer where one of them has no meaning of its own.
NEIGHBOURS, SMALL_NEIGHBOURS = 1.2, 0.3

# How much of their weight is left to words that only say what kind of answer is wanted.
ASKING = 0.3

# By how much a score is lifted: about the approach that is named; of the kind or design that is asked for; by a name
# that the question has whole; by a name that has all of the question, in other words and another order; by how much the
# library leans on the record.
ABOUT, WISHED, NAMED, WORDED, LEANING = 0.35, 0.35, 0.5, 4.0, 0.3

# What is called just what was asked for comes before everything else.
CALLED_SO = 1000.0

# What records of other kinds than references are worth beside them: they gather what is known.
KINDS = {"approach": 1.25, "brief": 1.25, "case": 1.25, "challenge": 1.2, "critique": 1.2, "term": 1.1}


class Scored(NamedTuple):
    """A record that answers a question.

    Attributes:
        position: its place in the library.
        score: how well; more is better.
        whole: whether it has all that is asked for, in one passage.
    """

    position: int
    score: float
    whole: bool


def order(scored: Scored) -> tuple[float, int]:
    """What records are sorted by: the best first, those that are as good in the order of the library."""
    return -scored.score, scored.position


class _Needle(NamedTuple):
    """What to look for in a text of stems.

    Attributes:
        text: it, with the spaces around it.
        share: what it is worth.
        beginning: whether it is the beginning of a word.
        words: its words, where they may stand apart.
    """

    text: str
    share: float
    beginning: bool
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text has it, or all of its words."""
        return self.text in text or (bool(self.words) and all(word in text for word in self.words))


class _Weighed(NamedTuple):
    """A part of a question, ready to be looked for.

    Attributes:
        weight: how much it says: more the rarer it is.
        needles: what to look for.
        asks: whether it only says what kind of answer is wanted, which need not have it.
    """

    weight: float
    needles: Sequence[_Needle]
    asks: bool

    def within(self, text: str) -> "_Weighed":
        """The part with what a text has of it, so that the parts of the text are looked through for no more."""
        return self._replace(needles=[needle for needle in self.needles if needle.is_in(text)])

    def is_in(self, text: str) -> bool:
        """Whether a text has any of it."""
        return any(needle.is_in(text) for needle in self.needles)

    def worth(self, text: str, each: float, beginnings: bool = True) -> float:
        """What it is worth that it is in a text, where ``each`` time counts so much."""
        found = 0.0
        for needle, share, beginning, words in self.needles:
            if beginning and not beginnings:
                continue
            times: float = text.count(needle)
            if not times and words and all(word in text for word in words):
                times = APART
            found += share * times
        return found * each


def _rows(store: Store, positions: Sequence[int]) -> list[Any]:
    return store.sql(
        f"""SELECT record.position, kind, record.id, weight, name, people, body, said, design
            FROM record JOIN fulltext ON fulltext.rowid = record.position
            LEFT JOIN reference ON reference.position = record.position
            WHERE record.position IN ({placeholders(positions)})""",
        positions,
    )


class Ranking:
    """A question, and what of the library its scores depend on."""

    def __init__(self, store: Store, question: Question, counts: Sequence[int], wish: Wish) -> None:
        """Prepare to score records.

        Args:
            store: the library.
            question: what is asked for.
            counts: how many records have each part of the question that is not small.
            wish: what the question would rather have.
        """
        self._store = store
        ((total,),) = store.sql("SELECT max(position) FROM record")  # near enough, and known without counting
        parts = [part for part in question.parts if not part.small]
        self._parts = [_weighed(part, total, count, wish) for part, count in zip(parts, counts, strict=True)]
        self._weight = sum(part.weight for part in self._parts) or 1.0
        self._neighbours = _neighbours(question)
        self._kinds = wish.kinds
        self._designs = _designs(store, wish)
        self._small = frozenset(stem for (stem,) in store.sql("SELECT stem FROM small"))
        typed = zip(question.words, question.stems, strict=True)
        meant = [stem for word, stem in typed if stem not in self._small and word not in wish.words]
        self._core = meant or list(question.stems)
        self._text = f" {' '.join(question.stems)} "
        self._about = _about(store, self._text)

    def best(self, positions: Sequence[int]) -> list[Scored]:
        """The records at these positions that have any of what is asked for, best first."""
        scored = [each for row in _rows(self._store, positions) if (each := self._score(*row)).score]
        return sorted(scored, key=order)

    def _score(
        self,
        position: int,
        kind: str,
        id: str,
        weight: float,
        name: str,
        people: str,
        body: str,
        said: str,
        design: str,
    ) -> Scored:
        """The score of a record; 0 where it has nothing of what is asked for."""
        whole_text = f"{name}{people}{body}{said}"
        parts = [part.within(whole_text) for part in self._parts]
        named = [part.within(name) for part in parts]
        names = [each for each in name.split(BAR) if any(part.is_in(each) for part in named)]
        in_all = [
            max((in_name.worth(each, NAME / _length(each, NAME_LENGTH)) for each in names), default=0.0)
            + part.worth(people, PEOPLE / _length(people, PEOPLE_LENGTH), beginnings=False)
            + part.worth(said, SAID / _length(said, SAID_LENGTH))
            if part.needles
            else 0.0
            for part, in_name in zip(parts, named, strict=True)
        ]
        near = [pair for pair in self._neighbours if pair[0] in whole_text]
        passages = [body] if kind == "reference" else body.split(BAR)
        score, whole = max(
            self._passage(parts, in_all, near, name, passage, PASSAGE if number or kind == "reference" else IN_SHORT)
            for number, passage in enumerate(passages)
        )
        if not score:
            return Scored(position, 0.0, False)
        score *= 1 + LEANING * (weight - 1)
        score *= 1 + ABOUT * (id in self._about)
        score *= 1 + WISHED * ((kind in self._kinds) + (design in self._designs))
        if any(self._called(each) for each in names):
            score += CALLED_SO
        elif names and kind != "reference":
            score *= 1 + NAMED * max(self._share(each) for each in names)
            score *= 1 + WORDED * max(self._covered(named, each) for each in names) ** 2
        return Scored(position, score * KINDS.get(kind, 1.0), whole)

    def _passage(
        self,
        parts: Sequence[_Weighed],
        in_all: Sequence[float],
        near: Sequence[tuple[str, float]],
        name: str,
        passage: str,
        each: float,
    ) -> tuple[float, bool]:
        """The score of one passage, with what the record has elsewhere, and whether all is there."""
        each /= _length(passage, PASSAGE_LENGTH)
        score = covered = 0.0
        whole = True
        for part, elsewhere in zip(parts, in_all, strict=True):
            found = elsewhere + part.worth(passage, each)
            if found:
                score += part.weight * found * (SATURATION + 1) / (SATURATION + found)
                covered += part.weight * min(1.0, found)
            elif not part.asks:
                whole = False
        if not score:
            return 0.0, False
        score += sum(worth for pair, worth in near if pair in passage or pair in name)
        return score * (covered / self._weight) ** 2, whole

    def _covered(self, named: Sequence[_Weighed], name: str) -> float:
        """How much of the question a name has."""
        return sum(part.weight * min(1.0, part.worth(name, 1.0)) for part in named) / self._weight

    def _called(self, name: str) -> bool:
        """Whether a name is just what was asked for, words of no meaning apart."""
        return self._meaningful(name) == self._core

    def _share(self, name: str) -> float:
        """How much of the question a name is that stands in it whole."""
        words = self._meaningful(name)
        if not words or f" {' '.join(words)} " not in f" {' '.join(self._core)} ":
            return 0.0
        return len(words) / len(self._core)

    def _meaningful(self, name: str) -> list[str]:
        words = name.split()
        return [word for word in words if word not in self._small] or words


def _length(text: str, common: int) -> float:
    """By how much what is found in a text is divided for the text's length."""
    return 1 - LENGTH + LENGTH * len(text) / common


def _weighed(part: Asked, total: int, count: int, wish: Wish) -> _Weighed:
    weight = min(RAREST, log(1 + max(0, total - count + 0.5) / (count + 0.5)))
    asks = plain(part.typed) in wish.words
    if asks:
        weight *= ASKING
    needles = []
    for meaning in part.meanings:
        words = meaning.stems.split() if not part.quoted else []
        text = f" {meaning.stems}" if meaning.beginning else f" {meaning.stems} "
        apart = tuple(f" {word} " for word in words) if len(words) > 1 else ()
        needles.append(_Needle(text, meaning.share, meaning.beginning, apart))
    return _Weighed(weight, needles, asks)


def _neighbours(question: Question) -> list[tuple[str, float]]:
    """Each two words that were typed side by side, and what they add where they stand so."""
    small = [word in SMALL for word in question.words]
    return [
        (f" {question.stems[n]} {question.stems[n + 1]} ", SMALL_NEIGHBOURS if small[n] or small[n + 1] else NEIGHBOURS)
        for n in range(len(question.stems) - 1)
        if NOTHING not in question.stems[n : n + 2]
    ]


def _designs(store: Store, wish: Wish) -> frozenset[str]:
    """The designs that are wished for, by themselves or by their class."""
    if not wish.designs:
        return frozenset()
    return frozenset(each["id"] for each in store.all("design") if {each["id"], each.get("class")} & wish.designs)


def _about(store: Store, text: str) -> frozenset[str]:
    """The approaches that a question names, and the references about them."""
    rows = store.sql(
        "SELECT record.id, name FROM record JOIN fulltext ON fulltext.rowid = position WHERE kind = 'approach'"
    )
    named = [id for id, names in rows if any(name.strip() and name in text for name in names.split(BAR))]
    if not named:
        return frozenset()
    about = store.sql(f"SELECT reference FROM about WHERE approach IN ({placeholders(named)})", named)
    return frozenset([*named, *(reference for (reference,) in about)])

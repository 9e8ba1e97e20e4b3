"""From the words that people type to ranked records.

The records that have all of what is asked for come first, the best first. Where they are few, those that have the
most of it follow, and the note says where they begin. A sentence is answered by the best of both, since
its words were not each chosen. Misspelt words are corrected, and the note says so.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from collabref.query.asked import LONGER, Asked, Question, lengthened, mended, plain, take_apart
from collabref.query.frames import wish
from collabref.query.rank import Ranking, Scored, order
from collabref.store import Store, placeholders
from collabref.store.schema import BAR
from collabref.store.stems import Stems
from collabref.text.identifiers import as_named

# bm25 weights of the columns name, people, body, said, by which records are chosen to be ranked.
WEIGHTS = (8.0, 6.0, 3.0, 1.5)

# So many of the best by these weights are ranked with care; of further ones, all that have all words follow as they are.
RANKED = 200

# Where fewer records have all that is asked for, others that come near fill up to so many.
ENOUGH = 5

# No id is longer; SQLite refuses patterns of tens of thousands of characters.
LONGEST_ID = 100


class Hits(NamedTuple):
    """What a search found.

    Attributes:
        positions: of records, best first.
        whole: how many of them, the first, have all that was asked for; of a sentence, before the first that has not.
        question: what was searched for.
        note: what is to be said about it.
    """

    positions: list[int]
    whole: int
    question: Question
    note: str


def search(store: Store, typed: Sequence[str], kinds: Sequence[str] = (), among: Collection[int] | None = None) -> Hits:
    """The records that have the words, best first, and a few that come near where these are few.

    Args:
        kinds: only records of these kinds; none means all.
        among: only records at these positions.
    """
    stems = Stems()
    question = take_apart(store, typed, stems)
    if not question.parts:
        return Hits([], 0, question, "There is no word to search for.")
    chosen = _Chosen(store, kinds, among)
    named = _named(chosen, typed)
    asked, counts = _asked(store, question, stems)
    note = ""
    if question.typed() != asked.typed():
        note = f"Searched for “{asked.typed()}” instead of “{' '.join(typed)}”."
    whole, near = _found(chosen, asked, counts)
    if named:  # who names a record wants that, and nothing like it
        positions = list(dict.fromkeys([*named, *(each.position for each in whole)]))
        return Hits(positions, len(positions), asked, note)
    if asked.is_sentence() and whole and near:
        best = sorted([*whole, *near], key=order)[: max(ENOUGH, len(whole))]
        having_all = sum(each.whole for each in best)
        leading = next((number for number, each in enumerate(best) if not each.whole), len(best))
        end = f"Best answers first; {having_all} of {len(best)} have all of these words."
    else:
        best = [*whole, *near[: max(0, ENOUGH - len(whole))]]
        leading = len(whole)
        end = _where_it_ends(leading, len(best) - leading)
    return Hits([each.position for each in best], leading, asked, f"{note} {end}".strip())


def passages_in_stems(store: Store, position: int, column: str) -> list[str]:
    """The passages of a record that are in a column of the full text, as their stems."""
    ((in_stems,),) = store.sql(f"SELECT {column} FROM fulltext WHERE rowid = ?", (position,))
    return str(in_stems).split(BAR)


def _where_it_ends(whole: int, near: int) -> str:
    """Where the records end that have all that was asked for."""
    if not near:
        return ""
    if not whole:
        return "Nothing has all of these words; these have some of them."
    first = "The first has" if whole == 1 else f"The first {whole} have"
    return f"{first} all of these words; the {'next has' if near == 1 else 'others have'} some of them."


class _Chosen(NamedTuple):
    """Which records are wanted, of a store."""

    store: Store
    kinds: Sequence[str]
    among: Collection[int] | None

    def wants(self, position: int, kind: str) -> bool:
        """Whether a record is one of them."""
        return (not self.kinds or kind in self.kinds) and (self.among is None or position in self.among)

    def run(self, expression: str, limit: int) -> list[int]:
        """The best of them for which an FTS5 expression holds, best first; all where ``limit`` is negative."""
        weights = ", ".join(map(str, WEIGHTS))
        kinds = f"AND record.kind IN ({placeholders(self.kinds)})" if self.kinds else ""
        rows = self.store.sql(
            f"""SELECT fulltext.rowid FROM fulltext JOIN record ON record.position = fulltext.rowid WHERE fulltext MATCH ?
                {kinds} ORDER BY bm25(fulltext, {weights}) * record.weight, fulltext.rowid LIMIT ?""",
            (expression, *self.kinds, limit if self.among is None else -1),
        )
        positions = [position for (position,) in rows if self.among is None or position in self.among]
        return positions if limit < 0 else positions[:limit]


def _named(chosen: _Chosen, typed: Sequence[str]) -> list[int]:
    """The records that are called what was typed: by id, name or number, or by author and year (“Pronovost 2006”)."""
    name = as_named(" ".join(typed).strip("\"'"))
    names = [name, name.replace("-", " "), name.replace(" ", "-")]
    rows = chosen.store.sql(
        "SELECT DISTINCT record.position, record.kind FROM name JOIN record USING (kind, id) WHERE folded IN (?, ?, ?)",
        names,
    )
    start = re.sub("[^a-z0-9]", "", name)
    if len(start) <= LONGEST_ID and re.search("[a-z][0-9]{4}", start):
        id = "kind = 'reference' AND id GLOB ?"
        rows += chosen.store.sql(f"SELECT position, kind FROM record WHERE {id}", (f"{start}*",))
    return [position for position, kind in rows if chosen.wants(position, kind)]


def _asked(store: Store, question: Question, stems: Stems) -> tuple[Question, list[int]]:
    """The question with words that are not there mended or lengthened, and how many records have each of its parts.

    Only the last word may be half typed: any other one that is there means itself. Words of no meaning are not
    counted, and not changed.
    """
    parts, counts = [], []
    for number, part in enumerate(question.parts):
        if not part.small:
            count = _count(store, part)
            last = number == len(question.parts) - 1
            if not count or (last and len(part.meanings) == 1):
                part, count = _with_longer(store, part, count, stems)
            counts.append(count)
        parts.append(part)
    return question._replace(parts=tuple(parts)), counts


def _with_longer(store: Store, part: Asked, count: int, stems: Stems) -> tuple[Asked, int]:
    """A part for which longer words will do; one that is nowhere is mended."""
    longer = lengthened(part, LONGER if count else 1.0)
    found = _count(store, longer)
    if found:
        return longer, found
    nearest = mended(store, part, stems)
    return nearest, _count(store, nearest)


def _count(store: Store, part: Asked) -> int:
    ((count,),) = store.sql("SELECT count(*) FROM fulltext WHERE fulltext MATCH ?", (part.fts(),))
    return int(count)


def _found(chosen: _Chosen, question: Question, counts: Sequence[int]) -> tuple[list[Scored], list[Scored]]:
    """The records that have all that is asked for, and those that come near, each best first."""
    parts = [part for part in question.parts if not part.small]
    there = [part for part, count in zip(parts, counts, strict=True) if count]
    wanted = wish(question.words)
    ranking = Ranking(chosen.store, question, counts, wanted)
    # Words that only say what kind of answer is wanted need not stand in it.
    needed = [part for part in parts if plain(part.typed) not in wanted.words] or parts
    having_all = chosen.run(" AND ".join(part.fts() for part in needed), -1) if {*needed} <= {*there} else []
    best = ranking.best(having_all[:RANKED])
    whole = [each for each in best if each.whole]
    whole += [Scored(position, 0.0, whole=True) for position in having_all[RANKED:]]
    near = [each for each in best if not each.whole]
    enough = len(whole) >= ENOUGH and not question.is_sentence()
    if not enough and there and len(parts) > 1:
        having_any = chosen.run(" OR ".join(part.fts() for part in there), RANKED)
        near += ranking.best([*{*having_any}.difference(having_all)])
    return whole, sorted(near, key=order)

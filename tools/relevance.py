"""How well search works: recall@5 and mean reciprocal rank (`make relevance`).

Two sets: queries with the references that must all be found (relevance.yaml), and questions that any one of
several records answers (questions.tsv). Give another file of the second form to score that.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from collabref.query.search import search
from collabref.store import Store, open_store

QUERIES = Path(__file__).with_name("relevance.yaml")
QUESTIONS = Path(__file__).with_name("questions.tsv")

# How many results are considered.
DEPTH = 5

# How many of the worst queries are printed.
WORST = 15


class Judged(NamedTuple):
    """A query, the references that should be found, and those that were, best first."""

    query: str
    wanted: list[str]
    found: list[str]

    @property
    def recall(self) -> float:
        """The share of the wanted references that are among the first five."""
        return len(set(self.wanted) & set(self.found[:DEPTH])) / len(self.wanted)

    @property
    def reciprocal_rank(self) -> float:
        """The reciprocal of the rank of the first wanted one; 0 if none is found."""
        return next((1 / place for place, id in enumerate(self.found, start=1) if id in self.wanted), 0.0)


def queries() -> list[tuple[str, list[str]]]:
    """The queries, each with the references that should be found."""
    return [(each["query"], each["refs"]) for each in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))]


def judge(store: Store) -> list[Judged]:
    """Every query put to ``refs``, as one typed line: words separate, quotation marks kept."""
    judged = []
    for query, wanted in queries():
        positions = search(store, [query], ("reference",)).positions
        judged.append(Judged(query, wanted, [record["id"] for record in store.at(positions)]))
    return judged


class Asked(NamedTuple):
    """A question, and the rank of the first right record; 0 if none of the results considered is right."""

    set: str
    words: str
    found: list[str]
    place: int


def ask(store: Store, path: Path = QUESTIONS) -> Iterator[Asked]:
    """Run each question of a file with its command, as one typed line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, command, words, wanted = line.split("\t")
            hits = search(store, [words], ("reference",) if command == "refs" else ())
            found = [record["id"] for record in store.at(hits.positions[:DEPTH])]
            pattern = re.compile(r".+" if wanted == "." else f"(?:{wanted})[a-z]?")
            right = [place for place, id in enumerate(found, start=1) if pattern.fullmatch(id)]
            yield Asked(name, words, found, right[0] if right else 0)


def scores(asked: list[Asked]) -> tuple[float, float]:
    """The share of questions with a right record among the first five, and the mean reciprocal rank of the first."""
    right = [each.place for each in asked if each.place]
    return len(right) / len(asked), sum(1 / place for place in right) / len(asked)


def recall(judged: list[Judged]) -> float:
    """Mean recall@5."""
    return sum(each.recall for each in judged) / len(judged)


def mrr(judged: list[Judged]) -> float:
    """Mean reciprocal rank."""
    return sum(each.reciprocal_rank for each in judged) / len(judged)


def main() -> None:
    """Print the two figures and the worst queries."""
    store = open_store()
    asked = list(ask(store, *map(Path, sys.argv[1:])))
    for name in sorted({each.set for each in asked}):
        several = [each for each in asked if each.set == name]
        print(
            "questions {}: {} asked, recall@{} {:.3f}, MRR {:.3f}".format(name, len(several), DEPTH, *scores(several))
        )
    print("all questions: {} asked, recall@{} {:.3f}, MRR {:.3f}".format(len(asked), DEPTH, *scores(asked)))
    for each in asked:
        if not each.place:
            print(f"      missed: {each.words} → {', '.join(each.found) or 'nothing'}")
    judged = judge(store)
    print(f"{len(judged)} queries: recall@{DEPTH} {recall(judged):.3f}, MRR {mrr(judged):.3f}\n")
    worst = sorted(judged, key=lambda each: (each.recall, each.reciprocal_rank))
    for each in [one for one in worst if one.recall < 1][:WORST]:
        missed = {
            id: each.found.index(id) + 1 if id in each.found else "–"
            for id in each.wanted
            if id not in each.found[:DEPTH]
        }
        print(f"{each.recall:.2f}  {each.query}")
        print(f"      missed: {', '.join(f'{id} (place {place})' for id, place in missed.items())}")
        print(f"      first:  {', '.join(each.found[:DEPTH]) or 'nothing'}")


if __name__ == "__main__":
    sys.exit(main())

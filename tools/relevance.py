"""How well search finds the references that people mean: recall@5 and mean reciprocal rank (`make relevance`)."""

import sys
from pathlib import Path
from typing import NamedTuple

import yaml

from collabref.query.search import search
from collabref.store import Store, open_store

QUERIES = Path(__file__).with_name("relevance.yaml")

# So many references are looked at.
DEPTH = 5

# So many of the worst queries are printed.
WORST = 15


class Judged(NamedTuple):
    """A query, the references that must be found, and those that were, best first."""

    query: str
    wanted: list[str]
    found: list[str]

    @property
    def recall(self) -> float:
        """The share of those wanted that are among the first five."""
        return len(set(self.wanted) & set(self.found[:DEPTH])) / len(self.wanted)

    @property
    def reciprocal_rank(self) -> float:
        """One over the place of the first one wanted; 0 where none is found."""
        return next((1 / place for place, id in enumerate(self.found, start=1) if id in self.wanted), 0.0)


def queries() -> list[tuple[str, list[str]]]:
    """The queries, each with the references that must be found."""
    return [(each["query"], each["refs"]) for each in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))]


def judge(store: Store) -> list[Judged]:
    """Every query put to ``refs``, as one typed line: words apart from one another, quotation marks kept."""
    judged = []
    for query, wanted in queries():
        positions = search(store, [query], ("reference",)).positions
        judged.append(Judged(query, wanted, [record["id"] for record in store.at(positions)]))
    return judged


def recall(judged: list[Judged]) -> float:
    """Mean recall@5."""
    return sum(each.recall for each in judged) / len(judged)


def mrr(judged: list[Judged]) -> float:
    """Mean reciprocal rank."""
    return sum(each.reciprocal_rank for each in judged) / len(judged)


def main() -> None:
    """Print the two figures and the queries that do worst."""
    judged = judge(open_store())
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

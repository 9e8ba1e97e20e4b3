"""`cases`: approaches in use, with their outcomes and figures."""

from collections.abc import Sequence

from collabref.answer.grid import Column, Grid, Sources, Text
from collabref.answer.page import Bullets
from collabref.errors import NothingFoundError
from collabref.pages.blocks import outcome_of, sources, texts
from collabref.query.filters import Filter, keeps
from collabref.store import Store
from collabref.store.store import Record

# So many results of a case stand on a screen of cases; the others are in its own page.
ON_SCREEN = 2


def cases(store: Store, wanted: Filter = Filter()) -> Grid:
    """The cases of an approach and its variants, or all; of these outcomes; in this country.

    Raises:
        NothingFoundError: there is none.
        UsageError: an approach, outcome or country is unknown.
    """
    resolved = wanted.resolved(store)
    found = [case for case in store.all("case") if keeps(resolved, case)]
    if not found:
        raise NothingFoundError("No case is like this. Try fewer options, or: collabref cases.")
    return Grid("case", found, _columns(store), "Cases", lambda: _cited(store, found))


def _cited(store: Store, found: Sequence[Record]) -> Sources:
    """The references of the results that a screen shows."""
    return sources(store, [Bullets(texts(case.get("results"))[:ON_SCREEN]) for case in found])


def _columns(store: Store) -> tuple[Column, ...]:
    labels = {word["id"]: word["label"] for kind in ("outcome", "country") for word in store.all(kind)}

    def countries(case: Record) -> Text:
        return Text(", ".join(labels.get(code, code) for code in case.get("countries", [])))

    def results(case: Record) -> Text:
        """The first results, which carry the main figures."""
        first = texts(case.get("results"))[:ON_SCREEN]
        return Text(
            " ".join(each.text for each in first), tuple(dict.fromkeys(id for each in first for id in each.refs))
        )

    def all_results(case: Record) -> Text:
        return Text(
            " ".join(
                f"{result.text} [{', '.join(result.refs)}]" if result.refs else result.text
                for result in texts(case.get("results"))
            )
        )

    return (
        Column("id", "Id", lambda case: Text(case["id"]), on="both"),
        Column("name", "Case", lambda case: Text(case["name"]), on="both"),
        Column("outcome-and-comparison", "Outcome", lambda case: Text(outcome_of(store, case)), on="screen"),
        Column("outcome", "Outcome", lambda case: Text(labels.get(case["outcome"], case["outcome"]))),
        Column("countries", "Where", countries, on="both"),
        Column("main-results", "Main results", results, on="screen", wide=1),
        Column("approaches", "Approaches", lambda case: Text(" ".join(case["approaches"]))),
        Column("setting", "Setting", lambda case: Text(case.get("setting", ""))),
        Column("period", "Period", lambda case: Text(case.get("period", ""))),
        Column("participants", "Participants", lambda case: Text(case.get("participants", ""))),
        Column("compared-with", "Compared with", lambda case: Text(case.get("compared-with", ""))),
        Column("results", "Results", all_results),
    )

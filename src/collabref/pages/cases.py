"""`cases`: approaches in use, with their outcomes and figures."""

from collections import Counter
from collections.abc import Sequence

from collabref.answer.grid import Column, Grid, Sources, Text
from collabref.answer.page import Block, Bullets, Commands, Depth, Entries, Entry, Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import case as case_page
from collabref.pages.blocks import bottom_line, in_full, in_short, outcome_of, sources, texts
from collabref.query.filters import Filter, TypedFilter, keeps
from collabref.query.resolve import called
from collabref.query.search import search
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import argument, number_of

# The most results of a case shown in a document's list of cases; its own page has them all.
ON_SCREEN = 2


def found_cases(store: Store, typed: Sequence[str], wanted: TypedFilter) -> list[Record]:
    """The cases of an approach and its variants, or the case of that name, else the cases with these words; or all.

    Raises:
        NothingFoundError: there is none.
        UsageError: an outcome or country is unknown.
    """
    found = store.all("case")
    if typed:
        named = called(store, " ".join(typed), ("approach", "case"))
        if named and named["kind"] == "case":
            found = [named]
        elif named:
            wanted = wanted._replace(about=[named["id"]])
        else:
            found = store.at(search(store, typed, ("case",)).positions)
    resolved = wanted.resolved(store)
    kept = [case for case in found if keeps(resolved, case)]
    if not kept:
        raise NothingFoundError(_nothing(store, typed, resolved, wanted != TypedFilter()))
    return kept


def _nothing(store: Store, typed: Sequence[str], wanted: Filter, narrowed: bool) -> str:
    if wanted.country and not (typed or wanted.outcome):
        counted = Counter(country for case in store.all("case") for country in case.get("countries", []))
        known = ", ".join(f"{store.label('country', id)} ({count})" for id, count in counted.most_common())
        return f"No cases from {store.label('country', wanted.country)}. Cases come from: {known}."
    narrower = " Try fewer options, or" if narrowed else " Try"
    return f"No case matches.{narrower}: collabref cases."


def cases(store: Store, typed: Sequence[str] = (), wanted: TypedFilter = TypedFilter()) -> Grid:
    """Cases as a grid; see ``found_cases``."""
    found = found_cases(store, typed, wanted)
    return Grid("case", found, _columns(store), "Cases", lambda: _cited(store, found))


def cases_page(store: Store, typed: Sequence[str], wanted: TypedFilter, depth: Depth) -> Page:
    """Cases for people: totals by outcome, then each case with its outcome and comparison; see ``found_cases``."""
    found = found_cases(store, typed, wanted)
    narrowed = bool(typed) or wanted != TypedFilter()
    if (len(found) == 1 and narrowed) or depth == "full":
        drawn: list[Block] = [block for each in found for block in case_page.blocks(store, each)]
        if len(found) > 1:
            drawn = [Title("Cases", "", _totals(store, found)), *deeper(drawn)]
        return in_full(store, "case", found, drawn)
    title = Title("Cases", "", _totals(store, found))
    words = [argument(each) for each in typed]
    command = " ".join(["collabref cases", *words, *_options(wanted.resolved(store))])
    with_results = narrowed or depth == "all"
    entries = Entries(
        tuple(
            Entry(
                each["name"],
                each["id"],
                outcome_of(store, each, short=not with_results),
                bottom_line(each, "results") if with_results else None,
            )
            for each in found
        ),
        whole=f"{command} --all" if with_results and depth == "short" and all(words) else "",
    )
    steps = [(f"collabref cases {found[0]['id']}", "one case: what was done, with what result, and why")]
    steps += [] if typed else [("collabref cases sepsis", "by words")]
    steps += [] if wanted.outcome else [("collabref cases --outcome no-effect", "those not shown to work")]
    return in_short(store, "case", found, (title, entries, Commands(tuple(steps))))


def _totals(store: Store, found: Sequence[Record]) -> str:
    """How many cases had which outcome. They are not a random sample: totals do not show how often approaches work."""
    counted = Counter(each["outcome"] for each in found)
    parts = [f"{counted[word['id']]} {word['label']}" for word in store.all("outcome") if counted[word["id"]]]
    return f"{number_of(len(found), 'case', 'cases')}: {', '.join(parts)} (illustrative, not a sample)"


def _options(wanted: Filter) -> list[str]:
    """The options that give a filter."""
    return [
        *(f"--outcome {each}" for each in wanted.outcome),
        *([f"--country {wanted.country}"] if wanted.country else []),
    ]


def _cited(store: Store, found: Sequence[Record]) -> Sources:
    """The references of the results that a screen shows."""
    return sources(store, [Bullets(texts(case.get("results"))[:ON_SCREEN]) for case in found])


def _columns(store: Store) -> tuple[Column, ...]:
    outcomes, names = store.labels("outcome"), store.labels("country")

    def countries(case: Record) -> Text:
        return Text(", ".join(names.get(code, code) for code in case.get("countries", [])))

    def results(case: Record) -> Text:
        """The first results, which have the main figures."""
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
        Column("outcome", "Outcome", lambda case: Text(outcomes.get(case["outcome"], case["outcome"]))),
        Column("countries", "Where", countries, on="both"),
        Column("main-results", "Main results", results, on="screen", wide=1),
        Column("approaches", "Approaches", lambda case: Text(" ".join(case["approaches"]))),
        Column("setting", "Setting", lambda case: Text(case.get("setting", ""))),
        Column("period", "Period", lambda case: Text(case.get("period", ""))),
        Column("participants", "Participants", lambda case: Text(case.get("participants", ""))),
        Column("compared-with", "Compared with", lambda case: Text(case.get("compared-with", ""))),
        Column("results", "Results", all_results),
    )

"""A reference: its citation, our annotations, what it reports, and which records cite it."""

from typing import Any

from collabref.answer.grid import Text
from collabref.answer.page import Block, Fields, Heading, Title
from collabref.cite import vancouver
from collabref.model.reference import DIRECTED, custom_of, keywords_of, results_of, spoken_to
from collabref.pages.blocks import by_name, filled, joined, linked, plain
from collabref.query.holdings import citing, further_reports
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.addresses import doi_address, pmid_address
from collabref.text.wording import capital, day_in_words, join_words


def blocks(store: Store, reference: Record) -> list[Block]:
    """A reference: its citation, our annotations, its results one by one, and what cites it."""
    custom = custom_of(reference)
    drawn: list[Block] = [
        Title(vancouver.short(reference), reference["id"], "reference"),
        Fields(filled((*_work(reference), *_coded(store, custom), *_place(store, reference)))),
    ]
    for result in results_of(custom):
        drawn += [Heading(f"Result on {store.label('axis', result['axis']).lower()}"), _result(store, result)]
    return drawn


# A label with its sentences.
_Rows = tuple[tuple[str, tuple[Text, ...]], ...]


def _work(reference: Record) -> _Rows:
    return (
        ("Citation", plain(vancouver.cite(reference))),
        ("DOI", linked(str(reference.get("DOI", "")), doi_address)),
        ("PMID", linked(str(reference.get("PMID", "")), pmid_address)),
        ("ISBN", plain(str(reference.get("ISBN", "")))),
        ("URL", linked(str(reference.get("URL", "")), str)),
        ("Keywords", plain(", ".join(keywords_of(reference)))),
    )


def _coded(store: Store, custom: dict[str, Any]) -> _Rows:
    """Our annotations of the whole work."""
    main = custom.get("study", "")
    speaks = [store.label("axis", axis).lower() for axis in spoken_to(custom)]
    return (
        ("About", by_name(store, "approach", custom.get("about", []))),
        ("Design", plain(_label(store, "design", custom.get("design")))),
        ("Setting", plain(custom.get("setting", ""))),
        ("Size", plain(custom.get("size", ""))),
        ("Finding", plain(custom.get("finding", ""))),
        ("Speaks to", plain(f"{capital(join_words(speaks, 'and'))}." if speaks else "")),
        ("Not counted", plain(custom.get("not-counted", ""))),
        ("Further report of", (Text(main, to=main),) if main else ()),
        ("Reported by", plain(_label(store, "reporter", custom.get("reported-by")))),
        ("Read", plain(_label(store, "reading", custom.get("read")))),
        ("Reviews", joined([Text(id, to=id) for id in custom.get("reviews", [])])),
    )


def _place(store: Store, reference: Record) -> _Rows:
    """Its place in the library: other reports of the same study, what cites it, when it was checked."""
    id = reference["id"]
    return (
        ("Further reports", joined([Text(each, to=each) for each in further_reports(store, id)])),
        ("Cited by", joined([Text(f"{each} ({kind})", to=each) for each, kind in citing(store, id)])),
        ("Checked", plain(day_in_words(custom_of(reference).get("checked", "")))),
    )


def _result(store: Store, result: dict[str, Any]) -> Fields:
    directed = result["axis"] in DIRECTED
    role = _label(store, "role", result.get("as"))
    counts_for = [Text(f"{store.label('approach', id)} ({id})", to=id) for id in result["about"]]
    return Fields(filled((
        ("For", (*joined(counts_for), *plain(f"{capital(role)}." if role and counts_for else ""))),
        ("Main outcome", plain(_outcome(result))),
        ("Compared with", plain(_compared(store, result))),
        ("Reports", plain(_label(store, "direction", result.get("direction")) if directed else "")),
        ("Estimate", plain(_label(store, "points", result.get("points")) if directed else "")),
        ("Figure", plain(result.get("figure", ""))),
        ("Perspective", plain(result.get("perspective", ""))),
        ("Horizon", plain(result.get("horizon", ""))),
        ("Price year", plain(result.get("price-year", ""))),
        ("Basis", plain(_label(store, "basis", result.get("basis")))),
        ("Also", plain(result.get("secondary", ""))),
        ("Note", plain(result.get("note", ""))),
    )))  # fmt: skip


def _outcome(result: dict[str, Any]) -> str:
    """The main outcome, and whether the study itself names it as such."""
    outcome: str = result.get("outcome", "")
    if not outcome or "outcome-named" not in result:
        return outcome
    return f"{outcome} ({'named by the study' if result['outcome-named'] else 'the study names none: from its aim'})"


def _compared(store: Store, result: dict[str, Any]) -> str:
    """The kind of comparison, and the comparator; the latter alone where the work itself has none."""
    kind, comparator = _label(store, "comparison", result.get("compared-with")), str(result.get("comparator", ""))
    if result.get("compared-with") == "nothing" and comparator:
        return comparator
    return ": ".join(filter(None, (kind, comparator)))


def _label(store: Store, kind: str, id: str | None) -> str:
    return store.label(kind, id) if id else ""

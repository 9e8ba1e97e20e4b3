"""`match`: which works of somebody's bibliography are here, and what is known of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from collabref.answer.grid import Column, Grid, Text
from collabref.cite import vancouver
from collabref.errors import NothingFoundError
from collabref.model.reference import custom_of
from collabref.pages.coded import of_each_result
from collabref.query.holdings import all_references, citing_claims
from collabref.query.matches import HERE, NOT_HERE, PERHAPS, Match, matched
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.fold import fold
from collabref.text.wording import capital, join_words, number_of

if TYPE_CHECKING:
    from collabref.answer.page import Page


def match(store: Store, mine: Sequence[Record]) -> tuple[list[Match], list[Match]]:
    """Each work of ``mine`` with what it is here, and the entries that repeat another, which are none of them."""
    matches = matched(mine, all_references(store))
    return [each for each in matches if not each.repeats], [each for each in matches if each.repeats]


def key_of(mine: Record) -> str:
    """What people call a reference of their own: Zotero’s CSL-JSON has a web address as its id."""
    return str(mine.get("citation-key") or mine.get("id", ""))


def totals(matches: Sequence[Match]) -> str:
    """How many works there are, and how many of them are here."""
    counts = Counter(each.status for each in matches)
    works = number_of(len(matches), "work", "works")
    return f"{works}: {counts[HERE]} here, {counts[PERHAPS]} perhaps, {counts[NOT_HERE]} not here."


def selected(matches: Sequence[Match], statuses: Sequence[str]) -> list[Match]:
    """The matches that have one of these statuses.

    Raises:
        NothingFoundError: none has.
    """
    kept = [each for each in matches if each.status in statuses]
    if not kept:
        said = {HERE: "here", PERHAPS: "perhaps here", NOT_HERE: "missing here"}
        raise NothingFoundError(f"No work is {join_words(said[status] for status in statuses)}. {totals(matches)}")
    return kept


def grid(store: Store, matches: Sequence[Match], said: str) -> Grid:
    """Works as a grid: mine, what it is here, and what is known of that.

    Args:
        said: the totals, which stand above.
    """
    labels = {kind: store.labels(kind) for kind in _CODED}
    claims = citing_claims(store, [each.work["id"] for each in matches if each.work])
    items = [{"mine": each.mine, "status": each.status, "by": each.by, "work": each.work} for each in matches]

    def ours(of: Callable[[Record], str]) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(of(item["work"]) if item["work"] else "")

    def coded(name: str) -> Callable[[dict[str, Any]], Text]:
        return ours(lambda work: str(custom_of(work).get(name, "")))

    def each_result(name: str) -> Callable[[dict[str, Any]], Text]:
        return ours(lambda work: of_each_result(custom_of(work).get("results", []), name))

    return Grid("match", items, (
        Column("id", "Mine", lambda item: Text(key_of(item["mine"])), on="both"),
        Column("title", "Title", lambda item: Text(str(item["mine"].get("title", ""))), on="both", wide=1),
        Column("here", "Here?", lambda item: Text(_said(item, labels, claims)), on="screen", wide=2),
        Column("status", "Here?", lambda item: Text(item["status"])),
        Column("by", "By", lambda item: Text(item["by"])),
        Column("work", "Here it is", ours(lambda work: str(work["id"]))),
        Column("work-title", "Title here", ours(lambda work: str(work.get("title", "")))),
        Column("design", "Design", coded("design")),
        Column("compared-with", "Compared with", each_result("compared-with")),
        Column("direction", "Result", each_result("direction")),
        Column("finding", "Finding", coded("finding")),
        Column("claims", "Claims that cite it", ours(lambda work: str(claims.get(work["id"], 0)))),
    ), "Which works are here", totals=said, airy=True)  # fmt: skip


_CODED = ("design", "direction", "comparison")


def _said(item: dict[str, Any], labels: dict[str, dict[str, str]], claims: dict[str, int]) -> str:
    """Whether a work is here, as what, by what it was recognised, and what is known of it."""
    if not item["work"]:
        return "Not here."
    found = "Here as" if item["status"] == HERE else "Perhaps"
    return f"{found} {item['work']['id']} ({item['by']}). {_known(item, labels, claims)}"


def _known(item: dict[str, Any], labels: dict[str, dict[str, str]], claims: dict[str, int]) -> str:
    """Of a likely work its title, by which people tell; of a certain one what the library says of it.

    A title that differs is shown even where the work is certain.
    """
    work = item["work"]
    title = f"Its title here: {_ended(str(work.get('title', '')))}"
    if item["status"] == PERHAPS:
        return title
    custom = custom_of(work)
    said = [labels["design"].get(custom.get("design", ""), custom.get("design", ""))]
    for kind, field in (("direction", "direction"), ("comparison", "compared-with")):
        found = dict.fromkeys(each[field] for each in custom.get("results", []) if each.get(field))
        words = ", ".join(labels[kind].get(each, each) for each in found)
        if kind == "comparison" and words:
            words = "no comparison of its own" if set(found) == {"nothing"} else f"compared with {words}"
        said.append(words)
    cited = number_of(claims.get(work["id"], 0), "claim cites it", "claims cite it")
    differs = fold(str(item["mine"].get("title", ""))).rstrip(".") != fold(str(work.get("title", ""))).rstrip(".")
    parts = (
        title if differs else "",
        f"{capital('; '.join(filter(None, said)))}.",
        custom.get("finding", ""),
        f"{capital(cited)}.",
    )
    return " ".join(part for part in parts if part not in ("", "."))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def annotated(store: Store, matches: Sequence[Match], said: str) -> "Page":
    """Works as a document: those that are here with what is said of them, then the others as they are listed."""
    from collabref.answer.page import Block, Bullets, Heading, Note, Page, Paragraph, Title, deeper
    from collabref.pages import reference

    blocks: list[Block] = [Title("Which works are here"), Note(said)]
    if here := [each for each in matches if each.status == HERE]:
        blocks.append(Heading("Here"))
    for each in here:
        assert each.work
        said_of = (Text(f"“{key_of(each.mine)}” in your file ({each.by})."),)
        title, *rest = deeper(deeper(reference.blocks(store, each.work)))
        blocks += [title, Paragraph(said_of), *rest]
    for status, heading in ((PERHAPS, "Perhaps here"), (NOT_HERE, "Not here")):
        if some := [each for each in matches if each.status == status]:
            blocks += [Heading(heading), Bullets(tuple(Text(_listed(each)) for each in some))]
    return Page("match", [each.mine for each in matches], tuple(blocks))


def _listed(each: Match) -> str:
    """A work that is not here, or perhaps; of such a one also what it may be, and why."""
    cited = vancouver.cite(each.mine)
    return f"{cited} Perhaps {each.work['id']} ({each.by}): {vancouver.cite(each.work)}" if each.work else cited

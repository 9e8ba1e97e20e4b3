"""`critiques`: what critics say about approaches, the evidence for it, and the reply."""

from collections.abc import Sequence

from collabref.answer.page import Block, Commands, Depth, Entries, Entry, Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import critique
from collabref.pages.approach import critiques_of, is_own
from collabref.pages.blocks import bottom_line, in_full, in_short
from collabref.query.resolve import family, find
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import number_of


def critiques(store: Store, typed: str = "", depth: Depth = "full") -> Page:
    """The critiques of an approach (with those of its variants and its parent), one critique, or all.

    Raises:
        NothingFoundError: there is none.
        UsageError: it is neither an approach nor a critique.
    """
    if not typed:
        return _all(store, depth)
    record = find(store, typed, ("approach", "critique"))
    if record["kind"] == "critique":
        return in_full(store, "critique", [record], critique.blocks(store, record))
    found = critiques_of(store, record)
    if not found:
        raise NothingFoundError(f"The library has no critique of “{record['name']}”.")
    members = family(store, record)
    own = sum(is_own(members, each) for each in found)
    counted = number_of(len(found), "critique", "critiques")
    title = Title(record["name"], record["id"], f"{counted}: {own} its own, {len(found) - own} shared")
    if depth == "full":
        return _whole(store, title, found)
    command = f"collabref critiques {record['id']}"
    steps = (
        (f"collabref critiques {found[0]['id']}", "charge, evidence and reply"),
        (f"{command} --full", "all of them with evidence and reply"),
        ("collabref brief what-goes-wrong", "what it adds up to"),
    )
    listed = Entries(_entries(found), whole=f"{command} --all" if depth == "short" else "")
    return in_short(store, "critique", found, (title, listed, Commands(steps)))


def _all(store: Store, depth: Depth) -> Page:
    found = store.all("critique")
    counted = number_of(len(found), "critique", "critiques")
    title = Title("Critiques", "", f"{counted} of collaboration-based approaches")
    if depth == "full":
        return _whole(store, title, found)
    entries = _entries(found) if depth == "all" else tuple(Entry(each["name"], each["id"]) for each in found)
    steps = [("collabref critiques qic", "those of one approach, with the evidence in short")]
    steps += [("collabref critiques --all", "every critique, with the evidence in short")] if depth == "short" else []
    return in_short(store, "critique", found, (title, Entries(entries), Commands(tuple(steps))))


def _entries(found: Sequence[Record]) -> tuple[Entry, ...]:
    return tuple(Entry(each["name"], each["id"], says=bottom_line(each, "charge")) for each in found)


def _whole(store: Store, title: Title, found: Sequence[Record]) -> Page:
    drawn: list[Block] = [title, *deeper(block for each in found for block in critique.blocks(store, each))]
    return in_full(store, "critique", found, drawn)

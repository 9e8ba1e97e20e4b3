"""`guide`: what tends to go wrong at each stage, and what to do about it."""

from collections.abc import Sequence

from collabref.answer.page import Block, Commands, Depth, Entries, Entry, Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import challenge
from collabref.pages.blocks import bottom_line, in_full, in_short
from collabref.query.resolve import choose_word, family, find
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import number_of


def guide(store: Store, typed: str = "", stages: Sequence[str] = (), depth: Depth = "full") -> Page:
    """The challenges of an approach (or one challenge, or all), stage by stage.

    A variant's challenges also apply to its parent, and the parent's to its variants.

    Raises:
        NothingFoundError: there is none.
        UsageError: an approach, challenge or stage is unknown.
    """
    order = [stage["id"] for stage in store.all("stage")]
    found = sorted(store.all("challenge"), key=lambda each: order.index(each["stage"]))
    record = find(store, typed, ("approach", "challenge")) if typed else None
    if record and record["kind"] == "challenge":
        found = [record]
    elif record:
        own = {*family(store, record), record.get("variant-of") or record["id"]}
        found = [each for each in found if own & set(each["approaches"]) or not each["approaches"]]
    stages = [choose_word(store, "stage", stage) for stage in stages]
    if stages:
        found = [each for each in found if each["stage"] in stages]
    if not found:
        raise NothingFoundError("The library has no such challenge. Try: collabref guide.")
    if record and record["kind"] == "challenge":
        return in_full(store, "challenge", [record], challenge.blocks(store, record))
    counted = number_of(len(found), "challenge", "challenges")
    title = Title("What tends to go wrong, and what to do", "", f"{record['name']}: {counted}" if record else counted)
    if depth == "full":
        drawn: list[Block] = [title, *deeper(by_stage(store, found))]
        return in_full(store, "challenge", found, drawn)
    command = " ".join(
        ["collabref guide", *([record["id"]] if record else []), *(f"--stage {each}" for each in stages)]
    )
    steps = (
        (f"collabref guide {found[0]['id']}", "one challenge: what goes wrong, and what to do"),
        (f"{command} --full", "all of them in full"),
        ("collabref brief set-one-up", "how to set one up"),
    )
    with_what_to_do = depth == "all" or record is not None or bool(stages)
    listed = Entries(
        tuple(_entry(store, each, with_what_to_do) for each in found),
        whole=f"{command} --all" if depth == "short" and with_what_to_do else "",
    )
    return in_short(store, "challenge", found, (title, listed, Commands(steps)))


def _entry(store: Store, record: Record, with_what_to_do: bool) -> Entry:
    says = bottom_line(record, "do") if with_what_to_do else None
    return Entry(record["name"], record["id"], says=says, group=store.label("stage", record["stage"]))


def by_stage(store: Store, challenges: Sequence[Record]) -> list[Block]:
    """Challenges under the stages at which they arise."""
    blocks: list[Block] = []
    for stage in store.all("stage"):
        of_stage = [each for each in challenges if each["stage"] == stage["id"]]
        if of_stage:
            blocks.append(Title(stage["label"], "", stage.get("description", "")))
        for each in of_stage:
            blocks += deeper(challenge.blocks(store, each))
    return blocks

"""`guide`: what tends to go wrong at each stage, and what to do about it."""

from collections.abc import Sequence

from collabref.answer.page import Block, Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import challenge as page
from collabref.pages.blocks import sources
from collabref.query.resolve import choose_word, family, find
from collabref.store import Store
from collabref.store.store import Record


def guide(store: Store, typed: str = "", stages: Sequence[str] = ()) -> Page:
    """The challenges that concern an approach (or one challenge, or all), stage by stage.

    A variant's challenges count for its parent, and the parent's hold for its variants.

    Raises:
        NothingFoundError: there is none.
    """
    order = [stage["id"] for stage in store.all("stage")]
    found = sorted(store.all("challenge"), key=lambda each: order.index(each["stage"]))
    concerning = ""
    if typed:
        record = find(store, typed, ("approach", "challenge"))
        if record["kind"] == "challenge":
            found = [record]
        else:
            concerning = record["name"]
            own = {*family(store, record), record.get("variant-of") or record["id"]}
            found = [each for each in found if own & set(each["approaches"]) or not each["approaches"]]
    if stages:
        wanted = {choose_word(store, "stage", stage) for stage in stages}
        found = [each for each in found if each["stage"] in wanted]
    if not found:
        raise NothingFoundError("The library has no challenge like this. Try: collabref guide.")
    blocks: list[Block] = [Title("What tends to go wrong, and what to do", "", concerning)]
    if len(found) == 1:
        blocks = page.blocks(store, found[0])
    else:
        blocks += deeper(by_stage(store, found))
    return Page("challenge", found, (*blocks, sources(store, blocks)))


def by_stage(store: Store, challenges: Sequence[Record]) -> list[Block]:
    """Challenges under the stages at which they arise."""
    blocks: list[Block] = []
    for stage in store.all("stage"):
        of_stage = [each for each in challenges if each["stage"] == stage["id"]]
        if of_stage:
            blocks.append(Title(stage["label"], "", stage.get("description", "")))
        for each in of_stage:
            blocks += deeper(page.blocks(store, each))
    return blocks

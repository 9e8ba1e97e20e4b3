"""`guide`: what tends to go wrong at each stage, and what to do about it."""

from collections.abc import Sequence

from collabref.errors import NothingFoundError
from collabref.page import Block, Page, Title
from collabref.query.blocks import sources
from collabref.query.names import choose, family, find
from collabref.query.show import challenge_blocks
from collabref.store import Store


def guide(store: Store, typed: str = "", stages: Sequence[str] = ()) -> Page:
    """The challenges that concern an approach (or one challenge, or all), stage by stage.

    A variant's challenges count for its parent, and the parent's hold for its variants.

    Raises:
        NothingFoundError: there is none.
    """
    found = store.all("challenge")
    if typed:
        record = find(store, typed, ("approach", "challenge"))
        if record["kind"] == "challenge":
            found = [record]
        else:
            own = {*family(store, record), record.get("variant-of") or record["id"]}
            found = [each for each in found if own & set(each["approaches"]) or not each["approaches"]]
    words = store.all("stage")
    if stages:
        wanted = {choose(stage, [(word["id"], word["label"]) for word in words], "stage") for stage in stages}
        found = [each for each in found if each["stage"] in wanted]
    if not found:
        raise NothingFoundError("The library has no challenge like this. Try: collabref guide.")
    blocks: list[Block] = []
    items = []
    for stage in words:
        of_stage = [each for each in found if each["stage"] == stage["id"]]
        if of_stage:
            blocks.append(Title(stage["label"], "", stage["description"]))
        for each in of_stage:
            blocks += challenge_blocks(store, each)
            items.append(each)
    return Page("challenge", items, (*blocks, sources(store, blocks)))

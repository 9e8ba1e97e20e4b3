"""`brief`: common questions and their answers."""

from collabref.answer.page import Block, Commands, Depth, Entries, Entry, Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import brief
from collabref.pages.blocks import in_full, in_short, texts
from collabref.query.resolve import find
from collabref.store import Store
from collabref.text.wording import number_of


def briefs(store: Store, typed: str = "", depth: Depth = "full") -> Page:
    """One brief; or all of them, each with the first sentence of its answer.

    Raises:
        NothingFoundError: the libraries have none.
        UsageError: it is not a brief.
    """
    if typed:
        record = find(store, typed, ("brief",))
        if depth != "full":
            return Page("brief", [record], brief.card(store, record))
        return in_full(store, "brief", [record], brief.blocks(store, record))
    found = store.all("brief")
    if not found:
        raise NothingFoundError("The libraries have no briefs.")
    title = Title("Evidence briefs", "", f"{number_of(len(found), 'common question', 'common questions')}, answered")
    if depth == "full":
        drawn: list[Block] = [title, *deeper(block for each in found for block in brief.blocks(store, each))]
        return in_full(store, "brief", found, drawn)
    one_line_each = depth == "short"
    entries = tuple(
        Entry(each["asks"], each["id"], says=None if one_line_each else texts(each["answer"])[0]) for each in found
    )
    steps = [("collabref brief do-they-work", "one question, answered on a screen")]
    steps += (
        [("collabref brief --all", "every question with the first sentence of its answer")] if one_line_each else []
    )
    return in_short(store, "brief", found, (title, Entries(entries), Commands(tuple(steps))))

"""`critiques`: the critiques of an approach, one critique, or all."""

from collabref.answer.page import Page, Title, deeper
from collabref.errors import NothingFoundError
from collabref.pages import critique as page
from collabref.pages.approach import critiques_of
from collabref.pages.blocks import sources
from collabref.query.resolve import find
from collabref.store import Store


def critiques(store: Store, typed: str = "") -> Page:
    """The critiques of an approach (and its variants; a variant's parent too), one critique, or all."""
    if typed:
        record = find(store, typed, ("approach", "critique"))
        found = [record] if record["kind"] == "critique" else critiques_of(store, record)
        if not found:
            raise NothingFoundError(f"The library has no critique of “{record['name']}”.")
    else:
        found = store.all("critique")
    blocks = [block for critique in found for block in page.blocks(store, critique)]
    if len(found) != 1:
        title = f"Critiques of {record['name']}" if typed else "Critiques"
        blocks = [Title(title, "", f"{len(found)} charges, with evidence and reply"), *deeper(blocks)]
    return Page("critique", found, (*blocks, sources(store, blocks)))

"""The outline of a page: the levels of its headings, and the anchors that links may lead to."""

import re

from collabref.grid import Sources, Text
from collabref.page import Page, Title


class Outline:
    """The titles and references of a page, and where one is while it is written from top to bottom.

    Attributes:
        titles: all titles, in order.
        below: the level of a heading at the present place.
        references: the ids of the references that are listed.
    """

    def __init__(self, page: Page) -> None:
        self.titles = [block for block in page.blocks if isinstance(block, Title)]
        self.below = 2
        self.references = {each.id for block in page.blocks if isinstance(block, Sources) for each in block.items}
        self._records = {title.id for title in self.titles if title.id}

    def enter(self, title: Title) -> int:
        """The level of the title that begins here."""
        self.below = title.level + 1
        return title.level

    def anchor(self, title: Title) -> str:
        """The anchor of a title: made from its id, else from its words."""
        return anchor(title.id or title.text)

    def leads_to(self, id: str) -> str:
        """The anchor of what stands in the page under this id, a record or a reference; empty where nothing does."""
        if id in self._records:
            return anchor(id)
        return reference_anchor(id) if id in self.references else ""


def name_and_stop(text: Text) -> tuple[str, str]:
    """The name of a record in a list of them, and the mark after it, which is no part of a link."""
    name = text.text.removesuffix(",").removesuffix(".")
    return name, text.text[len(name) :]


def reference_anchor(id: str) -> str:
    """The anchor of a reference in the list of references, as pandoc's citeproc makes it."""
    return f"ref-{anchor(id)}"


def anchor(words: str) -> str:
    """``words`` as an anchor: ASCII letters, digits and hyphens, which need no escaping in any format."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-").lower() or "top"

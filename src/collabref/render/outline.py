"""The outline of a page: the levels of its headings, and the anchors that links may lead to."""

import re

from collabref.page import Page, Title


class Outline:
    """The titles of a page, and where one is while the page is written from top to bottom.

    Attributes:
        titles: all titles, in order.
        below: the level of a heading at the present place.
    """

    def __init__(self, page: Page) -> None:
        self.titles = [block for block in page.blocks if isinstance(block, Title)]
        self.below = 2
        self._ids = {title.id for title in self.titles if title.id}

    def enter(self, title: Title) -> int:
        """The level of the title that begins here."""
        self.below = title.level + 1
        return title.level

    def anchor(self, title: Title) -> str:
        """The anchor of a title: made from its id, else from its words."""
        return anchor(title.id or title.text)

    def anchor_of(self, id: str) -> str:
        """The anchor of the record with this id; empty where it has no title in the page."""
        return anchor(id) if id in self._ids else ""


def anchor(words: str) -> str:
    """``words`` as an anchor: ASCII letters, digits and hyphens, which need no escaping in any format."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-").lower()

"""The outline of a page: the levels of its headings, and the anchors that links may lead to."""

import re
from collections import Counter

from collabref.answer.grid import Sources, Text
from collabref.answer.page import Page, Title


class Outline:
    """The titles and references of a page, and the current position while it is written from top to bottom.

    Attributes:
        titles: all titles, in order.
        below: the level of a heading at the current position.
        references: the ids of the references that are listed.
    """

    def __init__(self, page: Page) -> None:
        self.titles = [block for block in page.blocks if isinstance(block, Title)]
        self.below = 2
        self.references = {each.id for block in page.blocks if isinstance(block, Sources) for each in block.items}
        names = self._names = Distinct()
        self._titles = {id(title): names.make(anchor(title.id or title.text)) for title in self.titles}
        self._of_titles = set(self._titles.values())
        self._records = {title.id: self._titles[id(title)] for title in reversed(self.titles) if title.id}
        self._references = {each: names.make(f"ref-{anchor(each)}") for each in sorted(self.references)}

    def enter(self, title: Title) -> int:
        """The level of the title that begins here."""
        self.below = title.level + 1
        return title.level

    def anchor(self, title: Title) -> str:
        """The anchor of a title: made from its id, else from its words; no two are the same."""
        return self._titles[id(title)]

    def heading_anchor(self, text: str) -> str:
        """An anchor for a heading whose automatic anchor, made from its words, would clash with a title's; else empty."""
        made = anchor(text)
        return self._names.make(made) if made in self._of_titles else ""

    def reference_anchor(self, reference: str) -> str:
        """The anchor of a reference in the list of references, usually the one that pandoc's citeproc makes."""
        return self._references[reference]

    def leads_to(self, id: str) -> str:
        """The anchor of the record or reference with this id in the page; empty if there is none."""
        return self._records.get(id) or self._references.get(id, "")


def name_and_stop(text: Text) -> tuple[str, str]:
    """The name of a record in a list, and the punctuation after it, which is not part of a link."""
    name = text.text.removesuffix(",").removesuffix(".")
    return name, text.text[len(name) :]


class Distinct:
    """Unique names: a name already taken gets a number at its end."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: Counter[str] = Counter()

    def make(self, name: str) -> str:
        """``name``, or the closest free name."""
        made = name
        while made in self._taken:
            self._last[name] += 1
            made = f"{name}-{self._last[name] + 1}"
        self._taken.add(made)
        return made


def anchor(words: str) -> str:
    """``words`` as an anchor: ASCII letters, digits and hyphens, which need no escaping in any format."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-").lower() or "top"

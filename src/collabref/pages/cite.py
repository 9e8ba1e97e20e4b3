"""`cite`: formatted citations, in the order asked for."""

from collections.abc import Sequence
from typing import Any

from collabref.answer.grid import Text
from collabref.answer.page import Note, Page, Paragraph
from collabref.cite import vancouver
from collabref.query.resolve import find, own_reference
from collabref.store import Store
from collabref.store.store import Record


def cite(store: Store, typed: Sequence[str], style: str = "vancouver") -> Page:
    """The references named, formatted.

    Args:
        style: ``vancouver`` (built in), another style's name, or the path of a CSL file.

    Raises:
        UsageError: an id or the style is unknown, or the style needs pandoc and there is none.
    """
    return formatted_by(references_named(store, typed), style)


def references_named(store: Store, typed: Sequence[str]) -> list[Record]:
    """The references named, without repeats; one named by a key of the user's own library has that library's fields."""
    found = (own_reference(store, name) or find(store, name, ("reference",)) for name in typed)
    return list({each["id"]: each for each in found}.values())


def formatted_by(references: Sequence[Record], style: str) -> Page:
    """References, formatted in a style.

    Raises:
        UsageError: the style is unknown, or needs pandoc and there is none.
    """
    if style.lower() == "vancouver":
        formatted = {each["id"]: _with_address(each) for each in references}
    else:
        from collabref.cite.pandoc import cite as cite_by_pandoc
        from collabref.cite.styles import language, style_file

        file = style_file(style)
        formatted = cite_by_pandoc(list(references), file, language(file))
    blocks = tuple(Paragraph((Text(formatted[each["id"]]),)) for each in references if each["id"] in formatted)
    items = [
        {"id": each["id"], "kind": "citation", "style": style, "citation": formatted.get(each["id"], "")}
        for each in references
    ]
    return Page("citation", items, blocks or (Note("There is nothing to cite."),))


def _with_address(reference: dict[str, Any]) -> str:
    citation, address = vancouver.cite(reference), vancouver.address(reference)
    if doi := reference.get("DOI"):
        return f"{citation} doi:{doi}"
    if address and not reference.get("URL"):
        return f"{citation} PubMed PMID: {reference['PMID']}."
    return f"{citation} Available from: {address}" if address else citation

"""`info` and the opening screen: contents, currency, and how to cite it."""

from typing import Any

from collabref import SEARCHED_TO, __version__
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Page, Paragraph, Title
from collabref.kinds import NAMED
from collabref.model.reference import EFFECT
from collabref.pages.blocks import plain
from collabref.query.holdings import records_by_kind, works_on, works_since
from collabref.store import Store
from collabref.text.wording import capital, day_in_words, number_of

HOW_TO_CITE = (
    f"collabref: a reference on collaboration-based approaches to improving healthcare. Version {__version__}; "
    f"literature searched to {day_in_words(SEARCHED_TO)}. Data: CC BY 4.0; program: MIT."
)

# References of this year or later are counted apart.
RECENT = 2019

# The parts of the field, in the order of the opening screen: the command, what it answers, and the kind counted.
_PARTS = (
    ("collabref brief what-they-are", "what these approaches are", ""),
    ("collabref brief", "common questions, answered", "brief"),
    ("collabref list", "approaches", "approach"),
    ("collabref compare qic cop", "two side by side (all: collabref compare)", ""),
    ("collabref show qic", "one approach on one screen", ""),
    ("collabref cases", "approaches in action", "case"),
    ("collabref critiques", "critiques", "critique"),
    ("collabref evidence qic", "the studies, counted and drawn", ""),
    ("collabref brief what-it-adds-up-to", "what the evidence adds up to", ""),
    ("collabref choose", "which approach fits", ""),
    ("collabref guide", "what goes wrong, and what to do", "challenge"),
    ("collabref brief read-first", "what to read first", ""),
    ("collabref refs cost", "the literature, by word", "reference"),
    ("collabref search WORD", "everything, by word", ""),
    ("collabref help", "all commands and options", ""),
)


def counts(store: Store) -> dict[str, int]:
    """How many records of each kind there are."""
    found = records_by_kind(store)
    return {kind: found.get(kind, 0) for kind in NAMED}


def inside(store: Store) -> str:
    """How many records of each kind there are, in words."""
    number = counts(store)
    return ", ".join(number_of(number[kind], kind, key) for kind, key in NAMED.items() if number[kind])


def welcome(store: Store) -> Page:
    """The opening screen: the field on one screen, each part with its command and number of records."""
    number = counts(store)
    commands = tuple((command, f"{what} ({number[kind]})" if kind else what) for command, what, kind in _PARTS)
    blocks = (
        Title("collabref", "", f"version {__version__}; literature searched to {day_in_words(SEARCHED_TO)}"),
        Paragraph(
            plain(
                "A reference on collaboration-based approaches to improving healthcare: what they are, the evidence for and "
                "against them, their critics, and how to run one. Every statement cites its sources."
            )
        ),
        Commands(commands),
    )
    return Page("info", [{"version": __version__, "searched-to": SEARCHED_TO, "counts": number}], blocks)


def info(store: Store) -> Page:
    """Version, currency, how to cite, libraries in use, counts, and the place of the store."""
    number = counts(store)
    replacements: list[dict[str, Any]] = store.meta("replacements") or []
    item = {
        "version": __version__,
        "searched-to": SEARCHED_TO,
        "cite-as": HOW_TO_CITE,
        "libraries": list(store.libraries),
        "counts": number,
        "store": store.path,
        "replacements": replacements,
    }
    rows = [
        ("Version", plain(__version__)),
        ("Literature", plain(f"Searched to {day_in_words(SEARCHED_TO)}.")),
        ("To cite", plain(HOW_TO_CITE)),
        ("Libraries", plain("; ".join(store.libraries))),
        ("Store", plain(store.path or "in memory (the cache folder cannot be used)")),
    ]
    held = [(capital(key), plain(str(number[kind]))) for kind, key in NAMED.items()]
    held += [
        (f"… of {RECENT} or later", plain(_references(works_since(store, RECENT)))),
        ("… on effect", plain(_references(works_on(store, EFFECT)))),
    ]
    blocks: list[Block] = [
        Title("collabref", "", "about this library"),
        Fields(tuple(rows)),
        Heading("What it holds"),
        Fields(tuple(held)),
    ]
    if replacements:
        blocks += [Heading("Your libraries over ours"), Bullets(plain(*map(_replacement, replacements)))]
    blocks.append(
        Paragraph(
            plain(
                "An independent reference, written from the primary literature. Counts of evidence say nothing about its strength."
            )
        )
    )
    return Page("info", [item], tuple(blocks))


def _references(number: int) -> str:
    return number_of(number, "reference", "references")


def _replacement(change: dict[str, Any]) -> str:
    if change["same-work-as"]:
        return f"{change['id']} ({change['library']}) is the same work as {change['same-work-as']}: both ids name it."
    return f"{change['kind']} {change['id']}: {change['library']} instead of {change['instead-of']}."

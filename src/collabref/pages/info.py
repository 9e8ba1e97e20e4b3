"""`info` and the opening screen: what is inside, how current it is, how to cite it."""

from typing import Any

from collabref import SEARCHED_TO, __version__
from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Page, Paragraph, Title
from collabref.kinds import NAMED
from collabref.pages.blocks import plain
from collabref.store import Store
from collabref.text.wording import number_of

HOW_TO_CITE = (
    f"collabref: a reference on collaboration-based approaches to improving healthcare. Version {__version__}; "
    f"literature searched to {SEARCHED_TO}. Data: CC BY 4.0; program: MIT."
)

_EXAMPLES = (
    ("collabref show qic", "what a quality improvement collaborative is"),
    ("collabref compare qic cop", "side by side with a community of practice"),
    ("collabref critiques cop", "what is said against it, and the reply"),
    ("collabref refs cost", "the literature, by keyword"),
    ("collabref --help", "everything else"),
)


def counts(store: Store) -> dict[str, int]:
    """How many records of each kind there are."""
    found = dict(store.sql("SELECT kind, count(*) FROM record GROUP BY kind"))
    return {kind: found.get(kind, 0) for kind in NAMED}


def inside(store: Store) -> str:
    """How many records of each kind there are, in words."""
    number = counts(store)
    return ", ".join(number_of(number[kind], kind, key) for kind, key in NAMED.items() if number[kind])


def welcome(store: Store) -> Page:
    """The opening screen: what is inside, and five examples."""
    number = counts(store)
    blocks = (
        Title("collabref", "", f"version {__version__}"),
        Paragraph((
            Text("The terminal’s reference on collaboration-based approaches to improving healthcare: every sentence has its source."),
            Text(f"Inside: {inside(store)}; literature searched to {SEARCHED_TO}."),
        )),
        Commands(_EXAMPLES),
    )  # fmt: skip
    return Page("info", [{"version": __version__, "searched-to": SEARCHED_TO, "counts": number}], blocks)


def info(store: Store) -> Page:
    """Version, currency, how to cite, libraries in use, counts, where the store is."""
    number = counts(store)
    (recent,) = store.sql("SELECT count(*) FROM reference WHERE year >= 2019")[0]
    (effect,) = store.sql("SELECT count(DISTINCT reference) FROM result WHERE axis = 'effect'")[0]
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
        ("Literature", plain(f"Searched to {SEARCHED_TO}.")),
        ("To cite", plain(HOW_TO_CITE)),
        ("Libraries", plain("; ".join(store.libraries))),
        ("Store", plain(store.path or "in memory (the cache folder cannot be used)")),
    ]
    held = [(key.capitalize(), plain(str(number[kind]))) for kind, key in NAMED.items()]
    held += [("… of 2019 or later", plain(_references(recent))), ("… on effect", plain(_references(effect)))]
    blocks: list[Block] = [
        Title("collabref", "", "about this library"),
        Fields(tuple(rows)),
        Heading("What it holds"),
        Fields(tuple(held)),
    ]
    if replacements:
        blocks += [Heading("Replaced"), Bullets(plain(*map(_replacement, replacements)))]
    blocks.append(
        Paragraph(
            plain(
                "An independent reference, written from the primary literature. Counts of evidence say nothing of its strength."
            )
        )
    )
    return Page("info", [item], tuple(blocks))


def _references(number: int) -> str:
    return number_of(number, "reference", "references")


def _replacement(change: dict[str, Any]) -> str:
    if change["same-work-as"]:
        return (
            f"{change['id']} ({change['library']}) is the same work as {change['same-work-as']}, whose record is kept."
        )
    return f"{change['kind']} {change['id']}: {change['library']} instead of {change['instead-of']}."

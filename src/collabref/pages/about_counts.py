"""`evidence --about-counts`: what is counted and what is not, and what a count cannot say.

The meanings of directions, axes and designs are the library's own; the methods are explained by its terms,
with their sources.
"""

from collections.abc import Sequence

from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Fields, Heading, Page, Paragraph, Title
from collabref.pages.blocks import plain, sources, texts
from collabref.query.counts import CLASSES
from collabref.store import Store
from collabref.store.store import Record
from collabref.text import listed

_COUNTED = (
    "A work counts for an approach if it reports a result for the approach or for one of its variants. It counts once on each axis.",
    "Its direction is what it reports on its primary outcome, against its comparator, or against its own baseline where it has none.",
    "A work that reports different directions for an approach and its variants counts as mixed.",
    "The pictures are of effect only: primary studies under the direction that they report, syntheses in a row of their own.",
)
_NOT_COUNTED = (
    "Theory, commentary and guidance report no results.",
    "A result that could not be read is counted as not seen, and stands in no picture.",
    "Studies that are known here only through a synthesis are in what it found, not in the counts.",
    "The library is no systematic review: that it has no work is no proof that there is none.",
)
_LIMITS = (
    "A count says nothing of the size of an effect, of its certainty, or of how well a study was done: a small study counts as much as a large one.",
    "A study that saw no significant difference may have been too small to see one.",
    "Syntheses contain primary studies, and one another: the two must not be added up.",
    "A study without controls cannot tell a gain from what would have happened anyway.",
)

# The terms of the library that explain the methods.
_TERMS = ("harvest-plot", "vote-counting", "swim-guideline", "emmie")


def about_counts(store: Store) -> Page:
    """The page; its items are the words of the vocabulary."""
    directions, axes, designs = (store.all(kind) for kind in ("direction", "axis", "design"))
    blocks: list[Block] = [
        Title("What the counts of evidence mean"),
        Heading("What is counted"),
        Bullets(plain(*_COUNTED)),
        Heading("What is not"),
        Bullets(plain(*_NOT_COUNTED)),
        Heading("What a count cannot say"),
        Bullets(plain(*_LIMITS)),
        Heading("Directions"),
        Fields(_meanings(directions)),
        Heading("Axes of evidence"),
        Fields(_meanings(axes)),
        Heading("Designs"),
        Fields(_by_class(designs)),
    ]
    for term in filter(None, (store.get("term", id) for id in _TERMS)):
        blocks += [Heading(term["name"]), Paragraph(texts(term["means"]))]
    blocks.append(sources(store, blocks))
    return Page("vocabulary", [*directions, *axes, *designs], tuple(blocks))


def _meanings(words: Sequence[Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    return tuple((word["label"][:1].upper() + word["label"][1:], plain(word.get("description", ""))) for word in words)


def _by_class(designs: Sequence[Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    rows = []
    for design_class, heading in CLASSES.items():
        labels = [design["label"] for design in designs if design.get("class", "other") == design_class]
        if labels:
            rows.append((heading, plain(f"{listed(labels, 'and')}.")))
    return tuple(rows)

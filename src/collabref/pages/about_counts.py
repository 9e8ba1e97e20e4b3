"""`evidence --about-counts`: what is counted, how it was coded, and what a count cannot show.

The meanings of directions, axes and designs are the library's own; the methods are explained by its terms,
with their sources.
"""

from collections.abc import Sequence

from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Fields, Heading, Page, Paragraph, Title
from collabref.model.reference import custom_of
from collabref.pages.blocks import plain, sources, texts
from collabref.pages.methods import agreement, by_word, numbers
from collabref.query.counts import CLASSES
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import capital, join_words

_COUNTED = (
    "Counts are of studies, not of works: several reports of one study count once, by the main report.",
    "A study counts for an approach if it, or a work of the library that discusses it, describes its programme as one. A variant’s studies count for its parent too.",
    "It counts once on each axis, under what it reports on its main outcome. A study that reports different results for an approach and its variants counts as mixed.",
    "If the approach was one part of a larger programme, the study is counted separately. It is in no plot, nor in the table of all approaches.",
    "The plots show effect only: each mark is one primary study, placed under the effect that it reported. Syntheses have a row of their own.",
)
_NOT_COUNTED = (
    "Theory, commentary, guidance and protocols report no results.",
    "A trial of an addition to an approach that both sides had, or of its dose, says nothing for or against the approach. It is listed separately.",
    "A study whose result could not be retrieved is counted as such. It too is in no plot, nor in the table of all approaches.",
    "A work that speaks to sustainability without a result is listed, and not counted.",
    "Studies known here only through a synthesis are part of its findings, and are not counted.",
    "Works about a programme that no work describes as the approach are listed as not counted, with the reason.",
    "The library is not a systematic review: if it has no study, there may still be one.",
)
_LIMITS = (
    "A count says nothing about the size of an effect, how certain it is, or how well a study was done. A small study counts as much as a large one.",
    "“Not shown to differ” does not mean “no different”: the study may have been too small to show a difference.",
    "Syntheses contain primary studies, and one another. Do not add the two together.",
    "A study without controls cannot separate a gain from what would have happened anyway.",
    "Many programmes are reported by the people who ran them. The counts say how many.",
)

# How studies were coded, in short; `info --methods` has the details.
_CODED = (
    "Each study was coded twice, by two language models that did not see each other’s coding, and a third settled the differences. They read mostly abstracts.",
    "The interval or P value decides what was better, not the authors’ adjective. Of a synthesis, the reviewers’ own conclusion is coded, or what their results say where it could not be read.",
    "Before differences were settled, the two codings of 191 works agreed as shown. κ is agreement beyond chance; it measures agreement, not truth.",
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
        Heading("How studies were coded"),
        Paragraph(plain(*_CODED)),
        agreement(),
        Heading("What was read of works with results"),
        *numbers(_read(store), "The records do not say how much of each work was read."),
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


def _read(store: Store) -> dict[str, int]:
    """How many works with results were read to which extent, by label."""
    coded = (custom_of(reference) for reference in store.all("reference"))
    return by_word(store, "reading", (each.get("read", "") for each in coded if each.get("results")))


def _meanings(words: Sequence[Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    return tuple((capital(word["label"]), plain(word.get("description", ""))) for word in words)


def _by_class(designs: Sequence[Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    rows = []
    for design_class, heading in CLASSES.items():
        labels = [design["label"] for design in designs if design.get("class", "other") == design_class]
        if labels:
            rows.append((heading, plain(f"{join_words(labels, 'and')}.")))
    return tuple(rows)

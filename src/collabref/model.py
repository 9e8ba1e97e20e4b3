"""The records of a library: the one place where their fields are declared.

On file the fields are in kebab case (``at_a_glance`` is ``at-a-glance``). A claim is a sentence with
its sources, or a gap: the honest statement that a search found nothing.
"""

from typing import Any

import msgspec

from collabref import csl


class Struct(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """What all records share: fields by name, and none but those declared."""


class Claim(Struct, kw_only=True):
    """``{say, refs}``, or ``{gap, searched}`` where nothing was found.

    Attributes:
        say: one idea in a sentence of at most 40 words (18 in a cell of the comparison).
        refs: ids of the references that bear it out.
        gap: what was looked for and not found, as a sentence.
        searched: the day of that search, as in 2026-11-22.
    """

    say: str = ""
    refs: list[str] = []
    gap: str = ""
    searched: str = ""


Claims = Claim | list[Claim]


class Dimension(Struct, kw_only=True):
    """A question that the comparison asks of every approach; ``card``: also asked on the card.

    Attributes:
        asks: the question itself, as in “How long does it last?”.
        card: whether it is asked on the card as well.
    """

    id: str
    name: str
    asks: str = ""
    card: bool = False


class Section(Struct, kw_only=True):
    """A part of an approach's page."""

    id: str
    name: str


class Fit(Struct, kw_only=True):
    """What an answer to one of the questions of ``choose`` says for or against an approach.

    The verdict ``needs`` speaks for the approach where the answer is given, and against it where it is not.

    Attributes:
        question: the id of the question.
        answer: the id of the answer.
        verdict: what the answer means for the approach.
        why: the reason, with its source.
    """

    question: str
    answer: str
    verdict: str
    why: Claim


class Relation(Struct, kw_only=True):
    """How an approach differs from a neighbour.

    Attributes:
        to: the id of the neighbour.
        how: what tells the two apart.
    """

    to: str
    how: Claims


class Approach(Struct, kw_only=True):
    """A collaboration-based approach to improvement.

    Attributes:
        aliases: other names that people type.
        variant_of: the id of the approach of which this is a variant.
        summary: what it is, in a sentence.
        at_a_glance: a claim or gap for each dimension, by its id.
        sections: the parts of its page, by id.
        fits: what answers to the questions of `choose` say for or against it.
        related: how it differs from its neighbours.
    """

    id: str
    name: str
    aliases: list[str] = []
    variant_of: str | None = None
    summary: Claims
    at_a_glance: dict[str, Claim] = {}
    sections: dict[str, Claims] = {}
    fits: list[Fit] = []
    related: list[Relation] = []


class Critique(Struct, kw_only=True):
    """What is said against approaches: the charge, the evidence for it, and the reply.

    Attributes:
        of: ids of the approaches that it is about.
        charge: what is said against them, and by whom.
        evidence: what studies show of it.
        reply: what is said in return.
    """

    id: str
    name: str
    aliases: list[str] = []
    of: list[str]
    charge: Claims
    evidence: Claims = []
    reply: Claims = []


class Case(Struct, kw_only=True):
    """An approach in use: what was done, what came of it, and why, as far as is known.

    Attributes:
        approaches: ids of the approaches in use.
        countries: ISO 3166-1 codes in lower case, as in gb.
        setting: where, as in “Community nursing”.
        period: when, as in 2021–2023.
        participants: who and how many.
        outcome: what came of it, in a word.
        aim: what it set out to change.
        did: what was done.
        results: what came of it, with figures.
        why: what explains it.
        lessons: what others could learn from it.
    """

    id: str
    name: str
    aliases: list[str] = []
    approaches: list[str]
    countries: list[str] = []
    setting: str = ""
    period: str = ""
    participants: str = ""
    outcome: str
    aim: Claims
    did: Claims = []
    results: Claims = []
    why: Claims = []
    lessons: Claims = []


class Challenge(Struct, kw_only=True):
    """What tends to go wrong at a stage, and what to do about it.

    Attributes:
        stage: when it is met with.
        approaches: ids of the approaches in which it is known.
        goes_wrong: what tends to go wrong.
        do: what to do about it.
    """

    id: str
    name: str
    aliases: list[str] = []
    stage: str
    approaches: list[str]
    goes_wrong: Claims
    do: Claims


class Answer(Struct, kw_only=True):
    """A possible answer to a question of ``choose``.

    Attributes:
        say: the answer, in a few words.
    """

    id: str
    say: str


class Question(Struct, kw_only=True):
    """A question of ``choose``.

    Attributes:
        asks: the question itself.
        answers: the answers to choose from.
    """

    id: str
    asks: str
    answers: list[Answer]


class Term(Struct, kw_only=True):
    """A word of the field, with its meaning.

    Attributes:
        means: what it means in this field.
    """

    id: str
    name: str
    aliases: list[str] = []
    means: Claims


class Result(Struct, kw_only=True):
    """What a study reports, for which approaches, on which axis of evidence.

    Attributes:
        about: ids of the approaches that it speaks of.
        axis: what it speaks of, as in effect or economics.
        direction: what the study reports on its primary outcome.
    """

    about: list[str]
    axis: str
    direction: str


class Custom(Struct, kw_only=True):
    """What we add to a reference, under CSL's own ``custom`` key.

    Attributes:
        about: ids of approaches; none where it is the field at large.
        design: the design of the study, as in cluster-rct.
        setting: where it was done.
        size: how many took part.
        finding: what it found, in a line.
        results: what it reports, by axis; of empirical designs only.
        reviews: ids of the studies that this review is known to include.
        checked: the day on which the entry was compared with the work, as in 2026-11-22.
        authors_incomplete: true where the rest of a long list of authors could not be seen.
    """

    about: list[str] = []
    design: str = ""
    setting: str = ""
    size: str = ""
    finding: str = ""
    results: list[Result] = []
    reviews: list[str] = []
    checked: str = ""
    authors_incomplete: bool = False


Reference: Any = msgspec.defstruct(
    "Reference",
    [("custom", Custom | msgspec.UnsetType, msgspec.UNSET)],
    bases=(csl.Item,),
    kw_only=True,
    forbid_unknown_fields=True,
    module=__name__,
)


class Word(Struct, kw_only=True):
    """An entry of a vocabulary: what may stand in a field, and how it is shown.

    Attributes:
        label: how it is shown.
        description: what it means, in a sentence.
        aliases: other ways to type the id.
        class_: the group of a design.
        rank: the place of a design in its order.
    """

    id: str
    label: str
    description: str = ""
    aliases: list[str] = []
    class_: str = msgspec.field(default="", name="class")
    rank: int = 0


class Synonyms(Struct, kw_only=True):
    """Words that search treats as one: an abbreviation and what it stands for.

    Attributes:
        means: what it stands for.
    """

    id: str
    means: list[str]


# Top-level key of a data file -> (the kind of record under it, its declaration), in reading order.
KINDS: dict[str, tuple[str, Any]] = {
    "dimensions": ("dimension", Dimension),
    "sections": ("section", Section),
    "approaches": ("approach", Approach),
    "critiques": ("critique", Critique),
    "cases": ("case", Case),
    "challenges": ("challenge", Challenge),
    "questions": ("question", Question),
    "terms": ("term", Term),
    "references": ("reference", Reference),
    "axes": ("axis", Word),
    "directions": ("direction", Word),
    "designs": ("design", Word),
    "outcomes": ("outcome", Word),
    "stages": ("stage", Word),
    "countries": ("country", Word),
    "synonyms": ("synonyms", Synonyms),
}

# The kinds that people ask for by name: their ids, names and aliases share one namespace.
NAMED = ("approach", "critique", "case", "challenge", "term", "reference")

# What a fit may say.
VERDICTS = ("for", "against", "needs")

# The form of an id, and of the day of a search or a check.
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
DATE = r"\d{4}-\d\d-\d\d"

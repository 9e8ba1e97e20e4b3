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
    """``{say, refs}``, or ``{gap, searched}`` where nothing was found."""

    say: str = ""
    refs: list[str] = []
    gap: str = ""
    searched: str = ""


Claims = Claim | list[Claim]


class Dimension(Struct, kw_only=True):
    """A question that the comparison asks of every approach; ``card``: also asked on the card."""

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
    """

    question: str
    answer: str
    verdict: str
    why: Claim


class Relation(Struct, kw_only=True):
    """How an approach differs from a neighbour."""

    to: str
    how: Claims


class Approach(Struct, kw_only=True):
    """A collaboration-based approach to improvement."""

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
    """What is said against approaches: the charge, the evidence for it, and the reply."""

    id: str
    name: str
    aliases: list[str] = []
    of: list[str]
    charge: Claims
    evidence: Claims = []
    reply: Claims = []


class Case(Struct, kw_only=True):
    """An approach in use: what was done, what came of it, and why, as far as is known."""

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
    """What tends to go wrong at a stage, and what to do about it."""

    id: str
    name: str
    aliases: list[str] = []
    stage: str
    approaches: list[str]
    goes_wrong: Claims
    do: Claims


class Answer(Struct, kw_only=True):
    """A possible answer to a question of ``choose``."""

    id: str
    say: str


class Question(Struct, kw_only=True):
    """A question of ``choose``."""

    id: str
    asks: str
    answers: list[Answer]


class Term(Struct, kw_only=True):
    """A word of the field, with its meaning."""

    id: str
    name: str
    aliases: list[str] = []
    means: Claims


class Result(Struct, kw_only=True):
    """What a study reports, for which approaches, on which axis of evidence."""

    about: list[str]
    axis: str
    direction: str


class Custom(Struct, kw_only=True):
    """What we add to a reference, under CSL's own ``custom`` key."""

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

    ``class`` and ``rank`` group and order the designs; ``aliases`` are other ways to type the id.
    """

    id: str
    label: str
    description: str = ""
    aliases: list[str] = []
    class_: str = msgspec.field(default="", name="class")
    rank: int = 0


class Synonyms(Struct, kw_only=True):
    """Words that search treats as one: an abbreviation and what it stands for."""

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

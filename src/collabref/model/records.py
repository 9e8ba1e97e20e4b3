"""The records of a library: the one place where their fields are declared.

In files, the fields are in kebab case (``at_a_glance`` is ``at-a-glance``). A claim is a sentence with
its sources, or a gap: the honest statement that a search found nothing.

The types say which fields hold ids of other records and which hold words of a vocabulary. Through ``walk``, they
provide the rules that every id and word is known, the JSON Schema, and the searchable text.
"""

from typing import Annotated, Any, Literal

import msgspec

from collabref.kinds import KINDS
from collabref.model import csl

# What a field names. The walk reads ``extra``: the kind of the id or the word.
ApproachId = Annotated[str, msgspec.Meta(extra={"id": "approach"})]
DimensionId = Annotated[str, msgspec.Meta(extra={"id": "dimension"})]
QuestionId = Annotated[str, msgspec.Meta(extra={"id": "question"})]
RecordId = Annotated[str, msgspec.Meta(extra={"id": "record"})]  # any kind that people ask for by name
ReferenceId = Annotated[str, msgspec.Meta(extra={"id": "reference"})]
SectionId = Annotated[str, msgspec.Meta(extra={"id": "section"})]

Axis = Annotated[str, msgspec.Meta(extra={"word": "axis"})]
Basis = Annotated[str, msgspec.Meta(extra={"word": "basis"})]
Comparison = Annotated[str, msgspec.Meta(extra={"word": "comparison"})]
Country = Annotated[str, msgspec.Meta(extra={"word": "country"})]
Design = Annotated[str, msgspec.Meta(extra={"word": "design"})]
Direction = Annotated[str, msgspec.Meta(extra={"word": "direction"})]
Outcome = Annotated[str, msgspec.Meta(extra={"word": "outcome"})]
Points = Annotated[str, msgspec.Meta(extra={"word": "points"})]
Joins = Annotated[str, msgspec.Meta(extra={"word": "joins"})]
Lasts = Annotated[str, msgspec.Meta(extra={"word": "lasts"})]
Leads = Annotated[str, msgspec.Meta(extra={"word": "leads"})]
Reading = Annotated[str, msgspec.Meta(extra={"word": "reading"})]
Reporter = Annotated[str, msgspec.Meta(extra={"word": "reporter"})]
Role = Annotated[str, msgspec.Meta(extra={"word": "role"})]
Shares = Annotated[str, msgspec.Meta(extra={"word": "shares"})]
Stage = Annotated[str, msgspec.Meta(extra={"word": "stage"})]
Verdict = Annotated[str, msgspec.Meta(extra={"word": "verdict"})]


class Struct(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """What all records share: fields by name, and only those declared."""


class Claim(Struct, kw_only=True):
    """``{say, refs}``, or ``{gap, searched}`` where nothing was found.

    Attributes:
        say: one idea in a sentence of at most 40 words (18 in a cell of the comparison).
        refs: ids of the references that support it.
        gap: what was looked for and not found, as a sentence.
        searched: the date of that search, as in 2026-11-22.
    """

    say: str = ""
    refs: list[ReferenceId] = []
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
    """What an answer to one of ``choose``'s questions says for or against an approach.

    The verdict ``needs`` counts for the approach if the answer is given. If it is not, it counts neither way, and the
    approach comes after those that need nothing.

    Attributes:
        question: the id of the question.
        answer: the id of the answer.
        verdict: what the answer means for the approach.
        why: the reason, with its source.
    """

    question: QuestionId
    answer: str
    verdict: Verdict
    why: Claim


class Relation(Struct, kw_only=True):
    """How an approach differs from a neighbour.

    Attributes:
        to: the id of the neighbour.
        how: what distinguishes the two.
    """

    to: ApproachId
    how: Claims


class ReadFirst(Struct, kw_only=True):
    """A work to begin with.

    Attributes:
        ref: the id of the reference.
        why: what kind of work it is and why to read it, in at most 20 words of our own; not what it found.
    """

    ref: ReferenceId
    why: str


class LedBy(Struct, kw_only=True):
    """Who leads an approach: one word, or several for a range, with the sources.

    Attributes:
        is_: who leads, from its members to an outside authority.
        refs: the sources of that.
    """

    is_: list[Leads] = msgspec.field(name="is")
    refs: list[ReferenceId] = []


class LastsAs(Struct, kw_only=True):
    """How long an approach lasts, as ``LedBy``.

    Attributes:
        is_: for a fixed time, without an end, or both.
        refs: the sources of that.
    """

    is_: list[Lasts] = msgspec.field(name="is")
    refs: list[ReferenceId] = []


class JoinedBy(Struct, kw_only=True):
    """Who joins an approach, as ``LedBy``.

    Attributes:
        is_: who its members are.
        refs: the sources of that.
    """

    is_: list[Joins] = msgspec.field(name="is")
    refs: list[ReferenceId] = []


class SharedIn(Struct, kw_only=True):
    """What the members of an approach share, as ``LedBy``.

    Attributes:
        is_: what they share.
        refs: the sources of that.
    """

    is_: list[Shares] = msgspec.field(name="is")
    refs: list[ReferenceId] = []


class Profile(Struct, kw_only=True):
    """How approaches differ in structure, format and leadership. Coded twice (docs/methods.md).

    Attributes:
        leads: who leads, from internal leadership to external control.
        lasts: how long it lasts.
        joins: who joins.
        shares: what its members share.
    """

    leads: LedBy | None = None
    lasts: LastsAs | None = None
    joins: JoinedBy | None = None
    shares: SharedIn | None = None


class Approach(Struct, kw_only=True):
    """A collaboration-based approach to improvement.

    Attributes:
        aliases: other names that people may type.
        asked_as: what people type who do not know its name: searched, but not shown or used as a name.
        variant_of: the id of the approach that this is a variant of.
        gist: what it is, in at most twelve words.
        profile: who leads, how long it lasts, who joins and what they share.
        summary: what it is, in a sentence.
        at_a_glance: a claim or gap for each dimension, by its id.
        sections: the parts of its page, by id.
        fits: what answers to `choose`'s questions say for or against it.
        related: how it differs from its neighbours.
        read_first: the works to begin with, best first.
    """

    id: str
    name: str
    aliases: list[str] = []
    asked_as: list[str] = []
    variant_of: ApproachId | None = None
    gist: Claim | None = None
    profile: Profile | None = None
    summary: Claims
    at_a_glance: dict[DimensionId, Claim] = {}
    sections: dict[SectionId, Claims] = {}
    fits: list[Fit] = []
    related: list[Relation] = []
    read_first: list[ReadFirst] = []


class Critique(Struct, kw_only=True):
    """What is said against approaches: the charge, the evidence for it, and the reply.

    Attributes:
        asked_as: what people type who do not know its name: searched, but not shown or used as a name.
        of: ids of the approaches that it is about.
        in_short: how well the charge holds up, in at most 18 words.
        charge: what is said against them, and by whom.
        evidence: what studies show about it.
        reply: what defenders say.
    """

    id: str
    name: str
    aliases: list[str] = []
    asked_as: list[str] = []
    of: list[ApproachId]
    in_short: Claim | None = None
    charge: Claims
    evidence: Claims = []
    reply: Claims = []


class Case(Struct, kw_only=True):
    """An approach in use: what was done, what the outcome was, and why, as far as is known.

    Attributes:
        approaches: ids of the approaches in use.
        countries: ISO 3166-1 codes in lower case, as in gb.
        setting: where, as in “Community nursing”.
        period: when, as in 2021–2023.
        participants: who and how many.
        outcome: the outcome, in a word.
        compared_with: what kind of comparison its results rest on.
        in_short: what was done, to whom, and the outcome, in at most 18 words.
        aim: what it set out to change.
        did: what was done.
        results: the results, with figures.
        why: what explains it.
        lessons: what others could learn from it.
    """

    id: str
    name: str
    aliases: list[str] = []
    approaches: list[ApproachId]
    countries: list[Country] = []
    setting: str = ""
    period: str = ""
    participants: str = ""
    outcome: Outcome
    compared_with: Comparison = ""
    in_short: Claim | None = None
    aim: Claims
    did: Claims = []
    results: Claims = []
    why: Claims = []
    lessons: Claims = []


class Challenge(Struct, kw_only=True):
    """What tends to go wrong at a stage, and what to do about it.

    Attributes:
        asked_as: what people type who do not know its name: searched, but not shown or used as a name.
        stage: when it arises.
        approaches: ids of the approaches in which it is known to arise.
        in_short: what to do, or what goes wrong, in at most 18 words.
        goes_wrong: what tends to go wrong.
        do: what to do about it.
    """

    id: str
    name: str
    aliases: list[str] = []
    asked_as: list[str] = []
    stage: Stage
    approaches: list[ApproachId]
    in_short: Claim | None = None
    goes_wrong: Claims
    do: Claims


class Part(Struct, kw_only=True):
    """A part of a brief.

    Attributes:
        heading: its title.
        points: what it says.
    """

    heading: str
    points: Claims


class Brief(Struct, kw_only=True):
    """An evidence brief: a common question and its answer.

    Attributes:
        asks: the question, as people ask it.
        aliases: other words that people may type for it.
        asked_as: what people type who do not know its name: searched, but not shown or used as a name.
        answer: at most four claims and 90 words; the first makes sense alone, in at most sixteen words.
        parts: the evidence for the answer.
        picture: what is plotted below the answer: who leads the approaches.
        sure: what kind of evidence there is, and how far it can be trusted.
        unknown: what is not known.
        read_first: the works to begin with, best first.
        see: records of other kinds on the same question.
    """

    id: str
    asks: str
    aliases: list[str] = []
    asked_as: list[str] = []
    answer: list[Claim]
    picture: Literal["leads"] | None = None
    parts: list[Part] = []
    sure: Claim | None = None
    unknown: Claims = []
    read_first: list[ReadFirst] = []
    see: list[RecordId] = []


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
    """A term of the field, with its meaning.

    Attributes:
        asked_as: what people type who do not know its name: searched, but not shown or used as a name.
        means: what it means in this field.
    """

    id: str
    name: str
    aliases: list[str] = []
    asked_as: list[str] = []
    means: Claims


class Result(Struct, kw_only=True):
    """What a study reports: for which approaches, on which outcome, compared with what.

    Only results on effect and sustainability have a direction and points. A result on economics has a figure and how
    it was calculated. Source of the fields and their rules: docs/methods.md.

    Attributes:
        about: ids of the approaches for which it counts; none where it counts for none.
        as_: whether the approach itself was compared, a programme of which it was part, or an addition to it.
        axis: what it is about: effect, sustainability or economics.
        outcome: the main outcome, in words.
        outcome_named: whether the study itself calls it primary.
        compared_with: what kind of comparison it rests on.
        comparator: that comparison, in words.
        direction: what the study reports on its main outcome.
        points: which side the estimate favours, whatever its significance; for randomised and controlled studies.
        figure: the result on the main outcome, with both sides of the comparison.
        secondary: what else would change a reader's mind, such as harms, null results and attrition.
        perspective: for economics: whose costs and savings.
        horizon: for economics: over what period.
        price_year: for economics: in which year's prices.
        basis: for economics: whether it was modelled or observed.
        note: why it is an exception to a rule, or a doubt that a reader should know.
    """

    about: list[ApproachId]
    as_: Role = msgspec.field(default="", name="as")
    axis: Axis
    outcome: str = ""
    outcome_named: bool | msgspec.UnsetType = msgspec.UNSET
    compared_with: Comparison = ""
    comparator: str = ""
    direction: Direction = ""
    points: Points = ""
    figure: str = ""
    secondary: str = ""
    perspective: str = ""
    horizon: str = ""
    price_year: str = ""
    basis: Basis = ""
    note: str = ""


class Custom(Struct, kw_only=True):
    """What we add to a reference, under CSL's own ``custom`` key.

    Attributes:
        about: ids of the approaches that it is about; none if it is about the field in general.
        design: the design of the study, as in cluster-rct.
        setting: where it was done.
        size: how many took part.
        read: how much of the work was read for this record.
        reported_by: whether the people who ran what was studied report on it.
        study: the main report of the same study, if this is a further report.
        finding: what it found or argues, in a sentence that makes sense alone.
        results: what it reports on effect, sustainability and economics; for empirical designs only.
        speaks_to: the other axes that it has something to say about.
        not_counted: why one of its results counts for no approach.
        reviews: ids of the studies that this review is known to include.
        checked: the date on which the entry was compared with the work, as in 2026-11-22.
        authors_incomplete: true if part of a long list of authors could not be seen.
    """

    about: list[ApproachId] = []
    design: Design = ""
    setting: str = ""
    size: str = ""
    read: Reading = ""
    reported_by: Reporter = ""
    study: ReferenceId = ""
    finding: str = ""
    results: list[Result] = []
    speaks_to: list[Axis] = []
    not_counted: str = ""
    reviews: list[ReferenceId] = []
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
    """An entry of a vocabulary: a word that a field may hold, and how it is shown.

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
    """Words that search treats as one: an abbreviation and what it stands for, or words for the same thing.

    Attributes:
        means: what it stands for.
        why: why these words belong together, if it is not an abbreviation.
    """

    id: str
    means: list[str]
    why: str = ""


# Kind of record -> its declaration.
DECLARATIONS: dict[str, Any] = {
    "dimension": Dimension,
    "section": Section,
    "brief": Brief,
    "approach": Approach,
    "critique": Critique,
    "case": Case,
    "challenge": Challenge,
    "question": Question,
    "term": Term,
    "reference": Reference,
    "synonyms": Synonyms,
}
DECLARATIONS = {kind.name: DECLARATIONS.get(kind.name, Word) for kind in KINDS}  # all others are vocabularies

# What a fit may say.
VERDICTS = ("for", "against", "needs")

# The form of an id, and of the date of a search or a check.
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
DATE = r"\d{4}-\d\d-\d\d"

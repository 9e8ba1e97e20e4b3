"""`choose`: which approaches fit what is wanted. A reading aid, and no verdict.

Each approach says, with its sources, which answers speak for or against it. What is counted is only how
many of the given answers do: nothing is weighed, and silence is shown as silence.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from collabref.errors import UsageError
from collabref.grid import Text
from collabref.page import Block, Bullets, Commands, Fields, Heading, Note, Page, Paragraph, Title
from collabref.query.blocks import plain, sources, text
from collabref.query.names import choose
from collabref.store import Store
from collabref.store.store import Record

CAUTION = (
    "A reading aid, and no verdict: it counts which of your answers the literature speaks for or against, "
    "weighs none of them, and knows nothing of your people and your money."
)

# So many approaches are shown with their reasons.
SHOWN = 3
MOST_SHOWN = 5

# Question -> the answers given to it.
Answers = Mapping[str, Sequence[str]]


class Fit(NamedTuple):
    """An approach, with what speaks for it, what speaks against it, and what nothing is known of."""

    approach: Record
    favour: list[Record]
    against: list[Record]
    unknown: list[str]


def questions(store: Store) -> Page:
    """The questions with their answers."""
    found = store.all("question")
    blocks: list[Block] = [
        Title("Which approach fits?", "", "answer with --answer QUESTION=ANSWER, repeatable"),
        Paragraph(plain(CAUTION)),
    ]
    for question in found:
        blocks += [Heading(f"{question['asks']} ({question['id']})"),
                   Bullets(plain(*(f"{question['id']}={answer['id']}: {answer['say']}" for answer in question["answers"])))]  # fmt: skip
    return Page("question", found, tuple(blocks))


def read_answers(store: Store, typed: Sequence[str]) -> dict[str, list[str]]:
    """``question=answer`` pairs, checked against the questions.

    Raises:
        UsageError: there is no such question or answer.
    """
    known = {question["id"]: question for question in store.all("question")}
    answers: dict[str, list[str]] = {}
    for pair in typed:
        name, equals, answer = pair.partition("=")
        if not equals:
            raise UsageError(f"“{pair}” is not QUESTION=ANSWER. See: collabref choose.")
        question = known[choose(name.strip(), [(id, each["asks"]) for id, each in known.items()], "question")]
        options = [(each["id"], each["say"]) for each in question["answers"]]
        answers.setdefault(question["id"], []).append(choose(answer.strip(), options, f"answer to “{question['id']}”"))
    return answers


def fits(store: Store, answers: Answers) -> list[Fit]:
    """Every approach against the answers: most reasons for it, least against it, first.

    Where a variant says nothing on an answer, what its parent says holds for it. An approach that needs
    an answer which was not given comes after all that do not.
    """
    approaches = store.all("approach")
    by_id = {approach["id"]: approach for approach in approaches}
    found = [_fit(approach, by_id.get(approach.get("variant-of") or "", {}), answers) for approach in approaches]
    return sorted(found, key=_order)


def result(store: Store, answers: Answers) -> Page:
    """The approaches that fit best, with reasons for and against, what is unknown, and where to read on."""
    asked = {question["id"]: question for question in store.all("question")}
    ranked = fits(store, answers)
    blocks: list[Block] = [
        Title("Which approach fits?"),
        Paragraph(plain(CAUTION)),
        Fields(
            tuple(
                (asked[id]["asks"], plain(*(f"{_said(asked[id], each)}." for each in given)))
                for id, given in answers.items()
            )
        ),
    ]
    shown = _best([fit for fit in ranked if _worth_showing(fit)])
    if not shown:
        blocks.append(Note("Nothing in the library speaks for any approach on these answers."))
    for fit in shown:
        blocks += [Title(fit.approach["name"], fit.approach["id"], f"{len(fit.favour)} for, {len(fit.against)} against", 2),
                   Fields(_reasons(fit, asked))]  # fmt: skip
    rest = [
        f"{fit.approach['name']} ({len(fit.favour)} for, {len(fit.against)} against)"
        for fit in ranked
        if fit.favour and fit not in shown
    ]
    if rest:
        blocks += [Heading("Others"), Bullets(plain(*rest[:SHOWN]))]
    ids = [fit.approach["id"] for fit in shown]
    commands = [(f"collabref show {id}", "what it is") for id in ids[:1]]
    if len(ids) > 1:
        commands.append((f"collabref compare {' '.join(ids)}", "side by side"))
    commands += [
        (f"collabref {what} {id}", say)
        for id in ids[:1]
        for what, say in (("critiques", "what is said against it"), ("guide", "what tends to go wrong"))
    ]
    if commands:
        blocks.append(Commands(tuple(commands)))
    blocks.append(sources(store, blocks))
    return Page(
        "fit", [_item(fit, 1 + sum(_order(other) < _order(fit) for other in ranked)) for fit in ranked], tuple(blocks)
    )


def _fit(approach: Record, parent: Record, answers: Answers) -> Fit:
    own = approach.get("fits", [])
    spoken = {(each["question"], each["answer"]) for each in own}
    inherited = [each for each in parent.get("fits", []) if (each["question"], each["answer"]) not in spoken]
    favour, against = [], []
    for each in (*own, *inherited):
        given = each["answer"] in answers.get(each["question"], ())
        if given and each["verdict"] in ("for", "needs"):
            favour.append(each)
        elif given or each["verdict"] == "needs":
            against.append(each)
    known = {each["question"] for each in (*favour, *against)}
    return Fit(approach, favour, against, [question for question in answers if question not in known])


def _best(ranked: list[Fit]) -> list[Fit]:
    """The first few, with those that tie with the last of them as far as there is room."""
    tied = [fit for fit in ranked[SHOWN:] if _order(fit) == _order(ranked[SHOWN - 1])]
    return ranked[:SHOWN] + tied[: MOST_SHOWN - SHOWN]


def _order(fit: Fit) -> tuple[bool, int, int]:
    return (_unmet(fit), len(fit.against) - len(fit.favour), len(fit.against))


def _worth_showing(fit: Fit) -> bool:
    """Whether no more speaks against an approach than for it, and at least half of what was answered is known."""
    known = {each["question"] for each in (*fit.favour, *fit.against)}
    return not _unmet(fit) and len(fit.favour) >= max(len(fit.against), 1) and len(fit.unknown) <= len(known)


def _unmet(fit: Fit) -> bool:
    return any(each["verdict"] == "needs" for each in fit.against)


def _reasons(fit: Fit, asked: Mapping[str, Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    rows: list[tuple[str, tuple[Text, ...]]] = [
        (f"For: {asked[each['question']]['asks']}", (text(each["why"]),)) for each in fit.favour
    ]
    rows += [(f"Against: {asked[each['question']]['asks']}", (text(each["why"]),)) for each in fit.against]
    if fit.unknown:
        rows.append(
            (
                "Unknown",
                plain(
                    f"Nothing in the library speaks for or against it on: {'; '.join(asked[id]['asks'] for id in fit.unknown)}"
                ),
            )
        )
    return tuple(rows)


def _said(question: Record, answer: str) -> str:
    return next(str(each["say"]) for each in question["answers"] if each["id"] == answer)


def _item(fit: Fit, rank: int) -> dict[str, Any]:
    return {
        "id": fit.approach["id"], "kind": "fit", "name": fit.approach["name"], "rank": rank,
        "for": fit.favour, "against": fit.against, "unknown": fit.unknown,
    }  # fmt: skip

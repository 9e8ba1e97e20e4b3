"""`choose`: the approaches that fit best, with the reasons for and against each."""

from collections.abc import Mapping
from typing import Any

from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Note, Page, Paragraph, Title
from collabref.pages.blocks import plain, sources, text
from collabref.query.fits import Answers, Fit, fits, order, unmet
from collabref.store import Store
from collabref.store.store import Record

CAUTION = (
    "A reading aid, and no verdict: it counts which of your answers the literature speaks for or against, "
    "weighs none of them, and knows nothing of your people and your money."
)

# So many approaches are shown with their reasons.
SHOWN = 3
MOST_SHOWN = 5


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
        "fit", [_item(fit, 1 + sum(order(other) < order(fit) for other in ranked)) for fit in ranked], tuple(blocks)
    )


def _best(ranked: list[Fit]) -> list[Fit]:
    """The first few, with those that tie with the last of them as far as there is room."""
    tied = [fit for fit in ranked[SHOWN:] if order(fit) == order(ranked[SHOWN - 1])]
    return ranked[:SHOWN] + tied[: MOST_SHOWN - SHOWN]


def _worth_showing(fit: Fit) -> bool:
    """Whether no more speaks against an approach than for it, and at least half of what was answered is known."""
    known = {each["question"] for each in (*fit.favour, *fit.against)}
    return not unmet(fit) and len(fit.favour) >= max(len(fit.against), 1) and len(fit.unknown) <= len(known)


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

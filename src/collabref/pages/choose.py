"""`choose`: the approaches that fit best, with the reasons for and against each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from collabref.answer.grid import Column, Grid, Text
from collabref.answer.page import Block, Bullets, Commands, Depth, Fields, Heading, Note, Page, Paragraph, Table, Title
from collabref.pages.blocks import plain, sources, text
from collabref.pages.tally import in_turn
from collabref.query import counts
from collabref.query.fits import Answers, Fit, fits, order
from collabref.store import Store
from collabref.store.store import Record

CAUTION = (
    "This is a reading aid, not a recommendation. It counts reasons for and against without "
    "weighing them, and knows nothing about your staff or budget."
)

COUNTED = "Studies of the approach itself, without its variants: better / mixed / not shown to differ / worse on their main outcome."

# The most families of approaches shown; and, on a screen, the most reasons for and against each.
SHOWN = 3
FOR, AGAINST = 2, 1


def questions(store: Store) -> Page:
    """The questions with their answers."""
    found = store.all("question")
    blocks: list[Block] = [
        Title("Which approach fits?", "", "answer with --answer QUESTION=ANSWER, repeatable"),
        Paragraph(plain(CAUTION)),
    ]
    for question in found:
        blocks += [
            Heading(f"{question['asks']} ({question['id']})"),
            Bullets(plain(*(f"{question['id']}={answer['id']}: {answer['say']}" for answer in question["answers"]))),
        ]
    return Page("question", found, tuple(blocks))


def result(store: Store, answers: Answers, depth: Depth = "full") -> Page:
    """The families of approaches that fit best, with the fit, the evidence, and the reasons for and against each.

    A family is an approach with its variants. ``all`` gives every approach with all its reasons.
    """
    asked = {question["id"]: question for question in store.all("question")}
    ranked = fits(store, answers)
    said = tuple(
        (asked[id]["asks"], plain(*(f"{_said(asked[id], each)}." for each in given))) for id, given in answers.items()
    )
    blocks: list[Block] = [Title("Which approach fits?"), *([] if depth == "short" else [Fields(said)])]
    shown = _families([fit for fit in ranked if _worth_showing(fit)])[:SHOWN]
    if not shown:
        blocks.append(Note("For these answers, nothing in the library supports any approach."))
    drawn = ranked if depth == "all" else shown
    if drawn:
        blocks += [Table("The fit, and the evidence beside it", _beside(store, drawn)), Note(f"{CAUTION} {COUNTED}")]
    for fit in drawn:
        blocks += [
            Title(fit.approach["name"], fit.approach["id"], _counted(fit), 2),
            Fields(_in_short(fit) if depth == "short" else _reasons(fit, asked)),
        ]
    blocks.append(Commands(_steps(answers, [fit.approach["id"] for fit in shown], depth)))
    listed = sources(store, blocks)
    return Page(
        "fit",
        [_item(fit, 1 + sum(order(other) < order(fit) for other in ranked)) for fit in ranked],
        (*blocks, listed._replace(on_screen=depth == "full")),
    )


def _families(ranked: Sequence[Fit]) -> list[Fit]:
    """The best of each family, in order."""
    best: dict[str, Fit] = {}
    for fit in ranked:
        best.setdefault(fit.approach.get("variant-of") or fit.approach["id"], fit)
    return list(best.values())


def _counted(fit: Fit) -> str:
    return f"{len(fit.favour)} for, {len(fit.against)} against"


def _beside(store: Store, shown: Sequence[Fit]) -> Grid:
    """The fit of approaches, and what the best studies of each report on effect."""

    def reported(group: str) -> Callable[[dict[str, Any]], Text]:
        return lambda item: Text(in_turn(item["counted"][group]))

    def weighed(item: dict[str, Any]) -> Text:
        return Text(f"{len(item['fit'].favour)} / {len(item['fit'].against)}")

    items = [
        {"id": fit.approach["id"], "fit": fit, "counted": counts.tally(store, [fit.approach["id"]]).directions}
        for fit in shown
    ]
    columns = (
        Column("id", "Approach", lambda item: Text(item["id"], to=item["id"]), on="both"),
        Column("fit", "For / against", weighed, on="both"),
        Column("randomised", "Randomised", reported("randomised"), on="both"),
        Column("controlled", "Controlled", reported("controlled"), on="both"),
    )
    return Grid("fit", items, columns)


def _steps(answers: Answers, ids: Sequence[str], depth: Depth) -> tuple[tuple[str, str], ...]:
    steps = [(f"collabref compare {' '.join(ids[:2])}", "side by side")] if len(ids) > 1 else []
    given = " ".join(f"-a {id}={each}" for id, several in answers.items() for each in several)
    steps += [] if depth == "all" else [(f"collabref choose {given} --all", "all of them")]
    return (*steps, *((f"collabref critiques {id}", "what is said against it") for id in ids[:1]))


def _worth_showing(fit: Fit) -> bool:
    """Whether an approach has at least as much for it as against it, and at least half of the answers are covered."""
    known = {each["question"] for each in (*fit.favour, *fit.against)}
    return not fit.unmet and len(fit.favour) >= max(len(fit.against), 1) and len(fit.unknown) <= len(known)


def _in_short(fit: Fit) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    """The first reasons for an approach and against it, and how many more there are."""
    rows: list[tuple[str, tuple[Text, ...]]] = []
    for label, reasons, most in (("For", fit.favour, FOR), ("Against", fit.against, AGAINST)):
        more = f"({len(reasons) - most} more.)" if len(reasons) > most else ""
        if reasons:
            rows.append((label, (*(text(each["why"]) for each in reasons[:most]), *plain(more))))
    return tuple(rows)


def _reasons(fit: Fit, asked: Mapping[str, Record]) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    """All reasons for and against, each with its question; what it is only for; and what nothing is known of."""
    rows: list[tuple[str, tuple[Text, ...]]] = [
        (f"{label}: {asked[each['question']]['asks']}", (text(each["why"]),))
        for label, reasons in (("For", fit.favour), ("Against", fit.against))
        for each in reasons
    ]
    rows += [(f"Only if: {_said(asked[each['question']], each['answer'])}", (text(each["why"]),)) for each in fit.unmet]
    if fit.unknown:
        silent = "; ".join(asked[id]["asks"] for id in fit.unknown)
        rows.append(("Unknown", plain(f"Nothing is recorded here for or against it on: {silent}")))
    return tuple(rows)


def _said(question: Record, answer: str) -> str:
    return next(str(each["say"]) for each in question["answers"] if each["id"] == answer)


def _item(fit: Fit, rank: int) -> dict[str, Any]:
    return {
        "id": fit.approach["id"],
        "kind": "fit",
        "name": fit.approach["name"],
        "rank": rank,
        "for": fit.favour,
        "against": fit.against,
        "unmet": fit.unmet,
        "unknown": fit.unknown,
    }

"""Which approaches fit what is wanted, by the reasons for and against them that the library gives.

Each approach says, with its sources, which answers speak for or against it. What is counted is only how
many of the given answers do: nothing is weighed, and silence is shown as silence.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from collabref.errors import UsageError
from collabref.query.resolve import choose
from collabref.store import Store
from collabref.store.store import Record

# Question -> the answers given to it.
Answers = Mapping[str, Sequence[str]]


class Fit(NamedTuple):
    """An approach, with what speaks for it and against it, what it needs that was not given, and what nothing is known of."""

    approach: Record
    favour: list[Record]
    against: list[Record]
    unmet: list[Record]
    unknown: list[str]


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
    return sorted(found, key=order)


def _fit(approach: Record, parent: Record, answers: Answers) -> Fit:
    own = approach.get("fits", [])
    spoken = {(each["question"], each["answer"]) for each in own}
    inherited = [each for each in parent.get("fits", []) if (each["question"], each["answer"]) not in spoken]
    favour: list[Record] = []
    against: list[Record] = []
    unmet: list[Record] = []
    for each in (*own, *inherited):
        given = each["answer"] in answers.get(each["question"], ())
        if given:
            (against if each["verdict"] == "against" else favour).append(each)
        elif each["verdict"] == "needs":
            unmet.append(each)
    known = {each["question"] for each in (*favour, *against, *unmet)}
    return Fit(approach, favour, against, unmet, [question for question in answers if question not in known])


def order(fit: Fit) -> tuple[bool, int, int]:
    """What fits are sorted by: what it needs is given, most reasons for it less those against, fewest against."""
    return (bool(fit.unmet), len(fit.against) - len(fit.favour), len(fit.against))

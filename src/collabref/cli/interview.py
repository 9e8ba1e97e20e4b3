"""The questions of `choose`, asked one per screen at a terminal."""

import sys
from io import TextIOWrapper
from typing import Any

import typer

from collabref.text.safe import printable

_CLEAR = "\x1b[2J\x1b[H"
_HELP = "Number (several with commas) · Enter to skip · b to go back · q to quit"


def ask(questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The answers, by question; skipped questions are left out.

    Every answer can be changed by going back, and again at the end.

    Raises:
        typer.Exit: the user leaves (130 by Ctrl-C, 0 by q).
    """
    given: dict[str, list[str]] = {}
    by_number = {str(position + 1): position for position in range(len(questions))}
    position = 0
    again = ""  # said below the screen after a wrong reply, instead of the whole screen
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what cannot be decoded is a wrong reply, and asked again
    while position <= len(questions):
        at_end = position == len(questions)
        try:
            screen = _review(questions, given) if at_end else _screen(questions, position, given)
            reply = _read(again or f"{_CLEAR}{printable(screen)}")
        except (KeyboardInterrupt, EOFError):
            print(file=sys.stderr)
            raise typer.Exit(130) from None
        again = ""
        if reply == "q":
            raise typer.Exit(0)
        if reply == "b":
            position = max(0, position - 1)
        elif not reply:
            position += 1
        elif at_end and reply in by_number:
            position = by_number[reply]
        elif not at_end and (picked := _picked(reply, questions[position]["answers"])):
            given[questions[position]["id"]] = picked
            position += 1
        else:
            choices = questions if at_end else questions[position]["answers"]
            again = f"Choose a number from 1 to {len(choices)}."
    return given


def _screen(questions: list[dict[str, Any]], position: int, given: dict[str, list[str]]) -> str:
    question = questions[position]
    chosen = given.get(question["id"], [])
    lines = [f"Question {position + 1} of {len(questions)}", "", question["asks"], ""]
    for number, answer in enumerate(question["answers"], start=1):
        lines.append(f"  {number}  {answer['say']}{'  (chosen)' if answer['id'] in chosen else ''}")
    return "\n".join([*lines, "", _HELP])


def _review(questions: list[dict[str, Any]], given: dict[str, list[str]]) -> str:
    lines = ["Your answers", ""]
    for number, question in enumerate(questions, start=1):
        said = [answer["say"] for answer in question["answers"] if answer["id"] in given.get(question["id"], [])]
        lines.append(f"  {number}  {question['asks']} {'; '.join(said) or 'skipped'}")
    return "\n".join([*lines, "", "Enter for the result · a number to change an answer · q to quit"])


def _picked(reply: str, answers: list[dict[str, Any]]) -> list[str]:
    """The ids of the answers whose numbers were typed; none if any of them is not an answer."""
    by_number = {str(number): answer["id"] for number, answer in enumerate(answers, start=1)}
    numbers = list(dict.fromkeys(reply.replace(",", " ").split()))
    return [by_number[number] for number in numbers] if by_number.keys() >= set(numbers) else []


def _read(text: str) -> str:
    """What is typed below ``text``."""
    print(text, file=sys.stderr)
    print("> ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip().lower()

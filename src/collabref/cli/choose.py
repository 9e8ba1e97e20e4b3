"""`collabref choose`."""

import sys
from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.choose import questions, read_answers, result
from collabref.store import open_store


def command(
    answer: Annotated[
        Optional[list[str]],
        typer.Option(
            "--answer",
            "-a",
            metavar="QUESTION=ANSWER",
            help="An answer; repeatable, also for one question.",
            show_default=False,
        ),
    ] = None,
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """Which approach fits? A few questions, and the reasons for and against each approach, cited.

    \b
    Examples:
      collabref choose
      collabref choose --answer aim=outcome --answer scale=many --answer time=one-to-two-years
      collabref choose --answer aim=learning -f json

    At a terminal, without --answer, it asks; piped, it prints the questions and their answers.
    A reading aid, and no verdict.

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    store = open_store(options.libraries)
    answers = read_answers(store, answer or ())
    if not answers and not options.format and sys.stdin.isatty() and sys.stdout.isatty():
        from collabref.cli.interview import ask

        answers = ask(store.all("question"))
    emit(result(store, answers) if answers else questions(store), options, PAGE)

"""`collabref choose`."""

import sys
from typing import Annotated, Optional

import typer

from collabref.cli.completion import answers
from collabref.cli.libraries import open_libraries
from collabref.cli.options import All, Options, reading
from collabref.cli.output import depth, emit
from collabref.cli.streams import is_terminal
from collabref.formats import PAGE
from collabref.pages.choose import questions, result
from collabref.query.fits import read_answers


@reading(PAGE)
def command(
    answer: Annotated[
        Optional[list[str]],
        typer.Option(
            "--answer",
            "-a",
            metavar="QUESTION=ANSWER",
            help="An answer; repeatable, even for the same question.",
            show_default=False,
            autocompletion=answers,
        ),
    ] = None,
    all_of_them: All = False,
    *,
    options: Options,
) -> None:
    """Find the approaches that fit, with reasons for and against.

    \b
    Examples:
      collabref choose
      collabref choose -a aim=outcome -a scale=many -a time=one-to-two-years
      collabref choose --answer aim=learning -f json

    At a terminal without --answer it asks you; piped, it prints the questions and their answers.
    This is a reading aid, not a recommendation.

    """
    store = open_libraries(options)
    given = read_answers(store, answer or ())
    if not given and not options.format and all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        from collabref.cli.interview import ask

        given = ask(store.all("question"))
    emit(result(store, given, depth(options, all_of_them)) if given else questions(store), options)

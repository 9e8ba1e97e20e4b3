"""`collabref guide`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completing import entries, words
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import PAGE, emit, nothing_is_an_answer
from collabref.query.guide import guide


@reading
def command(
    id: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[ID]",
            help="An approach, or one challenge; none means all.",
            show_default=False,
            autocompletion=entries("approach", "challenge"),
        ),
    ] = None,
    stage: Annotated[
        Optional[list[str]],
        typer.Option(
            "--stage",
            metavar="STAGE",
            help="deciding, setting-up, running or sustaining; repeatable.",
            show_default=False,
            autocompletion=words("stage"),
        ),
    ] = None,
    *,
    options: Options,
) -> None:
    """What tends to go wrong, and what to do about it, by stage.

    \b
    Examples:
      collabref guide qic
      collabref guide --stage deciding
      collabref guide -o guide.md

    Formats: text, plain (piped), md, html, json, docx, odt.
    """
    with nothing_is_an_answer("challenge", options, PAGE):
        emit(guide(open_libraries(options), id or "", stage or ()), options, PAGE)

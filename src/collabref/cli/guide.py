"""`collabref guide`."""

from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.guide import guide
from collabref.store import open_store


def command(
    id: Annotated[
        Optional[str],
        typer.Argument(metavar="[ID]", help="An approach, or one challenge; none means all.", show_default=False),
    ] = None,
    stage: Annotated[
        Optional[list[str]],
        typer.Option(
            "--stage",
            metavar="STAGE",
            help="deciding, setting-up, running or sustaining; repeatable.",
            show_default=False,
        ),
    ] = None,
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """What tends to go wrong, and what to do about it, stage by stage.

    \b
    Examples:
      collabref guide qic
      collabref guide --stage deciding
      collabref guide -o guide.md

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(guide(open_store(options.libraries), id or "", stage or ()), options, PAGE)

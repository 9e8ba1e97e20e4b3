"""`collabref show`."""

from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.show import show
from collabref.store import open_store


def command(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, names or aliases; of references also DOIs.")],
    full: Annotated[bool, typer.Option("--full", help="The whole page of an approach, not its card.")] = False,
    section: Annotated[
        Optional[list[str]],
        typer.Option(
            "--section",
            "-s",
            metavar="NAME",
            help="Only this part of the page; repeatable. See: collabref list sections.",
            show_default=False,
        ),
    ] = None,
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """Show records: an approach as a card, anything else whole.

    \b
    Examples:
      collabref show qic
      collabref show "Community of Practice" --full
      collabref show qic --section effect --section economics
      collabref show schouten2008
      collabref show qic -o qic.md

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(show(open_store(options.libraries), ids, full, section or ()), options, PAGE)

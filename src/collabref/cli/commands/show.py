"""`collabref show`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import entries
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading, several
from collabref.cli.output import depth, emit
from collabref.errors import UsageError
from collabref.formats import PAGE
from collabref.pages.show import show
from collabref.query.resolve import called


@reading(PAGE)
def command(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="ID...",
            help="Ids, names or aliases; of references also DOIs and PMIDs.",
            show_default=False,
            autocompletion=entries(),
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Show the whole page of an approach, not its card; files have it anyway.")
    ] = False,
    section: Annotated[
        Optional[list[str]],
        several(
            "--section -s", "Only this part of the page; repeatable. See: collabref list sections.", "section", "NAME"
        ),
    ] = None,
    *,
    options: Options,
) -> None:
    """Show records: an approach as a card, anything else whole.

    \b
    Examples:
      collabref show qic
      collabref show "Community of Practice" --full
      collabref show qic --section effect --section economics
      collabref show schouten2008
      collabref show qic -o qic.md

    """
    if not ids:
        raise UsageError(
            "Say what to show, as in: collabref show qic; collabref show keystone-icu; collabref show schouten2008."
        )
    whole = depth(options, full=full) == "full"
    store = open_libraries(options)
    named = [" ".join(ids)] if called(store, " ".join(ids)) else ids  # a name of several words need not be quoted
    emit(show(store, named, whole, section or ()), options)

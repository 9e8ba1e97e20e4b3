"""`collabref info`."""

from typing import Annotated

import typer

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import emit
from collabref.formats import PAGE
from collabref.pages.info import info


@reading(PAGE)
def command(
    methods: Annotated[
        bool, typer.Option("--methods", help="How the literature was searched, selected, read and coded.")
    ] = False,
    *,
    options: Options,
) -> None:
    """Show version, search date, citation, libraries and counts.

    \b
    Examples:
      collabref info
      collabref info -f json
      collabref info --methods

    """
    store = open_libraries(options)
    if methods:
        from collabref.pages.methods import methods as explained

        emit(explained(store), options)
    else:
        emit(info(store), options)

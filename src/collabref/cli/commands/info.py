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
        bool, typer.Option("--methods", help="How the literature was searched, chosen, read and coded.")
    ] = False,
    *,
    options: Options,
) -> None:
    """Version, currency, how to cite, libraries in use, counts.

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

"""`collabref info`."""

from typing import Annotated

import typer

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import PAGE, emit
from collabref.pages.info import info


@reading
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

    Formats: text, plain (piped), md, html, json, docx, odt.
    """
    store = open_libraries(options)
    if methods:
        from collabref.pages.methods import methods as explained

        emit(explained(store), options, PAGE)
    else:
        emit(info(store), options, PAGE)

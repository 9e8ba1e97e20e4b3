"""`collabref compare`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import entries
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading, several
from collabref.cli.output import emit
from collabref.formats import PAGE
from collabref.pages.compare import compare


@reading(PAGE)
def command(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID ID...", help="Two or more approaches.", autocompletion=entries("approach")),
    ],
    on: Annotated[
        Optional[list[str]],
        several("--on", "Only this dimension; repeatable. See: collabref list dimensions.", "dimension", "DIMENSION"),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Only the dimensions on which they differ.")] = False,
    *,
    options: Options,
) -> None:
    """Compare approaches side by side, with the references below.

    \b
    Examples:
      collabref compare qic cop
      collabref compare qic cop clinical-community --on control --on effect
      collabref compare qic cop -f json

    """
    emit(compare(open_libraries(options), ids, on or (), diff), options)

"""`collabref compare`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import entries
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading, several
from collabref.cli.output import emit
from collabref.cli.streams import tell
from collabref.errors import UsageError
from collabref.formats import PAGE
from collabref.pages.compare import compare
from collabref.pages.field import field


@reading(PAGE)
def command(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="ID ID...",
            help="Two or more approaches; none means all of them on one page.",
            show_default=False,
            autocompletion=entries("approach"),
        ),
    ] = None,
    on: Annotated[
        Optional[list[str]],
        several("--on", "Only this dimension; repeatable. See: collabref list dimensions.", "dimension", "DIMENSION"),
    ] = None,
    refs: Annotated[bool, typer.Option("--refs", help="List the references below.")] = False,
    diff: Annotated[bool, typer.Option("--diff", hidden=True)] = False,
    *,
    options: Options,
) -> None:
    """Compare approaches side by side, or all of them on one page.

    \b
    Examples:
      collabref compare
      collabref compare qic cop
      collabref compare qic cop clinical-community --on control --on effect
      collabref compare qic cop -f json

    """
    if diff:
        tell("collabref: --diff will be removed in 0.3; leave it out.")
    store = open_libraries(options)
    if not ids:
        if on:
            raise UsageError("--on needs approaches, as in: collabref compare qic cop --on control.")
        emit(field(store), options)
    else:
        emit(compare(store, ids, on or (), diff, refs), options)

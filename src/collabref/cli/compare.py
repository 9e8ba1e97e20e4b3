"""`collabref compare`."""

from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.compare import compare
from collabref.store import open_store


def command(
    ids: Annotated[list[str], typer.Argument(metavar="ID ID...", help="Two or more approaches.")],
    on: Annotated[
        Optional[list[str]],
        typer.Option(
            "--on",
            metavar="DIMENSION",
            help="Only this dimension; repeatable. See: collabref list dimensions.",
            show_default=False,
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Only the dimensions on which they differ.")] = False,
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """Compare approaches side by side, with the references below.

    \b
    Examples:
      collabref compare qic cop
      collabref compare qic cop clinical-community --on control --on effect
      collabref compare qic cop -f json

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(compare(open_store(options.libraries), ids, on or (), diff), options, PAGE)

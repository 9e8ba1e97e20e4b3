"""`collabref cases`."""

from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import GRID, Options, emit
from collabref.query.cases import cases
from collabref.store import open_store


def command(
    id: Annotated[
        Optional[str], typer.Argument(metavar="[ID]", help="An approach; none means all.", show_default=False)
    ] = None,
    outcome: Annotated[
        Optional[list[str]],
        typer.Option(
            "--outcome", metavar="OUTCOME", help="success, partial or no-effect; repeatable.", show_default=False
        ),
    ] = None,
    country: Annotated[
        str, typer.Option("--country", metavar="NAME", help="A country's name or two-letter code.", show_default=False)
    ] = "",
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """Cases: what was done where, with which result; successes, partial ones and nulls alike.

    \b
    Examples:
      collabref cases
      collabref cases qic --outcome no-effect
      collabref cases --country netherlands
      collabref show keystone-icu

    Formats: text, tsv (piped), csv, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(cases(open_store(options.libraries), id or "", outcome or (), country), options, GRID)

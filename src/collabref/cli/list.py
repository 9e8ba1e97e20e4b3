"""`collabref list`."""

from typing import Annotated

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import GRID, Options, emit
from collabref.query.listing import list_kind
from collabref.store import open_store


def command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]", help="approaches, critiques, cases, challenges, terms, dimensions or sections."
        ),
    ] = "approaches",
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """List what there is, a line each.

    \b
    Examples:
      collabref list
      collabref list critiques
      collabref list terms -o terms.csv

    Formats: text, tsv (piped), csv, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(list_kind(open_store(options.libraries), kind), options, GRID)

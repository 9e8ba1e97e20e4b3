"""`collabref critiques`."""

from typing import Annotated, Optional

import typer

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.listing import critiques
from collabref.store import open_store


def command(
    id: Annotated[
        Optional[str],
        typer.Argument(metavar="[ID]", help="An approach, or one critique; none means all.", show_default=False),
    ] = None,
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """What critics say: the charge, the evidence for it, and the reply.

    \b
    Examples:
      collabref critiques cop
      collabref critiques black-box
      collabref critiques -o critiques.md

    A variant's critiques count for its parent, and a parent's stand below its variant's own.

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(critiques(open_store(options.libraries), id or ""), options, PAGE)

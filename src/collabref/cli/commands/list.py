"""`collabref list`."""

from typing import Annotated

import typer

from collabref.cli.completion import kinds
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import SHORT_FORMATS, choose_format, emit, nothing_is_an_answer
from collabref.formats import GRID
from collabref.kinds import LISTED
from collabref.pages.lists import approaches_page, kind_of, list_kind
from collabref.text.wording import join_words


@reading(GRID)
def command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=f"{join_words(LISTED.values())}.".capitalize(),
            autocompletion=kinds,
        ),
    ] = "approaches",
    *,
    options: Options,
) -> None:
    """List records, one per line.

    \b
    Examples:
      collabref list
      collabref list critiques
      collabref list terms -o terms.csv

    """
    with nothing_is_an_answer("record", options):
        store = open_libraries(options)
        if kind_of(kind) == "approach" and choose_format(options) in SHORT_FORMATS:
            emit(approaches_page(store), options)
        else:
            emit(list_kind(store, kind), options)

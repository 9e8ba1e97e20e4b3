"""`collabref cite`."""

from typing import Annotated

import typer

from collabref.cli.completion import entries, styles
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import choose_format, emit
from collabref.formats import BIBLIOGRAPHY, PAGE
from collabref.pages.cite import cite, references_named


@reading(PAGE + BIBLIOGRAPHY)
def command(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="References, by id, DOI or PMID.", autocompletion=entries("reference")),
    ],
    style: Annotated[
        str,
        typer.Option(
            "--style",
            metavar="NAME",
            help="vancouver (built in), apa, harvard, chicago, ama, bmj, any other, or a .csl file.",
            autocompletion=styles,
        ),
    ] = "vancouver",
    *,
    options: Options,
) -> None:
    """Format citations to paste, or write a bibliography file.

    \b
    Examples:
      collabref cite schouten2008 wells2018
      collabref cite wells2018 --style apa
      collabref cite schouten2008 -f bibtex

    Styles other than Vancouver need the extra “pandoc”, or pandoc 3 or later on PATH.
    """
    store = open_libraries(options)
    wanted = choose_format(options)
    if wanted == "text" and not options.format:
        wanted = "plain"  # also at a terminal: an unwrapped citation can be pasted
    options = options._replace(format=wanted)
    if wanted in BIBLIOGRAPHY:
        from collabref.answer.grid import Grid

        emit(Grid("reference", references_named(store, ids), ()), options)
    else:
        emit(cite(store, ids, style), options)

"""`collabref cases`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import entries
from collabref.cli.libraries import open_libraries
from collabref.cli.options import All, Full, Options, reading, several
from collabref.cli.output import SHORT_FORMATS, choose_format, depth, emit, nothing_is_an_answer
from collabref.formats import DOCUMENT, GRID
from collabref.pages.cases import cases, cases_page
from collabref.query.filters import TypedFilter


@reading(GRID)
def command(
    words: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="ID|WORD...",
            help="An approach, a case, or words to search cases for; none means all.",
            show_default=False,
            autocompletion=entries("approach", "case"),
        ),
    ] = None,
    outcome: Annotated[
        Optional[list[str]],
        several("--outcome", "success, partial, no-effect, worse or unknown; repeatable.", "outcome", "OUTCOME"),
    ] = None,
    country: Annotated[
        str, typer.Option("--country", metavar="NAME", help="A country's name or two-letter code.", show_default=False)
    ] = "",
    all_of_them: All = False,
    full: Full = False,
    *,
    options: Options,
) -> None:
    """List cases, with their outcome and comparison.

    \b
    Examples:
      collabref cases
      collabref cases sepsis
      collabref cases qic --outcome no-effect
      collabref cases --country netherlands
      collabref show keystone-icu

    """
    wanted = TypedFilter(outcome=outcome or (), country=country)
    deep = depth(options, all_of_them, full)
    with nothing_is_an_answer("case", options):
        store = open_libraries(options)
        format = choose_format(options)
        if format in SHORT_FORMATS or (full and format in DOCUMENT):
            emit(cases_page(store, words or (), wanted, deep), options)
        else:
            emit(cases(store, words or (), wanted), options)

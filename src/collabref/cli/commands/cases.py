"""`collabref cases`."""

from typing import Annotated, Optional

import typer

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, one_or_all, reading, several
from collabref.cli.output import emit, nothing_is_an_answer
from collabref.formats import GRID
from collabref.pages.cases import cases
from collabref.query.filters import Filter


@reading(GRID)
def command(
    id: Annotated[Optional[str], one_or_all("An approach; none means all.", "approach")] = None,
    outcome: Annotated[
        Optional[list[str]],
        several("--outcome", "success, partial, no-effect or unknown; repeatable.", "outcome", "OUTCOME"),
    ] = None,
    country: Annotated[
        str, typer.Option("--country", metavar="NAME", help="A country's name or two-letter code.", show_default=False)
    ] = "",
    *,
    options: Options,
) -> None:
    """Cases and their figures: successes, partial ones and nulls.

    \b
    Examples:
      collabref cases
      collabref cases qic --outcome no-effect
      collabref cases --country netherlands
      collabref show keystone-icu

    """
    wanted = Filter(about=[id] if id else (), outcome=outcome or (), country=country)
    with nothing_is_an_answer("case", options):
        emit(cases(open_libraries(options), wanted), options)

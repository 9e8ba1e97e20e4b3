"""`collabref evidence`."""

from typing import Annotated, Optional

import typer

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Axis, Design, Direction, Options, one_name, one_or_all, reading
from collabref.cli.output import choose_format, depth, emit, nothing_is_an_answer
from collabref.cli.streams import tell
from collabref.errors import UsageError
from collabref.formats import PAGE, ROWS
from collabref.query.resolve import find

# A pipe gets the page, for further reading; spreadsheets must be asked for.
FORMATS = PAGE + ROWS


@reading(FORMATS)
def command(
    id: Annotated[
        Optional[list[str]], one_or_all("An approach; none means all, by axis of evidence.", "approach")
    ] = None,
    design: Design = None,
    axis: Axis = None,
    direction: Direction = None,
    since: Annotated[
        Optional[int],
        typer.Option("--since", metavar="YEAR", help="Of this year or later.", show_default=False, min=1, max=9999),
    ] = None,
    years: Annotated[bool, typer.Option("--years", help="Show the year of each study in the plot.")] = False,
    brief: Annotated[bool, typer.Option("--brief", hidden=True)] = False,
    full: Annotated[bool, typer.Option("--full", help="Add the studies, in tables.")] = False,
    about_counts: Annotated[
        bool, typer.Option("--about-counts", help="Explain what is counted, and what a count cannot show.")
    ] = False,
    *,
    options: Options,
) -> None:
    """Count the studies of an approach, and plot them.

    \b
    Examples:
      collabref evidence
      collabref evidence qic
      collabref evidence qic --full
      collabref evidence cop --axis mechanism --since 2015
      collabref evidence qic --design cluster-rct --direction none
      collabref evidence qic -o qic-evidence.html
      collabref evidence --about-counts

    The strongest designs come first, then the newest. The counts are of directions,
    not of strength.

    Exit code 1 when nothing is found.
    """
    narrower = axis or design or direction or since or years
    if brief:
        tell("collabref: evidence is already brief. --brief will be removed in 0.3; leave it out.")
    if about_counts and (id or narrower):
        raise UsageError("--about-counts takes no other arguments. Try: collabref evidence --about-counts.")
    if narrower and not id:
        raise UsageError("These options need an approach, as in: collabref evidence qic --years.")
    store = open_libraries(options)
    if about_counts:
        from collabref.pages.about_counts import about_counts as explained

        emit(explained(store), options._replace(formats=PAGE))
        return
    sheet = choose_format(options) in ROWS
    if not id:
        from collabref.pages.coverage import coverage, coverage_page

        emit(coverage(store) if sheet else coverage_page(store), options)
    else:
        from collabref.pages.evidence import some_studies
        from collabref.pages.studies import grid
        from collabref.query.filters import TypedFilter

        approach = find(store, one_name(id), ("approach",))
        wanted = TypedFilter(design=design or (), axis=axis or (), direction=direction or (), years=(since, None))
        with nothing_is_an_answer("study", options):
            if sheet:
                emit(grid(store, some_studies(store, approach, wanted)), options)
            else:
                from collabref.pages.evidence import dossier

                # A request for only some of the studies is a request to see them.
                deep = depth(options, full=full or bool(axis or design or direction or since))
                emit(dossier(store, approach, wanted, years, deep), options)

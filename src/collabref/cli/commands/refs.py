"""`collabref refs`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import entries, styles
from collabref.cli.libraries import open_libraries, read_references
from collabref.cli.options import Axis, Design, Direction, Options, reading, several
from collabref.cli.output import choose_format, emit, nothing_is_an_answer
from collabref.cli.streams import tell
from collabref.errors import UsageError
from collabref.formats import PAGE, REFERENCES
from collabref.pages.refs import Sort, grid, references, title
from collabref.query.filters import TypedFilter, years
from collabref.store import Store


@reading(REFERENCES)
def command(
    words: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="WORD...", help="Words to find; quote a phrase.", show_default=False),
    ] = None,
    about: Annotated[
        Optional[list[str]],
        typer.Option(
            "--about",
            metavar="ID",
            help="About this approach or its variants; repeatable.",
            show_default=False,
            autocompletion=entries("approach"),
        ),
    ] = None,
    author: Annotated[
        str,
        typer.Option("--author", metavar="NAME", help="Author's family name, or the start of it.", show_default=False),
    ] = "",
    year: Annotated[
        str, typer.Option("--year", metavar="A-B", help="2008, 2008-2015, 2008- or -2015.", show_default=False)
    ] = "",
    design: Design = None,
    axis: Axis = None,
    direction: Direction = None,
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="CSL type, such as report.", show_default=False)
    ] = "",
    keyword: Annotated[
        Optional[list[str]],
        several("--keyword", "On this topic, as in sepsis; repeatable.", "topic", "WORD"),
    ] = None,
    sort: Annotated[
        Optional[Sort],
        typer.Option("--sort", metavar="ORDER", help="relevance, year or author.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="At most N references; 0 means all.", min=0)] = 0,
    style: Annotated[
        str,
        typer.Option(
            "--style",
            metavar="NAME",
            help="Formatted in this style, as in apa.",
            show_default=False,
            autocompletion=styles,
        ),
    ] = "",
    within: Annotated[
        Optional[list[str]],
        typer.Option("--in", metavar="FILE", help="Only references in your file; repeatable.", show_default=False),
    ] = None,
    without: Annotated[
        Optional[list[str]],
        typer.Option(
            "--not-in", metavar="FILE", help="Only references not in your file; repeatable.", show_default=False
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Annotated: add what collabref says about each.")] = False,
    *,
    options: Options,
) -> None:
    """Find references by keyword, author, year, design or finding.

    \b
    Examples:
      collabref refs cost
      collabref refs "free riding"
      collabref refs --about qic --design cluster-rct --sort year
      collabref refs --about qic --axis effect --direction none
      collabref refs --about cop --not-in my.bib -o new.bib
      collabref refs --in my.bib --style apa

    Exit code 1 when nothing is found.
    """
    if style and full:
        raise UsageError("--style gives citations alone, --full what is known of each work. Leave out one.")
    wanted = TypedFilter(
        about=about or (),
        author=author,
        years=years(year) if year else (None, None),
        design=design or (),
        axis=axis or (),
        direction=direction or (),
        type=type,
        keyword=keyword or (),
    )
    store = open_libraries(options)
    with nothing_is_an_answer("reference", options):
        among = _ids_in(within, store, options) if within else None
        found, note = references(store, words or (), wanted, sort, limit, among, _ids_in(without, store, options))
    if note:
        tell(note)
    if full and choose_format(options) in PAGE:
        from collabref.pages.refs import annotated

        emit(annotated(store, found, title(store, words or (), wanted)), options._replace(formats=PAGE))
    elif style:
        from collabref.pages.cite import formatted_by

        emit(formatted_by(found, style), options._replace(formats=PAGE, format=_format_of_citations(options)))
    else:
        emit(grid(store, found, title(store, words or (), wanted)), options)


def _ids_in(files: list[str] | None, store: Store, options: Options) -> set[str]:
    """The ids of the references that are certainly in the user's files."""
    if not files:
        return set()
    from collabref.pages.match import match
    from collabref.query.matches import HERE

    matches, _ = match(store, read_references(files, options.strict))
    return {each.work["id"] for each in matches if each.status == HERE and each.work}


def _format_of_citations(options: Options) -> str:
    """The format for formatted citations, which have fewer than lists of references."""
    wanted = choose_format(options)
    return wanted if options.format or options.output else "plain"

"""`collabref match`."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from collabref.cli.libraries import open_libraries, read_references
from collabref.cli.options import Options, reading
from collabref.cli.output import choose_format, emit, nothing_is_an_answer
from collabref.cli.streams import tell
from collabref.formats import BIBLIOGRAPHY, DOCUMENT, REFERENCES
from collabref.text.wording import number_of

# So many entries that repeat others are named.
NAMED_REPEATS = 5


@reading(REFERENCES)
def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Your references: BibTeX, RIS, PubMed, CSL-JSON or CSL-YAML.")
    ],
    here: Annotated[bool, typer.Option("--here", help="Only those that are here.")] = False,
    perhaps: Annotated[bool, typer.Option("--perhaps", help="Only those that may be here.")] = False,
    not_here: Annotated[bool, typer.Option("--not-here", help="Only those that are not here.")] = False,
    *,
    options: Options,
) -> None:
    """Show which works of your files are here, and what they found.

    \b
    Examples:
      collabref match my.bib
      collabref match export.nbib --not-here -o new.ris
      collabref match my.bib --here -o annotated.md

    A work is here if its DOI, PMID, PMCID or ISBN is, or if its title, year and first author are the same and nothing
    speaks against it. The same page of the same journal makes up for a year that is one off, an author who is not
    given, or a subtitle. What is only likely is “perhaps”, with both titles.

    In BibTeX, RIS and CSL you get your own entries back. Documents say what is known of those that are here.

    Exit code 1 when --here, --perhaps or --not-here leaves nothing.
    """
    from collabref.pages import match
    from collabref.query.matches import HERE, NOT_HERE, PERHAPS

    store = open_libraries(options)
    matches, repeats = match.match(store, read_references(files, options.strict))
    _tell_repeats(repeats)
    said = match.totals(matches)
    chosen = [status for status, wanted in ((HERE, here), (PERHAPS, perhaps), (NOT_HERE, not_here)) if wanted]
    with nothing_is_an_answer("match", options):
        kept = match.selected(matches, chosen) if chosen else matches
    format = choose_format(options)
    if format in BIBLIOGRAPHY:
        from collabref.answer.grid import Grid

        emit(Grid("reference", [each.mine for each in kept], ()), options)
    elif format in DOCUMENT:
        emit(match.annotated(store, kept, said), options)
    else:
        emit(match.grid(store, kept, said), options)


def _tell_repeats(repeats: Sequence[Any]) -> None:
    """Name the entries that repeat another, which are not counted."""
    from collabref.pages.match import key_of

    for each in repeats[:NAMED_REPEATS]:
        id, earlier = key_of(each.mine), key_of(each.repeats)
        what = f"“{id}” is there twice" if id == earlier else f"“{id}” repeats “{earlier}”"
        tell(f"{what}: it is counted once.")
    more = max(0, len(repeats) - NAMED_REPEATS)
    if more:
        tell(f"{number_of(more, 'more entry repeats', 'more entries repeat')} another.")

"""`collabref search`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import one_of
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import SHORT_FORMATS, choose_format, emit, nothing_is_an_answer
from collabref.cli.streams import tell
from collabref.formats import GRID
from collabref.kinds import NAMED
from collabref.pages.search import hits
from collabref.text.wording import join_words

# The most hits shown at a terminal; data and documents have all.
BEST = 20


@reading(GRID)
def command(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="Words to find; quote a phrase.")],
    kind: Annotated[
        Optional[list[str]],
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"Only {join_words(NAMED.values())}; repeatable.",
            show_default=False,
            autocompletion=one_of(NAMED.values()),
        ),
    ] = None,
    limit: Annotated[
        Optional[int],
        typer.Option(
            "--limit",
            metavar="N",
            help=f"At most N records; 0 means all.  [default: {BEST} in text and plain, else all]",
            show_default=False,
            min=0,
        ),
    ] = None,
    *,
    options: Options,
) -> None:
    """Search records of every kind, with matches marked.

    \b
    Examples:
      collabref search free riding
      collabref search "central line" --kind cases
      collabref search Ovretveit 2002

    Endings, accents, British and American spelling, and abbreviations do not matter. Results contain
    all your words where possible; if not, likely misspellings are corrected, then the closest matches
    are shown, and collabref says so.

    Exit code 1 when nothing is found.
    """
    if limit is None:
        limit = BEST if choose_format(options) in SHORT_FORMATS else 0
    with nothing_is_an_answer("hit", options):
        grid, note = hits(open_libraries(options), words, kind or (), limit)
    if note:
        tell(note)
    emit(grid, options)

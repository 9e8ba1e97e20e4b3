"""`collabref check`."""

from contextlib import suppress
from typing import Annotated, Optional

import typer

from collabref.check import find_problems
from collabref.cli.libraries import refuse_in_use
from collabref.cli.options import Options, sharing
from collabref.cli.output import choose_format, emit
from collabref.cli.streams import tell
from collabref.errors import NOTE, ReaderGoneError
from collabref.formats import BY_NAME, GRID
from collabref.pages.problems import grid
from collabref.text.wording import number_of

# A pipe gets lines like a compiler's; there is no need for problems in a word processor.
FORMATS = ("text", "plain", *(name for name in GRID if name not in ("text", "plain") and not BY_NAME[name].is_binary))


@sharing("format", "output", "library", "color", "pager", formats=FORMATS)
def command(
    paths: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="PATH...", help="Libraries to check; none means the built-in one and any -L.", show_default=False
        ),
    ] = None,
    house: Annotated[bool, typer.Option("--house", help="Check the editorial rules as well.")] = False,
    *,
    options: Options,
) -> None:
    """Check a library and list every problem by file and line.

    \b
    Examples:
      collabref check
      collabref check my-library/
      collabref check my-library/ --house -f json

    PATH may cite the built-in library; only PATH's own problems are listed. A note, such as one about
    an older library format, is not a problem.

    Exit code 1 if there are problems (a file that cannot be read is one); 65 if PATH is not there or holds no data.

    """
    if options.output:
        refuse_in_use(options.output, [*options.libraries, *(paths or ())])
    problems = find_problems(list(paths or ()), options.libraries, house)
    if problems or choose_format(options) != "text" or options.output:
        with suppress(ReaderGoneError):  # the count and the exit code are told even if nobody reads on
            emit(grid(problems), options)
    notes = sum(problem.level == NOTE for problem in problems)
    tell(_counted(len(problems) - notes, notes))
    if len(problems) > notes:
        raise typer.Exit(1)


def _counted(problems: int, notes: int) -> str:
    """How many there are, as in ``No problems; 3 notes``."""
    said = number_of(problems, "problem", "problems") if problems else "No problems"
    return f"{said}; {number_of(notes, 'note', 'notes')}." if notes else f"{said}."

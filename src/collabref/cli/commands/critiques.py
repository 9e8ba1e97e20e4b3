"""`collabref critiques`."""

from typing import Annotated, Optional

from collabref.cli.libraries import open_libraries
from collabref.cli.options import All, Full, Options, one_name, one_or_all, reading
from collabref.cli.output import depth, emit, nothing_is_an_answer
from collabref.formats import PAGE
from collabref.pages.critiques import critiques


@reading(PAGE)
def command(
    id: Annotated[
        Optional[list[str]], one_or_all("An approach, or one critique; none means all.", "approach", "critique")
    ] = None,
    all_of_them: All = False,
    full: Full = False,
    *,
    options: Options,
) -> None:
    """List what critics say, and what the evidence says about it.

    \b
    Examples:
      collabref critiques cop
      collabref critiques black-box
      collabref critiques qic --all
      collabref critiques -o critiques.md

    A critique of a variant counts for its parent too. A variant's own critiques come before its parent's.

    """
    with nothing_is_an_answer("critique", options):
        emit(critiques(open_libraries(options), one_name(id), depth(options, all_of_them, full)), options)

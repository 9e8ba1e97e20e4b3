"""`collabref critiques`."""

from typing import Annotated, Optional

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, one_or_all, reading
from collabref.cli.output import emit, nothing_is_an_answer
from collabref.formats import PAGE
from collabref.pages.critiques import critiques


@reading(PAGE)
def command(
    id: Annotated[
        Optional[str], one_or_all("An approach, or one critique; none means all.", "approach", "critique")
    ] = None,
    *,
    options: Options,
) -> None:
    """What critics say: charge, evidence and reply.

    \b
    Examples:
      collabref critiques cop
      collabref critiques black-box
      collabref critiques -o critiques.md

    A variant's critiques count for its parent, and a parent's stand below its variant's own.

    """
    with nothing_is_an_answer("critique", options):
        emit(critiques(open_libraries(options), id or ""), options)

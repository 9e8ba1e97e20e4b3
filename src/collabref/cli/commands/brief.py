"""`collabref brief`."""

from typing import Annotated, Optional

from collabref.cli.libraries import open_libraries
from collabref.cli.options import All, Full, Options, one_name, one_or_all, reading
from collabref.cli.output import depth, emit, nothing_is_an_answer
from collabref.formats import PAGE
from collabref.pages.briefs import briefs


@reading(PAGE)
def command(
    id: Annotated[Optional[list[str]], one_or_all("A brief; none means all.", "brief")] = None,
    all_of_them: All = False,
    full: Full = False,
    *,
    options: Options,
) -> None:
    """Answer common questions, each on one screen.

    \b
    Examples:
      collabref brief
      collabref brief do-they-work
      collabref brief worth-the-cost --full

    """
    with nothing_is_an_answer("brief", options):
        emit(briefs(open_libraries(options), one_name(id), depth(options, all_of_them, full)), options)

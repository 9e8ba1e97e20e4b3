"""`collabref guide`."""

from typing import Annotated, Optional

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, one_or_all, reading, several
from collabref.cli.output import emit, nothing_is_an_answer
from collabref.formats import PAGE
from collabref.pages.guide import guide


@reading(PAGE)
def command(
    id: Annotated[
        Optional[str], one_or_all("An approach, or one challenge; none means all.", "approach", "challenge")
    ] = None,
    stage: Annotated[
        Optional[list[str]],
        several("--stage", "deciding, setting-up, running or sustaining; repeatable.", "stage", "STAGE"),
    ] = None,
    *,
    options: Options,
) -> None:
    """What tends to go wrong, and what to do about it, by stage.

    \b
    Examples:
      collabref guide qic
      collabref guide --stage deciding
      collabref guide -o guide.md

    """
    with nothing_is_an_answer("challenge", options):
        emit(guide(open_libraries(options), id or "", stage or ()), options)

"""`collabref guide`."""

from typing import Annotated, Optional

from collabref.cli.libraries import open_libraries
from collabref.cli.options import All, Full, Options, one_name, one_or_all, reading, several
from collabref.cli.output import depth, emit, nothing_is_an_answer
from collabref.formats import PAGE
from collabref.pages.guide import guide


@reading(PAGE)
def command(
    id: Annotated[
        Optional[list[str]], one_or_all("An approach, or one challenge; none means all.", "approach", "challenge")
    ] = None,
    stage: Annotated[
        Optional[list[str]],
        several("--stage", "deciding, setting-up, running or sustaining; repeatable.", "stage", "STAGE"),
    ] = None,
    all_of_them: All = False,
    full: Full = False,
    *,
    options: Options,
) -> None:
    """List what tends to go wrong at each stage, and what to do.

    \b
    Examples:
      collabref guide qic
      collabref guide --stage deciding
      collabref guide qic --full
      collabref guide -o guide.md

    """
    with nothing_is_an_answer("challenge", options):
        emit(guide(open_libraries(options), one_name(id), stage or (), depth(options, all_of_them, full)), options)

"""`collabref handbook`."""

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import choose_format, emit
from collabref.errors import UsageError
from collabref.formats import DOCUMENT
from collabref.pages.handbook import handbook


@reading(DOCUMENT)
def command(*, options: Options) -> None:
    """Write the whole library as one linked document.

    \b
    Examples:
      collabref handbook -o handbook.html
      collabref handbook -o handbook.docx
      collabref handbook -L my-library/ -o handbook.md

    It has contents, links, plots of the evidence and a bibliography, for people who do not use a terminal.

    """
    if not (options.output or options.format):
        raise UsageError(
            "A handbook is for a file. Name one with --output, as in: collabref handbook -o handbook.html."
        )
    choose_format(options)  # refuse before doing the work
    emit(handbook(open_libraries(options)), options)

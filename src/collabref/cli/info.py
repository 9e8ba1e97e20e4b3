"""`collabref info`."""

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Color, Format, Library, Options, Output, Pager, Strict
from collabref.cli.output import PAGE, emit
from collabref.query.info import info


def command(
    format: Format = None,
    output: Output = None,
    library: Library = None,
    strict: Strict = False,
    color: Color = "auto",
    pager: Pager = False,
) -> None:
    """Version, currency, how to cite, libraries in use, counts.

    \b
    Examples:
      collabref info
      collabref info -f json

    Formats: text, plain (piped), md, html, json.
    """
    options = Options(format, output, library, strict, color, pager)
    emit(info(open_libraries(options)), options, PAGE)

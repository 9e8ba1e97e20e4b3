"""`collabref info`."""

from collabref.cli.options import Color, Format, Library, Output
from collabref.cli.output import PAGE, Options, emit
from collabref.query.info import info
from collabref.store import open_store


def command(
    format: Format = None,
    output: Output = None,
    library: Library = None,
    color: Color = "auto",
) -> None:
    """Version, how current the data are, how to cite collabref, the libraries in use, counts.

    \b
    Examples:
      collabref info
      collabref info -f json

    Formats: text, plain, md, json.
    """
    options = Options(format, output, tuple(library or ()), color)
    emit(info(open_store(options.libraries)), options, PAGE)

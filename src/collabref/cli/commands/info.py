"""`collabref info`."""

from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, reading
from collabref.cli.output import emit
from collabref.formats import PAGE
from collabref.pages.info import info


@reading(PAGE)
def command(*, options: Options) -> None:
    """Version, currency, how to cite, libraries in use, counts.

    \b
    Examples:
      collabref info
      collabref info -f json

    """
    emit(info(open_libraries(options)), options)

"""`collabref open`."""

from typing import Annotated

import typer

from collabref.cite import vancouver
from collabref.cli.completion import entries
from collabref.cli.libraries import open_libraries
from collabref.cli.options import Options, sharing
from collabref.cli.streams import tell, write_stdout
from collabref.errors import NothingFoundError
from collabref.query.resolve import find
from collabref.text.addresses import is_web


@sharing("library", "strict")
def command(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A reference, by id, DOI or PMID.", autocompletion=entries("reference"))
    ],
    print_: Annotated[bool, typer.Option("--print", help="Print the address instead of opening it.")] = False,
    *,
    options: Options,
) -> None:
    """Open a reference (its DOI, else its address) in your browser.

    \b
    Examples:
      collabref open schouten2008
      collabref open schouten2008 --print
    """
    reference = find(open_libraries(options), id, ("reference",))
    address = vancouver.address(reference)
    if not is_web(address):
        raise NothingFoundError(f"collabref has no DOI or web address for {reference['id']}.")
    if print_:
        write_stdout(address + "\n")
        return
    if not _started(address):
        tell(f"No browser could be started. The address is {address}")
        raise typer.Exit(1)


def _started(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except Exception:  # it splits $BROWSER without checking it, and can fail in any way
        return False

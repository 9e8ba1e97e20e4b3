"""The options that commands share, as annotated types, and what they say together."""

import os
from typing import Annotated, NamedTuple, Optional

import typer

from collabref.cli.completing import complete_format

Format = Annotated[
    Optional[str],
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="The format: see above.",
        show_default=False,
        autocompletion=complete_format,
    ),
]
Output = Annotated[
    Optional[str],
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to FILE, in the format of its ending.", show_default=False
    ),
]
Library = Annotated[
    Optional[list[str]],
    typer.Option(
        "--library",
        "-L",
        metavar="PATH",
        help="A library of your own over the built-in one; repeatable. Also COLLABREF_LIBRARY.",
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop when any record of a library cannot be read.")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Pager = Annotated[
    bool, typer.Option("--pager", help="Show a long answer in $PAGER (default: less -FRX); at a terminal only.")
]


class Options(NamedTuple):
    """What every reading command may be told."""

    format: str | None = None
    output: str | None = None
    library: list[str] | None = None
    strict: bool = False
    color: str = "auto"
    pager: bool = False

    @property
    def libraries(self) -> list[str]:
        """The libraries over the built-in one: those of the environment, then those of -L."""
        from_environment = os.environ.get("COLLABREF_LIBRARY", "")
        return [*filter(None, from_environment.split(os.pathsep)), *(self.library or ())]

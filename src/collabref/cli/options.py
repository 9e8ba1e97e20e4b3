"""The options that commands share, as annotated types."""

from typing import Annotated, Optional

import typer

Format = Annotated[
    Optional[str], typer.Option("--format", "-f", metavar="FORMAT", help="The format: see above.", show_default=False)
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
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]

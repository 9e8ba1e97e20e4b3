"""The options that commands share, as annotated types, and what they say together."""

import os
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple, Optional

import typer

from collabref.cli.completing import entries, formats, words

Format = Annotated[
    Optional[str],
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="The format: see above.",
        show_default=False,
        autocompletion=formats,
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


Citations = Annotated[
    str,
    typer.Option(
        "--citations",
        metavar="HOW",
        help="How Markdown cites: pandoc (for pandoc --citeproc) or plain (for any reader).",
    ),
]


class Options(NamedTuple):
    """What every reading command may be told."""

    format: str | None = None
    output: str | None = None
    library: list[str] | None = None
    strict: bool = False
    color: str = "auto"
    citations: str = "pandoc"
    pager: bool = False

    @property
    def libraries(self) -> list[str]:
        """The libraries over the built-in one: those of the environment, then those of -L."""
        from_environment = os.environ.get("COLLABREF_LIBRARY", "")
        return [*filter(None, from_environment.split(os.pathsep)), *(self.library or ())]


# Field of Options -> the type of its parameter.
_SHARED = {
    "format": Format,
    "output": Output,
    "library": Library,
    "strict": Strict,
    "color": Color,
    "citations": Citations,
    "pager": Pager,
}


def sharing(*fields: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command those of the shared options, which reach it as ``options``, the others at their defaults."""
    shared = [
        Parameter(field, Parameter.POSITIONAL_OR_KEYWORD, default=Options._field_defaults[field], annotation=kind)
        for field, kind in _SHARED.items()
        if field in fields
    ]

    def share(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_options(**given: Any) -> None:
            options = Options(**{field: given.pop(field) for field in fields})
            command(**given, options=options)

        own = [parameter for parameter in signature(command).parameters.values() if parameter.name != "options"]
        parameters = [*own, *shared]
        with_options.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return with_options

    return share


# What every command that reads the library and shows an answer takes.
reading = sharing(*_SHARED)


def several(flags: str, help: str, kind: str, metavar: str = "ID") -> Any:
    """An option that takes words of a vocabulary, or dimensions or sections, and completes them; repeatable.

    Args:
        flags: its names, apart by spaces.
        kind: the kind of word.
    """
    return typer.Option(*flags.split(), metavar=metavar, help=help, show_default=False, autocompletion=words(kind))


def one_or_all(help: str, *kinds: str) -> Any:
    """The argument of a command on one record of these kinds, or on all."""
    return typer.Argument(metavar="[ID]", help=help, show_default=False, autocompletion=entries(*kinds))

"""The options that commands share, as annotated types, and their combined values."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, cleandoc, signature
from typing import Annotated, Any, Literal, NamedTuple, Optional

import typer

from collabref.cli.completion import entry, one_of, words
from collabref.paths import environment_libraries


def several(flags: str, help: str, kind: str, metavar: str = "ID") -> Any:
    """An option that takes words of a vocabulary, or dimensions or sections, and completes them; repeatable.

    Args:
        flags: its names, separated by spaces.
        kind: the kind of word.
    """
    return typer.Option(*flags.split(), metavar=metavar, help=help, show_default=False, autocompletion=words(kind))


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
When = Literal["auto", "always", "never"]
Color = Annotated[When, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Pager = Annotated[
    Optional[bool],
    typer.Option(
        "--pager/--no-pager",
        help="Whether an answer longer than the window goes through COLLABREF_PAGER or PAGER.  [default: yes]",
        show_default=False,
    ),
]

How = Literal["pandoc", "plain"]
Citations = Annotated[
    How,
    typer.Option(
        "--citations",
        metavar="HOW",
        help="Citations in Markdown: pandoc (for pandoc --citeproc) or plain (for any reader).",
    ),
]

All = Annotated[bool, typer.Option("--all", help="Show all of them, even if they do not fit the window.")]
Full = Annotated[bool, typer.Option("--full", help="Show the full text of each, with its references.")]

# Options that narrow studies down.
Design = Annotated[
    Optional[list[str]],
    several("--design", "Of this design or class, such as cluster-rct or controlled; repeatable.", "design"),
]
Axis = Annotated[Optional[list[str]], several("--axis", "Reporting on this axis, such as effect; repeatable.", "axis")]
Direction = Annotated[
    Optional[list[str]],
    several(
        "--direction",
        "Reporting positive, mixed, none, negative or unseen, on effect unless --axis is given; repeatable.",
        "direction",
    ),
]


class Options(NamedTuple):
    """The values of the options that reading commands share.

    ``formats`` are those that the command's answer has: the first is the default at a terminal, the second in a pipe.
    """

    format: str | None = None
    output: str | None = None
    library: list[str] | None = None
    strict: bool = False
    color: When = "auto"
    citations: How = "pandoc"
    pager: bool | None = None
    formats: tuple[str, ...] = ()

    @property
    def libraries(self) -> list[str]:
        """The libraries over the built-in one: those of the environment, then those of -L."""
        return [*environment_libraries(), *(self.library or ())]


# Field of Options -> the type of its parameter. The type of the format depends on the command.
_SHARED: dict[str, Any] = {
    "format": None,
    "output": Output,
    "library": Library,
    "strict": Strict,
    "color": Color,
    "citations": Citations,
    "pager": Pager,
}

_Command = Callable[..., None]


def sharing(*fields: str, formats: tuple[str, ...] = ()) -> Callable[[_Command], _Command]:
    """Give a command these shared options, passed to it as ``options`` with the others at their defaults.

    Its help names the ``formats``.
    """
    shared = [
        Parameter(
            field,
            Parameter.POSITIONAL_OR_KEYWORD,
            default=Options._field_defaults[field],
            annotation=kind or _format_option(formats),
        )
        for field, kind in _SHARED.items()
        if field in fields
    ]

    def share(command: _Command) -> _Command:
        @wraps(command)
        def with_options(**given: Any) -> None:
            options = Options(**{field: given.pop(field) for field in fields}, formats=formats)
            command(**given, options=options)

        own = [parameter for parameter in signature(command).parameters.values() if parameter.name != "options"]
        parameters = [*own, *shared]
        with_options.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        if formats:
            with_options.__doc__ = f"{cleandoc(command.__doc__ or '')}\n\n{_in_words(formats)}"
        return with_options

    return share


def reading(formats: tuple[str, ...]) -> Callable[[_Command], _Command]:
    """Give a command the options of every command that reads the library and shows an answer in one of ``formats``."""
    return sharing(*_SHARED, formats=formats)


def _format_option(formats: tuple[str, ...]) -> Any:
    option = typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="Output format (listed above).",
        show_default=False,
        autocompletion=one_of(formats),
    )
    return Annotated[Optional[str], option]


def _in_words(formats: tuple[str, ...]) -> str:
    piped = {formats[1]: f"{formats[1]} (piped)"} if "text" in formats else {}
    return f"Formats: {', '.join(piped.get(name, name) for name in formats)}."


def one_or_all(help: str, *kinds: str) -> Any:
    """The argument of a command that takes one record of these kinds, or none for all of them."""
    return typer.Argument(metavar="ID", help=help, show_default=False, autocompletion=entry(*kinds))


def one_name(typed: list[str] | None) -> str:
    """What was typed for ``one_or_all`` as one name, which need not be quoted; empty for all of them."""
    return " ".join(typed or ())

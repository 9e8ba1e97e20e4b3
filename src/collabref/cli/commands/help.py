"""`collabref help`."""

from typing import Annotated, Optional

import typer

from collabref.cli.completion import commands
from collabref.cli.streams import write_stdout
from collabref.errors import UsageError


def command(
    context: typer.Context,
    name: Annotated[
        Optional[str],
        typer.Argument(
            metavar="COMMAND", help="A command; none means all.", show_default=False, autocompletion=commands
        ),
    ] = None,
) -> None:
    """Show the help of a command, or of collabref.

    \b
    Examples:
      collabref help
      collabref help compare

    """
    group = context.parent
    assert group is not None
    if not name:
        write_stdout(f"{group.get_help()}\n")
        return
    found = group.command.get_command(group, name)  # type: ignore[attr-defined]
    if found is None:
        from collabref.text.wording import close_matches, join_words

        names = group.command.list_commands(group)  # type: ignore[attr-defined]
        nearest = close_matches(name, names)
        hint = f"Did you mean {join_words(nearest)}?" if nearest else "See: collabref --help."
        raise UsageError(f"There is no command “{name}”. {hint}")
    with found.make_context(name, [], parent=group, resilient_parsing=True) as its_own:
        write_stdout(f"{found.get_help(its_own)}\n")

"""The table of commands, and the only place where errors are caught."""

import atexit
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer._click.exceptions import NoArgsIsHelpError  # Typer brings Click along, and shows none of its errors
from typer._click.exceptions import UsageError as MisusedError
from typer.core import TyperCommand, TyperGroup

from collabref.cli.signals import ending_tidily
from collabref.cli.streams import forget_odd_sizes, guard_streams, tell, write_stdout
from collabref.errors import CollabrefError, LibraryError, ReaderGoneError, UnusableStoreError

# In the order of help. Each is a module beside this one, with a function `command`.
COMMANDS = (
    "list",
    "show",
    "compare",
    "critiques",
    "cases",
    "evidence",
    "guide",
    "choose",
    "refs",
    "search",
    "cite",
    "handbook",
    "open",
    "check",
    "schema",
    "info",
)

# Faults in a library begin with their place, as compilers' do, and not with our name.
LIBRARY_FAULT = LibraryError.exit_code

# By this variable Typer's scripts ask for completions; it is not for people to set.
_COMPLETING = "_COLLABREF_COMPLETE"

_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class PlainCommand(TyperCommand):
    """A command whose usage names a required argument as it is, without Typer's braces."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


class CommandTable(TyperGroup):
    """A group that imports and builds a command when it is asked for: the others cost nothing."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command, built."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            app = typer.Typer(rich_markup_mode=None, add_completion=False)
            module = import_module(f"collabref.cli.{cmd_name}")
            app.command(cmd_name, cls=PlainCommand, context_settings=_SETTINGS)(module.command)
            self.commands[cmd_name] = typer.main.get_command(app)
        return self.commands[cmd_name]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Names of commands for the shell, without building the commands for their help."""
        from typer.core import CompletionItem  # type: ignore[attr-defined]

        return [CompletionItem(name) for name in COMMANDS if name.startswith(incomplete)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was called; an unknown one is refused with near matches."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from collabref.text import listed, near

            nearest = near(args[0], COMMANDS)
            hint = (
                f"Did you mean {listed(nearest)}?"
                if nearest
                else f"Try: collabref show {args[0]}, or: collabref --help."
            )
            ctx.fail(f"There is no command “{args[0]}”. {hint}")
        return super().resolve_command(ctx, args)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The arguments, parsed."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except MisusedError as error:
            _tame(error)
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an expected failure becomes its sentence on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except MisusedError as error:
            _tame(error)
            raise
        except UnusableStoreError:
            raise
        except CollabrefError as error:
            raise typer.Exit(_told(error)) from None


def _tame(error: MisusedError) -> None:
    """Let Typer's complaint repeat what was typed without its commands to the terminal."""
    from collabref.text import sentence

    if not isinstance(error, NoArgsIsHelpError):
        error.message = sentence(error.message)


app = typer.Typer(
    cls=CommandTable, invoke_without_command=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    add_completion=True, context_settings=_SETTINGS,
)  # fmt: skip


@app.callback(invoke_without_command=True)
def opening(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    """The terminal's reference on collaboration-based approaches to improving healthcare.

    \b
    Examples:
      collabref show qic                 what a quality improvement collaborative is
      collabref compare qic cop          side by side with a community of practice
      collabref critiques cop            what is said against it, and the reply
      collabref refs cost                the literature, by keyword

    \b
    Exit codes: 0 done, 1 nothing found or problems found, 2 usage or unknown id,
    65 a library cannot be read, 74 a file cannot be written, 130 interrupted.
    """
    if version:
        from collabref import __version__

        write_stdout(f"collabref {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from collabref.cli.libraries import open_libraries
        from collabref.cli.options import Options
        from collabref.cli.output import emit
        from collabref.formats import PAGE
        from collabref.pages.info import welcome

        emit(welcome(open_libraries(Options())), Options(), PAGE)


def main() -> NoReturn:
    """The console script."""
    guard_streams()
    forget_odd_sizes()
    # When all is written and Python only tidies up, Ctrl-C has nothing left to stop.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    try:
        with ending_tidily(), _silent_for_shells():
            _run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except CollabrefError as error:  # in what Typer does before a command is called: help, installing completion
        raise SystemExit(_told(error)) from None
    except MemoryError:
        tell("collabref: There is not enough memory for these libraries. Split them, or allow the process more.")
        raise SystemExit(LIBRARY_FAULT) from None
    except OSError as error:  # as when the shell's start-up file cannot be written
        tell(f"collabref: {error.filename or 'The system says'}: {error.strerror}.")
        raise SystemExit(74) from None
    raise SystemExit(0)


@contextmanager
def _silent_for_shells() -> Iterator[None]:
    """Where a shell asks for completions, no error of any kind is shown: it would land in what is being typed."""
    try:
        yield
    except Exception:
        if os.environ.get(_COMPLETING, "").startswith("complete_"):
            raise SystemExit(1) from None
        raise


def _run() -> None:
    try:
        app(prog_name="collabref")
    except UnusableStoreError as error:
        # No answer has been written yet: without this store the command finds it too.
        from collabref.store.store import give_up

        give_up(error)
        app(prog_name="collabref")


def _told(error: CollabrefError) -> int:
    """Tell the error's sentence; its exit code."""
    if not isinstance(error, ReaderGoneError):
        tell(str(error) if error.exit_code == LIBRARY_FAULT else f"collabref: {error}")
    return error.exit_code

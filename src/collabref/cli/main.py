"""The group of commands, and the only place where errors are caught."""

import atexit
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import takewhile
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from collabref.cli.commands import NAMES as COMMANDS
from collabref.cli.signals import ending_tidily
from collabref.cli.streams import forget_odd_sizes, guard_streams, tell, write_stdout
from collabref.cli.zsh import install, show
from collabref.errors import CollabrefError, LibraryError, ReaderGoneError, UnusableStoreError, UsageError, WriteError

# Faults in a library begin with their place, as a compiler's do, not with our name.
LIBRARY_FAULT = LibraryError.exit_code
INTERRUPTED = 130

# Typer's scripts set this variable to ask for completions; people do not set it.
_COMPLETING = "_COLLABREF_COMPLETE"
_ENDLESS = {"COLUMNS": "10000"}

# How Typer refuses a word where an option takes one of a few; 0.29 says the kind of error too.
_NOT_A_CHOICE = re.compile(
    r"Invalid value for '(?P<option>\S+)'[^:]*: (?:Value error, )?"
    r"(?P<quote>['\"])(?P<typed>.*)(?P=quote) is not one of (?P<choices>.*)\.",
    re.DOTALL,
)

_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class CommandGroup(TyperGroup):
    """A group that imports and builds only the command called: the others cost nothing."""

    def get_params(self, ctx: Any) -> Any:
        """The options, of which Typer adds those for completion after the group is made."""
        for option in self.params:
            mended: Any = option
            if option.name == "install_completion":
                mended.callback = install
            elif option.name == "show_completion":
                mended.callback = show
                mended.help = "Show the completion script of the current shell, to install it elsewhere."
        return super().get_params(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One command, built."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            app = typer.Typer(rich_markup_mode=None, add_completion=False)
            module = import_module(f"collabref.cli.commands.{cmd_name}")
            app.command(cmd_name, context_settings=_SETTINGS)(module.command)
            self.commands[cmd_name] = typer.main.get_command(app)
        return self.commands[cmd_name]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Names of commands for the shell, without building each command for its help."""
        from typer.core import CompletionItem  # type: ignore[attr-defined]

        return [CompletionItem(name) for name in COMMANDS if name.startswith(incomplete)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was called.

        Raises:
            UsageError: there is no command of that name; names close matches.
        """
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from collabref.text.wording import close_matches, join_words

            nearest = close_matches(args[0], COMMANDS, least=0.7)
            hint = f"Did you mean {join_words(nearest)}?" if nearest else _instead(args)
            raise UsageError(f"There is no command “{args[0]}”. {hint}")
        return super().resolve_command(ctx, args)


def _instead(args: list[str]) -> str:
    """Where to look for the words that were typed without a command."""
    from collabref.paths import environment_libraries
    from collabref.query.resolve import find_in_words
    from collabref.store import open_store

    words = list(takewhile(lambda each: not each.startswith("-"), args))
    found = ""
    with suppress(CollabrefError):  # a library that cannot be read is another matter
        found = find_in_words(open_store(environment_libraries()), words)
    return f"Try: {found}" if found else "See: collabref --help."


app = typer.Typer(
    cls=CommandGroup,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings=_SETTINGS,
)


@app.callback(invoke_without_command=True)
def opening(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version and exit."),
) -> None:
    """A command-line reference on collaboration-based approaches to improving healthcare.

    \b
    Examples:
      collabref show qic          what a quality improvement collaborative is
      collabref compare qic cop   side by side with a community of practice
      collabref critiques cop     what is said against communities of practice
      collabref refs cost         the literature, by keyword

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

        options = Options(formats=PAGE)
        emit(welcome(open_libraries(options)), options)


def main() -> NoReturn:
    """Run the command that the command line names, and exit with its code."""
    guard_streams()
    forget_odd_sizes()
    # Once everything is written and Python is only tidying up, there is nothing left for Ctrl-C to stop.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    with ending_tidily():
        code = answer()
    raise SystemExit(code)


def answer(arguments: list[str] | None = None) -> int:
    """Run a command line, by default that of the process, and report a failure on stderr.

    Returns:
        The exit code.
    """
    try:
        with _silent_for_shells():
            return _run(arguments)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except CollabrefError as error:
        return _report(error)
    except typer.TyperException as error:
        return _report(UsageError(_in_our_words(error)))
    except MemoryError:
        tell("collabref: There is not enough memory for these libraries. Split them, or allow the process more.")
        return LIBRARY_FAULT
    except OSError as error:  # for example, the shell's start-up file cannot be written
        tell(f"collabref: {error.filename or 'The system says'}: {error.strerror}.")
        return WriteError.exit_code


def _run(arguments: list[str] | None) -> int:
    """Run the command and return its exit code."""
    try:
        return app(arguments, prog_name="collabref", standalone_mode=False) or 0
    except UnusableStoreError as error:
        # No answer has been written yet, and the command can do without this store.
        from collabref.store.store import give_up

        give_up(error)
        return app(arguments, prog_name="collabref", standalone_mode=False) or 0


@contextmanager
def _silent_for_shells() -> Iterator[None]:
    """Where a shell asks for completions, no error of any kind is shown: it would land in what is being typed."""
    is_completing = os.environ.get(_COMPLETING, "").startswith("complete_")
    if is_completing:
        # Rich, which Typer gives the descriptions to, would break them where the window ends: shells read lines.
        os.environ.update(_ENDLESS)
    try:
        yield
    except Exception:
        if is_completing:
            raise SystemExit(1) from None
        raise


def _in_our_words(error: typer.TyperException) -> str:
    """The parser's complaint in the style of our own errors: what is wrong, and what to type or where to find help."""
    said = error.format_message().strip()
    if refused := _NOT_A_CHOICE.fullmatch(said):
        from collabref.text.wording import join_words

        choices = re.findall(r"'([^']*)'", refused["choices"])
        return f"{refused['option']} cannot be “{refused['typed']}”. Choose {join_words(choices)}."
    said = re.sub(r"'([^']*)'", r"“\1”", said)
    said = re.sub(
        r"^Got unexpected extra arguments?(?:\(s\))? \((.*)\)$",
        r"“\1” is more than this command takes",
        said,
        flags=re.DOTALL,
    )
    path = getattr(getattr(error, "ctx", None), "command_path", "collabref")
    return f"{said if said.endswith(('.', '?')) else f'{said}.'} See: {path} --help."


def _report(error: CollabrefError) -> int:
    """Report the error on stderr, and return its exit code."""
    if not isinstance(error, ReaderGoneError):
        tell(str(error) if error.exit_code == LIBRARY_FAULT else f"collabref: {error}")
    return error.exit_code

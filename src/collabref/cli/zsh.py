"""What zsh needs besides Typer's script for completion, and what Typer's installer should leave alone.

zsh loads the script at the first Tab of a session and expects an answer. Typer's only says which function answers
from then on, and so the first Tab does nothing. The installer also chooses how the menus of all commands look.
"""

from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

_FIRST_TAB = 'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _collabref_completion "$@"; fi'
_MENUS = "zstyle ':completion:*' menu select"


def install(context: Any, option: Any, value: Any) -> Any:
    """What ``--install-completion`` does: what Typer does, which ends the process; then what is said above."""
    if not value:
        return value
    from typer.completion import install_callback

    settings = Path.home() / ".zshrc"
    had_menus = _MENUS in _read(settings)
    try:
        return install_callback(context, option, value)
    finally:
        _change(Path.home() / ".zfunc" / "_collabref", _answering_at_once)
        if not had_menus:
            _change(settings, _without_menus)


def show(context: Any, option: Any, value: Any) -> Any:
    """What ``--show-completion`` does: the script that ``--install-completion`` installs, on standard output."""
    if not value:
        return value
    from typer.completion import show_callback

    from collabref.cli.streams import write_stdout

    script = StringIO()
    try:
        with redirect_stdout(script):
            return show_callback(context, option, value)
    finally:
        write_stdout(_answering_at_once(script.getvalue()))


def _answering_at_once(script: str) -> str:
    """A script that answers when zsh loads it; that of another shell as it is."""
    is_ready = not script.startswith("#compdef") or _FIRST_TAB in script
    return script if is_ready else f"{script.rstrip()}\n\n{_FIRST_TAB}\n"


def _without_menus(settings: str) -> str:
    before, found, after = settings.rpartition(_MENUS)
    return f"{before.rstrip()}\n{after.lstrip()}" if found else settings


def _change(file: Path, change: Callable[[str], str]) -> None:
    old = _read(file)
    if (new := change(old)) != old:
        file.write_text(new, encoding="utf-8", errors="surrogateescape")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else ""

"""Tab in real shells: whatever a library contains, nothing in it is run."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import SCRIPT, Ran, Terminal

pytest_plugins = ["screens"]

# Text that runs a command, or ends a word, a quotation or a line, in some shell; {} is the file that must not appear.
NAUGHTY = (
    "$(touch {})", "`touch {}`", "\\$(touch {})", "\\\\$(touch {})", "\\`touch {}\\`", ";touch {};", "|touch {}",
    "&touch {}&", "\ntouch {}\n", "'$(touch {})'", '"$(touch {})"', "'';touch {};''", '";touch {};"', "(touch {})",
    "((touch {}))", "))';touch {};'((", "{{touch,{}}}", "<(touch {})", ">{}", ";id>{};", "${{x:-$(touch {})}}", "$[$(touch {})]",
    "=(touch {})", "%(touch {})", "a:b:$(touch {})", ":::$(touch {})", "#$(touch {})", "!touch {}", "*", "?", "[x]", "[/x]",
    "[bold]$(touch {})[/]", "~", "~+", "$HOME", "$x", "^x^y", "\x1b[2J$(touch {})", "\x1b]0;$(touch {})\x07", "\u202e$(touch {})",
    "\u2028touch {}", "\t$(touch {})", "\r$(touch {})", "é$(touch {})", "\\", "'", '"', "-x", "--help", "%s%n", "$'\\x60touch {}\\x60'",
    "；touch {}", "＄(touch {})", " ;touch {} #", "(e:'touch {}':)", "@(touch {})", "+(touch {})", "&&touch {}", "||touch {}",
)  # fmt: skip


class Shell:
    """A shell at a terminal with our completion, which takes lines and keys."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._marks = 0
        self.run("true")

    def run(self, line: str) -> str:
        """What is shown until a line has been run; a Ctrl-U first clears anything typed but not run."""
        self._marks += 1
        self._terminal.type(f"\x15{line}\n\x15echo mark''-{self._marks}-\n")
        return self._terminal.wait_for(f"mark-{self._marks}-")

    def tab_and_enter(self, line: str) -> str:
        """What is shown when Tab is pressed after a line, and then Enter."""
        self._marks += 1
        self._terminal.type(f"\x15{line}\t\n\x15echo mark''-{self._marks}-\n")
        return self._terminal.wait_for(f"mark-{self._marks}-")

    def end(self) -> Ran:
        self._terminal.type("\x15exit\n")
        return self._terminal.end()


START = {
    "bash": ("bash", ("--noprofile", "--rcfile", "{script}", "-i")),
    "zsh": ("zsh", ("-d", "-i")),
    "fish": ("fish", ("--no-config", "-i", "-C", "source {script}")),
}
BEFORE = {
    "bash": "bind 'set completion-query-items 0'; bind 'set page-completions off'; bind 'set show-all-if-ambiguous on'\n",
    "zsh": "autoload -Uz compinit; compinit -u -D\nsetopt no_beep\nLISTMAX=-100000\n",
    "fish": "function fish_greeting; end\n",
}


@pytest.fixture(params=sorted(START))
def shell(
    request: pytest.FixtureRequest, tmp_path: Path, process: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> Callable[[str], Shell]:
    """A function that starts a shell in which a library is in use, in an empty folder and with its own home."""
    name = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    home, empty = tmp_path / "home", tmp_path / "empty"
    home.mkdir()
    empty.mkdir()
    script = home / ".zshrc"
    completion = process(_COLLABREF_COMPLETE=f"source_{name}").out
    script.write_text(f"{BEFORE[name]}{completion}\ncd '{empty}'\n")
    command, arguments = START[name]

    def start(library: str) -> Shell:
        return Shell(
            terminal(
                *(each.format(script=script) for each in arguments),
                command=command,
                HOME=str(home),
                ZDOTDIR=str(home),
                XDG_CONFIG_HOME=str(home),
                XDG_DATA_HOME=str(home),
                PATH=f"{os.path.dirname(SCRIPT)}:{os.environ['PATH']}",
                TERM="dumb" if name == "fish" else "xterm",
                COLLABREF_LIBRARY=library,
                HISTFILE="",
            )
        )

    return start


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that appears if a shell runs anything of the library."""
    return tmp_path_factory.mktemp("canary") / "file"


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory, canary: Path) -> str:
    """A library in which every text that is offered contains every dangerous string; one, compiled once."""
    file = tmp_path_factory.mktemp("library") / "hostile.yaml"
    texts = [text.replace("{}", str(canary)).replace("{{", "{").replace("}}", "}") for text in NAUGHTY]
    claim = {"say": "Teams meet.", "refs": ["zz-work"]}
    file.write_text(
        json.dumps(
            {
                "references": [
                    {"id": "zz-work", "type": "book", "title": "Work"},
                    *(
                        {"id": f"zzi{number}{text}", "type": "book", "title": "Work"}
                        for number, text in enumerate(texts)
                    ),
                    *(
                        {"id": f"{text}zz{number}", "type": "book", "title": "Work"}
                        for number, text in enumerate(texts)
                    ),
                ],
                "terms": [
                    {
                        "id": f"zzterm{number}",
                        "name": f"zzn{number}{text}",
                        "aliases": [f"zza{number}{text}"],
                        "means": claim,
                    }
                    for number, text in enumerate(texts)
                ],
                "designs": [{"id": f"zzd{number}", "label": f"A design {text}"} for number, text in enumerate(texts)],
                "questions": [
                    {
                        "id": "zzq",
                        "asks": "Which?",
                        "answers": [{"id": f"zz{number}", "say": text} for number, text in enumerate(texts)],
                    }
                ],
            }
        )
    )
    return str(file)


def test_tab_and_enter_run_nothing_of_a_library(
    shell: Callable[[str], Shell], hostile_library: str, canary: Path, tmp_path: Path
):
    shown = ""
    at = shell(hostile_library)
    for line in ("show zz", "show zza", "show ", "refs --design zzd", "choose --answer zzq", "shwo q"):
        shown += at.tab_and_enter(f"collabref {line}")
    for number in range(0, len(NAUGHTY), 20):  # the only match is inserted on the line
        shown += at.tab_and_enter(f"collabref show zzi{number}")
        shown += at.tab_and_enter(f"collabref refs --design zzd{number}")
    at.end()
    assert not canary.exists()
    assert os.listdir(tmp_path / "empty") == []
    assert shown.count("Traceback") == 0


def test_the_hostile_library_is_offered(process: Callable[..., Ran], hostile_library: str):
    """Otherwise the test above would prove nothing."""
    for line, word in {"show zz": "zzterm1", "refs --design zzd": "zzd1", "choose --answer zzq": "zzq=zz1"}.items():
        done = process(
            _COLLABREF_COMPLETE="complete_zsh",
            _TYPER_COMPLETE_ARGS=f"collabref {line}",
            COLLABREF_LIBRARY=hostile_library,
        )
        assert f'"{word}"' in done.out


def test_tab_completes(shell: Callable[[str], Shell], hostile_library: str):
    at = shell(hostile_library)
    shown = at.tab_and_enter("collabref cite zz-w")
    at.end()
    assert "Work." in shown  # the citation


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a start-up file for zsh."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / ".zshrc").write_text("setopt no_beep\n")
    return folder


@pytest.fixture
def install(process: Callable[..., Ran], terminal: Callable[..., Terminal], home: Path) -> None:
    """Completion installed from a zsh at a terminal, as people do."""
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    at = zsh(terminal, home)
    assert "zsh completion installed" in at.run("collabref --install-completion")
    at.end()


def zsh(terminal: Callable[..., Terminal], home: Path) -> Shell:
    """A new zsh, whose home and start-up file are in ``home``."""
    path = f"{os.path.dirname(SCRIPT)}:{os.environ['PATH']}"
    return Shell(terminal("-i", command="zsh", HOME=str(home), ZDOTDIR=str(home), PATH=path, TERM="xterm", HISTFILE=""))


def test_the_first_tab_of_a_session_of_zsh_completes(install: None, terminal: Callable[..., Terminal], home: Path):
    at = zsh(terminal, home)
    shown = at.tab_and_enter("collabref cite wells201")
    at.end()
    assert "Wells S" in shown


def test_installing_leaves_the_menus_of_zsh_alone(install: None, home: Path):
    settings = (home / ".zshrc").read_text()
    assert settings.startswith("setopt no_beep\n")
    assert "compinit" in settings
    assert "zstyle" not in settings

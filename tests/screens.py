"""What tests of screens and commands share: a small library, and ways to run collabref.

A test module asks for these fixtures with ``pytest_plugins = ["screens"]``. It contains no assertions for
pytest to rewrite (PYTEST_DONT_REWRITE), so a module may import from it first.
"""

import gc
import io
import os
import re
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from subprocess import run as run_process
from typing import Any, NamedTuple

import pytest

from collabref.cli.main import main
from collabref.render import Style, render
from collabref.store import Store, open_store

gc.enable()  # the command line turns it off, since it runs for only a tenth of a second

DATA = Path(__file__).parent / "data"

# The small library that replaces the built-in one, and a library to put over it.
FIELD = str(DATA / "field.yaml")
HOSTILE = str(DATA / "hostile.yaml")

# The console script of the environment that runs the tests.
SCRIPT = str(Path(sys.executable).with_name("collabref"))

# What a program of another process begins with, for the small library to replace the built-in one there: that takes
# a second to compile. Nothing but `collabref.paths` is imported.
WITH_FIELD = f"""\
import sys, collabref.paths
sys.argv[0] = 'collabref'
collabref.paths.builtin_library = lambda: {FIELD!r}
"""

# The console script with the small library.
FIELD_SCRIPT = (sys.executable, "-c", f"{WITH_FIELD}from collabref.__main__ import main\nsys.exit(main())")

# A call of every command on the small library, without the command's name.
SAMPLES: dict[str, list[str]] = {
    "brief": ["x-do-huddles-work"],
    "list": [],
    "show": ["x-huddle"],
    "compare": ["x-huddle", "x-forum"],
    "critiques": ["x-huddle"],
    "cases": [],
    "evidence": ["x-huddle"],
    "guide": ["x-huddle"],
    "choose": ["-a", "aim=learning"],
    "refs": ["huddle"],
    "search": ["huddle"],
    "cite": ["x-okoro2018"],
    "handbook": ["-f", "md"],
    "help": ["show"],
    "match": [str(DATA / "mine.bib")],
    "open": ["x-okoro2018", "--print"],
    "check": [str(DATA / "mine.bib")],
    "schema": [],
    "info": [],
    "version": [],
}

# What controls a terminal: escape sequences.
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")

# The longest wait for a process: a guard against hanging, not a measure of speed.
PATIENCE = 60
# A key that was not noticed is pressed again after this many seconds.
AGAIN = 5


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class _Pipe(io.TextIOWrapper):
    """A stream of a command that runs inside the tests, as a terminal or not."""

    def __init__(self, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def raw(self) -> bytes:
        self.flush()
        return bytes(self.buffer.getvalue())  # type: ignore[attr-defined]

    def text(self) -> str:
        return self.raw().decode(self.encoding)


Run = Callable[..., Ran]


def run_here(*arguments: str, terminal: bool = False, encoding: str = "utf-8", closed: Sequence[str] = ()) -> Ran:
    """Run a command inside this process; streams named in ``closed`` do not exist."""
    code, out, err = _run(arguments, terminal, encoding, closed)
    return Ran(code, out.text(), err.text())


def run_for_bytes(*arguments: str) -> tuple[int, bytes, str]:
    """Run a command that writes a file's bytes to a pipe, inside this process: exit code, stdout and stderr."""
    code, out, err = _run(arguments)
    return code, out.raw(), err.text()


def _run(
    arguments: Sequence[str], terminal: bool = False, encoding: str = "utf-8", closed: Sequence[str] = ()
) -> tuple[int, _Pipe, _Pipe]:
    out, err = _Pipe(terminal, encoding), _Pipe(False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["collabref", *arguments])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdin", io.StringIO(""))
        for stream in closed:
            patch.setattr(sys, stream, None)
        with pytest.raises(SystemExit) as left:
            main()
    code = left.value.code
    return code if isinstance(code, int) else int(code is not None), out, err


@pytest.fixture
def run(builtin: Store, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command inside this process, on the built-in library with a warm store."""
    monkeypatch.setenv("COLLABREF_CACHE", os.path.dirname(builtin.path))
    return run_here


@pytest.fixture(scope="session")
def _field_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("field"))


@pytest.fixture(scope="session")
def field(_field_cache: str) -> Store:
    """The store of the small library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", _field_cache)
        patch.setattr("collabref.store.store.builtin_library", lambda: FIELD)
        return open_store()


@pytest.fixture(scope="session")
def hostile(_field_cache: str) -> Store:
    """The store of the small library with the hostile one over it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", _field_cache)
        patch.setattr("collabref.store.store.builtin_library", lambda: FIELD)
        return open_store([HOSTILE])


@pytest.fixture
def run_field(_field_cache: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command inside this process, with the small library replacing the built-in one."""
    monkeypatch.setenv("COLLABREF_CACHE", _field_cache)
    for place in ("collabref.store.store.builtin_library", "collabref.paths.builtin_library"):
        monkeypatch.setattr(place, lambda: FIELD)
    return run_here


@pytest.fixture
def process(builtin: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the console script as a separate process, on the built-in library with a warm store."""
    monkeypatch.setenv("COLLABREF_CACHE", os.path.dirname(builtin.path))

    def run(
        *arguments: str, command: Sequence[str] = (SCRIPT,), stdout: int = PIPE, stderr: int = PIPE, **environment: str
    ) -> Ran:
        done = run_process(
            [*command, *arguments],
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            timeout=PATIENCE,
            check=False,
        )
        out, err = done.stdout or b"", done.stderr or b""
        return Ran(done.returncode, out.decode(errors="surrogateescape"), err.decode())

    return run


class Terminal:
    """A process with its own terminal, to interact with: its output is read up to an expected text."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str], width: int = 100) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
        self.output = ""
        self._read_to = 0
        self.process = Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], PATIENCE)
        try:
            some = os.read(self._master, 65536) if ready else b""
        except OSError:  # the other end has closed
            some = b""
        self.output += some.decode(errors="replace")
        return bool(some)

    def wait_for(self, text: str) -> str:
        """Everything written since the last call, up to ``text``."""
        while text not in self.output[self._read_to :]:
            if not self._read():
                raise AssertionError(f"{text!r} was not written; this was: {self.output[self._read_to :]!r}")
        start, end = self._read_to, self.output.index(text, self._read_to) + len(text)
        self._read_to = end
        return self.output[start:end]

    def type(self, text: str) -> None:
        """Press keys."""
        self.type_bytes(text.encode())

    def type_bytes(self, keys: bytes) -> None:
        """Press keys, in any encoding."""
        os.write(self._master, keys)

    def interrupt(self) -> None:
        """Press Ctrl-C until it is noticed: Python overlooks the one that comes just as it begins to read."""
        for _ in range(PATIENCE // AGAIN):
            self.type("\x03")
            with suppress(TimeoutExpired):
                self.process.wait(AGAIN)
                return

    def end(self) -> Ran:
        """Wait for the process to end, and return its exit code and everything that it wrote."""
        while self._read():
            pass
        code = self.process.wait(PATIENCE)
        os.close(self._master)
        return Ran(code, self.output.replace("\r\n", "\n"), "")


@pytest.fixture
def terminal(builtin: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """Runs the console script at a terminal, on the built-in library with a warm store."""
    pytest.importorskip("pty")
    monkeypatch.delenv("COLUMNS")

    def run(*arguments: str, width: int = 100, command: str = SCRIPT, **environment: str) -> Terminal:
        cache = os.path.dirname(builtin.path)
        plain = {"TERM": "xterm-256color", "COLLABREF_CACHE": cache, "PYTHONIOENCODING": "utf-8"}
        return Terminal([command, *arguments], {**os.environ, **plain, **environment}, width)

    return run


def drawn(view: Any, format: str = "text", width: int = 80, color: bool = False, links: bool = False) -> str:
    """A page or grid in a format, with escape characters made visible and link numbers left out."""
    text = render(view, Style(format, width, color, links))
    return re.sub(r"␛\]8;id=\d+;", "␛]8;id=N;", text.replace("\x1b", "␛"))


def stripped(text: str) -> str:
    """Text without escape sequences and trailing spaces."""
    return "\n".join(line.rstrip() for line in ESCAPES.sub("", text).split("\n"))


def _views() -> dict[str, Callable[[Store], Any]]:
    from collabref.pages.about_counts import about_counts
    from collabref.pages.briefs import briefs
    from collabref.pages.cases import cases, cases_page
    from collabref.pages.choose import questions, result
    from collabref.pages.cite import cite
    from collabref.pages.compare import compare
    from collabref.pages.coverage import coverage, coverage_page
    from collabref.pages.critiques import critiques
    from collabref.pages.evidence import dossier
    from collabref.pages.field import field
    from collabref.pages.guide import guide
    from collabref.pages.handbook import handbook
    from collabref.pages.lists import list_kind
    from collabref.pages.refs import annotated, grid, references
    from collabref.pages.search import hits
    from collabref.pages.show import show
    from collabref.pages.studies import grid as studies
    from collabref.query.filters import TypedFilter
    from collabref.query.fits import read_answers
    from collabref.query.resolve import find
    from collabref.query.studies import all_studies

    everything = TypedFilter()
    return {
        "card": lambda store: show(store, ["x-huddle"]),
        "page": lambda store: show(store, ["x-huddle"], full=True),
        "records": lambda store: show(store, ["x-falls", "x-riverside", "x-okoro2018"]),
        "compare": lambda store: compare(store, ["x-huddle", "x-forum"]),
        "compare-three": lambda store: compare(store, ["x-huddle", "x-online-huddle", "x-forum"]),
        "all-approaches": field,
        "brief": lambda store: show(store, ["x-do-huddles-work"]),
        "brief-whole": lambda store: show(store, ["x-do-huddles-work"], full=True),
        "briefs": lambda store: briefs(store, depth="all"),
        "critiques": lambda store: critiques(store, "x-huddle"),
        "critiques-short": lambda store: critiques(store, "x-huddle", "short"),
        "critiques-index": lambda store: critiques(store, depth="short"),
        "guide": lambda store: guide(store, "x-huddle"),
        "guide-short": lambda store: guide(store, "x-huddle", depth="short"),
        "cases-page": lambda store: cases_page(store, ["x-huddle"], everything, "short"),
        "questions": questions,
        "choose": lambda store: result(store, read_answers(store, ["aim=safety", "scale=many", "place=ward"])),
        "evidence": lambda store: dossier(store, find(store, "x-huddle"), TypedFilter()),
        "evidence-brief": lambda store: dossier(
            store, find(store, "x-huddle"), TypedFilter(), years=True, depth="short"
        ),
        "coverage": coverage_page,
        "about-counts": about_counts,
        "handbook": handbook,
        "cite": lambda store: cite(store, ["x-okoro2018", "x-nhs2015", "x-jansen"]),
        "annotated": lambda store: annotated(store, references(store, (), TypedFilter(design=["theory"]))[0]),
        "refs": lambda store: grid(store, references(store, (), everything)[0]),
        "search": lambda store: hits(store, ["falls", "wards"])[0],
        "cases": cases,
        "studies": lambda store: studies(store, all_studies(store)),
        "counts": coverage,
        "list": lambda store: list_kind(store, "approaches"),
        "terms": lambda store: list_kind(store, "terms"),
    }


# Name -> a page or grid of the small library, one of each kind that commands show.
VIEWS = _views()
GRIDS = ("refs", "search", "cases", "studies", "counts", "list", "terms")

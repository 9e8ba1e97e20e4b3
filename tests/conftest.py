"""Fixtures that every test may ask for. No test sees the user's cache, libraries or settings."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from collabref.check import run
from collabref.load import read_library
from collabref.load.overlay import Overlay
from collabref.store import Store, open_store

# No deadline: the speed of the machine proves nothing. No database: a test run leaves nothing behind.
settings.register_profile("collabref", deadline=None, database=None)
settings.register_profile("mutants", settings.get_profile("collabref"), max_examples=10, derandomize=True)
settings.load_profile("collabref")

SMALL = """\
approaches:
- {id: qic, name: Collaborative, summary: {say: Teams meet., refs: [schouten2008]}}
references:
- {id: schouten2008, type: article-journal, title: Evidence, DOI: 10.1136/bmj.39570.749884.BE, custom: {about: [qic]}}
- {id: wenger1998, type: book, title: Practice}
"""


_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's stores; created only when something is written."""
    path = tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}"
    for name in ("COLLABREF_LIBRARY", "COLLABREF_FORMAT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("COLLABREF_PAGER", "")  # a pager would wait for keys
    monkeypatch.setenv("COLLABREF_CACHE", str(path))
    return path


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., str]:
    """A function that writes a library file and returns its path."""

    def write(text: str | bytes, name: str = "library.yaml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.fixture
def laid_over(library: Callable[..., str]) -> Callable[..., Overlay]:
    """A function that overlays libraries, given as YAML: 1.yaml, 2.yaml, …"""

    def lay(*texts: str) -> Overlay:
        return Overlay([read_library(library(text, f"{number}.yaml")) for number, text in enumerate(texts, start=1)])

    return lay


@pytest.fixture
def problems(laid_over: Callable[..., Overlay]) -> Callable[..., list[str]]:
    """A function that names the problems of a library: `line:column rule: sentence`."""

    def find(text: str, level: str = "error", rule: str = "") -> list[str]:
        return [
            f"{each.line}:{each.column} {each.rule}: {each.sentence}"
            for each in run(laid_over(text), level)
            if each.rule == rule or not rule
        ]

    return find


@pytest.fixture
def small(library: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of a small library that replaces the built-in one."""
    path = library(SMALL, "built-in/small.yaml")
    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: path)
    return path


@pytest.fixture(scope="session")
def builtin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of the built-in library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", str(tmp_path_factory.mktemp("builtin")))
        yield open_store()

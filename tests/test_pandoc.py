import sys
from pathlib import Path

import pytest

from collabref.errors import UsageError
from collabref.pandoc import find, run

NEED = "The format docx needs pandoc."
INSTALL = "Install collabref[pandoc], or pandoc 3 or later."


@pytest.fixture(autouse=True)
def without_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No extra, and no pandoc but the one that a test puts into its folder."""
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(
        "collabref.pandoc.shutil.which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None
    )


def fake(folder: Path, script: str) -> str:
    """A pandoc that is a shell script."""
    file = folder / "pandoc"
    file.write_text(script)
    file.chmod(0o755)
    return str(file)


def shows(folder: Path, version: str, then: str = "") -> str:
    """A pandoc that says its version, and otherwise does what ``then`` says."""
    return fake(folder, f"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit; fi\n{then}\n")


# --- which pandoc ------------------------------------------------------------------------------------------


def test_no_pandoc_is_what_needs_it_and_what_to_install():
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} {INSTALL}"


@pytest.mark.parametrize(
    ("shown", "number"), [("pandoc 2.17.1.1", "2.17"), ("pandoc 1.19", "1.19"), ("hello", "unknown"), ("", "unknown")]
)
def test_an_old_pandoc_is_recognised_as_such(tmp_path: Path, shown: str, number: str):
    shows(tmp_path, shown)
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == (f"{NEED} The one on PATH is too old (version {number}; 3 is needed). {INSTALL}")


def test_what_is_no_program_is_no_pandoc(tmp_path: Path):
    fake(tmp_path, "not a program")
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} The one on PATH is too old (version unknown; 3 is needed). {INSTALL}"


@pytest.mark.parametrize("shown", ["pandoc 3.1", "pandoc.exe 3.9.0.2", "pandoc 10.0"])
def test_a_pandoc_of_version_3_or_later_on_the_path_will_do(tmp_path: Path, shown: str):
    file = shows(tmp_path, shown)
    assert find(NEED) == file


def test_the_extra_comes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from types import SimpleNamespace

    shows(tmp_path, "pandoc 3.1")
    monkeypatch.setitem(sys.modules, "pypandoc", SimpleNamespace(get_pandoc_path=lambda: "/of/the/extra"))
    assert find(NEED) == "/of/the/extra"


def test_an_extra_without_its_program_leaves_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from types import SimpleNamespace

    def absent() -> str:
        raise OSError("No pandoc was found")

    file = shows(tmp_path, "pandoc 3.1")
    monkeypatch.setitem(sys.modules, "pypandoc", SimpleNamespace(get_pandoc_path=absent))
    assert find(NEED) == file


# --- what it makes -----------------------------------------------------------------------------------------


def test_arguments_and_text_go_in_and_bytes_come_out(tmp_path: Path):
    shows(tmp_path, "pandoc 3.1", 'printf "%s|" "$@"; cat')
    assert run(["--to", "a b"], b"PK\x00\xff", NEED) == b"--to|a b|PK\x00\xff"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'Unknown option --x.' >&2; echo 'Try --help.' >&2; exit 6", "Unknown option --x."),
        ("exit 1", "no reason given"),
    ],
)
def test_a_refusal_is_what_needs_it_and_the_reason(tmp_path: Path, script: str, reason: str):
    shows(tmp_path, "pandoc 3.1", f"cat > /dev/null; {script}")
    with pytest.raises(UsageError) as refused:
        run([], b"text", NEED)
    assert str(refused.value) == f"{NEED} It refused: {reason}"


def test_a_pandoc_that_does_not_finish_is_said(monkeypatch: pytest.MonkeyPatch):
    import subprocess

    def endless(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 300)

    monkeypatch.setattr("collabref.pandoc.find", lambda need: "pandoc")
    monkeypatch.setattr("collabref.pandoc.subprocess.run", endless)
    with pytest.raises(UsageError) as refused:
        run([], b"text", NEED)
    assert str(refused.value) == f"{NEED} It did not finish in 300 seconds."

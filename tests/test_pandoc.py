import sys
from pathlib import Path

import pytest

from collabref.errors import UsageError
from collabref.pandoc import find, run

NEED = "The format docx needs pandoc."
INSTALL = (
    "Install pandoc 3 or later, or the extra “pandoc”. In the clone of collabref: "
    "pipx install --force '.[pandoc]', uv tool install '.[pandoc]' or pip install '.[pandoc]'."
)


@pytest.fixture(autouse=True)
def without_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No extra, and no pandoc except the one that a test puts into its folder."""
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
    """A pandoc that reports its version, and otherwise does what ``then`` says."""
    return fake(folder, f"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit; fi\n{then}\n")


# --- which pandoc ------------------------------------------------------------------------------------------


def test_no_pandoc_is_what_needs_it_and_what_to_install():
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} {INSTALL}"


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("pandoc 2.17.1.1", "2.17"),
        ("pandoc 1.19", "1.19"),
        ("hello", ""),
        ("", ""),
        ("pandoc " + "9" * 5000 + ".1", ""),
    ],
)
def test_an_old_pandoc_is_recognised_as_such(tmp_path: Path, shown: str, number: str):
    shows(tmp_path, shown)
    with pytest.raises(UsageError) as refused:
        find(NEED)
    fault = f"is too old (version {number}; 3 is needed)" if number else "does not say its version"
    assert str(refused.value) == f"{NEED} The one at “{tmp_path / 'pandoc'}” {fault}. {INSTALL}"


def test_what_is_no_program_is_no_pandoc(tmp_path: Path):
    fake(tmp_path, "not a program")
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} The one at “{tmp_path / 'pandoc'}” does not say its version. {INSTALL}"


def test_a_folder_of_its_name_is_no_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    (tmp_path / "pandoc").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} {INSTALL}"


def test_one_that_never_says_its_version_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fake(tmp_path, "#!/bin/sh\nexec sleep 1000\n")
    monkeypatch.setattr("collabref.pandoc.SECONDS_FOR_VERSION", 0.01)
    with pytest.raises(UsageError) as refused:
        find(NEED)
    assert str(refused.value) == f"{NEED} The one at “{tmp_path / 'pandoc'}” does not say its version. {INSTALL}"


@pytest.mark.parametrize("shown", ["pandoc 3.1", "pandoc.exe 3.9.0.2", "pandoc 10.0"])
def test_a_pandoc_of_version_3_or_later_on_the_path_will_do(tmp_path: Path, shown: str):
    file = shows(tmp_path, shown)
    assert find(NEED) == file


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs folder of an extra that exists but is empty."""
    package = tmp_path / "site" / "pypandoc"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('it need not be imported')")
    monkeypatch.delitem(sys.modules, "pypandoc")
    monkeypatch.syspath_prepend(str(package.parent))
    return package / "files"


def test_the_extra_comes_before_the_path(tmp_path: Path, extra: Path):
    shows(tmp_path, "pandoc 3.1")
    file = shows(extra, "pandoc 3.9")
    assert find(NEED) == file


@pytest.mark.parametrize("shown", ["pandoc 2.9", "", None])
def test_an_extra_without_its_program_leaves_the_path(tmp_path: Path, extra: Path, shown: str | None):
    if shown is None:
        (extra / "pandoc").mkdir()
    else:
        shows(extra, shown)
    file = shows(tmp_path, "pandoc 3.1")
    assert find(NEED) == file


# --- what it makes -----------------------------------------------------------------------------------------


def test_arguments_and_text_go_in_and_bytes_come_out(tmp_path: Path):
    shows(tmp_path, "pandoc 3.1", 'printf "%s|" "$@"; cat')
    assert run(["--to", "a b"], b"PK\x00\xff", NEED) == b"--to|a b|PK\x00\xff"


def test_whatever_it_would_fetch_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("no_proxy", "*")
    shows(tmp_path, "pandoc 3.1", "cat > /dev/null; env")
    seen = run([], b"", NEED).decode().split("\n")
    assert {"http_proxy=http://127.0.0.1:0", "https_proxy=http://127.0.0.1:0", "no_proxy="} <= set(seen)


def test_nothing_is_no_document(tmp_path: Path):
    shows(tmp_path, "pandoc 3.1", "cat > /dev/null")
    with pytest.raises(UsageError) as refused:
        run([], b"text", NEED)
    assert str(refused.value) == f"{NEED} It wrote nothing. {INSTALL}"


def test_a_pandoc_that_goes_away_meanwhile_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("collabref.pandoc.find", lambda need: "/no/such/pandoc")
    with pytest.raises(UsageError) as refused:
        run([], b"text", NEED)
    assert str(refused.value) == f"{NEED} “/no/such/pandoc” cannot be run (No such file or directory). {INSTALL}"


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
    assert str(refused.value) == f"{NEED} It failed: {reason}"


def test_a_pandoc_that_does_not_finish_is_said(monkeypatch: pytest.MonkeyPatch):
    import subprocess

    def endless(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 300)

    monkeypatch.setattr("collabref.pandoc.find", lambda need: "pandoc")
    monkeypatch.setattr("collabref.pandoc.subprocess.run", endless)
    with pytest.raises(UsageError) as refused:
        run([], b"text", NEED)
    assert str(refused.value) == f"{NEED} It did not finish within 300 seconds."

"""What `--output` does to existing files, and to files that cannot be written."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screens import FIELD_SCRIPT, PATIENCE, Run

from collabref.store import Store

pytest_plugins = ["screens"]

# A process without the superuser's right to bypass permissions, so that they apply to it as well.
POWERLESS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def powerless(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to which permissions apply."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("the superuser may write everywhere")
    return subprocess.run(
        [*(POWERLESS if os.geteuid() == 0 else ()), *command], capture_output=True, encoding="utf-8", timeout=PATIENCE,
        check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip


@pytest.fixture
def warm(run: Run) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs collabref, on a warm store, as a user to whom permissions apply."""
    return lambda *arguments: powerless(sys.executable, "-m", "collabref", *arguments)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode(run_field: Run, tmp_path: Path, mode: int):
    file = tmp_path / "refs.csv"
    file.write_text("old")
    file.chmod(mode)
    assert run_field("refs", "huddle", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith("id,")
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_has_the_mode_that_all_new_files_have(run_field: Run, tmp_path: Path):
    (tmp_path / "other").touch()
    run_field("refs", "huddle", "-o", str(tmp_path / "refs.csv"))
    assert (tmp_path / "refs.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(run_field: Run, tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "refs.csv").symlink_to(tmp_path / "real" / "refs.csv")
    for _ in range(2):  # to a missing file, then to an existing one
        assert run_field("refs", "huddle", "-o", str(tmp_path / "refs.csv")).code == 0
        assert (tmp_path / "refs.csv").is_symlink()
    assert os.listdir(tmp_path / "real") == ["refs.csv"]


def test_a_file_that_may_only_be_read_is_left_alone(
    warm: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
):
    file = tmp_path / "refs.csv"
    file.write_text("old")
    file.chmod(0o444)
    done = warm("refs", "cost", "-o", str(file))
    sentence = f"collabref: “{file}” cannot be written (Permission denied). Choose another place with --output.\n"
    assert (done.returncode, done.stdout, done.stderr) == (74, "", sentence)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["refs.csv"]


@pytest.mark.parametrize("name", ["there.csv", "new.csv"])
def test_a_folder_that_may_only_be_read_is_a_sentence(
    warm: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, name: str
):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "there.csv").write_text("old")
    folder.chmod(0o555)
    done = warm("refs", "cost", "-o", str(folder / name))
    folder.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (74, "", 1)
    assert done.stderr.startswith(f"collabref: “{folder / name}” cannot be written (Permission denied).")
    assert (folder / "there.csv").read_text() == "old"
    assert os.listdir(folder) == ["there.csv"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, MemoryError])
def test_what_is_interrupted_leaves_the_old_file_and_no_other(
    failure: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from collabref.files import write_file

    def fail(*_: object) -> None:
        raise failure

    file = tmp_path / "refs.csv"
    file.write_text("old")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(failure):
        write_file(str(file), b"new")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["refs.csv"]


def test_a_disk_that_fills_up_leaves_the_old_file(run: Run, tmp_path: Path):
    import resource

    file = tmp_path / "refs.csv"
    file.write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "collabref", "refs", "cost", "-o", str(file)], capture_output=True, timeout=PATIENCE,
        check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (74, b"", 1)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["refs.csv"]


def test_a_working_folder_that_is_gone_is_a_sentence(run: Run, tmp_path: Path):
    (tmp_path / "gone").mkdir()
    for arguments in ("-o refs.csv", "-L mine.yaml"):
        code = f"mkdir -p gone; cd gone; rmdir ../gone; exec {sys.executable} -m collabref refs cost {arguments}"
        done = subprocess.run(
            ["bash", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (74, "", 1), done.stderr
        assert "No such file or directory" in done.stderr


# --- places that cannot be written to ------------------------------------------------------------------------------


def test_a_cache_that_may_only_be_read_means_a_store_in_memory(run_field: Run, tmp_path: Path):
    right = run_field("refs", "huddle").out
    folder = tmp_path / "locked"
    folder.mkdir(0o555)
    done = powerless(*FIELD_SCRIPT, "refs", "huddle", COLLABREF_CACHE=str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, right, "")
    assert os.listdir(folder) == []


def test_a_warm_cache_that_may_only_be_read_is_used(run: Run, builtin: Store, tmp_path: Path):
    right = run("info").out
    store = Path(builtin.path)
    folder = tmp_path / "locked"
    folder.mkdir()
    shutil.copy(store, folder)
    (folder / store.name).chmod(0o444)
    folder.chmod(0o555)
    done = powerless(sys.executable, "-m", "collabref", "info", COLLABREF_CACHE=str(folder))
    folder.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == right.replace(str(store), str(folder / store.name))


def test_an_installation_that_may_only_be_read_will_do(run: Run, tmp_path: Path):
    import collabref
    from collabref.paths import builtin_library

    right = run("refs", "cost").out
    package = tmp_path / "lib" / "collabref"
    shutil.copytree(Path(collabref.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(builtin_library(), package / "data", dirs_exist_ok=True)
    everything = [package.parent, *package.parent.rglob("*")]
    for each in everything:
        each.chmod(0o555 if each.is_dir() else 0o444)
    environment = {"PYTHONPATH": str(package.parent), "COLLABREF_CACHE": str(tmp_path / "cache")}
    done = powerless(sys.executable, "-m", "collabref", "refs", "cost", **environment)
    told = powerless(sys.executable, "-m", "collabref", "info", **environment)
    assert set(package.parent.rglob("*")) | {package.parent} == set(everything)
    for each in everything:
        each.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr) == (0, right, "")
    assert str(package / "data") in told.stdout

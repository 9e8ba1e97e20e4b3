"""The wheel: built without isolation, installed without an index, run from elsewhere."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from collabref.store import Store

ROOT = Path(__file__).parent.parent

# A guard against hanging, not a measure of speed.
PATIENCE = 300


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [*map(str, command)], cwd=cwd, env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip


# Built and installed once, so in one process.
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the current sources."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and access to the dependencies but not to this checkout."""
    folder = tmp_path_factory.mktemp("bare")
    done = run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    assert done.returncode == 0, done.stderr
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
        "--disable-pip-version-check", wheel, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # A folder named in a .pth is searched for modules, but its own .pth files (the editable install) are ignored.
    (own,) = (folder / "venv").glob("**/site-packages")
    (own / "dependencies.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n")
    return python


@pytest.fixture
def collabref(installed: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installed console script from another folder; its store is kept from call to call."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        cache = installed.parent.parent / "cache"
        return run(installed.with_name("collabref"), *arguments, cwd=tmp_path, COLLABREF_CACHE=str(cache))

    return call


def test_the_wheel_holds_the_program_and_the_data_and_nothing_else(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    data = {name.removeprefix("collabref/data/") for name in names if name.startswith("collabref/data/")}
    assert data == {file.name for file in (ROOT / "data").iterdir()}
    assert [name for name in names if name.startswith("collabref/docs/")] == ["collabref/docs/schema.json"]
    sources = {str(file.relative_to(ROOT / "src")).replace(os.sep, "/") for file in (ROOT / "src").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == sources
    tops = {name.partition("/")[0].rpartition(".")[2] for name in names}
    assert tops <= {"collabref", "dist-info", "data"}
    assert not any("test" in name or "__pycache__" in name for name in names)


def test_it_is_not_this_checkout_that_runs(installed: Path, tmp_path: Path):
    code = "import collabref, collabref.paths; print(collabref.__file__); print(collabref.paths.builtin_library())"
    module, data = run(installed, "-c", code, cwd=tmp_path).stdout.splitlines()
    environment = installed.parent.parent
    assert environment in Path(module).parents
    assert environment in Path(data).parents
    assert Path(data).name == "data"
    assert ROOT not in Path(module).parents


def test_it_shows_checks_and_tells_what_it_is(
    installed: Path, collabref: Callable[..., subprocess.CompletedProcess[str]]
):
    shown = collabref("show", "qic")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Quality improvement collaborative (qic)\n")
    checked = collabref("check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "No problems.\n")
    told = collabref("info", "-f", "json")
    (item,) = json.loads(told.stdout)["items"]
    assert installed.parent.parent in Path(item["libraries"][0]).parents
    assert item["counts"]["reference"] >= 320


def test_it_says_the_same_as_the_checkout(
    collabref: Callable[..., subprocess.CompletedProcess[str]], builtin: Store, tmp_path: Path
):
    cache = str(Path(builtin.path).parent)
    here = run(sys.executable, "-m", "collabref", "refs", "-f", "json", cwd=tmp_path, COLLABREF_CACHE=cache)
    assert collabref("refs", "-f", "json").stdout == here.stdout


def test_its_metadata_name_what_it_needs(wheel: Path):
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = archive.read(name).decode()
    needed = {
        line.partition(": ")[2].split("<")[0].split(">")[0].strip()
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist: ") and "extra" not in line
    }
    assert needed == {"msgspec", "pyyaml", "rich", "typer"}
    (scripts,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "collabref = collabref.__main__:main" in archive.read(scripts).decode()

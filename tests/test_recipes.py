"""Each recipe of docs/recipes.md, run exactly as written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from make_docs import furnish

from collabref.store import Store

ROOT = Path(__file__).resolve().parent.parent
RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")

COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", RECIPES, re.DOTALL) for line in block.splitlines() if line.strip()
]
MAKEFILE = re.findall(r"```make\n# Makefile\n(.*?)```", RECIPES, re.DOTALL)[0]


@pytest.fixture(scope="module")
def stores(builtin: Store) -> str:
    """A cache folder that the recipes share."""
    return os.path.dirname(builtin.path)


def run(line: str, folder: Path, stores: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLLABREF_CACHE": stores}
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_there_are_recipes():
    assert len(COMMANDS) >= 10


@pytest.mark.skipif(os.name == "nt" or not shutil.which("sh"), reason="needs a Unix shell")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_recipe_runs(line: str, tmp_path: Path, stores: str):
    furnish(tmp_path)
    if "fzf" in line:
        if not shutil.which("fzf"):
            pytest.skip("needs fzf")
        line = line.replace("| fzf", "| fzf --filter co")
    done = run(line, tmp_path, stores)
    assert done.returncode == 0, done.stderr
    written = re.search(r"(?:-o|>) (\S+)", line)
    assert (tmp_path / written[1]).stat().st_size if written else done.stdout


@pytest.mark.skipif(not shutil.which("fzf"), reason="needs fzf")
def test_what_fzf_picks_is_an_id_that_can_be_shown(tmp_path: Path, stores: str):
    picked = run(
        "collabref list approaches -f tsv | fzf --filter 'community of practice' | head -n 1", tmp_path, stores
    )
    id = picked.stdout.split("\t")[0]
    assert run(f"collabref show {id}", tmp_path, stores).returncode == 0


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_the_makefile_builds_the_handout(tmp_path: Path, stores: str):
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    done = run("make handout.html references.bib", tmp_path, stores)
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "handout.html").read_text(encoding="utf-8")

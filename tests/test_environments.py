"""The versions that development installs, and the Pythons that the recipes find."""

import os
import re
import sys
import tomllib
from pathlib import Path

import pytest
import pythons
from make_docs import ROOT

packaging = pytest.importorskip("packaging.requirements", reason="needs packaging, which comes with pytest")

LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.lstrip().startswith("#")
]


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> list[str]:
    """Every requirement of pyproject.toml."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = told["project"]
    groups = [*project["optional-dependencies"].values(), *told["dependency-groups"].values()]
    return [*told["build-system"]["requires"], *project["dependencies"], *(each for group in groups for each in group)]


@pytest.mark.parametrize("line", LINES)
def test_a_constraint_is_a_name_one_version_and_at_most_a_marker(line: str):
    assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+]*( ; [a-z_]+ [!=<>]+ '[\w.*]+'( (and|or) [a-z_]+ [!=<>]+ '[\w.*]+')*)?", line)  # fmt: skip


@pytest.mark.parametrize("requirement", sorted(set(declared())))
def test_what_is_declared_has_a_version_within_its_range(requirement: str):
    """If this fails, run: make constraints."""
    wanted = packaging.Requirement(requirement)
    found = [each for each in map(packaging.Requirement, LINES) if normal(each.name) == normal(wanted.name)]
    assert found
    for each in found:
        (version,) = (specifier.version for specifier in each.specifier)
        assert wanted.specifier.contains(version, prereleases=True)


def stand_in(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="needs sh")
def test_the_first_python_of_each_version_that_runs_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    broken = stand_in(tmp_path / "a", "python3.87", "echo 'manager: not found' >&2; echo Help. >&2; exit 127")
    works = stand_in(tmp_path / "b c", "python3.87", "echo 87")
    stand_in(tmp_path / "d", "python3.87", "echo 87")
    other = stand_in(tmp_path / "d", "python3.88", "echo 12")
    for name in ("python3.10", "python3", "python3.87-config", "python3.87t", "xpython3.87"):
        stand_in(tmp_path / "a", name, "echo 87")
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in ("a", "none", "b c", "d")))
    pythons.main()
    out, err = capsys.readouterr()
    assert out == f"3.{sys.version_info.minor} {sys.executable}\n3.87 {works}\n"
    assert err.splitlines() == [
        f"Skipped {broken}: manager: not found",
        f"Skipped {other}: it is Python 3.12",
        f"Found Python 3.{sys.version_info.minor}, 3.87",
    ]

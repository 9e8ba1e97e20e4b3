"""Make many small changes to the code, and report those that no test notices: `make mutants`.

    python tools/mutants.py PACKAGE[.MODULE]        as in cite, or cite.vancouver

Only the tests of the package are run, and mutmut forks a process for each change. It works in a copy of the
checkout, since its settings must be in pyproject.toml, and leaves nothing behind. Only the bodies of functions are
changed; in a function that runs when its module is imported, changes come too late to be noticed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = str(Path(sys.executable).with_name("mutmut"))

# Package -> the beginnings of the names of its test modules, if there are any besides its own.
BESIDE = {"query": ("render_data", "render_html", "render_markdown", "render_plain", "render_terminal")}

# Few examples of every property, and always the same ones.
PROFILE = "--hypothesis-profile=mutants"


def main() -> None:
    """Try the mutants of the modules named; exit code 1 if one survives."""
    if len(sys.argv) != 2:
        sys.exit("Name a package or module, as in: python tools/mutants.py cite.vancouver")
    package, _, module = sys.argv[1].partition(".")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "collabref"
        left_out = shutil.ignore_patterns(".*", "__pycache__", "dist", "mutants", "node_modules")
        shutil.copytree(ROOT, copy, ignore=left_out)
        with (copy / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write(settings_for(package, module, copy))
        ran = subprocess.run([MUTMUT, "run"], cwd=copy, check=False)
        if ran.returncode:
            sys.exit(ran.returncode)
        results = subprocess.run([MUTMUT, "results"], cwd=copy, capture_output=True, text=True, check=True).stdout
        unnoticed = re.findall(r"^ *(\S+): (survived|no tests|suspicious)$", results, re.MULTILINE)
        for name, how in unnoticed:
            shown = subprocess.run([MUTMUT, "show", name], cwd=copy, capture_output=True, text=True, check=True).stdout
            changes = [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]
            print(f"{name}: {how}", *changes, "", sep="\n")
        sys.exit(bool(unnoticed))


def settings_for(package: str, module: str, copy: Path) -> str:
    """The settings of mutmut, as the end of pyproject.toml."""
    tests = [
        f"tests/{path.name}"
        for begins in (package, *BESIDE.get(package, ()))
        for path in sorted((copy / "tests").glob(f"test_{begins}*.py"))
    ]
    if not tests:
        sys.exit(f"There is no test module tests/test_{package}*.py.")
    others = sorted(path.name for path in copy.iterdir() if path.name not in ("src", "tests", "pyproject.toml"))
    return (
        "\n[tool.mutmut]\n"
        'source_paths = ["src"]\n'
        f'only_mutate = ["src/collabref/{package}/{module or "*"}.py"]\n'
        f"also_copy = {others}\n"
        f"pytest_add_cli_args_test_selection = {tests}\n"
        f'pytest_add_cli_args = ["-p", "no:cacheprovider", "{PROFILE}"]\n'
        "track_dependencies = false\n"
        "timeout_constant = 10.0\n"
    )


if __name__ == "__main__":
    main()

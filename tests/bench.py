"""How fast collabref is, as ratios to bare programs timed in the same run: `make bench`.

The budgets stand in CONTRIBUTING.md. Each pair is run alternately, so that both meet the same machine.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

RUNS = 20

BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main():
    print("one line")
app()
"""

BARE_RICH = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main():
    from rich.console import Console
    from rich.table import Table
    table = Table("Label", "Value")
    table.add_row("one", "two")
    Console().print(table)
app()
"""


def timed(arguments: list[str], environment: dict[str, str]) -> float:
    """Seconds that one run takes; it must succeed."""
    begin = time.perf_counter()
    subprocess.run(arguments, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def ratio(name: str, budget: float, ours: list[str], other: list[str], environment: dict[str, str]) -> None:
    """Print our median over the other's."""
    timed(ours, environment)
    timed(other, environment)
    pairs = [(timed(ours, environment), timed(other, environment)) for _ in range(RUNS)]
    mine, theirs = (median(column) for column in zip(*pairs, strict=True))
    mark = "within" if mine / theirs <= budget else "OVER"
    print(f"{name}: {mine * 1000:.0f} ms / {theirs * 1000:.0f} ms = {mine / theirs:.2f} ({mark} {budget:.2f})")


def big_library(folder: Path, count: int) -> Path:
    """A CSL-JSON library of ``count`` references."""
    topics = ["asthma", "stroke", "sepsis", "falls", "diabetes", "delirium", "burnout", "vaccination", "thrombosis"]
    file = folder / "big.json"
    items = [
        {
            "id": f"item{number}", "type": "article-journal", "DOI": f"10.9999/{number}",
            "title": f"Improving {topics[number % 9]} care in unit {number}: a before-after study of {topics[number % 7]}",
            "author": [{"family": f"Family{number % 5000}", "given": "Given"}, {"family": f"Other{number % 700}", "given": "A"}],
            "container-title": f"Journal {number % 300}", "issued": {"date-parts": [[1990 + number % 35]]},
            "volume": str(number % 90), "page": f"{number % 900}-{number % 900 + 9}",
        }
        for number in range(count)
    ]  # fmt: skip
    file.write_text(json.dumps(items))
    return file


def once(name: str, limit: str, run: Callable[[], None]) -> None:
    """Print how long something takes that is too slow to repeat, and the most memory a child took."""
    begin = time.perf_counter()
    run()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    print(f"{name}: {time.perf_counter() - begin:.2f} s, at most {peak:.2f} GiB so far (budget {limit})")


def main() -> None:
    """Take all measurements."""
    python = sys.executable
    collabref = [str(Path(python).with_name("collabref"))]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "bare.py").write_text(BARE)
        (folder / "bare_rich.py").write_text(BARE_RICH)
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "COLLABREF_CACHE": str(folder / "cache"),
            "COLUMNS": "100",
        }
        once("compile the built-in library", "1 s", lambda: timed([*collabref, "info"], environment))
        ratio(
            "show qic -f text / bare Typer + Rich",
            1.20,
            [*collabref, "show", "qic", "-f", "text"],
            [python, str(folder / "bare_rich.py")],
            environment,
        )
        ratio(
            "refs cost, piped / bare Typer",
            1.20,
            [*collabref, "refs", "cost"],
            [python, str(folder / "bare.py")],
            environment,
        )
        completing = {
            **environment, "_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref show sch", "COMP_CWORD": "2",
        }  # fmt: skip
        ratio("complete an id / bare Typer", 1.20, collabref, [python, str(folder / "bare.py")], completing)
        library = big_library(folder, 100_000)
        with_big = {**environment, "COLLABREF_LIBRARY": str(library)}
        once("compile 100,000 CSL-JSON references", "25 s, 1.5 GiB", lambda: timed([*collabref, "info"], with_big))
        ours = [*collabref, "refs", "free riding"]
        ratio('refs "free riding" in 100,000 / built-in', 1.50, [*ours, "-L", str(library)], ours, environment)


if __name__ == "__main__":
    main()

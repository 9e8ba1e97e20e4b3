"""How fast collabref is compared with bare programs and similar tools, timed in the same run: `make bench`.

Writes the tables of docs/performance.md and prints them. Give the names of parts to take only those:
`python tools/bench.py start growth`. Whole processes are timed, in rounds in which each program runs once,
so that all of them run under the same conditions; what counts is the ratio of two medians. The ratio of the
shortest times is also shown, since it is steadier on a busy machine. Nothing is asserted: budgets are only shown.
"""

import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
PYTHON = sys.executable
COLLABREF = str(Path(PYTHON).with_name("collabref"))

# Rounds for programs that take a tenth of a second, and for those that take seconds.
ROUNDS = 20
FEW = 5

# The programs with which collabref is compared: pinned, and installed separately.
OTHERS = ("papis==0.16.1", "cobib==6.0.3")
OTHERS_FOLDER = ROOT / ".venv" / "others"

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

Rows = list[list[str]]


class Run(NamedTuple):
    """A finished process: its elapsed seconds, its processor seconds, and its peak memory in MiB.

    The kernel includes the memory of this program at the time it started the process. So this program
    stays small: it writes libraries item by item.
    """

    seconds: float
    processor: float
    memory: float


class Program(NamedTuple):
    """A command line, with variables of the environment."""

    words: Sequence[str]
    environment: Mapping[str, str] = {}

    def run(self) -> Run:
        """Run it to the end; it must succeed."""
        environment = {name: value for name, value in os.environ.items() if name not in _UNSET} | dict(self.environment)
        begin = time.perf_counter()
        process = subprocess.Popen(
            self.words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(self.words)}: exit code {process.returncode}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


_UNSET = {"PYTHONDONTWRITEBYTECODE", "COLLABREF_LIBRARY", "COLLABREF_FORMAT"}


class Times(NamedTuple):
    """Seconds: the median and the shortest of many runs."""

    median: float
    least: float


def rounds(programs: Mapping[str, Program], count: int = ROUNDS) -> dict[str, Times]:
    """The times of each program, run in turns; a first round warms up."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(count + 1):
        for name, program in programs.items():
            seconds = program.run().seconds
            if number:
                taken[name].append(seconds)
    return {name: Times(median(several), min(several)) for name, several in taken.items()}


def compared(ours: Times, other: Times, budget: float | None = None, factor: bool = False) -> list[str]:
    """The cells of a comparison: the ratios and the budget; with ``factor``, how many times faster we are."""
    one, two = (other, ours) if factor else (ours, other)
    ratio, least = one.median / two.median, one.least / two.least
    if budget is None:
        return [f"{ratio:.2f}", f"{least:.2f}", ""]
    kept = ratio >= budget if factor else ratio <= budget
    wanted = f"at least {budget:.1f}" if factor else f"at most {budget:.2f}"
    return [f"{ratio:.2f}", f"{least:.2f}", wanted + ("" if kept else " (**not kept** in this run)")]


def milliseconds(times: Times) -> str:
    """A median for people."""
    return f"{times.median * 1000:.0f} ms"


def table(*lines: Sequence[str]) -> str:
    """A Markdown table; its first line is the header, and all columns but the first are figures."""
    head, *rows = lines
    rule = ["---", *("--:" for _ in head[1:])]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *rows))


# The parts


def machine(folder: Path) -> str:
    """The machine on which the figures were measured."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.\n"
    )


def start(folder: Path) -> str:
    """Commands compared with programs that do nothing."""
    (folder / "bare.py").write_text(BARE)
    (folder / "bare_rich.py").write_text(BARE_RICH)
    ours = _ours(folder)
    completing = {"_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref show sch", "COMP_CWORD": "2"}
    floors = {
        "nothing": Program([PYTHON, "-c", "pass"]),
        "Typer": Program([PYTHON, str(folder / "bare.py")]),
        "Typer and Rich": Program([PYTHON, str(folder / "bare_rich.py")], {"COLUMNS": "100"}),
    }
    shown = (
        (["show", "qic"], 1.20),
        (["compare", "qic", "cop"], None),
        (["refs", "cost"], None),
        (["search", "free", "riding"], None),
    )
    piped = (
        (["show", "qic"], None),
        (["compare", "qic", "cop"], None),
        (["refs", "cost"], 1.20),
        (["search", "free", "riding"], None),
    )
    commands = {
        **{f"`{' '.join(words)} -f text`": (ours([*words, "-f", "text"]), "Typer and Rich", budget) for words, budget in shown},
        **{f"`{' '.join(words)}`, piped": (ours(words), "Typer", budget) for words, budget in piped},
        "Tab after `show sch`": (ours([], completing), "Typer", 1.20),
    }  # fmt: skip
    times = rounds(floors | {name: program for name, (program, _, _) in commands.items()})
    rows = [
        [name, milliseconds(times[name]), floor, *compared(times[name], times[floor], budget)]
        for name, (_, floor, budget) in commands.items()
    ]
    bare = [
        ["Python, `-c pass`", milliseconds(times["nothing"]), "", "", "", ""],
        ["Typer, one line", milliseconds(times["Typer"]), "", "", "", ""],
        ["Typer and Rich, one table", milliseconds(times["Typer and Rich"]), "", "", "", ""],
    ]
    return table(["Program", "Time", "Compared with", "Ratio", "Ratio of shortest", "Budget"], *bare, *rows)


def first(folder: Path) -> str:
    """The first commands after an installation."""
    fresh = folder / "fresh"
    cache = folder / "fresh-cache"
    installed = {"PYTHONPATH": str(fresh), "COLLABREF_CACHE": str(cache)}
    show = Program([PYTHON, "-m", "collabref", "show", "qic", "-f", "text"], {**installed, "COLUMNS": "100"})

    def install() -> None:
        """Modules and data as in a wheel, without bytecode."""
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(ROOT / "src" / "collabref", fresh / "collabref", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "data", fresh / "collabref" / "data")

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    taken: dict[str, list[Run]] = {"very first": [], "compiling": [], "next": []}
    for _ in range(FEW):
        install()
        forget()
        taken["very first"].append(show.run())
        forget()
        taken["compiling"].append(show.run())
        taken["next"].append(show.run())
    names = {
        "very first": "First run: no store, and no bytecode of collabref’s modules",
        "compiling": "No store: the built-in library is compiled",
        "next": "Later runs",
    }
    processor = {name: median(run.processor for run in runs) for name, runs in taken.items()}
    kept = "" if processor["compiling"] - processor["next"] < 1 else " (**not kept** in this run)"
    budgets = {"compiling": f"1 s more than later runs{kept}"}
    rows = [
        [
            names[name],
            f"{median(run.seconds for run in runs):.2f} s",
            f"{min(run.seconds for run in runs):.2f} s",
            f"{processor[name]:.2f} s",
            budgets.get(name, ""),
        ]
        for name, runs in taken.items()
    ]
    return table(["`show qic -f text`", "Time", "Shortest", "Processor", "Budget"], *rows)


def growth(folder: Path) -> str:
    """User libraries, from small to very large."""
    ours = _ours(folder)
    rows: Rows = []
    for kind, count in (("json", 1000), ("json", 10_000), ("json", 100_000), ("yaml", 1000), ("yaml", 10_000)):
        library = folder / f"{count}.{kind}"
        _LIBRARIES[kind](library, count)
        using = {"COLLABREF_LIBRARY": str(library)}
        compiling = ours(["info"], using).run()
        completing = {"_COLLABREF_COMPLETE": "complete_bash", "COMP_WORDS": "collabref show item12", "COMP_CWORD": "2"}
        times = rounds(
            {
                "built-in": ours(["refs", "free riding"]),
                "phrase": ours(["refs", "free riding"], using),
                "author": ours(["refs", "family711"], using),
                "topic": ours(["refs", "sepsis", "--limit", "20"], using),
                "completion": ours([], using | completing),
            },
            FEW if count < 100_000 else ROUNDS,
        )
        largest = count == 100_000
        ratio, least, kept = compared(times["phrase"], times["built-in"], 1.5 if largest else None)
        if largest:
            within = compiling.processor <= 25 and compiling.memory <= 1536
            kept = f"ratio {kept}; 25 s, 1536 MiB{'' if within else ' (**not kept** in this run)'}"
        rows.append(
            [
                f"{count:,} in {'CSL-JSON' if kind == 'json' else 'YAML'}",
                f"{compiling.seconds:.1f} s",
                f"{compiling.processor:.1f} s",
                f"{compiling.memory:.0f} MiB",
                milliseconds(times["phrase"]),
                f"{ratio} ({least})",
                milliseconds(times["author"]),
                milliseconds(times["topic"]),
                milliseconds(times["completion"]),
                kept,
            ]
        )
        library.unlink()
    head = ["References", "Compiling", "Processor", "Memory", "Phrase", "Ratio", "Author", "Topic", "Tab", "Budget"]
    return table(head, *rows)


def others(folder: Path) -> str:
    """The same query in other reference managers."""
    ours = _ours(folder)
    bibliography, bibtex = folder / "refs.json", folder / "refs.bib"
    for file, form in ((bibliography, "csl-json"), (bibtex, "bibtex")):
        ours(["refs", "--limit", "300", "-f", form, "-o", str(file)]).run()
    installed = _install_others()
    home = folder / "home"
    apart = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "COLUMNS": "100",
    }
    papis = [str(installed / "papis"), "--config", str(_papis_library(home, bibliography))]
    cobib = [str(installed / "cobib"), "--porcelain", "--config", str(_cobib_settings(home))]
    Program([*cobib, "init"], apart).run()
    Program([*cobib, "add", "--skip-download", "--bibtex", str(bibtex)], apart).run()
    times = rounds(
        {
            "collabref": ours(["refs", "network"]),
            "papis": Program([*papis, "list", "--all", "title:network"], apart),
            "cobib": Program([*cobib, "list", "++title", "network"], apart),
        }
    )
    rows = [["`collabref refs network`", milliseconds(times["collabref"]), "", "", ""]]
    for name, command, budget in (
        (OTHERS[0], "papis list --all title:network", 1.3),
        (OTHERS[1], "cobib --porcelain list ++title network", 5.0),
    ):
        program, version = name.split("==")
        cells = compared(times["collabref"], times[program], budget, factor=True)
        rows.append([f"`{command}` ({version})", milliseconds(times[program]), *cells])
    return table(["Program", "Time", "Times faster", "By shortest times", "Budget"], *rows)


PARTS: dict[str, Callable[[Path], str]] = {
    "machine": machine,
    "start": start,
    "first": first,
    "growth": growth,
    "others": others,
}


# What the parts need


def _ours(folder: Path) -> Callable[..., Program]:
    """The program, with its own cache."""

    def program(words: Sequence[str], environment: Mapping[str, str] = {}) -> Program:
        return Program([COLLABREF, *words], {"COLLABREF_CACHE": str(folder / "cache"), "COLUMNS": "100", **environment})

    program(["info"]).run()  # compiles the built-in library
    return program


_TOPICS = ["asthma", "stroke", "sepsis", "falls", "diabetes", "delirium", "burnout", "vaccination", "thrombosis"]


def _items(count: int) -> Iterator[dict[str, object]]:
    """Invented CSL references, as many as asked for."""
    for number in range(count):
        yield {
            "id": f"item{number}", "type": "article-journal", "DOI": f"10.9999/{number}",
            "title": f"Improving {_TOPICS[number % 9]} care in unit {number}: a before-after study of {_TOPICS[number % 7]}",
            "author": [{"family": f"Family{number % 5000}", "given": "Given"}, {"family": f"Other{number % 700}", "given": "A"}],
            "container-title": f"Journal {number % 300}", "issued": {"date-parts": [[1990 + number % 35]]},
            "volume": str(number % 90), "page": f"{number % 900}-{number % 900 + 9}",
        }  # fmt: skip


def _json_library(file: Path, count: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        for number, item in enumerate(_items(count)):
            out.write((",\n" if number else "[") + json.dumps(item))
        out.write("]\n")


def _yaml_library(file: Path, count: int) -> None:
    """As people write it: one field per line. The values may stay in JSON's form."""
    with file.open("w", encoding="utf-8") as out:
        out.write("references:\n")
        for item in _items(count):
            fields = [f"{name}: {json.dumps(value)}" for name, value in item.items()]
            out.write("- " + "\n  ".join(fields) + "\n")


_LIBRARIES = {"json": _json_library, "yaml": _yaml_library}


def _install_others() -> Path:
    """The folder of the other programs' commands, which are installed if missing."""
    commands = OTHERS_FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
    done = OTHERS_FOLDER / "installed"
    if not done.exists() or done.read_text() != "\n".join(OTHERS):
        subprocess.run([PYTHON, "-m", "venv", "--clear", str(OTHERS_FOLDER)], check=True)
        pip = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *OTHERS], check=True)
        done.write_text("\n".join(OTHERS))
    return commands


def _papis_library(home: Path, bibliography: Path) -> Path:
    """Write references as papis keeps them, in one folder each, and return its settings."""
    for item in json.loads(bibliography.read_text(encoding="utf-8")):
        people = [
            {"family": each.get("family") or each.get("literal", ""), "given": each.get("given", "")}
            for each in item.get("author", [])
        ]
        info = {
            "ref": item["id"],
            "type": "article" if item["type"] == "article-journal" else "misc",
            "title": item["title"],
            "author_list": people,
            "author": " and ".join(f"{each['family']}, {each['given']}" for each in people),
            "journal": item.get("container-title", ""),
            "year": item.get("issued", {}).get("date-parts", [[""]])[0][0],
            "doi": item.get("DOI", ""),
        }
        record = home / "papis" / item["id"]
        record.mkdir(parents=True)
        lines = [f"{field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in info.items()]
        (record / "info.yaml").write_text("".join(lines), encoding="utf-8")
    settings = home / "papis.ini"
    settings.write_text(f"[settings]\ndefault-library = refs\n[refs]\ndir = {home / 'papis'}\n")
    return settings


def _cobib_settings(home: Path) -> Path:
    settings = home / "cobib.py"
    settings.write_text(
        "from cobib.config import config\n"
        f"config.database.file = {str(home / 'cobib.yaml')!r}\n"
        f"config.logging.logfile = {str(home / 'cobib.log')!r}\n"
        "config.logging.version = None\n"
    )
    return settings


def written(document: str, name: str, text: str) -> str:
    """``document`` with the part ``name`` between its markers replaced."""
    marked = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marked.search(document):
        raise SystemExit(f"{DOCUMENT.name} has no part “{name}”.")
    return marked.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", document)


def main(names: Sequence[str]) -> None:
    """Take the measurements of these parts, or of all; print them and write them to the document."""
    if unknown := set(names) - set(PARTS):
        raise SystemExit(f"There is no part “{unknown.pop()}”. There are: {', '.join(PARTS)}.")
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            text = PARTS[name](Path(folder))
        print(f"{name}\n\n{text}", flush=True)
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(written(document, name, text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""The documents match the program: made parts are up to date, commands run, examples are accepted."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import version
from pathlib import Path

import make_docs
import pytest
import yaml
from make_docs import ROOT, SOURCE, command, fenced, furnish, run

from collabref import __version__, errors
from collabref.check import find_problems
from collabref.cli.main import COMMANDS
from collabref.formats import READERS
from collabref.load import read_library
from collabref.store import Store

DOCUMENTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in make_docs.WRITTEN}
README, CONTRIBUTING = DOCUMENTS["README.md"], DOCUMENTS["CONTRIBUTING.md"]

# People read documents of this length to the end. Anything more goes to docs/.
MOST_LINES = 160

# A help text fits a terminal of this height without scrolling.
HELP_LINES = 48

# One process: what these tests compile and make is shared.
pytestmark = pytest.mark.xdist_group("docs")

# Commands in the help that do not end with code 0: the worked example lacks cells of the comparison.
FAILING = {"collabref check my-library/ --house -f json": 1}

# These start a browser, or change the user's shell.
NOT_RUN = re.compile(r"^collabref (open (?!.*--(print|help))|--install-completion|--show-completion)")


@pytest.fixture(scope="module")
def stores(builtin: Store) -> str:
    """A cache folder that these tests share: the same libraries need not be compiled for each command."""
    return os.path.dirname(builtin.path)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documents show; one, so that each set of libraries is compiled once."""
    folder = tmp_path_factory.mktemp("workspace")
    furnish(folder, *DOCUMENTS.values())
    return folder


@pytest.fixture
def workspace(furnished: Path, monkeypatch: pytest.MonkeyPatch, stores: str) -> Path:
    """The same as the working folder."""
    monkeypatch.setenv("COLLABREF_CACHE", stores)
    monkeypatch.chdir(furnished)
    return furnished


def shown_commands(text: str) -> Iterator[tuple[str, str]]:
    """Each `collabref …` line of a document, with the value of COLLABREF_LIBRARY that its block exports."""
    for block in fenced(text, "sh"):
        library = ""
        for line in block.splitlines():
            if match := re.match(r"export COLLABREF_LIBRARY=(.+)", line):
                library = match[1]
            elif re.match(r"collabref\b", line):
                yield line, library
    for block in fenced(text, "console"):
        yield from ((line, "") for line in re.findall(r"^\$ (collabref\b.*)$", block, re.MULTILINE))
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    for line in re.findall(r"(?<!`)`(collabref(?: [^`…]+)?)`(?!`)", prose):
        if not re.search(r"\b[A-Z]{2,}\b", line):  # the table of commands has arguments in capitals
            # In prose a command may be named without its arguments: then its help must exist.
            yield (f"{line} --help" if len(line.split()) == 2 else line), ""


def help_examples() -> Iterator[tuple[str, str]]:
    """Each example of the help; two spaces separate a remark."""
    for name in ("", *COMMANDS):
        for line in run([*filter(None, [name]), "--help"], make_docs.HELP)[1].splitlines():
            if match := re.match(r"    (collabref .+?)(  .*)?$", line):
                yield match[1], ""


EXAMPLES = sorted(
    {
        *(each for text in DOCUMENTS.values() for each in shown_commands(text)),
        *help_examples(),
        *((line, "") for line, _ in make_docs.EXAMPLES),
    }
)


# Measured by `make bench`, not made by `make docs`: test_performance.py checks it against that program.
MEASURED = ROOT / "docs" / "performance.md"

# What two coders coded, as they left it: test_tools_agreement.py checks the counts.
CODING = ROOT / "docs" / "coding"


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "CONTRIBUTING.md",
        *(
            path.relative_to(ROOT).as_posix()
            for path in sorted((ROOT / "docs").rglob("*"))
            if path.is_file() and path != MEASURED and CODING not in path.parents
        ),
    ],
)
def test_what_is_made_is_as_made(path: str, made: dict[Path, str]):
    """If this fails, run: make docs."""
    if path in ("README.md", "docs/cli.md", "docs/collabref.1") and not version("typer").startswith("0.28."):
        pytest.skip("Typer prints usage and help in other ways from 0.29 on.")
    assert (ROOT / path).read_text(encoding="utf-8") == made[ROOT / path]


@pytest.fixture(scope="module")
def made(stores: str) -> dict[Path, str]:
    """What `make docs` would write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", stores)
        patch.delenv("COLLABREF_LIBRARY", raising=False)
        return dict(make_docs.documents())


def test_every_marker_opens_or_ends_a_made_part():
    for text in DOCUMENTS.values():
        parts = list(make_docs._PART.finditer(text))
        assert len(parts) == len(re.findall("^<!-- made: ", text, re.MULTILINE)) == len(re.findall("^<!-- end -->$", text, re.MULTILINE))  # fmt: skip
        assert all(part["name"] in make_docs.PARTS for part in parts)


@pytest.mark.parametrize(
    ("document", "part"),
    [
        ("README.md", "inside"),
        ("README.md", "commands"),
        ("CONTRIBUTING.md", "recipes"),
        ("CONTRIBUTING.md", "layers"),
        ("docs/data.md", "kinds"),
        ("docs/data.md", "required"),
        ("docs/data.md", "vocabulary"),
        ("docs/design.md", "modules"),
        ("docs/editorial.md", "rules"),
        ("docs/formats.md", "formats"),
        ("docs/formats.md", "bibliography"),
        ("docs/formats.md", "exit-codes"),
        ("docs/formats.md", "environment"),
        ("docs/libraries.md", "transcript"),
    ],
)
def test_the_documents_hold_the_parts_that_they_should(document: str, part: str):
    assert f"<!-- made: {part} -->\n" in DOCUMENTS[document]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_people_can_finish_it(document: str):
    assert len(DOCUMENTS[document].splitlines()) <= MOST_LINES


def test_every_page_of_the_documents_can_be_found_from_the_first():
    reached, waiting = set(), ["README.md"]
    while waiting:
        name = waiting.pop()
        if name not in reached and name.endswith(".md"):
            reached.add(name)
            folder = (ROOT / name).parent
            waiting += [os.path.relpath(folder / target, ROOT) for target in _links((ROOT / name).read_text("utf-8"))]
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= reached


def test_a_transcript_is_what_the_program_prints(workspace: Path):
    code, screen = run(["cite", "schouten2008"], 100)
    assert code == 0
    assert f"$ collabref cite schouten2008\n{screen}```" in DOCUMENTS["docs/formats.md"]


def test_the_pictures_of_the_readme_are_those_that_are_made():
    shown = set(re.findall(r"docs/images/([\w-]+\.svg)", README))
    assert shown == {f"{name}-{theme}.svg" for name in make_docs.PICTURES for theme in ("light", "dark")}
    assert shown == {path.name for path in (ROOT / "docs" / "images").iterdir()}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_fits_a_terminal(name: str):
    lines = run([*filter(None, [name]), "--help"], make_docs.HELP)[1].splitlines()
    assert max(map(len, lines)) <= make_docs.HELP
    assert len(lines) <= HELP_LINES


def test_the_help_names_examples_of_every_command():
    assert {line.split()[1] for line, _ in help_examples()} >= set(COMMANDS)


@pytest.mark.parametrize(("line", "library"), EXAMPLES)
def test_every_command_that_is_shown_runs(line: str, library: str, workspace: Path, monkeypatch: pytest.MonkeyPatch):
    expected = FAILING.get(line, 0)
    if match := re.search(r"#.*\bexit (\d+)", line):
        expected = int(match[1])
    if NOT_RUN.match(line):
        words = shlex.split(line)[1:]
        if words[0] in COMMANDS:  # it must at least parse
            found, context = command(words[0])
            found.make_context(words[0], words[1:], parent=context.parent)
        return
    monkeypatch.setenv("PWD", str(workspace))
    environment = {"COLLABREF_LIBRARY": os.path.expandvars(library)} if library else {}
    code, output = run(make_docs.arguments_of(line), environment=environment)
    assert code == expected, output


def test_the_examples_of_records_pass_every_rule(workspace: Path):
    assert find_problems(["example"], [], house=True) == []
    kinds = {entry.kind for entry in read_library("example").entries()}
    assert kinds == {"approach", "brief", "critique", "case", "challenge", "term", "reference"}


def test_the_worked_example_is_accepted(workspace: Path):
    assert find_problems(["my-library", "library.json"], []) == []


def test_every_yaml_block_is_a_file_that_is_tested():
    for text in DOCUMENTS.values():
        assert all(re.match(r"# [\w./-]+\.yaml\n", block) for block in fenced(text, "yaml"))


def test_every_make_command_is_a_recipe():
    recipes = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for text in DOCUMENTS.values():
        assert set(re.findall(r"(?:^|`)make ([\w-]+)", text, re.MULTILINE)) <= recipes


def test_every_link_leads_to_a_file():
    for name, text in DOCUMENTS.items():
        for target in _links(text):
            assert ((ROOT / name).parent / target).is_file(), f"{name}: {target}"


def _links(text: str) -> list[str]:
    """The files that a document links to, as seen from its folder."""
    return re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text)


def test_the_exit_codes_are_those_of_the_errors():
    codes = {each.exit_code for each in vars(errors).values() if isinstance(each, type) and hasattr(each, "exit_code")}
    assert codes | {0, 130} == set(make_docs.EXIT_STATUS)


def test_the_environment_is_what_the_program_reads():
    read = set()
    for path in SOURCE.rglob("*.py"):
        read |= set(re.findall(r"""environ(?:\.get\(|\[)["'](\w+)""", path.read_text(encoding="utf-8")))
    documented = {*make_docs.ENVIRONMENT, "LOCALAPPDATA"}
    assert read == documented


def test_imports_go_the_way_of_the_map():
    layer = {
        path: number
        for number, (*_, members) in enumerate(make_docs.LAYERS)
        for member in members
        for path in ([*(SOURCE / member).rglob("*.py")] if (SOURCE / member).is_dir() else [(SOURCE / member).with_suffix(".py")])
    }  # fmt: skip
    wrong = []
    for path, number in layer.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                parts = (name or "").split(".")
                if parts[0] == "collabref" and len(parts) > 1:
                    imported = next(other for other in layer if other.relative_to(SOURCE).with_suffix("").parts[0] == parts[1])  # fmt: skip
                    if layer[imported] > number:
                        wrong.append(f"{path.relative_to(SOURCE)} imports {name}")
    assert wrong == []
    sql = {path.relative_to(SOURCE).parts[0] for path in SOURCE.rglob("*.py") if ".sql(" in path.read_text("utf-8")}
    assert sql == {"store", "query"}  # above, pages and commands ask functions of query


def test_no_modules_import_each_other_in_a_circle():
    paths = {
        ".".join(("collabref", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in SOURCE.rglob("*.py")
    }
    imports: dict[str, set[str]] = {}
    for name, path in paths.items():
        found = imports.setdefault(name, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                inside = {f"{node.module}.{alias.name}" for alias in node.names} & paths.keys()
                found |= inside or {node.module or ""}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
        found &= paths.keys() - {name}
    assert len(list(TopologicalSorter(imports).static_order())) == len(paths)  # otherwise a CycleError names the cycle


def test_the_versions_agree():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in citation
    assert f'date-released: "{make_docs.released()}"' in citation


def test_the_citation_file_is_of_its_form():
    source = read_yaml(ROOT / "CITATION.cff")
    assert source["cff-version"] == "1.2.0"
    assert {"authors", "cff-version", "message", "title"} <= source.keys()
    assert source["authors"] == [{"name": "The collabref contributors"}]
    assert source["type"] == "software"


def read_yaml(path: Path) -> dict[str, object]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_the_dependencies_are_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(each for some in project["optional-dependencies"].values() for each in some)]
    table = DOCUMENTS["docs/design.md"].partition("## Dependencies")[2]
    for requirement in wanted:
        assert f"`{re.split(r'[<>=]', requirement)[0]}`" in table


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_manual_page_is_sound_roff():
    shown = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", str(ROOT / "docs" / "collabref.1")], capture_output=True, check=True
    )
    assert shown.stderr == b""
    for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"):
        assert re.search(
            rf"^\.SH {heading}$", (ROOT / "docs" / "collabref.1").read_text(encoding="utf-8"), re.MULTILINE
        )


def test_the_hook_looks_at_every_file_that_a_library_may_have():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [ending for ending in READERS if not re.search(hook["files"], f"library{ending}")] == []

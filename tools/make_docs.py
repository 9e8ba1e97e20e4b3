"""Write the documentation that is made from the program: `make docs`.

docs/cli.md, docs/collabref.1, docs/methods.md, docs/schema.json and docs/images/ are made
entirely. In the documents of ``WRITTEN`` only the parts between two markers are made
again:

    <!-- made: NAME -->
    ...
    <!-- end -->

NAME is a key of ``PARTS``. tests/test_docs.py checks every file against what this program would write.
"""

import ast
import csv
import gc
import io
import os
import re
import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import agreement
import msgspec
import pictures
from typer.main import get_command

from collabref import __version__
from collabref.answer.page import Commands
from collabref.check import RULES, bibliography
from collabref.cite import fields
from collabref.cli.main import COMMANDS, answer, app
from collabref.formats import FORMATS
from collabref.kinds import KINDS
from collabref.model.records import DECLARATIONS, Custom
from collabref.pages.info import counts
from collabref.pages.methods import methods as methods_page
from collabref.pages.schema import schema
from collabref.render import Style, render
from collabref.store import open_store

gc.enable()  # the command line turns it off, since it runs for only a tenth of a second

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "collabref"

# Written by hand, except for their made parts.
WRITTEN = (
    "README.md", "CONTRIBUTING.md", "docs/data.md", "docs/design.md", "docs/editorial.md", "docs/formats.md",
    "docs/libraries.md", "docs/recipes.md",
)  # fmt: skip

# The width of a transcript, and of the help in docs/cli.md.
SCREEN = 100
HELP = 80

EXIT_STATUS = {
    0: "Done.",
    1: "Nothing found, or `check` found problems.",
    2: "Wrong usage: an unknown command, option, id, name or option value.",
    65: "A library cannot be read.",
    74: "A file cannot be written.",
    130: "Interrupted with Ctrl-C.",
}

ENVIRONMENT = {
    "COLLABREF_LIBRARY": "Libraries of your own, separated by “:” (“;” on Windows). Later ones override earlier ones, and those of `--library` override them all.",
    "COLLABREF_FORMAT": "The format of every command that has it, such as `plain`; `--format` and `--output` win.",
    "COLLABREF_CACHE": "The folder of the compiled libraries.",
    "XDG_CACHE_HOME": "Without `COLLABREF_CACHE`: the absolute path of the folder for all caches, in which collabref makes its own (on Windows `LOCALAPPDATA`; on macOS always `~/Library/Caches`).",
    "COLLABREF_PAGER": "The pager for an answer longer than the window; empty for none.",
    "PAGER": "The same, if `COLLABREF_PAGER` is not set; `less` if neither is.",
    "LESS": "The options of `less`; `FRX` if it is not set.",
    "NO_COLOR": "If set and not empty: no colour, unless `--color always` asks for it.",
    "TERM": "If `dumb`: no colour, unless `--color always` asks for it.",
}  # fmt: skip

FILES = {
    "~/.cache/collabref/": "The compiled libraries (macOS: ~/Library/Caches/collabref, Windows: %LOCALAPPDATA%\\collabref). You can delete them at any time; they are made again. `collabref info` names the one in use.",
    "~/Zotero/styles/": "Citation styles installed in Zotero, found by `cite --style`.",
}

EXAMPLES = (
    ("collabref show qic", "What a quality improvement collaborative is, on one screen."),
    ("collabref compare qic cop --on control --on effect", "Two approaches side by side, on two dimensions."),
    ("collabref critiques cop", "What is said against communities of practice, and the reply."),
    ("collabref refs --about qic --design cluster-rct -o trials.ris", "The cluster-randomised trials of collaboratives, for a reference manager."),
    ("collabref check my-library/", "What is wrong with a library of your own."),
)  # fmt: skip

# The layers of the program, each with a sentence: a module imports only from its own layer and those above it here.
LAYERS = (
    ("Shared ground", "Errors with their messages, kinds of record, formats, text, files, paths and pandoc.",
     ("errors", "kinds", "formats", "text", "paths", "files", "pandoc")),
    ("What a record is", "Fields are declared here, once; everything else reads the declarations.", ("model",)),
    ("Files to records", "Readers for YAML, CSL-JSON, RIS, PubMed's format and BibTeX, and the overlay, which decides which record wins.", ("load",)),
    ("Is the library right?", "The rules of `check`, one small function each.", ("check",)),
    ("The compiled library", "A disposable SQLite file, made again when a library changes.", ("store",)),
    ("Questions to the store", "Resolving names, searching, and filtering and counting studies.", ("query",)),
    ("The shapes of an answer", "The page and the grid, which know nothing of formats.", ("answer",)),
    ("References out of collabref", "Vancouver, other CSL styles, BibTeX, RIS and CSL.", ("cite",)),
    ("What an answer says", "One module per answer, which makes a page or a grid.", ("pages",)),
    ("Answers as text", "One renderer per format; renderers return strings and print nothing.", ("render",)),
    ("The command line", "Options, output and the commands, one module each; the only layer that prints.", ("cli", "__main__")),
)  # fmt: skip

# The screens that README.md shows as pictures.
PICTURES = {
    "card": "show qic",
    "compare": "compare qic cop --on control --on effect --on economics",
    "evidence": "evidence qic",
    "brief": "brief worth-the-cost",
}

# The commands that README.md lists.
FIRST_COMMANDS = ("brief", "show", "compare", "evidence", "critiques", "cases", "guide", "choose", "refs", "search")

# What Better BibTeX would have exported: the library.json of the README's worked example.
ZOTERO = """[
  {"id": "schoutenEvidence2008", "type": "article-journal", "DOI": "10.1136/bmj.39570.749884.BE",
   "title": "Evidence for the impact of quality improvement collaboratives: systematic review",
   "author": [{"family": "Schouten", "given": "Loes"}], "issued": {"date-parts": [[2008]]}},
  {"id": "doeNotes2024", "type": "report", "title": "Notes from our ward",
   "author": [{"family": "Doe", "given": "Jo"}], "issued": {"date-parts": [[2024]]}}
]
"""

_PART = re.compile(r"(?P<open><!-- made: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(?P<close><!-- end -->\n)", re.DOTALL)
_FENCED = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


# Running collabref


def run(
    arguments: list[str], width: int = SCREEN, environment: Mapping[str, str | None] | None = None
) -> tuple[int, str]:
    """The exit code and all output of a command, at a terminal of ``width`` columns without colour."""
    variables = {"COLUMNS": str(width), "COLLABREF_LIBRARY": None, "COLLABREF_FORMAT": "text", **(environment or {})}
    with ExitStack() as stack:
        output = io.StringIO()
        stack.enter_context(redirect_stdout(output))
        stack.enter_context(redirect_stderr(output))
        for name, value in variables.items():
            stack.callback(_set, name, os.environ.get(name))
            _set(name, value)
        code = answer(arguments)
    return code, "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


def _set(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


def arguments_of(line: str) -> list[str]:
    """What the shell would pass to collabref, for a line such as ``collabref show qic | less  # a card``."""
    words = shlex.split(line, comments=True)
    return words[1 : words.index("|") if "|" in words else None]


def fenced(text: str, *kinds: str) -> Iterator[str]:
    """The contents of a document's code blocks of these kinds."""
    return (block["body"] for block in _FENCED.finditer(text) if block["kind"] in kinds)


# A user's bibliography and a PubMed export, for the examples of `match`: of the export's works one is not here,
# one is, and one may be.
MINE = """\
@article{mine, title={Evidence for the impact of quality improvement collaboratives}, author={Schouten, Loes},
  year=2008, doi={10.1136/bmj.39570.749884.BE}}
"""
EXPORT = """\
PMID- 99999999
TI  - A trial of learning rings in community nursing.
FAU - Exampleford, Jo
DP  - 2026
JT  - Journal of invented results

PMID- 99999998
TI  - Evidence for the impact of quality improvement collaboratives: systematic review.
FAU - Schouten, Loes M T
DP  - 2008
AID - 10.1136/bmj.39570.749884.BE [doi]

PMID- 99999997
TI  - Communities of practice: learning, meaning, and identity.
DP  - 1998
"""


def furnish(folder: Path, *texts: str) -> None:
    """Write the files that documents show: YAML blocks that begin with ``# file-name``."""
    (folder / "library.json").write_text(ZOTERO, encoding="utf-8")
    (folder / "my.bib").write_text(MINE, encoding="utf-8")
    (folder / "export.nbib").write_text(EXPORT, encoding="utf-8")
    for text in texts:
        for block in fenced(text, "yaml"):
            if match := re.match(r"# ([\w./-]+\.yaml)\n", block):
                path = folder / match[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block, encoding="utf-8")


# Parts of the documents that are written by hand


def transcript(old: str, document: str) -> str:
    """The commands of ``old`` (lines that begin with ``$``), with their current output."""
    lines = []
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        furnish(Path(folder), document)
        for line in old.splitlines():
            if line.startswith("$ "):
                lines += [line, run(arguments_of(line[2:]))[1]]
    return "```console\n" + "\n".join(lines).rstrip() + "\n```\n"


def inside(old: str, document: str) -> str:
    """How many records the built-in library has, as a sentence."""
    number = counts(open_store())
    named = {kind.name: kind.key for kind in KINDS}
    *most, last = (f"{many} {named[kind] if many != 1 else kind}" for kind, many in number.items())
    return f"It holds {', '.join(most)} and {last}.\n"


def commands(old: str, document: str) -> str:
    """The table of the main commands."""
    rows = [(f"`{usage(name)}`", command(name)[0].get_short_help_str(500)) for name in FIRST_COMMANDS]
    return _table(("Command", "What it does"), rows)


def formats(old: str, document: str) -> str:
    """The table of formats."""
    answers = {"page": "every answer", "grid": "lists", "references": "references"}
    rows = [
        (f"`{each.name}`", ", ".join(f"`{ending}`" for ending in each.endings), answers[each.of], each.what)
        for each in FORMATS
    ]
    return _table(("Format", "Ending", "Of", "What it is"), rows)


def exit_codes(old: str, document: str) -> str:
    """The table of exit codes."""
    return _table(("Code", "Meaning"), [(str(code), meaning) for code, meaning in EXIT_STATUS.items()])


def environment(old: str, document: str) -> str:
    """The table of environment variables."""
    return _table(("Variable", "What it does"), [(f"`{name}`", meaning) for name, meaning in ENVIRONMENT.items()])


def kinds(old: str, document: str) -> str:
    """The fields of every kind of record, from their declarations; for references, only what we add."""
    rows = []
    for kind in KINDS:
        if kind.name == "reference":
            rows.append(("`references`", "`id`, `type`", "every CSL variable, and `custom` (below)"))
            continue
        rows.append((f"`{kind.key}`", *_fields(DECLARATIONS[kind.name])))
    return _table(("Key", "Required", "Optional"), [*rows, ("`custom` of a reference", *_fields(Custom))])


def _fields(declaration: Any) -> tuple[str, str]:
    info = msgspec.inspect.type_info(declaration)
    names = [(f"`{field.encode_name}`", field.required) for field in info.fields]
    return ", ".join(name for name, needed in names if needed), ", ".join(name for name, needed in names if not needed)


def required(old: str, document: str) -> str:
    """The CSL fields that each type of reference must have."""
    rows: dict[str, list[str]] = {}
    for kind, needed in bibliography.REQUIRED.items():
        needs = "; ".join(field if isinstance(field, str) else f"one of {', '.join(field)}" for field in needed)
        rows.setdefault(needs, []).append(f"`{kind}`")
    return _table(("Type", "Fields"), [(", ".join(kinds), needs) for needs, kinds in rows.items()])


def vocabulary(old: str, document: str) -> str:
    """The words that coded fields may hold."""
    store = open_store()
    lines = []
    for kind, where in (
        ("axis", "`axis` of a result"),
        ("direction", "`direction` of a result"),
        ("design", "`design` of a reference"),
        ("outcome", "`outcome` of a case"),
        ("stage", "`stage` of a challenge"),
    ):
        words = store.all(kind)
        if kind == "design":
            classes: dict[str, list[str]] = {}
            for word in words:
                classes.setdefault(word["class"], []).append(f"`{word['id']}`")
            said = "; ".join(f"{name}: {', '.join(ids)}" for name, ids in classes.items())
        else:
            said = "; ".join(f"`{word['id']}`: {_small(word['description'])}" for word in words)
        lines.append(f"- {where}. {said[0].upper()}{said[1:]}.\n")
    return "".join(lines)


def _small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".rstrip(".")


def rules(old: str, document: str) -> str:
    """The rules of `collabref check`, with their first lines of docstring."""
    lines = []
    for level, heading in (
        ("error", "Structure (`error`): a library that breaks these cannot be read"),
        ("warning", "Identifiers (`warning`): a library that breaks this can still be read"),
        ("house", "Editorial (`house`): for the built-in library, and for others with `--house`"),
        ("note", "Notes (`note`): what is read differently from how it is written; these are not problems"),
    ):
        rows = [(f"`{rule.name}`", _markdown(rule.meaning)) for rule in RULES if rule.level == level]
        lines += [f"{heading}.\n\n", _table(("Rule", "What it requires"), rows), "\n"]
    return "".join(lines[:-1])


def _markdown(sentence: str) -> str:
    """A sentence escaped so that Markdown shows it unchanged."""
    return re.sub(r"([*^~\\`$_|])", r"\\\1", sentence)


def layers(old: str, document: str) -> str:
    """The layers in the order in which data flow, each with its sentence."""
    rows = [(heading, ", ".join(f"`{name}`" for name in members), said) for heading, said, members in LAYERS]
    return _table(("Layer", "In", "What it holds"), rows)


def bibliography_fields(old: str, document: str) -> str:
    """What each bibliography format carries."""
    return fields.markdown()


def modules(old: str, document: str) -> str:
    """The modules in the order in which data flow, each with the first sentence of its docstring."""
    lines = []
    for number, (heading, _, members) in enumerate(LAYERS, start=1):
        rows = [
            f"- `{path.relative_to(SOURCE).as_posix()}`: {sentence}" for path, sentence in _modules(members) if sentence
        ]
        lines.append("\n".join([f"{number}. **{heading}**", *(f"   {row}" for row in rows)]))
    known = {path for *_, members in LAYERS for path, _ in _modules(members)}
    if strays := {path.name for path in set(SOURCE.rglob("*.py")) - known - {SOURCE / "__init__.py"}}:
        raise SystemExit(f"Which layer do these modules belong to? {', '.join(sorted(strays))}: see LAYERS.")
    return "\n".join(lines) + "\n"


def _modules(members: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for member in members:
        path = SOURCE / member
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]:
            docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            first = " ".join(docstring.split("\n\n")[0].split()).replace("``", "`")
            yield file, first if file.name != "__init__.py" else ""


def recipes(old: str, document: str) -> str:
    """The recipes of the Makefile, with their comments."""
    found = re.findall(r"^# (.+)\n([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return _table(("Command", "What it does"), [(f"`make {name}`", comment) for comment, name in found])


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


# A part is made from its current content, and from its whole document.
PARTS: dict[str, Callable[[str, str], str]] = {
    "transcript": transcript,
    "inside": inside,
    "commands": commands,
    "formats": formats,
    "exit-codes": exit_codes,
    "environment": environment,
    "kinds": kinds,
    "required": required,
    "vocabulary": vocabulary,
    "rules": rules,
    "layers": layers,
    "modules": modules,
    "bibliography": bibliography_fields,
    "recipes": recipes,
}


def refreshed(document: str) -> str:
    """A document with its made parts made again."""

    def part(match: re.Match[str]) -> str:
        return f"{match['open']}\n{PARTS[match['name']](match['body'], document)}\n{match['close']}"

    return _PART.sub(part, document)


# docs/cli.md


def group() -> tuple[Any, Any]:
    """The command table as Click has it, with a context."""
    table = get_command(app)
    return table, table.make_context("collabref", [], resilient_parsing=True)


def command(name: str) -> tuple[Any, Any]:
    """One command, with a context."""
    table, above = group()
    found = table.get_command(above, name)
    return found, found.make_context(name, [], parent=above, resilient_parsing=True)


def usage(name: str) -> str:
    """``collabref list [KIND]``."""
    found, context = command(name)
    pieces = [piece.strip("{}") for piece in found.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    return " ".join(["collabref", name, *pieces])


def cli() -> str:
    """Every command with its help."""
    parts = ["# The command line\n\nEvery command with its help, as the program prints it. Made by `make docs`.\n"]
    for name in ("", *COMMANDS):
        shown = run([*filter(None, [name]), "--help"], HELP)[1]
        parts.append(f"## {f'collabref {name}'.strip()}\n\n```text\n{shown.rstrip()}\n```\n")
    return "\n".join(parts)


# docs/methods.md


def methods() -> str:
    """How the built-in library was made: the page of `info --methods`, and the contents of the log and the coders' files."""
    page = methods_page(open_store())
    page = page._replace(blocks=tuple(block for block in page.blocks if not isinstance(block, Commands)))
    text = render(page, Style("md", citations="plain"))
    made = "<!-- Made by `make docs` from src/collabref/pages/methods.py and docs/coding/. -->\n\n"
    return "".join([made, text, *_searches(), *_missing(), *_agreements(), *_changes()])


CODING = ROOT / "docs" / "coding"

_MISSING = (
    "Fields of journal articles that no page showed, in the stored copies of journals’ and repositories’ pages, PubMed "
    "pages and reference lists that could be read; none was filled in from memory. If two pages differed, or the only "
    "value was odd, the field was left out. What was seen for each is in docs/coding/fields-not-found.tsv."
)


def _rows(log: Path) -> list[dict[str, str]]:
    """The rows of a table of tab-separated values, by its header."""
    with log.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _searches() -> Iterator[str]:
    """The searches whose words were logged."""
    head = ("day", "words", "pages looked at", "taken")
    rows = [tuple(row[field] for field in head) for row in _rows(CODING / "searches.tsv")]
    yield f"\n## Searches logged\n\n{_table(tuple(field.capitalize() for field in head), rows)}"


def _missing() -> Iterator[str]:
    """The fields of journal articles that no page showed; the log says why."""
    works: dict[str, list[str]] = {}
    for row in _rows(CODING / "fields-not-found.tsv"):
        works.setdefault(row["field"], []).append(row["work"])
    rows = [(field, str(len(ids)), ", ".join(ids)) for field, ids in sorted(works.items())]
    yield f"\n## Fields not found\n\n{_MISSING}\n\n{_table(('Field', 'Articles', 'Works'), rows)}"


def _agreements() -> Iterator[str]:
    """The agreement of two coders on each set of codes that was kept."""
    for first in sorted(CODING.glob("*-a.yaml")):
        name = first.name.removesuffix("-a.yaml")
        settled = CODING / f"{name}-settled.yaml"
        files = [agreement.read(path) for path in (first, CODING / f"{name}-b.yaml", settled) if path.exists()]
        rows = [each.row for each in agreement.agreements(*files)]
        yield f"\n## Agreement: {name}\n\n{_table(agreement.HEAD, rows)}"


def _changes() -> Iterator[str]:
    """How many codes of each field were changed after settling."""
    log = CODING / "changes.tsv"
    if log.exists():
        fields = Counter(row["field"] for row in _rows(log))
        rows = [(field, str(number)) for field, number in sorted(fields.items())]
        yield f"\n## Changes after settling\n\n{_table(('Field', 'Changes'), rows)}"


# docs/collabref.1


def man() -> str:
    """The manual page."""
    table, context = group()
    summary, *_ = table.help.split("\n\n")
    page = [
        f'.TH COLLABREF 1 "{released()}" "collabref {__version__}" "User Commands"',
        ".SH NAME",
        f"collabref \\- {_roff(summary[:1].lower() + summary[1:].strip().rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B collabref",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        *_paragraphs(DESCRIPTION),
        ".PP",
        "Options of \\fBcollabref\\fR itself:",
        *_records(table.get_params(context), context),
        ".SH COMMANDS",
    ]
    shared = [param.name for param in command("info")[0].get_params(command("info")[1])]
    for name in COMMANDS:
        found, context = command(name)
        page += [f".SS {_roff(usage(name))}", *_paragraphs(found.help)]
        page += _records([param for param in found.get_params(context) if param.name not in shared], context)
    found, context = command("info")
    page += [".SH OPTIONS", "Shared by the commands; the help of a command names those that it has."]
    page += _records(found.get_params(context), context)
    page += [".SH EXIT STATUS", *_terms({str(code): meaning for code, meaning in EXIT_STATUS.items()})]
    page += [".SH ENVIRONMENT", *_terms(ENVIRONMENT)]
    page += [".SH FILES", *_terms(FILES)]
    page += [".SH EXAMPLES", *_terms(dict(EXAMPLES))]
    return "\n".join(page) + "\n"


DESCRIPTION = """\
collabref answers questions about quality improvement collaboratives, communities of practice, clinical
communities, clinical networks and their relatives: what each is, who leads it, how it is thought to work,
what studies found, what it costs and what critics say. Every statement cites its sources; `collabref show`
with a source's id shows it.

Answers go to standard output, everything else to standard error. At a terminal an answer is laid out
for people; in a pipe it is plain text, or tab-separated values for lists. No command uses the network;
only `open` starts a browser.

Records are named by id, name or alias, in any letter case; references also by DOI."""


def released() -> str:
    """The date of this version, from the change log."""
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(__version__)} \((\d{{4}}-\d\d-\d\d)\)$", log, re.MULTILINE)
    if not found:
        raise SystemExit(f"CHANGELOG.md has no “## {__version__} (date)”.")
    return found[1]


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of help, line by line for those that Click does not wrap."""
    lines = []
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.startswith("\b\n"):
            lines += [".PP", ".nf", *(_roff(line) for line in paragraph[2:].splitlines()), ".fi"]
        else:
            lines += [".PP", _roff(" ".join(paragraph.split()))]
    return lines


def _records(params: list[Any], context: Any) -> list[str]:
    """Options and arguments, each with its help."""
    records = (param.get_help_record(context) for param in params)
    return _terms(dict(filter(None, records)))


def _terms(terms: dict[str, str]) -> list[str]:
    lines = []
    for term, said in terms.items():
        lines += [".TP", f"\\fB{_roff(term)}\\fR", _roff(said)]
    return lines


def _roff(text: str) -> str:
    """``text`` escaped so that roff shows it unchanged: only ASCII, no line that is a request; `code` in bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    text = "".join(char if ord(char) < 128 else f"\\[u{ord(char):04X}]" for char in text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return f"\\&{text}" if text.startswith(".") else text


# docs/images/


def drawn() -> Iterator[tuple[Path, str]]:
    """The pictures, each for light and for dark pages."""
    for name, line in PICTURES.items():
        code, screen = run([*line.split(), "--color", "always"])
        if code:
            raise SystemExit(f"No picture of “{line}”: {screen}")
        typed = f"$ collabref {line}"
        for theme in pictures.THEMES:
            path = ROOT / "docs" / "images" / f"{name}-{theme}.svg"
            yield path, pictures.svg(f"{typed}\n\n{screen}", typed, theme, SCREEN)


# Everything


def documents() -> Iterator[tuple[Path, str]]:
    """Every file that this program writes, with its content."""
    for name in WRITTEN:
        yield ROOT / name, refreshed((ROOT / name).read_text(encoding="utf-8"))
    yield from drawn()
    yield ROOT / "docs" / "cli.md", cli()
    yield ROOT / "docs" / "collabref.1", man()
    yield ROOT / "docs" / "methods.md", methods()
    yield ROOT / "docs" / "schema.json", schema(open_store())


def main() -> None:
    """Write the files that have changed, and name them."""
    os.environ.pop("COLLABREF_LIBRARY", None)
    for path, text in documents():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)} written", file=sys.stderr)


if __name__ == "__main__":
    main()

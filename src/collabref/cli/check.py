"""`collabref check`."""

from codecs import BOM_UTF8
from typing import Annotated, Optional

import typer

from collabref.cli.options import Options, sharing
from collabref.cli.output import choose_format, emit, write_file
from collabref.cli.streams import tell, write_stdout
from collabref.errors import NOTE, LibraryError, Problem, UsageError
from collabref.text import number_of, sentence

FORMATS = ("text", "plain", "tsv", "csv", "md", "html", "json")


@sharing("format", "output", "library", "strict", "color", "pager")
def command(
    paths: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[PATH]...", help="Libraries to check; none means the built-in one and any -L.", show_default=False
        ),
    ] = None,
    house: Annotated[bool, typer.Option("--house", help="Hold PATH to the editorial rules as well.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First put right what is only a matter of form, in the YAML files themselves.")
    ] = False,
    *,
    options: Options,
) -> None:
    """Check a library: all its problems, by file and line.

    \b
    Examples:
      collabref check
      collabref check my-library/
      collabref check my-library/ --house -f json
      collabref check --fix my-library/

    PATH is laid over the built-in library, whose ids it may cite; only PATH's problems are told.

    --fix mends the order of fields, white space at the ends of lines, DOIs with an address or a
    label, and keywords given as a list. The rest of a file stays as it is, comments and all. It
    writes only to what is named by PATH or, without PATH, by -L; tells what it mended; and then
    checks.

    A note says that the library will be read otherwise than it was written, as one in an older form;
    it is no problem. Exit code 1 when there are problems; 65 when PATH cannot be opened or holds no data; 74 when a
    file cannot be mended for want of permission or room.

    Formats: text, plain (piped: file:line:column: rule: message), tsv, csv, md, html, json.
    """
    wanted = choose_format(options, FORMATS)
    if fix:
        mend_files(list(paths or options.library or ()))
    problems = find_problems(list(paths or ()), options.libraries, house)
    if wanted == "plain":
        text = "".join(sentence(f"{each.place}: {each.rule}: {each.sentence}") + "\n" for each in problems)
        if options.output:
            write_file(options.output, text)
        else:
            write_stdout(text)
    elif problems or wanted != "text" or options.output:
        from collabref.pages.problems import grid

        emit(grid(problems), options._replace(format=wanted), FORMATS)
    notes = sum(problem.level == NOTE for problem in problems)
    tell(_counted(len(problems) - notes, notes))
    if len(problems) > notes:
        raise typer.Exit(1)


def _counted(problems: int, notes: int) -> str:
    """How many there are, as in ``No problems; 3 notes``."""
    said = number_of(problems, "problem", "problems") if problems else "No problems"
    return f"{said}; {number_of(notes, 'note', 'notes')}." if notes else f"{said}."


def mend_files(paths: list[str]) -> None:
    """Put right the matters of form in the YAML files of the libraries at ``paths``, and say what was done.

    Raises:
        UsageError: no library is named.
        LibraryError: a path cannot be opened, or holds no data.
        WriteError: a file cannot be written.
    """
    from collabref.check.mend import mend
    from collabref.load import library_files, read_source

    if not paths:
        raise UsageError("--fix writes to files, so name them: collabref check --fix my-library/")
    for file in [file for path in paths for file in library_files(path)]:
        if not file.lower().endswith((".yaml", ".yml")):
            continue
        try:
            source = read_source(file)
        except LibraryError:
            continue  # the check tells of it
        mended = mend(source)
        if mended.text != source.text:
            with open(file, "rb") as old:
                mark = "\ufeff" if old.read(3) == BOM_UTF8 else ""
            write_file(file, mark + mended.text, "Nothing in it was mended.")
            for line, what in mended.done:
                tell(f"{file}:{line}: mended: {what}")
        for line, what in mended.left:
            tell(f"{file}:{line}: {what}" if line else f"{file}: {what}")


def find_problems(paths: list[str], libraries: list[str], house: bool = False) -> list[Problem]:
    """The problems and notes of the libraries at ``paths``; without paths, of the built-in one and ``libraries``."""
    from collabref.check import run
    from collabref.corpus import Corpus
    from collabref.load import read_library
    from collabref.paths import builtin_library

    unreadable: list[LibraryError] = []
    everything = [read_library(path, unreadable.append) for path in [builtin_library(), *libraries, *paths]]
    corpus = Corpus(everything)
    builtin = {source.name for source in everything[0].sources}
    told = {source.name for each in (everything[-len(paths) :] if paths else everything) for source in each.sources}
    problems = [error.problem for error in unreadable] + [
        problem for source in corpus.sources() if source.name in told for problem in source.problems
    ]
    problems += [problem for problem in run(corpus, "error") if problem.file in told]
    strict = told if house else told & builtin
    if strict:
        problems += [problem for problem in run(corpus, "house") if problem.file in strict]
    if noted := told - strict:  # the editorial rules say the same, and more
        problems += [problem for problem in run(corpus, NOTE) if problem.file in noted]
    return sorted(problems, key=lambda problem: problem.order)

"""`collabref check`."""

from typing import Annotated, Optional

import typer

from collabref.cli.libraries import refuse_in_use
from collabref.cli.options import Options, sharing
from collabref.cli.output import choose_format, emit, write_file
from collabref.cli.streams import tell, write_stdout
from collabref.errors import LibraryError, Problem
from collabref.text import sentence

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
    *,
    options: Options,
) -> None:
    """Check a library: all its problems, by file and line.

    \b
    Examples:
      collabref check
      collabref check my-library/
      collabref check my-library/ --house -f json

    PATH is laid over the built-in library, whose ids it may cite; only PATH's problems are told.

    Exit code 1 when there are problems; 65 when PATH cannot be opened or holds no data.

    Formats: text, plain (piped: file:line:column: rule: message), tsv, csv, md, html, json.
    """
    wanted = choose_format(options, FORMATS)
    if options.output:
        refuse_in_use(options.output, [*options.libraries, *(paths or ())])
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
    count = len(problems)
    tell("No problems." if not count else f"{count} problem{'s' if count > 1 else ''}.")
    if problems:
        raise typer.Exit(1)


def find_problems(paths: list[str], libraries: list[str], house: bool = False) -> list[Problem]:
    """The problems of the libraries at ``paths``; without paths, of the built-in one and ``libraries``."""
    from itertools import chain

    from collabref.check import run
    from collabref.corpus import Corpus
    from collabref.load import read_library
    from collabref.paths import builtin_library

    unreadable: list[LibraryError] = []
    everything = [read_library(path, unreadable.append) for path in [builtin_library(), *libraries, *paths]]
    corpus = Corpus(everything)
    builtin = {source.name for source in everything[0].sources}
    told = {source.name for each in (everything[-len(paths) :] if paths else everything) for source in each.sources}
    found = chain(corpus.problems(), run(corpus, "error"), run(corpus, "warning"))
    problems = [error.problem for error in unreadable] + [problem for problem in found if problem.file in told]
    strict = told if house else told & builtin
    if strict:
        problems += [problem for problem in run(corpus, "house") if problem.file in strict]
    return sorted(problems, key=lambda problem: problem.order)

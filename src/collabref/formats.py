"""The formats of answers, one row each, and the endings of the files that can be read.

Option checks, completion, file endings and help are made from the formats.

This module imports nothing, so that a command can know its formats at no cost.
"""

from typing import NamedTuple


class Format(NamedTuple):
    """A format.

    Attributes:
        name: what people type.
        renderer: the module of ``render`` that makes it.
        what: what it is, in a few words.
        endings: the endings of its files.
        of: the answers that have it: ``page`` (every answer), ``grid`` (lists) or ``references`` (lists of references).
        is_document: whether it is self-contained, and so lists its sources in full.
        is_binary: whether it is not text, and so is never shown at a terminal.
    """

    name: str
    renderer: str
    what: str
    endings: tuple[str, ...] = ()
    of: str = "page"
    is_document: bool = False
    is_binary: bool = False


# In the order shown in the help.
FORMATS = (
    Format("text", "terminal", "for terminals, in colour where possible"),
    Format("tsv", "delimited", "one line per record, separated by tabs", (".tsv",), "grid"),
    Format("csv", "delimited", "for spreadsheets", (".csv",), "grid"),
    Format("plain", "plain", "no symbols or colours, for screen readers", (".txt",)),
    Format("md", "markdown", "Markdown, with citations that pandoc reads", (".md",), is_document=True),
    Format("html", "html", "one self-contained page", (".html",), is_document=True),
    Format("json", "json", "complete data, for programs", (".json",)),
    Format("docx", "office", "Word", (".docx",), is_document=True, is_binary=True),
    Format("odt", "office", "LibreOffice", (".odt",), is_document=True, is_binary=True),
    Format("bibtex", "bibliography", "BibTeX, for LaTeX and JabRef", (".bib",), "references"),
    Format("ris", "bibliography", "RIS, for Zotero, EndNote and Mendeley", (".ris",), "references"),
    Format("csl-json", "bibliography", "CSL-JSON, for Zotero and pandoc", (), "references"),
    Format("csl-yaml", "bibliography", "CSL-YAML, for pandoc", (".yaml", ".yml"), "references"),
)

BY_NAME = {each.name: each for each in FORMATS}
BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}


def _of(*shapes: str) -> tuple[str, ...]:
    return tuple(each.name for each in FORMATS if each.of in shapes)


# The formats for each shape of answer: the first is the default at a terminal, the second in a pipe.
PAGE = _of("page")
GRID = _of("page", "grid")
ROWS = _of("grid")
BIBLIOGRAPHY = _of("references")
REFERENCES = GRID + BIBLIOGRAPHY
DOCUMENT = tuple(each.name for each in FORMATS if each.is_document)

# Ending of a file of a library -> the module of ``load`` that reads it.
READERS = {
    ".yaml": "yaml_file",
    ".yml": "yaml_file",
    ".json": "csl_json",
    ".bib": "bib_file",
    ".ris": "ris_file",
    ".nbib": "nbib_file",
}

# Begins the CSL-YAML that we write, so that it is not read as a library written by hand, in which an unknown field is
# a mistake.
WRITTEN = "# CSL-YAML written by collabref.\n"

"""Documents for word processors: pandoc makes them from our Markdown, with the references in its own style."""

from pathlib import Path

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.pandoc import run
from collabref.render import Style, markdown

# Text of libraries must not reach pandoc as anything but text, its quotation marks and hyphens as they are.
_READER = "markdown-smart-raw_html-raw_tex-raw_attribute-tex_math_dollars"

# Pandoc's own styles for Word, but for tables, which have a bold header and rules (see tools/make_word_style.py).
_WORD = str(Path(__file__).with_name("word.docx"))


def render(view: Page | Grid, style: Style) -> bytes:
    """The answer as a file of the format of ``style``.

    Raises:
        UsageError: there is no pandoc that will do.
    """
    source = markdown.render(view, style._replace(format="md", citations="pandoc"), metadata_first=True)
    return run(
        [
            "--from",
            _READER,
            "--to",
            style.format,
            "--citeproc",
            "--metadata",
            "link-citations=true",
            "--sandbox",
            *(["--reference-doc", _WORD] if style.format == "docx" else []),
            "--output",
            "-",
        ],
        source.encode(errors="replace"),
        f"The format {style.format} needs pandoc.",
    )

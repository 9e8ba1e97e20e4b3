"""Word-processor documents, which pandoc makes from our Markdown, with the references in its default style."""

from pathlib import Path

from collabref.answer.grid import Grid
from collabref.answer.page import Page
from collabref.pandoc import run
from collabref.render import Style, markdown

# Text from libraries must reach pandoc as plain text, with its quotation marks and hyphens unchanged.
_READER = "markdown-smart-raw_html-raw_tex-raw_attribute-tex_math_dollars"

# Pandoc's own styles for Word, except that tables have a bold header and rules (see tools/make_word_style.py).
_WORD = str(Path(__file__).with_name("word.docx"))


def render(view: Page | Grid, style: Style) -> bytes:
    """The answer as a file in the format of ``style``.

    Raises:
        UsageError: there is no suitable pandoc.
    """
    source = markdown.render(view, style._replace(format="md", citations="pandoc"), unseen=True)
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

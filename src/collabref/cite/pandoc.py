"""Citations in any CSL style, formatted by pandoc."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

from collabref import pandoc
from collabref.cite import csl
from collabref.errors import UsageError


def cite(references: Sequence[dict[str, Any]], style: str, language: str = "") -> dict[str, str]:
    """Each reference, by id, formatted in the independent CSL style of the file ``style``.

    They are formatted together, so that the style can distinguish two works of one author and year.

    Raises:
        UsageError: there is no suitable pandoc, or it rejects the style.
    """
    # As an absolute path: pandoc takes a path that looks like an address for one.
    arguments = ["--sandbox", "--citeproc", "--csl", os.path.abspath(style), "--from", "csljson", "--to", "json"]
    if language:
        arguments += ["--metadata", f"lang={language}"]
    need = f"The style “{style}” needs pandoc: only Vancouver is built in."
    done = pandoc.run(arguments, csl.write_json([csl.with_available_date(each) for each in references]).encode(), need)
    try:
        return dict(_entries(json.loads(done)["blocks"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"{need} What it wrote is not pandoc’s JSON. {pandoc.INSTALL}") from None


def _entries(blocks: Any) -> Iterator[tuple[str, str]]:
    """The ids and texts of the bibliography in pandoc's document tree."""
    for block in blocks:
        for entry in block["c"][1] if block["t"] == "Div" else ():
            if entry["t"] == "Div" and entry["c"][0][0].startswith("ref-"):
                yield entry["c"][0][0].removeprefix("ref-"), " ".join("".join(_words(entry["c"][1])).split())


def _words(nodes: Any) -> list[str]:
    """The text of pandoc's document tree, without the number in the margin of a numbered style."""
    words: list[str] = []
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            words.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            words.append(" ")
        elif kind == "Quoted":
            opening, closing = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
            words += [opening, *_words(content[1]), closing]
        elif kind in ("Span", "Div"):
            if "csl-left-margin" not in content[0][1]:
                words += _words(content[1])
        elif kind == "Link":
            words += _words(content[1])
        elif kind in ("Code", "RawInline"):
            words.append(content[1])
        elif isinstance(content, list):
            words += _words(content)
    return words

"""Citations in any CSL style, formatted by pandoc."""

import json
from collections.abc import Sequence
from typing import Any

from collabref import pandoc
from collabref.cite import csl


def cite(references: Sequence[dict[str, Any]], style: str, language: str = "") -> dict[str, str]:
    """Each reference, by id, formatted in the style of the CSL file ``style``.

    They are formatted together, so that two works of one author and year are told apart.

    Raises:
        UsageError: there is no pandoc that will do, or it refuses the style.
    """
    arguments = ["--citeproc", "--csl", style, "--from", "csljson", "--to", "json"]
    if language:
        arguments += ["--metadata", f"lang={language}"]
    done = pandoc.run(
        arguments,
        csl.write_json(list(references)).encode(),
        f"The style “{style}” needs pandoc: only Vancouver is built in.",
    )
    entries = {}
    for block in json.loads(done)["blocks"]:
        for entry in block["c"][1] if block["t"] == "Div" else ():
            if entry["t"] == "Div" and entry["c"][0][0].startswith("ref-"):
                entries[entry["c"][0][0].removeprefix("ref-")] = " ".join("".join(_words(entry["c"][1])).split())
    return entries


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

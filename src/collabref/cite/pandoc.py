"""Citations in any CSL style, formatted by pandoc."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

from collabref.cite import csl
from collabref.errors import UsageError

# pandoc 2 reads and writes CSL differently, and wrongly in places.
OLDEST = 3

# pandoc's own limit is none; this guards against a style that never ends.
SECONDS = 120


def cite(references: Sequence[dict[str, Any]], style: str, language: str = "") -> dict[str, str]:
    """Each reference, by id, formatted in the style of the CSL file ``style``.

    They are formatted together, so that two works of one author and year are told apart.

    Raises:
        UsageError: there is no pandoc that will do, or it refuses the style.
    """
    command = [
        find_pandoc(),
        "--citeproc",
        "--csl",
        style,
        "--from",
        "csljson",
        "--to",
        "json",
    ]
    if language:
        command += ["--metadata", f"lang={language}"]
    try:
        done = subprocess.run(
            command, input=csl.write_json(list(references)).encode(), capture_output=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"pandoc did not finish in {SECONDS} seconds with the style “{style}”.") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"pandoc cannot use the style “{style}”: {reason[0]}")
    entries = {}
    for block in json.loads(done.stdout)["blocks"]:
        for entry in block["c"][1] if block["t"] == "Div" else ():
            if entry["t"] == "Div" and entry["c"][0][0].startswith("ref-"):
                entries[entry["c"][0][0].removeprefix("ref-")] = " ".join("".join(_words(entry["c"][1])).split())
    return entries


def find_pandoc() -> str:
    """A pandoc of version 3 or later: of the extra collabref[pandoc], else on PATH.

    Raises:
        UsageError: there is none.
    """
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        pass
    install = "Install collabref[pandoc], or pandoc 3 or later."
    found = shutil.which("pandoc")
    if not found:
        raise UsageError(f"Only Vancouver is built in; other styles need pandoc. {install}")
    shown = subprocess.run([found, "--version"], capture_output=True, check=False, timeout=SECONDS).stdout.decode(
        errors="replace"
    )
    version = re.match(r"pandoc\S*\s+(\d+)\.(\d+)", shown)
    if not version or int(version[1]) < OLDEST:
        number = f"{version[1]}.{version[2]}" if version else "unknown"
        raise UsageError(f"The pandoc on PATH is too old (version {number}; {OLDEST} is needed). {install}")
    return found


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

r"""A BibTeX file to its entries, each with its place, however broken the entries between are.

An entry is ``@type{…}`` or ``@type(…)`` and ends where its braces do. One whose braces do not close ends
where the next begins: at a line that starts with ``@type{``, or, in a file of one line, at the next
``@type{`` at all. BibTeX takes everything outside entries for a comment, and so does this; but text
with braces there is most likely the torn-off end of an entry, and is handed back as such.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"@[ \t]*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])|[{}]|(?P<close>\))")


class Piece(NamedTuple):
    """A stretch of a file.

    Attributes:
        kind: the entry's type in lower case; empty for text outside of any entry.
        start: the offset of its first character.
        text: from ``@`` to the closing brace.
        whole: whether the braces close.
    """

    kind: str
    start: int
    text: str
    whole: bool


def split(text: str) -> Iterator[Piece]:
    """The entries of ``text``, and torn-off text between them, in order. Takes time linear in its length."""
    end = 0
    for piece in _pieces(text, 0, len(text), anywhere=False):
        yield from _between(text, end, piece.start)
        end = piece.start + len(piece.text)
        if piece.whole or piece.kind == "comment":
            yield piece
        else:
            # A second look at the torn piece: it may hold other entries, on the same line.
            yield from _pieces(text, piece.start, end, anywhere=True)
    yield from _between(text, end, len(text))


def _pieces(text: str, start: int, end: int, anywhere: bool) -> Iterator[Piece]:
    """The entries between two offsets; ``anywhere``: a new one may begin inside another on the same line."""
    kind, begun, closing, depth = "", -1, "}", 0
    for token in _TOKEN.finditer(text, start, end):
        opens = token["open"]
        if (
            opens
            and (begun < 0 or anywhere or _starts_line(text, token.start()))
            and not (kind == "comment" and begun >= 0 and not anywhere)
        ):
            if begun >= 0:
                yield Piece(kind, begun, text[begun : token.start()], False)
            kind, begun, depth = token["type"].lower(), token.start(), 1
            closing = ")" if opens == "(" else "}"
        elif begun < 0:
            continue
        elif token["close"]:
            # A parenthesis ends an entry that began with one, outside of its values.
            if closing == ")" and depth == 1:
                yield Piece(kind, begun, text[begun : token.end()], True)
                begun = -1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                yield Piece(kind, begun, text[begun : token.end()], closing == "}")
                begun = -1
        elif opens != "(":
            depth += 1
    if begun >= 0:
        yield Piece(kind, begun, text[begun:end], False)


def _starts_line(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip()


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    outside = text[start:end]
    if "{" in outside or "}" in outside:
        # Lines that begin with % are comments to everyone.
        torn = re.sub(r"(?m)^[ \t]*%.*$", lambda match: " " * len(match[0]), outside)
        if re.search(r"[{}]", torn):
            blank = len(torn) - len(torn.lstrip())
            yield Piece("", start + blank, outside[blank:].rstrip(), False)

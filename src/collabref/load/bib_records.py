r"""A BibTeX file to its entries, each with its place, however broken the entries between are.

An entry is ``@type{…}`` or ``@type(…)`` and ends where its braces do. One whose braces do not close ends
where the next begins: at a line that starts with ``@type{``, or, in a file of one line, at the next
``@type{`` at all. BibTeX takes everything outside entries for a comment, and so does this; but text
with braces there is most likely the torn-off end of an entry, and is handed back as such.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"(?m)(?P<line>^[ \t]*)?(?P<entry>@[ \t]*(?P<type>[A-Za-z]+)\s*(?P<open>[{(]))|[{}]|(?P<close>\))")


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
    return _split(text, 0, len(text), anywhere=False)


def _split(text: str, start: int, end: int, anywhere: bool) -> Iterator[Piece]:
    at = start
    for piece in _entries(text, start, end, anywhere):
        yield from _torn_off(text, at, piece.start)
        at = piece.start + len(piece.text)
        if piece.whole or anywhere:
            yield piece
        else:
            yield from _split(text, piece.start, at, anywhere=True)
    yield from _torn_off(text, at, end)


def _entries(text: str, start: int, end: int, anywhere: bool) -> Iterator[Piece]:
    """The entries between two offsets; ``anywhere``: one may begin inside another without beginning a line."""
    kind, begun, closing, depth = "", -1, "}", 0
    for token in _TOKEN.finditer(text, start, end):
        at_line = token["line"] is not None and kind != "comment"  # a comment may hold whole entries
        if token["entry"] and (begun < 0 or anywhere or at_line):
            if begun >= 0:
                yield Piece(kind, begun, text[begun : token.start("entry")], False)
            kind, begun, depth = token["type"].lower(), token.start("entry"), 1
            closing = ")" if token["open"] == "(" else "}"
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
        elif token["open"] != "(":
            depth += 1
    if begun >= 0:
        yield Piece(kind, begun, text[begun:end], False)


def _torn_off(text: str, start: int, end: int) -> Iterator[Piece]:
    """The text between two offsets, if it has braces; lines that begin with % are comments to everyone."""
    outside = text[start:end]
    bare = re.sub(r"(?m)^[ \t]*%.*$", lambda line: " " * len(line[0]), outside)
    if "{" in bare or "}" in bare:
        blank = len(bare) - len(bare.lstrip())
        yield Piece("", start + blank, outside[blank:].rstrip(), False)

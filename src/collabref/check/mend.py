"""What `check --fix` does: matters of form put right in the text of a file, the rest of it left as it is.

What is written anew is only what is wrong: fields trade places, with the comments on their lines, and what stands
between them stays. The text is read again before it is given back, and must say what it said before.
"""

import json
import re
from itertools import pairwise
from typing import NamedTuple

from collabref.check.form import bare, disordered, joined, untidy
from collabref.errors import LibraryError
from collabref.load import Library, Source
from collabref.load.source import Path
from collabref.load.yaml_file import parse, read
from collabref.load.yaml_text import Field, Node, tree


class Mended(NamedTuple):
    """A text put right; what was done to it, by its lines as they were; and what was left, by its lines as they are."""

    text: str
    done: list[tuple[int, str]]
    left: list[tuple[int, str]]


def mend(source: Source) -> Mended:
    """The text of a YAML file with its matters of form put right. Mending twice does no more than mending once."""
    text, done = _tidied(source.text, source.name)
    work = _Work(text)
    for entry in Library(source.name, (source,)).entries():
        for path, _, order in disordered(entry):
            work.orders[*entry.path, *path] = order
        if entry.kind == "reference":
            if doi := bare(entry.data.get("DOI")):
                work.values[*entry.path, "DOI"] = doi
            if keyword := joined(entry.data.get("keyword")):
                work.values[*entry.path, "keyword"] = keyword
    if work.orders or work.values:
        # A block of text that is not the last field any more leaves behind the empty lines after it.
        text, _ = _tidied(work.drawn(tree(text, source.name)), source.name)
    if text == source.text:
        return Mended(text, [], sorted(work.left))
    if not _says_the_same(source, text, work.values):
        return Mended(source.text, [], [(0, "It is written in a way that cannot be mended safely, and is left alone.")])
    return Mended(text, sorted(done + work.done), mend(read(text.encode(), source.name)).left)


def _tidied(text: str, name: str) -> tuple[str, list[tuple[int, str]]]:
    """A text with its white space in order, line for line the same; and what was done."""
    pieces: list[str] = []
    done: dict[str, tuple[int, int]] = {}  # what was done: the first line, and how often
    at = 0
    for edit in untidy(text, name):
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
        first, count = done.get(edit.what, (0, 0))
        done[edit.what] = (first or edit.mark[0], count + 1)
    pieces.append(text[at:])
    return "".join(pieces), [
        (line, what if count == 1 else f"{what} ({count} times)") for what, (line, count) in done.items()
    ]


class _Work:
    """One text to mend: what is wanted, what was done, and what could not be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.orders: dict[Path, list[str]] = {}
        self.values: dict[Path, str] = {}
        self.done: list[tuple[int, str]] = []
        self.left: list[tuple[int, str]] = []

    def drawn(self, root: Node) -> str:
        """The whole text, with what is wanted done."""
        return self.text[: root.start] + self._node(root, ()) + self.text[root.end :]

    def _node(self, node: Node, path: Path) -> str:
        text = self.text
        if node.fields:
            return self._mapping(node, path)
        pieces = []
        at = node.start
        for position, item in enumerate(node.items):
            pieces += [text[at : item.start], self._node(item, (*path, position))]
            at = item.end
        return "".join([*pieces, text[at : node.end]])

    def _mapping(self, node: Node, path: Path) -> str:
        text = self.text
        fields = {field.key.word: self._field(field, path) for field in node.fields}
        between = [text[one.end : two.key.start] for one, two in pairwise(node.fields)]
        order = list(fields)
        if path in self.orders:
            if self._can_trade_places(node, between):
                order = self.orders[path]
                self.done.append((node.line, "fields put in order"))
            else:
                self.left.append((node.line, "These fields are not in order, and what stands between them is in the way: "
                                             "put them in order by hand."))  # fmt: skip
        before, after = text[node.start : node.fields[0].key.start], text[node.fields[-1].end : node.end]
        return before + "".join(fields[name] + gap for name, gap in zip(order, [*between, after], strict=True))

    def _field(self, field: Field, path: Path) -> str:
        """A key with its value, and in a block mapping with the rest of its line."""
        key, value, end = field
        here = (*path, key.word)
        name, rest = self.text[key.start : value.start], self.text[value.end : end]
        if here in self.values:
            if new := _written(self.text, field, self.values[here]):
                self.done.append((key.line, f"{key.word} written as {new}"))
                return (f"{self.text[key.start : key.end]}: " if "\n" in name else name) + new + rest
            self.left.append((key.line, f"This {key.word} is written in a way that cannot be mended: do it by hand."))
            del self.values[here]
        return name + self._node(value, here) + rest

    def _can_trade_places(self, node: Node, between: list[str]) -> bool:
        """Whether each field is a plain `key: value`, with nothing between them that means anything.

        Spaces on an empty line do: they are still there since they may be part of the block of text before them.
        """
        apart = r"\s*,\s*" if node.style else r"[\r\n]+ *"
        return (
            all(re.fullmatch(apart, gap) for gap in between)
            and all(re.match(r"[ \t]*:", self.text[field.key.end : field.value.start]) for field in node.fields)
            and not any(node.style and field.value.start == field.value.end for field in node.fields)
            and not any(re.match(r"[|>]\d?\+", self.text[each.start : each.end]) for each in node.scalars())
        )


def _written(text: str, field: Field, new: str) -> str:
    """How ``new`` is written as the value of a field; empty where that is not sure."""
    key, old, _ = field
    if old.items:  # a list, which becomes a text in quotation marks
        starts, ends = [key.end, *(each.end for each in old.items)], [*(each.start for each in old.items), old.end]
        comment = any("#" in text[start:end] for start, end in zip(starts, ends, strict=True))
        return "" if comment else json.dumps(new, ensure_ascii=False)
    # What is new is the end of what was there: its quotation marks, or their want, are right for it as well.
    written = text[old.start : old.end]
    return written.replace(old.word, new) if old.style not in ("|", ">") and written.count(old.word) == 1 else ""


def _says_the_same(source: Source, text: str, values: dict[Path, str]) -> bool:
    """Whether a text holds the data of ``source``, apart from the values that were meant to change."""
    data, _ = parse(source.text, source.name)
    for path, value in values.items():
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = value
    try:
        mended, _ = parse(text, source.name)
    except LibraryError:
        return False
    # As JSON, since to Python 1 and True are equal.
    return json.dumps(data, sort_keys=True) == json.dumps(mended, sort_keys=True)

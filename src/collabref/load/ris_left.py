"""The tags of a RIS record that have not been read yet: a reader takes what it uses, and the rest is kept."""

from collections.abc import Callable
from typing import Any

from collabref.load.values import unescape
from collabref.text.fold import fold
from collabref.text.wording import one_line


def clean(lines: list[str]) -> list[str]:
    """The non-empty lines of a value, without HTML entities and double spaces."""
    return [kept for line in lines if (kept := one_line(unescape(line)))]


class Left:
    """The tags of a record that have no variable yet, each with its values, and each value with its lines."""

    def __init__(self, tags: list[tuple[str, list[str]]]) -> None:
        self._values: dict[str, list[list[str]]] = {}
        for tag, lines in tags:
            if kept := clean(lines):
                self._values.setdefault(tag, []).append(kept)

    def __contains__(self, tag: str) -> bool:
        return tag in self._values

    def lines(self, *names: str) -> list[str]:
        """Take out every line of these tags."""
        return [line for tag in names for value in self._values.pop(tag, []) for line in value]

    def values(self, *names: str) -> list[str]:
        """Take out every value of these tags."""
        return [" ".join(lines) for tag in names for lines in self._values.pop(tag, [])]

    def first(self, *names: str, if_it: Callable[[str], Any] = bool) -> str:
        """Take out the first value of these tags that passes, and any repeats of it; else return an empty text."""
        present = [tag for tag in names if tag in self._values]
        for tag in present:
            for value in self._values[tag]:
                words = value[0] if len(value) == 1 else " ".join(value)
                if if_it(words):
                    if len(present) == len(self._values[tag]) == 1:
                        del self._values[tag]
                    else:
                        self.drop(words, *present)
                    return words
        return ""

    def drop(self, words: str, *names: str) -> None:
        """Take out the values of these tags that say the same as ``words``."""
        same = fold(words)
        for tag in names:
            values = [(value, " ".join(value)) for value in self._values.get(tag, [])]
            if kept := [value for value, each in values if each != words and fold(each) != same]:
                self._values[tag] = kept
            else:
                self._values.pop(tag, None)

    def keep(self, tag: str, *values: str) -> None:
        """Put values back."""
        self._values.setdefault(tag, [])[:0] = [[value] for value in values]

    def peek(self, tag: str) -> str:
        """The first value of a tag, left in place; empty if there is none."""
        return " ".join(self._values[tag][0]) if tag in self._values else ""

    def texts(self, tag: str) -> list[str]:
        """The values of a tag, left in place."""
        return [" ".join(lines) for lines in self._values.get(tag, [])]

    def rest(self) -> dict[str, list[str]]:
        """What is left of every tag."""
        return {tag: self.texts(tag) for tag in self._values}

"""Matters of form: what can be put right in a file without changing what it says. Rules tell of it; ``mend`` does it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from collabref import csl
from collabref.load import Entry
from collabref.load.foreign import Lines
from collabref.load.source import Mark, Path
from collabref.load.yaml_text import tree
from collabref.model import DECLARATIONS
from collabref.text import bare_doi

# The hint of what `check --fix` puts right.
MENDABLE = "collabref check --fix mends it."

SEVERAL = "This file has several kinds of line ends."

_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s\"<>{}]*[^\s\"<>{}.,;]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE_AT_END = re.compile(r"[ \t]+(?=[\r\n]|\Z)")


# Records


def disordered(entry: Entry) -> Iterator[tuple[Path, list[str], list[str]]]:
    """The mappings of a record whose fields stand in another order than declared: where, the fields, and in order.

    Mappings with unknown fields, which have no place in any order, are passed over, and so are dates, which have
    been read into one form.
    """
    return _disordered(entry.data, _declaration(entry.kind), ())


@lru_cache
def _declaration(kind: str) -> msgspec.inspect.Type:
    return msgspec.inspect.type_info(DECLARATIONS[kind])


def _disordered(data: Any, declared: msgspec.inspect.Type, path: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    if isinstance(declared, msgspec.inspect.UnionType):
        for member in declared.types:
            yield from _disordered(data, member, path)
    elif isinstance(declared, msgspec.inspect.StructType) and isinstance(data, dict) and declared.cls is not csl.Date:
        fields = {field.encode_name: field.type for field in declared.fields}
        order = [name for name in fields if name in data]
        if order != list(data) and len(order) == len(data):
            yield path, list(data), order
        for name in order:
            yield from _disordered(data[name], fields[name], (*path, name))
    elif isinstance(declared, msgspec.inspect.ListType) and isinstance(data, list):
        for position, item in enumerate(data):
            yield from _disordered(item, declared.item_type, (*path, position))
    elif isinstance(declared, msgspec.inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            yield from _disordered(value, declared.value_type, (*path, key))


def is_doi(text: str) -> bool:
    """Whether ``text`` is a bare DOI: 10., a registrant, a slash and a suffix."""
    return bool(_DOI.fullmatch(text))


def bare(doi: Any) -> str:
    """The bare DOI in a DOI with a label or a resolver's address; empty where there is none, or some doubt.

    In an address ``%``, ``?`` and ``#`` may mean something else than in a DOI.
    """
    found = bare_doi(doi) if isinstance(doi, str) else ""
    return found if found != doi and is_doi(found) and not re.search("[%?#]", found) else ""


def joined(keyword: Any) -> str:
    """A list of keywords as the one string that CSL has; empty where it is no list, or its parts would run together."""
    if not isinstance(keyword, list) or not all(isinstance(word, str) and word and "," not in word for word in keyword):
        return ""
    return ", ".join(keyword)


# Files


class Edit(NamedTuple):
    """White space of a file: ``text[start:end]``, at ``mark``, should be ``new``; the fault, and what mending it does."""

    start: int
    end: int
    new: str
    fault: str
    what: str
    mark: Mark = (0, 0)


def untidy(text: str, name: str) -> Iterator[Edit]:
    """The white space of a file that is not as it should be, outside the values that it may be part of; in order."""
    lines = Lines(re.sub("\r(?!\n)", "\n", text))
    for edit in sorted([*_line_ends(text), *_ends_of_lines(text, name)]):
        yield edit._replace(mark=lines.mark(edit.start))


def _line_ends(text: str) -> Iterator[Edit]:
    if len(set(_LINE_END.findall(text))) > 1:
        for end in _LINE_END.finditer(text):
            if end[0] != "\n":
                yield Edit(*end.span(), "\n", SEVERAL, "line ends made one kind")


def _ends_of_lines(text: str, name: str) -> Iterator[Edit]:
    ends = set(_LINE_END.findall(text))
    spaces = list(_SPACE_AT_END.finditer(text))
    unfinished = not text.endswith(("\r", "\n"))
    if not spaces and not unfinished:
        return  # as in most files: they need not be read again
    values = [each for each in tree(text, name).scalars() if each.reach > each.start]
    inside = iter(values)
    value = next(inside, None)
    for space in spaces:
        while value and value.reach <= space.start():
            value = next(inside, None)
        if not value or space.start() < value.start:
            yield Edit(*space.span(), "", "White space ends this line.", "white space at the end taken away")
    if unfinished and not (values and values[-1].style in ("|", ">") and values[-1].reach == len(text)):
        end = ends.pop() if len(ends) == 1 else "\n"
        yield Edit(len(text), len(text), end, "The last line does not end.", "line end added")

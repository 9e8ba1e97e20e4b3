"""Matters of form: what departs from the house form, and the right form."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.model import csl
from collabref.model.records import DECLARATIONS


def disordered(entry: Entry) -> Iterator[tuple[Path, list[str], list[str]]]:
    """The mappings of a record whose fields are not in the declared order: the place, the fields, and the right order.

    Mappings with unknown fields, which have no place in the order, are skipped, as are dates, which were normalised
    when they were read.
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


def joined(keyword: Any) -> str:
    """A list of keywords as CSL's single string; empty if it is not a list or its parts could not be told apart."""
    if not isinstance(keyword, list) or not all(isinstance(word, str) and word and "," not in word for word in keyword):
        return ""
    return ", ".join(keyword)

"""What a record contains besides plain values: ids of other records, words of vocabularies, and claims.

All three follow from the declared types of ``model``, so that a new field or kind of record needs no code here.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from msgspec import inspect

from collabref.model.records import DECLARATIONS, Claim

# The place of a value in a record: keys and indices from the top.
Path = tuple[str | int, ...]


class Found(NamedTuple):
    """An id, a word or a claim in a record.

    Attributes:
        path: where it is.
        what: ``id``, ``word`` or ``claim``.
        kind: the kind of record or vocabulary that it names; empty for a claim.
        value: the id, the word, or the claim's mapping.
    """

    path: Path
    what: str
    kind: str
    value: Any


_Walker = Callable[[Any, Path], Iterator[Found]]


def walk(kind: str, data: dict[str, Any]) -> Iterator[Found]:
    """Every id, word and claim of a record of ``kind``, in the order of its declared fields.

    ``data`` must have the declared shape. The ids of a claim's references follow the claim.
    """
    walker = _of_kind(kind)
    return walker(data, ()) if walker else iter(())


def claims(kind: str, data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every claim and gap of a record of ``kind``, with the path to it."""
    return ((found.path, found.value) for found in walk(kind, data) if found.what == "claim")


@cache
def required_claims(kind: str) -> tuple[str, ...]:
    """The fields of a kind that must hold a claim, without which a record says nothing."""
    declared = inspect.type_info(DECLARATIONS[kind])
    fields = declared.fields if isinstance(declared, inspect.StructType) else ()
    return tuple(each.encode_name for each in fields if each.required and _holds_claims(each.type))


def _holds_claims(declared: inspect.Type) -> bool:
    if isinstance(declared, inspect.UnionType):
        return any(map(_holds_claims, declared.types))
    if isinstance(declared, inspect.ListType):
        return _holds_claims(declared.item_type)
    return isinstance(declared, inspect.StructType) and declared.cls is Claim


@cache
def _of_kind(kind: str) -> _Walker | None:
    return _walker(inspect.type_info(DECLARATIONS[kind]))


def _walker(declared: inspect.Type) -> _Walker | None:
    """The walker of a type; none if the type can hold nothing of interest, as with most variables of references."""
    if isinstance(declared, inspect.Metadata):
        return _naming(declared.extra or {})
    if isinstance(declared, inspect.StructType):
        return _fields(declared)
    if isinstance(declared, inspect.ListType):
        return _items(_walker(declared.item_type))
    if isinstance(declared, inspect.DictType):
        return _entries(_walker(declared.key_type), _walker(declared.value_type))
    if isinstance(declared, inspect.UnionType):
        return _alternatives(declared)
    return None


def _naming(extra: dict[str, str]) -> _Walker | None:
    for what, kind in extra.items():

        def names(value: Any, path: Path, what: str = what, kind: str = kind) -> Iterator[Found]:
            if value:  # an empty text is a field that was left out
                yield Found(path, what, kind, value)

        return names
    return None


def _fields(declared: inspect.StructType) -> _Walker | None:
    walkers = {field.encode_name: walker for field in declared.fields if (walker := _walker(field.type))}
    is_claim = declared.cls is Claim

    def fields(value: Any, path: Path) -> Iterator[Found]:
        if is_claim:
            yield Found(path, "claim", "", value)
        for name, walker in walkers.items():
            if name in value:
                yield from walker(value[name], (*path, name))

    return fields if walkers else None


def _items(walker: _Walker | None) -> _Walker | None:
    def items(value: Any, path: Path) -> Iterator[Found]:
        assert walker
        for position, item in enumerate(value):
            yield from walker(item, (*path, position))

    return items if walker else None


def _entries(of_key: _Walker | None, of_value: _Walker | None) -> _Walker | None:
    def entries(value: Any, path: Path) -> Iterator[Found]:
        for key, item in value.items():
            if of_key:
                yield from of_key(key, (*path, key))
            if of_value:
                yield from of_value(item, (*path, key))

    return entries if of_key or of_value else None


def _alternatives(declared: inspect.UnionType) -> _Walker | None:
    """A union's member is identified by its JSON type: msgspec allows only one of each."""
    by_type: dict[type, _Walker] = {}
    for member in declared.types:
        if walker := _walker(member):
            by_type[_json_type(member)] = walker

    def alternatives(value: Any, path: Path) -> Iterator[Found]:
        if walker := by_type.get(type(value)):
            yield from walker(value, path)

    return alternatives if by_type else None


def _json_type(declared: inspect.Type) -> type:
    if isinstance(declared, inspect.StructType | inspect.DictType):
        return dict
    return list if isinstance(declared, inspect.ListType) else str

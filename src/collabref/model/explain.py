"""Why a value is not of its declared type: msgspec's validation errors in plain English, all of them, with hints."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, get_type_hints

import msgspec

from collabref.model.walk import Path
from collabref.text.wording import join_words

# From a word, the known words and a fallback: the hint that names the close match, else the fallback.
Hint = Callable[[str, Collection[str], str], str]


def explain(data: Any, kind: Any, path: Path, hint: Hint) -> Iterator[tuple[Path, str, str]]:
    """Every way in which ``data`` is not of the type ``kind``: where, what is wrong, and what to do about it.

    msgspec decides; but it stops at the first fault and suggests no close matches, so where it rejects
    a value, each field is checked separately.
    """
    try:
        msgspec.convert(data, kind)
        return
    except msgspec.ValidationError as error:
        verdict = str(error)
    declared = _described(kind)
    if isinstance(declared, msgspec.inspect.UnionType):
        declared = _alternative(declared, data)
    if isinstance(declared, msgspec.inspect.StructType) and isinstance(data, dict):
        fields = {field.encode_name: field for field in declared.fields}
        for key in data.keys() - fields.keys():
            otherwise = f"Known fields: {', '.join(fields)}."
            yield (*path, key), f"Unknown field “{key}”.", hint(key, fields, otherwise)
        for key, field in fields.items():
            if key in data:
                yield from explain(data[key], _declared_type(declared.cls, field.name), (*path, key), hint)
            elif field.required:
                yield path, f"The field “{key}” is missing.", "Add it."
    elif isinstance(declared, msgspec.inspect.ListType) and isinstance(data, list):
        for position, item in enumerate(data):
            yield from explain(item, _python_type(declared.item_type), (*path, position), hint)
    elif isinstance(declared, msgspec.inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            yield from explain(value, _python_type(declared.value_type), (*path, key), hint)
    else:
        field_name = next((str(part) for part in reversed(path) if isinstance(part, str)), "record")
        yield path, *in_words(verdict, field_name)


def _alternative(union: msgspec.inspect.UnionType, data: Any) -> Any:
    """The member of a union that ``data`` was meant to be, judged by its JSON type."""
    kinds: tuple[type, ...] = ()
    if isinstance(data, dict):
        kinds = (msgspec.inspect.StructType, msgspec.inspect.DictType)
    elif isinstance(data, list):
        kinds = (msgspec.inspect.ListType,)
    return next((kind for kind in union.types if isinstance(kind, kinds)), union)


@cache
def _described(kind: Any) -> Any:
    return msgspec.inspect.type_info(kind)


def _declared_type(cls: Any, name: str) -> Any:
    return _hints(cls)[name]


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _python_type(info: Any) -> Any:
    """The type that msgspec described; only those that records are made of."""
    if isinstance(info, msgspec.inspect.Metadata):
        return _python_type(info.type)
    if isinstance(info, msgspec.inspect.StructType):
        return info.cls
    if isinstance(info, msgspec.inspect.StrType):
        return str
    if isinstance(info, msgspec.inspect.ListType):
        return list[_python_type(info.item_type)]  # type: ignore[misc]
    if isinstance(info, msgspec.inspect.UnionType):
        union: Any = _python_type(info.types[0])
        for member in info.types[1:]:
            union = union | _python_type(member)
        return union
    return int


_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_PLAIN = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def in_words(verdict: str, field: str) -> tuple[str, str]:
    """What is wrong with the value of ``field``, as a sentence, and what to do about it."""
    match = _EXPECTED.match(verdict)
    if not match:
        return f"“{field}” is not valid: {verdict}.", "Correct it."
    expected = join_words(_PLAIN.get(name, name) for name in match[1].split(" | ") if name != "null")
    got = _PLAIN.get(match[2], match[2])
    quote = "text" in expected and match[2] in ("int", "bool", "float")
    return f"“{field}” must be {expected}, not {got}.", "Put it in quotation marks." if quote else "Correct it."

"""Where the claims of a record are."""

from collections.abc import Iterator
from typing import Any

_FIELDS = {"say", "refs", "gap", "searched"}

# Fields that hold mappings, which may be empty: an empty mapping elsewhere is a claim that says nothing.
_MAPPINGS = ("at-a-glance", "sections", "custom")


def claims(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every claim and gap inside a record, with the path to it."""
    if isinstance(data, dict):
        if data.keys() <= _FIELDS and path and path[-1] not in _MAPPINGS:
            yield path, data
        else:
            for key, value in data.items():
                yield from claims(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from claims(value, (*path, position))

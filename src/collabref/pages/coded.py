"""How studies were coded, for cells of data; separate from `studies` because lists of references need only this."""

from collections.abc import Mapping, Sequence
from typing import Any

# The fields of a result that have their own column in data.
CODED = ("compared-with", "outcome", "points")


def of_each_result(results: Sequence[Mapping[str, Any]], name: str) -> str:
    """A field, from all results that have it, as in ``effect=randomised-controls; sustainability=own-baseline``."""
    return "; ".join(f"{each['axis']}={each[name]}" for each in results if each.get(name))

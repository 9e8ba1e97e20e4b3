"""How studies were coded, in the cells of data: apart, since lists of references need no more of `studies`."""

from collections.abc import Mapping, Sequence
from typing import Any

# The fields of a result that have a column of their own in data.
CODED = ("compared-with", "outcome", "points")


def of_each_result(results: Sequence[Mapping[str, Any]], name: str) -> str:
    """A field of all results that have it, as in ``effect=randomised-controls; sustainability=own-baseline``."""
    return "; ".join(f"{each['axis']}={each[name]}" for each in results if each.get(name))

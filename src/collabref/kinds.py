"""The kinds of record, one row each, from which lists, counts, help and completion are made.

Their fields are declared in ``model``; this module imports nothing, so that a command can know the kinds at no cost.
"""

from typing import Any, NamedTuple


class Kind(NamedTuple):
    """A kind of record.

    Attributes:
        name: what it is called, in the singular, as in “approach”.
        key: the plural, which is the top-level key for its records in a data file.
        named: whether people ask for its records by name. The ids, names and aliases of all such kinds share one
            namespace, and such records are searched and counted.
        listed: whether ``list`` lists it.
    """

    name: str
    key: str
    named: bool = False
    listed: bool = False


# In reading order.
KINDS = (
    Kind("dimension", "dimensions", listed=True),
    Kind("section", "sections", listed=True),
    Kind("brief", "briefs", named=True, listed=True),
    Kind("approach", "approaches", named=True, listed=True),
    Kind("critique", "critiques", named=True, listed=True),
    Kind("case", "cases", named=True, listed=True),
    Kind("challenge", "challenges", named=True, listed=True),
    Kind("question", "questions"),
    Kind("term", "terms", named=True, listed=True),
    Kind("reference", "references", named=True, listed=True),
    Kind("axis", "axes"),
    Kind("direction", "directions"),
    Kind("design", "designs"),
    Kind("comparison", "comparisons"),
    Kind("points", "points"),
    Kind("role", "roles"),
    Kind("reading", "readings"),
    Kind("reporter", "reporters"),
    Kind("basis", "bases"),
    Kind("outcome", "outcomes"),
    Kind("leads", "leads"),
    Kind("lasts", "lasts"),
    Kind("joins", "joins"),
    Kind("shares", "shares"),
    Kind("stage", "stages"),
    Kind("country", "countries"),
    Kind("topic", "topics", listed=True),
    Kind("synonyms", "synonyms"),
)

# Top-level key of a data file -> the name of the kind under it.
BY_KEY = {kind.key: kind.name for kind in KINDS}

# The kinds that people ask for by name, and those that ``list`` lists: name -> key.
NAMED = {kind.name: kind.key for kind in KINDS if kind.named}
LISTED = {kind.name: kind.key for kind in KINDS if kind.listed}


def name_of(record: dict[str, Any]) -> str:
    """What a record is called: a vocabulary word by its label, a brief by its question; a reference has no name here."""
    return str(record.get("label") or record.get("name") or record.get("asks") or record["id"])

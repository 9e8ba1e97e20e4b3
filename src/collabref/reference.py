"""What a reference says of itself, where its shape may be another program's."""

import re
from typing import Any

# The axes of evidence on which a study reports a direction; on the others it has something to say.
DIRECTED = ("effect", "sustainability")

# The axis on which a result has a figure, and no direction.
ECONOMICS = "economics"

# What the approach was in a study, from the nearest to the approach itself. An addition to what all had, or its dose,
# says nothing for or against it.
ROLES = ("itself", "part", "addition")


def custom_of(data: dict[str, Any]) -> dict[str, Any]:
    """Our annotations of a reference; empty where another program keeps something of its own there."""
    custom = data.get("custom")
    return custom if isinstance(custom, dict) and _is_ours(custom) else {}


def results_of(custom: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a work that say more than on which axis they are."""
    return [each for each in custom.get("results", []) if _says_more(each)]


def spoken_to(custom: dict[str, Any]) -> list[str]:
    """The axes on which a work has something to say and no result, once each; such as older libraries have as results."""
    from_results = [each["axis"] for each in custom.get("results", []) if not _says_more(each)]
    return list(dict.fromkeys([*custom.get("speaks-to", []), *from_results]))


def _says_more(result: dict[str, Any]) -> bool:
    return result["axis"] in DIRECTED or (result["axis"] == ECONOMICS and "figure" in result)


def _is_ours(custom: dict[str, Any]) -> bool:
    results = custom.get("results", [])
    return (
        all(_all_text(custom.get(field, [])) for field in ("about", "reviews", "speaks-to"))
        and _all_text([custom.get(field, "") for field in _TEXTS])
        and isinstance(results, list)
        and all(isinstance(each, dict) and _is_result(each) for each in results)
    )


_TEXTS = (
    "design", "setting", "size", "read", "reported-by", "study", "finding", "not-counted", "checked",
)  # fmt: skip


def _is_result(result: dict[str, Any]) -> bool:
    return (
        _all_text(result.get("about"))
        and _all_text([value for field, value in result.items() if field not in ("about", "outcome-named")])
        and "axis" in result
        and (result["axis"] not in DIRECTED or "direction" in result)
    )


def _all_text(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def authors_incomplete(reference: dict[str, Any]) -> bool:
    """Whether there are more authors than are listed."""
    custom = reference.get("custom")
    return isinstance(custom, dict) and custom.get("authors-incomplete") is True


def family_of(person: dict[str, Any]) -> str:
    """A person's family name with its particle, or a body's name."""
    parts = (
        person.get("non-dropping-particle", ""),
        person.get("family") or person.get("literal") or person.get("given", ""),
    )
    return " ".join(part for part in parts if part)


def year_of(data: dict[str, Any]) -> int | None:
    """The year in which a work was issued."""
    issued = data.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    year = str(parts[0][0]) if parts and parts[0] else ""
    return int(year) if re.fullmatch(r"-?[0-9]{1,4}", year) else None

"""What a reference says of itself, where its shape may be another program's."""

import re
from typing import Any

# The axes of evidence on which a study reports a direction; on the others it has something to say.
DIRECTED = ("effect", "sustainability")


def custom_of(data: dict[str, Any]) -> dict[str, Any]:
    """Our annotations of a reference; empty where another program keeps something of its own there."""
    custom = data.get("custom")
    return custom if isinstance(custom, dict) and _is_ours(custom) else {}


def _is_ours(custom: dict[str, Any]) -> bool:
    results = custom.get("results", [])
    return (
        _all_text(custom.get("about", []))
        and _all_text(custom.get("reviews", []))
        and _all_text([custom.get(field, "") for field in ("design", "setting", "size", "finding", "checked")])
        and isinstance(results, list)
        and all(isinstance(each, dict) and _all_text([each.get("axis"), each.get("direction", "")]) for each in results)
        and all(_all_text(each.get("about")) for each in results)
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

"""What a stored reference says, where its shape may be another program's."""

from typing import Any


def custom_of(data: dict[str, Any]) -> dict[str, Any]:
    """Our annotations of a reference; empty where another program keeps something of its own there."""
    custom = data.get("custom")
    return custom if isinstance(custom, dict) and isinstance(custom.get("about", []), list) else {}


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
    try:
        return int(parts[0][0]) if parts and parts[0] else None
    except (TypeError, ValueError):
        return None

"""The text of a record that is searched."""

from collections.abc import Iterator
from typing import Any

from collabref.kinds import name_of
from collabref.model.reference import custom_of, family_of, year_of


def searchable(kind: str, data: dict[str, Any]) -> tuple[str, str, str, str]:
    """The text of a record that is searched: its name, its people (or id), its prose, and its codes."""
    return _reference_text(data) if kind == "reference" else _record_text(data)


def _reference_text(data: dict[str, Any]) -> tuple[str, str, str, str]:
    custom = custom_of(data)
    people = [
        f"{family_of(each)} {each.get('given', '')}" for role in ("author", "editor") for each in data.get(role) or []
    ]
    prose = [custom.get("finding", ""), *(data.get(field, "") for field in _PROSE)]
    prose += [custom.get(field, "") for field in ("setting", "size")]
    codes = [
        str(data.get("PMID", "")),
        custom.get("design", ""),
        *custom.get("about", []),
        *(each["axis"] for each in custom.get("results", [])),
    ]
    return (
        str(data.get("title", "")),
        f"{data['id']} {' '.join(people)} {year_of(data) or ''}",
        " · ".join(str(part) for part in prose if part),
        " ".join(codes),
    )


_PROSE = ("container-title", "publisher", "collection-title", "genre", "keyword", "abstract", "note")


def _record_text(data: dict[str, Any]) -> tuple[str, str, str, str]:
    prose = [claim.get("say") or claim.get("gap") or "" for claim in _claims(data)]
    prose += [str(data.get(field, "")) for field in ("setting", "period", "participants")]
    codes = [str(data.get(field, "")) for field in ("outcome", "stage")]
    names = ", ".join([name_of(data), *data.get("aliases", [])])
    return names, data["id"], " ".join(part for part in prose if part), " ".join(codes)


def _claims(data: Any) -> Iterator[dict[str, Any]]:
    """Every claim and gap in a record; ``model.walk`` knows them from the types, but costs msgspec at every start."""
    if isinstance(data, dict):
        if "say" in data or "gap" in data:
            yield data
        else:
            for value in data.values():
                yield from _claims(value)
    elif isinstance(data, list):
        for value in data:
            yield from _claims(value)

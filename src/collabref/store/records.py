"""The text of a record that is searched."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from collabref.kinds import name_of
from collabref.model.reference import custom_of, family_of, year_of


class Searchable(NamedTuple):
    """The text of a record that is searched.

    Attributes:
        names: its name and aliases and what people type for it, or its title.
        people: its people and year, or its id.
        passages: its prose, in parts that are read by themselves: a claim, a finding, an abstract.
        codes: what it is coded as.
    """

    names: list[str]
    people: str
    passages: list[str]
    codes: str


def searchable(kind: str, data: dict[str, Any]) -> Searchable:
    """The text of a record that is searched."""
    return _reference_text(data) if kind == "reference" else _record_text(data)


def _reference_text(data: dict[str, Any]) -> Searchable:
    custom = custom_of(data)
    people = [
        f"{family_of(each)} {each.get('given', '')}" for role in ("author", "editor") for each in data.get(role) or []
    ]
    passages = [custom.get("finding", ""), _together(data, _PUBLISHED), *(data.get(field, "") for field in _PROSE)]
    passages.append(_together(custom, ("setting", "size")))
    codes = [
        str(data.get("PMID", "")),
        custom.get("design", ""),
        *custom.get("about", []),
        *(each["axis"] for each in custom.get("results", [])),
    ]
    return Searchable(
        [str(data.get("title", ""))],
        f"{data['id']} {' '.join(people)} {year_of(data) or ''}",
        [str(part) for part in passages if part],
        " ".join(codes),
    )


_PUBLISHED = ("container-title", "publisher", "collection-title", "genre")
_PROSE = ("keyword", "abstract", "note")


def _record_text(data: dict[str, Any]) -> Searchable:
    passages = [claim.get("say") or claim.get("gap") or "" for claim in _claims(data)]
    passages.append(_together(data, ("setting", "period", "participants")))
    codes = [str(data.get(field, "")) for field in ("outcome", "stage")]
    names = [name_of(data), *data.get("aliases", [])]
    names += [name.split(" (")[0] for name in names if " (" in name]  # “EPOCH (Enhanced …)” is called EPOCH
    names += data.get("asked-as", [])
    return Searchable(names, data["id"], [part for part in passages if part], " ".join(codes))


def _together(data: dict[str, Any], fields: Sequence[str]) -> str:
    return " · ".join(str(data[field]) for field in fields if data.get(field))


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

"""What a reference says, even in the shape of another program."""

import re
from typing import Any

from collabref.text.identifiers import PMCID, PMID, WHOLE, whole_doi

# The axis of evidence whose directions are counted on cards and drawn in plots.
EFFECT = "effect"

# The axes on which a study reports a direction; on the others it only has something to say.
DIRECTED = (EFFECT, "sustainability")

# The direction of a result that was not retrieved.
UNSEEN = "unseen"

# The classes of design whose results rest on a comparison with others, and whose estimates are counted by direction.
COMPARED = ("randomised", "controlled")

# The axis on which a result has a figure, and no direction.
ECONOMICS = "economics"

# The role of the approach in a study, beginning with the approach itself. A trial of an addition to what both sides
# had, or of the dose, says nothing for or against the approach.
ROLES = ("itself", "part", "addition")


def custom_of(data: dict[str, Any]) -> dict[str, Any]:
    """Our annotations of a reference; empty if another program keeps something of its own there."""
    custom = data.get("custom")
    return custom if isinstance(custom, dict) and _is_ours(custom) else {}


def results_of(custom: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a work that say more than their axis."""
    return [each for each in custom.get("results", []) if _says_more(each)]


def spoken_to(custom: dict[str, Any]) -> list[str]:
    """The axes on which a work has something to say but no result, without repeats; older libraries list them as results."""
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


# By which a work may be recognised, best first.
IDENTIFIERS = tuple(WHOLE)


def doi_of(data: dict[str, Any]) -> str:
    """The DOI of a reference, without a resolver's address and in lower case (DOIs do not depend on case).

    Empty if it has none, or if the field holds something else, such as ``n/a``.
    """
    value = data.get("DOI")
    return whole_doi(value).lower() if isinstance(value, str) else ""


def pmid_of(data: dict[str, Any]) -> str:
    """The PubMed id of a reference; empty if it has none, or if the field holds something else."""
    pmid = str(data.get("PMID", "")).strip()
    return pmid if re.fullmatch(PMID, pmid) else ""


def keywords_of(data: dict[str, Any]) -> list[str]:
    """The keywords, which CSL keeps in one string, separated by semicolons if there are any, else by commas.

    With semicolons a keyword may contain a comma, as many MeSH terms do ("Aged, 80 and over").
    """
    line = " ".join(str(data.get("keyword") or "").split())
    return [word for part in line.split(";" if ";" in line else ",") if (word := part.strip())]


def pmcid_of(data: dict[str, Any]) -> str:
    """The PubMed Central id of a reference, as in PMC1234567, without a version; empty as for ``pmid_of``."""
    match = re.fullmatch(f"(?i){PMCID}", str(data.get("PMCID", "")).strip())
    return f"PMC{match[1]}" if match else ""

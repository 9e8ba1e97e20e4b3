"""What a reference says of itself, where its shape may be another program's."""

import re
from typing import Any

from collabref.text import bare_doi


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
        and all(isinstance(each, dict) and _all_text([each.get("axis"), each.get("direction")]) for each in results)
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


# Patterns are not compiled here: reading commands import this module, and need none of them.

# A DOI: directory indicator 10, a registrant code (which may be divided by full stops), a slash and a suffix of any
# printable characters (ISO 26324; https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html). The four to nine digits
# are Crossref's (https://www.crossref.org/blog/dois-and-matching-regular-expressions/).
_DOI = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+"
# https://www.nlm.nih.gov/bsd/mms/medlineelements.html: PMID, one to eight digits; PMC, letters and digits.
_PMID = r"[1-9][0-9]{0,7}"
_PMCID = r"(?i:PMC)?([1-9][0-9]{0,8})(?:\.[0-9]+)?"


def doi_of(data: dict[str, Any]) -> str:
    """The DOI of a reference, without a resolver's address and in lower case (DOIs do not depend on case).

    Empty where it has none, or something else stands in its place, as ``n/a``.
    """
    value = data.get("DOI")
    doi = bare_doi(value).lower() if isinstance(value, str) else ""
    return doi if re.fullmatch(_DOI, doi) and doi.isprintable() else ""


def pmid_of(data: dict[str, Any]) -> str:
    """The PubMed id of a reference; empty where it has none, or something else stands in its place."""
    pmid = str(data.get("PMID", "")).strip()
    return pmid if re.fullmatch(_PMID, pmid) else ""


def pmcid_of(data: dict[str, Any]) -> str:
    """The PubMed Central id of a reference, as in PMC1234567, without a version; empty as for ``pmid_of``."""
    match = re.fullmatch(_PMCID, str(data.get("PMCID", "")).strip())
    return f"PMC{match[1]}" if match else ""

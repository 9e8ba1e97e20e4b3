"""The Citation Style Language's variables, types and shapes.

Source: the CSL 1.0.2 specification (appendices III and IV) and its input schema, csl-data.json.
"""

from typing import Any

import msgspec

TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)

NAMES = [
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
]

DATES = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]

TEXTS = [
    "abstract",
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "citation-label",
    "citation-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event",
    "event-place",
    "event-title",
    "first-reference-note-number",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "journalAbbreviation",
    "jurisdiction",
    "keyword",
    "language",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "shortTitle",
    "source",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
    "volume-title-short",
    "year-suffix",
]


# Identifiers in lower case, as pandoc writes them in YAML and several APIs in JSON.
LOWER_CASE = {name.lower(): name for name in TEXTS if name.isupper()}


class Name(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """A person (family, given) or a body (literal)."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    comma_suffix: bool | int | str = False
    static_ordering: bool | int | str = False
    parse_names: bool | int | str = False


class Date(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """A date or a range: year, year and month, or year, month and day."""

    date_parts: list[list[int | str]] = []
    season: int | str = ""
    circa: bool | int | str = False
    literal: str = ""
    raw: str = ""


def _field(variable: str, kind: Any) -> tuple[str, Any, Any]:
    return (variable.replace("-", "_"), kind | msgspec.UnsetType, msgspec.UNSET)


# The usual variables of references, in the order in which a citation has them; the others follow.
USUAL = [
    "title",
    "author",
    "editor",
    "container-title",
    "collection-title",
    "collection-number",
    "edition",
    "genre",
    "volume",
    "issue",
    "page",
    "number",
    "number-of-pages",
    "publisher",
    "publisher-place",
    "issued",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "URL",
    "accessed",
]

_TYPE_OF: dict[str, Any] = {
    **dict.fromkeys(NAMES, list[Name]),
    **dict.fromkeys(DATES, Date),
    **dict.fromkeys(TEXTS, str | int),
    "categories": list[str],
}
_VARIABLES = [_field(name, _TYPE_OF[name]) for name in dict.fromkeys([*USUAL, *_TYPE_OF])]


class LooseName(Name, forbid_unknown_fields=False):
    """A name, with anything else that another program keeps in it."""


class LooseDate(Date, forbid_unknown_fields=False):
    """A date, with anything else that another program keeps in it."""


# A reference from another program: known variables must be valid, unknown ones may be anything.
LooseItem: Any = msgspec.defstruct(
    "LooseItem",
    [("id", str | int), ("type", str)]
    + [_field(name, list[LooseName]) for name in NAMES]
    + [_field(name, LooseDate) for name in DATES]
    + [_field(name, str | int | float) for name in TEXTS],
    rename={name.replace("-", "_"): name for name in [*NAMES, *DATES, *TEXTS] if "-" in name},
    kw_only=True,
    module=__name__,
)

# A reference without our annotations: every CSL variable, each optional; `model` adds to it.
Item: Any = msgspec.defstruct(
    "Item",
    [("id", str), ("type", str), *_VARIABLES],
    rename={name.replace("-", "_"): name for name in [*NAMES, *DATES, *TEXTS] if "-" in name},
    kw_only=True,
    forbid_unknown_fields=True,
    module=__name__,
)

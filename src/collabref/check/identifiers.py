"""The rule for identifiers of works, in files of every format. A library that breaks it can still be read."""

from collections.abc import Iterator

from collabref.check.rules import Fault, rule
from collabref.check.structure import every
from collabref.load.overlay import Overlay
from collabref.model.reference import doi_of, pmcid_of, pmid_of

# Field, what reads it, and what it looks like.
_IDENTIFIERS = (
    ("DOI", doi_of, "It begins with 10. and a number, as in 10.1136/bmj.39570.749884.BE."),
    ("PMID", pmid_of, "It is a number of up to eight digits."),
    ("PMCID", pmcid_of, "It is PMC and a number, as in PMC2405825."),
)


@rule("warning")
def identifier_form(overlay: Overlay) -> Iterator[Fault]:
    """A DOI, PMID or PMCID is well formed; anything else, such as “n/a”, does not identify a work."""
    for entry in every(overlay):
        for field, identifier_of, form in _IDENTIFIERS if entry.kind == "reference" else ():
            value = entry.data.get(field)
            if value not in (None, "") and not identifier_of(entry.data):
                yield Fault(entry, (field,), f"“{value}” is not a {field}.", f"{form} Correct it or leave it out.")

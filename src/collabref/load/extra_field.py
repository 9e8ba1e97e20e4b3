"""What programs keep in a note because they have no field for it: ``PMID: 12345678``.

Zotero puts the PMIDs that it gets from PubMed into its field Extra, which CSL-JSON exports as ``note``;
people put any CSL variable there. Zotero, citeproc-js and pandoc read these, and so does this module.

Sources: Zotero's manual, "Citing fields from Extra" (lines ``Variable Name: value`` at the top of the field);
the citeproc-js manual, "Cheater syntax for odd fields" (``{:variable: value}``).
"""

import re
from collections.abc import Mapping
from typing import Any

from collabref.load.dates import normal_date
from collabref.model.csl import DATES, NAMES, TEXTS, TYPES
from collabref.text.identifiers import WHOLE

_BRACED = re.compile(r"\{:(?P<label>[A-Za-z_ -]{1,40}):(?P<value>[^{}]*)\}")
_LINE = re.compile(r"\s*+(?P<label>[A-Za-z][A-Za-z_ -]{1,40}):[ \t]*+(?P<value>\S.*)")
# Several identifiers on one line.
_PAIR = re.compile(r"(?P<label>PMID|PMCID|DOI):[ \t]*+(?P<value>[^\s;,]+)[\s;,]*+", re.IGNORECASE)
_PAIRS = re.compile(rf"\s*+(?:{_PAIR.pattern.replace('?P<label>', '?:').replace('?P<value>', '?:')})++", re.IGNORECASE)

# Identifiers, which are recognised by their form, anywhere in the note; and the forms of those of books and journals.
_IDENTIFIERS = frozenset([*WHOLE, "ISBN", "ISSN"])
_SERIAL = {
    "ISBN": re.compile(r"[0-9Xx -]{10,20}"),
    "ISSN": re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx](?:, [0-9]{4}-[0-9]{3}[0-9Xx])*"),
}
# Variables of prose, which a note may contain as ordinary text.
_PROSE = frozenset(["abstract", "annote", "note", "keyword"])
_VARIABLES = {
    name.lower().replace("-", " ").replace("_", " "): name
    for name in ["type", *NAMES, *DATES, *TEXTS]
    if name not in _PROSE
}
_VARIABLES |= {"pubmed id": "PMID", "pubmed central id": "PMCID"}


def split_note(note: str, known: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The variables in a note, and the rest of the note.

    Args:
        note: the text of the note.
        known: the item's other variables, which a note does not replace: such a line stays in the note unless
            it says the same.
    """
    found: dict[str, Any] = {}

    def take(label: str, words: str) -> bool:
        variable = _variable(label)
        value = _value(variable, words.strip())
        if value is None:
            return False
        if variable in NAMES and variable not in known:
            found.setdefault(variable, []).extend(value)
            return True
        if variable == "type" or variable not in {**known, **found}:
            found[variable] = value
            return True
        return bool({**known, **found}[variable] == value)

    if "{:" in note:
        note = _BRACED.sub(lambda match: "" if take(match["label"], match["value"]) else match[0], note)
    left: list[str] = []
    top = True  # whether only variables have come before
    for line in note.split("\n"):
        if _PAIRS.fullmatch(line):
            pairs = [match for match in _PAIR.finditer(line) if not take(match["label"], match["value"])]
            left += [match[0].strip() for match in pairs]
            continue
        match = _LINE.fullmatch(line)
        variable = _variable(match["label"]) if match else ""
        if match and (top or variable in _IDENTIFIERS) and take(match["label"], match["value"]):
            continue
        top = top and not line.strip()
        left.append(line)
    return found, "\n".join(left).strip() if found or len(left) < note.count("\n") + 1 else note


def is_identifiers(note: str) -> bool:
    """Whether a note is labelled identifiers and nothing else, which are then those of the work itself."""
    return bool(_PAIRS.fullmatch(note))


def _variable(label: str) -> str:
    return _VARIABLES.get(label.strip().lower().replace("-", " ").replace("_", " "), "")


def _value(variable: str, words: str) -> Any:
    """The value of a variable in CSL's form; None if it is not a possible value."""
    if not variable or not words:
        return None
    if variable in WHOLE:
        return WHOLE[variable](words) or None
    if variable in _SERIAL:
        return words if _SERIAL[variable].fullmatch(words) else None
    if variable in DATES:
        date = normal_date(words)
        return date if "date-parts" in date else None
    if variable in NAMES:
        family, _, given = (part.strip() for part in words.partition("||"))
        return [{"family": family, "given": given} if given else {"literal": family}]
    if variable == "type":
        return words if words in TYPES else None
    return words

"""Editorial rules for what is written: claims, cells, approaches."""

import datetime
import re
from collections.abc import Iterator

from collabref.check.form import disordered
from collabref.check.rules import Fault, rule
from collabref.check.structure import sound
from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.load.overlay import Overlay
from collabref.model.records import DATE, ID
from collabref.model.walk import claims

CLAIM_WORDS = 40
CELL_WORDS = 18

# Spellings that are American anywhere in British prose. Names and titles keep their own.
_AMERICAN = re.compile(
    r"\b(?:program(?=s?\b)|center(?:s|ed)?\b|behavior|randomiz|organiz|recogniz|standardiz|utiliz|prioritiz"
    r"|emphasiz|summariz|optimiz|analyz|pediatric|hemorrhag|anesthe|favorab|labor\b|fulfill\b|enrollment\b)"
)


def _sentences(overlay: Overlay) -> Iterator[tuple[Entry, Path, str]]:
    """The text of every claim and gap, with its record and path."""
    for entry in sound(overlay):
        for path, claim in claims(entry.kind, entry.data):
            yield entry, path, claim.get("say") or claim.get("gap") or ""


@rule("house")
def claim_source(overlay: Overlay) -> Iterator[Fault]:
    """Every claim has a source."""
    for entry in sound(overlay):
        for path, claim in claims(entry.kind, entry.data):
            if claim.get("say") and not claim.get("refs"):
                yield Fault(entry, path, "This claim has no source.", "Add refs, or leave the claim out.")


@rule("house")
def claim_length(overlay: Overlay) -> Iterator[Fault]:
    """A claim has at most 40 words."""
    for entry, path, sentence in _sentences(overlay):
        count = len(sentence.split())
        if count > CLAIM_WORDS and path[:1] != ("at-a-glance",):
            yield Fault(
                entry,
                path,
                f"This claim has {count} words; the limit is {CLAIM_WORDS}.",
                "Split it: one idea per claim.",
            )


@rule("house")
def cell_length(overlay: Overlay) -> Iterator[Fault]:
    """A cell of the comparison has at most 18 words."""
    for entry, path, sentence in _sentences(overlay):
        count = len(sentence.split())
        if count > CELL_WORDS and path[:1] == ("at-a-glance",):
            yield Fault(
                entry,
                path,
                f"This cell has {count} words; the limit is {CELL_WORDS}.",
                "Shorten it: details can go on the page.",
            )


@rule("house")
def claim_stop(overlay: Overlay) -> Iterator[Fault]:
    """A claim ends with a full stop or a question mark."""
    for entry, path, sentence in _sentences(overlay):
        if sentence and not sentence.rstrip().endswith((".", "?", ".”")):
            yield Fault(entry, path, "This sentence does not end with a full stop.", "Add it.")


@rule("house")
def british_spelling(overlay: Overlay) -> Iterator[Fault]:
    """Claims are in British spelling."""
    for entry, path, sentence in _sentences(overlay):
        if match := _AMERICAN.search(sentence):
            yield Fault(entry, path, f"“{match[0]}” is American spelling.", "Use the British one.")


@rule("house")
def typography(overlay: Overlay) -> Iterator[Fault]:
    """Claims have typographic quotation marks and apostrophes."""
    for entry, path, sentence in _sentences(overlay):
        if match := re.search(r"['\"`]|--", sentence):
            yield Fault(entry, path, f"This sentence has a straight “{match[0]}”.", "Use ’ “ ” or –.")


@rule("house")
def empty_cell(overlay: Overlay) -> Iterator[Fault]:
    """An approach has a cell for every dimension."""
    dimensions = overlay.ids("dimension")
    for entry in sound(overlay):
        if entry.kind == "approach":
            for dimension in dimensions:
                if dimension not in entry.data.get("at-a-glance", {}):
                    message = f"The cell “{dimension}” is missing."
                    yield Fault(entry, ("at-a-glance",), message, "Write a claim, or a gap if nothing is known.")


@rule("house")
def lone_approach(overlay: Overlay) -> Iterator[Fault]:
    """An approach says how it differs from a neighbour and has at least one critique, its own or its parent's."""
    criticised = {name for entry in sound(overlay) if entry.kind == "critique" for name in entry.data["of"]}
    for entry in sound(overlay):
        if entry.kind != "approach":
            continue
        if not entry.data.get("related"):
            yield Fault(entry, ("id",), "Nothing says how this approach differs from a neighbour.", "Add related.")
        if not criticised & {entry.id, entry.data.get("variant-of")}:
            yield Fault(entry, ("id",), "No critique names this approach.", "Name it in a critique’s “of”.")


@rule("house")
def id_form(overlay: Overlay) -> Iterator[Fault]:
    """An id consists of ASCII lower-case letters, digits and hyphens."""
    for entry in sound(overlay):
        if not re.fullmatch(ID, entry.id):
            yield Fault(entry, ("id",), f"“{entry.id}” is not in the form of an id.", "Use a–z, 0–9 and hyphens.")


@rule("house")
def date_form(overlay: Overlay) -> Iterator[Fault]:
    """The date of a search or a check is written as in 2026-11-22."""
    for entry in sound(overlay):
        dates = [((*path, "searched"), claim.get("searched")) for path, claim in claims(entry.kind, entry.data)]
        dates.append((("custom", "checked"), (entry.data.get("custom") or {}).get("checked")))
        for path, date in dates:
            if date and not (re.fullmatch(DATE, date) and _is_a_day(date)):
                yield Fault(entry, path, f"“{date}” is not a date.", "Write it as in 2026-11-22.")


def _is_a_day(date: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(date))
    except ValueError:
        return False


@rule("house")
def field_order(overlay: Overlay) -> Iterator[Fault]:
    """Fields are in their declared order, so that all records read alike."""
    for entry in sound(overlay):
        for path, written, order in disordered(entry):
            first, instead = next((one, other) for one, other in zip(order, written, strict=True) if one != other)
            yield Fault(entry, (*path, first), f"“{first}” should come before “{instead}”.", "Move it there.")

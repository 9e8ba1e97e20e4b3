"""Editorial rules for the bottom line: what every record says in short and how long it may be; and for profiles."""

from collections.abc import Iterator
from typing import Any

from collabref.check.rules import Fault, rule
from collabref.check.structure import sound
from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.load.overlay import Overlay
from collabref.model.records import Profile

# Kind of record -> the field that holds its bottom line, and the most words it may have.
BOTTOM_LINES = {
    "approach": ("gist", 12),
    "critique": ("in-short", 18),
    "case": ("in-short", 18),
    "challenge": ("in-short", 18),
}

# The answer of a brief: the most claims, words in all, and words in the first claim.
MOST_CLAIMS, MOST_WORDS, FIRST_WORDS = 4, 90, 16

# Works to begin with: three to six for an approach, at most twelve for a brief; and the most words per reason.
FEWEST_WORKS = 3
MOST_WORKS = {"approach": 6, "brief": 12}
REASON_WORDS = 20

PLACES = Profile.__struct_fields__


def _words(text: str) -> int:
    return len(text.split())


@rule("house")
def bottom_line(overlay: Overlay) -> Iterator[Fault]:
    """An approach has a gist of at most 12 words; a critique, case or challenge an in-short of at most 18."""
    for entry in sound(overlay):
        field, most = BOTTOM_LINES.get(entry.kind, ("", 0))
        if not field:
            continue
        if not entry.data.get(field):
            yield Fault(entry, ("id",), f"This {entry.kind} has no “{field}”.", f"Add it, in at most {most} words.")
        elif (count := _words(entry.data[field].get("say", ""))) > most:
            yield Fault(entry, (field,), f"This has {count} words; the limit is {most}.", "Keep only the bottom line.")


@rule("house")
def brief_answer(overlay: Overlay) -> Iterator[Fault]:
    """The answer of a brief has at most four claims and 90 words, and its first claim at most 16 words."""
    for entry in sound(overlay):
        if entry.kind != "brief":
            continue
        answer = [claim.get("say", "") for claim in entry.data["answer"]]
        if len(answer) > MOST_CLAIMS or sum(map(_words, answer)) > MOST_WORDS:
            message = f"This answer has {len(answer)} claims and {sum(map(_words, answer))} words."
            yield Fault(entry, ("answer",), message, f"The limit is {MOST_CLAIMS} claims and {MOST_WORDS} words.")
        if answer and _words(answer[0]) > FIRST_WORDS:
            message = f"The first claim of the answer has {_words(answer[0])} words; the limit is {FIRST_WORDS}."
            yield Fault(entry, ("answer", 0), message, "It must make sense on its own.")


@rule("house")
def brief_sure(overlay: Overlay) -> Iterator[Fault]:
    """A brief says how certain its answer is."""
    for entry in sound(overlay):
        if entry.kind == "brief" and not entry.data.get("sure"):
            yield Fault(entry, ("id",), "This brief does not say how certain its answer is.", "Add “sure”.")


@rule("house")
def works_to_begin_with(overlay: Overlay) -> Iterator[Fault]:
    """An approach names three to six works to begin with, a brief at most twelve; each appears once, with a reason."""
    for entry in sound(overlay):
        if entry.kind in MOST_WORKS:
            yield from _works(entry, entry.data.get("read-first", []))


def _works(entry: Entry, works: list[dict[str, Any]]) -> Iterator[Fault]:
    path: Path = ("read-first",) if works else ("id",)
    fewest, most = FEWEST_WORKS if entry.kind == "approach" else 0, MOST_WORKS[entry.kind]
    if not fewest <= len(works) <= most:
        yield Fault(entry, path, f"This {entry.kind} names {len(works)} works.", f"Name {fewest} to {most}.")
    seen: set[str] = set()
    for number, work in enumerate(works):
        if work["ref"] in seen:
            yield Fault(entry, ("read-first", number, "ref"), f"“{work['ref']}” is named twice.", "Leave one out.")
        seen.add(work["ref"])
        if not 0 < _words(work["why"]) <= REASON_WORDS:
            message = f"This reason has {_words(work['why'])} words."
            yield Fault(entry, ("read-first", number, "why"), message, f"Use at most {REASON_WORDS}.")


@rule("house")
def profile(overlay: Overlay) -> Iterator[Fault]:
    """An approach has a profile: who leads, how long it lasts, who joins and what is shared, each with its sources."""
    for entry in sound(overlay):
        if entry.kind != "approach":
            continue
        placed = entry.data.get("profile") or {}
        for field in PLACES:
            if not placed.get(field):
                path: Path = ("profile",) if placed else ("id",)
                yield Fault(entry, path, f"“{field}” is missing from the profile.", "Add it; see docs/methods.md.")
            elif not placed[field].get("refs"):
                yield Fault(entry, ("profile", field), "This place has no source.", "Add refs.")


@rule("house")
def compared(overlay: Overlay) -> Iterator[Fault]:
    """A case says what its outcome was compared with."""
    for entry in sound(overlay):
        if entry.kind == "case" and not entry.data.get("compared-with"):
            message = "This case does not say what its outcome was compared with."
            yield Fault(entry, ("outcome",), message, "Add “compared-with”; use “nothing” if there was no comparison.")

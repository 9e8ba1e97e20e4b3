"""The rules that a library must keep to be readable."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import msgspec

from collabref.check.form import joined
from collabref.check.rules import Fault, Nearest, rule
from collabref.kinds import BY_KEY, NAMED
from collabref.load import Entry
from collabref.load.datafile import Path
from collabref.load.overlay import Overlay, called
from collabref.model import csl
from collabref.model.explain import explain
from collabref.model.records import DECLARATIONS, VERDICTS
from collabref.model.reference import DIRECTED
from collabref.model.walk import claims, required_claims, walk
from collabref.text.fold import fold
from collabref.text.wording import with_article


def every(overlay: Overlay) -> Iterator[Entry]:
    """Every record of every library, whether in effect or not."""
    for library in overlay.libraries:
        yield from library.entries()


# The most words of a vocabulary that are suggested for an unknown one.
MOST_CHOICES = 40


@lru_cache(maxsize=1)
def sound(overlay: Overlay) -> tuple[Entry, ...]:
    """The records of the declared shape, on which the other rules rely.

    Records from other programs are left out: their readers have already checked them.
    """
    return tuple(
        entry for entry in every(overlay) if entry.source.strict and _fits(entry.data, DECLARATIONS[entry.kind])
    )


def _fits(data: Any, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


@rule("error")
def record(overlay: Overlay) -> Iterator[Fault]:
    """A record is a mapping of fields."""
    for source in overlay.sources():
        for key, records in source.data.items():
            for position, data in enumerate(records):
                if not isinstance(data, dict):
                    entry = Entry(BY_KEY[key], {}, source, (key, position))
                    yield Fault(entry, (), f"This {entry.kind} is not a mapping of fields.", "Begin it with “- id:”.")


@rule("error")
def shape(overlay: Overlay) -> Iterator[Fault]:
    """A record has only the fields of its kind, each of the right type."""
    nearest = Nearest()
    for entry in every(overlay):
        if entry.source.strict:
            for path, message, hint in explain(entry.data, DECLARATIONS[entry.kind], (), nearest.hint):
                if path == ("keyword",) and (keyword := joined(entry.data["keyword"])):
                    hint = f"Write it as one text: “{keyword}”."
                yield Fault(entry, path, message, hint)


@rule("error")
def duplicate_id(overlay: Overlay) -> Iterator[Fault]:
    """An id occurs once in a library."""
    for library in overlay.libraries:
        first: dict[tuple[str, str], Entry] = {}
        for entry in library.entries():
            earlier = first.setdefault((entry.kind, entry.id), entry)
            if entry.id and earlier is not entry:
                where = earlier.problem("", ("id",), "").place
                yield Fault(
                    entry, ("id",), f"The {entry.kind} “{entry.id}” is already at {where}.", "Give each its own id."
                )


@rule("error")
def claimed_twice(overlay: Overlay) -> Iterator[Fault]:
    """An id, name or alias belongs to one record only, across all kinds that can be asked for by name."""
    owners: dict[str, Entry] = {}
    for entry in overlay.of(*NAMED):
        for path, name in called(entry):
            owner = owners.setdefault(fold(name), entry)
            if owner is not entry:
                yield _claimed(entry, path, name, owner)
    for new, old, same_work in overlay.replacements:
        owner = owners.get(fold(new.id), old)
        if same_work and (owner.kind, owner.id) != (old.kind, old.id):
            yield _claimed(new, ("id",), new.id, owner)


def _claimed(entry: Entry, path: Path, name: str, owner: Entry) -> Fault:
    message = f"“{name}” already means the {owner.kind} “{owner.id}”."
    return Fault(entry, path, message, "Ids, names and aliases are shared by all kinds: choose another.")


@rule("error")
def claim_shape(overlay: Overlay) -> Iterator[Fault]:
    """A claim says something, or is a gap with the date of the search; never both."""
    for entry in sound(overlay):
        for field in required_claims(entry.kind):
            if entry.data[field] == []:
                yield Fault(entry, (field,), f"“{field}” has no claim.", "Write one, or a gap.")
        for path, claim in claims(entry.kind, entry.data):
            if bool(claim.get("say")) == bool(claim.get("gap")):
                yield Fault(
                    entry, path, "A claim has either “say” or “gap”, not both.", "Keep one of the two, and fill it."
                )
            elif claim.get("gap") and (claim.get("refs") or not claim.get("searched")):
                yield Fault(
                    entry,
                    path,
                    "A gap needs the date of its search, and has no references.",
                    "Write {gap: …, searched: 2026-11-22}.",
                )


@rule("error")
def unknown_id(overlay: Overlay) -> Iterator[Fault]:
    """Whatever a record names exists: references, approaches, dimensions, sections, questions."""
    known = cache(lambda kind: _record_ids(overlay) if kind == "record" else overlay.ids(kind))
    nearest = Nearest()
    for entry in sound(overlay):
        for path, what, kind, name in walk(entry.kind, entry.data):
            if what == "id" and name not in known(kind):
                hint = nearest.hint(name, known(kind), f"Add it, or name {with_article(kind)} that exists.")
                yield Fault(entry, path, f"There is no {kind} “{name}”.", hint)


def _record_ids(overlay: Overlay) -> dict[str, None]:
    """The ids of all records that are asked for by name."""
    return {id: None for kind in NAMED for id in overlay.ids(kind)}


@rule("error")
def unknown_word(overlay: Overlay) -> Iterator[Fault]:
    """A coded field holds a word of its vocabulary."""
    known = cache(lambda kind: dict.fromkeys(VERDICTS) if kind == "verdict" else overlay.ids(kind))
    nearest = Nearest()
    for entry in sound(overlay):
        for path, what, kind, word in walk(entry.kind, entry.data):
            if what == "word" and word not in known(kind):
                yield _unknown_word(entry, path, kind, word, known(kind), nearest)


@rule("error")
def unknown_answer(overlay: Overlay) -> Iterator[Fault]:
    """A fit names one of its question's answers."""
    answers = {
        entry.id: {answer["id"]: None for answer in entry.data["answers"]}
        for entry in sound(overlay)
        if entry.kind == "question"
    }
    nearest = Nearest()
    for entry in sound(overlay):
        for position, fit in enumerate(entry.data.get("fits", ())):
            known = answers.get(fit["question"])  # an unknown question is a fault of its own
            if known is not None and fit["answer"] not in known:
                path = ("fits", position, "answer")
                yield _unknown_word(entry, path, f"answer to {fit['question']}", fit["answer"], known, nearest)


def _unknown_word(entry: Entry, path: Path, kind: str, word: str, known: dict[str, None], nearest: Nearest) -> Fault:
    choices = ", ".join(islice(known, MOST_CHOICES))
    hint = nearest.hint(word, known, f"Choose from: {choices}{', …' * (len(known) > MOST_CHOICES)}.")
    return Fault(entry, path, f"There is no {kind} “{word}”.", hint)


@rule("error")
def missing_direction(overlay: Overlay) -> Iterator[Fault]:
    """A result on effect or sustainability has a direction."""
    for entry in sound(overlay):
        for path, result in results(entry):
            if result["axis"] in DIRECTED and not result.get("direction"):
                message = f"This result on {result['axis']} has no direction."
                yield Fault(entry, path, message, "Add it: “unseen” where the result could not be read.")


def results(entry: Entry) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The results of a valid reference, each with its path; nothing for other records."""
    if entry.kind == "reference":
        for number, result in enumerate((entry.data.get("custom") or {}).get("results", [])):
            yield ("custom", "results", number), result


@rule("error")
def csl_type(overlay: Overlay) -> Iterator[Fault]:
    """A reference has a type that CSL knows."""
    nearest = Nearest()
    for entry in sound(overlay):
        kind = entry.data.get("type", "")
        if entry.kind == "reference" and entry.source.strict and kind not in csl.TYPES:
            hint = nearest.hint(kind, sorted(csl.TYPES), "See CSL’s list of item types.")
            yield Fault(entry, ("type",), f"“{kind}” is not a type of CSL item.", hint)


@rule("error")
def missing_id(overlay: Overlay) -> Iterator[Fault]:
    """A record has an id that is not empty."""
    for entry in sound(overlay):
        if not entry.id.strip():
            yield Fault(entry, (), f"This {entry.kind} has an empty id.", "Give it one.")

"""The rules without which a library cannot be read."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_type_hints

import msgspec

from collabref import csl
from collabref.check.form import MENDABLE, joined
from collabref.check.rules import Fault, Nearest, rule
from collabref.claims import claims
from collabref.corpus import Corpus
from collabref.load import Entry
from collabref.load.source import Path
from collabref.model import KINDS, NAMED, VERDICTS
from collabref.text import a, fold
from collabref.verdicts import in_words

_TYPES: dict[str, Any] = dict(KINDS.values())
# The fields without which a record says nothing.
PROSE = ("summary", "charge", "aim", "goes-wrong", "do", "means")


def _all(corpus: Corpus) -> Iterator[Entry]:
    """Every record of every library, whether in effect or not."""
    for library in corpus.libraries:
        yield from library.entries()


@lru_cache(maxsize=1)
def sound(corpus: Corpus) -> tuple[Entry, ...]:
    """The records that keep to their declared shape: the other rules can rely on it.

    Records from other programs are not among them: their readers have judged them.
    """
    return tuple(entry for entry in _all(corpus) if entry.source.strict and _fits(entry.data, _TYPES[entry.kind]))


def _fits(data: Any, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


@rule("error")
def record(corpus: Corpus) -> Iterator[Fault]:
    """A record is a mapping of fields."""
    for source in corpus.sources():
        for key, records in source.data.items():
            for position, data in enumerate(records):
                if not isinstance(data, dict):
                    entry = Entry(KINDS[key][0], {}, source, (key, position))
                    yield Fault(entry, (), f"This {entry.kind} is not a mapping of fields.", "Begin it with “- id:”.")


@rule("error")
def shape(corpus: Corpus) -> Iterator[Fault]:
    """A record has the fields of its kind, each of its type, and no others."""
    nearest = Nearest()
    for entry in _all(corpus):
        if entry.source.strict:
            for path, message, hint in _explain(entry.data, _TYPES[entry.kind], (), nearest):
                mendable = path == ("keyword",) and joined(entry.data["keyword"])
                yield Fault(entry, path, message, MENDABLE if mendable else hint)


def _explain(data: Any, kind: Any, path: Path, nearest: Nearest) -> Iterator[tuple[Path, str, str]]:
    """Every way in which ``data`` is not a ``kind``.

    msgspec judges; but it stops at the first fault and knows no near matches, so where it says no
    this goes down field by field and lets it judge each.
    """
    try:
        msgspec.convert(data, kind)
        return
    except msgspec.ValidationError as error:
        verdict = str(error)
    declared = _described(kind)
    if isinstance(declared, msgspec.inspect.UnionType):
        declared = _alternative(declared, data)
    if isinstance(declared, msgspec.inspect.StructType) and isinstance(data, dict):
        fields = {field.encode_name: field for field in declared.fields}
        for key in data.keys() - fields.keys():
            hint = nearest.hint(key, fields, f"It may have: {', '.join(fields)}.")
            yield (*path, key), f"Unknown field “{key}”.", hint
        for key, field in fields.items():
            if key in data:
                yield from _explain(data[key], _declared_type(declared.cls, field.name), (*path, key), nearest)
            elif field.required:
                yield path, f"The field “{key}” is missing.", "Add it."
    elif isinstance(declared, msgspec.inspect.ListType) and isinstance(data, list):
        for position, item in enumerate(data):
            yield from _explain(item, _python_type(declared.item_type), (*path, position), nearest)
    elif isinstance(declared, msgspec.inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            yield from _explain(value, _python_type(declared.value_type), (*path, key), nearest)
    else:
        field_name = next((str(part) for part in reversed(path) if isinstance(part, str)), "record")
        yield path, *in_words(verdict, field_name)


def _alternative(union: msgspec.inspect.UnionType, data: Any) -> Any:
    """The member of a union that ``data`` was meant to be, by its JSON type."""
    kinds: tuple[type, ...] = ()
    if isinstance(data, dict):
        kinds = (msgspec.inspect.StructType, msgspec.inspect.DictType)
    elif isinstance(data, list):
        kinds = (msgspec.inspect.ListType,)
    return next((kind for kind in union.types if isinstance(kind, kinds)), union)


@lru_cache
def _described(kind: Any) -> Any:
    return msgspec.inspect.type_info(kind)


def _declared_type(cls: Any, name: str) -> Any:
    return _hints(cls)[name]


@lru_cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _python_type(info: Any) -> Any:
    """The type that msgspec described; only those that records are made of."""
    if isinstance(info, msgspec.inspect.StructType):
        return info.cls
    if isinstance(info, msgspec.inspect.StrType):
        return str
    if isinstance(info, msgspec.inspect.ListType):
        return list[_python_type(info.item_type)]  # type: ignore[misc]
    if isinstance(info, msgspec.inspect.UnionType):
        union: Any = _python_type(info.types[0])
        for member in info.types[1:]:
            union = union | _python_type(member)
        return union
    return int


@rule("error")
def duplicate_id(corpus: Corpus) -> Iterator[Fault]:
    """An id stands once in a library."""
    for library in corpus.libraries:
        first: dict[tuple[str, str], Entry] = {}
        for entry in library.entries():
            earlier = first.setdefault((entry.kind, entry.id), entry)
            if entry.id and earlier is not entry:
                where = earlier.problem("", ("id",), "").place
                yield Fault(
                    entry, ("id",), f"The {entry.kind} “{entry.id}” stands already at {where}.", "Give each its own id."
                )


@rule("error")
def claimed_twice(corpus: Corpus) -> Iterator[Fault]:
    """An id, name or alias belongs to one record, over all kinds that are asked for by name."""
    owners: dict[str, Entry] = {}
    for entry in corpus.of(*NAMED):
        claimed: list[tuple[Path, Any]] = [(("id",), entry.id)]
        if entry.kind != "reference":
            claimed.append((("name",), entry.data.get("name")))
            aliases = entry.data.get("aliases")
            claimed += [(("aliases", n), alias) for n, alias in enumerate(aliases if isinstance(aliases, list) else [])]
        for path, name in claimed:
            if not isinstance(name, str) or not name:
                continue
            owner = owners.setdefault(fold(name), entry)
            if owner is not entry:
                yield _claimed(entry, path, name, owner)
    for new, old, same_work in corpus.replacements:
        owner = owners.get(fold(new.id), old)
        if same_work and (owner.kind, owner.id) != (old.kind, old.id):
            yield _claimed(new, ("id",), new.id, owner)


def _claimed(entry: Entry, path: Path, name: str, owner: Entry) -> Fault:
    message = f"“{name}” already means the {owner.kind} “{owner.id}”."
    return Fault(entry, path, message, "Ids, names and aliases are shared by all kinds: choose another.")


@rule("error")
def claim_shape(corpus: Corpus) -> Iterator[Fault]:
    """A claim says something, or is a gap with the date of the search; never both."""
    for entry in sound(corpus):
        if entry.kind == "reference":
            continue
        for field in PROSE:
            if entry.data.get(field) == []:
                yield Fault(entry, (field,), f"“{field}” has no claim.", "Write one, or a gap.")
        for path, claim in claims(entry.data):
            if bool(claim.get("say")) == bool(claim.get("gap")):
                yield Fault(entry, path, "A claim has either “say” or “gap”.", "Keep one of the two, and fill it.")
            elif claim.get("gap") and (claim.get("refs") or not claim.get("searched")):
                yield Fault(entry, path, "A gap has the date on which it was searched, and no references.",
                            "Write {gap: …, searched: 2026-11-22}.")  # fmt: skip


@rule("error")
def unknown_id(corpus: Corpus) -> Iterator[Fault]:
    """What a record names is there: references, approaches, dimensions, sections, questions."""
    ids = {kind: corpus.ids(kind) for kind in ("reference", "approach", "dimension", "section", "question")}
    nearest = Nearest()
    for entry in sound(corpus):
        for path, kind, name in _mentions(entry):
            if name not in ids[kind]:
                hint = nearest.hint(name, ids[kind], f"Add it, or name {a(kind)} that is there.")
                yield Fault(entry, path, f"There is no {kind} “{name}”.", hint)


def _mentions(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every id of another record that a record names: where, of which kind, which."""
    data = entry.data
    for path, claim in claims(data) if entry.kind != "reference" else ():  # a reference holds no claims
        for position, name in enumerate(claim.get("refs", [])):
            yield (*path, "refs", position), "reference", name
    if data.get("variant-of"):
        yield ("variant-of",), "approach", data["variant-of"]
    for field in ("of", "approaches"):
        for position, name in enumerate(data.get(field, [])):
            yield (field, position), "approach", name
    for position, relation in enumerate(data.get("related", [])):
        yield ("related", position, "to"), "approach", relation["to"]
    for position, fit in enumerate(data.get("fits", [])):
        yield ("fits", position, "question"), "question", fit["question"]
    for field, kind in (("at-a-glance", "dimension"), ("sections", "section")):
        for name in data.get(field, {}) if entry.kind == "approach" else ():
            yield (field, name), kind, name
    if entry.kind == "reference" and isinstance(custom := data.get("custom"), dict):
        for position, name in enumerate(custom.get("about", [])):
            yield ("custom", "about", position), "approach", name
        for position, name in enumerate(custom.get("reviews", [])):
            yield ("custom", "reviews", position), "reference", name
        for number, result in enumerate(custom.get("results", [])):
            for position, name in enumerate(result["about"]):
                yield ("custom", "results", number, "about", position), "approach", name


@rule("error")
def unknown_word(corpus: Corpus) -> Iterator[Fault]:
    """A coded field holds a word of its vocabulary."""
    vocabulary = {kind: corpus.ids(kind) for kind in ("axis", "direction", "design", "outcome", "stage", "country")}
    vocabulary["verdict"] = dict.fromkeys(VERDICTS)
    answers = {
        entry.id: {answer["id"]: None for answer in entry.data["answers"]}
        for entry in sound(corpus) if entry.kind == "question"
    }  # fmt: skip
    nearest = Nearest()
    for entry in sound(corpus):
        for path, kind, word in _coded(entry):
            known = answers.get(kind.removeprefix("answer to ")) if kind.startswith("answer to ") else vocabulary[kind]
            if known is not None and word not in known:  # an unknown question is unknown_id's to tell
                hint = nearest.hint(word, known, f"It is one of: {', '.join(known)}.")
                yield Fault(entry, path, f"“{word}” is no {kind}.", hint)


def _coded(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every word of a vocabulary that a record uses: where, of which vocabulary, which."""
    data = entry.data
    if entry.kind == "case":
        yield ("outcome",), "outcome", data["outcome"]
        for position, country in enumerate(data.get("countries", [])):
            yield ("countries", position), "country", country
    elif entry.kind == "challenge":
        yield ("stage",), "stage", data["stage"]
    elif entry.kind == "approach":
        for position, fit in enumerate(data.get("fits", [])):
            yield ("fits", position, "answer"), f"answer to {fit['question']}", fit["answer"]
            yield ("fits", position, "verdict"), "verdict", fit["verdict"]
    elif entry.kind == "reference" and isinstance(custom := data.get("custom"), dict):
        if custom.get("design"):
            yield ("custom", "design"), "design", custom["design"]
        for position, result in enumerate(custom.get("results", [])):
            yield ("custom", "results", position, "axis"), "axis", result["axis"]
            yield ("custom", "results", position, "direction"), "direction", result["direction"]


@rule("error")
def csl_type(corpus: Corpus) -> Iterator[Fault]:
    """A reference has a type that CSL knows."""
    nearest = Nearest()
    for entry in sound(corpus):
        kind = entry.data.get("type", "")
        if entry.kind == "reference" and entry.source.strict and kind not in csl.TYPES:
            hint = nearest.hint(kind, sorted(csl.TYPES), "See CSL’s list of item types.")
            yield Fault(entry, ("type",), f"“{kind}” is no type of CSL item.", hint)


@rule("error")
def missing_id(corpus: Corpus) -> Iterator[Fault]:
    """A record has an id that is not empty."""
    for entry in sound(corpus):
        if not entry.id.strip():
            yield Fault(entry, (), f"This {entry.kind} has an empty id.", "Give it one.")

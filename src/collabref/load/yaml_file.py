"""YAML files: the only importer of ``yaml``.

The document is built from the parser's events, not by PyYAML's composer and constructor, for three reasons:
on deep nesting, depending on the version, a composer crashes the process (libyaml's in PyYAML 6.0.2 and 6.0.3),
runs out of stack (PyYAML's own) or accepts it, whereas with events we set the limit; duplicate keys would be
dropped silently; and the place of every value is known. Plain scalars follow YAML 1.2: ``no`` is a word,
``2008-06-28``, ``010`` and ``1.10`` are text as written; only ``true``, ``false``, ``null`` and whole numbers are not.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, NoReturn

import yaml

from collabref.errors import LibraryError, Problem
from collabref.formats import WRITTEN
from collabref.kinds import BY_KEY
from collabref.load.csl_item import VERBATIM, normal
from collabref.load.datafile import MAX_DEPTH, MAX_TEXT, DataFile, Mark, Path, decode, fail
from collabref.load.dates import own_date
from collabref.load.foreign import Lines
from collabref.load.rich_text import plain_markdown, unescaped
from collabref.model.csl import DATES, LOWER_CASE, TEXTS
from collabref.text.wording import close_matches

# No record has this many fields. Without limits a small file could take hours of work and gigabytes of memory.
MAX_FIELDS = 1_000
# The most characters of a tag or an alias that a message repeats.
MAX_SHOWN = 200
# A file with this many values, such as a bibliography of 50,000 works, takes about ten seconds.
MAX_VALUES = 2_000_000

# A tag directive; libyaml compares each with all earlier ones, in a single step that cannot be interrupted.
_TAG_DIRECTIVE = re.compile("(?:^|[\n\r\x85\u2028\u2029])(?=%TAG)")
# The end of a metadata block, the form in which pandoc and Better BibTeX write a bibliography, and what pandoc adds:
# a file with this was written by a program, and its text is Markdown.
_CLOSING = re.compile(r"\n(?=(?:---|\.\.\.)[ \t]*+(?:\r?\n\s*+(?::::+ \{#refs\}\s*+:::+\s*+)?)?\Z)")

# Keys of a metadata block that tell pandoc about the document and its citations (the pandoc manual, "Metadata
# variables" and "Citations"), not about references.
_METADATA = frozenset([
    "title", "subtitle", "author", "date", "abstract", "keywords", "subject", "description", "category", "lang",
    "nocite", "bibliography", "csl", "citation-style", "citation-abbreviations", "link-citations", "link-bibliography",
    "notes-after-punctuation", "suppress-bibliography", "reference-section-title", "citeproc",
])  # fmt: skip

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
          "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}  # fmt: skip
_COLLECTION_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


def read(raw: bytes, name: str) -> DataFile:
    """The records of a YAML file; a LibraryError with file, line and column if it is not valid."""
    text = decode(raw, name)
    data, marks = parse(text, name)
    keys = ", ".join(BY_KEY)
    if data is None:
        fail("empty", name, (1, 1), "The file is empty.", f"Give it one of these keys: {keys}.")
    if not isinstance(data, dict):
        shape = "a list" if isinstance(data, list) else "a single value"
        fail("not-a-mapping", name, (1, 1), f"The file holds {shape}, not top-level keys.",
             "Put the records under a key, as in “references:”.")  # fmt: skip
    problems = _take_out_others(data, marks, name)
    for key, records in data.items():
        if not isinstance(records, list):
            fail("wrong-type", name, marks[(key,)], f"“{key}” must hold a list of records.",
                 "Begin each record with “- id:”.")  # fmt: skip
    by_program = _CLOSING.search(text) is not None
    for number, reference in enumerate(data.get("references", ())):
        if isinstance(reference, dict):
            for message in _normalise(reference, by_program):
                problems.append(
                    Problem("wrong-type", "error", name, *marks["references", number], message, "Correct it.")
                )
    return DataFile(name, data, marks, strict=not text.startswith(WRITTEN), problems=tuple(problems))


def _normalise(reference: dict[str, Any], by_program: bool) -> list[str]:
    """Bring the dates of a reference into CSL's form and, if a program wrote it, everything else.

    Returns:
        A message for each variable that is left out.
    """
    if not by_program:
        reference.update({field: own_date(reference[field]) for field in DATES if field in reference})
        return []
    for field in [*TEXTS, *LOWER_CASE]:
        if isinstance(value := reference.get(field), str):
            reference[field] = unescaped(value) if LOWER_CASE.get(field, field) in VERBATIM else plain_markdown(value)
    item, faults = normal(reference)
    reference.clear()
    reference.update(item)
    return faults


def _take_out_others(data: dict[str, Any], marks: Mapping[Path, Mark], name: str) -> list[Problem]:
    """Remove top-level keys that are not ours from ``data``: a problem for each, or a LibraryError.

    In a bibliography, which has only references, they belong to the document or program that it comes
    from; in a library in our own format they are mistakes, as is a key anywhere that resembles one of ours.
    """
    bibliography = data.keys() & BY_KEY.keys() == {"references"}
    problems = []
    for key in data.keys() - BY_KEY.keys():
        nearest = close_matches(key, BY_KEY) if key not in _METADATA else []
        if nearest or not bibliography:
            hint = f"Did you mean “{nearest[0]}”?" if nearest else f"A library has: {', '.join(BY_KEY)}."
            fail("unknown-field", name, marks[(key,)], f"Unknown top-level key “{key}”.", hint)
        if key not in _METADATA:
            message = f"Unknown top-level key “{key}”; it is left out."
            problems.append(Problem("unknown-field", "error", name, *marks[(key,)], message, "Remove it."))
        del data[key]
    return sorted(problems, key=lambda problem: problem.order)


def parse(text: str, name: str) -> tuple[Any, "Marks"]:
    """The document as written, and the place of everything; a LibraryError if it is not valid."""
    try:
        return _build(events(text, name), name), Marks(text, name)
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, name) from None


def events(text: str, name: str) -> Iterator[yaml.Event]:
    """The parser's events; a LibraryError at one that a library file may not have."""
    if match := _TAG_DIRECTIVE.search(text):
        fail(
            "yaml-tag",
            name,
            Lines(text).mark(match.end()),
            "The directive “%TAG” is not allowed here.",
            "Leave it out.",
        )
    depth = 0
    values = 0
    documents = 0
    closing = _CLOSING.search(text)
    for event in _parser_events(text[: closing.end()] if closing else text):
        if isinstance(event, yaml.ScalarEvent):  # first, since most events are scalars
            if event.tag not in _TEXT_TAGS:
                _no_tag(event.tag, name, _mark(event))
            if len(event.value) > MAX_TEXT:
                fail("too-long", name, _mark(event), f"This text has {len(event.value):,} characters; the limit is {MAX_TEXT:,}.",
                     "Shorten it.")  # fmt: skip
            values += 1
            if values > MAX_VALUES:
                fail("too-many", name, _mark(event), f"The file has more than {MAX_VALUES:,} values.",
                     "Split it, or export it as CSL-JSON.")  # fmt: skip
        elif isinstance(event, yaml.CollectionStartEvent):
            if event.tag not in _COLLECTION_TAGS:
                _no_tag(event.tag, name, _mark(event))
            depth += 1
            if depth > MAX_DEPTH:
                fail("yaml-depth", name, _mark(event), f"The data are nested more than {MAX_DEPTH} levels deep.",
                     "No record needs more than ten.")  # fmt: skip
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            fail("yaml-alias", name, _mark(event), f"The alias “*{str(event.anchor)[:MAX_SHOWN]}” is not allowed here.",
                 "Write the value out in full.")  # fmt: skip
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                fail("yaml-documents", name, _mark(event), "A second document begins here (“---”).",
                     "Keep one document in a file.")  # fmt: skip
        yield event


def _parser_events(text: str) -> Iterator[yaml.Event]:
    """All events of PyYAML's parser down to our own depth limit, whatever the version.

    From PyYAML 6.0.4 on, libyaml refuses the 1,001st level. Since any bracket could begin a key, it reads
    up to 1,024 characters ahead, and may refuse before it has reported the level that is too deep for us.
    It does report that level if the text ends before the place that it refuses.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, if PyYAML has it, is much faster
    reported = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            yield event
            reported += 1
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None or "nesting" not in str(error.problem):
            raise
        yield from islice(yaml.parse(text[: error.problem_mark.index], Loader=loader), reported, None)


def _no_tag(tag: str | None, name: str, mark: Mark) -> NoReturn:
    fail("yaml-tag", name, mark, f"The tag “{str(tag)[:MAX_SHOWN]}” is not allowed here.", "Leave it out.")


def _build(stream: Iterator[yaml.Event], name: str) -> Any:
    """The document as plain dicts, lists and scalars."""
    root: list[Any] = []
    container: Any = root  # the innermost open dict or list
    key: str | None = None  # in a dict, the key waiting for its value
    outside: list[Any] = []  # the open containers around it
    for event in stream:
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            if key is None and container.__class__ is dict:
                key = event.value
                if key in container:
                    fail("duplicate-key", name, _mark(event), f"The key “{key}” occurs twice in one mapping.",
                         "Keep one of them.")  # fmt: skip
                if len(container) == MAX_FIELDS:
                    fail("too-many", name, _mark(event), f"This mapping has more than {MAX_FIELDS:,} keys.",
                         "No record needs that many.")  # fmt: skip
                continue
            value = _scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if key is None and container.__class__ is dict:
                fail("wrong-type", name, _mark(event), "A key must be a word, not a list or a mapping.",
                     "Name the field.")  # fmt: skip
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        else:
            if isinstance(event, yaml.CollectionEndEvent):
                container = outside.pop()
            continue
        if key is None:
            container.append(value)
        else:
            container[key] = value
            key = None
        if isinstance(event, yaml.CollectionStartEvent):
            outside.append(container)
            container = value
    return root[0] if root else None


class Marks(Mapping[Path, Mark]):
    """The place of everything in a YAML text.

    Found on first request, by reading the text again: a valid file is never asked, and recording the places of all
    values would take as long as reading them.
    """

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def __getitem__(self, path: Path) -> Mark:
        return self._marks[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    @cached_property
    def _marks(self) -> dict[Path, Mark]:
        return dict(_places(events(self._text, self._name)))


def _places(stream: Iterator[yaml.Event]) -> Iterator[tuple[Path, Mark]]:
    """The place of each value of a valid document; for a mapping's values, the place of their keys."""
    path: tuple[Any, ...] = ()  # the path of the next value; its last part is None if a key comes first
    for event in stream:
        if isinstance(event, yaml.CollectionEndEvent):
            path = _after(path[:-1])
        elif isinstance(event, yaml.NodeEvent):
            if path and path[-1] is None:
                path = (*path[:-1], event.value)  # type: ignore[attr-defined]  # keys are scalars
                yield path, _mark(event)
                continue
            if path and isinstance(path[-1], int):
                yield path, _mark(event)
            if isinstance(event, yaml.CollectionStartEvent):
                path = (*path, None if isinstance(event, yaml.MappingStartEvent) else 0)
            else:
                path = _after(path)


def _after(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """What follows the value at ``path``: the next item of a list, or a mapping's next key."""
    if not path:
        return path
    return (*path[:-1], path[-1] + 1 if isinstance(path[-1], int) else None)


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return (start.line + 1, start.column + 1) if start else (1, 1)


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.style or event.tag:  # quoted, or tagged as text
        return event.value
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _WHOLE_NUMBER.fullmatch(event.value) else event.value


def _syntax_error(error: yaml.YAMLError, text: str, name: str) -> LibraryError:
    """PyYAML's complaint as one message with its place."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = (error.problem_mark.line + 1, error.problem_mark.column + 1)
        message = f"This is not valid YAML: {error.problem}."
        hint = "Look at this line and the one before it."
    else:  # a ReaderError: a character that YAML forbids
        position = getattr(error, "position", 0)
        before = text.encode()[:position].decode(errors="ignore")
        mark = Lines(before).mark(len(before))
        message = "This is not valid YAML: it holds a control character."
        hint = "Remove it, or name a text file."
    lines = text.split("\n")
    line = lines[mark[0] - 1] if mark[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message, hint = "A tab is used for indentation.", "YAML takes spaces only."
    return LibraryError(Problem("yaml-syntax", "error", name, *mark, message, hint))

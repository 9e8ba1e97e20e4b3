"""YAML files: with ``yaml_text`` the only importer of ``yaml``.

The document is built from the parser's events, not by PyYAML's composer, for three reasons: the C
composer crashes the process on deep nesting; duplicate keys would be dropped in silence; and every
value keeps its place. Plain scalars follow YAML 1.2: ``no`` is a word, ``2008-06-28`` and ``010`` and
``1.10`` are text as written; only ``true``, ``false``, ``null`` and whole numbers are anything else.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from collabref.csl import DATES, normal_date
from collabref.errors import LibraryError, Problem
from collabref.load.source import Mark, Path, Source, decode, fail
from collabref.model import KINDS
from collabref.text import near

MAX_DEPTH = 100

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
          "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}  # fmt: skip
_COLLECTION_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


def read(raw: bytes, name: str) -> Source:
    """The records of a YAML file; a LibraryError with file, line and column where it is not right."""
    text = decode(raw, name)
    data, marks = parse(text, name)
    keys = ", ".join(KINDS)
    if data is None:
        fail("empty", name, (1, 1), "The file is empty.", f"Give it one of these keys: {keys}.")
    if not isinstance(data, dict):
        shape = "a list" if isinstance(data, list) else "a single value"
        fail("not-a-mapping", name, (1, 1), f"The file holds {shape}, not top-level keys.",
             "Put the records under a key, as in “references:”.")  # fmt: skip
    for key, records in data.items():
        mark = marks[(key,)]
        if key not in KINDS:
            nearest = near(key, KINDS)
            hint = f"Did you mean “{nearest[0]}”?" if nearest else f"A library has: {keys}."
            fail("unknown-field", name, mark, f"Unknown top-level key “{key}”.", hint)
        if not isinstance(records, list):
            fail("wrong-type", name, mark, f"“{key}” must hold a list of records.",
                 "Begin each record with “- id:”.")  # fmt: skip
    for reference in data.get("references", ()):
        if isinstance(reference, dict):
            reference.update({field: normal_date(reference[field]) for field in DATES if field in reference})
    return Source(name, data, marks, text=text)


def parse(text: str, name: str) -> tuple[Any, dict[Path, Mark]]:
    """The document as it is written, and where everything stands; a LibraryError where it is not valid."""
    marks: dict[Path, Mark] = {}
    try:
        return _build(events(text, name), name, marks), marks
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, name) from None


def events(text: str, name: str) -> Iterator[yaml.Event]:
    """The parser's events, without those that a library file may not have."""
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.ScalarEvent):  # first, since most events are scalars
            if event.tag not in _TEXT_TAGS:
                fail("yaml-tag", name, _mark(event), f"The tag “{event.tag}” is not allowed here.", "Leave it out.")
        elif isinstance(event, yaml.CollectionStartEvent):
            if event.tag not in _COLLECTION_TAGS:
                fail("yaml-tag", name, _mark(event), f"The tag “{event.tag}” is not allowed here.", "Leave it out.")
            depth += 1
            if depth > MAX_DEPTH:
                fail("yaml-depth", name, _mark(event), f"The data are nested more than {MAX_DEPTH} levels deep.",
                     "No record needs more than ten.")  # fmt: skip
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            fail("yaml-alias", name, _mark(event), f"The alias “*{event.anchor}” is not allowed here.",
                 "Write the value out in full.")  # fmt: skip
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                fail("yaml-documents", name, _mark(event), "A second document begins here (“---”).",
                     "Keep one document in a file.")  # fmt: skip
        yield event


def _build(events: Iterator[yaml.Event], name: str, marks: dict[Path, Mark]) -> Any:
    """The document as plain dicts, lists and scalars, filling ``marks``."""
    root: list[Any] = []
    container: Any = root  # the innermost open dict or list
    path: Path = ()  # where it stands
    key: str | None = None  # in a dict, the key that waits for its value
    outside: list[tuple[Any, Path]] = []  # the open containers around it, with where they stand

    def put(value: Any, mark: Mark) -> Path:
        """Put a value into the innermost container, and say where it stands then."""
        nonlocal key
        if isinstance(container, dict):
            assert key is not None
            here = (*path, key)
            container[key] = value
            key = None
            return here
        container.append(value)
        if container is root:
            return ()
        here = (*path, len(container) - 1)
        marks[here] = mark
        return here

    for event in events:
        mark = _mark(event)
        is_key = key is None and isinstance(container, dict)
        if isinstance(event, yaml.ScalarEvent):
            if not is_key:
                put(_scalar(event), mark)
            elif event.value in container:
                fail("duplicate-key", name, mark, f"The key “{event.value}” stands twice in one mapping.",
                     "Keep one of them.")  # fmt: skip
            else:
                key = event.value
                marks[(*path, key)] = mark
        elif isinstance(event, yaml.CollectionStartEvent):
            if is_key:
                fail("wrong-type", name, mark, "A key must be a word, not a list or a mapping.", "Name the field.")
            inner: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            here = put(inner, mark)
            outside.append((container, path))
            container, path = inner, here
        elif isinstance(event, yaml.CollectionEndEvent):
            container, path = outside.pop()
    return root[0] if root else None


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return (start.line + 1, start.column + 1) if start else (1, 1)


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.style or event.tag:  # quoted, or said to be text
        return event.value
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _WHOLE_NUMBER.fullmatch(event.value) else event.value


def _syntax_error(error: yaml.YAMLError, text: str, name: str) -> LibraryError:
    """PyYAML's complaint as one sentence with its place."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = (error.problem_mark.line + 1, error.problem_mark.column + 1)
        message = f"This is not valid YAML: {error.problem}."
        hint = "Look at this line and the one before it."
    else:  # a ReaderError: a character that YAML forbids
        position = getattr(error, "position", 0)
        before = text.encode()[:position].decode(errors="ignore")
        mark = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        message = "This is not valid YAML: it holds a control character."
        hint = "Take it out, or name a text file."
    lines = text.split("\n")
    line = lines[mark[0] - 1] if mark[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message, hint = "A tab is used for indentation.", "YAML takes spaces only."
    return LibraryError(Problem("yaml-syntax", "error", name, *mark, message, hint))

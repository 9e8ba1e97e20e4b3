"""A YAML file as text: from which character to which each of its values stands. For edits that leave the rest alone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from collabref.load.yaml_file import events

# What YAML takes for the end of a line, and what stands before it.
_REST_OF_LINE = re.compile("[^\r\n\x85\u2028\u2029]*")


class Node(NamedTuple):
    """A value: ``text[start:end]``, beginning on ``line`` (from 1).

    The end is that of what can be seen: it leaves out the empty lines after a block scalar, which ``reach`` counts
    in. A block mapping ends with the line on which its last field does, comment and all. ``style`` is ``|`` or ``>``
    for block scalars, ``[`` or ``{`` for collections in brackets.
    """

    start: int
    end: int
    reach: int
    line: int
    style: str
    word: str = ""
    fields: tuple["Field", ...] = ()
    items: tuple["Node", ...] = ()

    def scalars(self) -> Iterator["Node"]:
        """Every scalar in it, keys too, in the order of the text."""
        for field in self.fields:
            yield field.key
            yield from field.value.scalars()
        for item in self.items:
            yield from item.scalars()
        if not self.fields and not self.items:
            yield self


class Field(NamedTuple):
    """A key and its value. In a block mapping a field ends with its line, comment and all."""

    key: Node
    value: Node
    end: int


def tree(text: str, name: str) -> Node:
    """The document in ``text``, which must be valid.

    Raises:
        LibraryError: it holds what a library file may not have.
        YAMLError: it is not YAML.
    """
    stream = (event for event in events(text, name) if not isinstance(event, _AROUND))
    return _node(next(stream), stream, text)


_AROUND = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _node(event: yaml.Event, stream: Iterator[yaml.Event], text: str) -> Node:
    assert event.start_mark  # the parser always gives marks
    assert event.end_mark
    start, line = event.start_mark.index, event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        end = reach = event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            end = start + len(text[start:reach].rstrip(" \t\r\n"))
        return Node(start, end, reach, line, style, event.value)
    assert isinstance(event, yaml.CollectionStartEvent)
    fields: list[Field] = []
    items: list[Node] = []
    if isinstance(event, yaml.MappingStartEvent):
        for each in stream:
            if isinstance(each, yaml.CollectionEndEvent):
                break
            key, value = _node(each, stream, text), _node(next(stream), stream, text)
            rest = None if event.flow_style else _REST_OF_LINE.match(text, value.end)
            fields.append(Field(key, value, rest.end() if rest else value.end))
    else:
        for each in stream:
            if isinstance(each, yaml.CollectionEndEvent):
                break
            items.append(_node(each, stream, text))
    assert each.end_mark
    style = "" if not event.flow_style else "{" if isinstance(event, yaml.MappingStartEvent) else "["
    end = each.end_mark.index if style else (fields or items)[-1].end
    return Node(start, end, end, line, style, fields=tuple(fields), items=tuple(items))

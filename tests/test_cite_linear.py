"""Everything takes linear time: twice the input is at most twice the work, counted rather than timed."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from collabref.cite import bibtex, csl, ris, vancouver

Items = list[dict[str, Any]]


def cited(items: Items) -> str:
    return "\n".join(f"{vancouver.cite(item)} {vancouver.short(item)} {vancouver.everybody(item)}" for item in items)


WRITERS: dict[str, Callable[[Items], str]] = {
    "vancouver": cited,
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl-json": csl.write_json,
    "csl-yaml": csl.write_yaml,
}


def lines_run(write: Callable[[Items], str], items: Items) -> int:
    """How many lines of Python run to write ``items``."""
    count = 0

    def trace(frame: Any, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        write(items)
    finally:
        sys.settrace(before)
    return count


def item(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "type": "article-journal", "title": "T", "issued": {"date-parts": [[2008]]}, **fields}


INPUTS: dict[str, Callable[[int], Items]] = {
    "references": lambda n: [item(id=f"r{number}") for number in range(n)],
    "references whose ids become one key": lambda n: [item(id=chr(0x4E00 + number)) for number in range(n)],
    "authors": lambda n: [item(author=[{"family": f"Lee {number}", "given": "Anna de"} for number in range(n)])],
    "words of a name": lambda n: [item(author=[{"family": "van " * n, "given": "a " * n}])],
    "keywords": lambda n: [item(keyword="a, " * n)],
    "ranges of pages": lambda n: [item(page="12-13, " * n)],
    "words of an edition": lambda n: [item(type="book", edition="second " * n)],
    "dates": lambda n: [item(issued={"date-parts": [[2008]] * n})],
    "letters beyond Latin": lambda n: [item(title="β⁶₂" * n)],
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("made", INPUTS)
def test_twice_the_input_is_at_most_twice_the_work(writer: str, made: str) -> None:
    write, items = WRITERS[writer], INPUTS[made]
    write(items(2))  # what is imported and cached on first use
    assert lines_run(write, items(200)) <= 2.1 * lines_run(write, items(100))


# Work inside regular expressions or the ordering of combining marks cannot be counted. The text is so long that
# cubic time would never end, and quadratic time would take minutes: the time-out is the test.
LONG = 20_000
VARIABLES = (
    "title",
    "page",
    "issue",
    "edition",
    "volume",
    "keyword",
    "genre",
    "collection-number",
    "publisher",
    "status",
)


@pytest.mark.parametrize("kind", ["article-journal", "book", "paper-conference"])
@pytest.mark.parametrize(
    "part",
    ["1", "a", "1a", "-", "a-", "1–", "- ", "\u0300\u0316", "<i ", "<sup>", "<sup>1</sup>", "a, ", "and ", "\\", "β",
     "first-", "suppl ", "vol. ", "pp. ", "preprint "],
)  # fmt: skip
def test_long_text_is_written_at_once(part: str, kind: str) -> None:
    text = (part * LONG)[:LONG]
    person = {"family": text[: LONG // 10], "given": text[: LONG // 10], "suffix": text[: LONG // 10]}
    hostile = {"id": "a", "type": kind, "author": [person], **dict.fromkeys(VARIABLES, text)}
    for write in WRITERS.values():
        assert write([hostile])

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collabref.check.form import bare, joined
from collabref.check.mend import Mended, mend
from collabref.errors import LibraryError
from collabref.load.yaml_file import parse, read
from collabref.paths import builtin_library


def mended(text: str) -> Mended:
    return mend(read(text.encode(), "a.yaml"))


def said(text: str) -> str:
    """The data of a file, as text that tells 1 from true; with DOIs and keywords in the form that mending gives them."""
    data, _ = parse(text, "a.yaml")
    for each in data.get("references", ()):
        if isinstance(each, dict):
            each["DOI"] = bare(each.get("DOI")) or each.get("DOI")
            each["keyword"] = joined(each.get("keyword")) or each.get("keyword")
    return json.dumps(data, sort_keys=True)


@pytest.mark.parametrize(
    ("before", "after", "done"),
    [
        pytest.param(
            "references:\n- type: book  # what\n  id: a\n", "references:\n- id: a\n  type: book  # what\n",
            [(2, "fields put in order")], id="comments on a line go with it",
        ),
        pytest.param(
            "# top\nreferences:\n\n- type: book\n\n  id: a\n\n# end\n", "# top\nreferences:\n\n- id: a\n\n  type: book\n\n# end\n",
            [(4, "fields put in order")], id="empty lines stay",
        ),
        pytest.param(
            "references: [{type: 'book' , id:  \"a\"}]  # c\n", "references: [{id:  \"a\" , type: 'book'}]  # c\n",
            [(1, "fields put in order")], id="in brackets",
        ),
        pytest.param(
            "references:\n- {type: book,\n   title: \"Étienne,\n     𝔸\", id: a}\n", "references:\n- {id: a,\n   type: book, title: \"Étienne,\n     𝔸\"}\n",
            [(2, "fields put in order")], id="over several lines",
        ),
        pytest.param(
            "terms:\n- name: >-\n    A\n    b\n  means:\n    refs: [x]\n    say: |\n      C.\n\n  id: a\n",
            "terms:\n- id: a\n  name: >-\n    A\n    b\n\n  means:\n    say: |\n      C.\n    refs: [x]\n",
            [(2, "fields put in order"), (6, "fields put in order")], id="blocks of text, one inside the other",
        ),
        pytest.param(
            "references:\r\n- type: book\r\n  id: a", "references:\r\n- id: a\r\n  type: book\r\n",
            [(2, "fields put in order"), (3, "line end added")], id="Windows",
        ),
        pytest.param(
            "references: \r\n- id: a  \n  type: book # x \t\r\n", "references:\n- id: a\n  type: book # x\n",
            [(1, "line ends made one kind (2 times)"), (1, "white space at the end taken away (3 times)")],
            id="white space",
        ),
        pytest.param(
            "terms:\n- id: a\n  name: |\n    x  \n\n  means: {say: 'a  \n    b'}\n", "terms:\n- id: a\n  name: |\n    x  \n\n  means: {say: 'a  \n    b'}\n",
            [], id="white space inside values",
        ),
        pytest.param("terms:\n- {id: a, name: |\n    x", None, [], id="not YAML"),
        pytest.param("terms:\n- id: a\n  name: |\n    x", "terms:\n- id: a\n  name: |\n    x", [], id="a last line that is part of a value"),
        pytest.param(
            "references:\n- id: a\n  DOI: https://doi.org/10.1136/bmj.x # d\n- {id: b, DOI: 'doi:10.1136/Y'}\n- {id: c, DOI: \"doi: 10.1136/Y\"}\n",
            "references:\n- id: a\n  DOI: 10.1136/bmj.x # d\n- {id: b, DOI: '10.1136/Y'}\n- {id: c, DOI: \"10.1136/Y\"}\n",
            [(3, "DOI written as 10.1136/bmj.x"), (4, "DOI written as '10.1136/Y'"), (5, 'DOI written as "10.1136/Y"')], id="DOIs",
        ),
        pytest.param(
            "references:\n- id: a\n  DOI:   doi:10.1136/x\n", "references:\n- id: a\n  DOI:   10.1136/x\n",
            [(3, "DOI written as 10.1136/x")], id="a DOI after several spaces",
        ),
        pytest.param(
            "references:\n- id: a\n  keyword:\n  - cost\n  - 'team: work' # k\n- {id: b, keyword: [cost, \"é\"], type: book}\n",
            "references:\n- id: a\n  keyword: \"cost, team: work\" # k\n- {id: b, type: book, keyword: \"cost, é\"}\n",
            [(3, 'keyword written as "cost, team: work"'), (6, "fields put in order"), (6, 'keyword written as "cost, é"')], id="keywords",
        ),
    ],
)  # fmt: skip
def test_what_is_mended(before: str, after: str | None, done: list[tuple[int, str]]):
    if after is None:
        with pytest.raises(LibraryError):
            mended(before)
        return
    found = mended(before)
    assert found.text == after
    assert found.done == done
    assert found.left == []
    assert mended(after) == Mended(after, [], [])


IN_THE_WAY = "These fields are not in order, and what stands between them is in the way: put them in order by hand."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("references:\n- type: book\n  # of whom?\n  id: a\n", [(2, IN_THE_WAY)], id="a comment between"),
        pytest.param("references:\n- {type: book, # c\n   id: a}\n", [(2, IN_THE_WAY)], id="a comment in brackets"),
        pytest.param("references:\n- ? type\n  : book\n  ? id\n  : a\n", [(2, IN_THE_WAY)], id="keys with question marks"),
        pytest.param("references:\n- {type: , id: a}\n", [(2, IN_THE_WAY)], id="no value in brackets"),
        pytest.param("terms:\n- name: |+\n    x\n\n  id: a\n", [(2, IN_THE_WAY)], id="a block that keeps its empty lines"),
        pytest.param("references:\n- {id: a, DOI: 'https://doi.org/10.1002/%28SICI%29x'}\n", [], id="an escape in an address"),
        pytest.param("references:\n- {id: a, DOI: 'https://doi.org/10.1136/x?y=1'}\n", [], id="a question in an address"),
        pytest.param("references:\n- {id: a, DOI: not one}\n", [], id="no DOI"),
        pytest.param("references:\n- id: a\n  DOI: >-\n    doi:10.1136/x\n", [(3, "This DOI is written in a way that cannot be mended: do it by hand.")], id="a DOI in a block"),
        pytest.param("references:\n- id: a\n  DOI: |-\n    doi:10.1136/x\n", [(3, "This DOI is written in a way that cannot be mended: do it by hand.")], id="a DOI in a literal block"),
        pytest.param("references:\n- id: a\n  DOI: \"\\x64oi:10.1136/x\"\n", [(3, "This DOI is written in a way that cannot be mended: do it by hand.")], id="a DOI with escapes"),
        pytest.param("references:\n- id: a\n  keyword:\n  - b # b\n  - c\n", [(3, "This keyword is written in a way that cannot be mended: do it by hand.")], id="a comment among keywords"),
        pytest.param("references:\n- id: a\n  keyword: # b: x\n  - c\n", [(3, "This keyword is written in a way that cannot be mended: do it by hand.")], id="a comment before keywords"),
        pytest.param("terms:\n- name: |\n    x\n     \n  id: a\n", [(2, IN_THE_WAY)], id="a block that ends in spaces"),
        pytest.param("references:\n- id: a\n  keyword: ['one, two', three]\n", [], id="a comma in a keyword"),
        pytest.param("references:\n- id: a\n  keyword: [5]\n", [], id="a keyword that is a number"),
        pytest.param("references:\n- {type: book, titel: X, id: a}\n", [], id="an unknown field has no place"),
        pytest.param("references:\n- id: a\n  keyword: [\"\\x7f\"]\n", [(0, "It is written in a way that cannot be mended safely, and is left alone.")], id="what YAML has no plain way to say"),
    ],
)  # fmt: skip
def test_what_cannot_be_mended_safely_is_left(text: str, left: list[tuple[int, str]]):
    assert mended(text) == Mended(text, [], left)


def test_what_is_left_is_told_by_the_lines_as_they_are_then():
    found = mended("references:\n- id: a\n  keyword:\n  - b\n- type: book\n  # c\n  id: b\n")
    assert found.done == [(3, 'keyword written as "b"')]
    assert found.left == [(4, IN_THE_WAY)]


@pytest.mark.parametrize("path", sorted(Path(builtin_library()).glob("*.yaml")), ids=lambda path: path.name)
def test_the_built_in_files_need_no_mending(path: Path):
    text = path.read_bytes().decode()
    assert mended(text) == Mended(text, [], [])


WORDS = st.text("ab é:-,'\"#&*!|>%@`{}[]?\\𝔸\u2028", min_size=1, max_size=8)


@st.composite
def scalars(draw: st.DrawFn, flow: bool, indent: str, word: str) -> str:
    """One of the ways to write a word."""
    quoted = json.dumps(word, ensure_ascii=False).replace("\u2028", "\\u2028")
    styles = [quoted, "'" + word.replace("'", "''").replace("\u2028", "") + "'"]
    if re.fullmatch(r"[a-zé][a-zé ]*[a-zé]", word):
        styles.append(word)
    if not flow:
        block = word.replace("\u2028", "").strip() or "x"
        space = draw(st.sampled_from(["", " ", "\n", "\n\n", f"\n{indent}    "]))
        styles += [f"{sign}\n{indent}    {block}{space}" for sign in ("|", ">-", "|+", "| # c")]
    return draw(st.sampled_from(styles))


@st.composite
def values(draw: st.DrawFn, field: str, flow: bool, indent: str) -> str:
    """What may stand after a field of a reference, on its line or below."""
    if field == "DOI":
        doi = draw(
            st.sampled_from(["10.1136/bmj.x", "https://doi.org/10.1136/a(b)", "doi:10.1136/x", "odd", "doi: 10.1136/x"])
        )
        return draw(scalars(flow, indent, doi))
    if field == "keyword" and draw(st.booleans()):
        words = draw(st.lists(st.sampled_from(["cost", "a b", "c, d", "it's", "5"]), max_size=3))
        if flow or not words or draw(st.booleans()):
            return (
                "["
                + draw(st.sampled_from([", ", " ,", ",\n" + indent + "   "])).join(words).replace("it's", '"it\'s"')
                + "]"
            )
        return "".join(f"\n{indent}- {word}{draw(st.sampled_from(['', ' ', ' # c', '  #']))}" for word in words)
    if field == "custom":
        keys = draw(st.permutations(["design", "about", "checked"]))
        if flow or draw(st.booleans()):
            return "{" + ", ".join(f"{key}: {'[]' if key == 'about' else 'x'}" for key in keys) + "}"
        return "".join(
            f"\n{indent}  {key}: {'[]' if key == 'about' else 'x'}{draw(st.sampled_from(['', ' # c']))}" for key in keys
        )
    if field == "author":
        return "[{given: A, family: B}, {literal: C}]"
    if field == "volume":
        return draw(st.sampled_from(["5", "'5'", "", "null", "true"]))
    return draw(scalars(flow, indent, draw(WORDS)))


FIELDS = ["id", "type", "title", "author", "volume", "DOI", "keyword", "custom"]


@st.composite
def references(draw: st.DrawFn, number: int) -> str:
    """A reference, in any order and in many ways of writing."""
    some = draw(st.permutations(["id", *draw(st.lists(st.sampled_from(FIELDS[1:]), unique=True))]))
    flow = draw(st.booleans())
    indent = draw(st.sampled_from(["  ", "   "]))
    pieces = []
    for field in some:
        value = f"x{number}" if field == "id" else draw(values(field, flow, indent))
        pieces.append(f"{field}:{'' if value.startswith(chr(10)) else ' '}{value}")
    if flow:
        gaps = [draw(st.sampled_from([", ", ",", f",\n{indent}", " , ", f", # c\n{indent}"])) for _ in pieces]
        return "- {" + "".join(piece + gap for piece, gap in zip(pieces, [*gaps[1:], ""], strict=True)) + "}"
    gaps = [draw(st.sampled_from(["", "", " ", "  # c", "\n", f"\n{indent}# c", "\n# c", "\n  \n"])) for _ in pieces]
    return f"-{indent[1:]}" + f"\n{indent}".join(piece + gap for piece, gap in zip(pieces, gaps, strict=True))


@st.composite
def libraries(draw: st.DrawFn) -> str:
    """A library file of references."""
    many = [draw(references(number)) for number in range(draw(st.integers(1, 3)))]
    text = draw(st.sampled_from(["", "# top \n", "---\n"])) + "references:\n" + "\n".join(many)
    text += draw(st.sampled_from(["", "\n", "  \n", "\n# end", "\n\n", "\n...\n"]))
    ends = draw(st.sampled_from(["\n", "\r\n", "mixed"]))
    return re.sub("\n", lambda _: draw(st.sampled_from(["\n", "\r\n", "\r"])) if ends == "mixed" else ends, text)


@given(libraries())
def test_mending_changes_no_data_and_twice_is_once(text: str):
    try:
        before = said(text)
        found = mended(text)
    except LibraryError:
        assume(False)  # not every combination is YAML
        raise
    assert said(found.text) == before
    assert sorted(re.findall(r"# c\b|# top|# end", found.text)) == sorted(re.findall(r"# c\b|# top|# end", text))
    assert mended(found.text) == Mended(found.text, [], found.left)
    assert bool(found.done) == (found.text != text)


RECORDS = [
    (key, record)
    for name, key in (("references", "references"), ("terms", "terms"), ("cases", "cases"), ("guidance", "challenges"))
    for record in re.findall(
        r"^- id: .+\n(?:  .*\n)+",
        re.split(rf"^{key}:\n", (Path(builtin_library()) / f"{name}.yaml").read_text("utf-8"), flags=re.MULTILINE)[1],
        re.MULTILINE,
    )[:60]
]


@given(st.sampled_from(RECORDS), st.randoms())
def test_a_record_in_disorder_is_mended_to_what_it_was(record: tuple[str, str], random: Random):
    key, text = record
    fields = re.split(r"\n  (?=\w)", text[2:].rstrip("\n"))
    random.shuffle(fields)
    disorder = f"{key}:\n- " + "\n  ".join(fields) + "\n"
    assert mended(disorder).text == f"{key}:\n{text}"

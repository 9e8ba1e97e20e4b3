"""Superscripts and subscripts: one rule, whatever the format."""

import json
from collections.abc import Callable

import pytest

from collabref.cite.bibtex import escape
from collabref.cite.values import line
from collabref.load import bib_file, csl_json
from collabref.load.foreign import pages
from collabref.load.rich_text import plain_markdown
from collabref.text.scripts import lowered, raised


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("6", "⁶", "₆"), ("-3", "⁻³", "₋₃"), ("–3", "⁻³", "₋₃"), ("−3", "⁻³", "₋₃"), (" 6 ", " ⁶ ", " ₆ "),
        ("n+1", "ⁿ⁺¹", "_(n+1)"), ("th", "th", "_th"), ("TM", "™", "_TM"), ("o", "°", "_o"), ("†", "†", "†"),
        ("′′", "′′", "′′"), ("x", "^x", "_x"), ("max ", "^max ", "_max "), ("1.5", "^1.5", "_1.5"),
        ("a,b", "^(a,b)", "_(a,b)"), ("99m", "^99m", "_99m"), ("ST", "ST", "_ST"), ("SM", "℠", "_SM"), ("12–14", "^(12–14)", "_(12–14)"), (",", "^,", "_,"), ("", "", ""), (" ", " ", " "),
    ],
)  # fmt: skip
def test_the_rule(text: str, up: str, down: str):
    assert (raised(text), lowered(text)) == (up, down)


MARKED = {
    "5<sup>th</sup>": "5th",
    "p<sup>TM</sup>": "p™",
    "10<sup>–3</sup>": "10⁻³",
    "x<sup>a,b</sup>": "x^(a,b)",
    "V<sub>max</sub>": "V_max",
    "H<sub>2</sub>O": "H₂O",
    "<sup>99m</sup>Tc": "^99mTc",
    "2<sup>1.5</sup>": "2^1.5",
}


def from_bibtex(title: str) -> str:
    return str(bib_file.read(f"@misc{{k, title={{{title}}}}}".encode(), "a.bib").data["references"][0]["title"])


def from_latex(title: str) -> str:
    for tag, command in (("sup", "textsuperscript"), ("sub", "textsubscript")):
        title = title.replace(f"<{tag}>", f"\\{command}{{").replace(f"</{tag}>", "}")
    return from_bibtex(title)


def from_a_formula(title: str) -> str:
    for tag, sign in (("sup", "^"), ("sub", "_")):
        title = title.replace(f"<{tag}>", f"${sign}{{").replace(f"</{tag}>", "}$")
    return from_bibtex(title)


def from_json(title: str) -> str:
    item = {"id": "k", "type": "book", "title": title}
    return str(csl_json.read(json.dumps([item]).encode(), "a.json").data["references"][0]["title"])


def from_markdown(title: str) -> str:
    for tag, sign in (("sup", "^"), ("sub", "~")):
        title = title.replace(f"<{tag}>", sign).replace(f"</{tag}>", sign)
    return plain_markdown(title)


@pytest.mark.parametrize("reader", [from_bibtex, from_latex, from_a_formula, from_json, from_markdown, line])
@pytest.mark.parametrize(("marked", "plain"), MARKED.items())
def test_every_format_is_read_alike(marked: str, plain: str, reader: Callable[[str], str]):
    assert reader(marked) == plain


@pytest.mark.parametrize("text", ["10⁻³", "xⁿ⁺¹", "H₂O", "₋₁"])
def test_what_is_unicodes_own_latex_can_print(text: str):
    assert escape(text).isascii()
    assert from_bibtex(escape(text)) == text


@pytest.mark.parametrize("dash", ["-", "--", "---", "–", "—", "‐", "−", " - ", " — "])
def test_pages_have_a_hyphen_whatever_the_format(dash: str):
    bib = bib_file.read(f"@article{{k, title={{T}}, pages={{1138{dash}1143}}}}".encode(), "a.bib")
    item = {"id": "k", "type": "article-journal", "title": "T", "page": f"1138{dash}1143"}
    for source in (bib, csl_json.read(json.dumps([item]).encode(), "a.json")):
        assert source.data["references"][0]["page"] == "1138-1143"


@pytest.mark.parametrize("part", [" ", "-", "1 ", "- ", " -", "1-"])
@pytest.mark.parametrize("function", [raised, lowered, pages])
def test_a_long_text_is_read_at_once(function: Callable[[str], str], part: str):
    """In quadratic time it would take minutes."""
    for text in (part * 200_000, f"1{part * 200_000}x", "a," * 200_000, "1." * 200_000 + "x"):
        assert function(text)

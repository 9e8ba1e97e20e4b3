"""Superscripts and subscripts as plain text, whatever marked them: HTML, Markdown or LaTeX.

The rule, in this order:

- What is raised anyway is written plainly: English ordinals (5th), ™, °, ′, and the marks of footnotes.
- Digits and signs, and a raised i or n, become Unicode's own characters if there is one for each (10⁻⁶, H₂O, xⁿ).
  No other letters do, although Unicode has some: few fonts have these, and LaTeX has none of them.
- Anything else follows ``^`` or ``_``: a character, a word or a number as it is (V_max, HbA_1c, 10^1.5), the rest in
  parentheses (x^(a,b)).
"""

import re

_SIGNS = "0123456789+-=()−–"
SUPERSCRIPTS = str.maketrans(f"{_SIGNS}in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻⁻ⁱⁿ")
SUBSCRIPTS = str.maketrans(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋")

_ORDINALS = {"st", "nd", "rd", "th"}
_RAISED_ANYWAY = {"TM": "™", "tm": "™", "SM": "℠", "o": "°", "∘": "°"}
_MARKS = frozenset("®™℠©°′″†‡*∗⋆§¶#")


def raised(text: str) -> str:
    """``text`` as a superscript."""
    bare = text.strip()
    if bare.lower() in _ORDINALS or bare in _RAISED_ANYWAY:
        return text.replace(bare, _RAISED_ANYWAY.get(bare, bare))
    return _moved(text, bare, SUPERSCRIPTS, "^")


def lowered(text: str) -> str:
    """``text`` as a subscript."""
    return _moved(text, text.strip(), SUBSCRIPTS, "_")


def _moved(text: str, bare: str, table: dict[int, int], sign: str) -> str:
    if _MARKS.issuperset(bare):
        return text
    is_range = re.search("[0-9]–", bare)  # whose dash is no minus
    if not is_range and all(ord(character) in table or character.isspace() for character in bare):
        return text.translate(table)
    is_word = len(bare) == 1 or re.fullmatch(r"[^\W_]+|[0-9]+(?:[.,][0-9]+)*", bare)
    return text.replace(bare, f"{sign}{bare}" if is_word else f"{sign}({bare})", 1)

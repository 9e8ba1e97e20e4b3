"""The markup and entities that programs write into the text of a reference, as plain Unicode text.

CSL-JSON allows ``<i> <b> <sup> <sub> <sc>`` and ``<span class="nocase">`` in text (CSL 1.0.2, "Rich text
markup within fields"); Zotero and citeproc-js write these. Crossref and PubMed have HTML, JATS
(``<jats:p>``) and MathML besides, and entities, sometimes of markup. What the markup makes of letters
(italics, small capitals, protection from other capitals) is lost; what it makes of meaning, 10 to the power
of 6, is kept:

A raised or lowered text becomes Unicode's own characters where it has one for each (``10⁶``, ``H₂O``);
else it follows ``^`` or ``_``, in parentheses where it is longer than one character (``x^(a,b)``).
"""

import html
import re

_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

# Elements that are known to stand in titles and abstracts; everything else in angle brackets is text ("p <0.05").
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>(?:jats|mml|ns\d+|m|mathml):[\w.-]+|i|b|u|em|strong|sup|sub|sc|scp|span|inf|italic|bold"
    r"|sans-serif|monospace|underline|small|tt|p|div|br|title|sec|list|list-item|ul|ol|li|h[1-6]|inline-formula"
    r"|ext-link|xref|named-content|styled-content|a|font|o|math|mi|mo|mn|mrow|mtext|msup|msub)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SIGNS = {"sup": "^", "sub": "_"}
# Elements whose beginning or end parts two words.
_BLOCKS = frozenset(["p", "div", "br", "title", "sec", "list", "list-item", "ul", "ol", "li", "h1", "h2", "h3"])


def plain_text(text: str) -> str:
    """``text`` without markup and entities: see above for the rule."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" not in text:
        return text
    out: list[str] = []
    shift = ""  # the element that raises or lowers what comes now, and where in `out` that begins
    begun = 0
    at = 0
    for tag in _TAG.finditer(text):
        out.append(text[at : tag.start()])
        at = tag.end()
        name = tag["name"].lower().rpartition(":")[2]
        if name == "inf":
            name = "sub"
        if name in ("sup", "sub") and not tag[0].endswith("/>"):
            if shift:
                out[begun:] = [_shifted("".join(out[begun:]), shift)]
            shift, begun = ("" if tag["close"] else name), len(out)
        elif name in _BLOCKS:
            out.append(" ")
    out.append(text[at:])
    if shift:  # never closed, so nobody knows how much of the rest it moves; but something is moved
        out.insert(begun, _SIGNS[shift])
    return re.sub(" {2,}", " ", "".join(out)).strip() if at else text


def _shifted(text: str, element: str) -> str:
    return raised(text) if element == "sup" else lowered(text)


def raised(text: str) -> str:
    """``text`` as a superscript: in Unicode's characters, else after ``^``."""
    return _moved(text, text.translate(_RAISED), _SIGNS["sup"])


def lowered(text: str) -> str:
    """``text`` as a subscript: in Unicode's characters, else after ``_``."""
    return _moved(text, text.translate(_LOWERED), _SIGNS["sub"])


def _moved(text: str, moved: str, sign: str) -> str:
    bare = text.strip()
    if not bare or all(a != b or a.isspace() for a, b in zip(text, moved, strict=True)) or bare in "®™°†‡*§¶":
        return moved
    return f"{sign}{bare}" if len(bare) == 1 else f"{sign}({bare})"

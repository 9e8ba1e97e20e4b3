"""The markup and entities that programs write into the text of a reference, as plain Unicode text.

CSL-JSON allows ``<i> <b> <sup> <sub> <sc>`` and ``<span class="nocase">`` in text (CSL 1.0.2, "Rich text
markup within fields"); Zotero and citeproc-js write these. Crossref and PubMed have HTML, JATS
(``<jats:p>``) and MathML as well, and entities, some of which encode markup. Markup that only changes the look of
letters (italics, small capitals, protection of capitals) is dropped; superscripts and subscripts, which carry meaning,
are kept by the rule of ``text.scripts``.
"""

import html
import re

from collabref.text.scripts import lowered, raised

# The TeX mathematics that titles contain and pandoc leaves: $10^{6}$.
_POWER = re.compile(r"\$([\w.,×·+−-]{0,20}) ?([\^_])(?:\{([^${}]{1,20})\}|([^\s${}]))\$")

# Elements known to occur in titles and abstracts; everything else in angle brackets is text ("p <0.05").
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>(?:jats|mml|ns\d+|m|mathml):[\w.-]+|i|b|u|em|strong|sup|sub|sc|scp|span|inf|italic|bold"
    r"|sans-serif|monospace|underline|small|tt|p|div|br|title|sec|list|list-item|ul|ol|li|h[1-6]|inline-formula"
    r"|ext-link|xref|named-content|styled-content|a|font|o|math|mi|mo|mn|mrow|mtext|msup|msub)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = re.compile(ENTITY)
_SHIFTS = {"sup": raised, "sub": lowered}
_SIGNS = {"sup": "^", "sub": "_"}
# pandoc's Markdown (its manual, "Inline formatting"): a span and its attributes; superscript, subscript, emphasis; escapes.
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}\[\]]*\}")
_MARKDOWN = re.compile(
    r"\\(?P<itself>[!-/:-@\[-`{-~])|\^(?P<sup>[^\s^]+)\^|~(?P<sub>[^\s~]+)~|\*{1,3}(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*{1,3}"
)
# Spans nested more deeply than this are left alone.
_DEEPEST = 5

# Elements whose beginning or end separates two words.
_BLOCKS = frozenset(["p", "div", "br", "title", "sec", "list", "list-item", "ul", "ol", "li", "h1", "h2", "h3"])


def plain_text(text: str) -> str:
    """``text`` without markup and entities."""
    if "$" in text:
        text = _POWER.sub(lambda match: match[1] + (raised if match[2] == "^" else lowered)(match[3] or match[4]), text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" not in text:
        return text
    out: list[str] = []
    shift = ""  # the current superscript or subscript element, and where its text begins in `out`
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
                out[begun:] = [_SHIFTS[shift]("".join(out[begun:]))]
            shift, begun = ("" if tag["close"] else name), len(out)
        elif name in _BLOCKS:
            out.append(" ")
    out.append(text[at:])
    if shift:  # never closed: it is unknown how much of the rest it covers, but it covers something
        out.insert(begun, _SIGNS[shift])
    return re.sub(" {2,}", " ", "".join(out)).strip() if at else text


def plain_markdown(text: str) -> str:
    """``text`` without pandoc's Markdown, in which pandoc writes the text of CSL-YAML."""
    for _ in range(_DEEPEST if "]{" in text else 0):
        text = _SPAN.sub(r"\1", text)
    return plain_text(_MARKDOWN.sub(_unmarked, text))


def unescaped(text: str) -> str:
    """``text``, an address or a DOI, without Markdown's backslashes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _unmarked(match: re.Match[str]) -> str:
    if match["sup"] or match["sub"]:
        return raised(match["sup"]) if match["sup"] else lowered(match["sub"])
    return str(match["itself"] or match["emphasis"])

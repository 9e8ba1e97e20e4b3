r"""LaTeX to plain text, as far as bibliographies have it: accents, special characters, braces.

latexcodec knows accents and letters, but it leaves ``\$`` and ``\emph`` as they are and takes a bare %
for a comment, so that the rest of the value is gone. What it does not know is done here, before it.
"""

import codecs
import re
from contextlib import suppress
from unicodedata import lookup, normalize

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega"
# Commands for one character that latexcodec leaves alone, or knows in formulas only.
_CHARACTERS = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textless": "<", "textgreater": ">", "textbar": "|", "textunderscore": "_",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'",
    "textemdash": "—", "textendash": "–", "dots": "…", "ldots": "…", "textellipsis": "…", "textdollar": "$", "slash": "/",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "~", "times": "×", "pm": "±",
    "rightarrow": "→", "to": "→", "cdot": "·", "infty": "∞", "varsigma": "ς",
}  # fmt: skip
_CHARACTERS |= {
    command: lookup(f"GREEK {size} LETTER {letter.upper().replace('LAMBDA', 'LAMDA')}")
    for letter in _GREEK.split()
    for size, command in (("SMALL", letter), ("CAPITAL", letter.capitalize()))
}
_CHARACTER = re.compile(rf"\\({'|'.join(sorted(_CHARACTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|[ ]+)?")
# Commands that only say how their argument looks.
_LOOK = re.compile(
    r"\\(?:emph|textit|textbf|textsc|textrm|textsf|texttt|textup|textsuperscript|textsubscript|textnormal"
    r"|mbox|ensuremath|mathrm|mathit|mathbf|uppercase|url|path|enquote|text)\s*(?=\{)"
    r"|\\(?:em|it|bf|sc|rm|sf|tt)(?![A-Za-z])\s*|\\-"
)
_MATHS = re.compile(r"(?<!\\)\$([^$]{1,80}?)(?<!\\)\$")
# What is text already stands, until latexcodec is done, in characters for private use.
_KEPT = {character: chr(0xE000 + number) for number, character in enumerate("\\{}$%#&_^~")}
_HELD = str.maketrans(_KEPT)
_RELEASED = str.maketrans({private: character for character, private in _KEPT.items()})


def plain(latex: str) -> str:
    """The text that ``latex`` prints, on one line; a command that is not known stays as it is."""
    text = " ".join(latex.split())
    if re.search(r"[\\{}$%]", text):
        text = _MATHS.sub(_formula, text)
        text = re.sub(r"\\([\\{}$%#&_])", _escaped, text)
        text = _CHARACTER.sub(lambda match: _CHARACTERS[match[1]].translate(_HELD), text)
        text = _LOOK.sub("", text).replace("%", _KEPT["%"])
    if re.search(r"[\\~]|--|``|''|[!?]`", text):  # only then, for it is slow
        import latexcodec  # noqa: F401  (registers the codec)

        with suppress(UnicodeDecodeError):  # what it cannot read stays as it is written
            text = codecs.lookup("ulatex").decode(text)[0]  # type: ignore[arg-type]
    text = re.sub(r"[{}]", "", text).translate(_RELEASED)
    return normalize("NFC", " ".join(text.split()))


def _escaped(match: re.Match[str]) -> str:
    return " " if match[1] == "\\" else _KEPT[match[1]]


def _formula(match: re.Match[str]) -> str:
    """A formula in braces, without the signs that set its parts high or low; prices stay."""
    inner = match[1]
    if not re.search(r"[\\_^=<>]", inner) and not re.fullmatch(r"\w", inner):
        return match[0]
    return "{" + re.sub(r"(?<!\\)[_^]", "", inner) + "}"

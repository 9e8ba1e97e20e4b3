r"""From LaTeX to plain text, as far as bibliographies use LaTeX.

One pass without recursion: time is linear in the length of the text, and braces may be nested to any depth.
The rules:

- An accent applies to the letter that follows, composed by Unicode (``\~{\^e}`` is ễ).
- Superscripts and subscripts are kept, by the rule of ``text.scripts`` (``10$^{-3}$`` is 10⁻³, ``V$_{max}$`` V_max).
- An unknown command gives its argument; without an argument, it stays as written.
- A dollar sign begins a formula only if what it encloses looks like one: prices stay.
- HTML left behind by a publisher (``&amp;``, ``<i>``, ``$\less$sup$\greater$``) is read as intended.

Why not a library: latexcodec handles some accents and no formulas; pylatexenc's converter drops superscripts,
takes prices for formulas, fails at ``\href``, and takes more than ten times as long. Its table of characters
is used here.
"""

import html
import re
from collections.abc import Callable
from functools import cache
from unicodedata import combining, normalize

from collabref.load.rich_text import ENTITY
from collabref.text.scripts import lowered, raised
from collabref.text.wording import one_line

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)(?:\*(?=\{))?(?P<space>\s*)|\\(?P<sign>.)|(?P<brace>[{}])|(?P<dollar>\$\$?)|(?P<tie>~)"
    r"|(?P<script>[\^_])|(?P<text>[^\\{}$~^_]+)|\\",
    re.DOTALL,
)
# Text without any of these prints as itself.
_LATEX = re.compile(r"[\\{}$~<&]|--|``|''|,,|[!?]`")

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "G": "\u030f", "U": "\u030e", "h": "\u0309", "f": "\u0311",
    "textcommabelow": "\u0326", "textcommaabove": "\u0313", "textogonekcentered": "\u0328", "textsubdot": "\u0323",
    "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0305", "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308",
    "mathring": "\u030a", "check": "\u030c", "vec": "\u20d7",
}  # fmt: skip
_BELOW = "\u0326\u0327\u0328\u0323\u0331"
_UNDOTTED = {"ı": "i", "ȷ": "j"}  # a letter loses its dot only under an accent
_ALONE = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨", "\u0304": "¯", "\u0307": "˙"}

# Characters that the table lacks, or has only in a form for formulas.
_CHARACTERS = {
    "textquotesingle": "'", "textasciicircum": "^", "textasciitilde": "~", "slash": "/",
    "prime": "′", "varsigma": "ς", "sim": "~", "textcelsius": "°C", "degree": "°",
    "degreecelsius": "°C", "celsius": "°C", "percent": "%", "micro": "µ", "less": "<", "greater": ">", "lbrack": "[",
    "rbrack": "]", "textasteriskcentered": "*", "ast": "*", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
    "bibrangedash": "–", "bibrangessep": ", ", "textminus": "−", "sol": "/", "colon": ":", "lt": "<", "gt": ">",
    "textunderscore": "_", "textdollar": "$", "textbar": "|", "textbackslash": "\\", "backslash": "\\",
    "textbraceleft": "{", "textbraceright": "}", "epsilon": "ε", "textless": "<", "textgreater": ">",
    "copyright": "©", "pounds": "£", "euro": "€", "EUR": "€", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "ddagger": "‡", "Re": "ℜ", "Im": "ℑ", "SS": "ẞ", "textquotedbl": '"', "cents": "¢", "yen": "¥", "permil": "‰",
    "ohm": "Ω", "gets": "←", "ne": "≠", "checkmark": "✓", "neg": "¬", "textfigdash": "‒", "deg": "°", "triangle": "△",
    "hyphen": "-", "textthinspace": " ",
}  # fmt: skip
_SPACES = frozenset(["quad", "qquad", "enspace", "thinspace", "space", "newline", "par", "nobreakspace", "linebreak",
                     "textvisiblespace", "addspace"])  # fmt: skip
_SPACE_SIGNS = frozenset(",;:> \n\t\\")
_SILENT_SIGNS = frozenset("!-/@*()[]")
# Commands that change the look of the rest of their group.
_SILENT = frozenset(
    ["em", "it", "bf", "sc", "rm", "sf", "tt", "sl", "cal", "itshape", "bfseries", "scshape", "rmfamily", "sffamily",
     "ttfamily", "slshape", "upshape", "mdseries", "normalfont", "tiny", "scriptsize", "footnotesize", "small",
     "normalsize", "large", "Large", "LARGE", "huge", "relax", "protect", "left", "right", "big", "Big", "displaystyle",
     "textstyle", "scriptstyle", "limits", "nolimits", "noindent", "centering", "xspace", "nobreak", "allowbreak",
     "boldmath", "unboldmath", "sloppy", "ignorespaces", "mathrm", "mathit", "mathbf", "emph", "textit", "textbf",
     "textrm", "textup", "textsc", "mbox", "mathsf", "bgroup", "egroup", "addcomma", "adddot", "isdot"]
)  # fmt: skip


def plain(latex: str) -> str:
    """The text that ``latex`` prints, composed (NFC), on one line."""
    if not latex:
        return ""
    if not _LATEX.search(latex):
        return normalize("NFC", one_line(latex))
    return normalize("NFC", one_line(_Printer(_without_html(latex), verbatim=False).text()))


def verbatim(latex: str) -> str:
    r"""The identifier or address that ``latex`` prints: ``~``, ``_``, ``--`` are literal, escapes are undone."""
    if not re.search(r"[\\{}&]|\$[<>~]\$", latex):
        return latex.strip()
    formulas_opened = re.sub(r"\$(\\[A-Za-z]+|[<>~])\$", r"{\1}", latex)
    return _Printer(_ENTITY.sub(_character_of, formulas_opened), verbatim=True).text().strip()


def without_entities(latex: str) -> str:
    """``latex`` with HTML entities (``&amp;``) as LaTeX: their semicolons must not separate names."""
    return _ENTITY.sub(_character_of, latex) if "&" in latex else latex


# --- HTML

_ENTITY = re.compile(rf"\\?{ENTITY}")
_RAISED_TAG = re.compile(r"<(?P<tag>sup|sub)>(?P<text>[^<>{}]{0,200})</(?P=tag)>")
_TAG = re.compile(
    r"</?(?:i|b|em|strong|u|sup|sub|small|sc|scp|span|p|br|italic|bold|inf|(?:jats|mml):[a-z-]+)(?:\s[^<>]{0,300})?/?>"
)
_ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "~": r"\textasciitilde{}", "&": r"\&",
            "<": r"\textless{}", ">": r"\textgreater{}"}  # fmt: skip


def _without_html(text: str) -> str:
    if "less" in text:
        text = re.sub(r"\$\\less\$|\\less\{\}", "<", re.sub(r"\$\\greater\$|\\greater\{\}", ">", text))
    if "<" in text:
        text = _TAG.sub("", _RAISED_TAG.sub(r"\\text\g<tag>script{\g<text>}", text))
    return without_entities(text)


def _character_of(entity: re.Match[str]) -> str:
    written = f"&{entity[1]};"
    character = html.unescape(written)
    return entity[0] if character == written else _ESCAPES.get(character, character)


# --- Commands with arguments

Arguments = list[str]


def _accent(mark: str) -> Callable[[Arguments], str]:
    def accented(arguments: Arguments) -> str:
        text = arguments[0]
        if not text:
            return _ALONE.get(mark, "")
        first = text[0] if mark in _BELOW else _UNDOTTED.get(text[0], text[0])
        marks = next((n for n, character in enumerate(text[1:9]) if not combining(character)), len(text[1:9]))
        if marks == 8:  # no letter has this many, and a text of nothing but accents must not take for ever
            return text
        return normalize("NFC", first + text[1 : 1 + marks] + mark) + text[1 + marks :]

    return accented


def _high(arguments: Arguments) -> str:
    return raised(arguments[0].strip())


def _low(arguments: Arguments) -> str:
    return lowered(arguments[0].strip())


def _formula(arguments: Arguments) -> str:
    return _MINUS.sub("−", arguments[0])


def _link(arguments: Arguments) -> str:
    address, text = arguments
    return text if address in ("", text) else f"{text} ({address})" if text else address


_COMMANDS: dict[str, tuple[int, Callable[[Arguments], str]]] = {
    **{command: (1, _accent(mark)) for command, mark in _ACCENTS.items()},
    **dict.fromkeys(["textsuperscript", "textsupscript", "mkbibsuperscript", "sp"], (1, _high)),
    **dict.fromkeys(["textsubscript", "mkbibsubscript", "sb"], (1, _low)),
    **dict.fromkeys(["enquote", "mkbibquote"], (1, lambda given: f"“{given[0]}”")),
    **dict.fromkeys(["mkbibparens", "parentext"], (1, lambda given: f"({given[0]})")),
    **dict.fromkeys(["mkbibbrackets", "brackettext"], (1, lambda given: f"[{given[0]}]")),
    **dict.fromkeys(["frac", "dfrac", "tfrac", "sfrac", "nicefrac"], (2, "/".join)),
    **dict.fromkeys(["SI", "qty"], (2, " ".join)),
    **dict.fromkeys(["textcolor", "foreignlanguage", "texorpdfstring", "colorbox"], (2, lambda given: given[1])),
    # The content of these is for sorting or spacing, and is not printed.
    **dict.fromkeys(["noopsort", "SortNoop", "sortnoop", "phantom", "vphantom", "hphantom", "label", "index",
                     "fontsize", "color", "selectlanguage"], (1, lambda given: "")),
    **dict.fromkeys(["hspace", "vspace"], (1, lambda given: " ")),
    "sqrt": (1, lambda given: f"√{given[0]}"),
    "href": (2, _link),
    "ensuremath": (1, _formula),
}  # fmt: skip
_ADDRESS_ONLY = (2, lambda given: str(given[0]))
_VERBATIM = frozenset(["url", "path", "nolinkurl", "href", "burl", "doi"])


@cache
def _characters() -> dict[str, str]:
    """Command -> the character that it prints: about eight hundred."""
    from pylatexenc.latex2text import get_default_latex_context_db
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    named = ((_NAMED.fullmatch(latex), chr(point)) for point, latex in get_builtin_uni2latex_dict().items())
    table = {match[1]: character for match, character in named if match}
    table |= {
        macro.macroname: macro.simplify_repl
        for macro in get_default_latex_context_db().iter_macro_specs()
        if isinstance(macro.simplify_repl, str) and "%" not in macro.simplify_repl and macro.simplify_repl.strip()
    }
    return table | _CHARACTERS


_NAMED = re.compile(r"\{?(?:\\ensuremath\{)?\\([A-Za-z]+)\}?\}?")


# --- The pass over the text


class _Group:
    """The text printed so far in a group that is still open.

    Attributes:
        parts: its text so far.
        waiting: commands still waiting for arguments, the innermost last: function, number, arguments.
        formula: whether it is (in) a formula.
        closing: the token that closes the group.
    """

    __slots__ = ("closing", "formula", "parts", "waiting")

    def __init__(self, formula: bool, closing: str, parts: list[str]) -> None:
        self.parts = parts
        self.waiting: list[tuple[Callable[[Arguments], str], int, Arguments]] = []
        self.formula = formula
        self.closing = closing


# The deepest nesting of arguments: each is copied at every level, and nobody writes this many.
_MAX_NESTED = 50


class _Printer:
    """One text while it is being printed."""

    def __init__(self, latex: str, verbatim: bool) -> None:
        self._latex = latex
        self._verbatim = verbatim
        self._at = 0
        self._groups = [_Group(False, "", [])]
        self._nested = 0  # how many open groups are arguments

    def text(self) -> str:
        """All that the LaTeX prints."""
        while match := _TOKEN.match(self._latex, self._at):
            self._at = match.end()
            self._token(match)
        while len(self._groups) > 1:
            self._close()
        self._finish()
        return "".join(self._groups[0].parts)

    def _token(self, token: re.Match[str]) -> None:
        if token["text"]:
            self._text(token["text"])
        elif token["word"]:
            self._word(token["word"], token["space"])
        elif token["sign"]:
            self._sign(token["sign"])
        elif token[0] == "{":
            self._open()
        elif token[0] == "}":
            if self._groups[-1].closing == "}":
                self._close()
        elif token["dollar"]:
            self._dollar(token["dollar"])
        elif token["tie"]:
            self._put("~" if self._verbatim else " ")
        elif token["script"] and self._groups[-1].formula:
            self._await(1, _high if token["script"] == "^" else _low)
        else:
            self._put(token[0])

    def _text(self, text: str) -> None:
        while self._groups[-1].waiting and text:
            text = text.lstrip()
            self._put(text[:1])  # the argument of a command is one character unless it is a group
            text = text[1:]
        self._put_finished(text if self._verbatim else _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text))

    def _word(self, word: str, space: str) -> None:
        if word in _COMMANDS or word in _VERBATIM:
            self._await(*(_COMMANDS.get(word, (1, "".join)) if word != "href" or not self._verbatim else _ADDRESS_ONLY))
            if word in _VERBATIM and not self._verbatim and self._latex.startswith("{", self._at):
                self._put(verbatim(self._verbatim_argument()))
        elif word in _SPACES:
            self._put(" ")
        elif word in _SILENT:
            pass
        elif character := _characters().get(word, ""):
            self._put(character)
        elif not (argument := _ARGUMENT.match(self._latex, self._at)):
            self._put(f"\\{word}{space}")
        else:
            self._at = argument.end()

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self._await(1, _COMMANDS[sign][1])
        elif sign in _SPACE_SIGNS:
            self._put(" ")
        elif sign in _SILENT_SIGNS:
            self._groups[-1].formula = sign in "([" if sign in "()[]" else self._groups[-1].formula
        else:
            self._put(sign)

    def _dollar(self, sign: str) -> None:
        if self._groups[-1].closing == sign:
            self._close()
        elif not self._verbatim and _begins_formula(self._latex, self._at - len(sign), sign):
            self._await(1, _formula)
            self._open(sign)
        else:
            self._put(sign)

    def _verbatim_argument(self) -> str:
        """Skip, and return, the text between the brace here and the one that closes it (or the end)."""
        start, depth = self._at + 1, 0
        for brace in _BRACE.finditer(self._latex, self._at):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                self._at = brace.end()
                return self._latex[start : brace.start()]
        self._at = len(self._latex)
        return self._latex[start:]

    def _await(self, number: int, command: Callable[[Arguments], str]) -> None:
        if self._nested < _MAX_NESTED:
            self._groups[-1].waiting.append((command, number, []))

    def _put(self, text: str) -> None:
        """Print ``text``, or give it to the command that waits for it."""
        waiting = self._groups[-1].waiting
        while waiting:
            command, number, arguments = waiting[-1]
            arguments.append(text)
            if len(arguments) < number:
                return
            waiting.pop()
            text = command(arguments)
        self._put_finished(text)

    def _put_finished(self, text: str) -> None:
        self._groups[-1].parts.append(text)

    def _open(self, closing: str = "}") -> None:
        around = self._groups[-1]
        formula = around.formula or bool(around.waiting and around.waiting[-1][0] is _formula)
        # Only what a command waits for is joined separately: otherwise deep braces would copy their text at each level.
        self._groups.append(_Group(formula, closing, [] if around.waiting else around.parts))
        self._nested += bool(around.waiting)

    def _close(self) -> None:
        self._finish()
        closed = self._groups.pop()
        if self._groups[-1].waiting:
            self._nested -= 1
            self._put("".join(closed.parts))

    def _finish(self) -> None:
        """Give empty arguments to the commands still waiting in the innermost group."""
        while self._groups[-1].waiting:
            self._put("")


_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", ",,": "„", "!`": "¡", "?`": "¿"}
_LIGATURE = re.compile("---?|``|''|,,|[!?]`")
_BRACE = re.compile("[{}]")
_ARGUMENT = re.compile(r"(?:\[[^\[\]{}]{0,200}\])?(?=\{(?!\}))")
# A minus sign: before a number, and not between two letters or digits.
_MINUS = re.compile(r"(?<![\w)–-])-(?=\s*[\d.])|(?<=\s)-(?=\s)|^-$")
_FORMULAS = {
    "$": re.compile(r"\$(?P<inside>(?:[^$\\]|\\.){1,400})\$(?!\d)", re.DOTALL),
    "$$": re.compile(r"\$\$(?P<inside>(?:[^$\\]|\\.){1,400})\$\$", re.DOTALL),
}
_FORMULA = re.compile(r"[\\_^=<>{}+*|]|^\w+$|^[-+−]?[\d.,]+$")


def _begins_formula(text: str, at: int, sign: str) -> bool:
    """Whether the dollar sign at an offset begins a formula: pandoc's rule, and it must contain something typical of formulas."""
    match = _FORMULAS[sign].match(text, at)
    if not match:
        return False
    inside = match["inside"]
    depths = _BRACE.findall(inside)
    spaced = inside[0].isspace() or inside[-1].isspace()
    return bool(
        _FORMULA.search(inside)
        and depths.count("{") == depths.count("}")
        and (not spaced or re.search(r"[\\_^]", inside))
    )

"""Text that is safe to show: it cannot control a terminal or hide, and is no longer than people can read."""

import re
from functools import lru_cache

# What must never be obeyed: what commands a terminal (a newline apart), turns the direction of text, or only
# hides (deprecated format characters, interlinear annotations, tag characters). Soft hyphens and zero-width
# spaces and joiners stay as they are: titles copied from the web and from PDF files are full of them, Persian,
# Indic scripts, Thai and emoji need them, and they command nothing. (They are nothing to ``fold``, so that no
# id looks like another by them.)
CONTROL = (
    *range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0),
    0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070),
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
)  # fmt: skip
_PICTURES = {
    code: chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    for code in CONTROL
}

# Limits, in characters, of what a sentence quotes and of the sentence.
_QUOTED, _SENTENCE = 120, 2000


def printable(text: str) -> str:
    """``text`` with what must not be obeyed shown instead, and halves of characters too; newlines are kept."""
    if text.isascii() and text.isprintable():
        return text  # as most is
    text = text.translate(_PICTURES)
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def json_printable(json: str) -> str:
    """JSON whose strings hold no character that ``printable`` would show: those are escaped, and so not lost."""
    # json.dumps escapes U+0000 to U+001F only; others too can command a terminal.
    json = json.translate(_json_escapes())
    return json if json.isascii() else json.encode(errors="backslashreplace").decode()


@lru_cache
def _json_escapes() -> dict[int, str]:
    return {
        code: f"\\u{code:04x}" if code < 0x10000 else f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
        for code in CONTROL
    }


def safe_message(text: str) -> str:
    """``text`` as one line to tell a person: printable, and neither it nor what it quotes longer than can be read."""
    # Only up to the last closing mark: each opening one behind it would be looked through to the end in vain.
    quoted, closing, rest = text.rpartition("”")
    text = re.sub(r"“([^”]*)”", _shortened, quoted + closing) + rest
    return _cut(printable(text).replace("\n", "␊"), _SENTENCE)


def _shortened(match: re.Match[str]) -> str:
    return f"“{_cut(match[1], _QUOTED)}”"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"

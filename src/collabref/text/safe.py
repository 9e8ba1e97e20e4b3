"""Text that is safe to show: it cannot control a terminal or be hidden, and is no longer than people can read."""

import re
from functools import lru_cache

# Characters that must never take effect: those that control a terminal (except a newline), change the direction of
# text, or are merely invisible (deprecated format characters, interlinear annotations, tag characters). Soft hyphens
# and zero-width spaces and joiners stay: titles copied from the web and from PDF files are full of them, Persian,
# Indic scripts, Thai and emoji need them, and they control nothing. (``fold`` ignores them, so that they cannot
# make one id look like another.)
CONTROL = (
    *range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0),
    0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070),
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
)  # fmt: skip
_PICTURES = {
    code: chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    for code in CONTROL
}

# Limits, in characters, for a quotation in a message and for the message.
_QUOTED, _SENTENCE = 120, 2000


def printable(text: str) -> str:
    """``text`` with control characters and half characters made visible; newlines are kept."""
    if text.isascii() and text.isprintable():
        return text  # as in most cases
    text = text.translate(_PICTURES)
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def json_printable(json: str) -> str:
    """JSON in which the characters that ``printable`` would make visible are escaped, and so not lost."""
    # json.dumps escapes only U+0000 to U+001F; others can also control a terminal.
    json = json.translate(_json_escapes())
    return json if json.isascii() else json.encode(errors="backslashreplace").decode()


@lru_cache
def _json_escapes() -> dict[int, str]:
    return {
        code: f"\\u{code:04x}" if code < 0x10000 else f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
        for code in CONTROL
    }


def safe_message(text: str) -> str:
    """``text`` as one line for a message: printable, with limits on the length of the line and of each quotation."""
    # Only up to the last closing mark: each opening mark after it would be searched to the end in vain.
    quoted, closing, rest = text.rpartition("”")
    text = re.sub(r"“([^”]*)”", _shortened, quoted + closing) + rest
    return _cut(printable(text).replace("\n", "␊"), _SENTENCE)


def _shortened(match: re.Match[str]) -> str:
    return f"“{_cut(match[1], _QUOTED)}”"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"

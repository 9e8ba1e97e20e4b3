"""msgspec's verdicts on a value, in plain words."""

import re

from collabref.text import listed

_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_PLAIN = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list", "object": "a mapping", "null": "nothing",
}  # fmt: skip


def in_words(verdict: str, field: str) -> tuple[str, str]:
    """What is wrong with the value of ``field``, as a sentence, and what to do about it."""
    match = _EXPECTED.match(verdict)
    if not match:
        return f"“{field}” is not right: {verdict}.", "Correct it."
    expected = listed(_PLAIN.get(name, name) for name in match[1].split(" | ") if name != "null")
    got = _PLAIN.get(match[2], match[2])
    quote = "text" in expected and match[2] in ("int", "bool", "float")
    return f"“{field}” must be {expected}, not {got}.", "Put it in quotation marks." if quote else "Correct it."

r"""The people of a BibTeX field, as CSL has them.

BibTeX's own rules (First von Last · von Last, First · von Last, Jr, First; anything in braces is one word; a
field entirely in braces is a body), and biblatex's extended names (``family=…, given=…, prefix=…``).
They are relaxed where people can tell more than BibTeX can: letter case is that of the printed letter (``{\'A}``
is a capital); lower-case words inside a family name (Ortega y Gasset, José) belong to it; a name without
capitals has no particle; a suffix may replace the given name (Ivy Moss, Jr.).

Sources: Patashnik, *Designing BibTeX styles*, 1988, on names; the biblatex manual, on its extended name format.
"""

import re
from collections.abc import Iterator

from collabref.load.latex import plain, without_entities

Name = dict[str, str]

_OTHERS = frozenset(["others", "et al", "et al.", "et. al.", "et alii"])
_SUFFIX = re.compile(r"(?i)(?:jr|sr)\.?|II|III|IV")
# Each of these also finds braces, and skips escaped characters.
_SEPARATOR = re.compile(r"(?is)\\.|[{}]|(?P<separator>(?<!\S)and(?!\S)|;)")
_SEPARATOR_OR_AND_SIGN = re.compile(r"(?is)(?P<separator>(?<!\S)(?:and|\\?&)(?!\S)|;)|\\.|[{}]")
_COMMA = re.compile(r"(?s)\\.|[{}]|(?P<separator>,)")
_SPACE = re.compile(r"(?s)\\.|[{}]|(?P<separator>[\s~])")
_KEY = re.compile(r"\s*(?P<key>family|given|prefix|suffix|useprefix|juniorcomma|(?:family|given|prefix|suffix)-i)\s*=")


def people(value: str) -> tuple[list[Name], bool, list[str]]:
    """The people of a field.

    Args:
        value: the field, unchanged, in LaTeX.

    Returns:
        The names; whether there are more ("and others"); and the names with too many parts to be parsed,
        which are read as printed.
    """
    if not value:
        return [], False, []
    names: list[Name] = []
    odd: list[str] = []
    more = False
    for words in _split(value):
        if words.strip("{}, ~").lower() in _OTHERS:
            more = True
        elif name := _name(words, odd):
            names.append(name)
    return names, more, odd


def _split(value: str) -> Iterator[str]:
    """The names of a list, separated by "and", by semicolons (as some programs do), or by & if names have commas."""
    commas = len(_outside_braces(value, _COMMA)) > 1
    parts = _outside_braces(without_entities(value), _SEPARATOR_OR_AND_SIGN if commas else _SEPARATOR)
    return (stripped for words in parts if (stripped := words.strip()).strip("{}, ~&\\"))


def _outside_braces(value: str, separator: re.Pattern[str]) -> list[str]:
    """``value`` split at separators outside braces."""
    parts: list[str] = []
    start, depth = 0, 0
    for token in separator.finditer(value):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and token["separator"]:
            parts.append(value[start : token.start()])
            start = token.end()
    return [*parts, value[start:]]


def _name(words: str, odd: list[str]) -> Name:
    if _braced(words):
        inside = words[1:-1].strip()
        return _extended(inside) if _KEY.match(inside) and "," in inside else _without_empty({"literal": plain(words)})
    if _KEY.match(words):
        return _extended(words)
    parts = [part.strip() for part in _outside_braces(words, _COMMA)]
    if len(parts) > 3 and not any(parts[3:]):
        parts = parts[:3]
    if len(parts) == 2 and _SUFFIX.fullmatch(plain(parts[1])):
        return _in_order(parts[0]) | {"suffix": plain(parts[1])}
    if len(parts) == 2 and not parts[1] and " " in parts[0]:
        return {"literal": plain(parts[0])}  # EndNote marks a body with a comma after its name
    if len(parts) == 1:
        return _in_order(words)
    if len(parts) <= 3:
        particle, family = _particle_first(_words(parts[0]))
        suffix = parts[1] if len(parts) == 3 else family.pop() if _ends_in_suffix(family) else ""
        return _person(particle, family, [parts[-1]], suffix)
    odd.append(plain(words))
    return _without_empty({"literal": plain(words)})


def _extended(words: str) -> Name:
    """A name in biblatex's extended format. A particle is dropped in sorting unless ``useprefix`` says otherwise."""
    given: Name = {}
    for part in _outside_braces(words, _COMMA):
        key, _, value = part.partition("=")
        given[key.strip().lower()] = plain(value.strip().strip('"'))
    particle = "non-dropping-particle" if given.get("useprefix", "").lower() == "true" else "dropping-particle"
    name = {
        "family": given.get("family", ""),
        "given": given.get("given", ""),
        particle: given.get("prefix", ""),
        "suffix": given.get("suffix", ""),
    }
    return _without_empty(name)


def _in_order(words: str) -> Name:
    """A name without a comma: First von Last."""
    parts = _words(words)
    if "&" in parts or r"\&" in parts:
        return {"literal": plain(words)}  # a firm
    if len(parts) > 2 and re.fullmatch(r"(?i)[js]r\.?", parts[-1]):
        return _in_order(" ".join(parts[:-1])) | {"suffix": parts[-1]}
    low = [number for number, word in enumerate(parts[:-1]) if _is_low(word)]
    if not low or all(map(_is_low, parts)):
        return _person([], parts[-1:], parts[:-1])
    return _person(parts[low[0] : low[-1] + 1], parts[low[-1] + 1 :], parts[: low[0]])


def _particle_first(words: list[str]) -> tuple[list[str], list[str]]:
    """Particle and family name of a name before its first comma."""
    end = next((number for number, word in enumerate(words) if not _is_low(word)), 0)
    return words[:end], words[end:]


def _ends_in_suffix(family: list[str]) -> bool:
    return len(family) > 1 and bool(_SUFFIX.fullmatch(family[-1]))


def _words(words: str) -> list[str]:
    return [word for word in _outside_braces(words, _SPACE) if word]


def _is_low(word: str) -> bool:
    """Whether a word belongs to a particle: its first letter is lower case. Words in braces have no letter case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = next(filter(str.isalpha, plain(word)), "")
    return letter.islower()


def _person(particle: list[str], family: list[str], given: list[str], suffix: str = "") -> Name:
    name = {
        "family": plain(" ".join(family)),
        "given": plain(" ".join(given)),
        "non-dropping-particle": plain(" ".join(particle)),
        "suffix": plain(suffix),
    }
    return _without_empty(name)


def _without_empty(name: Name) -> Name:
    return {part: text for part, text in name.items() if text}


def _braced(words: str) -> bool:
    """Whether one pair of braces encloses the whole name."""
    if not (words.startswith("{") and words.endswith("}")) or words.startswith("{\\"):
        return False
    depth = 0
    for position, character in enumerate(words):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position == len(words) - 1
    return False

"""Text as people type it and as it is compared: folding and splitting into words.

Folding is applied to both sides of every comparison, so a rule here may be crude as long as it
is the same for both: ``organise`` and ``organize`` must give the same result, but it does not matter which.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ",
    }
    # Nobody can see or type these: texts that differ only in them are the same.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)  # fmt: skip

# British to American, on one folded word. Crude on purpose (see the module's docstring).
_SPELLINGS = [
    (r"^programme", "program"),
    (r"(?<=[a-z]{3})our(?=$|[seiafhl])", "or"),
    (r"practis(?=e|i)", "practic"),
    (r"is(?=(e|ed|es|er|ers|ing|able|ation|ations|ational)$)", "iz"),
    (r"(?<=ly)s(?=(e|ed|es|er|ers|ing)$)", "z"),
    (r"([tbv])re(?=(s|d)?$)", r"\1er"),
    (r"ogue(?=s?$)", "og"),
    (r"(defen|offen|licen|preten)c(?=e)", r"\1s"),
    (r"(acknowledg|judg)e(?=ment)", r"\1"),
    (r"^(sm|m)ould", r"\1old"),
    (r"ageing", "aging"),
    (r"^scept", "skept"),
    (r"^grey", "gray"),
    (r"ae|oe", "e"),
    (r"ph", "f"),
    (r"ll", "l"),
]

# What every rule above needs: most words have none of it, and need no further check.
_RESPELT = r"our|is|ys|[tbv]re|ogue|nce|gement|ageing|^scept|^grey|ae|oe|ph|ll|ould|^programme"

# Soft hyphens and joiners come inside a word; a zero-width space comes between two (as in Thai).
_WORD = re.compile(r"[^\W_]+(?:['’\u00ad\u200c\u200d\u2060\ufeff]+[^\W_]+)*")

# Parts of a long text that never split a syllable; sorting the accents of a short part costs nothing.
_SHORT = 1000
_PARTS = re.compile(rf"(?s).{{1,{_SHORT}}}[\u0300-\u036f\u1160-\u11ff\u3099\u309a]{{,30}}")


def fold(text: str) -> str:
    """``text`` without case, accents, typographic punctuation or doubled spaces."""
    text = text.casefold()
    if not text.isascii():
        text = text.encode(errors="replace").decode()  # an argument that is not UTF-8 contains half characters
        # Decomposition can produce capitals and letters of the table, so this is done twice.
        for _ in range(2):
            text = text.translate(_LETTERS)
            text = text.translate({ord(character): _base(character) for character in set(text)}).casefold()
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    """A character decomposed, without its accents: decomposing a whole text would sort them, in quadratic time."""
    from unicodedata import combining, normalize

    return "".join(part for part in normalize("NFKD", character) if not combining(part))


def composed(text: str) -> str:
    """``text`` with letters and accents composed (Unicode's NFC), in linear time.

    Very long runs of accents, which would be sorted, are cut: Unicode allows for 30 (UAX 15, “Stream-Safe Text”).
    """
    if text.isascii():
        return text
    from unicodedata import normalize

    parts = [text] if len(text) <= _SHORT else _PARTS.findall(text)
    return "".join([normalize("NFC", part) for part in parts])


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """One word as the full-text index holds it: folded, without a possessive, in one spelling."""
    word = fold(word).removesuffix("'s").replace("'", "").replace(" ", "")
    if re.search(_RESPELT, word):
        for pattern, replacement in _SPELLINGS:
            word = re.sub(pattern, replacement, word)
    return word


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of ``text``, as matches with their positions."""
    return _WORD.finditer(text)


def word_list(text: str) -> list[str]:
    """The words of ``text``, as written."""
    return _WORD.findall(text)


def indexed(text: str) -> str:
    """``text`` as the full-text index holds it: its nth word is the nth word of ``text``, folded."""
    return folded(word_list(text))


def folded(words: list[str]) -> str:
    """Words as the full-text index holds them."""
    return " ".join([fold_word(word) or "_" for word in words])

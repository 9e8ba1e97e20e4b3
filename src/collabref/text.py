"""Text as people type it and as it is compared: folding, words, near matches.

Folding is applied to both sides of every comparison, so a rule here may be crude as long as it
is the same for both: ``organise`` and ``organize`` must meet, what they meet as is nobody's concern.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ",
    }
    # Nobody sees these, or can type them: what differs in them alone is the same.
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

# What every rule above needs: most words have none of it, and need no further look.
_RESPELT = r"our|is|ys|[tbv]re|ogue|nce|gement|ageing|^scept|^grey|ae|oe|ph|ll|ould|^programme"

# A soft hyphen and joiners stand inside a word; a zero-width space stands between two (in Thai, for one).
_WORD = re.compile(r"[^\W_]+(?:['’\u00ad\u200c\u200d\u2060\ufeff]+[^\W_]+)*")

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

# What is percent-encoded in the path of an address; % itself too, unless the text is from an address already.
_NOT_IN_ADDRESS = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9%/:()!$&'*,=@._~-]")

# Parts of a long text, with the letters of no syllable apart; the sorting of accents in a short one costs nothing.
_SHORT = 1000
_PARTS = re.compile(rf"(?s).{{1,{_SHORT}}}[\u0300-\u036f\u1160-\u11ff\u3099\u309a]{{,30}}")

# Longer words are a mistake of another kind than a slip of the fingers.
_MENDABLE = 100

# What is quoted in a sentence is cut after so many characters, and the sentence after so many.
_QUOTED, _SENTENCE = 120, 2000


def fold(text: str) -> str:
    """``text`` without case, accents, typographic punctuation or doubled spaces."""
    text = text.casefold()
    if not text.isascii():
        text = text.encode(errors="replace").decode()  # an argument that is not UTF-8 holds half characters
        # Taking letters apart can bring out capitals and letters of the table: so twice.
        for _ in range(2):
            text = text.translate(_LETTERS)
            text = text.translate({ord(character): _base(character) for character in set(text)}).casefold()
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    """A character taken apart, without its accents: those of a whole text would be sorted, in quadratic time."""
    from unicodedata import combining, normalize

    return "".join(part for part in normalize("NFKD", character) if not combining(part))


def composed(text: str) -> str:
    """``text`` with letters and accents in one character (Unicode's NFC), in linear time.

    Runs of accents without end, which would be sorted, are cut: Unicode allows for 30 (UAX 15, “Stream-Safe Text”).
    """
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
    """The words of ``text``, as matches that say where they stand."""
    return _WORD.finditer(text)


def word_list(text: str) -> list[str]:
    """The words of ``text``, as they are written."""
    return _WORD.findall(text)


def indexed(text: str) -> str:
    """``text`` as the full-text index holds it: its nth word is the nth word of ``text``, folded."""
    return folded(word_list(text))


def folded(words: list[str]) -> str:
    """Words as the full-text index holds them."""
    return " ".join([fold_word(word) or "_" for word in words])


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def printable(text: str) -> str:
    """``text`` with what must not be obeyed shown instead, and halves of characters too; newlines are kept."""
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


def sentence(text: str) -> str:
    """``text`` as one line to tell a person: printable, and neither it nor what it quotes longer than can be read."""
    # Only up to the last closing mark: each opening one behind it would be looked through to the end in vain.
    quoted, closing, rest = text.rpartition("”")
    text = re.sub(r"“([^”]*)”", _shortened, quoted + closing) + rest
    return _cut(printable(text).replace("\n", "␊"), _SENTENCE)


def _shortened(match: re.Match[str]) -> str:
    return f"“{_cut(match[1], _QUOTED)}”"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def near(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to ``most`` of ``known`` that ``word`` may have been meant for, best first."""
    from difflib import SequenceMatcher

    if len(word) > _MENDABLE:
        return []
    wanted = fold(word)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored = []
    for position, candidate in enumerate(known):
        if len(candidate) > _MENDABLE:
            continue
        other = fold(candidate)
        matcher.set_seq1(other)
        hopeless = matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6
        score = 0.0 if hopeless else matcher.ratio()
        if len(wanted) >= 3 and other.startswith(wanted):
            score = max(score, 0.9)
        elif len(wanted) >= 4 and wanted in other:
            score = max(score, 0.7)
        if score >= 0.6:
            scored.append((-score, position, candidate))
    return [candidate for _, _, candidate in sorted(scored)[:most]]


def a(noun: str) -> str:
    """``noun`` with its indefinite article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def listed(items: Iterable[str], conjunction: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} {conjunction} {last}" if head else last


def number_of(count: int, one: str, many: str) -> str:
    """``1 study``, ``2 studies``: a number with its noun."""
    return f"{count} {one if count == 1 else many}"


def is_web(address: str) -> bool:
    """Whether an address is the web's, and whole: a foreign library may hold any other kind."""
    return re.fullmatch(r"(?i)https?://[^\s<>]+", address) is not None and printable(address) == address


def doi_address(doi: str) -> str:
    """The address of a DOI. The DOI may hold anything (SICI ones have < and >); its address may not.

    Source: DOI Handbook, “Encoding issues”; RFC 3986, section 3.3.
    """
    return f"https://doi.org/{_in_address(doi)}"


def pmid_address(pmid: str) -> str:
    """The address of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{_in_address(pmid)}/"


def _in_address(text: str) -> str:
    return _NOT_IN_ADDRESS.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode(errors="replace")), text
    )


def bare_doi(words: str) -> str:
    """A DOI without a resolver's address or a label before it."""
    return re.sub(r"(?i)^\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*)", "", words).strip()

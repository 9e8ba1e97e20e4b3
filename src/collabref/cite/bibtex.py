r"""References as BibTeX that pdflatex accepts unchanged, with natbib's styles or with biblatex.

Text is UTF-8 with LaTeX's special characters escaped; ``doi``, ``url`` and keys are never escaped, since
``\url`` and the like need them raw. Entry types are those of BibTeX's standard styles: web pages are
``@misc``, since only biblatex has ``@online``. Titles are in double braces, as some styles would
otherwise print "quality improvement in the nhs".

Source: Patashnik, *BibTeXing*, 1988; the biblatex manual, section 2.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import name as character_name

from collabref.cite.fields import field
from collabref.cite.values import (
    SEASONS,
    Reference,
    date,
    date_range,
    goes_on,
    is_masters,
    keyword_line,
    keywords,
    loose_date,
    names,
    particle,
    plain,
    season,
    text,
    whole_issue,
)
from collabref.text.fold import fold
from collabref.text.scripts import SUBSCRIPTS, SUPERSCRIPTS

_ENTRIES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "classic": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "standard": "techreport",
    "thesis": "phdthesis",
}
# Two kinds of article that biblatex and pandoc distinguish by a field.
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school", "misc": "organization"}

# Variables whose field is the same in every entry: text before and after the numbers, addresses, and other dates.
_TEXTS = (
    "container-title-short", "volume", "edition", "version", "chapter-number", "genre", "number-of-pages",
    "number-of-volumes", "title-short", "event-title", "event-place", "status",
)  # fmt: skip
_ADDRESSES = ("DOI", "URL")
_IDENTIFIERS = ("PMID", "PMCID", "ISBN", "ISSN", "language")
_OTHER_DATES = ("event-date", "original-date")

# Greek letters that look Latin have no command of their own.
_NO_COMMAND = frozenset(
    ["omicron", "Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu", "Omicron", "Rho", "Tau", "Chi"]
)


def _greek(letter: str) -> str:
    # "GREEK SMALL LETTER BETA" is \beta, "GREEK CAPITAL LETTER GAMMA" is \Gamma.
    _, size, _, *name = character_name(letter).lower().replace("lamda", "lambda").split()
    command = name[0].capitalize() if size == "capital" else name[0].replace("final", "varsigma")
    return letter if command in _NO_COMMAND else rf"\ensuremath{{\{command}}}"


_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "&%#_$"}
    | {letter: _greek(letter) for letter in "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # BibTeX counts even braces escaped by a backslash, so a lone one would break the file.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        # In LaTeX's default font encoding these print as inverted ! and ?.
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        # What LaTeX's UTF-8 support lacks outside formulas.
        "≤": r"\ensuremath{\leq}",
        "≥": r"\ensuremath{\geq}",
        "≠": r"\ensuremath{\neq}",
        "≈": r"\ensuremath{\approx}",
        "→": r"\ensuremath{\rightarrow}",
        "−": r"\ensuremath{-}",
    }
)
# Runs of Unicode superscripts or subscripts, most of which LaTeX lacks. (Of several signs for one, the first counts.)
_RAISED = {chr(high): chr(low) for low, high in reversed(SUPERSCRIPTS.items())}
_LOWERED = {chr(high): chr(low) for low, high in reversed(SUBSCRIPTS.items())}
_RUNS = re.compile(f"[{re.escape(''.join(_RAISED))}]+|[{re.escape(''.join(_LOWERED))}]+")
# Pairs of these LaTeX would merge into one character: a dash, a quotation mark, ¿ or ¡.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)|(?<=[?!])(?=`)")
# Characters that are safe in a key for every style, and mean nothing to BibTeX, \cite or a shell.
_KEY = re.compile(r"[^A-Za-z0-9:._+/-]+")
_PAGE_DASH = re.compile(r"(?<=\w)\s*[–-]+\s*(?=\w)")
_UNSAFE_IN_ADDRESS = re.compile(r"[ {}\\]")


def write(references: Sequence[Reference]) -> str:
    """The references as BibTeX entries, in their order; empty for none."""
    keys = _keys([plain(reference.get("id")) for reference in references])
    return "\n".join(_entry(reference, key) for reference, key in zip(references, keys, strict=True))


def escape(words: str) -> str:
    """``words`` as LaTeX that prints them, in any font encoding."""
    escaped = _LIGATURE.sub("{}", words.translate(_ESCAPES))
    return escaped if escaped.isascii() else _RUNS.sub(_raised, escaped)


def _raised(match: re.Match[str]) -> str:
    command, signs = ("textsuperscript", _RAISED) if match[0][0] in _RAISED else ("textsubscript", _LOWERED)
    return f"\\{command}{{{''.join(signs[sign] for sign in match[0])}}}"


def _keys(ids: list[str]) -> Iterator[str]:
    """A safe key for each id, unique whatever the letter case; an id that is safe is its own key."""
    taken = {id.lower() for id in ids if id and not _KEY.search(id)}
    given: set[str] = set()
    numbers: dict[
        str, int
    ] = {}  # how often a key was wanted: counting again from one each time would take quadratic time
    for id in ids:
        safe = id and not _KEY.search(id)
        base = id if safe else _KEY.sub("-", id if id.isascii() else fold(id)).strip("-") or "reference"
        key, number = base, numbers.get(base.lower(), 1)
        while key.lower() in given or (key != id and key.lower() in taken):
            number += 1
            key = f"{base}-{number}"
        numbers[base.lower()] = number
        given.add(key.lower())
        yield key


def _entry(reference: Reference, key: str) -> str:
    kind = text(reference, "type")
    entry = _ENTRIES.get(kind, "misc")
    if entry == "phdthesis" and is_masters(text(reference, "genre")):
        entry = "mastersthesis"
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(reference, kind, entry) if value]
    return "\n".join([f"@{entry}{{{key},", *lines, "}", ""])


def _fields(reference: Reference, kind: str, entry: str) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        yield role, _people(reference, role)
    yield "title", _title(text(reference, "title"))
    yield _CONTAINERS.get(entry, "howpublished"), _title(text(reference, "container-title"))
    yield "entrysubtype", _SUBTYPES.get(kind, "")
    yield field("collection-title", "bibtex"), _title(text(reference, "collection-title"))
    yield _PUBLISHERS.get(entry, "publisher"), _listed(text(reference, "publisher"))
    yield field("publisher-place", "bibtex"), _listed(text(reference, "publisher-place"))
    for variable in _TEXTS:
        yield field(variable, "bibtex"), escape(text(reference, variable))
    yield from _numbers(reference, entry)
    pages = _PAGE_DASH.split(text(reference, "page"))
    yield field("page", "bibtex"), "--".join(map(escape, pages))
    issued = date(reference, "issued")
    yield "year", f"{issued[0]:04}" if issued else escape(plain(loose_date(reference, "issued")))
    yield from zip(("month", "day"), map(str, issued[1:]), strict=False)
    span = date_range(reference, "issued")  # a range or a season, which year, month and day cannot express
    yield "date", span if "/" in span or season(reference, "issued") in SEASONS else ""
    for variable in _OTHER_DATES:
        yield field(variable, "bibtex"), date_range(reference, variable)
    for variable in _ADDRESSES:
        yield field(variable, "bibtex"), _UNSAFE_IN_ADDRESS.sub(_percent, text(reference, variable))
    for variable in _IDENTIFIERS:
        yield field(variable, "bibtex"), escape(text(reference, variable))
    accessed = "-".join(f"{part:02}" for part in date(reference, "accessed"))
    yield field("accessed", "bibtex"), accessed
    yield field("note", "bibtex"), _note(text(reference, "note"), accessed)
    yield field("keyword", "bibtex"), escape(keyword_line(keywords(reference)))
    yield field("abstract", "bibtex"), escape(text(reference, "abstract"))
    yield field("annote", "bibtex"), escape(text(reference, "annote"))


def _numbers(reference: Reference, entry: str) -> Iterator[tuple[str, str]]:
    number, issue = text(reference, "number"), whole_issue(reference)
    if entry == "article":
        yield "number", escape(issue)
        # biblatex prints both eid and pages: an article number in both is written once.
        yield "eid", escape(number if number != text(reference, "page") else "")
    else:
        yield "number", escape(number or text(reference, "collection-number"))
        yield "issue", escape(issue)


def _title(words: str) -> str:
    return f"{{{escape(words)}}}" if words else ""


def _listed(words: str) -> str:
    """A publisher or place: biblatex splits these at "and", unless they are in braces."""
    return f"{{{escape(words)}}}" if re.search(r"\sand\s", words, re.IGNORECASE) else escape(words)


def _note(note: str, accessed: str) -> str:
    """The note, with the date of access in words: the standard styles have no other field for it."""
    said = f"Accessed {accessed}" if accessed and "accessed" not in note.lower() else ""
    return ". ".join(filter(None, (escape(note).rstrip("."), said))) if said else escape(note)


def _people(reference: Reference, role: str) -> str:
    people = list(filter(None, map(_person, names(reference, role))))
    return " and ".join([*people, "others"] if people and goes_on(reference, role) else people)


def _person(name: Reference) -> str:
    given, suffix, family = (plain(name.get(part)) for part in ("given", "suffix", "family"))
    if not family:
        body = escape(plain(name.get("literal")) or given)
        return f"{{{body}}}" if body else ""
    if not given and not suffix and not particle(name):
        return f"{{{escape(family)}}}" if " " in family else _part(family)
    # Without braces, a word that begins in lower case would be taken for a particle.
    last = _part(family) if all(word[0].isupper() for word in family.split()) else f"{{{escape(family)}}}"
    last = f"{_part(particle(name))} {last}".strip()
    # In three parts the second is a suffix; in two it is the given name.
    return f"{last}, {_part(suffix)}, {_part(given)}" if suffix else f"{last}, {_part(given)}" if given else last


def _part(words: str) -> str:
    """A part of a name, in braces if it contains something that separates names."""
    return f"{{{escape(words)}}}" if re.search(r",|\band\b", words, re.IGNORECASE) else escape(words)


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"

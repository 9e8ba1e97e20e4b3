"""What a DOI, a PMID and a PMCID look like, and how they are written: with a label, as an address, in a text.

Patterns are not compiled here: reading commands import this module without needing most of them.
"""

import re
from collections.abc import Callable
from typing import Final

from collabref.text.fold import fold

# A DOI: directory indicator 10, a registrant code (which may be divided by full stops), a slash and a suffix of any
# printable characters (ISO 26324; https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html). The four to nine digits
# are Crossref's (https://www.crossref.org/blog/dois-and-matching-regular-expressions/). No suffix in use has a straight
# quotation mark; a text that goes on after one has.
DOI = r'10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s"]+'
# https://www.nlm.nih.gov/bsd/mms/medlineelements.html: PMID, one to eight digits; PMC, letters and digits. A PMCID may
# lack its letters where only a PMCID is expected, and may end in the version of the text.
PMID = r"[1-9][0-9]{0,7}"
_NUMBER_AND_VERSION = r"([1-9][0-9]{0,8})(?:\.[0-9]+)?"
PMCID = rf"(?:PMC)?{_NUMBER_AND_VERSION}"

_RESOLVER = r"(?:https?://)?(?:dx\.|www\.)?doi\.org/"
_PUBMED = r"(?:ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/|pubmed\.gov/)(?:\?term=)?"

# What the address of a work has after its DOI.
_AFTER_DOI = r"(?i)(?:/(?:full|abstract|pdf|epdf|html|full/html|fulltext)|\.pdf)/?$"


def whole_doi(words: str) -> str:
    """The DOI that these words are, with or without a resolver's address or a label; else empty."""
    doi, from_address = _bare(words)
    if from_address:  # in which a DOI is percent-encoded (DOI Handbook, “Encoding issues”)
        doi = _decoded(doi)
    return doi if re.fullmatch(DOI, doi) and doi.isprintable() else ""


def _bare(words: str) -> tuple[str, bool]:
    """What is left without a resolver's address or a label; and whether there was such an address."""
    words = words.strip()
    found = re.match(rf"(?i)(?:doi:?\s*(?!\.org)|info:doi/)?({_RESOLVER})?(?:doi:?\s*)?", words)
    assert found is not None  # every part of it may be missing
    doi = words[found.end() :]
    if doi[-5:].lower() == "[doi]":
        doi = doi[:-5]
    return doi.strip(), bool(found[1])


def whole_pmid(words: str) -> str:
    """The number in PubMed that these words are, with or without its label or address; else empty."""
    address = rf"https?://(?:www\.)?(?:{_PUBMED}|europepmc\.org/(?:article|abstract)/MED/)({PMID})/?(?:[?#]\S*)?"
    found = re.fullmatch(rf"(?i)(?:(?:PMID|PubMed(?: ID)?)[:\s]*0*)?({PMID})|{address}", words.strip())
    return found[1] or found[2] if found else ""


def whole_pmcid(words: str) -> str:
    """The number in PubMed Central that these words are, as ``PMC123``; with or without its label or address."""
    found = re.fullmatch(
        rf"(?i)(?:PMCID[:\s]*|https?://\S+/(?=PMC)|https?://\S+/pmc/articles/)?(?:PMC\s*)?{_NUMBER_AND_VERSION}/?",
        words.strip(),
    )
    return f"PMC{found[1]}" if found else ""


# The identifiers by which a work is recognised, the best first.
WHOLE: Final[dict[str, Callable[[str], str]]] = {"DOI": whole_doi, "PMID": whole_pmid, "PMCID": whole_pmcid}


def identifier(variable: str, words: str) -> str:
    """The DOI, PMID or PMCID that these words are, without label and address; anything else with only its label removed."""
    return WHOLE[variable](words) or (_bare(words)[0] if variable == "DOI" else words.strip())


def find_doi(words: str) -> str:
    """The first DOI in a text; empty if there is none."""
    found = re.search(rf"(?<![\w.]){DOI}", words)
    return found[0].rstrip(".,;") if found else ""


def find_pmid(words: str) -> str:
    """The first number in a text that is labelled as PubMed's, or is in one of its addresses."""
    label = r"PMID|PubMed(?: ID)?"
    found = re.search(
        rf"(?i)\b(?:{label}|MEDLINE):\s*(?:NLM)?0*({PMID})\b|\b(?:{label}) ([1-9][0-9]{{4,7}})\b|\b({PMID})\s*\[pmid\]",
        words,
    ) or re.search(rf"(?i){_PUBMED}({PMID})\b", words)
    return next(filter(None, found.groups())) if found else ""


def find_pmcid(words: str) -> str:
    """The first number of PubMed Central in a text, as ``PMC123``."""
    found = re.search(rf"(?i)\bPMC{_NUMBER_AND_VERSION}\b", words)
    return f"PMC{found[1]}" if found else ""


def doi_in_address(address: str) -> str:
    """The DOI in the path of a work's address, on any site; empty if there is none."""
    _, found, rest = address.partition("/10.")
    path = re.split("[?#]", rest, maxsplit=1)[0]
    return whole_doi(re.sub(_AFTER_DOI, "", _decoded(f"10.{path}"))) if found else ""


def as_named(typed: str) -> str:
    """What was typed as names are stored: folded; of an identifier with its label or its address only the number."""
    text = fold(typed).strip()
    number = ""  # most names are no identifiers, and then no pattern is needed
    if "10." in text:
        number = whole_doi(text) or (doi_in_address(text) if text.startswith("http") else "")
    if not number and ("pmid" in text or "pubmed" in text or "/med/" in text):
        number = whole_pmid(text)
    if not number and "pmc" in text:
        number = whole_pmcid(text)
    return fold(number) if number else text


def _decoded(words: str) -> str:
    if "%" not in words:
        return words
    from urllib.parse import unquote  # not needed by most commands

    try:
        return unquote(words, errors="strict")
    except UnicodeDecodeError:
        return words

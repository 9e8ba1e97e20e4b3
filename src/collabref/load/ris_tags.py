"""What the tags of RIS mean, which depends on the type of the record and on the database that wrote it.

Sources: the RefMan (RIS) tag table of EndNote (2011); what Zotero's RIS translator reads; and exports of PubMed,
Embase, Ovid, EBSCO, Scopus, Web of Science, ProQuest, Cochrane, Zotero, EndNote, Mendeley and RefWorks.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal", "INPR": "article-journal",
    "ABST": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book",
    "EDBOOK": "book", "SER": "book", "CLSWK": "classic", "ANCIENT": "classic", "CHAP": "chapter", "ECHAP": "chapter",
    "RPRT": "report", "GOVDOC": "report", "GRANT": "report", "GRNT": "report", "STAND": "standard", "THES": "thesis",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "ELEC": "webpage", "WEB": "webpage", "ICOMM": "webpage",
    "BLOG": "post-weblog", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset", "COMP": "software",
    "DICT": "entry-dictionary", "ENCYC": "entry-encyclopedia", "UNPB": "manuscript", "UNPD": "manuscript",
    "MANSCPT": "manuscript", "PAMP": "pamphlet", "PAT": "patent", "STAT": "legislation", "LEGAL": "legislation",
    "CASE": "legal_case", "BILL": "bill", "UNBILL": "bill", "HEAR": "hearing", "MAP": "map", "SLIDE": "speech",
    "PCOMM": "personal_communication", "MPCT": "motion_picture", "VIDEO": "motion_picture", "ADVS": "motion_picture",
    "MULTI": "motion_picture", "SOUND": "song", "MUSIC": "musical_score", "ART": "graphic", "FIGURE": "figure",
    "CHART": "figure", "GEN": "document",
}  # fmt: skip

PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
# Works without a container: their T2 is a series unless they have a T3, and their SP is the number of pages.
ALONE = frozenset({"book", "report", "standard", "thesis", "classic", "manuscript", "pamphlet", "software", "map"})
# Works with their own number rather than one of the book trade.
NUMBERED = frozenset({"report", "standard", "patent", "legislation", "legal_case", "bill", "hearing"})

# For these, EndNote's DA is the date of access; PY is the year of the work.
DA_IS_ACCESSED = frozenset({"EJOUR", "EBOOK", "AGGR", "DBASE", "MULTI"})

# CSL variable -> the tags that may hold it, best first.
TEXTS = {
    "title": ("TI", "T1", "CT", "ST"),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "language": ("LA",),
    "title-short": ("ST",),
    "number-of-volumes": ("NV",),
    "call-number": ("CN",),
    "source": ("DB",),
}

# The tag of a person -> the role in CSL, for all types and for some. An empty role is one that CSL lacks
# (the advisor of a thesis, the sponsor of a conference): the tag is kept unchanged.
_ROLES = {"AU": "author", "A1": "author", "ED": "editor", "A2": "editor", "A3": "editor", "A4": "translator"}
_ROLES_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "BOOK": {"A2": "collection-editor"},
    "EBOOK": {"A2": "collection-editor"},
    "EDBOOK": {"AU": "editor", "A1": "editor", "A2": "collection-editor", "A3": "collection-editor"},
    "SER": {"A3": "collection-editor"},
    "CHAP": {"A3": "collection-editor"},
    "ECHAP": {"A3": "collection-editor"},
    "CONF": {"A3": "collection-editor", "A4": ""},
    "CPAPER": {"A3": "collection-editor", "A4": ""},
    "DICT": {"A3": "collection-editor"},
    "ENCYC": {"A3": "collection-editor"},
    "MAP": {"A2": "collection-editor", "A3": "collection-editor"},
    "RPRT": {"A2": "collection-editor", "A3": "", "A4": ""},
    "GOVDOC": {"A2": "", "A3": "collection-editor", "A4": ""},
    "THES": {"A2": "", "A3": "", "A4": ""},
    "SLIDE": {"A2": "", "A3": "", "A4": ""},
    "MPCT": {"A2": "", "A3": "producer", "A4": ""},
    "VIDEO": {"A2": "", "A3": "producer", "A4": ""},
    "SOUND": {"A2": "performer", "A3": "producer", "A4": ""},
    "MUSIC": {"A3": "collection-editor", "A4": "producer"},
    "PCOMM": {"A2": "recipient", "A3": "", "A4": ""},
    "ICOMM": {"A2": "recipient"},
    "BILL": {"A2": "", "A3": "", "A4": ""},
    "HEAR": {"A2": "", "A3": "", "A4": ""},
    "STAT": {"A2": "", "A3": "", "A4": ""},
    "CASE": {"A2": "", "A3": "", "A4": ""},
    "PAT": {"A2": "", "A3": "", "A4": ""},
}


def roles(kind: str) -> dict[str, str]:
    """The tags of people in a record of the type ``kind``, each with its role; empty for a role that CSL lacks."""
    return {**_ROLES, **_ROLES_BY_TYPE.get(kind, {})}


# Database document types that say only that an article is an article. Other words in M3 are a genre.
_PLAIN_ARTICLES = re.compile(
    r"(?:academic |scholarly |peer[- ]reviewed )?(?:journals?|periodicals?)(?: articles?)?|(?:original |research |review |journal "
    r"|electronic |full |published )*(?:articles?|papers?|research|reviews?)|article in press|early access|short survey|note"
    r"|conference paper|proceedings paper|feature|(?:randomi[sz]ed controlled|controlled clinical|clinical) (?:trial|study)"
    r"|multicenter study|comparative study|evaluation study|observational study|meta-analysis|systematic review"
    r"|research support.*|general information|english abstract|validation study|historical article|case reports?",
    re.IGNORECASE,
)


def is_genre(words: str, type: str) -> bool:
    """Whether the words of M3 name a genre: they are words, and say more than that an article is an article."""
    if len(words) > 200 or "://" in words or not re.search(r"[^\W\d_]{2}|[A-Z]\.[A-Z]", words):
        return False
    return type not in PERIODICALS or not all(map(_says_only_article, re.split(r"[;/|]", words)))


def _says_only_article(words: str) -> bool:
    words = words.strip()
    parts = words.split(",")
    return bool(_PLAIN_ARTICLES.fullmatch(words)) or all(_PLAIN_ARTICLES.fullmatch(part.strip()) for part in parts)


# What a database adds about its own record, which is not a note on the work.
ABOUT_THE_RECORD = re.compile(
    r"(?:Accession Number|Cited By|Times Cited|Export Date|Last updated|Date (?:completed|created|revised)|Copyright"
    r"|Correspondence Address|CODEN|Number of references|Document feature|People ?-|SubjectsTermNotLitGenreText"
    r"|Language of Original Document)\b",
    re.IGNORECASE,
)


class Origin(NamedTuple):
    """Where a record comes from, as far as it says.

    Attributes:
        said: whether it says anything.
        pubmed: whether its accession number is PubMed's.
        embase: from Embase, where M1 is an address and C5 may be a PubMed number.
        ovid: via Ovid, where M1 and IS may be the journal's numbers in a catalogue.
    """

    said: bool
    pubmed: bool
    embase: bool
    ovid: bool


_PUBMED = re.compile(r"\b(?:PubMed|MEDLINE|NLM|mnh|mdc|cmedm|mdl)\b", re.IGNORECASE)
_NOT_PUBMED = re.compile(r"embase|cinahl|scopus|psyc|web of science|central|cochrane", re.IGNORECASE)
_PUBMED_ADDRESS = re.compile(r"ovid\S*[?&]D=(?:med|pre|pmnm|prem)\w*&|ebscohost\S*[?&]db=(?:mnh|mdc|cmedm|mdl)\b")
_PROVIDER = re.compile(r"ovid.*|ebsco.*|proquest.*|elsevier.*", re.IGNORECASE)


def origin(tags: list[tuple[str, list[str]]]) -> Origin:
    """Where a record with these tags comes from.

    Its database (DB), its provider (DP), or a database address that contains its accession number
    says so.
    """
    named = [" ".join(lines) for tag, lines in tags if tag in ("DB", "DP", "DS") and any(lines)]
    addresses = [" ".join(lines) for tag, lines in tags if tag in ("UR", "LK", "L2", "L3")]
    numbers = [lines[0] for tag, lines in tags if tag in ("AN", "ID") and lines[0].isdigit()]
    pubmed = any(map(_PUBMED.search, named)) and not any(map(_NOT_PUBMED.search, named))
    if all(map(_PROVIDER.fullmatch, named)):
        pubmed = pubmed or any(map(_PUBMED_ADDRESS.search, addresses))
    return Origin(
        said=bool(named) or any(number in address for number in numbers[:2] for address in addresses),
        pubmed=pubmed,
        embase=any("embase" in words.lower() for words in (*named, *addresses)),
        ovid=any("ovid" in words.lower() for words in (*named, *addresses)),
    )

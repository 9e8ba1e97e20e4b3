"""What tells a work from others: its title, first author, year, identifiers and place, as they are compared."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from collabref.model.reference import doi_of, family_of, pmcid_of, pmid_of, year_of
from collabref.text.fold import fold, fold_word, word_list
from collabref.text.identifiers import doi_in_address

Item = dict[str, Any]

# Words that a journal's abbreviation leaves out.
_LEFT_OUT = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "de", "la", "et", "der", "und"])

# Where a journal's name ends and what databases add begins: “BMJ (Clinical research ed.)”, “JAMA - Journal of the …”.
_ADDED_TO_JOURNAL = re.compile(r"[:(=]| [-/] ")

# What publishers put before the title of an article that they have retracted: it is the same article.
_RETRACTED = re.compile(r"(?i)^\W*(?:retracted|withdrawn)(?: (?:article|paper|chapter))?\W*[:.\]]\s*")

# What the title of a notice about another work, or of an answer to it, has; such a notice is not that work.
_NOTICE = re.compile(
    r"^\W*(?:notice of |(?:author|publisher)(?:'?s|s')? )?"
    r"(?:errat|corrigend|correct(?:ion|ed)\b|retract|withdrawn|expression of concern|reply\b|response to|"
    r"comment(?:ary)? on|letter|re:)|\(vol\.? [^()]{1,40}\)$"
)

_PREPRINTS = re.compile(r"rxiv|ssrn|research square|preprint|authorea")
_GREY = ("report", "webpage", "post", "post-weblog", "article-magazine", "article-newspaper")
_KINDS = {
    "article-journal": "article",
    "review": "article",
    "paper-conference": "conference paper",
    "chapter": "chapter",
    "book": "book",
    "thesis": "thesis",
    **dict.fromkeys(_GREY, "report"),
}


class Work(NamedTuple):
    """What tells a work from others.

    Attributes:
        item: the reference itself.
        titles: its title, and an original one, each in folded words.
        short: the title without its subtitle, in folded words; empty where it has none.
        author: the first author's family name, letters and digits only.
        year: of publication.
        ids: its identifiers, by name.
        isbns: of the book.
        journal: the words of the journal or book.
        volume: of the journal.
        page: the first.
        alone: whether it has one page or article number, and no range.
        kind: what kind of publication it is; empty where that is not said.
        notice: whether it is a notice about another work, or an answer to it.
        address: on the web, as far as it tells one page from another.
    """

    item: Item
    titles: tuple[tuple[str, ...], ...]
    short: tuple[str, ...]
    author: str
    year: int | None
    ids: Mapping[str, str]
    isbns: frozenset[str]
    journal: tuple[str, ...]
    volume: str
    page: str
    alone: bool
    kind: str
    notice: bool
    address: str

    @property
    def title(self) -> tuple[str, ...]:
        """The title, in folded words."""
        return self.titles[0] if self.titles else ()


def work_of(item: Item) -> Work:
    """What tells a reference from others."""
    text = _RETRACTED.sub("", _plain(item, "title")).split(" | ")[0]  # after it a web page has the name of its site
    titles = [_words(title) for title in (text, _plain(item, "original-title")) if title]
    main, subtitle = _split(text)
    pages = [part for part in re.split(r"[-–—,;]", _plain(item, "page").casefold()) if part.strip()]
    return Work(
        item,
        tuple(dict.fromkeys(title for title in titles if title)),
        _words(main) if subtitle else (),
        _first_author(item),
        year_of(item),
        dict(_identifiers(item)),
        frozenset(_isbns(_plain(item, "ISBN"))),
        tuple(word for word in _words(_journal(item)) if word not in _LEFT_OUT),
        _volume(item),
        pages[0].strip() if pages else "",
        len(pages) == 1,
        _kind(item),
        bool(_NOTICE.search(fold(text))),
        re.sub(r"^https?://(?:www\.)?|(?:#.*|/)$", "", _plain(item, "URL").strip().casefold()),
    )


def _plain(item: Item, variable: str) -> str:
    value = item.get(variable)
    if not isinstance(value, str | int):
        return ""
    text = str(value)
    if "&" in text:
        text = unescape(text)
    return re.sub(r"<[^<>]{0,100}>", "", text) if "<" in text else text


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(fold_word, word_list(text.replace("&", " and "))))


def _split(title: str) -> tuple[str, str]:
    """A title and its subtitle, if it has one."""
    main, *rest = re.split(r"[:;?.!–—]\s+|\s[-–—]\s", title.strip().rstrip(".?!"), maxsplit=1)
    return main, rest[0] if rest else ""


def _first_author(item: Item) -> str:
    """The first author's family name, in folded words; as databases write whole names too (“Brown BB”)."""
    people = item.get("author") or item.get("editor") or []
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    name = family_of(first) if first else ""
    if not first.get("family"):
        name = re.sub(r",? (?:[A-Z]\.? ?){1,3}$", "", name)
    return " ".join(map(fold, word_list(name)))


def _identifiers(item: Item) -> Iterator[tuple[str, str]]:
    """The identifiers of a work, by name; where it has no DOI of its own, that of its address."""
    doi = doi_of(item) or doi_in_address(_plain(item, "URL")).lower()
    yield from ((name, id) for name, id in (("DOI", doi), ("PMID", pmid_of(item)), ("PMCID", pmcid_of(item))) if id)


def _journal(item: Item) -> str:
    """The name of the journal or book, without what databases add to it."""
    return _ADDED_TO_JOURNAL.split(_plain(item, "container-title"), maxsplit=1)[0]


def _volume(item: Item) -> str:
    """The volume; empty where it is none yet (“0”, “Publish Ahead of Print”)."""
    volume = fold(_plain(item, "volume")).removeprefix("suppl ").strip()
    return volume if re.search("[1-9]|^[ivxlc]+$", volume) else ""


def _isbns(text: str) -> Iterator[str]:
    """ISBNs, of thirteen digits each.

    Source: ISBN Users' Manual, 7th edition, section 5: those of ten digits are 978 and the first nine, and a check
    digit, which is left out here.
    """
    for each in re.findall(r"[0-9][0-9 -]{8,15}[0-9Xx]", text):
        digits = re.sub("[ -]", "", each)
        if len(digits) == 10:
            yield f"978{digits[:9]}"
        elif len(digits) == 13:
            yield digits[:12]


def _kind(item: Item) -> str:
    """What kind of publication it is; empty where that is not said."""
    named = fold(" ".join(_plain(item, field) for field in ("container-title", "publisher", "genre", "archive")))
    if item.get("type") in ("article", "article-journal", "manuscript", "document") and _PREPRINTS.search(named):
        return "preprint"
    if re.search(r"\babstract\b", fold(_plain(item, "genre"))):
        return "conference paper"
    return _KINDS.get(str(item.get("type", "")), "")

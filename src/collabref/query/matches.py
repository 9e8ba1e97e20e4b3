"""Which works of somebody's bibliography a library has.

A work is here if an identifier (DOI, PMID, PMCID, ISBN) says so and the titles agree, or if title, year and first
author are the same and nothing speaks against it. What is only likely is never taken for certain: near titles,
an identifier with titles at odds, the same title with another volume, journal or kind of publication.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from collabref.model.reference import doi_of, family_of, pmcid_of, pmid_of, year_of
from collabref.text.fold import fold, fold_word, word_list

Item = dict[str, Any]

HERE, PERHAPS, NOT_HERE = "here", "perhaps", "not-here"

# By what a work may be recognised, best first.
IDENTIFIERS = ("DOI", "PMID", "PMCID")

# Titles are near from this share of common words on (Dice's coefficient), and at odds below that one.
NEAR, AT_ODDS = 0.8, 0.5

# A title of fewer words is shared by works that have nothing else in common (“Editorial”, “Communities of practice”).
TELLING = 4

# Of works by one author in one year, so many are compared by their titles.
COMPARED = 200

# Words that a journal's abbreviation leaves out.
_LEFT_OUT = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "de", "la", "et", "der", "und"])

# What begins the title of a notice about another work, or of an answer to it; such a notice is not that work.
_NOTICE = re.compile(
    r"(errat|corrigend|correct(ion|ed)\b|retract|withdrawn|expression of concern|(author s? )?reply\b|response to|"
    r"comment(ary)? on|letter)"
)
_NUMBERS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "one": "1",
    "two": "2",
    "three": "3",
    "first": "1",
    "second": "2",
    "third": "3",
}
_PARTS = frozenset(["part", "paper", "volume", "report", "phase"])
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
        kind: what kind of publication it is; empty where that is not said.
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
    kind: str

    @property
    def title(self) -> tuple[str, ...]:
        """The title, in folded words."""
        return self.titles[0] if self.titles else ()


class Match(NamedTuple):
    """What was found for a work.

    Attributes:
        mine: the work that was asked for.
        status: HERE, PERHAPS or NOT_HERE.
        by: by what it was recognised, and what speaks against it where it is only likely.
        work: the one that it is, or may be.
        repeats: an earlier work of the same file that it repeats.
    """

    mine: Item
    status: str
    by: str = ""
    work: Item | None = None
    repeats: Item | None = None


def matched(mine: Iterable[Item], ours: Iterable[Item]) -> list[Match]:
    """Each work of ``mine`` with what there is of it among ``ours``; an entry that repeats an earlier one says so."""
    library = Works(map(work_of, ours))
    own = Works()
    matches = []
    for item in mine:
        work = work_of(item)
        status, by, found = library.find(work)
        again, _, earlier = own.find(work)
        repeats = earlier.item if earlier and again == HERE else None
        matches.append(Match(item, status, by, found.item if found else None, repeats))
        own.add(work)
    return matches


class Works:
    """Works, found by what may tell that another is one of them."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        self._by: dict[Any, list[Work]] = defaultdict(list)
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        """Another work."""
        for key in _keys(work):
            self._by[key].append(work)

    def find(self, mine: Work) -> tuple[str, str, Work | None]:
        """Whether a work is among these, by what that was recognised, and which it is."""
        likely: tuple[str, Work] | None = None
        for other in self._candidates(mine):
            status, by = compare(mine, other)
            if status == HERE:
                return HERE, by, other
            if status == PERHAPS and not likely:
                likely = by, other
        return (PERHAPS, *likely) if likely else (NOT_HERE, "", None)

    def _candidates(self, mine: Work) -> Iterator[Work]:
        """The works that may be it, the likeliest first, each once."""
        seen: set[int] = set()
        for key in _keys(mine, years=(0, 1, -1)):
            for other in islice(self._by.get(key, ()), COMPARED):
                if id(other) not in seen:
                    seen.add(id(other))
                    yield other


def _keys(work: Work, years: Sequence[int] = (0,)) -> Iterator[Any]:
    """What a work may be found by, the surest first."""
    yield from work.ids.items()
    yield from (("ISBN", isbn) for isbn in sorted(work.isbns))
    for title in (*work.titles, work.short):
        if title:
            yield "title", title
    for title in work.titles:
        yield "title begins", title[:TELLING]
    if work.author and work.year:
        yield from (("author", work.author, work.year + more) for more in years)


def compare(mine: Work, other: Work) -> tuple[str, str]:
    """Whether two works are one (HERE), may be (PERHAPS) or are not (NOT_HERE), and by what."""
    shared = [name for name in IDENTIFIERS if name in mine.ids and mine.ids[name] == other.ids.get(name)]
    against = list(_against(mine, other))
    alike = max((_likeness(one, two) for one in mine.titles for two in other.titles), default=0.0)
    shortened = _shortened(mine, other)
    if shared:
        by = _join(shared)
        if not mine.title or not other.title or (alike < AT_ODDS and not shortened) or _distinct(mine, other):
            return PERHAPS, f"{by}; the titles differ"
        others = [each for each in against if each in IDENTIFIERS]
        return (PERHAPS, f"{by}; another {_join(others)}") if others else (HERE, by)
    if _distinct(mine, other):
        return NOT_HERE, ""
    if mine.isbns & other.isbns and (alike == 1 or shortened) and not against:
        return HERE, "ISBN"
    if alike == 1:
        return _by_title(mine, other, against)
    by_author = bool(mine.author) and mine.author == other.author
    near_year = mine.year is not None and other.year is not None and abs(mine.year - other.year) <= 1
    if shortened and (by_author or near_year):
        return PERHAPS, "a title without the subtitle"
    if mine.isbns & other.isbns and alike >= NEAR:
        return PERHAPS, "ISBN; the titles differ"
    if alike >= NEAR and by_author and near_year:
        return PERHAPS, "a near title"
    return NOT_HERE, ""


def _by_title(mine: Work, other: Work, against: Sequence[str]) -> tuple[str, str]:
    """What two works of one title are."""
    authors = _one_author(mine.author, other.author)
    if mine.author and other.author and not authors:
        return (NOT_HERE, "") if len(mine.title) < TELLING else (PERHAPS, "title; another first author")
    missing = [name for name, there in (("first author", authors), ("year", mine.year and other.year)) if not there]
    if missing:
        return PERHAPS, f"title; no {_join(missing)} to compare"
    if mine.year != other.year:
        return PERHAPS, "title and first author; another year"
    if against:
        return PERHAPS, f"title, year and first author; another {_join(against)}"
    if len(mine.title) < TELLING and not (mine.journal and other.journal):
        return PERHAPS, "a short title, year and first author"
    return HERE, "title, year and first author"


def _against(mine: Work, other: Work) -> Iterator[str]:
    """What both have and differ in, so that they are hardly one work."""
    for name in IDENTIFIERS:
        if name in mine.ids and name in other.ids and mine.ids[name] != other.ids[name]:
            yield name
    if mine.kind and other.kind and mine.kind != other.kind:
        yield "kind of publication"
    elif mine.journal and other.journal and not _one_journal(mine.journal, other.journal):
        yield "journal"
    if mine.volume and other.volume and mine.volume != other.volume:
        yield "volume"
    if mine.page and other.page and mine.page != other.page:
        yield "page"


def _distinct(mine: Work, other: Work) -> bool:
    """Whether titles say that one is a notice about the other, or another part of a series."""
    if not mine.title or not other.title:
        return False
    notices = {bool(_NOTICE.match(" ".join(work.title))) for work in (mine, other)}
    return len(notices) > 1 or _numbers(mine.title) != _numbers(other.title)


def _numbers(title: Sequence[str]) -> list[str]:
    """The number that a title ends in or has beside “part”, however it is written; “I” is a number only there."""
    numbers = []
    for place, word in enumerate(title):
        number = _NUMBERS.get(word, word)
        beside = {*title[max(0, place - 1) : place], *title[place + 1 : place + 2]} & _PARTS
        last = place == len(title) - 1 and not re.fullmatch("(19|20)[0-9][0-9]", number)
        if number.isdecimal() and (beside or last):
            numbers.append(number)
    return numbers


def _shortened(mine: Work, other: Work) -> bool:
    """Whether one title is the other without its subtitle."""
    return (
        bool(mine.title)
        and bool(other.title)
        and ((mine.short == other.title and not other.short) or (other.short == mine.title and not mine.short))
    )


def _likeness(one: Sequence[str], two: Sequence[str]) -> float:
    """Dice's coefficient of the words of two titles; 1 only where they are the same."""
    if one == two:
        return 1.0
    left = list(two)
    common = 0
    for word in one:
        if word in left:
            left.remove(word)
            common += 1
    return min(2 * common / (len(one) + len(two)), 0.99) if one and two else 0.0


def _one_author(one: str, two: str) -> bool:
    """Whether two family names may be one: a particle may be missing."""
    return bool(one and two) and (one == two or one.endswith(f" {two}") or two.endswith(f" {one}"))


def _one_journal(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two names of a journal may be one, of which either may be abbreviated (“BMJ Qual Saf”)."""
    initials = {"".join(word[0] for word in name) for name in (one, two) if len(name) > 1}
    if any(len(name) == 1 and name[0] in initials for name in (one, two)):
        return True
    return len(one) == len(two) and all(_abbreviates(*sorted(pair, key=len)) for pair in zip(one, two, strict=True))


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a word stand in another in this order, from the first on: “jt” for “joint”."""
    letters = iter(long)
    return short[:1] == long[:1] and all(letter in letters for letter in short)


def work_of(item: Item) -> Work:
    """What tells a reference from others."""
    text = _plain(item, "title")
    people = item.get("author") or item.get("editor") or []
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    found = {"DOI": doi_of(item), "PMID": pmid_of(item), "PMCID": pmcid_of(item)}
    titles = [_words(title) for title in (text, _plain(item, "original-title")) if title]
    main, subtitle = _split(text)
    return Work(
        item,
        tuple(dict.fromkeys(title for title in titles if title)),
        _words(main) if subtitle else (),
        " ".join(map(fold, word_list(family_of(first)))) if first else "",
        year_of(item),
        {name: value for name, value in found.items() if value},
        frozenset(_isbns(_plain(item, "ISBN"))),
        tuple(word for word in _words(re.split(r"[:(]", _plain(item, "container-title"))[0]) if word not in _LEFT_OUT),
        fold(_plain(item, "volume")).removeprefix("suppl ").strip(),
        re.split(r"[-–—,;]", _plain(item, "page"))[0].strip().casefold(),
        _kind(item),
    )


def _plain(item: Item, variable: str) -> str:
    value = item.get(variable)
    return re.sub(r"<[^<>]{0,100}>", "", str(value)) if isinstance(value, str | int) else ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(fold_word, word_list(text)))


def _split(title: str) -> tuple[str, str]:
    """A title and its subtitle, if it has one."""
    main, *rest = re.split(r"[:;?.!–—]\s+|\s[-–—]\s", title.strip().rstrip(".?!"), maxsplit=1)
    return main, rest[0] if rest else ""


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


def _join(names: Sequence[str]) -> str:
    """Names, apart by commas and “and”."""
    from collabref.text.wording import join_words

    return join_words(names, "and")

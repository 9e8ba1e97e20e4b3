"""Which works of somebody's bibliography a library has.

A work is here if an identifier (DOI, PMID, PMCID, ISBN) says so and the titles agree, or if title, year and first
author are the same and nothing speaks against it. Where it stands (the same page or volume of the same journal) makes
up for one of these, or for a subtitle or a letter. What is only likely is never taken for certain: near titles,
an identifier with titles at odds, the same title in another journal or another kind of publication. Two works of one
title in different places of one journal are two.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from collabref.model.reference import IDENTIFIERS
from collabref.query.works import Item, Work, work_of
from collabref.text.wording import join_words

HERE, PERHAPS, NOT_HERE = "here", "perhaps", "not-here"

# Titles are near from this share of common words on (Dice's coefficient), and at odds below that one.
NEAR, AT_ODDS = 0.8, 0.5

# A title of fewer words is shared by works that have nothing else in common (“Editorial”, “Communities of practice”).
TELLING = 4

# Of these, nobody writes two of one title in a year.
BY_THEMSELVES = ("book", "thesis", "report")

# In a word of at least this many letters, one that differs is a slip; in a shorter one it makes another word.
LONG_WORD = 6

# The most works by one author in one year that are compared by their titles.
COMPARED = 200

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
    matches: list[Match] = []
    places: dict[int, int] = {}  # where in ``matches`` a work of theirs, or one of ours that it is, came first
    for item in mine:
        work = work_of(item)
        status, by, found = library.find(work)
        again, _, earlier = own.find(work)
        match = Match(item, status, by, found.item if found else None)
        place = len(matches)
        if earlier and (again == HERE or _but_for_id(item) == _but_for_id(earlier.item)):
            place = places[id(earlier.item)]
        elif found and status == HERE:  # two that are one work of ours are one, even if they do not look it
            place = places.get(id(found.item), place)
        if place < len(matches):
            first = matches[place]
            if (status, first.status) in _SURER:  # as where only the second entry has the DOI
                matches[place] = match._replace(mine=first.mine)
            match = match._replace(repeats=first.mine)
        places[id(item)] = place
        if found and status == HERE:
            places.setdefault(id(found.item), place)
        matches.append(match)
        own.add(work)
    return matches


def _but_for_id(item: Item) -> Item:
    return {name: value for name, value in item.items() if name != "id"}


_SURER = frozenset([(HERE, PERHAPS), (HERE, NOT_HERE), (PERHAPS, NOT_HERE)])


class Works:
    """Works, found by what may tell that another is one of them.

    They are kept by the hashes of that, in half the memory: what has the same hash by chance is compared in vain.
    """

    def __init__(self, works: Iterable[Work] = ()) -> None:
        self._by: dict[int, list[Work]] = {}
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        """Another work."""
        for key in _keys(work):
            self._by.setdefault(hash(key), []).append(work)

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
            for other in islice(self._by.get(hash(key), ()), COMPARED):
                if id(other) not in seen:
                    seen.add(id(other))
                    yield other


def _keys(work: Work, years: Sequence[int] = (0,)) -> Iterator[Any]:
    """What a work may be found by, the surest first."""
    yield from work.ids.items()
    yield from (("ISBN", isbn) for isbn in sorted(work.isbns))
    for title in (*work.titles, work.short):
        if title:
            yield "title", "".join(title)  # “health care” is “healthcare”
    for title in work.titles:
        yield "title begins", title[:TELLING]
    if work.author and work.year:
        yield from (("author", work.author, work.year + more) for more in years)


def compare(mine: Work, other: Work) -> tuple[str, str]:
    """Whether two works are one (HERE), may be (PERHAPS) or are not (NOT_HERE), and by what."""
    against = list(_against(mine, other))
    alike = max((_likeness(one, two) for one in mine.titles for two in other.titles), default=0.0)
    shortened = _shortened(mine, other)
    if shared := [name for name in IDENTIFIERS if name in mine.ids and mine.ids[name] == other.ids.get(name)]:
        return _by_identifier(mine, other, shared, against, alike >= AT_ODDS or shortened)
    if _distinct(mine, other) or _placed_apart(mine, other, against):
        return NOT_HERE, ""
    if mine.isbns & other.isbns and (alike == 1 or shortened) and not against:
        return HERE, "ISBN"
    if alike == 1 and not against and _one_address(mine, other):
        return HERE, "title and address"
    by_place = "" if against else _by_place(mine, other, alike == 1)
    if alike == 1:
        status, by = _by_title(mine, other, against)
        return (HERE, by_place) if by_place and status != HERE else (status, by)
    if by_place and shortened:
        return HERE, f"{by_place}; one title has no subtitle"
    if by_place and _misspelt(mine.title, other.title):
        return HERE, f"{by_place}; the titles differ in a letter"
    if mine.isbns & other.isbns and alike >= NEAR:
        return PERHAPS, "ISBN; the titles differ"
    # Of what is near in its title little else may differ: a journal can be abbreviated in any way.
    if set(against) <= {"journal"}:
        authors, years = _authors_agree(mine, other), _years_agree(mine, other)
        if shortened and False not in (authors, years) and (authors or years):
            return PERHAPS, "a title without the subtitle"
        if alike >= NEAR and authors and years:
            return PERHAPS, "a near title"
    return NOT_HERE, ""


def _by_identifier(
    mine: Work, other: Work, shared: Sequence[str], against: Sequence[str], titles_agree: bool
) -> tuple[str, str]:
    """What two works of one identifier are: one, unless their titles or their other identifiers are at odds."""
    by = join_words(shared, "and")
    if not mine.title or not other.title or not titles_agree or _distinct(mine, other):
        return PERHAPS, f"{by}; the titles differ"
    others = [each for each in against if each in IDENTIFIERS]
    return (PERHAPS, f"{by}; another {join_words(others, 'and')}") if others else (HERE, by)


def _one_address(mine: Work, other: Work) -> bool:
    """Whether two works are one page of the web; of a page that is written anew each year, that of one year."""
    at_odds = False in (_authors_agree(mine, other), _years_agree(mine, other))
    return bool(mine.address) and mine.address == other.address and not at_odds


def _by_place(mine: Work, other: Work, one_title: bool) -> str:
    """What shows that two works are in the same place in the same journal, if nothing speaks against it; else empty.

    A page that is the same tells most; but page 1 is that of every article where each is counted by itself. The
    volume alone tells as much as a year.
    """
    if not (mine.journal and other.journal):
        return ""
    authors, years = _authors_agree(mine, other), _years_agree(mine, other)
    volume = bool(mine.volume) and mine.volume == other.volume
    page = bool(mine.page) and mine.page == other.page and mine.page != "1"
    same_year = mine.year is not None and mine.year == other.year
    by_page = page and (volume or same_year) and (authors or same_year)
    by_volume = volume and authors and years and one_title and len(mine.title) >= TELLING
    if False in (authors, years) or not (by_page or by_volume):
        return ""
    agree = (("first author", authors), ("year", same_year), ("journal", True), ("volume", volume), ("page", page))
    return join_words([name for name, same in (("title", one_title), *agree) if same], "and")


def _by_title(mine: Work, other: Work, against: Sequence[str]) -> tuple[str, str]:
    """What two works of one title are."""
    authors = _authors_agree(mine, other)
    if authors is False:
        apart = len(mine.title) < TELLING or not set(against) <= {"journal"}
        return (NOT_HERE, "") if apart else (PERHAPS, "title; another first author")
    missing = [name for name, there in (("first author", authors), ("year", mine.year and other.year)) if not there]
    if missing:
        return PERHAPS, f"title; no {join_words(missing, 'and')} to compare"
    if mine.year != other.year:
        return PERHAPS, "title and first author; another year"
    if against:
        return PERHAPS, f"title, year and first author; another {join_words(against, 'and')}"
    placed = (mine.journal and other.journal) or (mine.kind == other.kind and mine.kind in BY_THEMSELVES)
    if len(mine.title) < TELLING and not placed:
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
    if mine.page and other.page and mine.page != other.page and not _counted(mine, other):
        yield "page"


def _counted(mine: Work, other: Work) -> bool:
    """Whether one has an article's number, and the other its pages counted from 1, as Google Scholar and Scopus do."""
    if not mine.volume or mine.volume != other.volume:
        return False
    return any(one.page == "1" and not one.alone and two.alone for one, two in ((mine, other), (other, mine)))


def _placed_apart(mine: Work, other: Work, against: Sequence[str]) -> bool:
    """Whether two works are in different places in the same journal: an erratum under the same title, a column."""
    if not (mine.journal and other.journal) or {"journal", "kind of publication"} & set(against):
        return False
    return "page" in against and ("volume" in against or not set(against).isdisjoint(IDENTIFIERS))


def _authors_agree(mine: Work, other: Work) -> bool | None:
    """Whether the first authors are one; None where one has none."""
    return _one_author(mine.author, other.author) if mine.author and other.author else None


def _years_agree(mine: Work, other: Work) -> bool | None:
    """Whether the years are one, or next to each other, as those of a first online version; None where one has none."""
    return abs(mine.year - other.year) <= 1 if mine.year is not None and other.year is not None else None


def _distinct(mine: Work, other: Work) -> bool:
    """Whether titles say that one is a notice about the other, or another part of a series."""
    if not mine.title or not other.title:
        return False
    if _shortened(mine, other):  # “… in type 2: a trial” is “… in type 2”; but “…: part 2” is not “…”
        longer = mine if mine.short else other
        subtitle = longer.title[len(longer.short) :]
        return mine.notice != other.notice or bool(_numbers(subtitle, at_end=len(subtitle) == 1))
    return mine.notice != other.notice or _numbers(mine.title) != _numbers(other.title)


def _numbers(title: Sequence[str], at_end: bool = True) -> list[str]:
    """The number that a title ends in or has beside “part”, however it is written; “I” is a number only there.

    Args:
        at_end: whether the last word counts, as it does not in a subtitle (“lessons from covid-19”).
    """
    numbers = []
    for place, word in enumerate(title):
        number = _NUMBERS.get(word, word)
        beside = {*title[max(0, place - 1) : place], *title[place + 1 : place + 2]} & _PARTS
        last = at_end and place == len(title) - 1 and not re.fullmatch("(19|20)[0-9][0-9]", number)
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
    if one == two or "".join(one) == "".join(two):  # “health care” is “healthcare”
        return 1.0
    common = (Counter(one) & Counter(two)).total()
    return min(2 * common / (len(one) + len(two)), 0.99) if one and two else 0.0


def _misspelt(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two titles differ in one letter of one longer word, or in two letters that changed places."""
    different = [pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]]
    return len(one) == len(two) and len(different) == 1 and _one_letter_off(*sorted(different[0], key=len))


def _one_letter_off(short: str, long: str) -> bool:
    if len(short) < LONG_WORD or len(long) - len(short) > 1 or any(map(str.isdecimal, short + long)):
        return False
    at = next((place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def _one_author(one: str, two: str) -> bool:
    """Whether two family names may be one: a particle may be missing, and an umlaut be two letters."""
    one, two = (re.sub("([aou])e", r"\1", name) for name in (one, two))
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

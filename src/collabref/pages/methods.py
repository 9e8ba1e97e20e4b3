"""`info --methods`: how the literature was searched, selected, read and coded. docs/methods.md is made from it.

All counts are computed from the libraries in use. The text on searching and coding applies to the built-in one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from collabref import SEARCHED_TO
from collabref.answer.grid import Text
from collabref.answer.page import Block, Bullets, Commands, Fields, Heading, Page, Paragraph, Title
from collabref.check.coding import COMPARISONS
from collabref.model.reference import custom_of, year_of
from collabref.pages.blocks import plain
from collabref.query.counts import CLASSES
from collabref.query.resolve import families
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import capital, day_in_words, join_words

_SEARCHED = (
    f"The literature was searched to {day_in_words(SEARCHED_TO)}, by language models, in stored copies of public web pages: journals’ and publishers’ pages, PubMed and PubMed Central and their mirrors, indexes of repositories, and the sites of health services and foundations.",
    "For each approach and its other names they looked for its definition and history, its parts, how it is led, who joins and how long it lasts, how it is thought to work and in which contexts, studies of its effect, what it costs, what lasts, what its critics say, how to run one, and cases that worked and cases that did not.",
    "For the searches to 22 November 2026, the words of each, the number of pages it returned, and what was left out and why were not logged. They cannot be repeated step by step. This is not a systematic review.",
    "The searches of 29 November 2026 were for works that others cite and the library lacked and, approach by approach, for works of 2024 to 2026, of which the copies have few; those of 29 and 30 November 2026 also looked for what would fill the gaps. Their words, how many results were looked at (of a page mostly its beginning) and what was taken are in docs/coding/searches.tsv; outside the stored copies they cannot be repeated.",
    "Where a search found nothing, the library records a gap, with the date of the search.",
)
_CHOSEN = (
    "An approach is included if it works by collaboration between organisations, or between people from several; is named as an approach in a work that can be cited; has been used in healthcare; and has been studied empirically.",
    "A work is included if a sentence of the library cites it. Peer-reviewed studies and systematic reviews come first, then the books and reports in which an approach was set out; web pages only where nothing better says it.",
    "Works that found nothing, or harm, are included on the same terms as others. docs/editorial.md has the criteria in full.",
)
_CODED = (
    "Each study was coded by two language models that saw neither each other’s coding nor an earlier one. A third settled differences. Most of what they read were abstracts.",
    "They coded the design, the comparison, the main outcome and whether the study itself names it, the result on it with its figure, what else would change a reader’s mind, who reports it, and for which approach it counts.",
    "The direction is what the study reports on its main outcome. Better: significantly better than the comparison or, where nothing was tested, plainly so. Mixed: better on some main outcomes or planned subgroups and not on others. Not shown to differ: no significant difference on any. Worse: significantly worse on one and better on none. Of a synthesis it is the reviewers’ own conclusion; where that could not be read, what their results say.",
    "The interval or P value decides, not the authors’ adjective. Not shown to differ does not mean that there was no difference.",
    "What members or participants say, asked once, of whether it helped is no result on effect, and that a network or membership lasted is none on sustainability: a gain must have been followed up. A gain stated without figures or a comparison is not coded.",
    "Points, given for randomised and controlled studies, say which side the estimate on the main outcome favours, whatever its significance.",
    "Several reports of one study count once, by the main report. A trial of an addition to an approach that both sides had, or of its dose, is listed and not counted. If the approach was one strand of a larger programme, the study is counted separately.",
    "A study counts for an approach if it, or a work of the library that discusses it, describes its programme as one. Studies that are not counted are listed with the reason.",
    "Three to six topics of a closed list (collabref list topics) say what each work is about. One language model gave them, from titles, findings and codes, and read them through once more; they help to find works and are counted nowhere.",
)

# Two codings of 191 works with a result on effect or economics, before differences were settled:
# what was coded, agreement in per cent, Cohen's kappa.
AGREEMENT = (
    ("Direction on effect", 91.6, 0.88),
    ("Design", 88.5, 0.87),
    ("Kind of comparison", 93.7, 0.91),
    ("Who reports it", 84.8, 0.71),
)
_AGREEMENT = (
    "Of 191 works with a result on effect or economics, two codings agreed as follows before differences were settled.",
    "κ is agreement beyond chance: 1 is perfect agreement, 0 is what chance would give. It measures agreement, not truth: two models that make the same mistake agree.",
    "How far two codings agreed on points, on what lasted, and on works added or coded twice since is in docs/methods.md.",
)
_CORRECTIONS = (
    "What was changed after settling is listed in docs/coding/changes.tsv: the work, the field, before, after, and why.",
)
_SENTENCES = (
    "Editors read every sentence as if it stood alone, seven times in all; the last two times in random order, away from its page. What they rewrote was read again by others, against the records of its sources and, in part, against pages; and what these changed, by one more reader.",
    "150 sentences were drawn at random nine times (claims, findings, bottom lines and briefs), and each was judged by two language models that had written none of them. What they found was mended before the next draw. From the eighth on a bottom line could be drawn again, since few were left.",
    "In the first draw the two readers found 118 and 123 clear, and 12 and 13 inexact. From the fourth to the seventh 138 to 146 were clear, and 2 to 9 inexact; in the eighth, 147 and 145, and 5 and 1; in the ninth, 144 and 147, and 3 and 4. None was wrong in any. So of a hundred sentences some three may need a second reading, and two or three may mislead a careful reader a little.",
    "From the fourth on, the readers were told not to mark a sentence down only because it could be better still. They opened pages, mostly abstracts, for 79 and 61 of the sentences of the eighth draw and 110 and 95 of the ninth; for the others, right means that a sentence agrees with what the library has recorded of its sources.",
)
_LIMITS = (
    "Studies that no search found, or that are known here only through a review.",
    "Ratings of the risk of bias, and of how certain a body of evidence is.",
    "The size of effects: figures are given study by study and never pooled.",
    "Anything that only the full text reports, where no more than the abstract was read.",
)
_ERRORS = (
    "To report an error, open an issue in the project’s repository: name the work or the record by its id (collabref show ID), say what is wrong, and where the right figure is printed.",
)


def methods(store: Store) -> Page:
    """The page. Its one item holds the counts."""
    references = store.all("reference")
    approaches = store.all("approach")
    custom = [custom_of(reference) for reference in references]
    classes = {design["id"]: design.get("class", "") for design in store.all("design")}
    counted = {
        "read": by_word(store, "reading", (each.get("read", "") for each in custom)),
        "reported-by": by_word(
            store, "reporter", (each.get("reported-by", "") for each in custom if each.get("results"))
        ),
        "year": _by_decade(references),
        "country": _by_country(store),
        "design": _by_class(classes.get(each["design"], "") for each in custom if each.get("design")),
        "approach": _by_approach(approaches, custom),
    }
    blocks: list[Block] = [
        Title("How collabref was made", "", "searching, selecting, reading and coding, with counts"),
        Heading("How the literature was searched"),
        Bullets(plain(*_SEARCHED)),
        Heading("What was included"),
        Bullets(plain(*_CHOSEN)),
        Heading("How works were read"),
        *numbers(counted["read"], "The records do not say yet how much of each work was read."),
        Heading("How studies are coded"),
        Bullets(plain(*_CODED)),
        Heading("Design and comparison"),
        Paragraph(plain("The comparison of a result is one that its design can make; a record that differs says why.")),
        Fields(
            tuple((CLASSES[each], plain(f"{join_words(_labels(store, some))}.")) for each, some in COMPARISONS.items())
        ),
        Heading("How far the coders agreed"),
        Paragraph(plain(*_AGREEMENT)),
        agreement(),
        Paragraph(plain(*_CORRECTIONS)),
        Heading("How sentences were checked"),
        Bullets(plain(*_SENTENCES)),
        Heading("Who reports the results"),
        *numbers(counted["reported-by"], "The records do not say yet who reports each result."),
        Heading("Works by year"),
        *numbers(counted["year"]),
        Heading("Works by design"),
        *numbers(counted["design"]),
        Heading("Works by approach"),
        Paragraph(plain("A work may be about several; a variant’s works count for its parent too.")),
        *numbers(counted["approach"]),
        Heading("Cases by country"),
        *numbers(counted["country"]),
        Heading("What is not in it"),
        Bullets(plain(*_LIMITS)),
        Heading("Errors"),
        Paragraph(plain(*_ERRORS)),
        Commands(
            (
                ("collabref evidence --about-counts", "what is counted, and what a count cannot show"),
                ("collabref evidence", "studies by approach, and the gaps"),
            )
        ),
    ]
    return Page("methods", [{"searched-to": SEARCHED_TO, "works": len(references), "counts": counted}], tuple(blocks))


def agreement() -> Fields:
    """How far the two codings of the 191 works agreed, field by field."""
    return Fields(tuple((what, plain(f"{percent}%, κ {kappa}")) for what, percent, kappa in AGREEMENT))


# Label -> how many.
_Counts = dict[str, int]


def numbers(counted: Mapping[str, int], otherwise: str = "The library has none.") -> list[Block]:
    """Numbers under their labels; where there are none, the gap ``otherwise``."""
    if not counted:
        return [Paragraph((Text(otherwise, gap=True),))]
    return [Fields(tuple((label, plain(f"{number:,}")) for label, number in counted.items()))]


def _labels(store: Store, comparisons: Iterable[str]) -> list[str]:
    return [store.label("comparison", each) for each in comparisons]


def by_word(store: Store, kind: str, ids: Iterable[str]) -> _Counts:
    """How often each word of a vocabulary was used, by label; nothing if none was."""
    number = Counter(filter(None, ids))
    return {capital(word["label"]): number[word["id"]] for word in store.all(kind) if number[word["id"]]}


def _by_decade(references: Iterable[Record]) -> _Counts:
    years = Counter(year_of(reference) for reference in references)
    undated = years.pop(None, 0)
    decades: Counter[str] = Counter()
    for year in sorted(filter(None, years)):
        decades[f"{year - year % 10}–{year - year % 10 + 9}"] += years[year]
    return {**decades, **({"No year": undated} if undated else {})}


def _by_class(classes: Iterable[str]) -> _Counts:
    number = Counter(each if each in CLASSES else "other" for each in classes)
    return {heading: number[each] for each, heading in CLASSES.items() if number[each]}


def _by_approach(approaches: Iterable[Record], custom: Iterable[dict[str, Any]]) -> _Counts:
    about = [set(each.get("about", ())) for each in custom]
    own = families(list(approaches))
    return {each["name"]: sum(bool(some & set(own[each["id"]])) for some in about) for each in approaches}


def _by_country(store: Store) -> _Counts:
    number = Counter(id for case in store.all("case") for id in case.get("countries", ()))
    return {
        store.label("country", id): count for id, count in sorted(number.items(), key=lambda each: (-each[1], each[0]))
    }

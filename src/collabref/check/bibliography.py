"""Editorial rules for references: complete, well formed, free of contradictions."""

import re
from collections.abc import Iterator

from collabref.check.rules import Fault, Nearest, rule
from collabref.check.structure import every, sound
from collabref.errors import NOTE
from collabref.load import Entry
from collabref.load.overlay import Overlay
from collabref.model.reference import doi_of, family_of, keywords_of, pmid_of, year_of
from collabref.model.walk import claims
from collabref.text.fold import fold, indexed
from collabref.text.identifiers import identifier
from collabref.text.wording import number_of

# Fields that a reference must have, by type; a tuple means any one of these. Other types are treated as articles.
_Fields = list[str | tuple[str, ...]]
_PERIODICAL: _Fields = ["title", ("author", "editor"), "container-title", "issued", ("page", "number", "DOI", "URL")]
_ARTICLE: _Fields = ["title", ("author", "editor"), "container-title", "issued", ("page", "number", "DOI")]
_BOOK: _Fields = ["title", ("author", "editor"), "issued", "publisher"]
REQUIRED: dict[str, _Fields] = {
    "article-journal": _ARTICLE,
    "article-magazine": _PERIODICAL,
    "article-newspaper": _PERIODICAL,
    "paper-conference": _PERIODICAL,
    "book": _BOOK,
    "report": _BOOK,
    "thesis": _BOOK,
    "chapter": [*_BOOK, "container-title"],
    "webpage": ["title", "author", "URL", "accessed"],
    "post-weblog": ["title", "author", "URL", "accessed"],
}

# How many topic words a reference has.
FEWEST_TOPICS, MOST_TOPICS = 3, 6

# Designs that report no results of their own.
WITHOUT_RESULTS = frozenset({"theory", "commentary", "guidance", "protocol"})


def references(overlay: Overlay) -> Iterator[Entry]:
    """The references in effect, without those that are the same work as an earlier one."""
    effective = {id(entry.data) for entry in overlay.of("reference")}
    return (entry for entry in sound(overlay) if id(entry.data) in effective)


@rule("house")
def uncited(overlay: Overlay) -> Iterator[Fault]:
    """A reference is cited by some record."""
    cited = {
        name
        for entry in sound(overlay)
        for _, claim in claims(entry.kind, entry.data)
        for name in claim.get("refs", [])
    }
    for entry in references(overlay):
        if entry.id not in cited:
            yield Fault(entry, ("id",), f"Nothing cites “{entry.id}”.", "Cite it in a claim, or leave it out.")


@rule("house")
def required_field(overlay: Overlay) -> Iterator[Fault]:
    """A reference has the fields that its type needs."""
    for entry in references(overlay):
        for field in REQUIRED.get(entry.data["type"], _ARTICLE):
            choices = (field,) if isinstance(field, str) else field
            if not any(entry.data.get(choice) for choice in choices):
                yield Fault(
                    entry,
                    ("id",),
                    f"A reference of type {entry.data['type']} needs {' or '.join(choices)}.",
                    "Add it from the work itself.",
                )


@rule("house")
def annotation(overlay: Overlay) -> Iterator[Fault]:
    """A reference has our annotations: about, design, finding and the date on which it was checked."""
    for entry in references(overlay):
        custom = entry.data.get("custom") or {}
        for field in ("about", "design", "finding", "checked"):
            if field not in custom:
                yield Fault(entry, ("custom",), f"The annotation “{field}” is missing.", "Add it under custom.")


@rule("house")
def results_design(overlay: Overlay) -> Iterator[Fault]:
    """Only empirical designs have results."""
    for entry in references(overlay):
        custom = entry.data.get("custom") or {}
        if custom.get("results") and custom.get("design") in WITHOUT_RESULTS:
            yield Fault(
                entry, ("custom", "results"), f"A {custom['design']} reports no results of its own.", "Leave them out."
            )


@rule("house")
def results_about(overlay: Overlay) -> Iterator[Fault]:
    """A result is on approaches that the reference is about."""
    for entry in references(overlay):
        custom = entry.data.get("custom") or {}
        about = set(custom.get("about", ()))
        for number, result in enumerate(custom.get("results", [])):
            for name in result["about"]:
                if name not in about:
                    path = ("custom", "results", number, "about")
                    yield Fault(entry, path, f"“{name}” is not among what the reference is about.", "Add it to about.")


@rule("house")
def topic_words(overlay: Overlay) -> Iterator[Fault]:
    """A reference has three to six keywords, all from the library's topics, if the library has topics."""
    topics = {fold(entry.data["label"]): entry.data["label"] for entry in sound(overlay) if entry.kind == "topic"}
    nearest = Nearest()
    for entry in references(overlay) if topics else ():
        words = keywords_of(entry.data)
        for word in words:
            if fold(word) not in topics:
                hint = nearest.hint(word, topics.values(), "See: collabref list topics.")
                yield Fault(entry, ("keyword",), f"“{word}” is not a topic.", hint)
        if not FEWEST_TOPICS <= len(set(words)) <= MOST_TOPICS:
            message = f"This reference has {number_of(len(set(words)), 'keyword', 'keywords')}; it needs {FEWEST_TOPICS} to {MOST_TOPICS}."
            yield Fault(entry, ("keyword",) if words else ("id",), message, "See: collabref list topics.")


@rule("house")
def doi_form(overlay: Overlay) -> Iterator[Fault]:
    """A DOI is bare, without a resolver’s address, a label or the punctuation of a sentence."""
    for entry in references(overlay):
        doi = str(entry.data.get("DOI", ""))
        bare = identifier("DOI", doi).rstrip(".,;")
        if doi != bare and doi_of(entry.data):
            unsure = re.search("[%?#]", doi)  # these may mean one thing in an address and another in a DOI
            hint = "Write it as in 10.1136/bmj.39570.749884.BE." if unsure else f"Write it as {bare}."
            yield Fault(entry, ("DOI",), f"“{doi}” is not a bare DOI.", hint)


@rule("house")
def isbn_form(overlay: Overlay) -> Iterator[Fault]:
    """An ISBN has 10 or 13 digits and the right check digit (ISO 2108)."""
    for entry in references(overlay):
        isbn = entry.data.get("ISBN")
        if isbn is not None and not _is_isbn(str(isbn)):
            yield Fault(entry, ("ISBN",), f"“{isbn}” is not an ISBN.", "Compare its digits with the book’s.")


def _is_isbn(text: str) -> bool:
    digits = text.replace("-", "").replace(" ", "")
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dXx]", digits):
        values = [10 if digit in "Xx" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


@rule("house")
def page_form(overlay: Overlay) -> Iterator[Fault]:
    """Pages are one page or locator, or a first and a last page in order, written out in full."""
    for entry in references(overlay):
        page = entry.data.get("page")
        if page is not None and not _is_page(str(page)):
            yield Fault(entry, ("page",), f"“{page}” is not a page or a range.", "Write 1138-1143, 168 or e0123456.")


def _is_page(text: str) -> bool:
    for part in re.split(r",\s*", text):
        first, dash, last = part.partition("-")
        begin, end = _one_page(first), _one_page(last)
        if not begin or (dash and not end):
            return False
        numbered = end and begin["number"] and end["number"] and begin["prefix"] == end["prefix"]
        if end and numbered and _size(end["number"]) < _size(begin["number"]):
            return False
    return True


def _one_page(text: str) -> re.Match[str] | None:
    # Possessive: no digit is tried twice, however many there are.
    match = re.fullmatch(r"(?P<prefix>[A-Za-z]{0,12}\.?)(?P<number>[0-9]++)(?P<suffix>[A-Za-z.]*+[0-9]*)", text)
    return match or re.fullmatch(r"(?P<prefix>)(?P<number>)(?P<suffix>[ivxlcdm]+)", text)


def _size(digits: str) -> tuple[int, str]:
    """A key for comparing numbers of any length: Python converts at most 4,300 digits to an int."""
    significant = digits.lstrip("0")
    return len(significant), significant


@rule("house")
def text_number(overlay: Overlay) -> Iterator[Fault]:
    """Volume, issue, page, number and PMID are text, so that none loses a zero or a letter."""
    for entry in references(overlay):
        for field in ("volume", "issue", "page", "number", "edition", "PMID", "PMCID", "ISBN", "ISSN"):
            if isinstance(entry.data.get(field), int):
                yield Fault(entry, (field,), f"“{field}” is a number, not text.", "Put it in quotation marks.")


@rule("house")
def title_markdown(overlay: Overlay) -> Iterator[Fault]:
    r"""Titles hold nothing that pandoc would read as Markdown: no * ^ ~ \ ` $…$, no straight quotes, no --."""
    for entry in references(overlay):
        for field in ("title", "container-title", "collection-title"):
            text = str(entry.data.get(field, ""))
            if match := re.search(r"[*^~\\`\"']|--|\$[^$]*\$|\.\.\.", text):
                yield Fault(
                    entry,
                    (field,),
                    f"The {field} holds “{match[0]}”.",
                    "pandoc would read it as Markdown: use ’ “ ” – or leave it out.",
                )


@rule("house")
def id_year(overlay: Overlay) -> Iterator[Fault]:
    """The year in a reference's id is the year in which the work was issued, or nd if it has none."""
    for entry in references(overlay):
        match = re.fullmatch(r"[a-z0-9]*?[a-z](\d{4}|nd)[a-z]?", entry.id)
        if not match:
            yield Fault(
                entry,
                ("id",),
                f"“{entry.id}” is not a name and a year.",
                "Write family name, year or nd, and a letter where needed.",
            )
        elif match[1] != str(year_of(entry.data) or "nd"):
            issued = year_of(entry.data) or "no year"
            yield Fault(
                entry, ("id",), f"The id says {match[1]}, issued says {issued}.", "Correct the one that is wrong."
            )


@rule("house")
def id_author(overlay: Overlay) -> Iterator[Fault]:
    """A reference's id begins with its first author's (or editor's) family name, where that is a person."""
    for entry in references(overlay):
        people = entry.data.get("author") or entry.data.get("editor") or [{}]
        family = re.sub(r"[^a-z0-9]", "", fold(people[0].get("family", "")))
        particle = re.sub(r"[^a-z0-9]", "", fold(people[0].get("non-dropping-particle", "")))
        name = re.sub(r"(\d{4}|nd)[a-z]?$", "", entry.id)
        if family and not (particle + family).startswith(name) and not family.startswith(name):
            yield Fault(
                entry,
                ("id",),
                f"The id says {name}, the first author is {people[0]['family']}.",
                "Correct the one that is wrong.",
            )


@rule("house")
def same_work(overlay: Overlay) -> Iterator[Fault]:
    """A work occurs once: no two references share a DOI, a PMID, or a title and a year."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in references(overlay):
        marks = {
            "DOI": doi_of(entry.data),
            "PMID": pmid_of(entry.data),
            "title": f"{indexed(entry.data['title'])} {year_of(entry.data) or ''}" if entry.data.get("title") else "",
        }
        for field, mark in marks.items():
            earlier = first.setdefault((field, mark), entry) if mark else entry
            if earlier is not entry:
                yield Fault(entry, (field,), f"“{earlier.id}” has the same {field}.", "Keep one of the two.")


@rule(NOTE)
def same_title(overlay: Overlay) -> Iterator[Fault]:
    """A reference has the title, year and first author of another, but no identifier to show whether it is the same work."""
    first: dict[tuple[str, int, str], Entry] = {}
    known = {new.id for new, _, same_work in overlay.replacements if same_work}
    shaped = {id(entry.data) for entry in sound(overlay)}
    for entry in every(overlay):
        readable = not entry.source.strict or id(entry.data) in shaped
        if mark := _mark(entry) if readable else None:
            earlier = first.setdefault(mark, entry)
            if earlier.id != entry.id and entry.id not in known:
                hint = "If it is, add that work’s DOI or PMID; both ids will then name it."
                yield Fault(entry, ("title",), f"This may be the same work as “{earlier.id}”.", hint)


def _mark(entry: Entry) -> tuple[str, int, str] | None:
    """Title, year and first author of a reference that has all three."""
    people = entry.data.get("author")
    year = year_of(entry.data) if entry.kind == "reference" else None
    title = entry.data.get("title")
    if (
        not year
        or not isinstance(title, str)
        or not isinstance(people, list)
        or not people
        or not isinstance(people[0], dict)
    ):
        return None
    return indexed(title), year, fold(family_of(people[0]))

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from roundtrip import FULL, builtin, differences, one_quote, printed, read_with_pandoc, read_with_pybtex

from collabref.cite.bibtex import escape, write
from collabref.cite.values import plain
from collabref.load import bib_file

# What pandoc's BibTeX reader loses, with the type of work: not the format.
LOST_BY_PANDOC = {
    ("type", "webpage"),  # every @misc loses its type
    ("container-title", "webpage"),  # howpublished goes to the publisher
    ("publisher", "webpage"),
    ("issue", "webpage"),  # only read in articles
    ("number", "article-journal"),  # eid is not read
    ("collection-number", "report"),  # a report has only one number
}


def test_every_built_in_reference_is_read_back_by_pybtex() -> None:
    references = [*builtin(), FULL]
    assert differences("bibtex", references, read_with_pybtex(write(references))) == {}


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_every_built_in_reference_is_read_back_by_pandoc(dialect: str) -> None:
    references = one_quote(builtin())
    read = one_quote(read_with_pandoc(write(builtin()), dialect))
    assert differences("bibtex", references, read, LOST_BY_PANDOC) == {}


def test_every_built_in_reference_is_read_back_by_collabref() -> None:
    source = bib_file.read(write([*builtin(), FULL]).encode(), "library.bib")
    assert source.problems == ()
    left_over = {item["id"] for item in source.data["references"] if "bibtex" in item.get("custom", {})}
    assert left_over == set()


def fields_of(item: dict[str, Any]) -> dict[str, str]:
    """The lines of the one entry that ``item`` becomes, by field; values without the outer braces."""
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", write([{"id": "k", "type": "book", **item}]), re.MULTILINE))


def test_a_whole_entry() -> None:
    assert (
        write([FULL])
        == r"""@techreport{full2008,
  author = {van der Berg, Jr, Anna M. and {Barnes and Noble, Inc.} and Øvretveit, John and {de Silva}, D. and others},
  editor = {Šimić, Łukasz},
  title = {{Costs \& benefits of 50\% more\_networks: \#1 at \$5 \textbraceleft{}sic\textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{} “so-called” NHS}},
  howpublished = {{Œuvres \& more}},
  series = {{Evidence scan}},
  institution = {{Department of Health and Social Care}},
  address = {Kraków},
  volume = {7},
  edition = {2},
  type = {Working paper},
  number = {RR\_1},
  pages = {243.e1--243.e8},
  year = {2008},
  month = {6},
  day = {28},
  doi = {10.1002/(SICI)1099_x<1::AID-1%2>3.0.CO;2-#},
  url = {https://example.org/~a_b?c=1&d=%20#e;f},
  pmid = {123},
  pmcid = {PMC123},
  isbn = {978-1-4051-6830-4},
  issn = {1234-567X},
  langid = {en-GB},
  urldate = {2026-11-02},
  note = {Seen as a preprint. Accessed 2026-11-02},
  keywords = {qic, cost \& benefit},
  abstract = {First. 5\% of 2\textasciicircum{}3.},
}
"""
    )


def test_nothing_becomes_nothing() -> None:
    assert write([]) == ""


@pytest.mark.parametrize(
    ("kind", "entry", "container"),
    [
        ("article-journal", "article", "journal"),
        ("chapter", "incollection", "booktitle"),
        ("paper-conference", "inproceedings", "booktitle"),
        ("webpage", "misc", "howpublished"),
        ("post-weblog", "misc", "howpublished"),
        ("dataset", "misc", "howpublished"),
        ("thesis", "phdthesis", "howpublished"),
    ],
)
def test_the_entry_type_is_one_that_every_style_has(kind: str, entry: str, container: str) -> None:
    text = write([{"id": "k", "type": kind, "title": "T", "container-title": "C"}])
    assert text.startswith(f"@{entry}{{k,\n")
    assert f"  {container} = {{{{C}}}},\n" in text


def test_a_masters_thesis_is_one() -> None:
    assert write([{"id": "k", "type": "thesis", "genre": "Master’s thesis"}]).startswith("@mastersthesis{")


def test_magazines_and_newspapers_are_told_apart() -> None:
    assert fields_of({"type": "article-magazine"}) == {"entrysubtype": "magazine"}
    assert fields_of({"type": "article-newspaper"}) == {"entrysubtype": "newspaper"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Lee", "given": "Anna"}, "Lee, Anna"),
        ({"family": "Paris", "given": "M.", "suffix": "Jr"}, "Paris, Jr, M."),
        ({"family": "Paris", "suffix": "Jr"}, "Paris, Jr, "),
        ({"family": "Berg", "given": "A.", "non-dropping-particle": "van der"}, "van der Berg, A."),
        ({"family": "Beethoven", "given": "L.", "dropping-particle": "van"}, "van Beethoven, L."),
        ({"family": "le May", "given": "A."}, "{le May}, A."),
        ({"family": "Abos Mendizabal", "given": "G."}, "Abos Mendizabal, G."),
        (
            {"family": "Berg", "given": "A.", "dropping-particle": "von", "non-dropping-particle": "der"},
            "von der Berg, A.",
        ),
        ({"family": "Gogh", "non-dropping-particle": "van"}, "van Gogh"),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Plato"}, "{Plato}"),
        ({"family": "World Health Organization"}, "{World Health Organization}"),
        ({"literal": "NHS England"}, "{NHS England}"),
        ({"literal": "Barnes & Noble, Inc."}, r"{Barnes \& Noble, Inc.}"),
        ({"family": "Strunk and White", "given": "A, B"}, "{Strunk and White}, {A, B}"),
        ({"family": "Strunk AND White", "given": "A."}, "{Strunk AND White}, A."),
    ],
)
def test_names(name: dict[str, str], written: str) -> None:
    assert fields_of({"author": [name]}) == {"author": written}


def test_nobody_is_no_author() -> None:
    assert fields_of({"author": [{}, {"family": "Lee"}, {"literal": ""}]}) == {"author": "Lee"}
    assert fields_of({"author": [{}], "custom": {"authors-incomplete": True}}) == {}


@pytest.mark.parametrize(
    ("kind", "publisher"),
    [("book", "publisher"), ("report", "institution"), ("thesis", "school"), ("webpage", "organization")],
)
def test_the_publisher_stands_where_the_entry_has_it(kind: str, publisher: str) -> None:
    assert fields_of({"type": kind, "publisher": "A house"}) == {publisher: "A house"}


def test_an_incomplete_list_of_authors_says_so() -> None:
    item = {"author": [{"family": "Lee", "given": "A."}], "custom": {"authors-incomplete": True}}
    assert fields_of(item) == {"author": "Lee, A. and others"}
    assert fields_of({"editor": item["author"], "custom": item["custom"]}) == {"editor": "Lee, A. and others"}


def test_a_keyword_may_hold_a_comma() -> None:
    assert fields_of({"keyword": "Aged, 80 and over; Humans"}) == {"keywords": "Aged, 80 and over; Humans"}
    assert fields_of({"keyword": "Aged; Humans"}) == {"keywords": "Aged, Humans"}


def test_identifiers_are_text_and_addresses_are_not() -> None:
    assert fields_of({"ISSN": "1234-5679, 2345-6781", "language": "en_US"}) == {
        "issn": "1234-5679, 2345-6781", "langid": r"en\_US",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Among 10<sup>6</sup> births", r"{Among 10\textsuperscript{6} births}"),
        ("10⁻³ m² of CO₂", r"{10\textsuperscript{-3} m\textsuperscript{2} of CO\textsubscript{2}}"),
        ("x<sup>n+1</sup>", r"{x\textsuperscript{n+1}}"),
        ("2<sup>1.5</sup>", r"{2\textasciicircum{}1.5}"),
    ],
)
def test_exponents_stay_exponents(title: str, written: str) -> None:
    assert fields_of({"title": title}) == {"title": written}


def test_characters_for_private_use_stay_themselves() -> None:
    assert fields_of({"title": "A\ue000 alpha \ue001 B"}) == {"title": "{A\ue000 alpha \ue001 B}"}


def test_what_is_not_in_the_calendar_is_left_out() -> None:
    assert fields_of({"issued": {"date-parts": [[2019, 0, 0]]}}) == {"year": "2019"}


def test_a_range_or_a_season_is_said_in_date_too() -> None:
    assert fields_of({"issued": {"date-parts": [[2001, 12], [2002, 1, 5]]}}) == {
        "year": "2001", "month": "12", "date": "2001-12/2002-01-05",
    }  # fmt: skip
    assert fields_of({"issued": {"date-parts": [[2012]], "season": 2}}) == {"year": "2012", "date": "2012-22"}


def test_supplements_and_parts_stand_after_the_issue() -> None:
    item = {"type": "article-journal", "issue": "12", "supplement-number": "7", "part-number": "1"}
    assert fields_of(item) == {"number": "12 Suppl 7 Pt 1"}


def test_what_biblatex_has_a_field_for_is_written() -> None:
    item = {
        "translator": [{"family": "Lee", "given": "A."}],
        "container-title-short": "J Ward",
        "version": "2.1",
        "number-of-volumes": "3",
        "status": "in press",
        "event-title": "AMIA",
        "event-place": "Paris",
        "event-date": {"date-parts": [[2002, 4, 3], [2002, 4, 5]]},
    }
    assert fields_of(item) == {
        "translator": "Lee, A.", "shortjournal": "J Ward", "version": "2.1", "volumes": "3", "pubstate": "in press",
        "eventtitle": "AMIA", "venue": "Paris", "eventdate": "2002-04-03/2002-04-05",
    }  # fmt: skip


def test_a_particle_with_a_comma_makes_no_suffix() -> None:
    assert fields_of({"author": [{"family": "Berg", "given": "A.", "non-dropping-particle": "van, der"}]}) == {
        "author": "{van, der} Berg, A."
    }


def test_an_article_has_an_issue_and_an_article_number() -> None:
    article = {"type": "article-journal", "issue": "4", "number": "e020930"}
    assert fields_of(article) == {"number": "4", "eid": "e020930"}
    assert fields_of(article | {"page": "e020930"}) == {"number": "4", "pages": "e020930"}


def test_other_works_have_their_number_or_that_of_their_series_and_an_issue() -> None:
    assert fields_of({"collection-number": "3", "issue": "2"}) == {"number": "3", "issue": "2"}
    assert fields_of({"collection-number": "3", "number": "RR-1"}) == {"number": "RR-1"}


def test_a_house_of_two_names_is_one() -> None:
    assert fields_of({"publisher": "Strunk AND White"}) == {"publisher": "{Strunk AND White}"}
    assert fields_of({"publisher-place": "London and Oxford"}) == {"address": "{London and Oxford}"}


def test_a_note_ends_as_it_did_unless_it_goes_on() -> None:
    assert fields_of({"note": "See appendix X."}) == {"note": "See appendix X."}
    accessed = {"date-parts": [[2026, 11, 2]]}
    noted = fields_of({"note": "See appendix X.", "accessed": accessed})
    assert noted["note"] == "See appendix X. Accessed 2026-11-02"


def test_a_date_of_access_is_said_once() -> None:
    page = {"type": "webpage", "accessed": {"date-parts": [[2026, 11, 2]]}, "note": "Accessed in November"}
    assert fields_of(page) == {"urldate": "2026-11-02", "note": "Accessed in November"}


def test_a_date_that_is_words_stands_as_the_year() -> None:
    assert fields_of({"issued": {"literal": "in press"}}) == {"year": "in press"}


def test_an_address_keeps_its_signs_but_for_those_that_would_break_the_file() -> None:
    assert fields_of({"URL": "https://x.org/a_b%20c#d&e~f{g} h\\i"}) == {
        "url": "https://x.org/a_b%20c#d&e~f%7Bg%7D%20h%5Ci"
    }


def test_markup_of_other_programs_is_left_out() -> None:
    assert fields_of({"title": "In <i>vivo</i> at p <0.05"}) == {"title": r"{In vivo at p \textless{}0.05}"}


def keys_of(*ids: str) -> list[str]:
    return re.findall(r"^@book\{(.*),$", write([{"id": id, "type": "book"} for id in ids]), re.MULTILINE)


def test_keys_are_safe_and_unique_in_any_letter_case() -> None:
    assert keys_of("schouten2008") == ["schouten2008"]
    assert keys_of("-a-", "X-ray!") == ["-a-", "X-ray"]
    odd = ["Müller, A. {x}", "http://zotero.org/1/items#AB", "a%b", "%"]
    assert keys_of(*odd) == ["muller-a.-x", "http://zotero.org/1/items-AB", "a-b", "reference"]
    assert keys_of("Lee2008", "lee2008", "LEE2008") == ["Lee2008", "lee2008-2", "LEE2008-3"]


def test_an_id_that_is_safe_keeps_its_key_also_after_one_that_becomes_the_same() -> None:
    assert keys_of("a b", "a-b", "a~b") == ["a-b-2", "a-b", "a-b-3"]


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
hard_text = st.text(st.sampled_from("aB1 {}\\&%#_$~^\"',=@-`?!<>|()é≥β–’"), max_size=30)
# What text may contain: anything but LaTeX's special characters, and those as commands.
SAFE = re.compile(r"(?:[^&%#_$~^\\]|\\[&%#_$]|\\[A-Za-z]+\{|\\[A-Za-z]+(?=\}))*")


@given(any_text | hard_text)
def test_any_text_comes_through_and_nothing_in_it_is_a_command(text: str) -> None:
    item = {"id": "k", "type": "book", "title": text, "note": text, "publisher": text}
    fields = parse_string(write([item]), "bibtex").entries["k"].fields
    for field in ("title", "note", "publisher"):
        assert printed(fields.get(field, "")) == plain(text)
        assert SAFE.fullmatch(fields.get(field, ""))


@given(any_text | hard_text)
def test_no_key_breaks_the_file(id: str) -> None:
    (entry,) = parse_string(write([{"id": id, "type": "book", "title": "T"}]), "bibtex").entries.values()
    assert entry.fields["title"] == "{T}"


@given(any_text | hard_text, any_text | hard_text)
def test_any_name_stays_the_same_person(family: str, given: str) -> None:
    name = {"family": family, "given": given}
    people = parse_string(write([{"id": "k", "type": "book", "author": [name, name]}]), "bibtex").entries["k"].persons
    if plain(family) and plain(given):
        for person in people["author"]:
            assert not person.prelast_names
            assert printed(" ".join(person.last_names)) == plain(family)
            assert printed(" ".join([*person.first_names, *person.middle_names])) == plain(given)


def test_two_hyphens_stay_two() -> None:
    assert escape("a -- b --- ``c''") == "a -{}- b -{}-{}- `{}`c'{}'"


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("β", r"\ensuremath{\beta}"),
        ("Γ", r"\ensuremath{\Gamma}"),
        ("λ", r"\ensuremath{\lambda}"),  # Unicode calls it lamda
        ("ς", r"\ensuremath{\varsigma}"),
        ("ο", "ο"),  # letters that look Latin have no command
        ("Α", "Α"),
    ],
)
def test_greek_letters_are_commands_where_there_is_one(letter: str, written: str) -> None:
    assert escape(letter) == written

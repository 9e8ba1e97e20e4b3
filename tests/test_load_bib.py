import builtins
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.cite import bibtex, values
from collabref.errors import LibraryError
from collabref.load import bib_file, read_datafile
from collabref.load.bib_records import entries
from collabref.load.datafile import DataFile

LEE = "@article{lee2008,\n  author = {Lee, Anna},\n  title = {{A Title}},\n  year = {2008},\n}\n"
MORE = "@book{wenger1998, title = {Practice}, year = 1998}\n"


def read(text: str | bytes) -> DataFile:
    return bib_file.read(text if isinstance(text, bytes) else text.encode(), "my.bib")


def only(text: str) -> dict[str, Any]:
    """The one item in ``text``, without its id and without problems."""
    source = read(text)
    assert source.problems == ()
    (item,) = source.data["references"]
    return {key: value for key, value in item.items() if key != "id"}


def entry(**fields: str) -> dict[str, Any]:
    """What an @article with these fields becomes, without its type."""
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    item = only(f"@article{{k,\n{body}}}\n")
    assert item.pop("type") == "article-journal"
    return item


def told(source: DataFile) -> list[tuple[str, int]]:
    """The problems, as rules and lines."""
    return [(problem.rule, problem.line) for problem in source.problems]


def said(source: DataFile) -> list[str]:
    """The problems, as messages; all are errors."""
    assert {problem.level for problem in source.problems} <= {"error"}
    return [problem.sentence for problem in source.problems]


def ids(source: DataFile) -> list[str]:
    return [item["id"] for item in source.data["references"]]


def failure(text: str | bytes) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        read(text)
    return caught.value


def test_an_entry() -> None:
    source = read(LEE)
    assert source.data == {
        "references": [
            {
                "id": "lee2008",
                "type": "article-journal",
                "title": "A Title",
                "author": [{"family": "Lee", "given": "Anna"}],
                "issued": {"date-parts": [[2008]]},
            }
        ]
    }
    assert not source.strict
    assert source.mark(("references", 0, "title")) == (1, 1)


FOREIGN = Path(__file__).parent / "data" / "foreign"


@pytest.mark.parametrize(
    ("file", "key", "path", "value"),
    [
        ("K04-bib-superscripts-are-lost", "s1", "title", "Teams of 10⁶ and doses of 10⁻³ g"),
        ("K08-bib-extended-names", "e1", "author.0", {"family": "Bergh", "given": "Piet", "non-dropping-particle": "van den"}),
        ("K08-bib-extended-names", "e2", "author.0", {"family": "Bergh", "given": "Piet", "dropping-particle": "van den"}),
        ("K09-bib-dotless-i", "i1", "author.0", {"family": "Pío", "given": "María"}),
        ("K09-bib-dotless-i", "i1", "title", "Naïve care"),
        ("K10-bib-accented-capital-first", "a1", "author.0", {"family": "Moss", "given": "Ángel"}),
        ("K10-bib-accented-capital-first", "a1", "author.1", {"family": "Fern", "given": "Özge"}),
        ("K11-bib-field-name-with-a-space", "Moss2020", "number", "17220"),
        ("K12-bib-types-with-underscore", "Fern2021", "type", "webpage"),
        ("K12-bib-types-with-underscore", "Fern2010", "publisher-place", "York"),
        ("K38-bib-location-and-address", "l1", "publisher-place", "New York, NY, USA"),
        ("K38-bib-location-and-address", "l1", "event-place", "Oslo, Norway"),
        ("K39-bib-article-numbers", "n1", "number", "e021234"),
        ("K39-bib-article-numbers", "n2", "number", "77"),
        ("K41-bib-latex-commands-left", "t1", "title", "Care of Homo faber in 10 000 beds: “safe” at 5 µg & fast"),
        ("K42-bib-months-and-journals-without-braces", "u1", "issued", {"date-parts": [[2001, 3]]}),
        ("K42-bib-months-and-journals-without-braces", "u1", "container-title", "wardlab"),
        ("K43-bib-no-key-no-comma", "moss-2001", "title", "Exported without a label"),
        ("K44-bib-dates", "w1", "issued", {"date-parts": [[2012, 6]]}),
        ("K44-bib-dates", "w2", "issued", {"date-parts": [[2012]], "season": 2}),
        ("K44-bib-dates", "w3", "issued", {"date-parts": [[-380]]}),
        ("K45-bib-arxiv", "y1", "URL", "https://arxiv.org/abs/2101.00001"),
        ("K46-bib-crossref-of-an-inbook", "z1", "author.0.family", "Moss"),
        ("K46-bib-xdata", "z3", "publisher", "Ward Press"),
        ("K47-bib-subtitles-of-the-container", "q1", "container-title", "C: D"),
        ("K47-bib-subtitles-of-the-container", "q2", "container-title", "F: G"),
        ("K48-bib-doi-and-addresses-in-latex", "o1", "DOI", "10.5555/(SICI)1234(199821)14:1<3::AID-X1>3.0.CO;2-K"),
        ("K48-bib-doi-and-addresses-in-latex", "o2", "note", "See https://example.org/~moss"),
        ("K48-bib-doi-and-addresses-in-latex", "o3", "note", "the page (https://example.org/a)"),
        ("K65-bib-accents-beyond-latin-2", "v1", "author.0", {"family": "Nguyễn", "given": "Vỹ"}),
        ("K65-bib-accents-beyond-latin-2", "v1", "author.1", {"family": "Trần", "given": "Gẽ"}),
        ("K66-bib-key-with-a-space", "Moss 2001", "title", "Spaced key"),
        ("K66-bib-key-with-a-space", "Fern and Moss (2002)", "title", "Key with parentheses"),
        ("K67-bib-missing-comma", "m1", "title", "No comma before"),
        ("K68-bib-comment-inside-an-entry", "m2", "title", "Remarked"),
        ("K69-bib-at-sign-begins-a-line", "m3", "abstract", "Contact: @wardoffice on weekdays."),
        ("K70-bib-pmid-and-pmc", "g1", "PMID", "12345678"),
        ("K70-bib-pmid-and-pmc", "g1", "PMCID", "PMC3456789"),
        ("K73-bib-and-left-over", "x1", "author", [{"family": "Moss", "given": "Ivy"}]),
        ("K73-bib-and-left-over", "x2", "author.1", {"family": "Fern", "given": "Jo"}),
        ("K74-bib-braced-escapes-in-doi-and-url", "b1", "DOI", "10.5555/978-3-16_7"),
        ("K74-bib-braced-escapes-in-doi-and-url", "b1", "URL", "https://example.org/a_b%20~c"),
        ("K76-bib-parenthesis-in-quotes", "m4", "title", "Shape and science (Part I)"),
    ],
)  # fmt: skip
def test_files_of_other_programs(file: str, key: str, path: str, value: Any) -> None:
    items = read((FOREIGN / f"{file}.bib").read_bytes()).data["references"]
    found: Any = next(item for item in items if item["id"] == key)
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    assert found == value


def test_each_file_of_another_program_holds_as_many_works_as_it_has_entries() -> None:
    for file in FOREIGN.glob("*.bib"):
        works = file.read_text(encoding="utf-8").count("\n@") + 1 - file.name.startswith(("K46-bib-xdata", "K69"))
        assert len(read(file.read_bytes()).data["references"]) == works, file.name


def test_a_library_may_be_a_bib_file(library: Any) -> None:
    assert ids(read_datafile(library(LEE, "my.bib"))) == ["lee2008"]


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("article", "article-journal"),
        ("book", "book"),
        ("inbook", "chapter"),
        ("incollection", "chapter"),
        ("inproceedings", "paper-conference"),
        ("conference", "paper-conference"),
        ("techreport", "report"),
        ("PhDThesis", "thesis"),
        ("online", "webpage"),
        ("misc", "document"),
        ("nonesuch", "document"),
    ],
)
def test_types(kind: str, type: str) -> None:
    assert only(f"@{kind}{{k, title = {{T}}}}")["type"] == type


def test_a_misc_with_an_address_is_a_webpage() -> None:
    assert only("@misc{k, url = {https://example.org}}") == {"type": "webpage", "URL": "https://example.org"}
    assert only(r"@misc{k, howpublished = {\url{https://example.org/a_b}}}") == {
        "type": "webpage",
        "URL": "https://example.org/a_b",
    }


def test_where_the_fields_go() -> None:
    assert entry(
        journal="BMJ Open", volume="12", number="4", eid="e1", pages="1--9", edition="2", series="S", publisher="P",
        address="London", abstract="A", keywords="a, b", note="N", language="en",
    ) == {
        "container-title": "BMJ Open", "volume": "12", "issue": "4", "number": "e1", "page": "1-9", "edition": "2",
        "collection-title": "S", "publisher": "P", "publisher-place": "London", "abstract": "A", "keyword": "a, b",
        "note": "N", "language": "en",
    }  # fmt: skip


def test_biblatex_says_it_otherwise() -> None:
    assert entry(journaltitle="BMJ", location="London", date="2008-06-28", subtitle="and more", title="T") == {
        "container-title": "BMJ",
        "publisher-place": "London",
        "issued": {"date-parts": [[2008, 6, 28]]},
        "title": "T: and more",
    }


def test_a_number_means_different_things() -> None:
    assert only("@techreport{k, number = {7}, institution = {IHI}}") == {
        "type": "report",
        "number": "7",
        "publisher": "IHI",
    }
    assert only("@book{k, number = {7}, series = {S}}") == {
        "type": "book",
        "collection-number": "7",
        "collection-title": "S",
    }


def test_an_issue_and_a_kind_of_work_are_read_where_they_are_written() -> None:
    assert only("@book{k, issue = {2}, type = {Working paper}}") == {
        "type": "book",
        "issue": "2",
        "genre": "Working paper",
    }
    assert entry(number="1", issue="2") == {"issue": "1", "custom": {"bibtex": {"issue": "2"}}}
    assert "genre" not in only("@thesis{k, title = {T}}")
    assert only("@misc{k, howpublished = {Ward Studies online}}")["container-title"] == "Ward Studies online"


@pytest.mark.parametrize("subtype", ["magazine", "newspaper"])
def test_a_magazine_and_a_newspaper_are_told_apart(subtype: str) -> None:
    assert only(f"@article{{k, entrysubtype = {{{subtype.title()}}}}}") == {"type": f"article-{subtype}"}
    assert entry(entrysubtype="letter") == {"custom": {"bibtex": {"entrysubtype": "letter"}}}


def test_what_csl_has_no_place_for_is_kept() -> None:
    assert entry(title="T", file="a.pdf:PDF", timestamp="2020") == {
        "title": "T",
        "custom": {"bibtex": {"file": "a.pdf:PDF", "timestamp": "2020"}},
    }


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({"year": "2008"}, [[2008]]),
        ({"year": "2008", "month": "6"}, [[2008, 6]]),
        ({"year": "2008", "month": "1"}, [[2008, 1]]),
        ({"year": "2008", "month": "12", "day": "31"}, [[2008, 12, 31]]),
        ({"year": "2008", "month": "12", "day": "32"}, [[2008, 12]]),
        ({"year": "2008", "month": "June"}, [[2008, 6]]),
        ({"year": "2008", "month": "28~June"}, [[2008, 6, 28]]),
        ({"year": "2008", "month": "6", "day": "28"}, [[2008, 6, 28]]),
        ({"date": "2008-06"}, [[2008, 6]]),
        ({"date": "2008/2010"}, [[2008], [2010]]),
        ({"date": "2008-05/2008-07"}, [[2008, 5], [2008, 7]]),
        ({"date": "2008/"}, [[2008]]),
        ({"date": "2008~"}, [[2008]]),
        ({"year": "[2008]"}, [[2008]]),
        ({"year": "2008a"}, [[2008]]),
    ],
)
def test_dates(fields: dict[str, str], parts: list[list[int]]) -> None:
    assert entry(**fields)["issued"] == {"date-parts": parts}


def test_a_date_without_a_year_stays_words() -> None:
    assert entry(year="in press") == {"issued": {"literal": "in press"}}


def test_a_month_by_its_macro() -> None:
    assert only("@article{k, year = 2008, month = jun}")["issued"] == {"date-parts": [[2008, 6]]}


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Lee, Anna", [{"family": "Lee", "given": "Anna"}]),
        ("Anna M. Lee", [{"family": "Lee", "given": "Anna M."}]),
        ("{NHS England}", [{"literal": "NHS England"}]),
        ("{Barnes and Noble, Inc.} and Lee, A.", [{"literal": "Barnes and Noble, Inc."}, {"family": "Lee", "given": "A."}]),
        ("van der Berg, Anna", [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"}]),
        ("{de Silva}, D.", [{"family": "de Silva", "given": "D."}]),
        ("Paris, Jr, M.", [{"family": "Paris", "given": "M.", "suffix": "Jr"}]),
        (r"{\O}vretveit, John", [{"family": "Øvretveit", "given": "John"}]),
        (r'M{\"u}ller, J{\'e}r\^ome', [{"family": "Müller", "given": "Jérôme"}]),
        ("Plato", [{"family": "Plato"}]),
        ("Abos Mendizabal, Gaizka Jon", [{"family": "Abos Mendizabal", "given": "Gaizka Jon"}]),
    ],
)  # fmt: skip
def test_names(written: str, people: list[dict[str, str]]) -> None:
    assert entry(author=written) == {"author": people}


def test_and_others_means_that_the_list_goes_on() -> None:
    assert entry(author="Lee, A. and others") == {
        "author": [{"family": "Lee", "given": "A."}],
        "custom": {"authors-incomplete": True},
    }


def test_a_name_that_cannot_be_taken_apart_is_read_and_named() -> None:
    source = read("\n@article{k, author = {Lee, A, B, C, D and Kim, B.}}")
    assert source.data["references"][0]["author"] == [{"literal": "Lee, A, B, C, D"}, {"family": "Kim", "given": "B."}]
    assert told(source) == [("bib-name", 2)]


@pytest.mark.parametrize("value", [r"10.1/a_b%c", r"10.1/a\_b\%c", "https://doi.org/10.1/a_b%c", "{10.1/a_b%c}"])
def test_a_doi_is_bare_and_as_it_is(value: str) -> None:
    assert entry(doi=value) == {"DOI": "10.1/a_b%c"}


def test_an_eprint_of_pubmed_is_a_pmid() -> None:
    assert entry(eprint="123", eprinttype="pubmed") == {"PMID": "123"}
    assert entry(eprint="123", archiveprefix="PubMed") == {"PMID": "123"}
    assert entry(eprint="1234.5678") == {"custom": {"bibtex": {"eprint": "1234.5678"}}}


def test_the_date_of_access_in_words_is_not_said_twice() -> None:
    assert entry(urldate="2026-11-22", note="Seen. Accessed 2026-11-22") == {
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "note": "Seen",
    }


def test_crossref_gives_what_is_not_there() -> None:
    source = read("@inbook{a, title={T}, crossref={B}}\n@book{b, title={Whole}, editor={Lee, A}, year=2008}")
    assert source.data["references"][0]["container-title"] == "Whole"
    assert source.data["references"][0]["title"] == "T"
    assert source.data["references"][0]["issued"] == {"date-parts": [[2008]]}


def test_crossref_gives_the_author_but_no_title_pages_or_doi() -> None:
    source = read(
        "@inbook{a, year=2009, crossref={b}}\n@book{b, title={Whole}, author={Lee, A}, pages={9}, doi={10.1000/b}}"
    )
    assert source.data["references"][0] == {
        "id": "a",
        "type": "chapter",
        "author": [{"family": "Lee", "given": "A"}],
        "container-title": "Whole",
        "issued": {"date-parts": [[2009]]},
        "custom": {"bibtex": {"crossref": "b"}},
    }


def test_crossref_goes_on_from_parent_to_parent_and_never_in_a_circle() -> None:
    source = read(
        "@inbook{a, title={Part}, crossref=b}\n@book{b, title={Volume}, crossref=c, volume=2}\n"
        "@mvbook{c, title={Work}, publisher={Press}, crossref=c}"
    )
    part, volume, _ = source.data["references"]
    assert (part["title"], part["container-title"], part["publisher"]) == ("Part", "Volume", "Press")
    assert (volume["title"], volume["container-title"]) == ("Volume", "Work")


def test_an_article_takes_the_title_of_a_periodical_for_its_journal() -> None:
    source = read("@article{a, title={T}, crossref={j}}\n@periodical{j, title={Ward Lab}, year=2001}")
    assert source.data["references"][0]["container-title"] == "Ward Lab"


def test_xdata_gives_all_that_it_has_and_is_no_work() -> None:
    source = read(
        "@book{a, title={T}, xdata={press, place}}\n@xdata{press, publisher={Press}, title={No}, xdata=press}\n"
        "@xdata{place, location={York}}"
    )
    (book,) = source.data["references"]
    assert (book["title"], book["publisher"], book["publisher-place"]) == ("T", "Press", "York")


def test_cross_references_cannot_make_more_of_a_file_than_is_in_it() -> None:
    big = "x" * 90_000
    source = read(
        f"@book{{b, title={{T}}, note={{{big}}}}}\n" + "".join(f"@inbook{{k{n}, crossref=b}}\n" for n in range(99))
    )
    assert "crossref" in {rule for rule, _ in told(source)}
    assert sum("note" in each for each in source.data["references"]) < 40


def test_strings_comments_preambles_quotes_and_parentheses() -> None:
    source = read(
        '@string{bmj = "British " # {Medical Journal}}\n@STRING(oup = {OUP})\n'
        "@comment{ @article{old, title = {Not this}} }\n@preamble{ {\\newcommand{\\x}{y}} }\n"
        "% @comment with a { brace\nSome words between.\n"
        '@Article{k, title = "A {"}quoted{"} title", journal = bmj # " (online)"}\n'
        "@book(b, title = {In (round) brackets}, publisher = oup)\n"
    )
    assert source.problems == ()
    article, book = source.data["references"]
    assert article["container-title"] == "British Medical Journal (online)"
    assert article["title"] == 'A "quoted" title'
    assert (book["title"], book["publisher"]) == ("In (round) brackets", "OUP")


def test_an_unknown_string_is_named_and_the_rest_is_read() -> None:
    source = read("@article{k,\n title = {T},\n journal = bmjj,\n year = 2008}")
    assert told(source) == [("undefined-string", 3)]
    assert said(source) == ["No @string defines “bmjj”; it is read as text. Put it in braces."]
    assert source.data["references"][0]["container-title"] == "bmjj"
    assert source.data["references"][0]["title"] == "T"


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_and_any_line_ends_are_no_matter(bom: bytes, newline: bytes) -> None:
    source = read(bom + (LEE + MORE).encode().replace(b"\n", newline))
    assert ids(source) == ["lee2008", "wenger1998"]
    assert source.mark(("references", 1)) == (6, 1)
    assert source.problems == ()


def test_utf_16_is_read() -> None:
    assert ids(read(LEE.encode("utf-16"))) == ["lee2008"]


def test_latin_1_is_read_and_named_with_its_line() -> None:
    source = read(b"@book{a, title = {\xc3\x89tude}}\n@book{b, title = {Caf\xe9 \x93x\x94}}\n")
    assert [item["title"] for item in source.data["references"]] == ["Étude", "Café “x”"]
    assert told(source) == [("not-utf-8", 2)]
    assert source.problems[0].column == 22


def test_a_value_that_does_not_end_does_not_swallow_what_follows() -> None:
    source = read("@article{bad, title = {No end,\n year = 2008\n}\n\n" + LEE + MORE)
    assert ids(source) == ["bad", "lee2008", "wenger1998"]
    bad = source.data["references"][0]
    assert (bad["title"], bad["issued"]) == ("No end", {"date-parts": [[2008]]})
    assert told(source) == [("bib-field", 1)]


def test_nor_where_two_braces_are_missing() -> None:
    source = read("@article{bad, title = {{No {end,\n year = 2008\n}\n\n" + LEE + MORE)
    assert ids(source) == ["bad", "lee2008", "wenger1998"]
    assert told(source) == [("bib-field", 1)]


def test_nor_where_a_quotation_mark_is_missing() -> None:
    source = read('@article{bad, title = "No end,\n year = 2008\n}\n\n' + LEE)
    assert ids(source) == ["bad", "lee2008"]
    assert source.data["references"][0]["issued"] == {"date-parts": [[2008]]}
    assert told(source) == [("bib-field", 1)]


def test_an_entry_inside_a_value_is_its_text_and_named() -> None:
    source = read("@book{a,\n annote = {\n@book{b, title = {B}}\n},\n title = {A}\n}\n" + LEE)
    assert ids(source) == ["a", "lee2008"]
    assert source.data["references"][0]["title"] == "A"
    assert told(source) == [("bib-field", 3)]


def test_nor_on_one_line() -> None:
    source = read("@book{a, title = {A}} @book{bad, title = {No end @book{c, title = {C}}")
    assert ids(source) == ["a", "c"]
    assert told(source) == [("bib-entry", 1)]
    assert source.problems[0].column == 23


def test_an_entry_of_whole_fields_that_does_not_close_is_read_and_named() -> None:
    source = read("@book{a,\n title = {A},\n year = 2001\n\n" + LEE)
    assert ids(source) == ["a", "lee2008"]
    assert source.data["references"][0]["issued"] == {"date-parts": [[2001]]}
    assert told(source) == [("bib-entry", 1)]


def test_a_brace_too_many_tears_off_an_end_that_is_named() -> None:
    source = read("@article{a, title = {A}},\n  year = {2008}\n}\n" + LEE)
    assert ids(source) == ["a", "lee2008"]
    assert told(source) == [("stray-text", 1)]
    assert said(source) == ["This text is outside any entry and is skipped. Look for an extra brace before it."]
    assert told(read("@article{a, title = {A}}\n{ x\n" + LEE)) == [("stray-text", 2)]


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    source = read(LEE + "@article{cut, title = {Half a ti")
    assert ids(source) == ["lee2008"]
    assert told(source) == [("bib-entry", 6)]


def test_a_comment_that_does_not_close_hides_nothing() -> None:
    source = read("@comment{ no end\n" + LEE)
    assert ids(source) == ["lee2008"]
    assert told(source) == [("bib-entry", 1)]


def test_what_is_no_field_costs_itself_alone_and_is_named_with_its_line() -> None:
    source = read("@article{bad,\n title {No equals},\n year = 2008,\n}\n" + LEE)
    assert ids(source) == ["bad", "lee2008"]
    assert source.data["references"][0]["issued"] == {"date-parts": [[2008]]}
    assert told(source) == [("bib-field", 2)]
    assert said(source) == [
        "“title {No equals}” is not a field that can be read; it is skipped. "
        "A field is name = {value}, with a comma after it."
    ]


def test_keys_that_stand_twice_are_both_read_and_the_second_is_named() -> None:
    source = read(LEE + LEE.replace("A Title", "Another").replace("lee2008", "Lee2008"))
    assert ids(source) == ["lee2008", "Lee2008-2"]
    assert told(source) == [("duplicate-key", 6)]
    assert "line 1" in source.problems[0].message


def test_the_same_entry_twice_is_read_once_and_named() -> None:
    source = read(LEE + LEE)
    assert ids(source) == ["lee2008"]
    assert told(source) == [("same-record", 6)]


def test_a_field_that_stands_twice_is_named() -> None:
    source = read("@book{k, title = {A}, title = {B}}")
    assert source.data["references"][0]["title"] == "A"
    assert told(source) == [("duplicate-field", 1)]
    assert said(source) == ["“title” occurs twice in “k”; the first is read. Keep one."]


def test_an_entry_without_a_key_gets_an_id_that_no_built_in_reference_can_have() -> None:
    source = read("@article{,\n author = {Lee, A}, year = 2008}\n@book{ , title = {A Title}}")
    assert ids(source) == ["lee-2008", "a-title-nd"]
    assert told(source) == [("no-key", 1), ("no-key", 3)]


def test_a_key_may_be_anything_and_is_only_a_name() -> None:
    assert ids(read("@book{../../etc/passwd, title = {T}}")) == ["../../etc/passwd"]


def test_one_line_of_many_entries_is_read_in_no_time_to_speak_of() -> None:
    assert len(ids(read("".join(f"@book{{k{n}, title = {{T}}}}" for n in range(2000))))) == 2000


def test_many_broken_entries_on_one_line_do_not_take_for_ever() -> None:
    # If each were read to the end of the file, this would take days.
    text = "@book{k, title = {" * 200_000 + "@book{last, title = {T}}"
    assert sum(entry.whole for entry in entries(text)) == 1


def test_braces_without_end_do_not_take_for_ever() -> None:
    error = failure("@book{k, title = " + "{" * 1_000_000)
    assert error.problem.rule == "bib-entry"
    nested = "{" * 5000 + "}" * 5000
    assert ids(read(f"@book{{k, title = {nested}}}\n{LEE}")) == ["k", "lee2008"]


def test_a_record_of_megabytes_is_no_reference() -> None:
    source = read(f"@book{{k, title = {{{'x' * 2_000_000}}}}}\n{LEE}")
    assert ids(source) == ["lee2008"]
    assert "too long" in source.problems[0].message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("Dear librarian,", "not-bibtex"),
        ("@comment{only}", "not-bibtex"),
        ("@article{a, title = {", "bib-entry"),
        ("TY  - JOUR\nER  - \n", "not-bibtex"),
        ("@book{a, title = {\0}}", "not-text"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_an_error(text: str, rule: str) -> None:
    assert failure(text).problem.rule == rule
    assert failure(text).exit_code == 65


def test_a_field_that_is_too_long_is_lost_alone_and_an_entry_of_no_other_with_it() -> None:
    long = "x" * 100_001
    source = read(f"@book{{a,\n title = {{T}},\n note = {{{long}}}}}\n@book{{b, note = {{{long}}}}}")
    assert source.data["references"] == [{"id": "a", "type": "book", "title": "T"}]
    assert told(source) == [("bib-field", 3), ("bib-field", 4)]


def test_what_is_no_bibtex_is_told_with_its_place() -> None:
    assert str(failure("")) == "my.bib:1:1: The file is empty. Export the library again as BibTeX."
    assert str(failure("Dear librarian,")) == (
        "my.bib:1:1: This is not BibTeX: there is no entry in it. An entry is @article{key, …}."
    )
    assert failure("").problem.level == "error"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "pylatexenc")
    error = failure(LEE)
    assert str(error) == (
        "my.bib: .bib files need the extra “bib”. In the clone of collabref: pipx install --force '.[bib]', "
        "uv tool install '.[bib]' or pip install '.[bib]'."
    )
    assert error.exit_code == 65


def without(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Make ``package`` appear not to be installed."""
    import_module = builtins.__import__

    def refuse(name: str, *rest: Any, **options: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return import_module(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]))
    | st.text(st.sampled_from("aB1 {}\\&%#_$~^\"',-`?!<>|é≥βΓς–’"))
)
def test_what_we_write_we_read(text: str) -> None:
    item = {"id": "k", "type": "book", "title": text, "author": [{"literal": text}, {"family": "Lee", "given": "A."}]}
    (back,) = read(bibtex.write([item])).data["references"]
    assert back.get("title", "") == values.plain(text)
    assert back["author"][-1] == {"family": "Lee", "given": "A."}
    assert back["author"][0].get("literal", values.plain(text)) == values.plain(text)


@given(st.text(st.sampled_from('@{}(),="#%\\ \nabk'), max_size=60))
def test_no_text_whatever_makes_it_stumble(noise: str) -> None:
    try:
        source = read(noise + "\n" + LEE)
    except LibraryError:
        return
    # Either the good entry is read, or the message says why it cannot be.
    assert "lee2008" in ids(source) or source.problems


@given(st.binary(max_size=60))
def test_no_bytes_whatever_make_it_stumble(noise: bytes) -> None:
    try:
        read(noise + b"\n" + LEE.encode())
    except LibraryError as error:
        assert error.problem.rule

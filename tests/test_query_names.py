import json
from collections.abc import Callable

import pytest

from collabref.errors import UsageError
from collabref.query.resolve import choose, family, find, reference_of
from collabref.query.search import search
from collabref.store import Store, open_store
from collabref.text.addresses import doi_address
from collabref.text.identifiers import as_named

pytest_plugins = ["screens"]


@pytest.mark.parametrize(
    ("typed", "kind", "id"),
    [
        ("x-huddle", "approach", "x-huddle"),
        ("X-Huddle", "approach", "x-huddle"),
        ("safety huddle", "approach", "x-huddle"),
        ("  Safety   HUDDLE ", "approach", "x-huddle"),
        ("xsh", "approach", "x-huddle"),
        ("It becomes a ritual", "critique", "x-ritual"),
        ("riverside", "case", "x-riverside"),
        ("there is no time", "challenge", "x-no-time"),
        ("FALLS", "term", "x-falls"),
        ("x-okoro2018", "reference", "x-okoro2018"),
        ("10.5555/XO.2018", "reference", "x-okoro2018"),
        ("doi:10.5555/xo.2018", "reference", "x-okoro2018"),
        ("https://doi.org/10.5555/xo.2018", "reference", "x-okoro2018"),
        ("http://dx.doi.org/10.5555/xo.2018", "reference", "x-okoro2018"),
    ],
)
def test_a_record_is_found_by_id_name_alias_or_doi(field: Store, typed: str, kind: str, id: str):
    found = find(field, typed)
    assert (found["kind"], found["id"]) == (kind, id)


ITEMS = [
    {"id": "a", "type": "book", "title": "A", "PMID": "b", "PMCID": "c", "DOI": "d"},
    {"id": "e", "type": "book", "title": "E", "PMID": "18577559", "PMCID": "PMC2405825"},
    *({"id": id, "type": "book", "title": id} for id in ("b", "c", "d", "18577559")),
]


@pytest.mark.parametrize(
    ("typed", "id"),
    [("b", "b"), ("c", "c"), ("d", "d"), ("18577559", "18577559"), ("PMC2405825", "e"), ("pmc2405825", "e")],
)
@pytest.mark.parametrize("items", [ITEMS, ITEMS[::-1]], ids=["numbers first", "ids first"])
def test_an_id_wins_over_a_number_of_another_work(
    typed: str, id: str, items: list[dict[str, str]], small: str, library: Callable[..., str]
):
    store = open_store([library(json.dumps(items), "zotero.json")])
    assert find(store, typed)["id"] == id
    reference = reference_of(store, typed)
    assert reference is None or reference["id"] == id


def test_what_another_library_calls_a_work_wins_over_a_number_where_it_is_cited(
    small: str, library: Callable[..., str]
):
    items = [
        {"id": "18577559", "type": "book", "title": "Theirs", "DOI": "10.1136/bmj.39570.749884.BE"},
        {"id": "e", "type": "book", "title": "E", "PMID": "18577559"},
    ]
    reference = reference_of(open_store([library(json.dumps(items), "zotero.json")]), "18577559")
    assert reference
    assert reference["id"] == "schouten2008"


def test_a_name_wins_over_a_number(small: str, library: Callable[..., str]):
    store = open_store(
        [
            library(json.dumps(ITEMS[1:2]), "zotero.json"),
            library(
                "terms: [{id: t, name: '18577559', aliases: [PMC2405825], means: {gap: No., searched: 2026-11-22}}]"
            ),
        ]
    )
    assert (find(store, "18577559")["kind"], find(store, "PMC2405825")["kind"]) == ("term", "term")
    assert find(store, "18577559", ("reference",))["id"] == "e"


def test_typographic_and_plain_punctuation_meet(field: Store, builtin: Store):
    assert find(builtin, "research-practice partnership")["id"] == "research-practice-partnership"
    assert find(builtin, "research–practice partnership")["id"] == "research-practice-partnership"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x-hudle", "Nothing is called “x-hudle”. Did you mean x-huddle?"),
        ("x-jansen2020", "Nothing is called “x-jansen2020”. Did you mean x-jansen?"),
        ("zzzzzz", "Nothing is called “zzzzzz”. See: collabref list."),
        ("", "Nothing is called “”. See: collabref list."),
    ],
)  # fmt: skip
def test_anything_else_is_refused(field: Store, typed: str, message: str):
    with pytest.raises(UsageError) as refused:
        find(field, typed)
    assert str(refused.value).startswith(message.removesuffix("?"))


def test_near_matches_are_records_each_named_once_and_of_the_kind_asked_for(field: Store):
    with pytest.raises(UsageError, match="No approach is called") as refused:
        find(field, "huddlez", ("approach",))
    assert str(refused.value).endswith("Did you mean x-huddle or x-online-huddle? Or: collabref search huddlez")


@pytest.mark.parametrize(("typed", "kinds", "hint"), [
    ("zzzzzz", ("reference",), "See: collabref list references."), ("falls on wards", (), "Try: collabref search 'falls on wards'"),
    ("$(falls)", (), "collabref search falls"),
])  # fmt: skip
def test_where_to_look_next_leads_somewhere(field: Store, typed: str, kinds: tuple[str, ...], hint: str):
    with pytest.raises(UsageError) as refused:
        find(field, typed, kinds)
    assert str(refused.value).endswith(hint)


def test_a_record_of_another_kind_is_not_taken(field: Store):
    with pytest.raises(UsageError, match="“xsh” is the approach “x-huddle”; this needs a reference."):
        find(field, "xsh", ("reference",))
    with pytest.raises(UsageError, match="this needs an approach or critique."):
        find(field, "x-falls", ("approach", "critique"))


@pytest.mark.parametrize(("typed", "first"), [
    ("qci", "qic"), ("QICs.", "qic"), ("comunity of practice", "cop"), ("schouten08", "schouten2008"),
    ("clinical netwrk", "clinical-network"), ("ovretveit2003", "ovretveit2002"), ("secular trends", "secular-trend"),
])  # fmt: skip
def test_near_matches_are_what_people_mean(builtin: Store, typed: str, first: str):
    with pytest.raises(UsageError) as refused:
        find(builtin, typed)
    offered = str(refused.value).rpartition("Did you mean ")[2].partition("?")[0].replace(" or ", ", ").split(", ")
    assert offered[0] == first
    assert len(offered) <= 3
    assert len(set(offered)) == len(offered)
    assert all(find(builtin, each)["id"] == each for each in offered)


def test_every_name_of_the_built_in_library_finds_its_record(builtin: Store):
    """Ids and aliases are unique over all kinds, in any letter case."""
    names = builtin.sql("SELECT shown, kind, id FROM name")
    assert len(names) > 500
    for shown, kind, id in names:
        for typed in (shown, shown.upper(), shown.lower()):
            found = find(builtin, typed)
            assert (found["kind"], found["id"]) == (kind, id), typed


def test_a_word_is_chosen_by_id_or_label():
    known = [("one-ward", "One"), ("many-wards", "More than one")]
    assert choose("ONE", known, "answer") == "one-ward"
    assert choose("more  than one", known, "answer") == "many-wards"
    with pytest.raises(UsageError, match="There is no answer “one-wrd”. Did you mean one-ward?"):
        choose("one-wrd", known, "answer")
    with pytest.raises(UsageError, match="There is no answer “zzz”. Choose from: one-ward, many-wards."):
        choose("zzz", known, "answer")


def test_the_family_of_an_approach_are_its_variants_not_its_parent(field: Store):
    assert family(field, find(field, "x-huddle")) == ["x-huddle", "x-online-huddle"]
    assert family(field, find(field, "x-online-huddle")) == ["x-online-huddle"]
    assert family(field, find(field, "x-forum")) == ["x-forum"]


def test_a_reference_that_is_the_same_work_as_another_is_found_by_its_own_key(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    from screens import FIELD

    from collabref.store import open_store

    monkeypatch.setattr("collabref.store.store.builtin_library", lambda: FIELD)
    mine = tmp_path / "mine.json"
    mine.write_text('[{"id": "smith_2018", "type": "article-journal", "title": "Mine", "DOI": "10.5555/XO.2018"}]')
    store = open_store([str(mine)])
    assert find(store, "smith_2018")["id"] == "x-okoro2018"
    assert find(store, "Smith_2018")["custom"]["design"] == "cluster-rct"


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("https://doi.org/10.1136/bmj.39570.749884.BE", "schouten2008"),
        ("info:doi/10.1136/bmj.39570.749884.BE", "schouten2008"),
        ("PMID 15172903", "landon2004"),
        ("https://pubmed.ncbi.nlm.nih.gov/15172903/", "landon2004"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/15172903", "landon2004"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC6233578/", "stephens2018"),
    ],
)
def test_an_identifier_is_known_by_its_label_and_its_address(builtin: Store, typed: str, id: str):
    assert find(builtin, typed)["id"] == id
    (first, *_) = search(builtin, [typed]).positions
    assert builtin.at([first])[0]["id"] == id


def test_a_doi_in_an_address_may_be_encoded(small: str, library: Callable[..., str]):
    doi = "10.1002/(SICI)1099-1050(199909)8:6<217::AID-HEC267>3.0.CO;2-W"
    mine = library(f"references: [{{id: old, type: book, title: Old, DOI: '{doi}'}}]\n")
    assert find(open_store([mine]), doi_address(doi))["id"] == "old"


@pytest.mark.parametrize("given", ["https://doi.org/10.1136/bmj.zz1", "doi:10.1136/bmj.zz1", "10.1136/bmj.zz1"])
def test_a_doi_given_with_its_address_is_told_without(small: str, library: Callable[..., str], given: str):
    mine = library(f"references: [{{id: mine, type: book, title: M, DOI: '{given}'}}]\n")
    record = open_store([mine]).get("reference", "mine")
    assert record is not None
    assert record["DOI"] == "10.1136/bmj.zz1"


@pytest.mark.parametrize("part", ["/pubmed", "/pubmed/1", "/pmc1", "10.", "pmid:", "%20"])
@pytest.mark.parametrize("start", ["http://", "pmid:", "doi:", ""])
def test_a_long_address_is_read_at_once(start: str, part: str):
    """In quadratic time it would take minutes."""
    assert as_named(start + part * 100_000)

from collections.abc import Callable

from collabref.corpus import Corpus
from collabref.load import read_library

OURS = """\
references:
- {id: schouten2008, type: article-journal, DOI: 10.1136/bmj.39570.749884.BE, title: Ours, custom: {about: [qic]}}
- {id: wenger1998, type: book, title: Practice}
"""


def titles(corpus: Corpus) -> dict[str, str]:
    return {entry.id: entry.data["title"] for entry in corpus.of("reference")}


def test_a_record_of_the_same_id_replaces_the_whole_record(laid_over: Callable[..., Corpus]):
    corpus = laid_over(OURS, "references:\n- {id: wenger1998, type: report, publisher: Theirs}\n")
    assert corpus.entries["reference", "wenger1998"].data == {
        "id": "wenger1998",
        "type": "report",
        "publisher": "Theirs",
    }
    (replacement,) = corpus.replacements
    assert (replacement.new.source.name[-6:], replacement.old.source.name[-6:]) == ("2.yaml", "1.yaml")
    assert not replacement.same_work


def test_the_last_library_wins_and_the_order_of_the_first_stays(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        OURS,
        "references: [{id: wenger1998, type: book, title: Two}, {id: new2020, type: book, title: New}]",
        "references: [{id: wenger1998, type: book, title: Three}]",
    )
    assert titles(corpus) == {"schouten2008": "Ours", "wenger1998": "Three", "new2020": "New"}
    assert list(titles(corpus)) == ["schouten2008", "wenger1998", "new2020"]
    assert [(each.new.data["title"], each.old.data["title"]) for each in corpus.replacements] == [
        ("Two", "Practice"), ("Three", "Two"),
    ]  # fmt: skip


def test_the_same_id_of_another_kind_is_another_record(laid_over: Callable[..., Corpus]):
    corpus = laid_over("sections: [{id: a, name: A}]", "dimensions: [{id: a, name: B}]")
    assert list(corpus.entries) == [("section", "a"), ("dimension", "a")]
    assert corpus.replacements == []


def test_the_same_doi_is_the_same_work_and_our_annotations_stay(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        OURS, "references: [{id: x, type: book, title: Theirs, DOI: 'https://doi.org/10.1136/BMJ.39570.749884.be'}]"
    )
    assert titles(corpus) == {"schouten2008": "Ours", "wenger1998": "Practice"}
    assert corpus.entries["reference", "schouten2008"].data["custom"] == {"about": ["qic"]}
    assert corpus.aliases == {"x": "schouten2008"}
    assert [(each.new.id, each.old.id, each.same_work) for each in corpus.replacements] == [("x", "schouten2008", True)]


def test_a_work_under_our_own_key_is_a_replacement_not_an_alias(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        OURS, "references: [{id: schouten2008, type: book, title: Theirs, DOI: 10.1136/bmj.39570.749884.BE}]"
    )
    assert titles(corpus)["schouten2008"] == "Theirs"
    assert corpus.aliases == {}


def test_two_keys_of_a_later_library_may_be_one_work(laid_over: Callable[..., Corpus]):
    doi = "DOI: 10.1136/bmj.39570.749884.BE"
    corpus = laid_over(OURS, f"references: [{{id: x, type: book, {doi}}}, {{id: y, type: book, {doi}}}]")
    assert corpus.aliases == {"x": "schouten2008", "y": "schouten2008"}


def test_the_second_library_is_the_same_work_for_the_third(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        OURS, "references: [{id: x, type: book, DOI: 10.1000/ab}]", "references: [{id: y, type: book, DOI: 10.1000/AB}]"
    )
    assert corpus.aliases == {"y": "x"}


def test_references_without_a_doi_are_never_the_same_work(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        "references: [{id: x, type: book, DOI: ''}, {id: y, type: book}]",
        "references: [{id: z, type: book, DOI: ''}, {id: q, type: book}]",
    )
    assert list(corpus.ids("reference")) == ["x", "y", "z", "q"]
    assert corpus.aliases == {}


def test_a_doi_twice_in_one_library_makes_no_alias(laid_over: Callable[..., Corpus]):
    corpus = laid_over("references: [{id: x, type: book, DOI: 10.1000/ab}, {id: y, type: book, DOI: 10.1000/ab}]")
    assert list(corpus.ids("reference")) == ["x", "y"]
    assert (corpus.aliases, corpus.replacements) == ({}, [])


def test_an_id_twice_in_one_library_is_no_overlay(laid_over: Callable[..., Corpus]):
    corpus = laid_over("references: [{id: x, type: book, title: One}, {id: x, type: book, title: Two}]")
    assert titles(corpus) == {"x": "One"}
    assert corpus.replacements == []


def test_ids_of_references_include_their_aliases(laid_over: Callable[..., Corpus]):
    corpus = laid_over(OURS, "references: [{id: x, type: book, DOI: 10.1136/bmj.39570.749884.BE}]")
    assert list(corpus.ids("reference")) == ["schouten2008", "wenger1998", "x"]
    assert list(corpus.ids("approach")) == []


def test_of_gives_the_kinds_asked_for(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        "sections: [{id: a, name: A}]\ndimensions: [{id: b, name: B}]\nreferences: [{id: c, type: book}]"
    )
    assert [entry.id for entry in corpus.of("reference", "section")] == ["a", "c"]
    assert [entry.id for entry in corpus.of()] == ["a", "b", "c"]


def test_sources_are_every_file_that_was_read(library: Callable[..., str]):
    paths = [library("terms: []", "a.yaml"), library("[]", "b.json")]
    corpus = Corpus([read_library(path) for path in paths])
    assert [source.name for source in corpus.sources()] == paths

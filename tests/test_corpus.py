import json
from collections.abc import Callable

import pytest

from collabref.check import run
from collabref.corpus import Corpus
from collabref.load import foreign as foreign_module
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


# --- what identifies a work --------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["n/a", "N/A", "-", "unknown", "none", "10.", "10.1/ab", "tbc", "https://doi.org/"])
def test_what_is_no_doi_makes_no_two_works_one(laid_over: Callable[..., Corpus], written: str):
    corpus = laid_over(*(f"references: [{{id: {id}, type: book, DOI: '{written}'}}]" for id in ("x", "y")))
    assert list(corpus.ids("reference")) == ["x", "y"]
    assert (corpus.aliases, corpus.replacements) == ({}, [])


# --- keys that mean something else already -----------------------------------------------------------------------

NAMED = """\
approaches: [{id: cop, name: Community of practice, aliases: [ECHO, cop-3], summary: {say: A., refs: [ours2000]}}]
references: [{id: ours2000, type: book, title: Ours, DOI: 10.1000/ours}]
"""


@pytest.fixture
def foreign(library: Callable[..., str]) -> Callable[..., Corpus]:
    """A function that lays files of CSL-JSON, given as lists of their items' ids (or items), over ``NAMED``."""

    def lay(*files: list[str | dict[str, str]], named: str = NAMED, last: bool = False) -> Corpus:
        paths = []
        for number, items in enumerate(files):
            whole = [
                {"type": "book", "title": "T", **({"id": each} if isinstance(each, str) else each)} for each in items
            ]
            paths.append(library(json.dumps(whole), f"{number}.json"))
        ours = library(named, "ours.yaml")
        return Corpus([read_library(path) for path in ([*paths, ours] if last else [ours, *paths])])

    return lay


def keys(corpus: Corpus) -> list[str]:
    return [entry.id for entry in corpus.of("reference") if not entry.source.strict]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("items", "read"),
    [
        (["cop", "ok"], ["cop-2", "ok"]),
        (["echo"], ["echo-2"]),
        (["Community of Practice"], ["Community of Practice-2"]),
        (["cop", "cop-2"], ["cop-4", "cop-2"]),  # cop-2 is another item, and cop-3 a name of ours
    ],
)
def test_a_key_that_means_something_else_gets_a_number(foreign: Callable[..., Corpus], items, read, last: bool):
    corpus = foreign(items, last=last)
    assert keys(corpus) == read
    assert [entry.data["id"] for entry in corpus.of("reference") if not entry.source.strict] == read
    assert len(corpus.renamed) == sum(one != other for one, other in zip(items, read, strict=True))
    assert run(corpus, "error") == []


def test_the_key_of_another_reference_in_other_letters_gets_a_number_too(foreign: Callable[..., Corpus]):
    assert keys(foreign(["Ours2000"])) == ["Ours2000-2"]
    assert keys(foreign(["ours2000"])) == ["ours2000"]  # the very same: it replaces ours


def test_the_problem_says_what_the_key_means_and_what_it_became(foreign: Callable[..., Corpus]):
    (problem,) = foreign(["ok", "echo"]).problems()
    assert (problem.rule, problem.level, problem.line) == ("key-taken", "error", 1)
    assert problem.sentence == (
        "“echo” already means the approach “cop”: this reference is read as “echo-2”. Use that, or choose another key."
    )


def test_the_same_key_of_a_later_file_replaces_the_reference_under_its_new_key(foreign: Callable[..., Corpus]):
    corpus = foreign([{"id": "cop", "title": "One"}], [{"id": "cop", "title": "Two"}])
    assert [(entry.id, entry.data["title"]) for entry in corpus.of("reference")][1:] == [("cop-2", "Two")]
    assert len(corpus.replacements) == 1


def test_the_same_work_is_meant_whatever_the_letter_case_of_its_key(foreign: Callable[..., Corpus]):
    corpus = foreign([{"id": "Ours2000", "DOI": "10.1000/OURS"}])
    assert (corpus.aliases, corpus.renamed) == ({"Ours2000": "ours2000"}, [])
    corpus = foreign([{"id": "cop", "DOI": "10.1000/OURS"}])
    assert corpus.aliases == {"cop-2": "ours2000"}
    assert len(corpus.renamed) == 1


def test_a_key_that_became_an_alias_means_that_work_in_later_files(foreign: Callable[..., Corpus]):
    corpus = foreign([{"id": "x", "DOI": "10.1000/ours"}], [{"id": "x", "DOI": "10.1000/another"}])
    assert (corpus.aliases, keys(corpus)) == ({"x": "ours2000"}, ["x-2"])
    assert run(corpus, "error") == []


def test_a_name_that_was_replaced_is_free(foreign: Callable[..., Corpus]):
    corpus = foreign(["echo"], named=NAMED.replace("aliases: [ECHO, cop-3], ", ""))
    assert (keys(corpus), corpus.renamed) == (["echo"], [])


def test_in_our_own_form_every_record_whose_name_is_taken_is_named_at_its_line(laid_over: Callable[..., Corpus]):
    corpus = laid_over(
        NAMED,
        "references:\n- {id: cop, type: book}\n- {id: fine, type: book}\n- {id: echo, type: book}\n- {id: x, type: bok}\n",
    )
    assert corpus.renamed == []
    assert [(problem.rule, problem.line) for problem in run(corpus, "error")] == [
        ("claimed-twice", 2), ("claimed-twice", 4), ("csl-type", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [200, 400])
def test_keys_are_tried_once_each_however_many_are_taken(
    number: int, foreign: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
):
    aliases = ", ".join(f"a{each}" for each in range(number))
    folded: list[str] = []
    real = foreign_module.fold
    monkeypatch.setattr(foreign_module, "fold", lambda text: folded.append(text) or real(text))
    corpus = foreign([f"A{each}" for each in range(number)], named=NAMED.replace("cop-3", aliases))
    assert len(corpus.renamed) == number
    assert len(folded) < 13 * number  # the reader of the file folds each once as well

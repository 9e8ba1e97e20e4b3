import json
from collections.abc import Callable

import pytest

from collabref.check import run
from collabref.load import foreign as foreign_module
from collabref.load import read_library
from collabref.load.overlay import Overlay

OURS = """\
references:
- {id: schouten2008, type: article-journal, DOI: 10.1136/bmj.39570.749884.BE, title: Ours, custom: {about: [qic]}}
- {id: wenger1998, type: book, title: Practice}
"""


def titles(overlay: Overlay) -> dict[str, str]:
    return {entry.id: entry.data["title"] for entry in overlay.of("reference")}


def test_a_record_of_the_same_id_replaces_the_whole_record(laid_over: Callable[..., Overlay]):
    overlay = laid_over(OURS, "references:\n- {id: wenger1998, type: report, publisher: Theirs}\n")
    assert overlay.entries["reference", "wenger1998"].data == {
        "id": "wenger1998",
        "type": "report",
        "publisher": "Theirs",
    }
    (replacement,) = overlay.replacements
    assert (replacement.new.source.name[-6:], replacement.old.source.name[-6:]) == ("2.yaml", "1.yaml")
    assert not replacement.same_work


def test_the_last_library_wins_and_the_order_of_the_first_stays(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        OURS,
        "references: [{id: wenger1998, type: book, title: Two}, {id: new2020, type: book, title: New}]",
        "references: [{id: wenger1998, type: book, title: Three}]",
    )
    assert titles(overlay) == {"schouten2008": "Ours", "wenger1998": "Three", "new2020": "New"}
    assert list(titles(overlay)) == ["schouten2008", "wenger1998", "new2020"]
    assert [(each.new.data["title"], each.old.data["title"]) for each in overlay.replacements] == [
        ("Two", "Practice"), ("Three", "Two"),
    ]  # fmt: skip


def test_the_same_id_of_another_kind_is_another_record(laid_over: Callable[..., Overlay]):
    overlay = laid_over("sections: [{id: a, name: A}]", "dimensions: [{id: a, name: B}]")
    assert list(overlay.entries) == [("section", "a"), ("dimension", "a")]
    assert overlay.replacements == []


def test_the_same_doi_is_the_same_work_and_our_annotations_stay(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        OURS, "references: [{id: x, type: book, title: Theirs, DOI: 'https://doi.org/10.1136/BMJ.39570.749884.be'}]"
    )
    assert titles(overlay) == {"schouten2008": "Ours", "wenger1998": "Practice"}
    assert overlay.entries["reference", "schouten2008"].data["custom"] == {"about": ["qic"]}
    assert overlay.aliases == {"x": "schouten2008"}
    assert [(each.new.id, each.old.id, each.same_work) for each in overlay.replacements] == [
        ("x", "schouten2008", True)
    ]


def test_a_work_under_our_own_key_is_a_replacement_not_an_alias(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        OURS, "references: [{id: schouten2008, type: book, title: Theirs, DOI: 10.1136/bmj.39570.749884.BE}]"
    )
    assert titles(overlay)["schouten2008"] == "Theirs"
    assert overlay.aliases == {}


def test_two_keys_of_a_later_library_may_be_one_work(laid_over: Callable[..., Overlay]):
    doi = "DOI: 10.1136/bmj.39570.749884.BE"
    overlay = laid_over(OURS, f"references: [{{id: x, type: book, {doi}}}, {{id: y, type: book, {doi}}}]")
    assert overlay.aliases == {"x": "schouten2008", "y": "schouten2008"}


def test_the_second_library_is_the_same_work_for_the_third(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        OURS, "references: [{id: x, type: book, DOI: 10.1000/ab}]", "references: [{id: y, type: book, DOI: 10.1000/AB}]"
    )
    assert overlay.aliases == {"y": "x"}


def test_references_without_a_doi_are_never_the_same_work(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        "references: [{id: x, type: book, DOI: ''}, {id: y, type: book}]",
        "references: [{id: z, type: book, DOI: ''}, {id: q, type: book}]",
    )
    assert list(overlay.ids("reference")) == ["x", "y", "z", "q"]
    assert overlay.aliases == {}


def test_a_doi_twice_in_one_library_makes_no_alias(laid_over: Callable[..., Overlay]):
    overlay = laid_over("references: [{id: x, type: book, DOI: 10.1000/ab}, {id: y, type: book, DOI: 10.1000/ab}]")
    assert list(overlay.ids("reference")) == ["x", "y"]
    assert (overlay.aliases, overlay.replacements) == ({}, [])


def test_an_id_twice_in_one_library_is_no_overlay(laid_over: Callable[..., Overlay]):
    overlay = laid_over("references: [{id: x, type: book, title: One}, {id: x, type: book, title: Two}]")
    assert titles(overlay) == {"x": "One"}
    assert overlay.replacements == []


def test_ids_of_references_include_their_aliases(laid_over: Callable[..., Overlay]):
    overlay = laid_over(OURS, "references: [{id: x, type: book, DOI: 10.1136/bmj.39570.749884.BE}]")
    assert list(overlay.ids("reference")) == ["schouten2008", "wenger1998", "x"]
    assert list(overlay.ids("approach")) == []


def test_of_gives_the_kinds_asked_for(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        "sections: [{id: a, name: A}]\ndimensions: [{id: b, name: B}]\nreferences: [{id: c, type: book}]"
    )
    assert [entry.id for entry in overlay.of("reference", "section")] == ["a", "c"]
    assert [entry.id for entry in overlay.of()] == ["a", "b", "c"]


def test_sources_are_every_file_that_was_read(library: Callable[..., str]):
    paths = [library("terms: []", "a.yaml"), library("[]", "b.json")]
    overlay = Overlay([read_library(path) for path in paths])
    assert [source.name for source in overlay.sources()] == paths


# --- what identifies a work --------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["n/a", "N/A", "-", "unknown", "none", "10.", "10.1/ab", "tbc", "https://doi.org/"])
def test_what_is_no_doi_makes_no_two_works_one(laid_over: Callable[..., Overlay], written: str):
    overlay = laid_over(*(f"references: [{{id: {id}, type: book, DOI: '{written}'}}]" for id in ("x", "y")))
    assert list(overlay.ids("reference")) == ["x", "y"]
    assert (overlay.aliases, overlay.replacements) == ({}, [])


# --- keys that mean something else already -----------------------------------------------------------------------

NAMED = """\
approaches: [{id: cop, name: Community of practice, aliases: [ECHO, cop-3], summary: {say: A., refs: [ours2000]}}]
references: [{id: ours2000, type: book, title: Ours, DOI: 10.1000/ours}]
"""


@pytest.fixture
def foreign(library: Callable[..., str]) -> Callable[..., Overlay]:
    """A function that overlays CSL-JSON files, given as lists of their items' ids (or items), on ``NAMED``."""

    def lay(*files: list[str | dict[str, str]], named: str = NAMED, last: bool = False) -> Overlay:
        paths = []
        for number, items in enumerate(files):
            whole = [
                {"type": "book", "title": "T", **({"id": each} if isinstance(each, str) else each)} for each in items
            ]
            paths.append(library(json.dumps(whole), f"{number}.json"))
        ours = library(named, "ours.yaml")
        return Overlay([read_library(path) for path in ([*paths, ours] if last else [ours, *paths])])

    return lay


def keys(overlay: Overlay) -> list[str]:
    return [entry.id for entry in overlay.of("reference") if not entry.source.strict]


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
def test_a_key_that_means_something_else_gets_a_number(foreign: Callable[..., Overlay], items, read, last: bool):
    overlay = foreign(items, last=last)
    assert keys(overlay) == read
    assert [entry.data["id"] for entry in overlay.of("reference") if not entry.source.strict] == read
    assert len(overlay.renamed) == sum(one != other for one, other in zip(items, read, strict=True))
    assert run(overlay, "error") == []


def test_the_key_of_another_reference_in_other_letters_gets_a_number_too(foreign: Callable[..., Overlay]):
    assert keys(foreign(["Ours2000"])) == ["Ours2000-2"]
    assert keys(foreign(["ours2000"])) == ["ours2000"]  # the same item: it replaces ours


def test_the_problem_says_what_the_key_means_and_what_it_became(foreign: Callable[..., Overlay]):
    (problem,) = foreign(["ok", "echo"]).problems()
    assert (problem.rule, problem.level, problem.line) == ("key-taken", "error", 1)
    assert problem.sentence == (
        "“echo” already means the approach “cop”; this reference is read as “echo-2”. Use that key, or choose another."
    )


def test_the_same_key_of_a_later_file_replaces_the_reference_under_its_new_key(foreign: Callable[..., Overlay]):
    overlay = foreign([{"id": "cop", "title": "One"}], [{"id": "cop", "title": "Two"}])
    assert [(entry.id, entry.data["title"]) for entry in overlay.of("reference")][1:] == [("cop-2", "Two")]
    assert len(overlay.replacements) == 1


def test_the_same_work_is_meant_whatever_the_letter_case_of_its_key(foreign: Callable[..., Overlay]):
    overlay = foreign([{"id": "Ours2000", "DOI": "10.1000/OURS"}])
    assert (overlay.aliases, overlay.renamed) == ({"Ours2000": "ours2000"}, [])
    overlay = foreign([{"id": "cop", "DOI": "10.1000/OURS"}])
    assert overlay.aliases == {"cop-2": "ours2000"}
    assert len(overlay.renamed) == 1


def test_a_key_that_became_an_alias_means_that_work_in_later_files(foreign: Callable[..., Overlay]):
    overlay = foreign([{"id": "x", "DOI": "10.1000/ours"}], [{"id": "x", "DOI": "10.1000/another"}])
    assert (overlay.aliases, keys(overlay)) == ({"x": "ours2000"}, ["x-2"])
    assert run(overlay, "error") == []


def test_a_name_that_was_replaced_is_free(foreign: Callable[..., Overlay]):
    overlay = foreign(["echo"], named=NAMED.replace("aliases: [ECHO, cop-3], ", ""))
    assert (keys(overlay), overlay.renamed) == (["echo"], [])


def test_in_our_own_form_every_record_whose_name_is_taken_is_named_at_its_line(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        NAMED,
        "references:\n- {id: cop, type: book}\n- {id: fine, type: book}\n- {id: echo, type: book}\n- {id: x, type: bok}\n",
    )
    assert overlay.renamed == []
    assert [(problem.rule, problem.line) for problem in run(overlay, "error")] == [
        ("claimed-twice", 2), ("claimed-twice", 4), ("csl-type", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [200, 400])
def test_keys_are_tried_once_each_however_many_are_taken(
    number: int, foreign: Callable[..., Overlay], monkeypatch: pytest.MonkeyPatch
):
    aliases = ", ".join(f"a{each}" for each in range(number))
    folded: list[str] = []
    real = foreign_module.fold
    monkeypatch.setattr(foreign_module, "fold", lambda text: folded.append(text) or real(text))
    overlay = foreign([f"A{each}" for each in range(number)], named=NAMED.replace("cop-3", aliases))
    assert len(overlay.renamed) == number
    assert len(folded) < 13 * number  # the file's reader also folds each once


PMID = """\
references:
- {id: a2000, type: article-journal, title: One, PMID: "123", PMCID: PMC77}
"""


@pytest.mark.parametrize("number", ['PMID: "123"', "PMCID: PMC77"])
def test_the_same_pmid_or_pmcid_is_the_same_work(laid_over: Callable[..., Overlay], number: str):
    overlay = laid_over(PMID, f"references: [{{id: mine, type: article-journal, title: Other, {number}}}]")
    assert overlay.aliases == {"mine": "a2000"}


def test_a_title_alone_never_makes_two_works_one(laid_over: Callable[..., Overlay]):
    overlay = laid_over(PMID, "references: [{id: mine, type: article-journal, title: One}]")
    assert overlay.aliases == {}

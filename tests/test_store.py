import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collabref.errors import DamagedStoreError, LibraryError
from collabref.store import Store, open_store
from collabref.store import store as store_module
from collabref.store.compile import KEPT_PROBLEMS
from collabref.store.seal import seal
from collabref.text.fold import fold

TITLED = "references: [{{id: wenger1998, type: book, title: {}}}]"


def title(store: Store, id: str = "wenger1998") -> str:
    record = store.get("reference", id)
    assert record is not None
    return record["title"]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one each time that a store is made."""
    from collabref.store import compile

    times: list[int] = []
    write = compile.write_store

    def counted(*arguments: Any) -> None:
        times.append(1)
        write(*arguments)

    monkeypatch.setattr(compile, "write_store", counted)
    return times


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function that makes every library file unreadable."""

    def refuse(*_: Any) -> None:
        raise AssertionError("a library was read")

    return lambda: monkeypatch.setattr("collabref.load.library.read_datafile", refuse)


def test_a_library_is_compiled_once(small: str, cache: Path, no_reading: Callable[[], None]):
    first = open_store()
    no_reading()
    second = open_store()
    assert first.path == second.path == str(next(cache.iterdir()))
    assert title(second) == "Practice"


def test_an_opened_store_leaves_its_file_as_it_was(small: str, cache: Path):
    before = Path(open_store().path).read_bytes()
    assert Path(open_store().path).read_bytes() == before


def test_each_set_of_libraries_has_a_store_of_its_own(small: str, cache: Path, library: Callable[..., str]):
    one, two = library(TITLED.format("One"), "one.yaml"), library(TITLED.format("Two"), "two.yaml")
    stores = [open_store(), open_store([one]), open_store([one, two]), open_store([two, one])]
    assert [title(store) for store in stores] == ["Practice", "One", "Two", "One"]
    assert len({store.path for store in stores}) == len(list(cache.iterdir())) == 4


def test_a_relative_path_is_the_same_library(
    small: str, library: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    absolute = open_store([library(TITLED.format("One"))])
    monkeypatch.chdir(tmp_path)
    relative = open_store(["library.yaml"])
    assert relative.path == absolute.path
    assert relative.libraries == absolute.libraries == [small, str(tmp_path / "library.yaml")]


def test_a_changed_library_is_read_again(small: str, library: Callable[..., str], compiled: list[int]):
    assert title(open_store([library(TITLED.format("One"))])) == "One"
    assert title(open_store([library(TITLED.format("Another"))])) == "Another"
    assert len(compiled) == 2


def test_a_change_of_the_same_size_and_time_is_seen_when_it_comes_at_once(small: str, library: Callable[..., str]):
    path = library(TITLED.format("One"))
    stat = os.stat(path)
    assert title(open_store([path])) == "One"
    library(TITLED.format("Two"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert title(open_store([path])) == "Two"


def test_contents_decide_where_size_and_all_times_are_the_same(
    small: str, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("collabref.store.freshness._stat", lambda file: [0, 2**63, 0, 0])
    assert title(open_store([library(TITLED.format("One"))])) == "One"
    assert title(open_store([library(TITLED.format("Two"))])) == "Two"


def test_a_file_added_to_a_library_is_read(small: str, library: Callable[..., str], tmp_path: Path):
    library("terms: []", "folder/a.yaml")
    open_store([str(tmp_path / "folder")])
    library(TITLED.format("Added"), "folder/b.yaml")
    assert title(open_store([str(tmp_path / "folder")])) == "Added"


def test_a_library_that_broke_is_told_and_its_store_stays(small: str, library: Callable[..., str], cache: Path):
    path = library(TITLED.format("One"))
    kept = Path(open_store([path]).path)
    before = kept.read_bytes()
    library("- broken")
    with pytest.raises(LibraryError):
        open_store([path])
    assert kept.read_bytes() == before
    library(TITLED.format("Mended"))
    assert title(open_store([path])) == "Mended"


@pytest.mark.parametrize("name", ["SCHEMA_VERSION", "__version__"])
def test_another_schema_or_version_makes_the_store_again(
    name: str, small: str, compiled: list[int], monkeypatch: pytest.MonkeyPatch
):
    open_store()
    open_store()
    assert len(compiled) == 1
    monkeypatch.setattr(store_module, name, "another")
    open_store()
    open_store()
    assert len(compiled) == 2


def empty(path: Path) -> None:
    path.write_bytes(b"")


def words(path: Path) -> None:
    path.write_bytes(b"not a database at all\n" * 500)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def only_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def other_tables(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (key, value)")


def other_snapshot(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '{\"files\": 5}' WHERE key = 'snapshot'")


def snapshot_is_no_json(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'x' WHERE key = 'snapshot'")


def of_other_libraries(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = replace(value, 'small.yaml', 'other.yaml') WHERE key = 'snapshot'")


@pytest.mark.parametrize(
    "damage",
    [empty, words, cut_off, only_a_header, other_tables, other_snapshot, snapshot_is_no_json, of_other_libraries],
    ids=lambda damage: damage.__name__,
)
def test_a_store_that_cannot_be_trusted_is_made_again(damage: Callable[[Path], None], small: str, compiled: list[int]):
    path = open_store().path
    damage(Path(path))
    Path(path).chmod(0o600)
    assert title(open_store()) == "Practice"
    assert len(compiled) == 2
    assert open_store().path == path
    assert len(compiled) == 2


@pytest.mark.parametrize("change", ["json = replace(json, 'Practice', 'Practise')", "json = '[]'", "json = x'ff'"])
def test_a_record_that_is_not_as_it_was_written_is_damage(change: str, small: str):
    store = open_store()
    path = store.path
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE record SET {change} WHERE id = 'wenger1998'")
    seal(path)  # as if the seal did not reach so far
    store = open_store()
    assert store.path == path
    for ask in (lambda: store.all("reference"), lambda: store.get("reference", "wenger1998"), lambda: store.at([1, 3])):
        with pytest.raises(DamagedStoreError) as caught:
            ask()
    assert str(caught.value) == f"{path}: The compiled library is damaged. Delete this file."
    assert caught.value.exit_code == 74


def test_text_that_is_not_utf_8_is_damage(small: str):
    path = open_store().path
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE name SET shown = CAST(x'ff' AS TEXT)")
    seal(path)
    with pytest.raises(DamagedStoreError):
        open_store().sql("SELECT shown FROM name")


def test_a_cache_that_cannot_be_written_means_a_store_in_memory(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[int]
):
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("COLLABREF_CACHE", str(tmp_path / "file" / "cache"))
    store = open_store()
    assert (store.path, title(store)) == ("", "Practice")
    assert (tmp_path / "file").read_text() == "mine"
    open_store()
    assert len(compiled) == 2


def test_a_folder_in_the_place_of_the_store_means_a_store_in_memory(small: str, cache: Path):
    path = Path(open_store().path)
    path.unlink()
    (path / "mine").mkdir(parents=True)
    store = open_store()
    assert (store.path, title(store)) == ("", "Practice")
    assert [each.name for each in cache.rglob("*")] == [path.name, "mine"]


def test_a_disk_that_is_full_means_a_store_in_memory(small: str, cache: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    store = open_store()
    assert (store.path, title(store)) == ("", "Practice")
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "file:x?mode=ro",
        "file:x",
        "a%20b",
        "a?b",
        "a#b",
        "a b",
        ":memory:",
        "é",
        b"\xff".decode(errors="surrogateescape"),
    ],
)
def test_a_cache_folder_may_have_any_name(
    name: str, small: str, compiled: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLLABREF_CACHE", name)
    for _ in range(2):
        store = open_store()
        assert title(store) == "Practice"
        assert os.path.dirname(store.path) == str(tmp_path / name)
    assert len(compiled) == 1
    assert os.listdir(tmp_path / name) == [os.path.basename(store.path)]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_compile_leaves_no_temporary_file_and_the_old_store(
    failure: type[BaseException], small: str, cache: Path, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise failure

    path = library(TITLED.format("One"))
    kept = Path(open_store([path]).path)
    before = kept.read_bytes()
    library(TITLED.format("Changed"))
    monkeypatch.setattr("collabref.store.compile._synonyms", fail)  # near the end of the writing
    with pytest.raises(failure):
        open_store([path])
    assert list(cache.iterdir()) == [kept]
    assert kept.read_bytes() == before


def test_what_a_killed_process_left_behind_is_no_hindrance(small: str, cache: Path):
    path = Path(open_store().path)
    path.unlink()
    (cache / f"{path.name}.{os.getpid()}.tmp").write_bytes(b"half a database")
    assert title(open_store()) == "Practice"


def progress_of(count: int, library: Callable[..., str]) -> list[tuple[int, int]]:
    items = [{"id": f"a{number}", "type": "book"} for number in range(count)]
    told: list[tuple[int, int]] = []
    open_store([library(json.dumps(items), "zotero.json")], lambda done, total: told.append((done, total)))
    return told


def test_a_long_compile_tells_its_progress(small: str, library: Callable[..., str]):
    told = progress_of(5000, library)
    assert told[:5] == [(1000, 5003), (2000, 5003), (3000, 5003), (4000, 5003), (5000, 5003)]


def test_a_short_compile_tells_none(small: str, library: Callable[..., str]):
    assert progress_of(1500, library) == []


def test_get_gives_one_record_with_its_kind(small: str):
    store = open_store()
    assert store.get("reference", "wenger1998") == {
        "id": "wenger1998", "kind": "reference", "type": "book", "title": "Practice",
    }  # fmt: skip
    assert store.get("approach", "wenger1998") is None
    assert store.get("reference", "nobody") is None


def test_all_and_at_keep_the_order_asked_for(small: str):
    store = open_store()
    assert [record["id"] for record in store.all("reference")] == ["schouten2008", "wenger1998"]
    assert [record["id"] for record in store.at([3, 1, 2])] == ["wenger1998", "qic", "schouten2008"]
    assert store.all("case") == store.at([]) == []


def test_at_takes_more_positions_than_sqlite_does_at_once(small: str, library: Callable[..., str]):
    items = [{"id": f"a{number}", "type": "book"} for number in range(2100)]
    store = open_store([library(json.dumps(items), "zotero.json")])
    positions = list(range(2103, 3, -1))
    assert [record["id"] for record in store.at(positions)] == [f"a{number}" for number in range(2099, -1, -1)]


def test_label(small: str, library: Callable[..., str]):
    store = open_store([library("designs: [{id: rct, label: randomised trial}]\nsections: [{id: aim, name: Aims}]")])
    assert store.label("design", "rct") == "randomised trial"
    assert store.label("section", "aim") == "Aims"
    assert store.label("design", "other") == "other"


def test_meta_of_an_unknown_key_is_none(small: str):
    assert open_store().meta("nothing") is None


def test_replacements_are_noted(small: str, library: Callable[..., str]):
    path = library(
        "references:\n- {id: wenger1998, type: book}\n- {id: x, type: book, DOI: 'doi:10.1136/BMJ.39570.749884.be'}\n"
    )
    assert open_store([path]).meta("replacements") == [
        {"id": "wenger1998", "kind": "reference", "library": path, "instead-of": small, "same-work-as": None},
        {"id": "x", "kind": "reference", "library": path, "instead-of": small, "same-work-as": "schouten2008"},
    ]


def test_an_alias_leads_to_the_work_in_effect_and_cites_it(small: str, library: Callable[..., str]):
    path = library(
        "references: [{id: x, type: book, title: Theirs, DOI: 10.1136/bmj.39570.749884.BE}]\n"
        "terms: [{id: t, name: T, means: {say: A., refs: [x]}}]\n"
    )
    store = open_store([path])
    assert title(store, "schouten2008") == "Evidence"
    assert store.get("reference", "x") is None
    assert store.sql("SELECT kind, id FROM name WHERE folded = 'x'") == [("reference", "schouten2008")]
    assert sorted(store.sql("SELECT record, reference FROM cites")) == [("qic", "schouten2008"), ("t", "schouten2008")]


def test_names_are_found_folded(small: str, library: Callable[..., str]):
    store = open_store(
        [library("terms: [{id: t, name: Øst, aliases: [“Été”], means: {gap: No., searched: 2026-11-22}}]")]
    )
    for typed in ("T", "øst", "“été”"):
        assert store.sql("SELECT id FROM name WHERE folded = ?", (fold(typed),)) == [("t",)]


def test_a_reference_is_found_by_its_doi(small: str):
    question = "SELECT id FROM name WHERE folded = '10.1136/bmj.39570.749884.be'"
    assert open_store().sql(question) == [("schouten2008",)]


def test_what_other_programs_wrote_is_kept_whole(small: str, library: Callable[..., str]):
    item = {
        "id": "Wenger–1998 “x”", "type": "book", "custom": ["theirs"], "author": [{"literal": "中文"}],
        "issued": {"raw": "after the war"}, "my-field": {"deep": [1.5, True]},
    }  # fmt: skip
    store = open_store([library(json.dumps([item]), "zotero.json")])
    assert store.get("reference", item["id"]) == {"kind": "reference", **item}


def test_a_broken_item_of_an_export_does_not_stop_the_others(small: str, library: Callable[..., str]):
    store = open_store([library('[{"id": "a", "type": "book"},\n{"type": "book"}]', "zotero.json")])
    assert [record["id"] for record in store.all("reference")] == ["schouten2008", "wenger1998", "a"]
    assert [(each["rule"], each["line"], each["message"]) for each in store.meta("problems")] == [
        ("csl-item", 2, "This item has no id.")
    ]
    assert store.meta("problem-count") == 1


def test_a_reference_whose_key_is_taken_is_read_under_another_and_named(small: str, library: Callable[..., str]):
    items = [{"id": "QIC", "type": "book", "title": "Theirs"}, {"id": "ok", "type": "book"}]
    store = open_store([library(json.dumps(items), "zotero.json")])
    assert title(store, "QIC-2") == "Theirs"
    assert [record["id"] for record in store.all("reference")][2:] == ["QIC-2", "ok"]
    assert store.sql("SELECT kind, id FROM name WHERE folded = 'qic'") == [("approach", "qic")]
    assert [(each["rule"], each["line"]) for each in store.meta("problems")] == [("key-taken", 1)]


@pytest.mark.parametrize("number", [200, 400])
def test_of_many_problems_a_store_keeps_a_few_and_their_number(number: int, small: str, library: Callable[..., str]):
    store = open_store([library(f'[{{"id": "a", "type": "book"}}{",1" * number}]', "ones.json")])
    assert store.meta("problem-count") == number
    assert len(store.meta("problems")) == KEPT_PROBLEMS

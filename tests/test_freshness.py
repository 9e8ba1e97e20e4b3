import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collabref.store.freshness import TICK_NS, is_fresh, is_racy, snapshot

LONG_AGO = 1_600_000_000_000_000_000


def taken(*paths: str) -> dict[str, Any]:
    """A snapshot as a store gives it back."""
    return json.loads(json.dumps(snapshot(["1.0"], paths)))


def forget_change(old: dict[str, Any], path: str) -> None:
    """Give the snapshot the file's current size, times and inode, as after a change within one tick of the clock."""
    stat = os.stat(path)
    old["files"][path][:4] = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


@pytest.fixture
def file(library: Callable[..., str]) -> str:
    return library("terms: []")


@pytest.fixture
def folder(library: Callable[..., str], tmp_path: Path) -> str:
    library("terms: []", "folder/a.yaml")
    library("terms: []", "folder/b.yaml")
    return str(tmp_path / "folder")


def test_what_was_not_touched_is_fresh(file: str, folder: str):
    assert is_fresh(taken(file, folder), ["1.0"])


def test_what_was_made_by_another_version_is_stale(file: str):
    assert not is_fresh(taken(file), ["1.1"])


def test_a_longer_file_is_stale(file: str):
    old = taken(file)
    Path(file).write_text("terms: [] # more")
    assert not is_fresh(old, ["1.0"])


def test_a_file_touched_without_change_is_read_again(file: str):
    old = taken(file)
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    assert not is_fresh(old, ["1.0"])


def test_a_file_put_in_the_place_of_another_is_stale_even_with_its_times(file: str, library: Callable[..., str]):
    old = taken(file)
    stat = os.stat(file)
    other = library("cases: []", "other.yaml")
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    os.replace(other, file)
    assert not is_fresh(old, ["1.0"])


def test_a_change_with_the_same_size_and_times_is_seen_while_the_file_is_young(file: str):
    old = taken(file)
    Path(file).write_text("cases: []")
    forget_change(old, file)
    assert not is_fresh(old, ["1.0"])


@pytest.mark.parametrize(("age", "compared"), [(TICK_NS - 1, True), (0, True), (-TICK_NS, True), (TICK_NS, False)])
def test_contents_are_compared_only_within_a_tick_of_the_reading(file: str, age: int, compared: bool):
    old = taken(file)
    old["taken"] = os.stat(file).st_mtime_ns + age
    old["files"][file][4] = "the digest of something else"
    assert is_fresh(old, ["1.0"]) is not compared


def test_a_new_file_in_a_folder_is_seen(folder: str, library: Callable[..., str]):
    old = taken(folder)
    library("terms: []", "folder/c.yaml")
    assert not is_fresh(old, ["1.0"])


def test_a_removed_file_is_seen(folder: str):
    old = taken(folder)
    os.remove(os.path.join(folder, "b.yaml"))
    assert not is_fresh(old, ["1.0"])


def test_a_renamed_file_is_seen(folder: str):
    old = taken(folder)
    os.rename(os.path.join(folder, "b.yaml"), os.path.join(folder, "c.yaml"))
    assert not is_fresh(old, ["1.0"])


def test_a_removed_folder_is_seen(folder: str):
    old = taken(folder)
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    os.rmdir(folder)
    assert not is_fresh(old, ["1.0"])


def test_hidden_files_and_folders_in_a_library_are_nothing_to_it(folder: str, library: Callable[..., str]):
    old = taken(folder)
    library("x", "folder/.a.yaml.swp")
    library("x", "folder/deep/d.yaml")
    assert is_fresh(old, ["1.0"])


def test_a_file_that_appears_where_none_was_is_seen(tmp_path: Path):
    old = taken(str(tmp_path / "later.yaml"))
    (tmp_path / "later.yaml").write_text("terms: []")
    assert not is_fresh(old, ["1.0"])


def test_a_snapshot_of_a_young_file_is_racy_once_the_file_is_old(file: str):
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    old = taken(file)
    old["taken"] = LONG_AGO + TICK_NS - 1
    assert is_racy(old)


def test_a_snapshot_of_an_old_file_is_not_racy(file: str):
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    assert not is_racy(taken(file))


def test_a_snapshot_cannot_be_settled_while_the_file_is_in_the_future(file: str):
    future = LONG_AGO * 3
    os.utime(file, ns=(future, future))
    assert not is_racy(taken(file))


def test_a_library_without_files_is_not_racy(tmp_path: Path):
    assert not is_racy(taken(str(tmp_path / "nowhere")))


def test_files_beside_a_library_that_it_does_not_read_are_nothing_to_it(library: Callable[..., str]):
    path = os.path.dirname(library("terms: []\n"))
    old = taken(path)
    library("", "film.mp4")
    assert is_fresh(old, ["1.0"])
    library("terms: []\n", "more.yml")
    assert not is_fresh(old, ["1.0"])

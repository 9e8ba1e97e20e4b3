import os
from collections.abc import Callable
from pathlib import Path

import pytest

from collabref.errors import LibraryError, Problem
from collabref.formats import READERS
from collabref.load import library_files, read_datafile, read_library
from collabref.store import open_store

ENDINGS = ", ".join(READERS)


def names(path: str | Path) -> list[str]:
    return [os.path.basename(file) for file in library_files(str(path))]


def test_a_folder_is_read_in_the_order_of_names_without_recursion(library: Callable[..., str], tmp_path: Path):
    for name in ("b.yml", "a.json", "C.YAML", ".hidden.yaml", "notes.txt", "README", "b.yaml~", "deep/d.yaml"):
        library("terms: []", f"folder/{name}")
    assert names(tmp_path / "folder") == ["C.YAML", "a.json", "b.yml"]


def test_a_file_is_a_library_of_itself(library: Callable[..., str]):
    assert library_files(library("", "a.yaml")) == [library("", "a.yaml")]


def test_entries_come_file_by_file_and_kind_by_kind(library: Callable[..., str], tmp_path: Path):
    library("terms:\n- {id: t1}\n- 5\n- {id: t2}\ncases:\n- {id: c1}\n", "folder/a.yaml")
    library('[{"id": "r1", "type": "book"}]', "folder/b.json")
    entries = list(read_library(str(tmp_path / "folder")).entries())
    assert [(entry.kind, entry.id, entry.path) for entry in entries] == [
        ("term", "t1", ("terms", 0)),
        ("term", "t2", ("terms", 2)),
        ("case", "c1", ("cases", 0)),
        ("reference", "r1", ("references", 0)),
    ]


def test_an_id_that_is_no_text_is_none(library: Callable[..., str]):
    entries = read_library(library("terms: [{id: 5}, {name: a}]")).entries()
    assert [entry.id for entry in entries] == ["", ""]


def test_an_entry_places_its_problems(library: Callable[..., str]):
    path = library("terms:\n- id: a\n  name: b\n")
    entry = next(read_library(path).entries())
    problem = entry.problem("a-rule", ("name",), "It is wrong.", "Put it right.", "house")
    assert problem == Problem("a-rule", "house", path, 3, 3, "It is wrong.", "Put it right.")
    assert (problem.place, problem.sentence) == (f"{path}:3:3", "It is wrong. Put it right.")


def test_only_yaml_is_strict(library: Callable[..., str]):
    assert read_datafile(library("terms: []", "a.yml")).strict
    assert not read_datafile(library("[]", "a.json")).strict


def test_the_first_file_that_cannot_be_read_raises(library: Callable[..., str], tmp_path: Path):
    library("terms: []", "folder/a.yaml")
    bad = library("- a", "folder/b.yaml")
    with pytest.raises(LibraryError) as caught:
        read_library(str(tmp_path / "folder"))
    assert caught.value.problem.file == bad


def test_every_file_that_cannot_be_read_is_told_to_who_asks(library: Callable[..., str], tmp_path: Path):
    bad = [library("- a", "folder/a.yaml"), library("", "folder/c.json")]
    good = library("terms: []", "folder/b.yaml")
    failed: list[LibraryError] = []
    read = read_library(str(tmp_path / "folder"), failed.append)
    assert [source.name for source in read.sources] == [good]
    assert [error.problem.file for error in failed] == bad


def missing(tmp_path: Path) -> tuple[Path, str]:
    return tmp_path / "nowhere", "There is no such file or folder. Check the path."


def missing_file_of_a_known_kind(tmp_path: Path) -> tuple[Path, str]:
    return tmp_path / "nowhere.yaml", "There is no such file or folder. Check the path."


def dangling_link(tmp_path: Path) -> tuple[Path, str]:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere.yaml")
    return tmp_path / "link.yaml", "There is no such file or folder. Check the path."


def empty_folder(tmp_path: Path) -> tuple[Path, str]:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty", f"The folder holds no data. Add a file that ends in one of: {ENDINGS}."


def folder_without_data(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG")
    (folder / ".b.yaml").write_text("terms: []")
    return folder, f"The folder holds no data. Add a file that ends in one of: {ENDINGS}."


def file_of_another_kind(tmp_path: Path) -> tuple[Path, str]:
    (tmp_path / "notes.docx").write_text("terms: []")
    return (
        tmp_path / "notes.docx",
        f"collabref does not read this kind of file. It reads folders, and files that end in one of: {ENDINGS}.",
    )


@pytest.mark.parametrize(
    "case",
    [missing, missing_file_of_a_known_kind, dangling_link, empty_folder, folder_without_data, file_of_another_kind],
    ids=lambda case: case.__name__,
)
def test_a_path_without_data_is_told_without_a_line_and_nothing_is_written(
    case: Callable[[Path], tuple[Path, str]], tmp_path: Path, small: str, cache: Path
):
    path, sentence = case(tmp_path)
    with pytest.raises(LibraryError) as caught:
        open_store([str(path)])
    assert str(caught.value) == f"{path}: {sentence}"
    assert caught.value.problem.rule in ("missing", "no-data")
    assert caught.value.exit_code == 65
    assert not cache.exists()


def test_a_folder_named_like_a_file_is_told(tmp_path: Path):
    (tmp_path / "folder" / "a.yaml").mkdir(parents=True)
    with pytest.raises(LibraryError) as caught:
        read_library(str(tmp_path / "folder"))
    assert str(caught.value) == f"{tmp_path}/folder/a.yaml: The file cannot be opened (Is a directory)."


def test_messages_name_a_library_as_it_was_named(
    library: Callable[..., str], small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library("- a")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError, match=r"^library\.yaml:1:1: The file holds a list"):
        open_store(["library.yaml"])

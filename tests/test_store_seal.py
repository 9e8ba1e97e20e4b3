"""A store that is not ours, or has been changed, is not trusted: it is made again, and the answer is right."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.store import open_store
from collabref.store import seal as seal_module
from collabref.store.seal import APPLICATION_ID, is_private, is_sealed, seal

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def sealed(small: str) -> Path:
    return Path(open_store().path)


def test_a_store_and_its_folder_are_for_their_owner_alone(sealed: Path):
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    assert stat.S_IMODE(sealed.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o077])
def test_whatever_the_umask_a_store_is_used(umask: int, small: str):
    before = os.umask(umask)
    try:
        assert [open_store().path != "" for _ in range(2)] == [True, True]
        assert is_sealed(open_store().path)
    finally:
        os.umask(before)


def test_a_store_says_whose_it_is(sealed: Path):
    with closing(sqlite3.connect(sealed)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@given(data=st.data())
def test_any_change_of_bytes_breaks_the_seal(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.getbasetemp() / "any.sqlite"
    os.chmod(path.parent, 0o700)
    raw = bytearray(data.draw(st.binary(min_size=100, max_size=300)))
    raw[68:72] = APPLICATION_ID.to_bytes(4, "big")
    path.write_bytes(raw)
    path.chmod(0o600)
    seal(str(path))
    assert is_sealed(str(path))
    raw = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(raw)
    assert not is_sealed(str(path))


@pytest.mark.parametrize(
    "change", [lambda raw: raw + b"x", lambda raw: raw[:-1], lambda raw: raw[:50], lambda raw: b""]
)
def test_another_size_breaks_the_seal(change: Callable[[bytes], bytes], sealed: Path):
    sealed.write_bytes(change(sealed.read_bytes()))
    assert not is_sealed(str(sealed))


def test_swapped_pages_break_the_seal(sealed: Path):
    raw = sealed.read_bytes()
    pages = [raw[start : start + 4096] for start in range(0, len(raw), 4096)]
    for number in range(1, len(pages) - 1):
        swapped = [*pages[:number], pages[number + 1], pages[number], *pages[number + 2 :]]
        sealed.write_bytes(b"".join(swapped))
        assert is_sealed(str(sealed)) is (pages[number] == pages[number + 1])


@pytest.mark.parametrize(
    "sql",
    ["DROP TABLE name", "DROP INDEX name_folded", "UPDATE record SET json = '[]'", "DELETE FROM about", "VACUUM",
     "UPDATE meta SET value = '5' WHERE key = 'problems'", "CREATE TABLE more (x)"],
)  # fmt: skip
def test_a_change_through_sqlite_breaks_the_seal(sql: str, sealed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seal_module, "PROVED", seal_module._CHUNK)  # in a store of any size
    seal(str(sealed))
    assert is_sealed(str(sealed))
    with closing(sqlite3.connect(sealed)) as connection:
        connection.execute(sql)
        connection.commit()
    assert not is_sealed(str(sealed))
    store = open_store()
    assert (store.path, len(store.all("reference"))) == (str(sealed), 2)
    assert is_sealed(str(sealed))


@pytest.mark.parametrize("size", [1, 2])
def test_no_more_than_the_beginning_of_a_large_store_is_read_to_prove_it(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "large.sqlite"
    path.write_bytes(bytes(68) + APPLICATION_ID.to_bytes(4, "big") + bytes(size * 10 * seal_module._CHUNK))
    monkeypatch.setattr(seal_module, "PROVED", 2 * seal_module._CHUNK)
    read: list[int] = []
    real = seal_module.crc32

    def counted(data: bytes, value: int = 0) -> int:
        read.append(len(data))
        return real(data, value)

    monkeypatch.setattr(seal_module, "crc32", counted)
    seal(str(path))
    assert sum(read) < 3 * seal_module._CHUNK


# --- whose it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666, 0o777])
def test_a_store_that_others_may_write_is_made_anew(mode: int, sealed: Path):
    sealed.chmod(mode)
    before = sealed.stat().st_ino
    assert open_store().path == str(sealed)
    assert sealed.stat().st_ino != before
    assert is_sealed(str(sealed))


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777, 0o1777])
def test_in_a_folder_that_others_may_write_to_nothing_is_believed_and_nothing_changed(mode: int, sealed: Path):
    sealed.parent.chmod(mode)
    before = sealed.stat()
    store = open_store()
    assert (store.path, len(store.all("reference"))) == ("", 2)
    assert sealed.stat() == before
    assert os.listdir(sealed.parent) == [sealed.name]


def test_our_own_folder_is_closed_to_others_when_a_store_is_made(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("COLLABREF_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    (tmp_path / "collabref").mkdir()
    (tmp_path / "collabref").chmod(0o775)  # as another version left it where the umask is 002
    assert open_store().path.startswith(str(tmp_path / "collabref"))
    assert stat.S_IMODE((tmp_path / "collabref").stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711])
def test_others_may_read(mode: int, sealed: Path):
    sealed.parent.chmod(mode)
    sealed.chmod(mode & 0o644)
    before = sealed.stat().st_ino
    assert open_store().path == str(sealed)
    assert sealed.stat().st_ino == before


@pytest.mark.skipif(not AS_ROOT, reason="only the superuser gives files away")
def test_what_belongs_to_another_user_is_not_believed(sealed: Path):
    os.chown(sealed, 12345, -1)
    assert open_store().path == str(sealed)
    assert sealed.stat().st_uid == 0  # made again in its place
    os.chown(sealed.parent, 12345, -1)
    assert open_store().path == ""
    assert not is_private(str(sealed.parent))


def test_another_users_store_is_not_believed(sealed: Path, monkeypatch: pytest.MonkeyPatch):
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert open_store().path == ""


def test_a_journal_beside_a_store_is_not_played_back(sealed: Path):
    """SQLite would write a “hot” journal into the database before it reads."""
    with closing(sqlite3.connect(sealed)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("UPDATE record SET json = replace(json, 'Practice', 'Planted')")
        connection.execute("UPDATE record SET json = json || hex(zeroblob(100000))")
        planted = Path(f"{sealed}-journal").read_bytes()
        connection.rollback()
    assert planted.startswith(b"\xd9\xd5\x05\xf9")  # the journal's magic: it is hot
    sealed.unlink()
    open_store()
    Path(f"{sealed}-journal").write_bytes(planted)
    before = sealed.read_bytes()
    assert len(open_store().all("reference")) == 2
    assert sealed.read_bytes() == before

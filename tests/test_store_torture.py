"""Whatever happens to the store, the answer is always right, and the store is good afterwards."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from screens import FIELD_SCRIPT, PATIENCE, WITH_FIELD, Run, run_here

from collabref.errors import UnusableStoreError
from collabref.files import replacement
from collabref.store import open_store
from collabref.store import store as store_module
from collabref.store.leftovers import STALE_SECONDS, remove_leftovers

pytest_plugins = ["screens"]

# Queries to a store: names, records, the full text, counts.
QUESTIONS = (["show", "x-huddle", "--full"], ["refs", "huddle"], ["search", "falls"], ["info"])


@pytest.fixture
def own(cache: Path, run_field: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a store of the small library that this test may break."""
    monkeypatch.setenv("COLLABREF_CACHE", str(cache))
    monkeypatch.setattr(store_module, "_given_up", set())
    path = Path(open_store().path)
    yield path
    assert [each.name for each in cache.iterdir() if each.suffix == ".tmp"] == []


def answers() -> list[tuple[int, str, str]]:
    return [run_here(*question) for question in QUESTIONS]


def test_every_page_filled_with_zeros_is_found_or_does_not_matter(own: Path):
    good, right = own.read_bytes(), answers()
    assert len(good) // 4096 > 20
    for page in range(len(good) // 4096):
        own.write_bytes(good[: page * 4096] + bytes(4096) + good[(page + 1) * 4096 :])
        os.utime(own)
        assert answers() == right, f"page {page}"


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 4096 * 5, 4096 * 9 + 17])
def test_every_truncation_is_made_again(own: Path, size: int):
    right = answers()
    whole = own.stat().st_size
    os.truncate(own, size)
    assert answers() == right
    assert own.stat().st_size == whole


@pytest.mark.parametrize("content", [b"", b"\0" * 65536, b"SQLite format 3\0" + b"\xff" * 5000, b"text\n" * 3000])
def test_what_is_no_store_is_made_again(own: Path, content: bytes):
    right, whole = answers(), own.stat().st_size
    own.write_bytes(content)
    assert answers() == right
    assert own.stat().st_size == whole


@pytest.mark.parametrize(
    "sql",
    ["CREATE TABLE meta (key, value)", "CREATE TABLE places (url)", "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('snapshot', '[]')"],
)  # fmt: skip
def test_a_database_of_another_program_is_made_again(own: Path, sql: str):
    right = answers()
    own.unlink()
    with closing(sqlite3.connect(own)) as foreign:
        foreign.executescript(sql)
    assert answers() == right


def test_a_store_of_a_newer_schema_is_made_again(own: Path, monkeypatch: pytest.MonkeyPatch):
    right = answers()
    with monkeypatch.context() as newer:
        newer.setattr(store_module, "SCHEMA_VERSION", store_module.SCHEMA_VERSION + 1)
        open_store()
    assert answers() == right


def test_a_folder_in_its_place_is_left_alone(own: Path):
    right = answers()
    own.unlink()
    own.mkdir()
    assert [done[:2] for done in answers()][:3] == [done[:2] for done in right][:3]
    assert own.is_dir()


# --- what is not damage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sql", ["SELEC", "SELECT nothing FROM record", "SELECT * FROM nowhere"])
def test_a_fault_of_the_program_is_no_damage(own: Path, sql: str):
    before = own.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        open_store().sql(sql)
    with pytest.raises(sqlite3.ProgrammingError):
        open_store().sql("SELECT ?", ())
    assert own.read_bytes() == before


def failing(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every query to the store in a file fail with this SQLite code."""
    ask = store_module.Store.sql

    class Connection:
        def execute(self, *_: object) -> None:
            error = sqlite3.OperationalError("it does not work")
            error.sqlite_errorcode = code
            raise error

    def sql(self: store_module.Store, question: str, values: object = ()) -> object:
        if self.path:
            self._connection = Connection()  # type: ignore[assignment]
        return ask(self, question, values)  # type: ignore[arg-type]

    monkeypatch.setattr(store_module.Store, "sql", sql)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_CANTOPEN])
def test_a_store_that_cannot_be_read_now_is_kept_and_the_answer_comes_from_memory(
    own: Path, code: int, monkeypatch: pytest.MonkeyPatch
):
    right, before = answers(), own.read_bytes()
    failing(code, monkeypatch)
    with pytest.raises(UnusableStoreError, match="cannot be read \\(it does not work\\)"):
        open_store().sql("SELECT 1")
    assert [done[:2] for done in answers()][:3] == [done[:2] for done in right][:3]
    assert own.read_bytes() == before


def test_a_locked_store_is_no_hindrance(own: Path, monkeypatch: pytest.MonkeyPatch):
    right = answers()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given: connect(*given, timeout=0))
    with closing(connect(own)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert [done[:2] for done in answers()][:3] == [done[:2] for done in right][:3]


def test_damage_that_cannot_be_removed_is_gone_round(own: Path, monkeypatch: pytest.MonkeyPatch):
    right = answers()
    good = own.read_bytes()
    own.write_bytes(good[: 4096 * 4] + b"\xff" * (len(good) - 4096 * 4))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "remove", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    assert [done[:2] for done in answers()][:3] == [done[:2] for done in right][:3]
    monkeypatch.undo()
    for left in own.parent.glob("*.tmp"):
        left.unlink()


def test_settling_puts_a_sealed_store_in_the_place_of_the_old(own: Path):
    before = own.stat()
    with closing(sqlite3.connect(own)) as reader:
        (snapshot,) = reader.execute("SELECT value FROM meta WHERE key = 'snapshot'").fetchone()
        store_module._settle(str(own), {**json.loads(snapshot), "taken": 0})
        assert reader.execute("SELECT value FROM meta WHERE key = 'snapshot'").fetchone() == (snapshot,)
    assert own.stat().st_ino != before.st_ino
    assert own.stat().st_mode & 0o777 == 0o600
    assert open_store().path == str(own)
    assert [each.name for each in own.parent.iterdir()] == [own.name]


@pytest.mark.parametrize("name", ["os.chmod", "os.replace", "shutil.copyfile"])
def test_a_store_that_cannot_be_settled_is_used_all_the_same(own: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(store_module, "is_racy", lambda _: True)
    monkeypatch.setattr(name, refuse)
    before = own.stat()
    assert open_store().path == str(own)
    assert own.stat() == before


# --- temporary files -----------------------------------------------------------------------------------------------


def test_what_killed_processes_left_is_removed_after_an_hour(own: Path):
    old, young, foreign = (own.parent / name for name in (f"{own.name}.1-a.tmp", f"{own.name}.2-b.tmp", "mine.tmp"))
    for each in (old, young, foreign):
        each.write_bytes(b"half a database")
    ages = {old: STALE_SECONDS + 1, young: STALE_SECONDS - 60, foreign: 10 * STALE_SECONDS}
    for each, age in ages.items():
        os.utime(each, (time.time() - age,) * 2)
    open_store()
    assert old.exists()  # a reading command does not check
    own.unlink()
    open_store()
    assert (old.exists(), young.exists(), foreign.exists()) == (False, True, True)
    for each in (young, foreign):
        each.unlink()


@pytest.mark.parametrize(
    "name",
    ["places.sqlite.x.tmp", "my.sqlite.1-a.tmp", "0123456.sqlite.1-a.tmp", "012345678.sqlite.1-a.tmp", "mine.tmp",
     "01234567.sqlite.1-a.tmp.bak", "01234567.sqlite.1-a", "01234567.sqlite-journal", "X1234567.sqlite.1-a.tmp"],
)  # fmt: skip
def test_what_is_not_named_as_ours_is_nobody_elses_to_remove(own: Path, name: str):
    other = own.parent / name
    other.write_text("mine")
    os.utime(other, (0, 0))
    remove_leftovers(str(own.parent))
    assert other.read_text() == "mine"
    other.unlink()


def test_a_link_or_a_folder_that_is_named_as_ours_is_left_alone(own: Path, tmp_path: Path):
    (tmp_path / "mine").write_text("mine")
    (own.parent / "01234567.sqlite.1-a.tmp").symlink_to(tmp_path / "mine")
    (own.parent / "01234567.sqlite.2-a.tmp").mkdir()
    os.utime(own.parent / "01234567.sqlite.2-a.tmp", (0, 0))
    os.utime(own.parent / "01234567.sqlite.1-a.tmp", (0, 0), follow_symlinks=False)
    remove_leftovers(str(own.parent))
    assert len(os.listdir(own.parent)) == 3
    (own.parent / "01234567.sqlite.1-a.tmp").unlink()
    (own.parent / "01234567.sqlite.2-a.tmp").rmdir()


def test_temporary_files_are_named_as_remove_leftovers_expects(own: Path):
    before = own.read_bytes()
    with suppress(FileNotFoundError), replacement(str(own)) as temporary:
        os.utime(temporary, (0, 0))
        remove_leftovers(str(own.parent))
        assert not os.path.exists(temporary)
    assert own.read_bytes() == before


def test_a_temporary_file_taken_away_means_a_store_in_memory(own: Path, monkeypatch: pytest.MonkeyPatch):
    own.unlink()
    rename = os.replace
    monkeypatch.setattr(os, "replace", lambda temporary, file: rename(f"{temporary}x", file))
    assert open_store().path == ""


def test_a_store_taken_away_as_soon_as_it_is_there_means_a_store_in_memory(own: Path, monkeypatch: pytest.MonkeyPatch):
    own.unlink()
    monkeypatch.setattr(os, "replace", lambda temporary, file: os.remove(temporary))
    store = open_store()
    assert store.path == ""
    assert store.all("approach")


# --- processes -----------------------------------------------------------------------------------------------------

ASKED = ("refs", "huddle")


def cold(cache: Path) -> dict[str, str]:
    return {**os.environ, "COLLABREF_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"}


def test_four_processes_on_a_cold_cache_say_the_same_and_leave_one_store(cache: Path, run_field: Run):
    right = run_field(*ASKED).out
    started = [
        subprocess.Popen([*FIELD_SCRIPT, *ASKED], env=cold(cache), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [(*each.communicate(timeout=4 * PATIENCE), each.returncode) for each in started]
    assert ended == [(right.encode(), b"", 0)] * 4
    (store,) = cache.iterdir()
    assert store.suffix == ".sqlite"


# Kills itself at the Nth event of a kind; the audit hook sees files opened, renamed and removed.
KILLED = f"""\
{WITH_FIELD}import os, signal
where = sys.argv.pop(1)
def strike(event, arguments):
    if event == where and '.sqlite' in str(arguments):
        os.kill(os.getpid(), signal.SIGKILL)
from collabref.__main__ import main
sys.addaudithook(strike)
if where.isdecimal():  # so many bytes are in the temporary file
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(where), int(where)))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # whose default is to kill
main()
"""


@pytest.mark.parametrize("where", ["open", "sqlite3.connect", "4096", "50000", "100000", "os.rename", "os.remove"])
def test_a_process_killed_while_compiling_leaves_nothing_wrong(cache: Path, run_field: Run, where: str):
    right = run_field(*ASKED).out
    command = [sys.executable, "-c", KILLED, where, *ASKED]
    killed = subprocess.run(command, env=cold(cache), capture_output=True, timeout=PATIENCE, check=False)
    assert killed.returncode in (-signal.SIGKILL, -signal.SIGXFSZ)
    assert killed.stdout == b""
    for left in cache.glob("*.tmp"):
        os.utime(left, (0, 0))
    done = subprocess.run([*FIELD_SCRIPT, *ASKED], env=cold(cache), capture_output=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, right, b"")
    if where != "os.remove":  # by then the store existed, and there was nothing to compile again
        assert [each.suffix for each in cache.iterdir()] == [".sqlite"]


@pytest.mark.parametrize("size", [1000, 50_000])
def test_a_full_disk_means_a_store_in_memory(cache: Path, run_field: Run, size: int):
    right = run_field(*ASKED).out
    done = subprocess.run(
        [*FIELD_SCRIPT, *ASKED], env=cold(cache), capture_output=True, timeout=PATIENCE, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, right, b"")
    assert list(cache.iterdir()) == []


# --- libraries that change -----------------------------------------------------------------------------------------


def test_a_problem_is_told_with_the_path_as_typed_now(
    run_field: Run, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLLABREF_CACHE", str(cache))
    folder = tmp_path / "one" / "lib"
    folder.mkdir(parents=True)
    (folder / "zotero.json").write_text('[{"id": "good1", "type": "book", "title": "Good"}, {"id": "bad1"}]')
    for place, typed in (
        (tmp_path, "one/lib"),
        (tmp_path / "one", "lib/zotero.json"),
        (folder, "."),
        (folder, str(folder)),
    ):
        monkeypatch.chdir(place)
        for _ in range(2):  # compiled, and from the store
            done = run_field("refs", "good", "-L", typed)
            shown = typed if typed.endswith(".json") else os.path.join(typed, "zotero.json")
            assert done.err.startswith(f"{shown}:1:"), done.err
            strict = run_field("refs", "good", "-L", typed, "--strict")
            assert (strict.code, strict.err.startswith(f"{shown}:1:")) == (65, True)


def test_a_library_deleted_while_it_is_read_is_a_sentence(
    run_field: Run, library: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    path = library("terms: []")
    from collabref.load import library as load

    read = load.read_datafile

    def delete_first(file: str) -> object:
        if file == path:
            os.remove(path)
        return read(file)

    monkeypatch.setattr(load, "read_datafile", delete_first)
    assert run_field("list", "-L", path) == (
        65,
        "",
        f"{path}: The file cannot be opened (No such file or directory).\n",
    )

"""What the library holds: how many records of which kind, and what there is beside a work: its reports, what cites it."""

from collections.abc import Iterator, Sequence

from collabref.store import Store, placeholders
from collabref.store.store import AT_ONCE, Record


def records_by_kind(store: Store) -> dict[str, int]:
    """How many records there are of each kind that has any."""
    return dict(store.sql("SELECT kind, count(*) FROM record GROUP BY kind"))


def works_by_keyword(store: Store) -> dict[str, int]:
    """How many references there are on each keyword, which is folded."""
    return dict(store.sql("SELECT word, count(*) FROM keyword GROUP BY word"))


def works_since(store: Store, year: int) -> int:
    """How many references are of this year or later."""
    return int(store.sql("SELECT count(*) FROM reference WHERE year >= ?", (year,))[0][0])


def works_on(store: Store, axis: str, approach: str = "") -> int:
    """How many references report a result on an axis, for one approach or for any."""
    question, values = "SELECT count(DISTINCT reference) FROM result WHERE axis = ?", [axis]
    if approach:
        question, values = f"{question} AND approach = ?", [axis, approach]
    return int(store.sql(question, values)[0][0])


def all_references(store: Store) -> Iterator[Record]:
    """All references in reading order, never all of them in memory."""
    positions = [position for (position,) in store.sql("SELECT position FROM reference ORDER BY position")]
    for start in range(0, len(positions), AT_ONCE):
        yield from store.at(positions[start : start + AT_ONCE])


def further_reports(store: Store, id: str) -> list[str]:
    """The ids of the other references that report the study of which this one is the main report."""
    return [
        each for (each,) in store.sql("SELECT id FROM reference WHERE study = ? AND id != study ORDER BY id", (id,))
    ]


def citing(store: Store, id: str) -> list[tuple[str, str]]:
    """The records that cite a reference, in reading order: the id and kind of each."""
    return store.sql(
        """SELECT record, cites.kind FROM cites JOIN record ON record.id = cites.record AND record.kind = cites.kind
           WHERE reference = ? ORDER BY position""",
        (id,),
    )


def citing_claims(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """How many claims of the library cite each of these references."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found |= store.sql(f"SELECT id, claims FROM reference WHERE id IN ({placeholders(some)})", some)
    return found

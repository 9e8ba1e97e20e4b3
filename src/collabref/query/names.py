"""The names of records that begin as typed, for completion."""

from collections.abc import Collection, Sequence

from collabref.store import Store, placeholders
from collabref.text.fold import fold


def beginning(
    store: Store, typed: str, kinds: Sequence[str], letters: str, longest: int, most: int, taken: Collection[str] = ()
) -> list[tuple[str, str, int]]:
    """The records of these kinds that may be meant, each once: its kind, a word for it, its position in the store.

    The kinds come in the order given. DOIs and PMIDs (anything that begins with a digit) are left out. Of several
    words for a record, one that begins as typed comes first (shells drop the others), then its id.

    Args:
        letters: those that a word may have, as the inside of a class of characters.
        longest: the length of the longest word that will do.
        most: how many records at most.
        taken: folded names of records that are not wanted.
    """
    start = fold(typed)
    order = " ".join(f"WHEN ? THEN {number}" for number in range(len(kinds)))
    return store.sql(
        f"""SELECT kind, shown, position FROM (
              SELECT kind, id, shown, row_number() OVER (
                PARTITION BY kind, id ORDER BY substr(shown, 1, length(?)) <> ?, shown <> id, folded, shown) AS nth
              FROM name WHERE folded >= ? AND folded < ? AND kind IN ({placeholders(kinds)})
              AND shown NOT GLOB '[0-9-]*' AND shown NOT GLOB ? AND length(shown) <= ?
              AND (kind, id) NOT IN (SELECT kind, id FROM name WHERE folded IN ({placeholders(taken)})))
            JOIN record USING (kind, id) WHERE nth = 1 ORDER BY CASE kind {order} END, shown LIMIT ?""",
        (
            typed, typed, start, f"{start}\U0010ffff", *kinds, f"*[^{letters}]*", longest, *sorted(taken), *kinds, most,
        ),
    )  # fmt: skip

"""From what people type to the record that they mean."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from collabref.errors import UsageError
from collabref.kinds import LISTED
from collabref.store import Store, placeholders
from collabref.store.store import Record
from collabref.text.fold import fold
from collabref.text.identifiers import as_named
from collabref.text.wording import argument, join_words, one_line, with_article

# Above this many names, near matches are sought only among those that begin alike.
MANY = 5000

# No more than this of what was typed is searched for.
LONGEST = 1000

# How like a name must be (0 to 1) to be suggested; and where what was typed is itself a word of the library.
LIKE, VERY_LIKE = 0.6, 0.8


def find(store: Store, typed: str, kinds: Sequence[str] = ()) -> Record:
    """The record that ``typed`` (an id, name, alias, DOI, PMID or PMCID, in any letter case) means.

    An id wins over a name or alias of another record, and both win over a number that others gave to a work.

    Args:
        kinds: the kinds of record that will do; none means any.

    Raises:
        UsageError: there is none, or it is of another kind; with near matches.
    """
    if record := called(store, typed, kinds):
        return record
    if rows := _rows(store, typed):
        kind, id = rows[0]
        raise UsageError(f"“{typed}” is the {kind} “{id}”; this needs {with_article(join_words(kinds))}.")
    nothing = f"No {join_words(kinds)}" if kinds else "Nothing"
    raise UsageError(f"{nothing} is called “{typed}”. {_suggestion(store, typed, kinds)}")


def called(store: Store, typed: str, kinds: Sequence[str] = ()) -> Record | None:
    """The record that ``find`` would find; none where it would raise an error."""
    return next((store.get(kind, id) for kind, id in _rows(store, typed) if not kinds or kind in kinds), None)


def _rows(store: Store, typed: str) -> list[tuple[str, str]]:
    return store.sql("SELECT kind, id FROM name WHERE folded = ? ORDER BY rank", (as_named(typed),))


def find_in_words(store: Store, words: Sequence[str]) -> str:
    """The command that shows the record that these words name, or else searches for them; empty if that finds nothing."""
    typed = " ".join(words)
    if called(store, typed) and argument(typed):
        return f"collabref show {argument(typed)}"
    return _search_for(store, typed)


def reference_of(store: Store, id: str) -> Record | None:
    """The reference with this id, or with another that a library gave to the same work."""
    if found := store.get("reference", id):
        return found
    named = "folded = ? AND shown = ? AND kind = 'reference'"
    rows = store.sql(f"SELECT id FROM name WHERE {named} ORDER BY rank LIMIT 1", (fold(id), id))
    return store.get("reference", rows[0][0]) if rows else None


def own_reference(store: Store, typed: str) -> Record | None:
    """A reference by its key in the user's library, with that library's fields; None unless it is also a record here."""
    rows = store.sql("SELECT json FROM own WHERE folded = ?", (fold(typed),))
    own: Record | None = json.loads(rows[0][0]) if rows else None
    return own


def kind_of(store: Store, id: str) -> str:
    """The kind of the record with this id that is not a reference; empty if there is none."""
    rows = store.sql("SELECT kind FROM record WHERE id = ? AND kind != 'reference' LIMIT 1", (id,))
    return str(rows[0][0]) if rows else ""


def choose(typed: str, known: Iterable[tuple[str, str]], what: str, otherwise: str = "") -> str:
    """The id among ``known`` (ids and names) that ``typed`` stands for.

    Raises:
        UsageError: there is none; with near matches, or else ``otherwise``: by itself, all that there are.
    """
    from collabref.text.wording import close_matches

    known = list(known)
    wanted = fold(typed)
    for id, name in known:
        if wanted in (fold(id), fold(name)):
            return id
    ids = {id: id for id, _ in known} | {name: id for id, name in known}
    nearest = list(dict.fromkeys(ids[name] for name in close_matches(typed, ids)))
    all_of_them = f"Choose from: {', '.join(dict.fromkeys(id for id, _ in known))}."
    hint = f"Did you mean {join_words(nearest)}?" if nearest else otherwise or all_of_them
    raise UsageError(f"There is no {what} “{typed}”. {hint}")


def choose_word(store: Store, kind: str, typed: str) -> str:
    """The id of the word of a vocabulary that ``typed`` (its id or label) stands for.

    Raises:
        UsageError: there is none.
    """
    return choose(typed, [(each["id"], each["label"]) for each in store.all(kind)], kind)


def family(store: Store, approach: Record) -> list[str]:
    """The ids that count for an approach: its own and those of its variants."""
    return _families(store)[approach["id"]]


@lru_cache(maxsize=1)  # a page asks some ten times, a handbook a hundred
def _families(store: Store) -> dict[str, list[str]]:
    return families(store.all("approach"))


def families(approaches: Sequence[Record]) -> dict[str, list[str]]:
    """For each approach the ids that count for it."""
    members = {each["id"]: [each["id"]] for each in approaches}
    for each in approaches:
        if each.get("variant-of") in members:
            members[each["variant-of"]].append(each["id"])
    return members


def _suggestion(store: Store, typed: str, kinds: Sequence[str]) -> str:
    """What was perhaps meant: names like it, and those that have it as a word, approaches first; and a search.

    Where there is neither, what there is.
    """
    nearest = _nearest(store, typed, kinds)[:3]
    meant = f"Did you mean {join_words(nearest)}?" if nearest else ""
    if search := _search_for(store, typed):
        return f"{meant} Or: {search}" if meant else f"Try: {search}"
    return meant or f"See: collabref list{f' {LISTED[kinds[0]]}' if kinds else ''}."


def _nearest(store: Store, typed: str, kinds: Sequence[str]) -> list[str]:
    """The ids of what was perhaps meant, best first."""
    from collabref.text.wording import close_matches

    wanted = fold(typed)  # once: it may be long
    where = f"WHERE kind IN ({placeholders(kinds)})" if kinds else "WHERE 1"
    values: list[str] = list(kinds)
    (count,) = store.sql(f"SELECT count(*) FROM name {where}", values)[0]
    if count > MANY:
        where += " AND substr(folded, 1, 1) = ?"
        values.append(wanted[:1])
    named = store.sql(f"SELECT shown, folded, kind, id FROM name {where}", values)
    ids = {shown: id for shown, _, _, id in named}
    # One of several names, where the command takes one: “qic cop”.
    several = wanted[:LONGEST].split() if kinds and " " in wanted else []
    among = [id for word in several for _, folded, _, id in named if folded == word]
    # What has it as a whole word: “network” is in “clinical network”.
    inside = [
        (kind != "approach", len(folded), id)
        for _, folded, kind, id in named
        if kind != "reference" and wanted and wanted in re.split(r"[^\w]+", folded)
    ]
    # A word that the library has was not misspelt, unless it is very like a name.
    alike = VERY_LIKE if " " not in wanted and _has(store, typed) else LIKE
    by_letters = [ids[name] for name in close_matches(typed, ids, most=12, least=alike)]
    nearest = [*among, *(id for *_, id in sorted(inside)), *by_letters, *_answering(store, typed, kinds)]
    return list(dict.fromkeys(nearest))


def _has(store: Store, typed: str) -> bool:
    """Whether the library has all these words as they are spelt."""
    from collabref.query.search import search

    hits = search(store, [typed[:LONGEST]])
    return hits.whole > 0 and fold(hits.question.typed()) == fold(typed)


def _answering(store: Store, typed: str, kinds: Sequence[str]) -> list[str]:
    """The briefs that search finds, where a brief is wanted: people ask for it by its question."""
    from collabref.query.search import search

    found = search(store, [typed[:LONGEST]], kinds).positions if "brief" in kinds else []
    return [record["id"] for record in store.at(found)]


def _search_for(store: Store, typed: str) -> str:
    """The command that searches for the words of ``typed``, if that finds something."""
    from collabref.query.search import search

    typed = one_line(typed[:LONGEST])
    words = argument(typed) or argument(" ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", typed)))
    return f"collabref search {words}" if words and search(store, [words.strip("'")]).positions else ""

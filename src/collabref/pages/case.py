"""A case: what was done, with what result, and why."""

from collabref.answer.page import Block, Fields, Title
from collabref.pages.blocks import by_name, filled, plain, said_in_short, texts
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import capital, join_words


def blocks(store: Store, case: Record) -> list[Block]:
    """A case: what was done, with which result, and why."""
    countries = [store.label("country", id) for id in case.get("countries", [])]
    outcome = store.get("outcome", case["outcome"]) or {"label": case["outcome"]}
    compared = case.get("compared-with")
    rows = (
        ("Outcome", plain(f"{capital(outcome['label'])}: {outcome.get('description', '')}".rstrip(": "))),
        ("Compared with", plain(store.label("comparison", compared) if compared else "")),
        ("Approach", by_name(store, "approach", case["approaches"])),
        ("Where", plain("; ".join(part for part in (case.get("setting", ""), join_words(countries, "and")) if part))),
        ("When", plain(case.get("period", ""))),
        ("Who", plain(case.get("participants", ""))),
        ("Aim", texts(case["aim"])),
        ("What was done", texts(case.get("did"))),
        ("Results", texts(case.get("results"))),
        ("Explanations", texts(case.get("why"))),
        ("Lessons", texts(case.get("lessons"))),
    )
    return [Title(case["name"], case["id"], "case"), *said_in_short(case), Fields(filled(rows))]

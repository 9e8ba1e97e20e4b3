"""What a record contains, found through its declared types."""

from pathlib import Path

import pytest
from msgspec import inspect

from collabref.kinds import KINDS
from collabref.load import read_library
from collabref.model.records import DECLARATIONS, Claim
from collabref.model.walk import claims, walk

DATA = Path(__file__).parents[1] / "data"


def test_every_kind_has_a_declaration():
    assert list(DECLARATIONS) == [kind.name for kind in KINDS]


def test_what_a_fit_names():
    claim = {"say": "It may.", "refs": ["x2000", "y2001"]}
    fits = [{"question": "aim", "answer": "learn", "verdict": "for", "why": claim}]
    found = list(walk("approach", {"id": "a", "name": "A", "summary": [], "fits": fits}))
    assert [each[1:] for each in found] == [
        ("id", "question", "aim"),
        ("word", "verdict", "for"),
        ("claim", "", claim),
        ("id", "reference", "x2000"),
        ("id", "reference", "y2001"),
    ]
    assert found[-1].path == ("fits", 0, "why", "refs", 1)


def test_keys_of_mappings_are_ids():
    gap = {"gap": "None.", "searched": "2026-01-01"}
    found = list(walk("approach", {"id": "a", "name": "A", "summary": gap, "at-a-glance": {"cost": gap}}))
    assert [(each.path, each.kind) for each in found if each.what == "id"] == [(("at-a-glance", "cost"), "dimension")]


def test_an_empty_text_names_nothing():
    assert list(walk("reference", {"id": "x", "type": "book", "custom": {"design": "", "about": []}})) == []


def test_one_claim_and_a_list_of_claims_are_both_found():
    one, other = {"say": "A.", "refs": []}, {"say": "B.", "refs": []}
    assert [path for path, _ in claims("term", {"id": "t", "name": "T", "means": one})] == [("means",)]
    several = claims("term", {"id": "t", "name": "T", "means": [one, other]})
    assert list(several) == [(("means", 0), one), (("means", 1), other)]


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_an_empty_record_holds_nothing(kind: str):
    assert list(walk(kind, {"id": "x"})) == []


def test_the_walk_finds_every_claim_of_the_library():
    """Everything in the form of a claim is found, wherever it is."""

    def claim_like(data: object) -> int:
        if isinstance(data, dict):
            own = bool(data.keys() & {"say", "gap"}) and data.keys() <= {"say", "refs", "gap", "searched"}
            return own + sum(map(claim_like, data.values()))
        return sum(map(claim_like, data)) if isinstance(data, list) else 0

    for entry in read_library(str(DATA)).entries():
        assert len(list(claims(entry.kind, entry.data))) == claim_like(
            {**entry.data, "answers": []}  # an answer to a question has a text but no source
        ), entry.id


def test_the_claim_is_declared_once():
    assert {field.encode_name for field in inspect.type_info(Claim).fields} == {"say", "refs", "gap", "searched"}

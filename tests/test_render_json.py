import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import VIEWS
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Grid
from collabref.pages.show import show
from collabref.render import Style, render
from collabref.store import Store

pytest_plugins = ["screens"]


@pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"handbook"}))  # which is a document alone
def test_the_data_are_pinned_whole(field: Store, snapshot: SnapshotAssertion, view: str):
    """Other programs rely on every key: a change here breaks a promise."""
    assert render(VIEWS[view](field), Style("json")) == snapshot


@pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"handbook"}))  # which is a document alone
def test_one_object_of_a_version_a_kind_and_items(field: Store, view: str):
    answer = json.loads(render(VIEWS[view](field), Style("json")))
    assert list(answer) == ["schema_version", "kind", "items"]
    assert answer["schema_version"] == 2
    assert answer["items"]
    assert all("id" in item and "kind" in item for item in answer["items"]) or view in ("compare", "compare-three")


def test_nothing_is_an_empty_list():
    assert json.loads(render(Grid("hit", [], ()), Style("json"))) == {"schema_version": 2, "kind": "hit", "items": []}


def test_the_data_are_the_records_whatever_the_screen_shows(field: Store):
    """A card as data is the whole record."""
    (item,) = json.loads(render(VIEWS["card"](field), Style("json")))["items"]
    assert item == field.get("approach", "x-huddle")


def test_hostile_data_survive_the_round_trip_and_command_no_terminal(hostile: Store):
    page = show(hostile, ["x-hostile", "x-evil", "x-formula"])
    text = render(page, Style("json"))
    for forbidden in "\x1b\x07\x9b\r\t\u202e\u202c\u2066\u2069":
        assert forbidden not in text
    assert json.loads(text)["items"] == page.items


@given(
    st.recursive(
        st.text() | st.integers() | st.none() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_data_survive_the_round_trip(data: object):
    text = render(Grid("test", [{"id": "x", "data": data}], ()), Style("json"))
    assert json.loads(text)["items"][0]["data"] == data
    assert not any((ord(character) < 0x20 and character != "\n") or 0x7F <= ord(character) < 0xA0 for character in text)

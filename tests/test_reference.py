"""What is ours under a reference's ``custom`` key, where another program may keep something of its own there."""

from typing import Any

import pytest

from collabref.reference import custom_of, results_of, spoken_to

RESULT = {"about": ["qic"], "axis": "effect", "direction": "none"}


@pytest.mark.parametrize(
    "custom",
    [
        {},
        {"about": ["qic"], "study": "a", "read": "part", "speaks-to": ["context"], "results": [RESULT]},
        {"results": [RESULT | {"outcome-named": True, "as": "part", "figure": "3 v 3"}]},
        {"results": [{"about": [], "axis": "economics"}]},
        {"their-own": 5},
    ],
)
def test_what_has_the_shape_of_our_annotations_is_ours(custom: dict[str, Any]):
    assert custom_of({"custom": custom}) == custom


@pytest.mark.parametrize(
    "custom",
    [
        "text", 5, None, ["a"],
        {"study": 5}, {"read": ["all"]}, {"not-counted": True}, {"speaks-to": "context"}, {"about": "qic"},
        {"results": 5}, {"results": [5]}, {"results": [{"axis": "effect", "direction": "none"}]},
        {"results": [{"about": ["qic"]}]}, {"results": [{"about": ["qic"], "axis": "effect"}]},
        {"results": [RESULT | {"as": 5}]}, {"results": [RESULT | {"figure": {"n": 5}}]},
    ],
)  # fmt: skip
def test_what_has_not_is_another_programs(custom: Any):
    assert custom_of({"custom": custom}) == {}


def test_a_result_that_says_only_on_which_axis_it_is_speaks_to_that_axis():
    effect, economics = RESULT, {"about": [], "axis": "economics", "figure": "£5"}
    old = [{"about": [], "axis": axis, "direction": "none"} for axis in ("mechanism", "economics", "mechanism")]
    custom = {"results": [effect, economics, *old], "speaks-to": ["context", "mechanism"]}
    assert results_of(custom) == [effect, economics]
    assert spoken_to(custom) == ["context", "mechanism", "economics"]

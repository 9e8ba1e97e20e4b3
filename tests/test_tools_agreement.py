from pathlib import Path

import pytest
from agreement import ABSENT, Agreement, agreements, kappa, main, only_in_one

# Two raters, 50 pairs: the textbook table of 20 yes–yes, 5 yes–no, 10 no–yes, 15 no–no, with a kappa of 0.4.
TEXTBOOK = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (TEXTBOOK, 0.4),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a")] * 3, None),  # both said a throughout: chance alone would give perfect agreement
        ([], None),
    ],
)
def test_cohens_kappa(pairs: list[tuple[str, str]], expected: float | None):
    assert kappa(pairs) == (None if expected is None else pytest.approx(expected))
    assert kappa([(b, a) for a, b in pairs]) == (None if expected is None else pytest.approx(expected))


def test_codes_are_words_lists_of_words_or_mappings_and_results_are_of_an_axis():
    first = [
        {"id": "p", "axis": "effect", "points": "favours", "why": "2.1 v 3.0"},
        {"id": "p", "axis": "sustainability", "points": "even"},
        {"id": "q", "leads": {"is": ["members", "core-team"], "refs": ["x"]}, "lasts": ["project"]},
        {"id": "s", "design": "cohort", "results": [{"axis": "effect", "direction": "none", "figure": "1"}]},
    ]
    second = [
        {"id": "p", "axis": "effect", "points": "favours", "why": "otherwise said"},
        {"id": "p", "axis": "sustainability", "points": "against"},
        {"id": "q", "leads": {"is": ["members"]}, "lasts": ["project"]},
        {"id": "s", "design": "cohort", "results": [{"axis": "effect", "direction": "none"}]},
    ]
    found = {each.field: (each.units, each.same) for each in agreements(first, second)}
    assert found == {"design": (1, 1), "direction": (1, 1), "points": (2, 1), "leads": (1, 0), "lasts": (1, 1)}


def test_what_is_of_a_whole_work_may_be_beside_a_result():
    first = [{"id": "s", "reported-by": "organisers", "results": [{"axis": "effect"}]}]
    second = [{"id": "s", "results": [{"axis": "effect", "reported-by": "organisers"}]}]
    assert list(agreements(first, second)) == [Agreement("reported-by", 1, 1, None)]


def test_a_result_that_one_coder_saw_and_the_other_did_not_is_a_disagreement():
    first = [{"id": "s", "results": [{"axis": "effect", "direction": ABSENT}]}]
    second = [{"id": "s", "results": []}]
    assert [(each.units, each.same) for each in agreements(first, second)] == [(1, 1)]
    first[0]["results"][0]["direction"] = "none"  # type: ignore[index]
    assert [(each.units, each.same) for each in agreements(first, second)] == [(1, 0)]


def test_what_only_one_coded_is_named_and_not_compared():
    first, second = [{"id": "a", "points": "even"}, {"id": "b", "points": "even"}], [{"id": "b", "points": "even"}]
    assert only_in_one(first, second) == ["a"]
    assert list(agreements(first, second)) == [Agreement("points", 1, 1, None)]


def test_how_often_the_settled_code_is_neither():
    first, second = [{"id": "a", "points": "even"}, {"id": "b", "points": "even"}], [{"id": "a", "points": "against"}, {"id": "b", "points": "even"}]  # fmt: skip
    settled = [{"id": "a", "points": "favours"}, {"id": "b", "points": "even"}]
    (found,) = agreements(first, second, settled)
    assert found.overruled == 1
    assert found.row == ("points", "2", "50.0%", "0.00", "1")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name, text in {
        "a": "- {id: x, points: even}\n- {id: y, points: against}",
        "b": "- {id: x, points: even}",
    }.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    paths = [str(tmp_path / f"{name}.yaml") for name in "ab"]
    assert main(paths) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[1:] == ["points\t1\t100.0%\tnot defined\t"]
    assert err == "Coded by one only: y.\n"
    assert main([paths[0]] * 3) == 0
    assert main(paths[:1]) == 2


@pytest.mark.parametrize("text", ["a: b", "- 5", "- {points: even}", "[", ""])
def test_a_file_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str):
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    assert main([str(path), str(path)]) == 65
    assert str(path) in capsys.readouterr().err
    assert main([str(tmp_path / "none.yaml")] * 2) == 65

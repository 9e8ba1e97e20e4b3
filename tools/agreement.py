"""How far two coders agree: per cent agreement and Cohen's kappa, from their files.

    python tools/agreement.py docs/coding/points-a.yaml docs/coding/points-b.yaml [docs/coding/points-settled.yaml]

Each file is a YAML list of mappings with an ``id``. The fields in ``NOMINAL`` are compared, in the mapping itself or in
its ``results`` (one per ``axis``). A code is a word, a list of words, or a mapping whose words are under ``is``.

Kappa is Cohen's (1960, doi 10.1177/001316446002000104): agreement beyond what two coders would reach by chance if each
used the codes as often as they did; 1 is complete agreement. It measures agreement, not truth.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

# The fields that hold codes; all others are prose, figures and sources.
NOMINAL = (
    "design", "comparator-kind", "compared-with", "direction", "points", "counted", "reported-by",
    "leads", "lasts", "joins", "shares",
)  # fmt: skip

# Fields of a whole work, even if a coder put them with a result.
OF_WORK = ("design", "comparator-kind", "reported-by")

# The code for a coder's judgement that there is nothing to code.
ABSENT = "(absent)"

# A coded unit: the id, and the axis if there is one.
Unit = tuple[str, str]


class Agreement(NamedTuple):
    """How far two coders agree on a field.

    Attributes:
        field: the field.
        units: how many units both coded.
        same: how many of them have the same code.
        kappa: Cohen's kappa; None if undefined because both gave one code throughout.
        overruled: in how many the settled code is neither coder's; None if nothing was settled.
    """

    field: str
    units: int
    same: int
    kappa: float | None
    overruled: int | None = None

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        """The same in words: field, units, agreement in per cent, kappa, overruled."""
        kappa = "not defined" if self.kappa is None else f"{self.kappa:.2f}"
        overruled = "" if self.overruled is None else str(self.overruled)
        return self.field, str(self.units), f"{100 * self.same / self.units:.1f}%", kappa, overruled


HEAD = ("Field", "Coded by both", "Agreement", "Cohen’s κ", "Settled otherwise than either")


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of codes; None if chance alone would make every pair agree, or there are no pairs."""
    number = len(pairs)
    first, second = (Counter(pair[coder] for pair in pairs) for coder in (0, 1))
    by_chance = sum(first[code] * second[code] for code in first)
    if by_chance == number * number:
        return None
    same = sum(one == other for one, other in pairs)
    return (number * same - by_chance) / (number * number - by_chance)


def agreements(first: list[Any], second: list[Any], settled: list[Any] | None = None) -> Iterator[Agreement]:
    """The agreement on each field that a coder filled in. Only ids in both files are compared."""
    one, other, final = _codes(first), _codes(second), _codes(settled or [])
    both = {item["id"] for item in first} & {item["id"] for item in second}
    for field in NOMINAL:
        units = sorted(unit for unit in one[field].keys() | other[field].keys() if unit[0] in both)
        pairs = [(one[field].get(unit, ABSENT), other[field].get(unit, ABSENT)) for unit in units]
        if pairs:
            overruled = None
            if settled is not None:
                ends = [final[field].get(unit, ABSENT) for unit in units]
                overruled = sum(end not in pair for end, pair in zip(ends, pairs, strict=True))
            yield Agreement(field, len(pairs), sum(a == b for a, b in pairs), kappa(pairs), overruled)


def only_in_one(first: list[Any], second: list[Any]) -> list[str]:
    """The ids that only one of the two coded, in order."""
    return sorted({item["id"] for item in first} ^ {item["id"] for item in second})


def _codes(items: list[Any]) -> dict[str, dict[Unit, str]]:
    """Field -> unit -> code."""
    found: dict[str, dict[Unit, str]] = defaultdict(dict)
    for item in items:
        for part in (item, *item.get("results", ())):
            for field in NOMINAL:
                if field in part:
                    axis = "" if field in OF_WORK else part.get("axis", "")
                    found[field][item["id"], axis] = _code(part[field])
    return found


def _code(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("is", [])
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def read(path: Path) -> list[Any]:
    """The items of a coder's file.

    Raises:
        ValueError: it is not a list of mappings with an id; the message says so.
    """
    try:
        items = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path} is not YAML: {error}") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) and "id" in item for item in items):
        raise ValueError(f"{path} is not a list of mappings with an id.")
    return items


def main(paths: list[str]) -> int:
    """Print the agreement of two files and, on stderr, the ids in only one of them. Exit codes as in collabref."""
    if len(paths) not in (2, 3):
        print("Name two coders’ files and, optionally, the settled one.", file=sys.stderr)
        return 2
    try:
        first, second, *settled = (read(Path(path)) for path in paths)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 65
    for row in (HEAD, *(each.row for each in agreements(first, second, *settled))):
        print("\t".join(row))
    if alone := only_in_one(first, second):
        print(f"Coded by one only: {', '.join(alone)}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

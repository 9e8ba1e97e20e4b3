"""Claims before and after an edit: what differs in figures, references, names, hedges and negations.

    python tools/changed_claims.py REVISION [ID...]

Compares the library's claims in a revision of the repository with those of the working tree. Unchanged claims are
left out; the others of each record are paired by similarity, and what has no partner was added or removed. A pair whose
figures, references, names, hedges or negations differ may have changed its meaning, and must be checked against its
sources.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from collabref.kinds import BY_KEY, NAMED
from collabref.load.yaml_file import parse
from collabref.model.walk import claims

FILES = ("approaches", "briefs", "cases", "guidance", "terms")

KINDS = {
    "figures": re.compile(r"\d[\d,.]*%?"),
    "names": re.compile(r"(?<=[a-z,;:] )[A-Z][\w’-]+"),
    "hedges": re.compile(r"\b(?:may|might|perhaps|probably|suggests?|seems?|appears?|about|some|often|mostly|few|argues?|associated)\b", re.I),
    "negations": re.compile(r"\b(?:no|not|never|none|neither|nor|without|un\w+ed)\b", re.I),
}  # fmt: skip

# Below this similarity, two claims are not versions of the same claim.
ALIKE = 0.35

# Stands for the other half of a claim that was added or removed.
NONE: dict[str, Any] = {"say": "", "refs": []}


def main() -> None:
    """Print the pairs of claims that differ."""
    if len(sys.argv) < 2:
        sys.exit("Name a revision: python tools/changed_claims.py REVISION [ID...]")
    revision, *ids = sys.argv[1:]
    for file in FILES:
        path = f"data/{file}.yaml"
        shown = subprocess.run(["git", "show", f"{revision}:{path}"], capture_output=True, text=True, check=False)
        before = _records(shown.stdout) if shown.returncode == 0 else {}
        with open(path, encoding="utf-8") as text:
            after = _records(text.read())
        for key in before | after:
            if not ids or key in ids:
                _compare(key, before.get(key, []), after.get(key, []))


def _records(text: str) -> dict[str, list[dict[str, Any]]]:
    """The claims of each record of a file."""
    found = {}
    data, _ = parse(text, "data")
    for key, records in data.items():
        for record in records if BY_KEY[key] in NAMED else ():
            found[record["id"]] = [claim for _, claim in claims(BY_KEY[key], record) if claim.get("say")]
    return found


def _compare(id: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    old = [claim for claim in before if claim not in after]
    for new in (claim for claim in after if claim not in before):
        likeness = [(SequenceMatcher(None, claim["say"], new["say"]).ratio(), claim) for claim in old]
        best, was = max(likeness, key=lambda pair: pair[0], default=(0.0, NONE))
        if best < ALIKE:
            was = NONE
        else:
            old.remove(was)
        _show(id, was, new)
    for removed in old:
        _show(id, removed, NONE)


def _show(id: str, was: dict[str, Any], new: dict[str, Any]) -> None:
    print(f"{id}\n  - {was['say']} {was['refs']}\n  + {new['say']} {new['refs']}")
    if differences := list(_differences(was, new)):
        print(f"  ! {'; '.join(differences)}")


def _differences(was: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs, as in ``figures: −12 +21``."""
    sets = {"references": (set(was["refs"]), set(new["refs"]))}
    for kind, pattern in KINDS.items():
        sets[kind] = set(pattern.findall(was["say"])), set(pattern.findall(new["say"]))
    for kind, (less, more) in sets.items():
        changed = [f"−{each}" for each in sorted(less - more)] + [f"+{each}" for each in sorted(more - less)]
        if changed:
            yield f"{kind}: {' '.join(changed)}"


if __name__ == "__main__":
    main()

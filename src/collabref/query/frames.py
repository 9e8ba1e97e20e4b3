"""What a question asks for by its form: “what is a …” for a definition, “review” for a design.

Such words say little of what a record is about, and much of what kind of record is wanted.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple


class Wish(NamedTuple):
    """What a question would rather have.

    Attributes:
        kinds: kinds of record.
        designs: designs of studies, or classes of design.
        words: the plain words that say so, and no more.
    """

    kinds: frozenset[str] = frozenset()
    designs: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


# How a question begins, in plain words, and the kinds of record that answer such.
_BEGINNINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"what (is|are|does|do)|define|(definition|meaning) of", ("approach", "term", "brief")),
    (r"how (do|does|should|can|could|to|would)|should|can|could|what to do|what (should|can) ", ("challenge", "brief")),
    (r"why|what (went|goes|can go) wrong|do|does|did|is|are|was|were|has|have", ("critique", "challenge", "brief")),
)

# Words, the kinds of record that they ask for, and the designs or classes of design.
_WORDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("i me my we us our", ("challenge", "brief"), ()),  # somebody’s own trouble
    ("nobody nothing never dont doesnt cant wont arent isnt too only", ("challenge", "critique"), ()),  # a complaint
    ("definition defined meaning", ("approach", "term"), ()),
    ("example examples case cases story stories", ("case",), ()),
    ("critique critiques criticism criticisms critics", ("critique",), ("commentary",)),
    ("problem problems challenge challenges", ("challenge",), ()),
    ("review reviews synthesis metaanalysis", (), ("synthesis",)),
    ("evaluated", (), ("synthesis",)),
    ("trial trials rct rcts randomised randomized", (), ("randomised",)),
    ("ethnography ethnographic", (), ("ethnography",)),
    ("qualitative interviews", (), ("qualitative", "ethnography")),
    ("survey surveys questionnaire", (), ("survey",)),
    ("theory theories theoretical", (), ("theory",)),
)

# Those of these words that ask for a kind only: a reference on what they mean does not exist.
_ONLY_ASKING = frozenset(
    ("definition", "defined", "meaning", "example", "examples", "story", "stories", "evaluated", "critics")
)


def wish(words: Sequence[str]) -> Wish:
    """What a question of these plain words would rather have."""
    kinds: set[str] = set()
    designs: set[str] = set()
    joined = " ".join(words)
    for beginning, wanted in _BEGINNINGS:
        if re.match(rf"({beginning})\b", joined):
            kinds.update(wanted)
            break
    asked = set(words)
    for typed, wanted, wanted_designs in _WORDS:
        if asked.intersection(typed.split()):
            kinds.update(wanted)
            designs.update(wanted_designs)
    return Wish(frozenset(kinds), frozenset(designs), frozenset(asked & _ONLY_ASKING))

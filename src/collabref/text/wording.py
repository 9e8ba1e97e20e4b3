"""The words of messages and answers: lists, counts, articles, and suggestions for mistyped words."""

import re
from collections.abc import Iterable

from collabref.text.fold import fold

# A longer word is not a typing error.
_MENDABLE = 100

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def close_matches(word: str, known: Iterable[str], most: int = 3, least: float = 0.6) -> list[str]:
    """Up to ``most`` of ``known`` that ``word`` may have been meant to be, best first.

    Args:
        least: how like ``word`` they must be, from 0 to 1.
    """
    from difflib import SequenceMatcher

    if len(word) > _MENDABLE:
        return []
    wanted = fold(word)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored = []
    for position, candidate in enumerate(known):
        if len(candidate) > _MENDABLE:
            continue
        other = fold(candidate)
        matcher.set_seq1(other)
        hopeless = matcher.real_quick_ratio() < least or matcher.quick_ratio() < least
        score = 0.0 if hopeless else matcher.ratio()
        if len(wanted) >= 3 and other.startswith(wanted):
            score = max(score, 0.9)
        elif len(wanted) >= 4 and wanted in other:
            score = max(score, 0.7)
        if score >= least:
            scored.append((-score, position, candidate))
    return [candidate for _, _, candidate in sorted(scored)[:most]]


def with_article(noun: str) -> str:
    """``noun`` with its indefinite article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def join_words(items: Iterable[str], conjunction: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} {conjunction} {last}" if head else last


def number_of(count: int, one: str, many: str) -> str:
    """``1 study``, ``2 studies``: a number with its noun."""
    return f"{count} {one if count == 1 else many}"


def day_in_words(date: str) -> str:
    """``2026-11-29`` as people write it: ``29 November 2026``; anything else unchanged."""
    match = re.fullmatch("([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])", date)
    return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}" if match else date


def capital(words: str) -> str:
    """``words`` with a capital letter first, and the others as they are: a label may hold a name."""
    return words[:1].upper() + words[1:]


def argument(typed: str) -> str:
    """``typed`` as one argument of a command that people may paste into any shell.

    Empty where it is more than plain words: no shell's quotation marks hold everything.
    """
    if len(typed) > _MENDABLE or typed.startswith("-") or not re.fullmatch(r"[\w.,:/@+ -]*\w[\w.,:/@+ -]*", typed):
        return ""
    return typed if re.fullmatch(r"[A-Za-z0-9._/-]+", typed) else f"'{typed}'"


def with_extra(extra: str) -> str:
    """How to install collabref with an extra: it is on no registry, and whatever installed it has to do it again."""
    here = f"'.[{extra}]'"
    return f"In the clone of collabref: pipx install --force {here}, uv tool install {here} or pip install {here}."

"""`info --methods`: what it says is computed from the library, and docs/methods.md is the same."""

import json
from collections import Counter

from screens import Run

from collabref.answer.page import Fields, Heading, Page, Paragraph
from collabref.check.coding import COMPARISONS
from collabref.model.reference import custom_of
from collabref.pages.methods import AGREEMENT, methods
from collabref.query.counts import CLASSES
from collabref.store import Store

pytest_plugins = ["screens"]


def under(page: Page, heading: str) -> dict[str, str]:
    """The rows under a heading."""
    blocks = page.blocks[page.blocks.index(Heading(heading)) + 1 :]
    rows = next(block for block in blocks if isinstance(block, Fields)).rows
    return {label: " ".join(text.text for text in texts) for label, texts in rows}


def test_the_counts_are_those_of_the_library(field: Store):
    page = methods(field)
    (item,) = page.items
    assert (page.kind, item["works"]) == ("methods", 9)
    assert item["counts"] == {
        "read": {"The abstract": 4, "The full text": 1},
        "reported-by": {"Independent authors": 3, "Its organisers": 2},
        "year": {"2010–2019": 5, "2020–2029": 3, "No year": 1},
        "country": {"United Kingdom": 2, "Netherlands": 1},
        "design": {"Randomised trials": 3, "Controlled studies": 2, "Explanatory studies": 2, "Other works": 2},
        "approach": {"Safety huddle": 8, "Online huddle": 1, "Learning forum": 2},
    }
    assert under(page, "How works were read") == {"The abstract": "4", "The full text": "1"}
    assert under(page, "Works by year")["No year"] == "1"


def test_the_counts_of_the_built_in_library_add_up(builtin: Store):
    counts = methods(builtin).items[0]["counts"]
    references = builtin.all("reference")
    assert sum(counts["year"].values()) == len(references)
    assert sum(counts["design"].values()) == sum(bool(custom_of(each).get("design")) for each in references)
    countries = Counter(id for case in builtin.all("case") for id in case.get("countries", ()))
    assert sorted(counts["country"].values()) == sorted(countries.values())
    assert list(counts["approach"]) == [each["name"] for each in builtin.all("approach")]


def test_what_is_not_in_the_records_is_said(hostile: Store, small: str):
    from collabref.store import open_store

    page = methods(open_store())
    at = page.blocks.index(Heading("How works were read"))
    gap = page.blocks[at + 1]
    assert isinstance(gap, Paragraph)
    assert gap.sentences[0].gap


def test_designs_and_agreement(builtin: Store):
    page = methods(builtin)
    assert list(under(page, "Design and comparison")) == [CLASSES[each] for each in COMPARISONS]
    assert under(page, "Design and comparison")["Randomised trials"] == "randomised controls."
    assert under(page, "How far the coders agreed")["Design"] == "88.5%, κ 0.87"
    assert len(AGREEMENT) == 4


def test_the_command(run_field: Run):
    done = run_field("info", "--methods")
    assert (done.code, done.err) == (0, "")
    for said in ("language models", "not a systematic review", "not logged", "measures agreement, not truth"):
        assert said in done.out
    answer = json.loads(run_field("info", "--methods", "-f", "json").out)
    assert (answer["schema_version"], answer["kind"]) == (2, "methods")


def test_about_counts_says_how_studies_were_coded_and_read(run_field: Run):
    said = run_field("evidence", "--about-counts", "-f", "plain").out
    for part in ("two language models", "κ is agreement beyond chance", "Design: 88.5%, κ 0.87", "The abstract: 4"):
        assert part in said

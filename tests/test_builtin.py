import csv
import json
import re
import subprocess
from collections import Counter
from functools import cache as once
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml

from collabref.check import coding, run, short
from collabref.load import read_library
from collabref.load.overlay import Overlay
from collabref.model.reference import COMPARED, DIRECTED, ECONOMICS, ROLES, UNSEEN, doi_of
from collabref.model.walk import claims
from collabref.pages import tally
from collabref.paths import builtin_library
from collabref.query import counts
from collabref.store import Store
from collabref.text.fold import fold, indexed

# Registrants with a single meaning in our own references: prefix -> words in the title of the journal, or the
# publisher. Large publishers (10.1016, 10.1111, …) are left out: their journals have nothing in common.
REGISTRANTS = {
    "10.1136": r"BMJ|Quality (&|and) Safety in Health Care|Archives of Disease in Childhood",
    "10.1186": r"BMC |Implementation Science|Systematic Reviews|Trials|Health Research Policy and Systems"
    r"|International Journal of Mental Health Systems|Cost Effectiveness and Resource Allocation",
    "10.1371": r"(PLOS|PLoS) ",
    "10.1377": r"Health Affairs",
    "10.1001": r"JAMA|Archives of ",
    "10.1542": r"(Hospital )?Pediatrics",
    "10.3310": r"Health Services and Delivery Research|Health and Social Care Delivery Research",
    "10.2196": r"JMIR |Journal of Medical Internet Research",
    "10.1370": r"Annals of Family Medicine",
    "10.1056": r"(New England Journal of Medicine|NEJM)",
    "10.7326": r"Annals of Internal Medicine",
    "10.1287": r"Organization Science|Management Science",
    "10.1503": r"CMAJ|Canadian Medical Association Journal",
    "10.3399": r"British Journal of General Practice|BJGP",
    "10.5334": r"International Journal of Integrated Care",
    "10.17061": r"Public Health Research & Practice",
    "10.12927": r"Healthcare |Nursing Leadership",
    "10.5694": r"Medical Journal of Australia",
}
# The reverse: journals that have only ever had one prefix.
JOURNALS = {
    "BMJ Quality & Safety": "10.1136",
    "BMJ Open": "10.1136",
    "BMJ Open Quality": "10.1136",
    "Implementation Science": "10.1186",
    "BMC Health Services Research": "10.1186",
    "Health Affairs": "10.1377",
    "PLOS ONE": "10.1371",
    "PLoS ONE": "10.1371",
    "Pediatrics": "10.1542",
    "JAMA": "10.1001",
    "New England Journal of Medicine": "10.1056",
    "Annals of Family Medicine": "10.1370",
    "Annals of Internal Medicine": "10.7326",
    "Cochrane Database of Systematic Reviews": "10.1002",
}


@once
def library() -> Overlay:
    return Overlay([read_library(builtin_library())])


def references() -> list[dict[str, Any]]:
    return [entry.data for entry in library().of("reference")]


def year(reference: dict[str, Any]) -> str:
    return str(reference["issued"]["date-parts"][0][0]) if "issued" in reference else "nd"


def twice(marks: list[tuple[str, str]]) -> list[list[str]]:
    """The ids that share a mark with another; empty marks do not count."""
    count = Counter(mark for _, mark in marks if mark)
    return [[id for id, mark in marks if mark == shared] for shared in count if count[shared] > 1]


@pytest.mark.parametrize("level", ["error", "house"])
def test_the_library_has_no_problems(level: str):
    assert [f"{problem.place}: {problem.sentence}" for problem in run(library(), level)] == []


def test_every_file_has_records_and_every_kind_is_there():
    assert {Path(source.name).name for source in library().sources()} >= {
        "approaches.yaml", "cases.yaml", "guidance.yaml", "references.yaml", "terms.yaml", "vocabulary.yaml",
    }  # fmt: skip
    kinds = Counter(entry.kind for entry in library().of())
    assert not {"approach", "critique", "case", "challenge", "question", "term", "reference"} - set(kinds)


@pytest.mark.parametrize(("kind", "named"), [
    ("axis", {*DIRECTED, ECONOMICS}),
    ("direction", {UNSEEN, counts.SEVERAL, *tally._IN_TURN}),
    ("role", {*ROLES, *counts.COUNTED}),
    ("comparison", {word for words in coding.COMPARISONS.values() for word in words}),
    *((field, set()) for field in short.PLACES),
])  # fmt: skip
def test_every_word_that_the_program_knows_by_its_id_is_in_the_vocabulary(kind: str, named: set[str]):
    words = library().ids(kind)
    assert words
    assert named <= set(words)


def test_rules_and_counts_know_the_same_classes_of_design():
    classes = {entry.data["class"] for entry in library().of("design")}
    assert {*COMPARED, *coding.COMPARISONS} <= classes == set(counts.CLASSES)
    assert set(counts.GROUPS) <= classes


def test_every_claim_has_a_source_and_every_source_is_there():
    known = library().ids("reference")
    faults = [
        f"{entry.id}: {claim}"
        for entry in library().of()
        for _, claim in claims(entry.kind, entry.data)
        if not claim.get("gap") and not (claim.get("refs") and set(claim["refs"]) <= set(known))
    ]
    assert faults == []


def test_every_gap_says_when_it_was_searched():
    dates = [
        claim["searched"] for entry in library().of() for _, claim in claims(entry.kind, entry.data) if claim.get("gap")
    ]
    assert [date for date in dates if not re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", date)] == []


def test_no_sentence_is_said_twice_in_one_record():
    faults = [
        (entry.id, sentence)
        for entry in library().of()
        for sentence, count in Counter(
            claim.get("say") or claim.get("gap") for _, claim in claims(entry.kind, entry.data)
        ).items()
        if count > 1
    ]
    assert faults == []


def test_no_claim_names_one_source_twice():
    faults = [
        (entry.id, claim["refs"])
        for entry in library().of()
        for _, claim in claims(entry.kind, entry.data)
        if len(set(claim.get("refs", []))) < len(claim.get("refs", []))
    ]
    assert faults == []


def test_the_year_in_an_id_is_the_year_of_issue():
    faults = [
        (each["id"], year(each))
        for each in references()
        if (match := re.search(r"(\d{4}|nd)[a-z]?$", each["id"])) is None or match[1] != year(each)
    ]
    assert faults == []


def test_nothing_was_issued_after_it_was_checked_or_before_the_field_began():
    faults = [
        (each["id"], year(each))
        for each in references()
        if year(each) != "nd" and not 1900 < int(year(each)) <= int(each["custom"]["checked"][:4])
    ]
    assert faults == []


def test_dates_are_dates():
    faults = [
        (each["id"], field, parts)
        for each in references()
        for field in ("issued", "accessed")
        for parts in each.get(field, {}).get("date-parts", [])
        if any(
            not low <= int(part) <= high
            for part, (low, high) in zip(parts, [(1, 9999), (1, 12), (1, 31)], strict=False)
        )
    ]
    assert faults == []


def test_the_last_page_does_not_come_before_the_first():
    def backwards(page: str) -> bool:
        first, dash, last = page.partition("-")
        begin, end = (re.fullmatch(r"(\D*)(?:\d+\.\D)?(\d+)", part) for part in (first, last))
        return bool(dash and begin and end and begin[1] == end[1] and int(end[2]) < int(begin[2]))

    assert [(each["id"], each["page"]) for each in references() if backwards(str(each.get("page", "")))] == []


def test_doi_prefixes_fit_their_journals():
    faults = [
        (each["id"], each["DOI"], each.get("container-title"))
        for each in references()
        if (prefix := each.get("DOI", "").split("/")[0]) in REGISTRANTS and each["type"] == "article-journal"
        and not re.match(REGISTRANTS[prefix], each["container-title"])
    ]  # fmt: skip
    assert faults == []


def test_journals_have_their_doi_prefixes():
    faults = [
        (each["id"], each["DOI"], each["container-title"])
        for each in references()
        if "DOI" in each
        and (prefix := JOURNALS.get(each.get("container-title", "")))
        and each["DOI"].split("/")[0] != prefix
    ]
    assert faults == []


def test_the_year_in_a_doi_is_not_years_away_from_the_year_of_issue():
    # Health Affairs, BMJ Quality & Safety and others include the year in the DOI, as in 10.1136/bmjqs-2014-003392.
    faults = [
        (each["id"], each["DOI"])
        for each in references()
        if (match := re.match(r"10\.1136/\w+-((?:19|20)\d\d)-\d{5,}$", each.get("DOI", "")))
        and not 0 <= int(year(each)) - int(match[1]) <= 3
    ]
    assert faults == []


def test_no_work_stands_twice_by_doi():
    assert twice([(each["id"], doi_of(each)) for each in references()]) == []


def test_no_work_stands_twice_by_pmid():
    assert twice([(each["id"], each.get("PMID", "")) for each in references()]) == []


def test_no_work_stands_twice_by_title():
    def mark(each: dict[str, Any]) -> str:
        people = each.get("author") or each.get("editor") or [{}]
        return (
            f"{indexed(each['title'])} | {fold(people[0].get('family') or people[0].get('literal', ''))} | {year(each)}"
        )

    assert twice([(each["id"], mark(each)) for each in references()]) == []


def test_no_author_stands_twice_in_one_work():
    faults = [
        (each["id"], name)
        for each in references()
        for name, count in Counter(json.dumps(person, sort_keys=True) for person in each.get("author", [])).items()
        if count > 1
    ]
    assert faults == []


def test_a_study_is_about_what_its_results_are_about():
    faults = [
        each["id"]
        for each in references()
        for result in each["custom"].get("results", [])
        if not (result["about"] or each["custom"].get("not-counted"))
        or not set(result["about"]) <= set(each["custom"]["about"])
    ]
    assert faults == []


def test_only_syntheses_have_studies_inside_them(builtin: Store):
    syntheses = {word["id"] for word in builtin.all("design") if word["class"] == "synthesis"}
    faults = [
        each["id"]
        for each in references()
        if each["custom"].get("reviews")
        and (each["custom"]["design"] not in syntheses or each["id"] in each["custom"]["reviews"])
    ]
    assert faults == []


def test_no_review_is_older_than_a_study_inside_it():
    years = {each["id"]: year(each) for each in references()}
    faults = [
        (each["id"], study)
        for each in references()
        for study in each["custom"].get("reviews", [])
        if years[study] > year(each)
    ]
    assert faults == []


def test_the_store_holds_every_record(builtin: Store):
    stored = builtin.sql("SELECT kind, id FROM record ORDER BY position")
    assert stored == list(library().entries)
    assert builtin.meta("replacements") == builtin.meta("problems") == []


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """What pandoc makes of references.yaml unchanged: plain text and HTML."""

    def pandoc(text: str, *options: str) -> str:
        command = [pypandoc.get_pandoc_path(), *options]
        ran = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=300, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    bibliography = str(Path(builtin_library(), "references.yaml"))
    cited = pandoc("---\nnocite: '@*'\n---\n", "--citeproc", "--bibliography", bibliography, "--to", "json")
    return {to: pandoc(cited, "--from", "json", "--wrap=none", "--to", to) for to in ("plain", "html")}


@pytest.mark.xdist_group("rendered")
def test_pandoc_renders_every_reference(rendered: dict[str, str]):
    assert sorted(re.findall(r'id="ref-([^"]+)"', rendered["html"])) == sorted(each["id"] for each in references())
    assert len(rendered["plain"].strip().split("\n\n")) == len(references())


@pytest.mark.xdist_group("rendered")
def test_pandoc_prints_every_doi(rendered: dict[str, str]):
    printed = rendered["plain"].lower()
    missing = [each["id"] for each in references() if each.get("DOI", "").lower() not in printed]
    assert missing == []


@pytest.mark.xdist_group("rendered")
def test_pandoc_reads_nothing_in_a_title_as_markup(rendered: dict[str, str]):
    printed = indexed(rendered["plain"])
    missing = [each["id"] for each in references() if indexed(each["title"]) not in printed]
    assert missing == []


CODING = Path(__file__).parent.parent / "docs" / "coding"


def test_the_codes_of_new_works_are_those_that_were_settled():
    settled = {item["id"]: item for item in yaml.safe_load((CODING / "new-settled.yaml").read_text(encoding="utf-8"))}
    coded = {each["id"]: each["custom"] for each in references() if each["id"] in settled}
    assert len(coded) > 40
    for id, custom in coded.items():
        assert custom["design"] == settled[id]["design"]
        assert [
            (result["axis"], result.get("direction"), bool(result["about"])) for result in custom.get("results", ())
        ] == [(result["axis"], result.get("direction"), result["counted"]) for result in settled[id]["results"]]


def test_what_the_log_of_searches_says_was_taken_is_in_the_library():
    ids = {each["id"] for each in references()}
    with (CODING / "searches.tsv").open(encoding="utf-8", newline="") as file:
        taken = [row["taken"] for row in csv.DictReader(file, delimiter="\t")]
    named = {word for each in taken for word in re.findall(r"\b[a-z]+\d{4}[a-z]?\b", each)}
    assert len(named) > 15
    assert named <= ids


def test_the_fields_that_articles_lack_are_those_logged_as_not_found():
    wanted = {"author": "", "volume": ("volume",), "page": ("page", "number"), "DOI": ("DOI",), "PMID": ("PMID",)}
    lacking = {
        (each["id"], field)
        for each in references()
        if each["type"] == "article-journal"
        for field, names in wanted.items()
        if (not any(name in each for name in names) if names else each["custom"].get("authors-incomplete"))
    }
    log = Path(__file__).parents[1] / "docs" / "coding" / "fields-not-found.tsv"
    with log.open(encoding="utf-8", newline="") as file:
        logged = [(row["work"], row["field"]) for row in csv.DictReader(file, delimiter="\t")]
    assert sorted(logged) == sorted(lacking)

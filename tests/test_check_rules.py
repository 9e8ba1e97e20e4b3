import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from collabref.check import RULES, bibliography, house, structure
from collabref.corpus import Corpus

MODULES = (structure, house, bibliography)  # importing them registers their rules
GAP = "{gap: None was found., searched: 2026-11-22}"
BOOK = "type: book, title: Practice"


class Fixture(NamedTuple):
    """A library that breaks a rule, what the rule says of it, and the same library put right."""

    broken: str
    told: Sequence[str]
    clean: str


def approach(fields: str) -> str:
    """A library of one approach; its first field stands at 2:19."""
    return f"approaches:\n- {{id: a, name: A, {fields}}}\n"


def says(sentence: str) -> str:
    """A library of one claim, at 2:28."""
    return approach(f"summary: {{say: {sentence}, refs: [x2000]}}")


def reference(fields: str, id: str = "wenger1998") -> str:
    """A library of one reference."""
    return f"references:\n- {{id: {id}, {fields}}}\n"


LONG = " ".join(["word"] * 40)

FIXTURES = {
    "record": Fixture(
        "terms:\n- words\n- [a]\n",
        [
            "2:3 This term is not a mapping of fields. Begin it with “- id:”.",
            "3:3 This term is not a mapping of fields. Begin it with “- id:”.",
        ],
        f"terms:\n- {{id: a, name: A, means: {GAP}}}\n",
    ),
    "shape": Fixture(
        reference("type: book, titel: Practice, volume: [1], author: {family: Wenger}"),
        [
            "2:33 Unknown field “titel”. Did you mean “title”?",
            "2:50 “volume” must be a whole number or text, not a list. Correct it.",
            "2:63 “author” must be a list, not a mapping. Correct it.",
        ],
        reference("type: book, title: Practice, volume: 1, author: [{family: Wenger}]"),
    ),
    "duplicate-id": Fixture(
        "sections:\n- {id: a, name: A}\n- {id: a, name: B}\n",
        ["3:4 The section “a” stands already at 1.yaml:2:4. Give each its own id."],
        "sections:\n- {id: a, name: A}\n- {id: b, name: B}\ndimensions:\n- {id: a, name: A}\n",
    ),
    "claimed-twice": Fixture(
        f"terms:\n- {{id: cop, name: Community, aliases: [CoP], means: {GAP}}}\n"
        f"- {{id: b, name: Øther, aliases: [COMMUNITY, other], means: {GAP}}}\n" + reference(BOOK, id="b"),
        [
            "3:32 “COMMUNITY” already means the term “cop”. Ids, names and aliases are shared by all kinds: choose another.",
            "5:4 “b” already means the term “b”. Ids, names and aliases are shared by all kinds: choose another.",
        ],
        f"terms:\n- {{id: cop, name: CoP, aliases: [Cop], means: {GAP}}}\n" + reference(BOOK),
    ),
    "claim-shape": Fixture(
        approach("summary: [{say: A., gap: B.}, {say: ''}, {gap: None.}, {gap: None., searched: x, refs: [r]}]"),
        [
            "2:29 A claim has either “say” or “gap”. Keep one of the two, and fill it.",
            "2:49 A claim has either “say” or “gap”. Keep one of the two, and fill it.",
            "2:60 A gap has the date on which it was searched, and no references. Write {gap: …, searched: 2026-11-22}.",
            "2:74 A gap has the date on which it was searched, and no references. Write {gap: …, searched: 2026-11-22}.",
        ],
        approach(f"summary: [{{say: A., refs: [r]}}, {{say: Unsourced.}}, {GAP}]"),
    ),
    "unknown-id": Fixture(
        f"approaches:\n- id: a\n  name: A\n  variant-of: b\n  summary: {{say: A., refs: [wenger1989]}}\n"
        f"  at-a-glance: {{cost: {GAP}}}\n  sections: {{origin: {GAP}}}\n  related: [{{to: c, how: {GAP}}}]\n"
        f"  fits: [{{question: q, answer: x, verdict: for, why: {GAP}}}]\n"
        + reference(f"{BOOK}, custom: {{about: [d], reviews: [e], results: [{{about: [f], axis: g, direction: h}}]}}"),
        [
            "4:3 There is no approach “b”. Did you mean “a”?",
            "5:27 There is no reference “wenger1989”. Did you mean “wenger1998”?",
            "6:17 There is no dimension “cost”. Add it, or name a dimension that is there.",
            "7:14 There is no section “origin”. Add it, or name a section that is there.",
            "8:13 There is no approach “c”. Add it, or name a approach that is there.",
            "9:11 There is no question “q”. Add it, or name a question that is there.",
            "11:71 There is no approach “d”. Add it, or name a approach that is there.",
            "11:84 There is no reference “e”. Add it, or name a reference that is there.",
            "11:107 There is no approach “f”. Add it, or name a approach that is there.",
        ],
        f"approaches:\n- {{id: a, name: A, variant-of: b, summary: {{say: A., refs: [wenger1998]}}}}\n"
        f"- {{id: b, name: B, summary: {GAP}, related: [{{to: a, how: {GAP}}}]}}\n"
        + reference(f"{BOOK}, custom: {{about: [a], reviews: [wenger1998]}}"),
    ),
    "unknown-word": Fixture(
        "outcomes: [{id: success, label: S}]\naxes: [{id: effect, label: E}]\ndesigns: [{id: rct, label: R}]\n"
        f"cases:\n- {{id: c, name: C, approaches: [], outcome: sucess, countries: [uk], aim: {GAP}}}\n"
        f"references:\n- {{id: x, {BOOK}, custom: {{design: trial, results: [{{about: [], axis: efect, direction: up}}]}}}}\n"
        "questions: [{id: q, asks: Why?, answers: [{id: yes, say: Yes}]}]\n"
        f"approaches: [{{id: a, name: A, summary: {GAP}, fits: [{{question: q, answer: yess, verdict: maybe, why: {GAP}}}]}}]\n",
        [
            "5:36 “sucess” is no outcome. Did you mean “success”?",
            "5:65 “uk” is no country. It is one of: .",
            "7:52 “trial” is no design. It is one of: rct.",
            "7:88 “efect” is no axis. Did you mean “effect”?",
            "7:101 “up” is no direction. It is one of: .",
            "9:121 “yess” is no answer to q. Did you mean “yes”?",
            "9:135 “maybe” is no verdict. It is one of: for, against.",
        ],
        "outcomes: [{id: success, label: S}]\nstages: [{id: running, label: R}]\n"
        f"cases:\n- {{id: c, name: C, approaches: [], outcome: success, aim: {GAP}}}\n"
        f"challenges:\n- {{id: d, name: D, approaches: [], stage: running, goes-wrong: {GAP}, do: {GAP}}}\n",
    ),
    "csl-type": Fixture(
        reference("type: article-jurnal") + "- {id: b, type: zzz}\n",
        [
            "2:20 “article-jurnal” is no type of CSL item. Did you mean “article-journal”?",
            "3:11 “zzz” is no type of CSL item. See CSL’s list of item types.",
        ],
        reference("type: article-journal"),
    ),
    "missing-id": Fixture(
        reference(BOOK, id="''") + f"- {{id: '  ', {BOOK}}}\n",
        ["2:3 This reference has an empty id. Give it one.", "3:3 This reference has an empty id. Give it one."],
        reference(BOOK),
    ),
    "claim-source": Fixture(
        approach("summary: [{say: A.}, {say: B., refs: []}]"),
        [
            "2:29 This claim has no source. Add refs, or leave the claim out.",
            "2:40 This claim has no source. Add refs, or leave the claim out.",
        ],
        approach(f"summary: [{{say: A., refs: [x2000]}}, {GAP}]"),
    ),
    "claim-length": Fixture(
        says(f"{LONG} more."),
        ["2:28 This claim has 41 words; 40 is the most. One idea a claim: split it."],
        says(f"{LONG}."),
    ),
    "cell-length": Fixture(
        approach(f"summary: {GAP}, at-a-glance: {{cost: {{say: {' '.join(['word'] * 19)}., refs: [x2000]}}}}"),
        ["2:88 This cell has 19 words; 18 is the most. Shorten it: the page has room."],
        approach(f"summary: {GAP}, at-a-glance: {{cost: {{say: {' '.join(['word'] * 18)}., refs: [x2000]}}}}"),
    ),
    "claim-stop": Fixture(
        approach("summary: [{say: No stop}, {gap: 'None;', searched: 2026-11-22}]"),
        [
            "2:29 This sentence does not end with a full stop. Add it.",
            "2:45 This sentence does not end with a full stop. Add it.",
        ],
        approach(f"summary: [{{say: A stop.}}, {{say: 'Is it?'}}, {{say: They “stop.”}}, {GAP}]"),
    ),
    "british-spelling": Fixture(
        says("Programs randomized centers by behavior.").replace("Programs", "The programs"),
        ["2:28 “program” is American spelling. Use the British one."],
        says("The Centers for Disease Control randomised programmes; the programmer organises behaviour."),
    ),
    "typography": Fixture(
        approach("""summary: [{say: 'It''s.'}, {say: 'The "aim".'}, {say: A -- b.}, {say: A `b`.}]"""),
        [
            "2:29 This sentence holds a typewriter’s ' Use ’ “ ” or –.",
            '2:46 This sentence holds a typewriter’s " Use ’ “ ” or –.',
            "2:67 This sentence holds a typewriter’s -- Use ’ “ ” or –.",
            "2:83 This sentence holds a typewriter’s ` Use ’ “ ” or –.",
        ],
        says("It’s “the aim” – well-known."),
    ),
    "empty-cell": Fixture(
        "dimensions: [{id: cost, name: Cost}, {id: aim, name: Aim}]\n"
        + approach(f"summary: {GAP}, at-a-glance: {{aim: {GAP}}}"),
        ["3:75 The cell “cost” is missing. Write a claim, or a gap where nothing is known."],
        "dimensions: [{id: aim, name: Aim}]\n" + approach(f"summary: {GAP}, at-a-glance: {{aim: {GAP}}}"),
    ),
    "lone-approach": Fixture(
        approach(f"summary: {GAP}"),
        [
            "2:4 This approach is not told apart from any neighbour. Add related.",
            "2:4 No critique touches this approach. Name it in a critique’s “of”.",
        ],
        approach(f"summary: {GAP}, related: [{{to: b, how: {GAP}}}]")
        + f"- {{id: b, name: B, variant-of: a, summary: {GAP}, related: [{{to: a, how: {GAP}}}]}}\n"
        + f"critiques: [{{id: c, name: C, of: [a], charge: {GAP}}}]\n",
    ),
    "id-form": Fixture(
        "".join(
            f"{key}:\n- {{id: {id}, name: A}}\n"
            for key, id in [("sections", "Upper"), ("dimensions", "under_score")]
        )
        + f"terms:\n- {{id: a--b, name: A, means: {GAP}}}\n- {{id: é, name: A, means: {GAP}}}\n",
        [
            "2:4 “Upper” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "4:4 “under_score” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "6:4 “a--b” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "7:4 “é” is not in the form of an id. Use a–z, 0–9 and hyphens.",
        ],
        f"terms:\n- {{id: two-words, name: A, means: {GAP}}}\n- {{id: 5s, name: A, means: {GAP}}}\n",
    ),
    "uncited": Fixture(
        says("A.") + reference(BOOK),
        ["4:4 Nothing cites “wenger1998”. Cite it in a claim, or leave it out."],
        says("A.") + reference(BOOK, id="x2000"),
    ),
    "required-field": Fixture(
        reference("type: article-journal, author: [{family: Wenger}], title: Practice, issued: {date-parts: [[1998]]}"),
        [
            "2:4 A reference of type article-journal needs container-title. Add it from the work itself.",
            "2:4 A reference of type article-journal needs page or number or DOI. Add it from the work itself.",
        ],
        reference(
            "type: article-journal, editor: [{family: Wenger}], title: Practice, issued: {date-parts: [[1998]]}, "
            "container-title: BMJ, number: '5'"
        ),
    ),
    "annotation": Fixture(
        reference(BOOK) + f"- {{id: b2000, {BOOK}, custom: {{about: [], design: theory, checked: 2026-11-22}}}}\n",
        [
            "2:3 The annotation “about” is missing. Add it under custom.",
            "2:3 The annotation “checked” is missing. Add it under custom.",
            "2:3 The annotation “design” is missing. Add it under custom.",
            "2:3 The annotation “finding” is missing. Add it under custom.",
            "3:45 The annotation “finding” is missing. Add it under custom.",
        ],
        reference(f"{BOOK}, custom: {{about: [], design: theory, finding: A., checked: 2026-11-22}}"),
    ),
    "results-design": Fixture(
        reference(f"{BOOK}, custom: {{design: theory, about: [a], results: [{{about: [b], axis: effect, direction: none}}]}}"),
        [
            "2:84 A theory reports no results of its own. Leave them out.",
            "2:95 “b” is not among what the reference is about. Add it to about.",
        ],
        reference(f"{BOOK}, custom: {{design: rct, about: [a], results: [{{about: [a], axis: effect, direction: none}}]}}"),
    ),
    "doi-form": Fixture(
        reference(f"{BOOK}, DOI: 'https://doi.org/10.1136/x'"),
        ["2:49 “https://doi.org/10.1136/x” is not a DOI. Write it bare, as in 10.1136/bmj.39570.749884.BE."],
        reference(f"{BOOK}, DOI: 10.1136/bmj.39570.749884.BE"),
    ),
    "pmid-form": Fixture(
        reference(f"{BOOK}, PMID: PMC123"),
        ["2:49 “PMC123” is not a PMID. It is a number of up to eight digits."],
        reference(f"{BOOK}, PMID: '18577559'"),
    ),
    "isbn-form": Fixture(
        reference(f"{BOOK}, ISBN: 978-0-521-66363-1"),
        ["2:49 “978-0-521-66363-1” is not an ISBN. Compare its digits with the book’s."],
        reference(f"{BOOK}, ISBN: 978-0-521-66363-2"),
    ),
    "page-form": Fixture(
        reference(f"{BOOK}, page: 1138-43"),
        ["2:49 “1138-43” is not a page or a range. Write 1138-1143, 168 or e0123456."],
        reference(f"{BOOK}, page: 1138-1143"),
    ),
    "text-number": Fixture(
        reference(f"{BOOK}, volume: 5, issue: 6, PMID: 7"),
        [
            "2:49 “volume” is a number, not text. Put it in quotation marks.",
            "2:60 “issue” is a number, not text. Put it in quotation marks.",
            "2:70 “PMID” is a number, not text. Put it in quotation marks.",
        ],
        reference(f"{BOOK}, volume: '5', issue: 06, PMID: '7'"),
    ),
    "title-markdown": Fixture(
        reference("type: book, title: 'H~2~O', container-title: 'The \"aim\"', collection-title: A -- b"),
        [
            "2:33 The title holds ~ pandoc reads it as Markdown: use ’ “ ” – or leave it out.",
            '2:49 The container-title holds " pandoc reads it as Markdown: use ’ “ ” – or leave it out.',
            "2:79 The collection-title holds -- pandoc reads it as Markdown: use ’ “ ” – or leave it out.",
        ],
        reference("type: book, title: 'Health’s “aim” – what $5 buys: a well-known case'"),
    ),
    "id-year": Fixture(
        reference(f"{BOOK}, issued: {{date-parts: [[1999]]}}") + f"- {{id: ihi, {BOOK}}}\n- {{id: ihi2003, {BOOK}}}\n",
        [
            "2:4 The id says 1998, issued says 1999. Correct the one that is wrong.",
            "3:4 “ihi” is not a name and a year. Write family name, year or nd, and a letter where needed.",
            "4:4 The id says 2003, issued says no year. Correct the one that is wrong.",
        ],
        reference(f"{BOOK}, issued: {{date-parts: [[1998, 6]]}}")
        + f"- {{id: wenger1998b, {BOOK}, issued: {{date-parts: [[1998]]}}}}\n- {{id: ihind, {BOOK}}}\n",
    ),
    "id-author": Fixture(
        reference(f"{BOOK}, author: [{{family: Lave}}, {{family: Wenger}}]"),
        ["2:4 The id says wenger, the first author is Lave. Correct the one that is wrong."],
        reference(f"{BOOK}, author: [{{family: Wenger-Trayner}}]")
        + f"- {{id: ovretveit2002, {BOOK}, author: [{{family: Øvretveit}}]}}\n"
        + f"- {{id: vandeven2007, {BOOK}, author: [{{family: Ven, non-dropping-particle: Van de}}]}}\n"
        + f"- {{id: ihi2003, {BOOK}, author: [{{literal: Institute for Healthcare Improvement}}]}}\n"
        + f"- {{id: brown2001, {BOOK}, editor: [{{family: Brown}}]}}\n",
    ),
    "same-work": Fixture(
        "references:\n"
        "- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, DOI: 10.1/ab, PMID: '5'}\n"
        "- {id: b2000, type: book, title: One, DOI: 10.1/AB}\n- {id: c2000, type: book, title: Two, PMID: '5'}\n"
        "- {id: d2000, type: book, title: “PRACTICE”, issued: {date-parts: [[2000, 5]]}}\n",
        [
            "3:39 “a2000” has the same DOI. Keep one of the two.",
            "4:39 “a2000” has the same PMID. Keep one of the two.",
            "5:27 “a2000” has the same title. Keep one of the two.",
        ],
        "references:\n- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, DOI: 10.1/ab}\n"
        "- {id: a2001, type: book, title: Practice, issued: {date-parts: [[2001]]}, DOI: 10.1/abc}\n",
    ),
}  # fmt: skip

LEVELS = {rule.name: rule.level for rule in RULES}


def told(problems: Callable[..., list[str]], text: str, rule: str) -> list[str]:
    """What a rule says of a library, in the order of places; the temporary folder is cut out."""
    found = [problem.replace(f" {rule}:", "", 1) for problem in problems(text, LEVELS[rule], rule)]
    return sorted((re.sub(r"/\S*/1\.yaml", "1.yaml", each) for each in found), key=place)


def place(problem: str) -> tuple[int, int, str]:
    line, column = problem.split(" ")[0].split(":")
    return int(line), int(column), problem


@pytest.mark.parametrize("rule", FIXTURES)
def test_the_rule_catches_what_breaks_it(rule: str, problems: Callable[..., list[str]]):
    assert told(problems, FIXTURES[rule].broken, rule) == sorted(FIXTURES[rule].told, key=place)


@pytest.mark.parametrize("rule", FIXTURES)
def test_the_rule_passes_what_keeps_it(rule: str, problems: Callable[..., list[str]]):
    assert told(problems, FIXTURES[rule].clean, rule) == []


def test_every_rule_has_a_fixture():
    assert sorted(rule.name for rule in RULES) == sorted(FIXTURES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_level_and_says_what_it_asks(rule):
    assert rule.level == ("error" if rule.find.__module__ == structure.__name__ else "house")
    assert rule.find.__module__ in {module.__name__ for module in MODULES}
    assert rule.meaning.endswith(".")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "5.5", None),
        ("title", "[Practice]", "“title” must be a whole number or text, not a list. Correct it."),
        ("title", "true", "“title” must be a whole number or text, not true or false. Correct it."),
        ("volume", "null", "“volume” must be a whole number or text, not nothing. Correct it."),
        ("issued", "2008", "“issued” must be a mapping, not a whole number. Correct it."),
        ("issued", "{date-parts: 2008}", "“date-parts” must be a list, not a whole number. Correct it."),
        ("issued", "{date-parts: [2008]}", "“date-parts” must be a list, not a whole number. Correct it."),
        ("issued", "{year: 2008}", None),
        ("author", "Wenger", "“author” must be a list, not text. Correct it."),
        ("author", "[Wenger]", "“author” must be a mapping, not text. Correct it."),
        ("author", "[{famly: Wenger}]", "Unknown field “famly”. Did you mean “family”?"),
        ("author", "[{family: 5}]", "“family” must be text, not a whole number. Put it in quotation marks."),
        ("custom", "null", "“custom” must be a mapping, not nothing. Correct it."),
        ("custom", "{about: qic}", "“about” must be a list, not text. Correct it."),
        ("custom", "{about: [5]}", "“about” must be text, not a whole number. Put it in quotation marks."),
        ("custom", "{authors-incomplete: yes}", "“authors-incomplete” must be true or false, not text. Correct it."),
        ("custom", "{results: [{about: [], axis: a}]}", "The field “direction” is missing. Add it."),
        ("container_title", "BMJ", "Unknown field “container_title”. Did you mean “container-title”?"),
        ("doi", "10.1/ab", "Unknown field “doi”. Did you mean “DOI”?"),
    ],
)
def test_the_shape_of_a_reference(field: str, value: str, sentence: str | None, problems: Callable[..., list[str]]):
    found = [problem.split(" shape: ")[1] for problem in problems(reference(f"type: book, {field}: {value}"), rule="shape")]
    if value == "{year: 2008}":
        assert found == ["Unknown field “year”. It may have: date-parts, season, circa, literal, raw."]
    else:
        assert found == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("summary: words", "“summary” must be a mapping or a list, not text. Correct it."),
        ("summary: [words]", "“summary” must be a mapping, not text. Correct it."),
        ("summary: {say: 5}", "“say” must be text, not a whole number. Put it in quotation marks."),
        ("summary: {say: A., refs: a}", "“refs” must be a list, not text. Correct it."),
        ("summary: {says: A.}", "Unknown field “says”. Did you mean “say”?"),
        (f"summary: {GAP}, at-a-glance: []", "“at-a-glance” must be a mapping, not a list. Correct it."),
        (f"summary: {GAP}, at-a-glance: {{a: []}}", "“a” must be a mapping, not a list. Correct it."),
        (f"summary: {GAP}, sections: {{a: b}}", "“a” must be a mapping or a list, not text. Correct it."),
        (f"summary: {GAP}, fits: [{{question: q, answer: a, why: {GAP}}}]", "The field “verdict” is missing. Add it."),
        (f"summary: {GAP}, alias: []", "Unknown field “alias”. Did you mean “aliases”?"),
        ("aliases: []", "The field “summary” is missing. Add it."),
    ],
)
def test_the_shape_of_an_approach(fields: str, sentence: str, problems: Callable[..., list[str]]):
    assert [problem.split(" shape: ")[1] for problem in problems(approach(fields), rule="shape")] == [sentence]


@pytest.mark.parametrize(
    ("field", "rule", "good", "bad"),
    [
        (
            "DOI",
            "doi-form",
            ["10.1136/bmj.39570.749884.BE", "10.1002/(SICI)1097-0258(19980815)17:15/16", "10.1000.10/abc", "10.3310/hsdr02090"],
            ["doi:10.1136/bmj", "10.1136", "10.1136/", "10.1136/a b", "10.1136/bmj.", "10.1136/bmj,", "11.1136/bmj", "10.12/abc"],
        ),
        ("PMID", "pmid-form", ["1", "18577559"], ["0123", "123456789", "PMID1", "1.5", "12 34"]),
        (
            "ISBN",
            "isbn-form",
            ["9780521663632", "978-0-521-66363-2", "0-521-66363-6", "080442957X", "0 8044 2957 x"],
            ["9780521663633", "0-521-66363-5", "978052166363", "080442957Y", "X804429570"],
        ),
        (
            "page",
            "page-form",
            ["168", "1138-1143", "e14", "S579-S588", "243.e1-243.e8", "iii-ix", "1-1", "F137-F142", "1-4, 9-12", "CD000125"],
            ["1138-43", "p. 5", "12-", "-12", "9-1", "S12-S9", "1–4", "1138-1143-1150", "online"],
        ),
    ],
)  # fmt: skip
def test_forms(field: str, rule: str, good: list[str], bad: list[str], problems: Callable[..., list[str]]):
    def refused(value: str) -> bool:
        return bool(problems(reference(f'{BOOK}, {field}: "{value}"'), "house", rule))

    assert [value for value in good if refused(value)] == []
    assert [value for value in bad if not refused(value)] == []


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("article-journal", ["container-title", "page or number or DOI"]),
        ("paper-conference", ["container-title", "page or number or DOI or URL"]),
        ("book", ["publisher"]),
        ("report", ["publisher"]),
        ("thesis", ["publisher"]),
        ("chapter", ["publisher", "container-title"]),
        ("webpage", ["URL", "accessed"]),
        ("dataset", ["container-title", "page or number or DOI"]),
    ],
)
def test_required_fields_depend_on_the_type(kind: str, missing: list[str], problems: Callable[..., list[str]]):
    text = reference(f"type: {kind}, title: T, author: [{{family: Wenger}}], issued: {{date-parts: [[1998]]}}")
    found = problems(text, "house", "required-field")
    sentence = "2:4 required-field: A reference of type {} needs {}. Add it from the work itself."
    assert sorted(found) == sorted(sentence.format(kind, field) for field in missing)


@pytest.mark.parametrize(
    "word", ["organization", "randomized", "center", "pediatric", "labor", "enrollment", "hemorrhage", "analyze", "favorable"]
)
def test_american_words_are_told(word: str, problems: Callable[..., list[str]]):
    assert problems(says(f"It is {word}."), "house", "british-spelling")


def test_a_record_that_is_not_sound_is_told_once_by_its_shape(problems: Callable[..., list[str]]):
    text = approach("summary: {say: A., refs: nowhere}, variant-of: nothing")
    assert problems(text) == ["2:37 shape: “refs” must be a list, not text. Correct it."]
    assert problems(text, "house") == []


def test_problems_come_in_the_order_of_places(problems: Callable[..., list[str]]):
    text = reference("type: bok, titel: A") + says("A.") + f"terms:\n- {{id: '', name: A, means: {GAP}}}\n- 5\n"
    assert [problem.split(": ")[0] for problem in problems(text)] == [
        "2:31 shape", "4:42 unknown-id", "6:3 missing-id", "7:3 record",
    ]  # fmt: skip


def test_a_later_library_may_cite_an_earlier_one_and_replace_its_records(laid_over: Callable[..., Corpus]):
    from collabref.check import run

    corpus = laid_over(says("A.") + reference(BOOK, id="x2000"), says("B.") + reference(BOOK, id="y2000"))
    assert run(corpus, "error") == []


def test_records_of_other_programs_are_not_held_to_our_rules(library: Callable[..., str]):
    from collabref.check import run
    from collabref.load import read_library

    corpus = Corpus([read_library(library('[{"id": "X 1", "type": "odd", "custom": {"about": ["a"]}}]', "a.json"))])
    assert run(corpus, "error") == run(corpus, "house") == []

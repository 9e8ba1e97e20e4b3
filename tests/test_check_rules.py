import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from collabref.check import RULES, bibliography, coding, house, identifiers, run, short, structure
from collabref.load import read_library
from collabref.load.overlay import Overlay

MODULES = (structure, identifiers, house, short, bibliography, coding)  # importing them registers their rules
GAP = "{gap: None was found., searched: 2026-11-22}"
BOOK = "type: book, title: Practice"


class Fixture(NamedTuple):
    """A library that breaks a rule at every ▸, what the rule says there, and the same library corrected."""

    broken: str
    told: Sequence[str]
    clean: str


def approach(fields: str) -> str:
    """A library with one approach."""
    return f"approaches:\n- {{id: a, name: A, {fields}}}\n"


def says(sentence: str) -> str:
    """A library with one claim."""
    return approach(f"▸summary: {{say: {sentence}, refs: [x2000]}}")


def reference(fields: str, id: str = "wenger1998") -> str:
    """A library with one reference."""
    return f"references:\n- {{id: {id}, {fields}}}\n"


def study(result: str, design: str = "rct", more: str = "") -> str:
    """A library with one study that has one result, on effect unless stated otherwise."""
    axis = "" if "axis:" in result else "axis: effect, "
    return reference(f"{BOOK}, custom: {{design: {design}, {more}results: [▸{{about: [], {axis}{result}}}]}}")


# A design of each class.
DESIGNS = """\
designs:
- {id: review, label: review, class: synthesis}
- {id: rct, label: trial, class: randomised}
- {id: cba, label: controlled study, class: controlled}
- {id: its, label: time series, class: time-series}
- {id: cohort, label: cohort, class: uncontrolled}
- {id: interviews, label: interviews, class: explanatory}
- {id: costing, label: costing, class: economic}
"""

LONG = " ".join(["word"] * 40)
CELL = " ".join(["word"] * 18)

FIXTURES = {
    "record": Fixture(
        "terms:\n- ▸words\n- ▸[a]\n",
        ["This term is not a mapping of fields. Begin it with “- id:”."] * 2,
        f"terms:\n- {{id: a, name: A, means: {GAP}}}\n",
    ),
    "shape": Fixture(
        reference("type: book, ▸titel: Practice, ▸volume: [1], ▸author: {family: Wenger}, ▸keyword: [cost, time]"),
        [
            "Unknown field “titel”. Did you mean “title”?",
            "“volume” must be a whole number or text, not a list. Correct it.",
            "“author” must be a list, not a mapping. Correct it.",
            "“keyword” must be a whole number or text, not a list. Write it as one text: “cost, time”.",
        ],
        reference("type: book, title: Practice, volume: 1, author: [{family: Wenger}]"),
    ),
    "duplicate-id": Fixture(
        "sections:\n- {id: a, name: A}\n- {▸id: a, name: B}\n",
        ["The section “a” is already at 1.yaml:2:4. Give each its own id."],
        "sections:\n- {id: a, name: A}\n- {id: b, name: B}\ndimensions:\n- {id: a, name: A}\n",
    ),
    "claimed-twice": Fixture(
        f"terms:\n- {{id: cop, name: Community, aliases: [CoP], means: {GAP}}}\n"
        f"- {{id: b, name: Øther, aliases: [▸COMMUNITY, other], means: {GAP}}}\nreferences: [{{▸id: b, type: book}}]\n",
        [
            "“COMMUNITY” already means the term “cop”. Ids, names and aliases are shared by all kinds: choose another.",
            "“b” already means the term “b”. Ids, names and aliases are shared by all kinds: choose another.",
        ],
        f"terms:\n- {{id: cop, name: CoP, aliases: [Cop], means: {GAP}}}\n" + reference(BOOK),
    ),
    "claim-shape": Fixture(
        approach("summary: [▸{say: A., gap: B.}, ▸{say: ''}, ▸{gap: None.}, ▸{gap: None., searched: x, refs: [r]}]"),
        [
            "A claim has either “say” or “gap”, not both. Keep one of the two, and fill it.",
            "A claim has either “say” or “gap”, not both. Keep one of the two, and fill it.",
            "A gap needs the date of its search, and has no references. Write {gap: …, searched: 2026-11-22}.",
            "A gap needs the date of its search, and has no references. Write {gap: …, searched: 2026-11-22}.",
        ],
        approach(f"summary: [{{say: A., refs: [r]}}, {{say: Unsourced.}}, {GAP}]"),
    ),
    "unknown-id": Fixture(
        f"approaches:\n- id: a\n  name: A\n  ▸variant-of: aa\n  summary: {{say: A., refs: [▸wenger1989]}}\n"
        f"  at-a-glance: {{▸cost: {GAP}}}\n  sections: {{▸origin: {GAP}}}\n  related: [{{▸to: c, how: {GAP}}}]\n"
        f"  fits: [{{▸question: q, answer: x, verdict: for, why: {GAP}}}]\n"
        f"references:\n- id: wenger1998\n  {{}}\n".replace("{}", "type: book")
        + "  custom: {about: [▸d], reviews: [▸e], results: [{about: [▸f], axis: g, direction: h}]}\n"
        + f"critiques: [{{id: k, name: K, of: [a, ▸l], charge: {GAP}}}]\n"
        + f"cases: [{{id: m, name: M, approaches: [a, ▸n], outcome: success, aim: {GAP}}}]\n"
        + f"challenges: [{{id: o, name: O, approaches: [▸p], stage: running, goes-wrong: {GAP}, do: {GAP}}}]\n",
        [
            "There is no approach “aa”. Did you mean “a”?",
            "There is no reference “wenger1989”. Did you mean “wenger1998”?",
            "There is no dimension “cost”. Add it, or name a dimension that exists.",
            "There is no section “origin”. Add it, or name a section that exists.",
            "There is no approach “c”. Add it, or name an approach that exists.",
            "There is no question “q”. Add it, or name a question that exists.",
            "There is no approach “d”. Add it, or name an approach that exists.",
            "There is no reference “e”. Add it, or name a reference that exists.",
            "There is no approach “f”. Add it, or name an approach that exists.",
            "There is no approach “l”. Add it, or name an approach that exists.",
            "There is no approach “n”. Add it, or name an approach that exists.",
            "There is no approach “p”. Add it, or name an approach that exists.",
        ],
        f"approaches:\n- {{id: a, name: A, variant-of: b, summary: {{say: A., refs: [wenger1998]}}}}\n"
        f"- {{id: b, name: B, summary: {GAP}, related: [{{to: a, how: {GAP}}}]}}\n"
        + reference(f"{BOOK}, custom: {{about: [a], reviews: [wenger1998]}}"),
    ),
    "unknown-word": Fixture(
        "outcomes: [{id: success, label: S}]\naxes: [{id: effect, label: E}]\ndesigns: [{id: rct, label: R}]\n"
        "directions: [{id: mixed, label: M}]\ncountries: [{id: gb, label: G}]\nstages: [{id: running, label: R}]\n"
        f"cases: [{{id: c, name: C, approaches: [], ▸outcome: sucess, countries: [▸uk], aim: {GAP}}}]\n"
        f"challenges: [{{id: d, name: D, approaches: [], ▸stage: runing, goes-wrong: {GAP}, do: {GAP}}}]\n"
        "references:\n- id: x\n  type: book\n"
        "  custom: {▸design: trial, results: [{about: [], ▸axis: efect, ▸direction: up}]}\n"
        "questions: [{id: q, asks: Why?, answers: [{id: yes, say: Yes}]}]\n"
        f"approaches:\n- id: a\n  name: A\n  summary: {GAP}\n"
        f"  fits: [{{question: q, answer: yess, ▸verdict: maybe, why: {GAP}}}]\n",
        [
            "There is no outcome “sucess”. Did you mean “success”?",
            "There is no country “uk”. Choose from: gb.",
            "There is no stage “runing”. Did you mean “running”?",
            "There is no design “trial”. Choose from: rct.",
            "There is no axis “efect”. Did you mean “effect”?",
            "There is no direction “up”. Choose from: mixed.",
            "There is no verdict “maybe”. Choose from: for, against, needs.",
        ],
        "outcomes: [{id: success, label: S}]\nstages: [{id: running, label: R}]\n"
        f"cases: [{{id: c, name: C, approaches: [], outcome: success, aim: {GAP}}}]\n"
        f"challenges: [{{id: d, name: D, approaches: [], stage: running, goes-wrong: {GAP}, do: {GAP}}}]\n",
    ),
    "unknown-answer": Fixture(
        "questions: [{id: q, asks: Why?, answers: [{id: yes, say: Yes}]}]\n"
        f"approaches:\n- id: a\n  name: A\n  summary: {GAP}\n"
        f"  fits: [{{question: q, ▸answer: yess, verdict: for, why: {GAP}}}]\n",
        ["There is no answer to q “yess”. Did you mean “yes”?"],
        "questions: [{id: q, asks: Why?, answers: [{id: yes, say: Yes}]}]\n"
        f"approaches:\n- id: a\n  name: A\n  summary: {GAP}\n"
        f"  fits: [{{question: q, answer: yes, verdict: for, why: {GAP}}}]\n",
    ),
    "csl-type": Fixture(
        reference("▸type: article-jurnal") + "- {id: b, ▸type: zzz}\n",
        [
            "“article-jurnal” is not a type of CSL item. Did you mean “article-journal”?",
            "“zzz” is not a type of CSL item. See CSL’s list of item types.",
        ],
        reference("type: article-journal"),
    ),
    "missing-id": Fixture(
        f"references:\n- ▸{{id: '', {BOOK}}}\n- ▸{{id: '  ', {BOOK}}}\n",
        ["This reference has an empty id. Give it one."] * 2,
        reference(BOOK),
    ),
    "claim-source": Fixture(
        approach("summary: [▸{say: A.}, ▸{say: B., refs: []}]"),
        ["This claim has no source. Add refs, or leave the claim out."] * 2,
        approach(f"summary: [{{say: A., refs: [x2000]}}, {GAP}]"),
    ),
    "claim-length": Fixture(
        says(f"{LONG} more."),
        ["This claim has 41 words; the limit is 40. Split it: one idea per claim."],
        says(f"{LONG}."),
    ),
    "cell-length": Fixture(
        approach(f"summary: {GAP}, at-a-glance: {{▸cost: {{say: {CELL} more., refs: [x2000]}}}}"),
        ["This cell has 19 words; the limit is 18. Shorten it: details can go on the page."],
        approach(f"summary: {GAP}, at-a-glance: {{cost: {{say: {CELL}., refs: [x2000]}}}}"),
    ),
    "bottom-line": Fixture(
        f"approaches:\n- {{▸id: a, name: A, summary: {GAP}}}\n"
        f"- {{id: b, name: B, ▸gist: {{say: {' '.join(['word'] * 13)}, refs: [x]}}, summary: {GAP}}}\n"
        f"critiques: [{{▸id: k, name: K, of: [], charge: {GAP}}}]\n"
        f"challenges: [{{id: o, name: O, approaches: [], stage: s, ▸in-short: {{say: {CELL} more.}}, goes-wrong: {GAP}, do: {GAP}}}]\n",
        [
            "This approach has no “gist”. Add it, in at most 12 words.",
            "This has 13 words; the limit is 12. Keep only the bottom line.",
            "This critique has no “in-short”. Add it, in at most 18 words.",
            "This has 19 words; the limit is 18. Keep only the bottom line.",
        ],
        f"approaches: [{{id: a, name: A, gist: {{say: A., refs: [x]}}, summary: {GAP}}}]\n"
        f"critiques: [{{id: k, name: K, of: [], in-short: {{say: {CELL}., refs: [x]}}, charge: {GAP}}}]\n",
    ),
    "brief-answer": Fixture(
        f"briefs:\n- {{id: a, asks: A, ▸answer: [▸{{say: {CELL}}}, {{say: {LONG}}}, {{say: {LONG}}}]}}\n",
        [
            "This answer has 3 claims and 98 words. The limit is 4 claims and 90 words.",
            "The first claim of the answer has 18 words; the limit is 16. It must make sense on its own.",
        ],
        f"briefs: [{{id: a, asks: A, answer: [{{say: Yes.}}, {{say: {LONG}}}]}}]\n",
    ),
    "brief-sure": Fixture(
        "briefs:\n- {▸id: a, asks: A, answer: [{say: Yes.}]}\n",
        ["This brief does not say how certain its answer is. Add “sure”."],
        f"briefs: [{{id: a, asks: A, answer: [{{say: Yes.}}], sure: {GAP}}}]\n",
    ),
    "works-to-begin-with": Fixture(
        f"approaches:\n- {{▸id: a, name: A, summary: {GAP}}}\n"
        f"- {{id: b, name: B, summary: {GAP}, "
        f"read-first: [{{ref: x, why: First.}}, {{▸ref: x, why: A.}}, {{ref: y, ▸why: {LONG}}}]}}\n",
        [
            "This approach names 0 works. Name 3 to 6.",
            "“x” is named twice. Leave one out.",
            "This reason has 40 words. Use at most 20.",
        ],
        f"approaches: [{{id: b, name: B, summary: {GAP}, "
        f"read-first: [{{ref: x, why: First.}}, {{ref: z, why: A.}}, {{ref: y, why: B.}}]}}]\n",
    ),
    "profile": Fixture(
        f"approaches:\n- {{id: b, name: B, summary: {GAP}, ▸▸profile: {{▸leads: {{is: [x]}}, lasts: {{is: [x], refs: [y]}}}}}}\n",
        [
            "“joins” is missing from the profile. Add it; see docs/methods.md.",
            "“shares” is missing from the profile. Add it; see docs/methods.md.",
            "This place has no source. Add refs.",
        ],
        f"approaches:\n- {{id: b, name: B, summary: {GAP}, profile: {{leads: {{is: [x], refs: [y]}}, lasts: {{is: [x], refs: [y]}}, joins: {{is: [x], refs: [y]}}, shares: {{is: [x], refs: [y]}}}}}}\n",
    ),
    "compared": Fixture(
        f"cases: [{{id: m, name: M, approaches: [], ▸outcome: success, aim: {GAP}}}]\n",
        ["This case does not say what its outcome was compared with. Add “compared-with”; use “nothing” if there was no comparison."],
        f"cases: [{{id: m, name: M, approaches: [], outcome: success, compared-with: nothing, aim: {GAP}}}]\n",
    ),
    "claim-stop": Fixture(
        approach("summary: [▸{say: No stop}, ▸{gap: 'None;', searched: 2026-11-22}]"),
        ["This sentence does not end with a full stop. Add it."] * 2,
        approach(f"summary: [{{say: A stop.}}, {{say: 'Is it?'}}, {{say: They “stop.”}}, {GAP}]"),
    ),
    "british-spelling": Fixture(
        says("The program randomized centers by behavior."),
        ["“program” is American spelling. Use the British one."],
        says("The Centers for Disease Control randomised programmes; the programmer organises behaviour."),
    ),
    "typography": Fixture(
        approach("""summary: [▸{say: 'It''s.'}, ▸{say: 'The "aim".'}, ▸{say: A -- b.}, ▸{say: A `b`.}]"""),
        [
            "This sentence has a straight “'”. Use ’ “ ” or –.",
            'This sentence has a straight “"”. Use ’ “ ” or –.',
            "This sentence has a straight “--”. Use ’ “ ” or –.",
            "This sentence has a straight “`”. Use ’ “ ” or –.",
        ],
        says("It’s “the aim” – well-known."),
    ),
    "empty-cell": Fixture(
        "dimensions: [{id: cost, name: Cost}, {id: aim, name: Aim}]\n"
        + approach(f"summary: {GAP}, ▸at-a-glance: {{aim: {GAP}}}"),
        ["The cell “cost” is missing. Write a claim, or a gap if nothing is known."],
        "dimensions: [{id: aim, name: Aim}]\n" + approach(f"summary: {GAP}, at-a-glance: {{aim: {GAP}}}"),
    ),
    "lone-approach": Fixture(
        f"approaches:\n- {{▸▸id: a, name: A, summary: {GAP}}}\n",
        [
            "No critique names this approach. Name it in a critique’s “of”.",
            "Nothing says how this approach differs from a neighbour. Add related.",
        ],
        approach(f"summary: {GAP}, related: [{{to: b, how: {GAP}}}]")
        + f"- {{id: b, name: B, variant-of: a, summary: {GAP}, related: [{{to: a, how: {GAP}}}]}}\n"
        + f"critiques: [{{id: c, name: C, of: [a], charge: {GAP}}}]\n",
    ),
    "id-form": Fixture(
        "sections:\n- {▸id: Upper, name: A}\n- {▸id: under_score, name: A}\n- {▸id: a--b, name: A}\n- {▸id: é, name: A}\n",
        [
            "“Upper” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "“under_score” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "“a--b” is not in the form of an id. Use a–z, 0–9 and hyphens.",
            "“é” is not in the form of an id. Use a–z, 0–9 and hyphens.",
        ],
        "sections:\n- {id: two-words, name: A}\n- {id: 5s, name: A}\n",
    ),
    "date-form": Fixture(
        "terms: [{id: a, name: A, means: [{gap: None., ▸searched: today}, {gap: None., ▸searched: 2026-11-31}]}]\n"
        + reference("type: book, custom: {▸checked: 22 November}"),
        ["“today” is not a date. Write it as in 2026-11-22.", "“2026-11-31” is not a date. Write it as in 2026-11-22.",
         "“22 November” is not a date. Write it as in 2026-11-22."],
        f"terms: [{{id: a, name: A, means: {GAP}}}]\n" + reference("type: book, custom: {checked: 2026-11-22}"),
    ),
    "field-order": Fixture(
        "terms:\n- {name: A, means: {searched: 2026-11-22, ▸gap: None.}, ▸id: a}\n"
        "references:\n- {id: a, type: book, custom: {design: theory, ▸about: []}, ▸title: T}\n"
        f"approaches:\n- id: b\n  name: B\n  summary: {GAP}\n"
        "  at-a-glance: {c: {searched: 2026-11-22, ▸gap: None.}}\n"
        "  sections: {d: [{refs: [a], ▸say: A.}]}\n"
        f"  related: [{{how: {GAP}, ▸to: b}}]\n",
        [
            "“gap” should come before “searched”. Move it there.",
            "“id” should come before “name”. Move it there.",
            "“about” should come before “design”. Move it there.",
            "“title” should come before “custom”. Move it there.",
            "“gap” should come before “searched”. Move it there.",
            "“say” should come before “refs”. Move it there.",
            "“to” should come before “how”. Move it there.",
        ],
        f"terms:\n- {{id: a, name: A, means: {GAP}}}\n"
        "references:\n- {id: a, type: book, title: T, issued: {raw: '2008', circa: 1}, DOI: 10.1000/x, abstract: A}\n",
    ),
    "uncited": Fixture(
        f"references:\n- {{id: x2000, {BOOK}}}\n- {{▸id: wenger1998, {BOOK}}}\n" + approach("summary: {say: A., refs: [x2000]}"),
        ["Nothing cites “wenger1998”. Cite it in a claim, or leave it out."],
        reference(BOOK, id="x2000") + approach("summary: {say: A., refs: [x2000]}"),
    ),
    "required-field": Fixture(
        "references: [{▸▸id: a, type: article-journal, author: [{family: A}], title: T, issued: {date-parts: [[1998]]}}]",
        [
            "A reference of type article-journal needs container-title. Add it from the work itself.",
            "A reference of type article-journal needs page or number or DOI. Add it from the work itself.",
        ],
        reference(
            "type: article-journal, editor: [{family: Wenger}], title: Practice, issued: {date-parts: [[1998]]}, "
            "container-title: BMJ, number: '5'"
        ),
    ),
    "annotation": Fixture(
        "references:\n- ▸▸▸▸{id: a, type: book}\n"
        "- {id: b, type: book, ▸custom: {about: [], design: theory, checked: 2026-11-22}}\n",
        [
            "The annotation “about” is missing. Add it under custom.",
            "The annotation “checked” is missing. Add it under custom.",
            "The annotation “design” is missing. Add it under custom.",
            "The annotation “finding” is missing. Add it under custom.",
            "The annotation “finding” is missing. Add it under custom.",
        ],
        reference(f"{BOOK}, custom: {{about: [], design: theory, finding: A., checked: 2026-11-22}}"),
    ),
    "results-design": Fixture(
        reference("type: book, custom: {design: theory, about: [a], ▸results: [{about: [b], axis: effect, direction: none}]}"),
        ["A theory reports no results of its own. Leave them out."],
        reference("type: book, custom: {design: rct, about: [a], results: [{about: [b], axis: effect, direction: none}]}"),
    ),
    "results-about": Fixture(
        reference("type: book, custom: {about: [a], results: [{▸about: [b], axis: effect, direction: none}]}"),
        ["“b” is not among what the reference is about. Add it to about."],
        reference("type: book, custom: {about: [a], results: [{about: [a], axis: effect, direction: none}]}"),
    ),
    "doi-form": Fixture(
        reference(f"{BOOK}, ▸DOI: 'https://doi.org/10.1136/x'"),
        ["“https://doi.org/10.1136/x” is not a bare DOI. Write it as 10.1136/x."],
        reference(f"{BOOK}, DOI: 10.1136/bmj.39570.749884.BE"),
    ),
    "identifier-form": Fixture(
        reference(f"{BOOK}, ▸DOI: n/a, ▸PMID: PMC123, ▸PMCID: none"),
        [
            "“n/a” is not a DOI. It begins with 10. and a number, as in 10.1136/bmj.39570.749884.BE. Correct it or leave it out.",
            "“PMC123” is not a PMID. It is a number of up to eight digits. Correct it or leave it out.",
            "“none” is not a PMCID. It is PMC and a number, as in PMC2405825. Correct it or leave it out.",
        ],
        reference(f"{BOOK}, DOI: 'doi:10.1136/x', PMID: '18577559', PMCID: PMC2405825"),
    ),
    "isbn-form": Fixture(
        reference(f"{BOOK}, ▸ISBN: 978-0-521-66363-1"),
        ["“978-0-521-66363-1” is not an ISBN. Compare its digits with the book’s."],
        reference(f"{BOOK}, ISBN: 978-0-521-66363-2"),
    ),
    "page-form": Fixture(
        reference(f"{BOOK}, ▸page: 1138-43"),
        ["“1138-43” is not a page or a range. Write 1138-1143, 168 or e0123456."],
        reference(f"{BOOK}, page: 1138-1143"),
    ),
    "text-number": Fixture(
        reference(f"{BOOK}, ▸volume: 5, ▸issue: 6, ▸PMID: 7"),
        [
            "“volume” is a number, not text. Put it in quotation marks.",
            "“issue” is a number, not text. Put it in quotation marks.",
            "“PMID” is a number, not text. Put it in quotation marks.",
        ],
        reference(f"{BOOK}, volume: '5', issue: 06, PMID: '7'"),
    ),
    "title-markdown": Fixture(
        reference("type: book, ▸title: 'H~2~O', ▸container-title: 'The \"aim\"', ▸collection-title: A -- b"),
        [
            "The title holds “~”. pandoc would read it as Markdown: use ’ “ ” – or leave it out.",
            'The container-title holds “"”. pandoc would read it as Markdown: use ’ “ ” – or leave it out.',
            "The collection-title holds “--”. pandoc would read it as Markdown: use ’ “ ” – or leave it out.",
        ],
        reference("type: book, title: 'Health’s “aim” – what $5 buys: a well-known case'"),
    ),
    "topic-words": Fixture(
        "topics: [{id: sepsis, label: sepsis}, {id: covid-19, label: COVID-19}, {id: costs, label: costs}]\n"
        f"references:\n- {{id: wenger1998, {BOOK}, ▸keyword: 'sepsis, cost, covid-19'}}\n"
        f"- {{id: wenger2001, {BOOK}, ▸keyword: 'sepsis, costs, zzz'}}\n"
        f"- {{id: wenger1999, {BOOK}, ▸keyword: 'sepsis, sepsis, costs'}}\n- {{▸id: wenger2000, {BOOK}}}\n",
        [
            "“cost” is not a topic. Did you mean “costs”?",
            "“zzz” is not a topic. See: collabref list topics.",
            "This reference has 2 keywords; it needs 3 to 6. See: collabref list topics.",
            "This reference has 0 keywords; it needs 3 to 6. See: collabref list topics.",
        ],
        "topics: [{id: sepsis, label: sepsis}, {id: covid-19, label: COVID-19}, {id: costs, label: costs}]\n"
        + reference(f"{BOOK}, keyword: 'Sepsis, covid-19, costs'"),
    ),
    "id-year": Fixture(
        f"references:\n- {{▸id: wenger1998, {BOOK}, issued: {{date-parts: [[1999]]}}}}\n"
        f"- {{▸id: ihi, {BOOK}}}\n- {{▸id: ihi2003, {BOOK}}}\n",
        [
            "The id says 1998, issued says 1999. Correct the one that is wrong.",
            "“ihi” is not a name and a year. Write family name, year or nd, and a letter where needed.",
            "The id says 2003, issued says no year. Correct the one that is wrong.",
        ],
        reference(f"{BOOK}, issued: {{date-parts: [[1998, 6]]}}")
        + f"- {{id: wenger1998b, {BOOK}, issued: {{date-parts: [[1998]]}}}}\n- {{id: ihind, {BOOK}}}\n",
    ),
    "id-author": Fixture(
        f"references:\n- {{▸id: wenger1998, {BOOK}, author: [{{family: Lave}}, {{family: Wenger}}]}}\n",
        ["The id says wenger, the first author is Lave. Correct the one that is wrong."],
        reference(f"{BOOK}, author: [{{family: Wenger-Trayner}}]")
        + f"- {{id: ovretveit2002, {BOOK}, author: [{{family: Øvretveit}}]}}\n"
        + f"- {{id: vandeven2007, {BOOK}, author: [{{family: Ven, non-dropping-particle: Van de}}]}}\n"
        + f"- {{id: ihi2003, {BOOK}, author: [{{literal: Institute for Healthcare Improvement}}]}}\n"
        + f"- {{id: brown2001, {BOOK}, editor: [{{family: Brown}}]}}\n",
    ),
    "same-work": Fixture(
        "references:\n"
        "- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, DOI: 10.1000/ab, PMID: '5'}\n"
        "- {id: b2000, type: book, title: One, ▸DOI: 10.1000/AB}\n- {id: c2000, type: book, title: Two, ▸PMID: '5'}\n"
        "- {id: d2000, type: book, ▸title: “PRACTICE”, issued: {date-parts: [[2000, 5]]}}\n",
        [
            "“a2000” has the same DOI. Keep one of the two.",
            "“a2000” has the same PMID. Keep one of the two.",
            "“a2000” has the same title. Keep one of the two.",
        ],
        "references:\n- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, DOI: 10.1000/ab}\n"
        "- {id: a2001, type: book, title: Practice, issued: {date-parts: [[2001]]}, DOI: 10.1000/abc}\n",
    ),
    "same-title": Fixture(
        "references:\n"
        "- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, author: [{family: Brown}]}\n"
        "- {id: b2000, type: book, ▸title: PRACTICE., issued: {date-parts: [[2000]]}, author: [{family: Brown}]}\n",
        [
            "This may be the same work as “a2000”. "
            "If it is, add that work’s DOI or PMID; both ids will then name it.",
        ],
        "references:\n"
        "- {id: a2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, author: [{family: Brown}]}\n"
        "- {id: b2001, type: book, title: Practice, issued: {date-parts: [[2001]]}, author: [{family: Brown}]}\n"
        "- {id: c2000, type: book, title: Practice, issued: {date-parts: [[2000]]}, author: [{family: Green}]}\n"
        "- {id: d2000, type: book, title: Practice, issued: {date-parts: [[2000]]}}\n",
    ),
    "missing-direction": Fixture(
        study("outcome: pain") + "- {id: b, type: book, custom: {results: [▸{about: [], axis: sustainability}]}}\n",
        [
            "This result on effect has no direction. Add it: “unseen” where the result could not be read.",
            "This result on sustainability has no direction. Add it: “unseen” where the result could not be read.",
        ],
        study("direction: unseen") + "- {id: b, type: book, custom: {results: [{about: [], axis: economics}]}}\n",
    ),
    "old-form": Fixture(
        reference(f"{BOOK}, custom: {{results: [{{about: [], axis: mechanism, ▸direction: none}}, "
                  "{about: [], axis: economics, ▸direction: positive}]}"),
        [
            "The direction on mechanism is not used: the work is taken to speak to that axis. "
            "Write speaks-to: [mechanism] under custom instead.",
            "The direction on economics is not used: the work is taken to speak to that axis. "
            "Leave it out, and give the figure and whose costs it counts.",
        ],
        reference(f"{BOOK}, custom: {{results: [{{about: [], axis: effect, direction: none}}, "
                  "{about: [], axis: economics, figure: £5}], speaks-to: [mechanism]}"),
    ),
    "result-axis": Fixture(
        reference(f"{BOOK}, custom: {{results: [{{about: [], ▸axis: context}}, "
                  "{about: [], axis: economics, ▸direction: none, ▸points: even, ▸outcome: cost, ▸outcome-named: true}, "
                  "{about: [], axis: effect, direction: none, ▸horizon: 1 year, ▸basis: modelled}]}"),
        [
            "There are no results on context. Write speaks-to: [context] under custom instead.",
            *(f"A result on economics has no “{field}”. Leave it out: on economics a result has a figure."
              for field in ("direction", "points", "outcome", "outcome-named")),
            *(f"A result on effect has no “{field}”. Leave it out, or make it a result on economics."
              for field in ("horizon", "basis")),
        ],
        reference(f"{BOOK}, custom: {{results: [{{about: [], axis: economics, figure: £5, perspective: payer, "
                  "horizon: 1 year, price-year: '2020', basis: modelled, note: A guess.}, "
                  "{about: [], axis: sustainability, direction: none, points: even, outcome: pain}]}"),
    ),
    "result-fields": Fixture(
        DESIGNS + study("direction: none") + "- {id: b, type: book, custom: {results: "
        "[▸{about: [], axis: effect, direction: unseen}, ▸{about: [], axis: sustainability, direction: none, outcome: pain, figure: ''}]}}\n"
        "- {id: c, type: book, custom: {design: review, results: [▸{about: [], axis: effect, direction: none}]}}\n",
        [
            "This result on effect lacks compared-with, outcome and figure. Add it from the work itself.",
            "This result on effect lacks compared-with and outcome. Add it from the work itself.",
            "This result on sustainability lacks compared-with and figure. Add it from the work itself.",
            "This result on effect lacks compared-with and figure. Add it from the work itself.",
        ],
        DESIGNS + study("outcome: pain, compared-with: nothing, direction: none, figure: 3 v 3") +
        "- {id: b, type: book, custom: {design: review, results: "
        "[{about: [], axis: effect, compared-with: nothing, direction: none, figure: 2 of 9}, "
        "{about: [], axis: effect, compared-with: nothing, direction: unseen}]}}\n",
    ),
    "design-comparison": Fixture(
        DESIGNS + reference(f"{BOOK}, custom: {{design: rct, results: "
                            "[{about: [], axis: effect, direction: none, ▸compared-with: own-baseline}]}"),
        ["A rct is not compared with own-baseline. Choose from: randomised-controls; or correct the design, or say why in a note."],
        DESIGNS + reference(f"{BOOK}, custom: {{design: rct, results: "
                            "[{about: [], axis: effect, direction: none, compared-with: own-baseline, note: All had it.}]}")
        + "- {id: b, type: book, custom: {results: [{about: [], axis: effect, direction: none, compared-with: nothing}]}}\n",
    ),
    "unread-result": Fixture(
        reference(f"{BOOK}, custom: {{read: none, results: [{{about: [], axis: effect, ▸direction: none, figure: 3 v 3}}]}}")
        + "- {id: b, type: book, custom: {read: part, results: [{about: [], axis: effect, ▸direction: mixed}]}}\n",
        [
            "The result was not read (read: none), and has the direction none. Read it, or make it unseen.",
            "The result was not read (read: part), and has the direction mixed. Read it, or make it unseen.",
        ],
        reference(f"{BOOK}, custom: {{read: none, results: [{{about: [], axis: effect, direction: unseen}}]}}")
        + "- {id: b, type: book, custom: {read: part, results: [{about: [], axis: effect, direction: mixed, figure: 3 v 4}]}}\n"
        + "- {id: c, type: book, custom: {read: abstract, results: [{about: [], axis: effect, direction: mixed}]}}\n",
    ),
    "points-design": Fixture(
        DESIGNS + study("direction: none") + "- {id: b, type: book, custom: {design: cohort, results: "
        "[{about: [], axis: effect, direction: none, ▸points: even}]}}\n",
        [
            "This result of a rct has no points. Say which way the estimate lies: favours, against, even or unreported.",
            "A cohort has no points. Leave them out: without controls an estimate says too little.",
        ],
        DESIGNS + study("direction: none, points: even") + "- {id: b, type: book, custom: {design: cba, results: "
        "[{about: [], axis: effect, direction: unseen}, {about: [], axis: sustainability, direction: none}]}}\n",
    ),
    "result-role": Fixture(
        reference(f"{BOOK}, custom: {{about: [a], results: [▸{{about: [a], axis: effect, direction: none}}, "
                  "{▸about: [], axis: effect, direction: none}]}"),
        [
            "This result does not say in which role it counts. Add as: itself, part or addition.",
            "This result counts for no approach, and nothing says why. Add not-counted to the reference.",
        ],
        reference(f"{BOOK}, custom: {{about: [a], results: [{{about: [a], as: part, axis: effect, direction: none}}, "
                  "{about: [], axis: effect, direction: none}], not-counted: Nobody calls it one.}"),
    ),
    "main-report": Fixture(
        f"references:\n- {{id: a, {BOOK}, custom: {{▸study: a}}}}\n- {{id: b, {BOOK}, custom: {{study: c}}}}\n"
        f"- {{id: c, {BOOK}, custom: {{study: d}}}}\n- {{id: d, {BOOK}}}\n".replace("study: c", "▸study: c"),
        [
            "A work is not a further report of itself. Leave study out of a main report.",
            "“c” is itself a further report, of “d”. Name the main report.",
        ],
        f"references:\n- {{id: a, {BOOK}, custom: {{study: c}}}}\n- {{id: b, {BOOK}, custom: {{study: c}}}}\n- {{id: c, {BOOK}}}\n",
    ),
    "reporting": Fixture(
        reference(f"{BOOK}, ▸▸custom: {{design: rct, results: [{{about: [], axis: effect, direction: none}}]}}"),
        [
            "The annotation “read” is missing. Add it under custom.",
            "The annotation “reported-by” is missing. Add it under custom.",
        ],
        reference(f"{BOOK}, custom: {{design: rct, read: abstract, reported-by: unclear, results: "
                  "[{about: [], axis: effect, direction: none}]}")
        + "- {id: b, type: book, custom: {design: theory, results: [{about: [], axis: effect, direction: none}]}}\n"
        + "- {id: c, type: book, custom: {design: rct}}\n",
    ),
}  # fmt: skip

LEVELS = {rule.name: rule.level for rule in RULES}


def marked(text: str, sentences: Sequence[str]) -> tuple[str, list[str]]:
    """``text`` without its ▸, and the messages with their places."""
    places = []
    while "▸" in text:
        before, text = text.split("▸", 1)
        places.append(f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}")
        text = before + text
    return text, [f"{place} {sentence}" for place, sentence in zip(places, sentences, strict=True)]


def told(problems: Callable[..., list[str]], text: str, rule: str) -> list[str]:
    """What a rule reports on a library, with the place but without the temporary folder."""
    found = [problem.replace(f" {rule}:", "", 1) for problem in problems(text, LEVELS[rule], rule)]
    return [re.sub(r"/\S*/1\.yaml", "1.yaml", each) for each in found]


@pytest.mark.parametrize("rule", FIXTURES)
def test_the_rule_catches_what_breaks_it(rule: str, problems: Callable[..., list[str]]):
    text, expected = marked(FIXTURES[rule].broken, FIXTURES[rule].told)
    assert sorted(told(problems, text, rule)) == sorted(expected)


@pytest.mark.parametrize("rule", FIXTURES)
def test_the_rule_passes_what_keeps_it(rule: str, problems: Callable[..., list[str]]):
    assert told(problems, FIXTURES[rule].clean.replace("▸", ""), rule) == []


def test_every_rule_has_a_fixture():
    assert sorted(rule.name for rule in RULES) == sorted(FIXTURES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_level_and_says_what_it_asks(rule):
    levels = {structure.__name__: "error", identifiers.__name__: "warning"}
    assert rule.level == (
        "note" if rule.name in ("old-form", "same-title") else levels.get(rule.find.__module__, "house")
    )
    assert rule.find.__module__ in {module.__name__ for module in MODULES}
    assert rule.meaning.endswith(".")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "5.5", None),
        ("title", "[Practice]", "“title” must be a whole number or text, not a list. Correct it."),
        ("title", "true", "“title” must be a whole number or text, not true or false. Put it in quotation marks."),
        ("volume", "null", "“volume” must be a whole number or text, not nothing. Correct it."),
        ("issued", "2008", None),
        ("issued", "{year: 2008, month: 6}", None),
        ("issued", "June 2008", "“issued” must be a mapping, not text. Correct it."),
        ("issued", "{yaer: 2008}", "Unknown field “yaer”. Known fields: date-parts, season, circa, literal, raw."),
        ("issued", "{date-parts: 2008}", "“date-parts” must be a list, not a whole number. Correct it."),
        ("issued", "{date-parts: [2008]}", "“date-parts” must be a list, not a whole number. Correct it."),
        ("author", "Wenger", "“author” must be a list, not text. Correct it."),
        ("author", "[Wenger]", "“author” must be a mapping, not text. Correct it."),
        ("author", "[{famly: Wenger}]", "Unknown field “famly”. Did you mean “family”?"),
        ("author", "[{family: 5}]", "“family” must be text, not a whole number. Put it in quotation marks."),
        ("custom", "null", "“custom” must be a mapping, not nothing. Correct it."),
        ("custom", "{about: qic}", "“about” must be a list, not text. Correct it."),
        ("custom", "{about: [5]}", "“about” must be text, not a whole number. Put it in quotation marks."),
        ("custom", "{authors-incomplete: yes}", "“authors-incomplete” must be true or false, not text. Correct it."),
        ("custom", "{results: [{about: [], axis: a}]}", None),
        ("custom", "{results: [{about: []}]}", "The field “axis” is missing. Add it."),
        (
            "custom",
            "{results: [{about: [], axis: a, outcome-named: maybe}]}",
            "“outcome-named” must be true or false, not text. Correct it.",
        ),
        ("container_title", "BMJ", "Unknown field “container_title”. Did you mean “container-title”?"),
        ("doi", "10.1000/ab", "Unknown field “doi”. Did you mean “DOI”?"),
    ],
)
def test_the_shape_of_a_reference(field: str, value: str, sentence: str | None, problems: Callable[..., list[str]]):
    found = [
        problem.split(" shape: ")[1] for problem in problems(reference(f"type: book, {field}: {value}"), rule="shape")
    ]
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
        (f"summary: {GAP}, sections: {{a: [{{says: A.}}]}}", "Unknown field “says”. Did you mean “say”?"),
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
            ["10.1136/bmj.39570.749884.BE", "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID>3.0.CO;2-2", "10.1000.10/abc", "10.3310/hsdr02090"],
            ["doi:10.1136/bmj", "https://doi.org/10.1136/bmj", "10.1136/bmj.", "10.1136/bmj,"],
        ),
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
    "word",
    ["organization", "randomized", "center", "pediatric", "labor", "enrollment", "hemorrhage", "analyze", "favorable"],
)
def test_american_words_are_told(word: str, problems: Callable[..., list[str]]):
    assert problems(approach(f"summary: {{say: It is {word}.}}"), "house", "british-spelling")


def test_a_record_that_is_not_sound_is_told_once_by_its_shape(problems: Callable[..., list[str]]):
    text, expected = marked(
        approach("summary: {say: A., ▸refs: nowhere}, variant-of: nothing"),
        ["shape: “refs” must be a list, not text. Correct it."],
    )
    assert problems(text) == expected
    assert problems(text, "house") == []


def test_problems_come_in_the_order_of_places(problems: Callable[..., list[str]]):
    text, expected = marked(
        reference("▸type: bok")
        + approach("summary: {▸say: 5}")
        + f"terms:\n- ▸{{id: '', name: B, means: {GAP}}}\n- ▸5\n",
        ["csl-type", "shape", "missing-id", "record"],
    )
    assert [problem.split(": ")[0] for problem in problems(text)] == expected


def test_a_later_library_may_cite_an_earlier_one_and_replace_its_records(laid_over: Callable[..., Overlay]):
    overlay = laid_over(
        approach("summary: {say: A., refs: [x2000]}") + reference(BOOK, id="x2000"),
        approach("summary: {say: B., refs: [x2000, y2000]}") + reference(BOOK, id="y2000"),
    )
    assert run(overlay, "error") == []


def test_records_of_other_programs_are_not_held_to_our_rules(library: Callable[..., str]):
    overlay = Overlay([read_library(library('[{"id": "X 1", "type": "odd", "custom": {"about": ["a"]}}]', "a.json"))])
    assert run(overlay, "error") == run(overlay, "house") == []


@pytest.mark.parametrize("means", ["{}", "{refs: [schouten2008]}", "{searched: 2026-11-22}", "[]", "[{}]"])
def test_a_claim_that_says_nothing_is_a_fault(problems, means: str):
    found = problems(f"terms: [{{id: x, name: X, means: {means}}}]", "error", "claim-shape")
    assert len(found) == 1


def test_a_problem_has_the_level_of_its_rule(laid_over: Callable[..., Overlay]):
    overlay = laid_over(reference("type: book, titel: T"))
    assert {problem.level for problem in run(overlay, "error")} == {"error"}
    assert {problem.level for problem in run(laid_over(reference(f"{BOOK}, DOI: n/a")), "warning")} == {"warning"}
    assert {problem.level for problem in run(laid_over(reference(BOOK)), "house")} == {"house"}


def test_what_identifies_nothing_is_told_of_other_programs_files_too(library: Callable[..., str]):
    items = '[{"id": "a", "type": "book", "DOI": "unknown"}, {"id": "b", "type": "book", "PMID": 5, "DOI": ""}]'
    overlay = Overlay([read_library(library(items, "a.json"))])
    assert [(problem.rule, problem.line, problem.message) for problem in run(overlay, "warning")] == [
        ("identifier-form", 1, "“unknown” is not a DOI.")
    ]


@pytest.mark.parametrize(
    ("page", "good"),
    [
        (f"{'9' * 5000}-1{'0' * 5000}", True),  # more digits than Python converts to a number
        (f"1{'0' * 5000}-{'9' * 5000}", False),
        ("007-10", True),
        ("1" * 50_000 + "!", False),
    ],
    ids=["long", "long in the wrong order", "zeros before", "not a page"],
)
def test_pages_of_any_length_are_judged(page: str, good: bool, problems: Callable[..., list[str]]):
    assert (problems(reference(f"{BOOK}, page: '{page}'"), "house", "page-form") == []) is good


def test_a_long_vocabulary_is_not_named_whole_for_every_word(problems: Callable[..., list[str]]):
    answers = ", ".join(f"{{id: a{number}, say: A}}" for number in range(1000))
    fits = ", ".join(f"{{question: q, answer: zz{number}, verdict: for, why: {GAP}}}" for number in range(1000))
    text = f"questions: [{{id: q, asks: A?, answers: [{answers}]}}]\n" + approach(f"summary: {GAP}, fits: [{fits}]")
    told = problems(text, "error", "unknown-answer")
    assert len(told) == 1000
    assert max(map(len, told)) < 400


class Counted(str):
    """A text that counts how often it is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)


@pytest.mark.parametrize("number", [200, 400])
def test_results_are_held_against_what_a_reference_is_about_once_each(number: int, laid_over: Callable[..., Overlay]):
    names = ", ".join(f"a{each}" for each in range(number))
    overlay = laid_over(reference(
        f"{BOOK}, custom: {{about: [{names}], results: [{{about: [{names}], axis: effect, direction: none}}]}}"
    ))  # fmt: skip
    (entry,) = overlay.of("reference")
    entry.data["custom"]["about"] = [Counted(name) for name in entry.data["custom"]["about"]]
    Counted.compared = 0
    assert not [problem for problem in run(overlay, "house") if problem.rule == "results-about"]
    assert Counted.compared < 10 * number


@pytest.mark.parametrize(
    ("design", "comparisons"),
    [
        ("review", "nothing"),
        ("rct", "randomised-controls"),
        ("cba", "concurrent-controls external-trend"),
        ("its", "external-trend own-baseline"),
        ("cohort", "own-baseline within-group nothing"),
        ("interviews", "concurrent-controls external-trend own-baseline within-group nothing"),
        ("costing", "randomised-controls concurrent-controls external-trend own-baseline within-group nothing"),
    ],
)
def test_a_design_makes_some_comparisons_and_no_others(design: str, comparisons: str, problems):
    words = ["randomised-controls", "concurrent-controls", "external-trend", "own-baseline", "within-group", "nothing"]

    def passes(word: str) -> bool:
        text = DESIGNS + study(f"direction: none, compared-with: {word}", design).replace("▸", "")
        return not problems(text, "house", "design-comparison")

    assert [word for word in words if passes(word)] == comparisons.split()

"""What the tests of the bibliography writers share: the built-in references, and readers to read them back with.

``parts`` lists a CSL item by the variables of the declared table (collabref.cite.fields), in a form that does
not depend on the format; each ``read_with_…`` gives the same from a file read by another program.
``changes`` uses our own readers; run as a program, this module reports how many records each format preserves.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pypandoc
import rispy
from pybtex.database import parse_string

from collabref.cite import bibtex, csl, ris
from collabref.cite.fields import VARIABLES, carriage
from collabref.cite.values import particle
from collabref.errors import LibraryError
from collabref.load import bib_file, csl_json, read_library, ris_file, yaml_file
from collabref.model import csl as csl_item
from collabref.paths import builtin_library

Parts = dict[str, Any]

TEXTS = [
    variable
    for variable in VARIABLES
    if variable not in ("author", "editor", "accessed", "keyword", "custom") and " " not in variable
]  # fmt: skip


@cache
def builtin() -> list[dict[str, Any]]:
    """Every reference of the built-in library."""
    return [entry.data for entry in read_library(builtin_library()).entries() if entry.kind == "reference"]


# One work with every variable, for those that the built-in library happens not to have.
FULL = {
    "id": "full2008",
    "type": "report",
    "title": "Costs & benefits of 50% more_networks: #1 at $5 {sic} ~ ^ \\ “so-called” NHS",
    "author": [
        {"family": "Berg", "given": "Anna M.", "non-dropping-particle": "van der", "suffix": "Jr"},
        {"literal": "Barnes and Noble, Inc."},
        {"family": "Øvretveit", "given": "John"},
        {"family": "de Silva", "given": "D."},
    ],
    "editor": [{"family": "Šimić", "given": "Łukasz"}],
    "container-title": "Œuvres & more",
    "collection-title": "Evidence scan",
    "publisher": "Department of Health and Social Care",
    "publisher-place": "Kraków",
    "volume": "7",
    "page": "243.e1-243.e8",
    "number": "RR_1",
    "edition": "2",
    "genre": "Working paper",
    "issued": {"date-parts": [[2008, 6, 28]]},
    "accessed": {"date-parts": [[2026, 11, 2]]},
    "DOI": "10.1002/(SICI)1099_x<1::AID-1%2>3.0.CO;2-#",
    "PMID": "123",
    "PMCID": "PMC123",
    "ISBN": "978-1-4051-6830-4",
    "ISSN": "1234-567X",
    "URL": "https://example.org/~a_b?c=1&d=%20#e;f",
    "language": "en-GB",
    "keyword": "qic, cost & benefit",
    "abstract": "First. 5% of 2^3.",
    "note": "Seen as a preprint",
    "custom": {"authors-incomplete": True},
}


def parts(item: dict[str, Any]) -> Parts:
    """A CSL item by the variables of the table, without those that it does not have."""
    found: Parts = {variable: str(item[variable]) for variable in TEXTS if variable in item}
    for role in ("author", "editor"):
        found[role] = [person(name) for name in item.get(role, [])]
    for part, number in zip(("year", "month", "day"), date(item, "issued"), strict=False):
        found[f"issued, {part}"] = int(number)
    found["accessed"] = [int(number) for number in date(item, "accessed")]
    found["keyword"] = re.split(r",\s*", item["keyword"]) if item.get("keyword") else []
    found["authors-incomplete"] = bool(item.get("custom", {}).get("authors-incomplete"))
    return {variable: value for variable, value in found.items() if value}


def date(item: dict[str, Any], variable: str) -> list[int]:
    """The first date of a variable: year, month and day, as far as given."""
    parts = item.get(variable, {}).get("date-parts") or [[]]
    return list(parts[0])


def person(name: dict[str, Any]) -> tuple[str, str, str]:
    """Family name with its particles (or a body's name), given name, suffix."""
    family = [name.get(part, "") for part in ("dropping-particle", "non-dropping-particle", "family", "literal")]
    return settled(" ".join(filter(None, family)), name.get("given", ""), name.get("suffix", ""))


def settled(family: str, given: str, suffix: str) -> tuple[str, str, str]:
    """A name with any suffix or particle at the end of the given name moved to its own part."""
    given, comma, after = given.partition(", ")
    match = re.fullmatch(r"(.*?)((?: [a-z]+)*)", given)
    assert match
    return f"{match[2].strip()} {family}".strip(), match[1], suffix or after if comma else suffix


def differences(
    format: str,
    references: list[dict[str, Any]],
    read: dict[str, Parts],
    lost: set[tuple[str, str]] = frozenset(),  # type: ignore[assignment]
) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Every carried variable that changed: what it was, and what it became.

    Args:
        format: one of the formats of the table.
        references: what was written.
        read: what was read, by id.
        lost: variables that the reader loses, with the type of work in which it loses them, or *.
    """
    found = {}
    for reference in references:
        back = read.get(reference["id"], {})
        for variable, value in parts(reference).items():
            if carriage(variable, format).how == "lost" or {(variable, "*"), (variable, reference["type"])} & lost:
                continue
            if back.get(variable) != value:
                found[reference["id"], variable] = (value, back.get(variable))
    return found


_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\ensuremath{\leq}": "≤",
    r"\ensuremath{\geq}": "≥",
    r"\ensuremath{\neq}": "≠",
    r"\ensuremath{\approx}": "≈",
    r"\ensuremath{\rightarrow}": "→",
    r"\ensuremath{-}": "−",
    r"\textbraceleft{}": "\x01",
    r"\textbraceright{}": "\x02",
}


def printed(latex: str) -> str:
    """What LaTeX would print, as far as our writer needs it; independent of the library's own code."""
    # Control characters, which no writer lets through, are placeholders for what LaTeX itself would read.
    for command, character in _COMMANDS.items():
        latex = latex.replace(command, "\0" if character == "\\" else character)
    latex = re.sub(r"\\ensuremath\{\\(\w+)\}", lambda match: _greek(match[1]), latex)
    for command, signs in (("superscript", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ"), ("subscript", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")):
        table = str.maketrans("0123456789+-=()in"[: len(signs)], signs)
        latex = re.sub(rf"\\text{command}\{{([^{{}}]*)\}}", lambda match, table=table: match[1].translate(table), latex)
    latex = re.sub(r"\\([&%#_$])", r"\1", latex)
    latex = re.sub(r"[{}]", "", latex)
    return latex.replace("\0", "\\").replace("\1", "{").replace("\2", "}")


def _greek(command: str) -> str:
    size = "CAPITAL" if command[0].isupper() else "SMALL"
    name = {"lambda": "LAMDA", "varsigma": "FINAL SIGMA"}.get(command.lower(), command.upper())
    return unicodedata.lookup(f"GREEK {size} LETTER {name}")


def read_with_pybtex(text: str) -> dict[str, Parts]:
    """BibTeX, read by pybtex (strictly: it raises at any fault)."""
    return {key: _of_pybtex(key, entry) for key, entry in parse_string(text, "bibtex").entries.items()}


_ENTRY_TYPES = {
    "article": "article-journal", "book": "book", "incollection": "chapter", "inproceedings": "paper-conference",
    "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "misc": "webpage",
}  # fmt: skip
_SAME_IN_BIBTEX = ["volume", "edition", "note", "abstract"]
_RAW_IN_BIBTEX = ["DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN"]
_OTHER_IN_BIBTEX = {"genre": "type", "number-of-pages": "pagetotal", "collection-title": "series",
                    "publisher-place": "address", "language": "langid", "title": "title"}  # fmt: skip


def _of_pybtex(key: str, entry: Any) -> Parts:
    fields = entry.fields
    kind = f"article-{fields['entrysubtype']}" if "entrysubtype" in fields else _ENTRY_TYPES[entry.type]
    found: Parts = {"id": key, "type": kind}
    for variable, field in (_OTHER_IN_BIBTEX | {name: name for name in _SAME_IN_BIBTEX}).items():
        found[variable] = printed(fields.get(field, ""))
    for variable in _RAW_IN_BIBTEX:
        found[variable] = fields.get(variable, "")
    for variable, names in {
        "container-title": ("journal", "booktitle", "howpublished"),
        "publisher": ("publisher", "institution", "school", "organization"),
    }.items():
        found[variable] = printed(next((fields[name] for name in names if name in fields), ""))
    found["page"] = printed(fields.get("pages", "").replace("--", "-"))
    if entry.type == "article":
        found["issue"] = printed(fields.get("number", ""))
        found["number"] = printed(fields.get("eid", "")) or found["page"]
    else:
        found["issue"] = printed(fields.get("issue", ""))
        found["number"] = found["collection-number"] = printed(fields.get("number", ""))
    for part in ("year", "month", "day"):
        found[f"issued, {part}"] = int(fields[part]) if fields.get(part, "").isdigit() else 0
    found["accessed"] = [int(part) for part in fields.get("urldate", "").split("-") if part]
    found["keyword"] = [printed(word) for word in fields.get("keywords", "").split(", ") if word]
    said = f"Accessed {fields.get('urldate')}"
    found["note"] = found["note"].removesuffix(said).removesuffix(". ")
    for role in ("author", "editor"):
        people = [_of_person(person) for person in entry.persons.get(role, [])]
        if people and people[-1] == ("others", "", ""):
            found["authors-incomplete"] = True
            people.pop()
        found[role] = people
    return found


def _of_person(person: Any) -> tuple[str, str, str]:
    def joined(*lists: list[str]) -> str:
        return printed(" ".join(word for words in lists for word in words))

    return settled(
        joined(person.prelast_names, person.last_names),
        joined(person.first_names, person.middle_names),
        joined(person.lineage_names),
    )


_RIS_TYPES = {
    "JOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book", "CHAP": "chapter",
    "RPRT": "report", "THES": "thesis", "CONF": "paper-conference", "ELEC": "webpage", "BLOG": "post-weblog",
}  # fmt: skip
_IN_RISPY = {
    "id": "id", "title": "title", "volume": "volume", "issue": "number", "edition": "edition", "genre": "type_of_work",
    "publisher": "publisher", "publisher-place": "place_published", "DOI": "doi", "PMID": "accession_number",
    "PMCID": "custom2", "language": "language", "abstract": "abstract",
}  # fmt: skip


def read_with_rispy(text: str) -> dict[str, Parts]:
    """RIS, read by rispy unchanged, except that it must not cut addresses at semicolons."""
    return {record["id"]: _of_rispy(record) for record in rispy.loads(text, delimiter_tags_mapping={})}


def _of_rispy(record: dict[str, Any]) -> Parts:
    kind = _RIS_TYPES[record["type_of_reference"]]
    found: Parts = {variable: record.get(key, "") for variable, key in _IN_RISPY.items()} | {"type": kind}
    alone = kind in ("book", "report", "thesis") and "tertiary_title" not in record
    found["container-title"] = "" if alone else record.get("secondary_title", "")
    found["collection-title"] = record.get("secondary_title" if alone else "tertiary_title", "")
    pages = [record[key] for key in ("start_page", "end_page") if key in record]
    found["page"] = found["number-of-pages"] = "-".join(pages)
    found["collection-number"] = record.get("note", "")  # rispy's name for M1
    serial = record.get("issn", "")
    found["number"] = serial if kind == "report" else record.get("custom7") or record.get("note", "")
    found["ISBN"] = found["ISSN"] = serial
    days = record.get("date", record.get("year", "")).split("/")
    for part, number in zip(("year", "month", "day"), days, strict=False):
        found[f"issued, {part}"] = int(number) if number.isdigit() else 0
    found["accessed"] = [int(number) for number in record.get("access_date", "").split("/") if number]
    found["URL"] = "".join(record.get("urls", []))
    found["keyword"] = record.get("keywords", [])
    found["note"] = "; ".join(record.get("notes", []))
    people = record.get("authors", [])
    found["authors-incomplete"] = people[-1:] == ["others"]
    found["author"] = [_of_ris(words) for words in people if words != "others"]
    found["editor"] = [_of_ris(words) for words in record.get("unknown_tag", {}).get("ED", [])]
    return found


def _of_ris(words: str) -> tuple[str, str, str]:
    family, given, suffix = (*words.split(", "), "", "")[:3]
    return settled(family, given, suffix)


def read_with_pandoc(text: str, format: str) -> dict[str, Parts]:
    """Any format, read by pandoc, with uniform quotation marks, since pandoc sets its own."""
    items = json.loads(pypandoc.convert_text(text, "csljson", format=format))
    return {item["id"]: parts(_without_markup(item)) for item in items}


def one_quote(value: Any) -> Any:
    """``value`` with every quotation mark and apostrophe as the same character."""
    if isinstance(value, str):
        return re.sub("[‘’“”'\"]", "'", value)
    if isinstance(value, (list, tuple)):
        return type(value)(one_quote(each) for each in value)
    return {key: one_quote(each) for key, each in value.items()} if isinstance(value, dict) else value


def _without_markup(item: dict[str, Any]) -> dict[str, Any]:
    """What pandoc reads from "and others" and from HTML, in CSL's form."""
    item = {key: re.sub(r"</?span[^>]*>", "", each) if isinstance(each, str) else each for key, each in item.items()}
    return with_the_flag(item)


# --- round trips by our own readers ------------------------------------------------------------------------------------

FORMATS = {
    "bibtex": (bibtex.write, lambda raw: bib_file.read(raw, "library.bib")),
    "ris": (ris.write, lambda raw: ris_file.read(raw, "library.ris")),
    "csl-json": (csl.write_json, lambda raw: csl_json.read(raw, "library.json")),
    "csl-yaml": (csl.write_yaml, lambda raw: yaml_file.read(raw, "library.yaml")),
}


def with_the_flag(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose list of authors (or editors) ends in "others" or "et al." as the library has it: flagged."""
    for role in ("author", "editor"):
        people = item.get(role) or []
        if people and {str(value).lower() for value in people[-1].values()} <= {"others", "et al.", "et al"}:
            item = item | {role: people[:-1], "custom": {"authors-incomplete": True}}
    return item


def bare(item: dict[str, Any]) -> dict[str, Any]:
    """An item as every format should return it: without our annotations, except for the flag of its authors."""
    item = {key: _alike(value) for key, value in with_the_flag(item).items()}
    custom = {"authors-incomplete": True} if (item.get("custom") or {}).get("authors-incomplete") is True else {}
    return {key: value for key, value in item.items() if key not in ("custom", "kind")} | (
        {"custom": custom} if custom else {}
    )


def _alike(value: Any) -> Any:
    """A value without what only its own format has: numbers as numbers, other keys of names, kinds of space."""
    if isinstance(value, str | int):
        return " ".join(str(value).split())
    if isinstance(value, list) and all(isinstance(name, dict) for name in value):
        return [{key: part for key, part in name.items() if key in _NAME_PARTS} for name in value]
    return value


# The parts of a name that CSL has.
_NAME_PARTS = frozenset(field.encode_name for field in msgspec.structs.fields(csl_item.Name))


def changes(format: str, references: list[dict[str, Any]]) -> dict[str, dict[str, tuple[Any, Any]]]:
    """The records that change when written in ``format`` and read by our reader.

    Returns:
        Id -> variable -> what it was, and what it became; identical records are left out.
    """
    write, read = FORMATS[format]
    back = read(write(references).encode()).data["references"] if references else []
    if carriage("particle of a name", format).how == "elsewhere":
        references, back = ([_with_particles_joined(item) for item in items] for items in (references, back))
    back = [bare(item) for item in back]
    found: dict[str, dict[str, tuple[Any, Any]]] = {}
    for number, was in enumerate(map(bare, references)):
        now = back[number] if number < len(back) else {}
        if differing := {key: (was.get(key), now.get(key)) for key in was | now if was.get(key) != now.get(key)}:
            found[str(was["id"])] = differing
    return found


def _with_particles_joined(item: dict[str, Any]) -> dict[str, Any]:
    """An item with each person's particle in the family name: only CSL distinguishes the two."""
    joined = {}
    for role in {"author", "editor", "translator"} & item.keys():
        joined[role] = [
            {key: value for key, value in name.items() if not key.endswith("particle")}
            | ({"family": " ".join(filter(None, (particle(name), name["family"])))} if "family" in name else {})
            for name in item[role]
        ]
    return item | joined


def foreign(folder: Path) -> list[dict[str, Any]]:
    """Every record that can be read from other programs' files in ``folder``, each id once."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix in (".bib", ".ris", ".nbib", ".json", ".yaml") and file.name != "expected.json":
            with suppress(LibraryError):
                found |= {
                    item.data["id"]: item.data for item in read_library(file).entries() if item.kind == "reference"
                }
    return list(found.values())


def report(references: list[dict[str, Any]], title: str) -> None:
    """Print, by format, how many records come back identical, and which variables do not."""
    for format in FORMATS:
        changed = changes(format, references)
        counts = Counter(variable for differing in changed.values() for variable in differing)
        said = ", ".join(f"{variable} {count}" for variable, count in counts.most_common()) or "nothing"
        print(f"{title}: {format}: {len(references) - len(changed)} of {len(references)} identical; changed: {said}")


if __name__ == "__main__":  # python tools/roundtrip.py [FOLDER...]: folders of other programs' files
    report(builtin(), "built-in library")
    for name in sys.argv[1:]:
        report(foreign(Path(name)), name)

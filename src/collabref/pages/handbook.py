"""`handbook`: the whole library as one linked document."""

from collections.abc import Iterable

from collabref import SEARCHED_TO
from collabref.answer.grid import Sources, Text
from collabref.answer.page import Block, Contents, Fields, Heading, Page, Paragraph, Title, deeper
from collabref.pages import approach, brief, case, critique
from collabref.pages.about_counts import about_counts
from collabref.pages.blocks import bibliography, plain, text, texts
from collabref.pages.coverage import coverage_page
from collabref.pages.field import field
from collabref.pages.guide import by_stage
from collabref.pages.info import HOW_TO_CITE, inside
from collabref.pages.plots import pictures
from collabref.pages.studies import tables
from collabref.query.studies import all_studies, studies_of
from collabref.store import Store
from collabref.store.store import Record
from collabref.text.wording import day_in_words

# The contents list parts and records, not headings inside a record.
_LISTED = 3


def handbook(store: Store) -> Page:
    """Every record of the library, part by part, with contents at the top and all references at the end."""
    blocks: list[Block] = [
        Title(
            "Collaboration-based approaches to improving healthcare", "", "a handbook, made from the collabref library"
        ),
        Paragraph(
            plain(
                "What each approach is, how it is thought to work, what the evidence says for and against it, what its critics say, and where it has been used.",
                "An independent reference, written from the primary literature: every statement cites its source, and evidence gaps are shown as gaps.",
                f"Inside: {inside(store)}; literature searched to {day_in_words(SEARCHED_TO)}.",
            )
        ),
        Fields((("To cite", plain(HOW_TO_CITE)),)),
        Heading("Contents"),
        Contents(_LISTED),
        *_part("Questions, answered", "evidence briefs", (brief.blocks(store, each) for each in store.all("brief"))),
        *deeper(_without_sources(field(store).blocks)),
        *_part("Approaches", "", (_approach(store, each) for each in store.all("approach"))),
        *_part("Which approach fits?", "which approaches each answer supports", _fits(store)),
        *_part(
            "Critiques",
            "the charge, the evidence for it, and the reply",
            (critique.blocks(store, each) for each in store.all("critique")),
        ),
        *_part(
            "Cases", "approaches in use, whatever the outcome", (case.blocks(store, each) for each in store.all("case"))
        ),
        *_part("What tends to go wrong, and what to do", "by stage", [by_stage(store, store.all("challenge"))]),
        *deeper(_without_sources(coverage_page(store).blocks)),
        *_part("Studies", "works that report a result, the strongest designs first", [_studies(store)]),
        *deeper(_without_sources(about_counts(store).blocks)),
        *_part("Terms", "", [[Fields(tuple((term["name"], texts(term["means"])) for term in store.all("term")))]]),
        bibliography(store.all("reference")),
    ]
    return Page("handbook", [], tuple(blocks))


def _part(title: str, note: str, records: Iterable[Iterable[Block]]) -> list[Block]:
    """A part of the handbook: records under a second-level title, without a note on their kind."""
    inside = [block for record in records for block in record]
    plainer = [
        block._replace(note="") if isinstance(block, Title) and block.note in _KINDS else block for block in inside
    ]
    return [Title(title, "", note, 2), *deeper(plainer, 2)]


_KINDS = ("critique", "case")


def _approach(store: Store, record: Record) -> list[Block]:
    blocks = approach.blocks(store, record)
    if drawn := pictures(store, studies_of(store, record)):
        blocks += [Heading("Studies of effect in pictures"), *drawn]
    return blocks


def _fits(store: Store) -> list[list[Block]]:
    """For each question, what each answer says for or against an approach."""
    records = []
    approaches = store.all("approach")
    for question in store.all("question"):
        blocks: list[Block] = [Title(question["asks"])]
        for answer in question["answers"]:
            rows = [
                (f"{each['name']}: {fit['verdict']}", (text(fit["why"]),))
                for each in approaches
                for fit in each.get("fits", [])
                if (fit["question"], fit["answer"]) == (question["id"], answer["id"])
            ]
            blocks += [Heading(answer["say"]), Fields(tuple(rows)) if rows else Paragraph((_NOTHING,))]
        records.append(blocks)
    return records


_NOTHING = Text("The library has no reason for or against an approach.", gap=True)


def _studies(store: Store) -> list[Block]:
    return [block for table in tables(store, all_studies(store)) for block in (Title(table.caption), table)]


def _without_sources(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, Sources)]

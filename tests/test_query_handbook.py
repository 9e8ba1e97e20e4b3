import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from collabref.answer.grid import Sources, Text
from collabref.answer.page import Bullets, Comparison, Contents, Fields, Heading, Page, Paragraph, Plot, Table, Title
from collabref.pages.handbook import handbook
from collabref.render import Style, render
from collabref.store import Store, open_store

pytest_plugins = ["screens"]


@pytest.fixture(scope="module")
def page(builtin: Store) -> Page:
    return handbook(builtin)


class Links(HTMLParser):
    """The ids, internal links and headings of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if (known.get("href") or "").startswith("#"):
            self.links.append(str(known["href"])[1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def document(page: Page) -> Links:
    return Links(str(render(page, Style("html"))))


def test_every_record_of_the_library_has_a_title_or_a_row(builtin: Store, page: Page):
    titles = [block.id for block in page.blocks if isinstance(block, Title) and block.id]
    assert len(set(titles)) == len(titles)
    for kind in ("approach", "critique", "case"):
        assert {record["id"] for record in builtin.all(kind)} <= set(titles), kind
    labels = Counter(label for block in page.blocks if isinstance(block, Fields) for label, _ in block.rows)
    for term in builtin.all("term"):
        assert labels[term["name"]], term["id"]
    questions = [block.text for block in page.blocks if isinstance(block, Title)]
    for question in builtin.all("question"):
        assert questions.count(question["asks"]) == 1
        headings = [block.text for block in page.blocks if isinstance(block, Heading)]
        assert all(answer["say"] in headings for answer in question["answers"])
    everything = "\n".join(said(page))
    for challenge in builtin.all("challenge"):
        assert challenge["name"] in everything, challenge["id"]


def said(page: Page) -> list[str]:
    """Every word of titles, headings and labels."""
    words = []
    for block in page.blocks:
        match block:
            case Title(text) | Heading(text):
                words.append(text)
            case Fields(rows) | Comparison(_, rows):
                words += [label for label, _ in rows]
            case Bullets(items):
                words += [item.text for item in items]
            case _:
                pass
    return words


def test_every_study_stands_in_one_table(builtin: Store, page: Page):
    rows = [item["id"] for block in page.blocks if isinstance(block, Table) and block.grid.kind == "study" for item in block.grid.items]  # fmt: skip
    assert len(set(rows)) == len(rows)
    with_results = {id for (id,) in builtin.sql("SELECT DISTINCT reference FROM result", ())}
    assert set(rows) == with_results


def test_every_reference_is_listed_once(builtin: Store, page: Page):
    (sources,) = (block for block in page.blocks if isinstance(block, Sources))
    ids = [source.id for source in sources.items]
    assert ids == sorted(record["id"] for record in builtin.all("reference"))
    assert len(set(ids)) == len(ids)
    assert page.blocks[-1] == sources


def test_everything_that_is_cited_is_listed(page: Page):
    listed = {source.id for block in page.blocks if isinstance(block, Sources) for source in block.items}

    def texts(block: Any) -> list[Text]:
        match block:
            case Paragraph(sentences) | Bullets(sentences):
                return list(sentences)
            case Fields(rows) | Comparison(_, rows):
                return [text for _, row in rows for text in row]
            case _:
                return []

    cited = {ref for block in page.blocks for text in texts(block) for ref in text.refs}
    assert len(cited) > 100
    assert cited <= listed


def test_levels_of_titles_never_skip_and_there_is_one_at_the_top(page: Page, document: Links):
    levels = [block.level for block in page.blocks if isinstance(block, Title)]
    assert levels.count(1) == 1
    for drawn in (levels, document.headings):
        assert drawn[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(drawn))


def test_ids_are_unique_and_every_link_leads_to_one(document: Links):
    assert len(set(document.ids)) == len(document.ids)
    assert len(document.links) > 1000
    assert set(document.links) <= set(document.ids)


def test_contents_name_parts_and_records_before_they_come(page: Page, document: Links):
    kinds = [type(block) for block in page.blocks]
    assert kinds.index(Contents) < [number for number, block in enumerate(page.blocks) if isinstance(block, Title)][1]
    html = str(render(page, Style("html")))
    contents = Links(html.partition("<nav")[2].partition("</nav>")[0])
    wanted = [block for block in page.blocks if isinstance(block, Title) and 1 < block.level <= 3]
    assert len(contents.links) == len(wanted) == len(set(contents.links))


def test_an_approach_with_studies_of_effect_has_a_picture(builtin: Store, page: Page):
    approaches = {id for (id,) in builtin.sql("SELECT DISTINCT approach FROM result WHERE axis = 'effect'", ())}
    assert sum(isinstance(block, Plot) for block in page.blocks) == len(approaches)


def test_commands_are_not_for_documents(page: Page):
    for format in ("html", "md"):
        text = str(render(page, Style(format)))
        assert "collabref evidence" not in text
        assert "--about-counts" not in text


# A library whose ids are those of the handbook's own parts, or consist of characters that no anchor has.
AWKWARD = """\
approaches:
- {id: terms, name: Approaches, summary: {say: One., refs: [terms2001]}, related: [{to: cases, how: {say: Two., refs: [a_b]}}]}
- {id: cases, name: Which approach fits, summary: {say: Three., refs: [a-b]}}
critiques:
- {id: studies, name: 質, of: [terms], charge: {say: Four., refs: [質1]}}
- {id: critiques, name: 改, of: [cases], charge: {say: Five., refs: [善2]}}
terms:
- {id: contents, name: References, means: {say: Six., refs: [a.b]}}
references:
- {id: terms2001, type: book, title: One, custom: {about: [terms], design: cluster-rct, results: [{about: [terms], axis: effect, direction: positive}]}}
- {id: a_b, type: book, title: Two}
- {id: a-b, type: book, title: Three}
- {id: a.b, type: book, title: Four}
- {id: 質1, type: book, title: Five}
- {id: 善2, type: book, title: Six}
"""


def test_ids_stay_unique_and_links_whole_whatever_a_library_calls_its_records(library: Callable[..., str]):
    page = handbook(open_store([library(AWKWARD)]))
    html = str(render(page, Style("html")))
    document = Links(html)
    assert len(set(document.ids)) == len(document.ids)
    assert set(document.links) <= set(document.ids)

    def entry(title: str) -> str:
        """The id of a reference with this title."""
        (found,) = re.findall(rf'<li id="([^"]+)"><strong>[^<]*</strong> {title}\.', html)
        return str(found)

    for sentence, title in (("One", "One"), ("Two", "Two"), ("Three", "Three"), ("Four", "Five"), ("Five", "Six"), ("Six", "Four")):  # fmt: skip
        (link,) = set(re.findall(rf'{sentence}\. <span class="cite">\[<a href="#([^"]+)"', html))
        assert link == entry(title)

import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collabref.answer.page import Mark, Page, Plot, Timeline, Title
from collabref.pages.evidence import dossier
from collabref.query.filters import TypedFilter
from collabref.query.resolve import find
from collabref.query.studies import studies_of
from collabref.render import Style, render, svg
from collabref.render.html import NARROW, WIDE
from collabref.render.marks import LOOKS, SIGNS
from collabref.store import Store

pytest_plugins = ["screens"]

SVG = "{http://www.w3.org/2000/svg}"
KEY = tuple((kind, kind) for kind in LOOKS)
KINDS = {look.letter: kind for kind, look in LOOKS.items()}
DIRECTIONS = {sign: direction for direction, sign in SIGNS.items()}
LETTERS = "RCTUO"
HOSTILE = "\"'><script>alert(1)</script> & ]]> <!-- </svg>"
WIDTHS = st.integers(200, 1000)


def read(drawn: str) -> ET.Element:
    """A plot parsed as XML, as a standalone file."""
    return ET.fromstring(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def shapes(picture: ET.Element) -> list[ET.Element]:
    return [each for each in picture.iter() if each.get("class") in LOOKS]


def box(shape: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape."""
    if shape.tag == f"{SVG}rect":
        left, top, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return left, top, left + width, top + height
    if shape.tag == f"{SVG}circle":
        middle, centre, radius = (float(shape.attrib[name]) for name in ("cx", "cy", "r"))
        return middle - radius, centre - radius, middle + radius, centre + radius
    points = [tuple(map(float, point.split(","))) for point in shape.attrib["points"].split()]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def mark(sign: str, words: str = "x2010, a study") -> Mark:
    return Mark("x2010", KINDS.get(sign, "other"), DIRECTIONS.get(sign, "none"), "2010", words)


def column(label: str, signs: str, syntheses: int) -> tuple[str, tuple[Mark, ...], tuple[Mark, ...]]:
    return label, tuple(map(mark, sorted(signs, key=LETTERS.index))), (mark("S"),) * syntheses


COLUMNS = st.tuples(
    *(
        st.builds(column, st.just(label), st.text(LETTERS, max_size=70), st.integers(0, 40))
        for label in ("negative", "no difference", "mixed", "positive")
    )
)
ROWS = st.lists(st.text("-=~+", max_size=30), min_size=1, max_size=70)


@given(columns=COLUMNS, width=WIDTHS)
@example(columns=tuple(column(label, "", 0) for label in "abcd"), width=280)
def test_every_study_of_a_plot_is_one_shape_of_its_kind_inside_the_picture(columns: tuple, width: int):
    picture = read(svg.plot(Plot(columns, KEY, "Words."), width, "picture"))
    wanted = Counter(each.kind for _, *both in columns for marks in both for each in marks)
    assert Counter(shape.get("class") for shape in shapes(picture)) == wanted
    _, _, right, bottom = map(float, picture.attrib["viewBox"].split())
    assert (right, bottom) == (width, float(picture.attrib["height"]))
    boxes = [box(shape) for shape in shapes(picture)]
    assert len(set(boxes)) == len(boxes)  # none overlaps another
    for one, two in pairwise(boxes):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    for left, top, far, low in boxes:
        assert -1 <= left <= far <= right
        assert 0 <= top <= low <= bottom


@given(rows=ROWS, width=st.sampled_from([NARROW, WIDE]))
def test_every_study_of_a_timeline_is_one_sign_inside_the_picture(rows: list[str], width: int):
    years = tuple((str(1990 + number), tuple(map(mark, signs))) for number, signs in enumerate(rows))
    picture = read(svg.timeline(Timeline(years, (), "Words."), width, "picture"))
    signs = [each for each in picture.iter(f"{SVG}text") if each.get("class") == "sign"]
    assert Counter(sign.text for sign in signs) == Counter("".join(rows).replace("-", "−"))
    places = {(sign.get("x"), sign.get("y")) for sign in signs}
    assert len(places) == len(signs)
    bottom = float(picture.attrib["height"])
    for text in picture.iter(f"{SVG}text"):
        assert 0 <= float(text.attrib["x"]) < width
        assert 0 < float(text.attrib["y"]) <= bottom


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("count", range(1, 61))
def test_the_years_under_a_timeline_have_room(count: int, width: int):
    years = tuple((str(1990 + number), (mark("+"),)) for number in range(count))
    picture = read(svg.timeline(Timeline(years, (), ""), width, "picture"))
    labels = [
        (float(each.attrib["x"]), each.text or "")
        for each in picture.iter(f"{SVG}text")
        if each.get("class") == "faint"
    ]
    assert labels[0] == (0, "1990")
    ends = [left + len(year) * svg.CHARACTER for left, year in labels]
    assert all(end <= width for end in ends)
    assert all(end <= left for end, (left, _) in zip(ends, labels[1:], strict=False))


def test_height_and_shape_tell_the_design():
    picture = read(svg.plot(Plot((column("better", "RCUO", 1),), KEY, ""), 280, "p"))
    by_class = {shape.get("class"): shape for shape in shapes(picture)}
    heights = {name: box(shape)[3] - box(shape)[1] for name, shape in by_class.items()}
    assert heights["randomised"] > heights["controlled"] > heights["uncontrolled"] > heights["other"]
    assert by_class["synthesis"].tag == f"{SVG}polygon"
    assert by_class["other"].tag == f"{SVG}circle"
    assert box(by_class["synthesis"])[1] > box(by_class["controlled"])[3]  # in a separate row, below


def test_columns_are_named_and_counted():
    picture = read(svg.plot(Plot((column("no difference", "CC", 1), column("mixed", "U", 2)), KEY, ""), 280, "p"))
    assert [text.text for text in picture.iter(f"{SVG}text")] == [
        "No difference", "2 studies", "1 synthesis", "Mixed", "1 study", "2 syntheses",
    ]  # fmt: skip
    narrow = read(svg.plot(Plot((column("no difference", "CC", 0), column("mixed", "U", 0)), KEY, ""), 120, "p"))
    assert [text.text for text in narrow.iter(f"{SVG}text")] == [
        "No", "difference", "2", "studies", "Mixed", "1 study",
    ]  # fmt: skip


@pytest.mark.parametrize("hostile", [HOSTILE, "<b>", "&amp;", "a\u202eb", "\x1b[31m"])
def test_hostile_words_are_text(hostile: str):
    plot = Plot(((hostile, (mark("C", hostile),), (mark("S", hostile),)),), (("controlled", hostile),), hostile)
    years = (("2010", (mark("+", hostile),)),)
    timeline = Timeline(years, (("positive", hostile),), hostile)
    page = Page("test", [], (Title(hostile), plot, timeline))
    text = render(page, Style("html"))
    assert "<script>" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    for drawn in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        picture = read(drawn)
        assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= {
            "svg", "title", "desc", "rect", "circle", "polygon", "line", "text",
        }  # fmt: skip
    if "\x1b" not in hostile:
        assert read(svg.plot(plot, 760, "p")).findtext(f"{SVG}desc") == hostile
        assert read(svg.timeline(timeline, 760, "p")).findtext(f"{SVG}desc") == hostile


@pytest.fixture(scope="module")
def document(builtin: Store) -> str:
    """A page with many plots."""
    some = ("qic", "cop", "clinical-network", "echo")
    pages = [dossier(builtin, find(builtin, id), TypedFilter()) for id in some]
    blocks = [block for page in pages for block in page.blocks]
    return str(render(Page("study", [], tuple(blocks)), Style("html")))


def test_every_picture_of_a_page_has_a_title_and_a_description_of_its_own(document: str):
    pictures = [read(drawn) for drawn in re.findall(r'<svg role="img".*?</svg>', document, re.DOTALL)]
    assert len(pictures) == 4 * 2 * 2  # a plot and a timeline each, wide and narrow
    ids = [each.attrib["id"] for picture in pictures for each in picture.iter() if "id" in each.attrib]
    assert len(set(ids)) == len(ids) == 2 * len(pictures)
    assert all(document.count(f'id="{id}"') == 1 for id in ids)
    for picture in pictures:
        title, description = picture[0], picture[1]
        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("aria-describedby") == description.get("id")
        assert title.text in ("Harvest plot", "Studies by year")
        assert description.text in document.replace("&amp;", "&")
        assert len(description.text or "") > 20


def test_pictures_for_those_who_see_them_alone_are_hidden_from_those_who_listen(document: str):
    for drawn in re.findall(r"<svg(?! role).*?>", document):
        assert 'aria-hidden="true"' in drawn


def test_every_shape_says_which_study_it_is(builtin: Store):
    qic = find(builtin, "qic")
    page = dossier(builtin, qic, TypedFilter())
    plot = next(block for block in page.blocks if isinstance(block, Plot))
    titles = [shape.findtext(f"{SVG}title") for shape in shapes(read(svg.plot(plot, WIDE, "p")))]
    assert sorted(title.split(",")[0] for title in titles if title) == sorted(
        study.record["id"]
        for study in studies_of(builtin, qic)
        if study.counted and study.reports["effect"] not in ("unseen", "unclear")
    )  # fmt: skip

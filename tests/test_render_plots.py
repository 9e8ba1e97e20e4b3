from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from collabref.answer.page import Mark, Plot, Timeline
from collabref.render.marks import LOOKS, SIGNS, look, sign
from collabref.render.plots import plot, timeline

KEY = tuple((kind, kind) for kind in LOOKS)
KINDS = {look.letter: kind for kind, look in LOOKS.items()}
DIRECTIONS = {sign: direction for direction, sign in SIGNS.items()}
LETTERS = "RCTUO"
WIDTHS = st.integers(18, 200)  # a screen of 20 columns leaves 18 for a plot


def mark(drawn: str, year: str = "2010") -> Mark:
    """A mark of a kind, by its letter, or of a direction, by its sign."""
    return Mark(f"x{year}", KINDS.get(drawn, "other"), DIRECTIONS.get(drawn, "none"), year, "a study")


def column(label: str, signs: str, syntheses: int = 0) -> tuple[str, tuple[Mark, ...], tuple[Mark, ...]]:
    tallest_first = sorted(map(mark, signs), key=lambda each: -look(each).height)
    return label, tuple(tallest_first), (mark("S"),) * syntheses


LABELS = st.lists(
    st.text("abcdefghij klmno", min_size=1, max_size=24).map(lambda label: " ".join(label.split()) or "x"),
    min_size=4,
    max_size=4,
)


@st.composite
def plots(draw: st.DrawFn) -> Plot:
    years = st.integers(1900, 2100).map(str) | st.just("")
    columns = []
    for label in draw(LABELS | st.just(["negative", "no difference", "mixed", "positive"])):
        signs = draw(st.text(LETTERS, max_size=60))
        primary = sorted((mark(sign, draw(years)) for sign in signs), key=lambda each: -look(each).height)
        syntheses = [mark("S", year) for year in draw(st.lists(years, max_size=30))]
        columns.append((label, tuple(primary), tuple(syntheses)))
    return Plot(tuple(columns), KEY, "Words.", draw(st.booleans()))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    first = draw(st.integers(1, 2000))
    rows = draw(st.lists(st.text(list(DIRECTIONS), max_size=30), min_size=1, max_size=250))
    years = [(str(first + number), tuple(map(mark, signs))) for number, signs in enumerate(rows)]
    return Timeline(tuple(years), tuple((direction, direction) for direction in SIGNS), "Words.")


def letters(lines: list[str]) -> Counter[str]:
    return Counter(character for line in lines for character in line if character in KINDS)


FULL = Plot(
    (column("negative", ""), column("no difference", "C" * 20 + "UO"), column("mixed", "C" * 24 + "UUUUOO", 6),
     column("positive", "C" * 16 + "U" * 31 + "O" * 5, 30)),
    KEY, "Words.", True,
)  # fmt: skip


@given(picture=plots(), width=WIDTHS)
@example(picture=FULL, width=18)
@example(picture=FULL, width=80)
def test_every_study_of_a_plot_is_drawn_once_and_no_line_is_too_wide(picture: Plot, width: int):
    lines = plot(picture, width)
    wanted = Counter(look(each).letter for _, *both in picture.columns for marks in both for each in marks)
    assert letters(lines) == wanted
    for line in lines:
        assert len(line) <= width
        assert line == line.rstrip()


@given(picture=timelines(), width=WIDTHS)
@example(picture=Timeline(tuple((str(year), ()) for year in range(1990, 2026)), (), ""), width=38)
@example(picture=Timeline((("2010", (mark("-"),) * 300),), (), ""), width=18)
def test_every_study_of_a_timeline_is_drawn_once_and_no_line_is_too_wide(picture: Timeline, width: int):
    lines = timeline(picture, width)
    wanted = Counter(sign(each) for _, marks in picture.years for each in marks)
    assert Counter(character for line in lines for character in line if character in DIRECTIONS) == wanted
    for line in lines:
        assert len(line) <= width
        assert line == line.rstrip()


@given(picture=plots(), width=WIDTHS)
def test_every_column_is_named_with_how_many_it_has(picture: Plot, width: int):
    said = "".join("".join(plot(picture, width)).split())  # a label longer than its line is broken
    for label, primary, syntheses in picture.columns:
        assert "".join(f"{label} {len(primary)}".split()) in said
        if syntheses:
            assert f"yntheses{len(syntheses)}" in said


SMALL = Plot(
    (
        ("worse", (mark("R", "2011"), mark("T", "1996"), mark("O", "")), (mark("S", "2020"),)),
        ("better", (mark("C", "2009"),), ()),
    ),
    KEY,
    "",
)


def test_height_tells_the_design():
    assert plot(SMALL, 26) == [
        "▌",
        "▌▌            ▌",
        "RTO           C",
        "────────────  ────────────",
        "worse 3       better 1",
        "",
        "S",
        "────────────  ────────────",
        "syntheses 1   syntheses 0",
    ]


def test_years_stand_under_the_marks():
    assert plot(SMALL._replace(years=True), 26) == [
        "▌",
        "▌▌            ▌",
        "RTO           C",
        "19            0",
        "16            9",
        "────────────  ────────────",
        "worse 3       better 1",
        "",
        "S",
        "2",
        "0",
        "────────────  ────────────",
        "syntheses 1   syntheses 0",
    ]


def test_a_plot_is_in_rows_where_columns_have_no_room():
    assert plot(SMALL, 20) == ["worse 3", "  RTO", "worse, syntheses 1", "  S", "better 1", "  C"]
    in_years = plot(SMALL._replace(years=True), 20)
    assert in_years == ["worse 3", "  R11 T96 O", "worse, syntheses 1", "  S20", "better 1", "  C09"]


def test_marks_that_have_no_room_stand_in_tiers_above_the_others():
    lines = plot(Plot((column("a", "R" * 13), column("b", "C")), KEY, ""), 12)
    assert lines == [
        "▌▌▌", "▌▌▌", "RRR", "▌▌▌▌▌", "▌▌▌▌▌", "RRRRR", "▌▌▌▌▌", "▌▌▌▌▌  ▌", "RRRRR  C", "─────  ─────", "a 13   b 1",
    ]  # fmt: skip


def test_a_plot_without_marks_is_its_labels():
    assert plot(Plot((column("worse", ""), column("better", "")), KEY, ""), 20) == [
        "─────────  ─────────",
        "worse 0    better 0",
    ]


YEARS = Timeline((("2010", (mark("+"), mark("-"))), ("2011", ()), ("2012", (mark("="),))), (), "")


def test_a_timeline_has_a_column_a_year_and_every_fifth_is_named():
    assert timeline(YEARS, 20) == ["-", "+   =", "──────", "2010"]
    long = Timeline(tuple((str(year), (mark("+"),)) for year in range(2001, 2012)), (), "")
    assert timeline(long, 40) == ["+ " * 10 + "+", "─" * 22, "2001      2006      2011"]
    assert timeline(long, 20) == ["+" * 11, "─" * 11, "2001 2006 2011"]


def test_a_year_that_has_no_room_is_not_named():
    long = Timeline(tuple((str(year), (mark("+"),)) for year in range(2001, 2012)), (), "")
    assert timeline(long, 22)[-1] == "2001      2006"
    assert timeline(long, 12)[-1] == "2001 2006"


def test_a_timeline_lies_on_its_side_where_it_is_too_wide_or_too_tall():
    tall = Timeline((("2010", (mark("~"),) * 21), ("2011", ()), ("2012", (mark("="),))), (), "")
    assert timeline(tall, 20) == ["2010  " + "~" * 14, "      " + "~" * 7, "2011", "2012  ="]
    wide = Timeline(tuple((str(year), (mark("+"),)) for year in range(2001, 2021)), (), "")
    assert timeline(wide, 19) == [f"{year}  +" for year in range(2001, 2021)]


def test_a_timeline_without_years_is_empty():
    assert "".join(timeline(Timeline((), (), ""), 40)) == ""

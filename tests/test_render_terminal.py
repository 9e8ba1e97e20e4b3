import re
from collections import Counter

import pytest
from screens import ESCAPES, VIEWS, drawn, stripped
from syrupy.assertion import SnapshotAssertion

from collabref.answer.grid import Column, Grid, ListedReference, Sources, Text
from collabref.answer.page import (
    Bullets,
    Commands,
    Comparison,
    Entries,
    Entry,
    Fields,
    Heading,
    Note,
    Page,
    Paragraph,
    Plot,
    Spans,
    Table,
    Timeline,
    Title,
)
from collabref.render import Style, render
from collabref.store import Store

pytest_plugins = ["screens"]

WIDTHS = (40, 80, 120)


# The handbook is a document: no screen shows it.
SCREENS = [view for view in VIEWS if view != "handbook"]


@pytest.mark.parametrize("view", SCREENS)
def test_screens(field: Store, snapshot: SnapshotAssertion, view: str):
    assert drawn(VIEWS[view](field), width=80) == snapshot


@pytest.mark.parametrize("view", ["card", "evidence"])
def test_screens_in_colour(field: Store, snapshot: SnapshotAssertion, view: str):
    assert drawn(VIEWS[view](field), width=80, color=True, links=True) == snapshot


@pytest.mark.parametrize("width", [20, *WIDTHS, 300])
@pytest.mark.parametrize("view", VIEWS)
def test_colour_and_links_change_nothing_but_themselves(field: Store, view: str, width: int):
    page = VIEWS[view](field)
    bare = render(page, Style("text", width))
    assert "\x1b" not in bare
    for color, links in ((True, False), (True, True), (False, True)):
        assert stripped(render(page, Style("text", width, color, links))) == stripped(bare)


@pytest.mark.parametrize("width", [30, *WIDTHS, 200])
@pytest.mark.parametrize("view", VIEWS)
def test_no_line_is_wider_than_the_screen_but_an_address_or_a_command(field: Store, view: str, width: int):
    for line in render(VIEWS[view](field), Style("text", width)).splitlines():
        assert len(line) <= width or line.strip().startswith(("http", "x-", "collabref ")), line
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [20, *WIDTHS])
def test_a_command_is_one_line_however_narrow_the_screen(width: int):
    """Broken by a line end, it would be two commands where it is pasted."""
    long = "collabref choose -a aim=outcome -a practice=agreed -a measurement=monthly --all"
    items = (("collabref show x", "one"), (long, "all of them, with every reason"), ("collabref show xyz", "another"))
    lines = render(Page("x", [], (Commands(items),)), Style("text", width)).splitlines()
    assert [line.strip()[: len(long)] for line in lines if long in line] == [long]
    beside = {line.index(said) for line in lines for said in ("one", "another") if line.strip().endswith(said)}
    assert len(beside) == 1 or width < 60  # where there is room they are aligned, however long another is


@pytest.mark.parametrize("width", [24, 40, 60, 80])
def test_a_question_in_a_list_is_wrapped_and_not_cut(width: int):
    asks = "What does the evidence on collaboration-based approaches add up to, and for whom?"
    entries = Entries((Entry("Is it?", "x-short"), Entry(asks, "x-what-it-adds-up-to")))
    said = render(Page("x", [], (entries,)), Style("text", width))
    assert all(len(line) <= width for line in said.splitlines())
    assert " ".join(said.replace("x-what-it-adds-up-to", "").split()) == f"x-short Is it? {asks}"


def test_the_command_for_the_rest_of_a_list_is_one_line_too():
    items = tuple(Entry(f"Name {number}", f"id-{number}", says=Text("Says.")) for number in range(9))
    whole = "collabref cases qic --outcome no-effect --country netherlands --all"
    lines = render(Page("x", [], (Entries(items, whole),)), Style("text", 40, height=12)).splitlines()
    assert lines[-1] == f"  6 more: {whole}"


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("view", VIEWS)
def test_no_word_is_lost_at_any_width(field: Store, view: str, width: int):
    """Narrow or wide, the same letters appear; only column headings may be dropped or repeated.

    Plots and tables of pages are tested separately: here among the grids, and in test_render_plots.
    """

    def letters(text: str) -> Counter[str]:
        return Counter(character for character in text if character.isalnum())

    page = VIEWS[view](field)
    if isinstance(page, Page):
        words = (block for block in page.blocks if not isinstance(block, (Plot, Spans, Timeline, Table)))
        page = page._replace(blocks=tuple(words))
    drawn_here, drawn_wide = (letters(render(page, Style("text", each))) for each in (width, 200))
    if isinstance(page, Grid):
        columns, rows = page.shown("screen")
        cells = letters(" ".join(f"{cell.text} {' '.join(cell.refs)}" for row in rows for cell in row))
        assert not cells - drawn_here
    elif "compare" in view:
        assert not drawn_wide - drawn_here
    else:
        assert drawn_here == drawn_wide


def test_only_the_terminal_renderer_draws_escapes(field: Store):
    for format in ("plain", "md", "html", "json"):
        assert "\x1b" not in render(VIEWS["card"](field), Style(format, 80, color=True, links=True))


# --- shapes by hand --------------------------------------------------------------------------------------


def page(*blocks: object) -> Page:
    return Page("test", [], blocks)  # type: ignore[arg-type]


def test_text_is_never_markup():
    said = page(
        Title("[/x]", "[bold]", "[red]note[/red]"), Heading("[link=http://x]h[/link]"),
        Paragraph((Text("[/] [sic] :smile: [bold]b[/bold]", ("[i]",)),)), Bullets((Text("[/x]"),)),
        Fields((("[/label]", (Text("[/value]"),)),)), Comparison(("[a]", "[b]"), (("[c]", (Text("[d]"), Text("[e]"))),)),
        Sources((ListedReference("[f]", "[g]", "[h]"),)), Commands((("[i]", "[j]"),)), Note("[/k]"),
    )  # fmt: skip
    for width in (20, 80):
        text = "".join(render(said, Style("text", width)).split())
        for part in ("[/x]", "[bold]", "[red]note[/red]", "[link=http://x]h[/link]", "[/][sic]:smile:[bold]b[/bold][[i]]",
                     "[/label]", "[/value]", "[a]", "[b]", "[c]", "[d]", "[e]", "[f]", "[g]", "[h]", "[i]", "[j]", "[/k]"):  # fmt: skip
            assert part in text


@pytest.mark.parametrize("color", [True, False])
def test_hostile_data_are_shown_not_obeyed(hostile: Store, color: bool):
    from collabref.pages.lists import list_kind
    from collabref.pages.show import show

    views = [
        show(hostile, ["x-hostile"], full=True),
        show(hostile, ["x-evil"]),
        show(hostile, ["x-formula"]),
        list_kind(hostile, "terms"),
    ]
    for view in views:
        for width in (40, 100):
            text = ESCAPES.sub("", render(view, Style("text", width, color, color)))
            for forbidden in "\x1b\x07\x9b\r\t\u202e\u2066\u202c\u2069":
                assert forbidden not in text
    wide = render(views[0], Style("text", 200))
    assert "[/x] [bold]loud[/bold] :smile: ␛[31mred␛[0m" in wide
    assert "\\u202eright to left\\u202c" in wide
    assert "\\u009b31m" in wide


def test_an_address_that_is_not_of_the_web_is_no_link(hostile: Store):
    from collabref.pages.show import show

    text = render(show(hostile, ["x-hostile"], full=True), Style("text", 80, color=True, links=True))
    assert "\x1b]8;" not in text
    assert "javascript:alert(1)" in ESCAPES.sub("", text)


def test_links_are_on_addresses_which_stay_readable(field: Store):
    text = render(VIEWS["compare"](field), Style("text", 80, color=True, links=True))
    assert ";https://doi.org/10.5555/xo.2018\x1b\\" in text
    assert "\n    https://doi.org/10.5555/xo.2018\n" in ESCAPES.sub("", text)
    assert "\x1b]8;" not in render(VIEWS["compare"](field), Style("text", 80, color=True))


def test_what_was_searched_for_is_marked_in_colour(field: Store):
    text = render(VIEWS["search"](field), Style("text", 120, color=True))
    assert "\x1b[1;33mfalls\x1b[0m" in text


def test_empty_shapes_are_drawn():
    assert render(page(), Style("text", 80)) == "\n" or render(page(), Style("text", 80)) == ""
    assert render(page(Sources(())), Style("text", 80)).strip() == ""
    column = Column("id", "Id", lambda item: Text(item["id"]), on="both")
    assert "Id" in render(Grid("test", [], (column,)), Style("text", 80))


def test_a_word_longer_than_a_line_is_folded_not_cut():
    long = "pneumonoultramicroscopicsilicovolcanoconiosis" * 3
    for block in (Paragraph((Text(long),)), Bullets((Text(long),)), Fields((("Label", (Text(long),)),)), Note(long),
                  Comparison(("a", "b"), (("c", (Text(long), Text("d"))),))):  # fmt: skip
        for width in (40, 80):
            text = "".join(render(page(block), Style("text", width)).split())
            assert sum(text.count(letter) for letter in "pv") >= sum(long.count(letter) for letter in "pv")


def test_wide_characters_fit_the_screen():
    from rich.cells import cell_len

    said = page(Title("質の改善" * 6), Paragraph((Text("質の改善" * 30),)), Fields((("指標", (Text("値" * 60),)),)))
    for line in render(said, Style("text", 40)).splitlines():
        assert cell_len(line) <= 40


# --- the built-in library ---------------------------------------------------------------------------------


def test_the_card_of_every_approach_fits_a_screen_of_100_by_50(builtin: Store):
    from collabref.pages.show import show

    for approach in builtin.all("approach"):
        lines = render(show(builtin, [approach["id"]]), Style("text", 100)).splitlines()
        assert len(lines) < 50, approach["id"]  # and the prompt below it
        assert max(map(len, lines)) <= 100, approach["id"]


def test_every_record_of_the_built_in_library_fits_a_narrow_screen(builtin: Store):
    from collabref.pages.show import show

    for kind in ("approach", "critique", "case", "challenge", "term"):
        for record in builtin.all(kind):
            view = show(builtin, [record["id"]], full=True)
            for line in render(view, Style("text", 40)).splitlines():
                assert len(line) <= 40 or "http" in line, (record["id"], line)


def test_labels_of_spans_are_obeyed_by_no_terminal():
    shown = str(
        render(
            Page("test", [], (Spans("Who", ("\x1b[31mM", "B\nC"), (("Name", "n", 0, 1),), "In order"),)),
            Style("text", 80),
        )
    )
    assert "\x1b" not in shown
    assert "␛[31mM" in shown
    assert "B C" in shown


def test_what_was_searched_for_is_marked_where_it_is_behind_signs_that_are_made_visible():
    text = "see \u202e\u202e word"
    page = Page("test", [], (Paragraph((Text(text, marks=((7, 11),)),)),))
    marked = re.findall("\x1b\\[[0-9;]*m(word)\x1b", str(render(page, Style("text", 80, color=True))))
    assert marked == ["word"]

"""The pictures of a screen: its text, the places of its columns, and nothing that is fetched."""

import os
import re
from xml.etree import ElementTree

import pytest
from make_docs import PICTURES, ROOT, run
from pictures import CHARACTER, MARGIN, THEMES, svg

from collabref.store import Store

SVG = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture).iter(f"{SVG}text"))


def test_each_run_of_words_begins_at_its_column_and_is_as_wide_as_its_characters():
    first, second = words(svg("  a b   cd\n", "t", "light", 20))
    assert (first.text, second.text) == ("a b", "cd")
    assert [float(each.get("x", "")) for each in (first, second)] == [MARGIN + 2 * CHARACTER, MARGIN + 8 * CHARACTER]
    assert [float(each.get("textLength", "")) for each in (first, second)] == pytest.approx([23.4, 15.6])


def test_styles_are_the_theme_s():
    bold, faint, green = words(svg("\x1b[1ma\x1b[0m\x1b[2mb\x1b[0m\x1b[32mc\x1b[0m\n", "t", "dark", 20))
    assert bold.get("font-weight") == "bold"
    assert (faint.get("fill"), green.get("fill")) == (THEMES["dark"]["faint"], THEMES["dark"][2])


def test_what_is_shown_is_text_and_no_markup():
    (shown,) = words(svg("<b>&amp;\n", "<t>", "light", 20))
    assert shown.text == "<b>&amp;"


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_holds_the_screen_is_small_and_fetches_nothing(
    builtin: Store, monkeypatch: pytest.MonkeyPatch, name: str, theme: str
):
    monkeypatch.setenv("COLLABREF_CACHE", os.path.dirname(builtin.path))
    picture = (ROOT / "docs" / "images" / f"{name}-{theme}.svg").read_text(encoding="utf-8")
    screen = run(PICTURES[name].split())[1]
    shown = [word for text in words(picture) for word in (text.text or "").split()]
    assert shown == ["$", "collabref", *PICTURES[name].split(), *screen.split()]
    assert len(picture) < 24_000
    assert re.findall(r"https?://[^\"]*", picture) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|url\(|@import|<script|<style", picture)

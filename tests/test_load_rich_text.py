"""Markup and entities of other programs as plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.load.rich_text import plain_markdown, plain_text
from collabref.text.scripts import lowered, raised


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Spread of <i>E. coli</i> among 10<sup>6</sup> records", "Spread of E. coli among 10⁶ records"),
        ('<span class="nocase">iPad</span>s and <span style="font-variant:small-caps;">ad</span>', "iPads and ad"),
        ("<b>a</b> <em>b</em> <strong>c</strong> <sc>d</sc> <scp>e</scp>", "a b c d e"),
        ("H<sub>2</sub>O, CO<inf>2</inf>, T<sub>max</sub>", "H₂O, CO₂, T_max"),
        ("x<sup>a,b</sup>, k<sub>cat</sub>", "x^(a,b), k_cat"),
        ("<sup>99m</sup>Tc, 10<sup>−3</sup>", "^99mTc, 10⁻³"),
        ("10<sup>6 births", "10^6 births"),
        ("Ward<sup>®</sup>", "Ward®"),
        ("<jats:title>Aim</jats:title><jats:p>Care &amp; cost</jats:p>", "Aim Care & cost"),
        ('<mml:math xmlns:mml="x"><mml:mi>β</mml:mi></mml:math>-blockers', "β-blockers"),
        ("&lt;i&gt;E. coli&lt;/i&gt; &#8211; &#x2014; &eacute;", "E. coli – — é"),
        ("one<br/>two", "one two"),
        ("$10^{6}$ and $10^6$ and $H_2$", "10⁶ and 10⁶ and H₂"),
    ],
)
def test_markup_becomes_text(marked: str, plain: str):
    assert plain_text(marked) == plain


@pytest.mark.parametrize(
    "text",
    ["p <0.05 and >3", "a < b > c", "<a@b.org>", "<ward> rounds", "AT&T; &copy 2012 &nosuch;", "$5 to $10", "x^2 and a_b", "  two  spaces "],
)  # fmt: skip
def test_what_is_no_markup_is_text(text: str):
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("[Spread of *E. coli*]{.nocase} among 10^6^ records", "Spread of E. coli among 10⁶ records"),
        ("H~2~O \\* **bold** [a [b]{.smallcaps}]{.nocase}", "H₂O * bold a b"),
        ("2 * 3 * 4, a ~ b, [see]", "2 * 3 * 4, a ~ b, [see]"),
        ("AT\\&T \\[ward\\] \\<i\\>", "AT&T [ward]"),
    ],
)
def test_markdown_becomes_text(marked: str, plain: str):
    assert plain_markdown(marked) == plain


@given(st.text("0123456789+-abn,; é中", min_size=1, max_size=8))
def test_what_is_raised_or_lowered_is_never_as_before(text: str):
    for moved in (raised(text), lowered(text)):
        assert moved != text or not text.strip()


@given(
    st.lists(
        st.sampled_from(["<i>", "</i>", "<sup>", "</sup>", "<sub>", "</sub>", "6", "x", "<", ">", "&lt;", "&amp;", " "])
    ).map("".join)
)
def test_no_tag_is_left_and_no_letter_lost(text: str):
    plain = plain_text(text)
    if "&" not in text:
        assert not re.search(r"</?(?:i|su[bp])>", plain)
    assert len(re.findall("[x6⁶₆ˣₓ]", plain)) == text.count("x") + text.count("6")

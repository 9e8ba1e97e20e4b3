import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.cite.bibtex import escape
from collabref.load import latex
from collabref.load.latex import plain, verbatim


@pytest.mark.parametrize(
    ("written", "text"),
    [
        # accents: on any letter, stacked, braced or not
        (r"P{\'{\i}}o, Mar\'{\i}a, Na\"\i ve, \^{\j}", "Pío, María, Naïve, ĵ"),
        (r"Nguy{\~{\^e}}n, V{\~y}, Tr{\`{\^a}}n, G{\~e}, \d{\^o}, \h{a}", "Nguyễn, Vỹ, Trần, Gẽ, ộ, ả"),
        (r"\k{a} \H{o} \u g \r a \d{t} \b{k} \c{S} \.I \v{s} \textcommabelow{s}", "ą ő ğ å ṭ ḵ Ş İ š ș"),
        (r"{\O}vretveit, \O vretveit, \ss, \AA, {\ae}, \l ódź", "Øvretveit, Øvretveit, ß, Å, æ, łódź"),
        (r"\' e, \'{}, \~{}, \t{oo}", "é, ´, ~, o͡o"),
        (r"\d{\i}", "ı̣"),
        # superscripts and subscripts
        (r"10$^{6}$, $10^{-3}$, 10\textsuperscript{6}, x$^2$, $x^n$", "10⁶, 10⁻³, 10⁶, x², xⁿ"),
        (r"H$_2$O, CO\textsubscript{2}, V$_{max}$, PM$_{2.5}$, $x^{a+b}$", "H₂O, CO₂, V_max, PM_2.5, x^(a+b)"),
        (r"19$^{th}$, 1\textsuperscript{st}, 37$^\circ$C, A\textsuperscript{\textregistered}, B\textsuperscript{TM}", "19th, 1st, 37°C, A®, B™"),
        ("10^6 and a_b", "10^6 and a_b"),
        # formulas and prices
        (r"$p<0.05$, $\beta$, $-5$, $x = -3$, $n$, \(x_1\), $\frac{1}{2}$", "p<0.05, β, −5, x = −3, n, x₁, 1/2"),
        ("from $5 to $6, US$5m-US$10m, $100,000/$QALY, $", "from $5 to $6, US$5m-US$10m, $100,000/$QALY, $"),
        # commands
        (r"\mkbibemph{Homo faber}, \mkbibquote{safe}, \underline{fast}, \enquote*{x}", "Homo faber, “safe”, fast, “x”"),
        (r"\unknown[option]{x}, \unknown, \unknown{}.", r"x, \unknown, \unknown."),
        (r"{\em old}, \textcolor{red}{blue}, \noopsort{1973}1974, \SI{5}{mg}", "old, blue, 1974, 5 mg"),
        (r"10\,000\;m, a\\b, a\ b, a~b, a\-b", "10 000 m, a b, a b, a b, ab"),
        (r"5\textmu g \textpm 1\textdegree{}C, \copyright\ \pounds5 \S3 \texteuro", "5µg ±1°C, © £5 §3 €"),
        (r"\{\vphantom{\}}x", "{x"),
        (r"a { b } } c {", "a b c"),
        # addresses in text
        (r"\url{https://example.org/~a_b%20c--d}", "https://example.org/~a_b%20c--d"),
        (r"\href{https://example.org/a}{the page}", "the page (https://example.org/a)"),
        (r"\href{https://example.org}{\url{https://example.org}}", "https://example.org"),
        # plain text, and what it shares with LaTeX
        ("plain", "plain"),
        (r"Costs \& benefits: 50\% of \#1, \$5, a\_b", "Costs & benefits: 50% of #1, $5, a_b"),
        ("Only 50% of them", "Only 50% of them"),
        (r"Only 50% of caf\'es -- no comment", "Only 50% of cafés – no comment"),
        (r"{\'E}tude na{\"\i}ve {\O} \aa ngstr\"om {\ss} \c{c} \v{s} {\l}", "Étude naïve Ø ångström ß ç š ł"),
        (r"The {NHS} and {{Q}uality}", "The NHS and Quality"),
        (r"\emph{In vivo} and \textbf{bold} {\em old}", "In vivo and bold old"),
        ("pages 1--2 --- ``quoted''", "pages 1–2 — “quoted”"),
        (r"\textasciitilde{}x \textasciicircum{}y \textbackslash{}z", r"~x ^y \z"),
        (r"p \textless{} 0.05, $p<0.05$, H$_2$O, $\beta$, $\geq$ 5", "p < 0.05, p<0.05, H₂O, β, ≥ 5"),
        ("from $5 to $6", "from $5 to $6"),
        (r"a~b\ c", "a b c"),
        (r"\unknown{x} and \unknown[x]{y}", "x and y"),
        (r"\unknown and \unknown{}", r"\unknown and \unknown"),
        (r"brace \{ and \}", "brace { and }"),
        # HTML that publishers leave behind
        (r"A \&amp; B &amp; C &#233; &lt;5 AT&T", "A & B & C é <5 AT&T"),
        (r"$\less$i$\greater$In vivo$\less$/i$\greater$ CO$\less$sub$\greater$2$\less$/sub$\greater$", "In vivo CO₂"),
        (r"<b>x</b> <sup>3</sup>H, p < 0.05 and q > 1", "x ³H, p < 0.05 and q > 1"),
    ],
)  # fmt: skip
def test_the_text_that_it_prints(written: str, text: str) -> None:
    assert plain(written) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"10.5555/(SICI)1:1{\textless}3::AID-X1{\textgreater}3.0.CO;2-K", "10.5555/(SICI)1:1<3::AID-X1>3.0.CO;2-K"),
        ("10.1002/(SICI)1$<$3::AID$>$3.0", "10.1002/(SICI)1<3::AID>3.0"),
        (r"https://example.org/a{\_}b{\%}20{\~{}}c\&d\#e", "https://example.org/a_b%20~c&d#e"),
        (r"https://example.org/$\sim$moss?a=1&amp;b=$c--d", "https://example.org/~moss?a=1&b=$c--d"),
        (r"{\url{https://example.org/~a}}", "https://example.org/~a"),
        (r"\href{https://example.org}{page}", "https://example.org"),
        ("https://example.org/%7Ea_b^c", "https://example.org/%7Ea_b^c"),
    ],
)
def test_the_address_that_it_prints(written: str, text: str) -> None:
    assert verbatim(written) == text


def test_characters_for_private_use_are_themselves() -> None:
    assert plain("A \ue000\ue00a\ue003 {\ue005} \\& B") == "A \ue000\ue00a\ue003 \ue005 & B"


@given(st.sampled_from("`'^~\"=.uvHckrdb"), st.characters(categories=["Lu", "Ll"]))
def test_any_accent_on_any_letter_is_composed(accent: str, letter: str) -> None:
    mark = latex._ACCENTS[accent]
    dotless = letter in "ıȷ" and mark not in latex._BELOW
    expected = unicodedata.normalize("NFC", (latex._UNDOTTED[letter] if dotless else letter) + mark)
    assert plain(rf"\{accent}{{{letter}}}") == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_escaped_is_read_back(text: str) -> None:
    if "&" not in text or ";" not in text:
        assert plain(escape(text)) == " ".join(unicodedata.normalize("NFC", text).split())


@given(st.text(st.sampled_from("\\{}$~^_'\"`-&;<>%ae1 \t\n")))
def test_no_text_makes_it_stumble(text: str) -> None:
    plain(text)
    verbatim(text)


@pytest.mark.parametrize(
    "piece", ["{", "}", "{\\'", "\\'", "$", "$x$ ", "\\url{", "\\href{a}", "\\frac", "a ", "&amp;", "\\enquote{a"]
)
def test_the_work_doubles_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put = latex._Printer._put
    count = 0

    def counting(printer: latex._Printer, text: str) -> None:
        nonlocal count
        count += 1 + len(text)
        put(printer, text)

    monkeypatch.setattr(latex._Printer, "_put", counting)
    counts = []
    for times in (2000, 4000):
        count = 0
        plain("\\& " + piece * times)
        counts.append(count)
    assert counts[1] <= 2.5 * counts[0] + 10

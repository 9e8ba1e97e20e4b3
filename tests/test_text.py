from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabref.text.addresses import doi_address, is_web
from collabref.text.fold import fold, fold_word, indexed, words
from collabref.text.safe import printable, safe_message
from collabref.text.wording import argument, close_matches, day_in_words, join_words, one_line

# The characters of names and titles, without compatibility characters (™, ﷺ).
WRITING = st.text(
    st.characters(max_codepoint=0x24F, exclude_categories=["Lm"], exclude_characters="ǢǣǼǽǾǿ")
    | st.characters(min_codepoint=0x400, max_codepoint=0x4FF)
    | st.sampled_from("’‘“”–—‑…αβγάώ中文日本語")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Øvretveit", "ovretveit"),
        ("Colón-Emeric", "colon-emeric"),
        ("Nuño Solinís", "nuno solinis"),
        ("Łukasz Đorđe", "lukasz dorde"),
        ("Þór Æsop Œdema", "thor aesop oedema"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul ılık", "istanbul ilik"),
        ("‘it’s’ “so”", "'it's' \"so\""),
        ("2008–2010 — co‑op", "2008-2010 - co-op"),
        (" a\u00a0b\t\nc ", "a b c"),
        ("", ""),
    ],
)
def test_fold_drops_case_accents_and_typography(text: str, folded: str):
    assert fold(text) == folded


@given(WRITING)
def test_fold_is_idempotent(text: str):
    assert fold(fold(text)) == fold(text)


@given(WRITING)
def test_fold_does_not_depend_on_how_accents_are_composed(text: str):
    from unicodedata import normalize

    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organise", "organize"),
        ("organisation", "organization"),
        ("organisational", "organizational"),
        ("organising", "organizing"),
        ("randomised", "randomized"),
        ("organisers", "organizers"),
        ("analyse", "analyze"),
        ("analysed", "analyzed"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("centre", "center"),
        ("centres", "centers"),
        ("behaviour", "behavior"),
        ("behavioural", "behavioral"),
        ("labour", "labor"),
        ("favourable", "favorable"),
        ("tumours", "tumors"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("licence", "license"),
        ("judgement", "judgment"),
        ("ageing", "aging"),
        ("sceptical", "skeptical"),
        ("grey", "gray"),
        ("paediatric", "pediatric"),
        ("anaesthesia", "anesthesia"),
        ("haemorrhage", "hemorrhage"),
        ("diarrhoea", "diarrhea"),
        ("foetal", "fetal"),
        ("sulphate", "sulfate"),
        ("enrolment", "enrollment"),
        ("fulfil", "fulfill"),
        ("counselling", "counseling"),
        ("Centre", "CENTER"),
    ],
)
def test_both_spellings_of_a_word_meet(british: str, american: str):
    assert fold_word(british) == fold_word(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("our", "or"), ("policy", "police"), ("case", "cause"), ("cost", "coast")],
)
def test_different_words_stay_apart(one: str, other: str):
    assert fold_word(one) != fold_word(other)


@pytest.mark.parametrize("possessive", ["patient's", "patient’s", "Patient’s"])
def test_a_possessive_is_its_noun(possessive: str):
    assert fold_word(possessive) == "patient"


def test_words_tell_where_they_stand():
    assert [(match[0], match.start()) for match in words("Co-op’s “QI_team” 24/7")] == [
        ("Co", 0), ("op’s", 3), ("QI", 9), ("team", 12), ("24", 18), ("7", 21)
    ]  # fmt: skip


def test_indexed_is_the_folded_words_in_order():
    assert indexed("The Østfold centre’s “programme” – organised") == "the ostfold center program organized"


@given(WRITING)
def test_indexed_keeps_the_number_of_words(text: str):
    assert len(indexed(text).split()) == len(list(words(text)))


def test_one_line():
    assert one_line(" a\n b\t\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\tb\rc\x00", "a␉b␍c␀"),
        ("\x7f\x9b", "\\u007f\\u009b"),
        ("\u202edoc\u202c", "\\u202edoc\\u202c"),
        ("\u200f\u2066x\u2069", "\\u200f\\u2066x\\u2069"),
        ("two\nlines", "two\nlines"),
        ("Øvretveit – “é” 中 👩‍⚕️", "Øvretveit – “é” 中 👩‍⚕️"),
    ],
)
def test_printable_shows_what_a_terminal_would_obey(text: str, shown: str):
    assert printable(text) == shown


@given(st.text(st.characters(categories=["Cc", "Cf", "Lu"])))
def test_printable_leaves_no_control_character_but_the_newline(text: str):
    assert {character for character in printable(text) if category(character) == "Cc"} <= {"\n"}
    assert not set(printable(text)) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text())
def test_printable_is_idempotent(text: str):
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qci", ["qic"]),
        ("COP", ["cop"]),
        ("community", ["clinical-community"]),
        ("virtual", ["virtual-cop", "virtual-qic"]),
        ("brekthrough-series", ["breakthrough-series"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_near_finds_what_was_meant(typed: str, meant: list[str]):
    known = ["qic", "cop", "virtual-cop", "virtual-qic", "breakthrough-series", "clinical-community"]
    assert close_matches(typed, known) == meant


def test_near_gives_the_best_first_and_no_more_than_asked():
    assert close_matches("network", ["quality-network", "networks", "network", "networking"], most=2) == [
        "network",
        "networks",
    ]


@given(st.lists(st.text(max_size=8), max_size=8), st.text(max_size=8))
def test_near_names_only_what_is_known(known: list[str], typed: str):
    assert set(close_matches(typed, known)) <= set(known)


@pytest.mark.parametrize(
    ("items", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_listed(items: list[str], sentence: str):
    assert join_words(items) == sentence


def test_listed_with_and():
    assert join_words(iter("abc"), "and") == "a, b and c"


@pytest.mark.parametrize("address", ["https://doi.org/10.1/x", "http://a.example", "HTTPS://A.EXAMPLE/ü?x=(1)"])
def test_addresses_of_the_web(address: str):
    assert is_web(address)


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "https://", "https://a b", "https://a>b", "x https://a", "file:///etc", "https://a\n"],
)
def test_other_addresses(address: str):
    assert not is_web(address)


@pytest.mark.parametrize(("doi", "path"), [
    ("10.1136/bmj.39570.749884.BE", "10.1136/bmj.39570.749884.BE"),
    ("10.1016/S0140-6736(03)12546-2", "10.1016/S0140-6736(03)12546-2"),
    ("10.1/a<b>c;d", "10.1/a%3Cb%3Ec%3Bd"), ("10.1/a?b#c", "10.1/a%3Fb%23c"), ("10.1/a b\"c", "10.1/a%20b%22c"),
    ("10.1/100%", "10.1/100%25"), ("10.1/a%3Cb", "10.1/a%3Cb"), ("10.1/é\ud800", "10.1/%C3%A9%3F"), ("10.1/[x]{y}|\\^`+", "10.1/%5Bx%5D%7By%7D%7C%5C%5E%60%2B"),
])  # fmt: skip
def test_the_address_of_a_doi(doi: str, path: str):
    assert doi_address(doi) == f"https://doi.org/{path}"


@given(st.text())
def test_every_doi_has_an_address_that_leads_to_it(doi: str):
    from urllib.parse import unquote

    address = doi_address(doi)
    assert is_web(address) or not doi
    assert address.isascii()
    if "%" not in doi and doi.isprintable():
        assert unquote(address) == f"https://doi.org/{doi}"


def test_what_is_quoted_is_shortened_also_where_quotation_marks_are_not_pairs():
    long = "x" * 500
    assert safe_message(f"“{long}” and “b") == f"“{'x' * 120}…” and “b"
    assert safe_message(f"““{long}”") == f"““{'x' * 119}…”"
    assert safe_message(f"”“{long}””") == f"”“{'x' * 120}…””"


@pytest.mark.parametrize(
    ("typed", "pasted"),
    [
        ("qic", "qic"),
        ("10.1136/bmj.1", "10.1136/bmj.1"),
        ("free riding", "'free riding'"),
        ("Größe", "'Größe'"),
        ("a,b", "'a,b'"),
        ("it's", ""),
        ("a\\", ""),
        ("a\nb", ""),
        ("$x", ""),
        ("--help", ""),
        (" ", ""),
        ("", ""),
        ("a" * 101, ""),
    ],
)
def test_an_argument_that_can_be_pasted_is_plain_words(typed: str, pasted: str):
    assert argument(typed) == pasted


@given(st.text())
def test_no_shell_obeys_an_argument_that_can_be_pasted(typed: str):
    assert argument(typed) in ("", typed, f"'{typed}'")
    assert not set(argument(typed)[1:-1]) & set("'\"\\`$\n;&|<>(){}[]*?!#~^%=")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-11-29", "29 November 2026"), ("2026-01-02", "2 January 2026"), ("2026-12-31", "31 December 2026"),
        ("2026-13-01", "2026-13-01"), ("2026-00-01", "2026-00-01"), ("2026-11", "2026-11"), ("", ""), ("soon", "soon"),
    ],
)  # fmt: skip
def test_a_day_is_written_as_people_write_it(date: str, words: str):
    assert day_in_words(date) == words

"""The room that the columns of a table need in a document."""

from collabref.render.columns import Needs, fits, longest_word, needs, percentages, room

LINES = [
    ["Study", "Design", "What was found"],
    ["okoro2018", "cluster-randomised trial", "In 12 wards falls fell by a third, and stayed there for a year."],
]


def test_a_line_may_end_at_spaces_dashes_and_slashes_and_after_hyphens():
    assert longest_word("2010–2015") == longest_word("2010/2015") == 4
    assert longest_word("cluster-randomised") == longest_word("randomised trial") == 10
    assert longest_word("") == 0


def test_a_column_knows_its_longest_word_and_cell():
    assert needs(LINES, [0, 0, 1]) == [Needs(9, 9), Needs(10, 24), Needs(6, 63, 1)]


def test_columns_with_text_get_what_short_ones_leave():
    short, design, text = percentages(needs(LINES, [0, 0, 1]))
    assert (short, design) == (0, 0)
    assert 60 < text < 80
    first, second = percentages(needs([[*LINES[0][1:]]], [1, 2]))
    assert second == 2 * first


def test_text_keeps_half_a_table_however_many_short_columns_there_are():
    words = ["unpronounceable"] * 9
    assert percentages(needs([[*words, "A finding."]], [0] * 9 + [1]))[-1] > 50


def test_columns_that_take_what_they_need_have_no_width():
    assert percentages(needs(LINES, [0, 0, 0])) == [0, 0, 0]


def test_text_needs_more_room_than_its_longest_word():
    assert room([Needs(9, 9), Needs(6, 63, 1)]) == 9 + 20 + 2 * 3


def test_many_columns_and_endless_words_do_not_fit():
    assert fits([Needs(14, 80)] * 6)
    assert not fits([Needs(14, 80)] * 7)
    assert fits([Needs(40, 40)])
    assert not fits([Needs(41, 41)])

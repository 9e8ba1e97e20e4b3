from collabref.store.stems import NOTHING, Stems


def test_words_of_one_stem_meet_in_any_spelling():
    assert len(set(Stems().of(["Organisations", "organization", "organise"]))) == 1
    assert Stems().of(["Øvretveit’s"]) == Stems().of(["ovretveit"])


def test_what_is_no_word_keeps_its_place():
    assert Stems().of(["⑴", "'", "", "\x00"]) == ["1", NOTHING, NOTHING, NOTHING]
    assert Stems().text([]) == ""
    assert Stems().text(["Daily", "huddles"]) == " daili huddl "


def test_a_word_is_stemmed_once_and_those_known_are_not_gone_through_again():
    stems = Stems()
    asked: list[str] = []
    stems._connection.set_trace_callback(lambda question: asked.append(question))
    stems.learn([["huddles", "wards"], ["huddles"]])
    first = len(asked)
    assert stems.of(["wards", "huddles", "wards"]) == ["ward", "huddl", "ward"]
    assert len(asked) == first

from collabref import SEARCHED_TO, __version__
from collabref.answer.grid import Text
from collabref.answer.page import Fields, Heading, Paragraph, Title
from collabref.cli.main import COMMANDS
from collabref.pages.info import HOW_TO_CITE, info, welcome
from collabref.store import Store
from collabref.text.wording import day_in_words

pytest_plugins = ["screens"]

COUNTS = {"brief": 1, "approach": 3, "critique": 2, "case": 2, "challenge": 3, "term": 1, "reference": 9}


def test_the_opening_screen_says_what_is_inside_and_what_to_type(field: Store):
    page = welcome(field)
    assert page.kind == "info"
    assert page.items == [{"version": __version__, "searched-to": SEARCHED_TO, "counts": COUNTS}]
    title, what, commands = page.blocks
    assert title == Title("collabref", "", f"version {__version__}; literature searched to {day_in_words(SEARCHED_TO)}")
    assert isinstance(what, Paragraph)
    shown = dict(commands.items)
    assert shown["collabref brief"] == "common questions, answered (1)"
    assert shown["collabref cases"] == "approaches in action (2)"
    assert {command.split()[1] for command in shown} <= {*COMMANDS}


def test_info_says_how_current_it_is_how_to_cite_it_and_where_it_is(field: Store):
    page = info(field)
    (item,) = page.items
    assert item == {
        "version": __version__,
        "searched-to": SEARCHED_TO,
        "cite-as": HOW_TO_CITE,
        "libraries": list(field.libraries),
        "counts": COUNTS,
        "store": field.path,
        "replacements": [],
    }
    about, held = (dict(block.rows) for block in page.blocks if isinstance(block, Fields))
    assert about == {
        "Version": (Text(__version__),),
        "Literature": (Text(f"Searched to {day_in_words(SEARCHED_TO)}."),),
        "To cite": (Text(HOW_TO_CITE),),
        "Libraries": (Text("; ".join(field.libraries)),),
        "Store": (Text(field.path),),
    }
    assert Heading("What it holds") in page.blocks
    assert held["References"] == (Text("9"),)
    assert held["… of 2019 or later"] == (Text("4 references"),)
    assert held["… on effect"] == (Text("6 references"),)

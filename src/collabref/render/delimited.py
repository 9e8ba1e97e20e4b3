"""TSV and CSV: a header and one line per row, for spreadsheets and pipes.

TSV has no quoting: tabs and line ends in a cell become spaces. In both formats, anything that a spreadsheet would take
for a formula gets an apostrophe in front: = + - or @, including full-width forms, where a cell begins
or seems to begin, since some spreadsheets start a cell at a semicolon, a comma or a quotation mark.

Source: OWASP, “CSV Injection”.
"""

import re

from collabref.answer.grid import Grid, Text
from collabref.render import Style
from collabref.text.safe import printable
from collabref.text.wording import one_line

_FORMULA = re.compile(r"""(?:^|(?<=[;,"']))(?=[=+\-@＝＋－＠])""")


def render(view: Grid, style: Style) -> str:
    """A grid's data columns as lines, under a header of their keys."""
    columns, cells = view.shown("data")
    rows = [[column.key for column in columns], *([_cell(cell) for cell in row] for row in cells)]
    if style.format == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows)
    return _csv(rows)


def _csv(rows: list[list[str]]) -> str:
    """Rows in the form of RFC 4180."""
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _cell(text: Text) -> str:
    return _FORMULA.sub("'", printable(one_line(text.text)))

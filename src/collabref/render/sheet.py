"""TSV and CSV: a header and a line a row, for spreadsheets and pipes.

TSV has no quoting: tabs and line ends in a cell become spaces. In both a cell that a spreadsheet would
take for a formula (it begins with = + - or @) gets an apostrophe in front, as OWASP advises.
"""

import csv
import io

from collabref.render import Style
from collabref.shapes import Grid, Text, View
from collabref.text import one_line, printable


def render(view: View, style: Style) -> str:
    """A grid's data columns as lines."""
    assert isinstance(view, Grid)
    shown = [number for number, column in enumerate(view.columns) if column.on != "screen"]
    rows = [[view.columns[number].key for number in shown]]
    rows += [[_cell(row[number]) for number in shown] for row in view.rows]
    if style.format == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)  # RFC 4180
    return out.getvalue()


def _cell(text: Text) -> str:
    cell = printable(one_line(text.text))
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell

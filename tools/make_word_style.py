"""The styles of Word files: pandoc's own, with tables that have a bold header and rules between rows.

    python tools/make_word_style.py

Writes src/collabref/render/word.docx, which pandoc takes as its reference document. Run it again when pandoc's own
reference document has improved.
"""

import io
import zipfile
from pathlib import Path

from collabref.pandoc import run

FILE = Path(__file__).parent.parent / "src" / "collabref" / "render" / "word.docx"

# What pandoc's table style has, and what ours has instead.
BEFORE = '<w:tblStylePr w:type="firstRow">\n      <w:tcPr>'
AFTER = '<w:tblStylePr w:type="firstRow">\n      <w:rPr><w:b/></w:rPr>\n      <w:tcPr>'
CELLS = '<w:tblInd w:w="0" w:type="dxa" />\n      <w:tblCellMar>\n        <w:top w:w="0" w:type="dxa" />'
RULED = (
    '<w:tblInd w:w="0" w:type="dxa" />\n      <w:tblBorders><w:top w:val="single" w:sz="8"/>'
    '<w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4" w:color="BBBBBB"/></w:tblBorders>\n'
    '      <w:tblCellMar>\n        <w:top w:w="40" w:type="dxa" />'
)


def main() -> None:
    """Write the file."""
    made = run(["--print-default-data-file", "reference.docx"], b"", "This needs pandoc.")
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "word/styles.xml":
                text = content.decode()
                start = text.index('w:styleId="Table"')
                table = text[start:]
                for each in (BEFORE, CELLS):
                    assert each in table, "pandoc's table style has changed"
                content = (text[:start] + table.replace(BEFORE, AFTER, 1).replace(CELLS, RULED, 1)).encode()
            after.writestr(item, content)
    FILE.write_bytes(written.getvalue())


if __name__ == "__main__":
    main()

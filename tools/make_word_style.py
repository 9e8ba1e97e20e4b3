"""The styles of Word files: pandoc's own, with tables and pages as we want them.

    python tools/make_word_style.py

Tables have a bold header, rules between rows, smaller type, and rows that stay on one page; pages have narrower
margins and a number; drawings in characters stay on one page. Writes src/collabref/render/word.docx, which pandoc takes
as its reference document. Run it again when pandoc's own reference document has improved.
"""

import io
import zipfile
from pathlib import Path

from collabref.pandoc import run

FILE = Path(__file__).parent.parent / "src" / "collabref" / "render" / "word.docx"

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# A4 with margins of 2 cm, in twentieths of a point.
PAGE = (
    '<w:footerReference w:type="default" r:id="rIdFooter"/>',
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>',
)

FOOTER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>1</w:t></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""

# File in pandoc's document -> what it has, and what ours has in its place.
CHANGES = {
    "word/styles.xml": (
        ('<w:sz w:val="24" />\n        <w:szCs w:val="24" />', '<w:sz w:val="22" />\n        <w:szCs w:val="22" />'),
        # Compact, for cells and items of lists: they stay on one page.
        (
            '<w:spacing w:before="36" w:after="36" />',
            '<w:keepLines/>\n      <w:spacing w:before="36" w:after="36" />',
        ),
        # Table: its type, rows that stay together, its rules, room within its cells, the header in bold.
        (
            '<w:tblPr>\n      <w:tblInd w:w="0" w:type="dxa" />\n      <w:tblCellMar>\n'
            '        <w:top w:w="0" w:type="dxa" />\n        <w:left w:w="108" w:type="dxa" />\n'
            '        <w:bottom w:w="0" w:type="dxa" />\n        <w:right w:w="108" w:type="dxa" />\n'
            '      </w:tblCellMar>\n    </w:tblPr>\n    <w:tblStylePr w:type="firstRow">\n      <w:tcPr>',
            '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>\n'
            '    <w:tblPr>\n      <w:tblInd w:w="0" w:type="dxa" />\n'
            '      <w:tblBorders><w:top w:val="single" w:sz="8"/>'
            '<w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4" w:color="BBBBBB"/></w:tblBorders>\n'
            '      <w:tblCellMar>\n        <w:top w:w="40" w:type="dxa" />\n        <w:left w:w="80" w:type="dxa" />\n'
            '        <w:bottom w:w="0" w:type="dxa" />\n        <w:right w:w="80" w:type="dxa" />\n'
            "      </w:tblCellMar>\n    </w:tblPr>\n    <w:trPr><w:cantSplit/></w:trPr>\n"
            '    <w:tblStylePr w:type="firstRow">\n      <w:rPr><w:b/></w:rPr>\n      <w:tcPr>',
        ),
        (
            "</w:styles>",
            '<w:style w:type="paragraph" w:customStyle="1" w:styleId="SourceCode"><w:name w:val="Source Code"/>'
            '<w:basedOn w:val="Normal"/><w:link w:val="VerbatimChar"/><w:pPr><w:keepLines/><w:wordWrap w:val="off"/>'
            "</w:pPr></w:style>\n</w:styles>",
        ),
    ),
    "word/document.xml": (("<w:sectPr>", f"<w:sectPr>{PAGE[0]}"), ("</w:sectPr>", f"{PAGE[1]}</w:sectPr>")),
    "word/_rels/document.xml.rels": (
        (
            "</Relationships>",
            f'<Relationship Id="rIdFooter" Type="{RELATIONS}/footer" Target="footer1.xml"/></Relationships>',
        ),
    ),
    "[Content_Types].xml": (
        (
            "</Types>",
            '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.footer+xml"/></Types>',
        ),
    ),
}


def main() -> None:
    """Write the file."""
    made = run(["--print-default-data-file", "reference.docx"], b"", "This needs pandoc.")
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            after.writestr(item, changed(item.filename, before.read(item)))
        after.writestr(zipfile.ZipInfo("word/footer1.xml", before.infolist()[0].date_time), FOOTER)
    FILE.write_bytes(written.getvalue())


def changed(name: str, content: bytes) -> bytes:
    """A file of pandoc's reference document as ours has it."""
    for before, after in CHANGES.get(name, ()):
        text = content.decode()
        assert text.count(before) == 1, f"pandoc's {name} has changed: {before}"
        content = text.replace(before, after).encode()
    return content


if __name__ == "__main__":
    main()

"""Documents and slides made for tests, with what people's documents have in them."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.shared import Inches
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Inches as SlideInches

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def png(width: int = 60, height: int = 40, colour: str = "teal") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def letter() -> bytes:
    """A Word document: headings, lists, a table with merged cells, a picture, a header, a long text."""
    made = Document()
    made.add_heading("Wait time in year four", 0)
    made.add_paragraph("What I tried, and what I saw.", style="Subtitle")
    made.add_heading("The plan", 1)
    line = made.add_paragraph("I counted to ")
    line.add_run("three").bold = True
    line.add_run(" before I called on anyone.")
    for words in ("Ask", "Wait", "Listen"):
        made.add_paragraph(words, style="List Number")
    made.add_paragraph("Frogs 🐸 wait too", style="List Bullet")
    table = made.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Merged across"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Merged down"
    table.cell(0, 2).text = "Answers"
    table.cell(1, 0).text = "Before"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Nested wait"
    table.cell(2, 0).text = "After"
    made.add_picture(io.BytesIO(png()), width=Inches(2))
    made.sections[0].header.paragraphs[0].text = "Portfolio of an earner"
    for number in range(40):
        made.add_paragraph(f"Day {number}: the wait was longer and the answers were better. " * 6)
    return _saved(made)


def rich_letter() -> bytes:
    """A Word document with what converters lose: changes, a text box, a formula, notes, a comment, hidden links."""
    made = Document()
    made.add_paragraph("Before the rest.")
    body = made.element.body
    for words in _HARD:
        root = etree.fromstring(f'<w:p xmlns:w="{W}" xmlns:m="{M}" {_DRAWN}>{words}</w:p>')
        body.insert(len(body) - 1, root)
    return with_members(
        _saved(made),
        {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Footed'
            "</w:t></w:r></w:p></w:footnote></w:footnotes>",
            "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Mary Secret"><w:p><w:r>'
            "<w:t>Commented</w:t></w:r></w:p></w:comment></w:comments>",
        },
        {
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                '<Relationship Id="rF" Type="http://x/footnotes" Target="footnotes.xml"/>'
                '<Relationship Id="rC" Type="http://x/comments" Target="comments.xml"/>'
                '<Relationship Id="rL" Type="http://x/image" Target="file:///etc/passwd" TargetMode="External"/>'
                '<Relationship Id="rH" Type="http://x/hyperlink" Target="https://example.org/a?b=1&amp;c=2" '
                'TargetMode="External"/><Relationship Id="rJ" Type="http://x/hyperlink" '
                'Target="javascript:alert(1)" TargetMode="External"/></Relationships>',
            )
        },
    )


_DRAWN = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_BOX = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
_HARD = (
    "<w:ins><w:r><w:t>Inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del>",
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{_BOX}</wps:txbx></w:drawing>"
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara>",
    '<w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>',
    "<w:sdt><w:sdtContent><w:r><w:t>Controlled</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>Smart</w:t>"
    "</w:r></w:smartTag>",
    '<w:hyperlink r:id="rH"><w:r><w:t>Linked</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rJ"><w:r><w:t>Scripted</w:t></w:r></w:hyperlink>',
    '<w:r><w:drawing><a:blip r:link="rL"/></w:drawing></w:r>',
)


def with_members(
    data: bytes, members: dict[str, str], changed: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """A zip with members more, and words in others replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name in members:
                continue
            content = old.read(name)
            if changed and name in changed:
                content = content.decode().replace(*changed[name]).encode()
            new.writestr(name, content)
        for name, words in members.items():
            new.writestr(name, words)
    return out.getvalue()


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def deck(slides: int = 6) -> bytes:
    """PowerPoint slides with titles, levels, a picture, a table and notes."""
    made = Presentation()
    for number in range(1, slides + 1):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"Wait time, week {number}"
        frame = slide.placeholders[1].text_frame
        frame.text = "Ask one question"
        for level, words in enumerate(("Wait for three seconds", "Count with your fingers"), 1):
            line = frame.add_paragraph()
            line.text, line.level = words, level
        slide.shapes.add_picture(io.BytesIO(png(120, 80)), SlideInches(1), SlideInches(4))
        if number == 2:
            table = slide.shapes.add_table(
                2, 2, SlideInches(1), SlideInches(3), SlideInches(4), SlideInches(1)
            ).table
            table.cell(0, 0).text, table.cell(1, 1).text = "Before", "After"
        slide.notes_slide.notes_text_frame.text = f"Say why we wait {number}."
    return _saved(made)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members, the media type first and uncompressed as OpenDocument has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, kind)
    return out.getvalue()


def open_text() -> bytes:
    """An OpenDocument text."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles><style:style style:name='B'>"
        "<style:text-properties fo:font-weight='bold'/></style:style></office:automatic-styles>"
        "<office:body><office:text><text:h text:outline-level='1'>Plan</text:h>"
        "<text:p>One<text:s text:c='3'/><text:span text:style-name='B'>bold</text:span> and "
        "<text:a xlink:href='https://example.org/'>link</text:a><text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Noted below</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>First</text:p></text:list-item><text:list-item><text:p>Second</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned='2'>"
        "<text:p>Cell</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame></text:p>"
        "</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "Pictures/a.png": png()})


def open_slides() -> bytes:
    """OpenDocument slides."""
    page = (
        "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>Title {0}</text:p></draw:text-box>"
        "</draw:frame><draw:frame><draw:text-box><text:list><text:list-item><text:p>Point {0}</text:p></text:list-item>"
        "</text:list></draw:text-box></draw:frame><presentation:notes><draw:frame presentation:class='notes'>"
        "<draw:text-box><text:p>Spoken {0}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    content = (
        f"<office:document-content {_ODF}><office:body><office:presentation>{page.format(1)}{page.format(2)}"
        "</office:presentation></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": content})

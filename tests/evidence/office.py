"""Office files and pages of PDF around whatever a test puts into them, with nothing else in them."""

from __future__ import annotations

import io
import zipfile

from tests.evidence.samples import pdf_of, stream

OUTSIDE_FILE = "/etc/passwd"
OUTSIDE_HOST = "http://198.51.100.7"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R%s>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R%s>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="60">'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"


def zipped(members: dict[str, bytes], first: tuple[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        if first is not None:
            made.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name, data in members.items():
            told = zipfile.ZipInfo(name)
            told.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(told, data)
    return buffer.getvalue()


def _types(part: str, kind: str) -> bytes:
    return (
        f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{_OFFICE}.{kind}.main+xml"/></Types>'
    ).encode()


def relations(rows: str) -> bytes:
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def relation(name: str, kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{RELATED}/{kind}" Target="{target}"{mode}/>'


def docx(body: str = "", before: str = "", more: dict[str, bytes] | None = None, rows: str = "") -> bytes:
    """A Word document around this body; ``before`` is its document type, ``rows`` its relationships."""
    words = (
        f'{before}<w:document xmlns:w="{WORD}" xmlns:r="{RELATED}"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped(
        {
            "[Content_Types].xml": _types("/word/document.xml", "wordprocessingml.document"),
            "_rels/.rels": relations(relation("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": words.encode(),
            "word/_rels/document.xml.rels": relations(rows),
        }
        | (more or {})
    )


def paragraph(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def xlsx(sheet: str, before: str = "", strings: bytes = b"") -> bytes:
    """A workbook of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="s1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{RELATED}">{sheets}</workbook>'
    rows = relation("s1", "worksheet", "worksheets/sheet1.xml") + relation(
        "s2", "sharedStrings", "strings.xml"
    )
    return zipped(
        {
            "[Content_Types].xml": _types("/xl/workbook.xml", "spreadsheetml.sheet"),
            "_rels/.rels": relations(relation("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relations(
                rows + relation("s3", "externalLink", OUTSIDE_HOST, True)
            ),
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{main}">{sheet}</worksheet>'.encode(),
            "xl/strings.xml": strings or f'<sst xmlns="{main}"/>'.encode(),
        }
    )


def odt(body: str, before: str = "", spreadsheet: bool = False) -> bytes:
    """An OpenDocument text (or table) around this body."""
    office, what = "urn:oasis:names:tc:opendocument:xmlns", "spreadsheet" if spreadsheet else "text"
    words = (
        f'{before}<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0"'
        f' xmlns:table="{office}:table:1.0" xmlns:draw="{office}:drawing:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:{what}>{body}</office:{what}></office:body></office:document-content>"
    )
    kind = f"application/vnd.oasis.opendocument.{what}".encode()
    return zipped({"content.xml": words.encode(), "META-INF/manifest.xml": b"<x/>"}, ("mimetype", kind))


def one_page(words: bytes, more: bytes = b"", objects: tuple[bytes, ...] = (), catalog: bytes = b"") -> bytes:
    """A PDF of one page with this content; further objects are numbered from 5."""
    return pdf_of([CATALOG % catalog, PAGES, PAGE % more, stream(words), *objects])

"""Comments at the cells of a workbook are read, searched and looked through, and do not say who wrote them."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.sheet_replies import read_rows, read_sheets
from reviewer_app.evidence.worker.source import held_file
from reviewer_app.evidence.worker.workbook_notes import xlsx_notes
from reviewer_app.evidence.worker.workbook_xml import WorkbookXml
from tests.evidence.office import odt
from tests.evidence.old_workbooks import number, record, workbook

Open = Callable[..., OpenedEvidence]
HEADS = ["Sheet", "Cell", "Comment"]


def book(text: str | None = "Wait longer", writer: str = "Marisol Quintanilla") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Plan"
    made.active["B2"] = "words"
    if text is not None:
        made.active["B2"].comment = Comment(text, writer)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def added(data: bytes, parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = parts.pop(name, None)
            new.writestr(name, old.read(name) if text is None else text)
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def told(file: OpenedEvidence) -> list[list[str]]:
    sheets = read_sheets(file.part("sheets"))
    found = read_rows(file.part("rows", len(sheets) - 1, 0, 50), sheets[-1], 50)
    return [[each.words for each in row] for row in found]


def noted(data: bytes) -> list[list[str]]:
    return xlsx_notes(held_file(data), WorkbookXml(data).parts)


def test_comments_stand_in_a_sheet_of_their_own(opened: Open) -> None:
    file = opened(book(), "x.xlsx")
    assert [each.name for each in read_sheets(file.part("sheets"))] == ["Plan", "Comments at cells"]
    assert told(file) == [HEADS, ["Plan", "B2", "Wait longer"]]
    assert "Wait longer" in file.text(file.info.text_slices - 1).text


def test_a_workbook_without_comments_has_no_such_sheet(opened: Open) -> None:
    file = opened(book(None), "x.xlsx")
    assert [each.name for each in read_sheets(file.part("sheets"))] == ["Plan"]


def test_the_name_that_is_put_before_a_comment_is_left_out() -> None:
    assert noted(book("Marisol Quintanilla:\nWait"))[1:] == [["tPlan", "tB2", "tWait"]]
    bold = "<r><rPr><b/></rPr><t>Ann:</t></r><r><t>\nWait</t></r>"
    made = f"<comments><commentList><comment ref='B2'><text>{bold}</text></comment></commentList></comments>"
    assert noted(added(book(), {"xl/comments/comment1.xml": made}))[1:] == [["tPlan", "tB2", "tWait"]]


def test_a_thread_is_read_once() -> None:
    relations = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": f"<R><r Type='{office}' Target='/xl/comments/comment1.xml'/>"
        f"<r Type='{relations}' Target='../threadedComments/threadedComment1.xml'/></R>",
        "xl/threadedComments/threadedComment1.xml": "<T><threadedComment ref='B2'><text>Why?</text></threadedComment>"
        "<threadedComment ref='B2'><text>Because.</text></threadedComment></T>",
    }
    data = added(book("[Threaded comment]\n\nYour version of Excel …"), parts)
    assert [row[2] for row in noted(data)[1:]] == ["tWhy?", "tBecause."]


@pytest.mark.parametrize("part", ["xl/comments/comment1.xml", "xl/worksheets/_rels/sheet1.xml.rels"])
def test_a_broken_comment_takes_no_cell_away(opened: Open, part: str) -> None:
    file = opened(added(book(), {part: "<broken"}), "x.xlsx")
    assert file.text(0).text.split() == ["words"]
    assert [each.name for each in read_sheets(file.part("sheets"))] == ["Plan"]


def test_comments_of_an_open_document_sheet_stand_where_they_are(opened: Open) -> None:
    note = (
        "<office:annotation><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Marisol</dc:creator>"
        "<text:p>Wait</text:p><text:p>longer</text:p></office:annotation>"
    )
    empty = "<table:table-cell table:number-columns-repeated='26'/>"
    row = f"<table:table-row>{empty}<table:table-cell>{note}<text:p>words</text:p></table:table-cell></table:table-row>"
    skipped = "<table:table-row table:number-rows-repeated='4'><table:table-cell/></table:table-row>"
    body = f"<table:table table:name='Plan'>{skipped}{row}</table:table>"
    file = opened(odt(body, spreadsheet=True), "x.ods")
    assert told(file) == [HEADS, ["Plan", "AA5", "Wait\nlonger"]]


def old_note(row: int, column: int, of: int, writer: str) -> bytes:
    told = struct.pack("<HHHHHB", row, column, 0, of, len(writer), 0) + writer.encode("latin-1")
    return record(0x1C, told)


def old_text(of: int, *pieces: bytes, length: int) -> bytes:
    made = record(0x5D, struct.pack("<HHHH", 0x15, 0x12, 0x19, of) + bytes(14))
    made += record(0x1B6, struct.pack("<HH6xHHI", 0, 0, length, 16, 0))
    return made + b"".join(record(0x3C, each) for each in pieces) + record(0x3C, bytes(16))


def test_comments_of_an_old_workbook_are_read(opened: Open) -> None:
    first = b"\0Zoe Miller:\nWait "
    second = b"\1" + "länger".encode("utf-16-le")
    cells = (
        old_text(1, first, second, length=len(first) - 1 + 6),
        old_text(2, b"\0Why?", length=4),
        old_note(4, 26, 1, "Zoe Miller"),
        old_note(0, 0, 2, "Zoe Miller"),
        old_note(1, 0, 7, "Zoe Miller"),
    )
    file = opened(workbook(number(0, 0, 1), *cells), "x.xls")
    assert told(file) == [HEADS, ["Scores", "AA5", "Wait länger"], ["Scores", "A1", "Why?"]]
    assert "Miller" not in "".join(file.text(each).text for each in range(file.info.text_slices))
    with pytest.raises(EvidenceError):
        opened(workbook(number(0, 0, 1), *cells, locked=True), "x.xls")

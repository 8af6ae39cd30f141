"""Numbers stand in a sheet as the sheet shows them: percent, currency, thousands and decimals."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import Kind, OpenedEvidence
from reviewer_app.evidence.worker.marks import Marks
from reviewer_app.evidence.worker.number_formats import shown, told
from reviewer_app.evidence.worker.ods_marks import OdsMarks
from reviewer_app.evidence.worker.xls_marks import XlsMarks
from reviewer_app.evidence.worker.xlsb_marks import XlsbMarks
from tests.evidence.old_workbooks import compound, number, numbers, record, word, workbook

Open = Callable[..., OpenedEvidence]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.25, "0%", "25%"),
        (0.1256, "0.0%", "12.6%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-5, "$#,##0.00", "-$5.00"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (1234567, "#,##0,", "1,235"),
        (12, "00000", "00012"),
        (3.14159, "0.00", "3.14"),
        (1.005, "0.00", "1.01"),
        (0.5, "0.##", "0.5"),
        (3, "0.##", "3."),
        (1234.5, "[$€-407] #,##0.00", "€ 1,234.50"),
        (1234.5, '#,##0.00\\ "€"', "1,234.50 €"),
        (-5, "0.00;[Red]-0.00", "-5.00"),
        (0, '#,##0;-#,##0;"none"', "none"),
        (-0.001, "0.00", "0.00"),
        (12e6, "0.00E+00", "1.20E+07"),
        (5, 'General" kg"', "5 kg"),
        (1234.5, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$ 1,234.50"),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    "code", ["", "yyyy-mm-dd", "h:mm", "[h]:mm", "[>3]0;0", "# ?/?", "000-0000", "@", "0" * 300]
)
def test_a_format_that_is_not_understood_leaves_the_number_bare(code: str) -> None:
    assert shown(5, code) is None
    assert not told(code)


@given(st.floats(), st.text(alphabet='0#?.,%E+-;"[]$€_* \\@GeneralRd', max_size=20))
def test_any_format_shows_any_number_or_nothing(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str | None)


def words(file: OpenedEvidence) -> str:
    return file.text(0).text


def test_an_excel_workbook_shows_what_the_sheet_shows(opened: Open) -> None:
    out, made = io.BytesIO(), openpyxl.Workbook()
    sheet: Any = made.active
    for place, value, code in (
        ("A1", 0.5, "0.0%"),
        ("B1", 1234.5, "#,##0.00"),
        ("C1", -3, '0" points"'),
        ("A2", 7, "General"),
    ):
        sheet[place] = value
        sheet[place].number_format = code
    made.save(out)
    assert words(opened(out.getvalue(), "x.xlsx")) == "50.0%\t1,234.50\t-3 points\n7\t\t"


def test_an_old_workbook_shows_what_the_sheet_shows(opened: Open) -> None:
    data = workbook(
        word(0, 0, 0),
        number(0, 1, 0.125, 1),
        number(1, 0, 1234.5, 2),
        numbers(2, 0, [1, 2], 1),
        words=["Score"],
    )
    file = opened(data, "x.xls")
    assert file.info.kind is Kind.XLS
    assert words(file) == "Score\t13%\n1,234.50 €\t\n100%\t200%"


def test_an_old_workbook_whose_cells_lie_too_far_apart_is_refused_and_costs_no_worker(opened: Open) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(workbook(number(0, 0, 1), number(65_535, 255, 2)), "x.xls")
    assert caught.value.code == "too-large"


def test_an_old_workbook_with_a_password_is_said_to_be_locked(opened: Open) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(workbook(number(0, 0, 1), number(65_535, 255, 2), locked=True), "x.xls")
    assert caught.value.code == "locked"


@pytest.mark.parametrize(
    "data", [b"", compound(b""), compound(record(0x809, bytes(2))), compound(b"", "Other")]
)
def test_records_that_say_nothing_leave_no_marks(data: bytes) -> None:
    found = XlsMarks(data)
    assert (found.marks("Scores"), found.locked, found.vast) == (Marks(), False, False)


@given(st.data())
def test_spoiled_records_are_read_to_an_end(data: st.DataObject) -> None:
    broken = bytearray(workbook(number(0, 0, 1, 1), numbers(2, 0, [1, 2], 1), words=["Score"]))
    for _ in range(8):
        broken[data.draw(st.integers(24, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(XlsMarks(bytes(broken)).vast, bool)


CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Scores"><table:table-row table:number-rows-repeated="2">'
    '<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.5">'
    "<text:p>50 %</text:p></table:table-cell>"
    '<table:table-cell office:value-type="string"><text:p>half</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="currency" office:currency="EUR" office:value="3.5">'
    "<text:p>3,50 €</text:p></table:table-cell></table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def spreadsheet(manifest: str = "<manifest/>", content: str = CONTENT) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", content)
    return out.getvalue()


def test_an_opendocument_spreadsheet_shows_its_own_words(opened: Open) -> None:
    assert words(opened(spreadsheet(), "x.ods")) == "50 %\t50 %\thalf\n50 %\t50 %\thalf\n3,50 €\t\t"


def test_a_locked_spreadsheet_is_said_to_be_locked(opened: Open) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(spreadsheet("<manifest:encryption-data/>", "scrambled"), "x.ods")
    assert caught.value.code == "locked"


@pytest.mark.parametrize("data", [b"", spreadsheet(content="<broken"), spreadsheet(content="<a/>")])
def test_a_broken_spreadsheet_leaves_no_marks(data: bytes) -> None:
    assert OdsMarks(data).marks("Scores") == Marks()


def binary(what: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    kind = bytes([what]) if what < 128 else bytes([what & 127 | 128, what >> 7])
    return kind + bytes([len(body)]) + body


def counted(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def binary_workbook(cells: bytes) -> bytes:
    """One sheet called Scores, whose style 1 is percent and whose style 2 is euros."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/_rels/workbook.bin.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
        ).encode(),
        "xl/workbook.bin": binary(131)
        + binary(153, bytes(12))
        + binary(143)
        + binary(156, struct.pack("<II", 0, 1) + counted("r1") + counted("Scores"))
        + binary(144)
        + binary(132),
        "xl/styles.bin": binary(615, struct.pack("<I", 1))
        + binary(44, struct.pack("<H", 170) + counted('0.00 "€"'))
        + binary(616)
        + binary(47, struct.pack("<HH", 0, 170) + bytes(12))
        + binary(617, struct.pack("<I", 3))
        + b"".join(binary(47, struct.pack("<HH", 0, each) + bytes(12)) for each in (0, 9, 170))
        + binary(618),
        "xl/worksheets/sheet1.bin": binary(148, struct.pack("<IIII", 0, 1, 0, 1))
        + binary(145)
        + cells
        + binary(146),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def binary_row(row: int, *cells: tuple[float, int]) -> bytes:
    begun = binary(0, struct.pack("<I", row) + bytes(13))
    return begun + b"".join(
        binary(5, struct.pack("<IId", column, style, value)) for column, (value, style) in enumerate(cells)
    )


def test_a_binary_workbook_shows_what_the_sheet_shows(opened: Open) -> None:
    data = binary_workbook(binary_row(0, (0.5, 1), (2.5, 0)) + binary_row(1, (3, 2)))
    assert words(opened(data, "x.xlsb")) == "50%\t2.5\n3.00 €\t"


@given(st.binary(max_size=60))
def test_spoiled_records_of_a_binary_workbook_are_read_to_an_end(cells: bytes) -> None:
    assert isinstance(XlsbMarks(binary_workbook(cells)).marks("Scores"), Marks)

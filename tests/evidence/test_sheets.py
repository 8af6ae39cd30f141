"""Workbooks and text tables, as the worker reads them and the host checks them."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence, Shape
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.sheet_replies import (
    Cell,
    CellKind,
    Merged,
    SheetInfo,
    read_merged,
    read_rows,
    read_sheets,
)
from reviewer_app.evidence.worker.sheets import Sheet, Sheets
from tests.evidence.old_workbooks import word, workbook

Open = Callable[..., OpenedEvidence]
INFO = SheetInfo("a", "cells", False, 10, 4, False, 500)


def book(fill: Callable[[Any], None]) -> bytes:
    made = openpyxl.Workbook()
    fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheets(file: OpenedEvidence) -> tuple[SheetInfo, ...]:
    return read_sheets(file.part("sheets"))


def rows(file: OpenedEvidence, index: int = 0, first: int = 0, count: int = 100) -> list[list[str]]:
    found = read_rows(file.part("rows", index, first, count), sheets(file)[index], count)
    return [[cell.words for cell in row] for row in found]


def changed(data: bytes, member: str, before: bytes, after: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == member:
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
    return out.getvalue()


def kinds_of_cells(made: Any) -> None:
    sheet = made.active
    sheet.title = "Wait time"
    sheet["B2"], sheet["C2"], sheet["D2"] = "Lesson", 0.25, datetime(2026, 3, 4, 14, 5)  # noqa: DTZ001  # a workbook knows no time zones
    sheet["C2"].number_format = "0%"
    sheet["B3"], sheet["C3"], sheet["D3"] = True, 1234.5, date(2026, 3, 4)
    sheet["B4"], sheet["C4"] = "=SUM(C2:C3)", 7
    sheet.merge_cells("B6:D7")
    sheet["B6"] = "One title for three columns"


def test_every_kind_of_cell_is_read_as_a_person_would(opened: Open) -> None:
    file = opened(book(kinds_of_cells), "x.xlsx")
    assert (file.info.shape, file.info.words) == (Shape.SHEETS, "Excel workbook")
    (sheet,) = sheets(file)
    assert (sheet.name, sheet.rows, sheet.columns, sheet.hidden) == ("Wait time", 6, 4, False)
    found = read_rows(file.part("rows", 0, 0, 10), sheet, 10)
    assert found[0] == ()
    assert found[1][1:] == (
        Cell(CellKind.TEXT, "Lesson"),
        Cell(CellKind.NUMBER, "25%"),
        Cell(CellKind.DATE, "2026-03-04 14:05"),
    )
    assert found[2][1:] == (
        Cell(CellKind.CHOICE, "TRUE"),
        Cell(CellKind.NUMBER, "1234.5"),
        Cell(CellKind.DATE, "2026-03-04"),
    )
    assert found[3][1] == Cell(CellKind.FORMULA, "=SUM(C2:C3)")
    assert read_merged(file.part("merged", 0), sheet) == (Merged(5, 1, 1, 3),)


def test_the_words_of_all_sheets_are_there_for_searching(opened: Open) -> None:
    def fill(made: Any) -> None:
        made.active["A1"] = "first"
        made.create_sheet("Empty")
        hidden = made.create_sheet("Secret")
        hidden.sheet_state = "hidden"
        hidden["B2"] = "two\nlines"
        made.create_chartsheet("Chart")

    file = opened(book(fill), "x.xlsx")
    assert [(each.name, each.kind, each.hidden, each.rows) for each in sheets(file)] == [
        ("Sheet", "cells", False, 1),
        ("Empty", "cells", False, 0),
        ("Secret", "cells", True, 2),
        ("Chart", "chart", False, 0),
    ]
    words = [file.text(number).text for number in range(file.info.text_slices)]
    assert words == ["first", "", "\t\n\ttwo lines", ""]
    with pytest.raises(EvidenceError):
        file.text(file.info.text_slices)


def test_a_long_sheet_is_read_by_windows_in_any_order(opened: Open) -> None:
    def fill(made: Any) -> None:
        for number in range(3000):
            made.active.append([number, f"row {number}"])

    file = opened(book(fill), "x.xlsx")
    for first in (2990, 0, 1500, 1499):
        assert rows(file, 0, first, 2) == [
            [str(first), f"row {first}"],
            [str(first + 1), f"row {first + 1}"],
        ]
    with pytest.raises(EvidenceError):
        file.part("rows", 7, 0, 1)


@pytest.mark.parametrize("letters", [40, 400, 4_000])
def test_no_word_of_a_wordy_sheet_is_left_out(opened: Open, letters: int) -> None:
    def fill(made: Any) -> None:
        for number in range(40):
            made.active.append([f"first{number}x{column} {'w' * letters}" for column in range(8)])
            made.active.append([])
        made.active.append(["short"] * 8)

    file = opened(book(fill), "x.xlsx")
    words = " ".join(file.text(number).text for number in range(file.info.text_slices)).split()
    assert {f"first{number}x{column}" for number in range(40) for column in range(8)} <= set(words)
    assert words[-8:] == ["short"] * 8


def test_a_slice_that_is_far_wordier_than_the_first_rows_keeps_the_beginning_of_each_cell() -> None:
    short, long = [["t1"] * 8] * 2_500, [[f"tName{number}{'w' * 30_000}" for number in range(8)]] * 250
    rows = short + long
    sheet = Sheet("", rows=len(rows), columns=8, lines=lambda first: iter(rows[first:]))
    held = Sheets([sheet])
    for number in range(sheet.slices):
        text, _ = held.text(number)
        assert len(text) <= 1_900_000
        first = number * sheet.slice_rows
        assert text.count("Name7") == sum("Name7" in row[7] for row in rows[first : first + sheet.slice_rows])


def test_a_workbook_calamine_refuses_is_read_plainly(opened: Open) -> None:
    odd = changed(book(kinds_of_cells), "xl/workbook.xml", b'state="visible"', b'state="show"')
    file = opened(odd, "x.xlsx")
    assert rows(file)[1][1:3] == ["Lesson", "0.25"]


@pytest.mark.parametrize("said", [1252, 1251, 437])
def test_an_old_workbook_is_read_as_unicode_whatever_code_page_another_program_put_down(
    opened: Open, said: int
) -> None:
    true = workbook(word(0, 0, 0), word(1, 0, 1), words=["Lesson plan", "\xc9valuation"])
    record = struct.pack("<HHH", 0x42, 2, 1200)
    assert true.count(record) == 1
    file = opened(true.replace(record, struct.pack("<HHH", 0x42, 2, said)), "x.xls")
    assert rows(file) == [["Lesson plan"], ["\xc9valuation"]]


def test_two_far_corners_are_shown_without_the_desert_between(opened: Open) -> None:
    def fill(made: Any) -> None:
        made.active["A1"], made.active["XFD1048576"] = "here", "there"

    file = opened(book(fill), "x.xlsx")
    assert rows(file, 0, 0, 1) == [["here"]]
    assert rows(file, 0, 1_048_575, 1)[0][-1] == "there"
    assert file.info.text_slices < 2_200, "the desert has words in every row"


def test_an_encrypted_workbook_is_said_to_be_locked(opened: Open) -> None:
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[30], head[48] = 9, 0
    with pytest.raises(EvidenceError) as refused:
        opened(bytes(head) + "EncryptedPackage\0".encode("utf-16-le") + bytes(478), "x.xlsx")
    assert refused.value.title == "Office file locked with a password"


def test_a_broken_sheet_is_named_and_the_others_are_shown(opened: Open) -> None:
    def fill(made: Any) -> None:
        made.active["A1"] = 1
        made.create_sheet("Fine")["A1"] = "here"

    data = changed(book(fill), "xl/worksheets/sheet1.xml", b"</sheetData>", b"<<<")
    file = opened(data, "x.xlsx")
    assert [(each.kind, each.rows) for each in sheets(file)] == [("broken", 0), ("cells", 1)]
    assert rows(file, 1) == [["here"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name;Score\nHeron;3,5\n", [["Name", "Score"], ["Heron", "3,5"]]),
        ('a,"two\nlines","say ""hi"""\n1,2,3\n', [["a", "two\nlines", 'say "hi"'], ["1", "2", "3"]]),
        ("sep=|\na|b\n", [["a", "b"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("only one column\nand, one comma\n", [["only one column"], ["and", " one comma"]]),
        ("", None),
    ],
)
def test_separators_and_quotes_are_found_out(opened: Open, text: str, found: list[list[str]] | None) -> None:
    if found is None:
        with pytest.raises(EvidenceError):
            opened(b"", "x.csv")
        return
    assert rows(opened(text.encode(), "x.csv")) == found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_any_encoding_are_read(opened: Open, encoding: str) -> None:
    data = ("Schüler;Note\nJörg Müller;gut\nZoë;schön\n" * 5).encode(encoding)
    assert rows(opened(data, "x.csv"))[1] == ["Jörg Müller", "gut"]


def test_a_quotation_mark_that_never_closes_swallows_nothing(opened: Open) -> None:
    data = b'name,words\n1,"open\n' + b"2,words\n" * 40_000
    (sheet,) = sheets(opened(data, "x.csv"))
    assert sheet.rows == 40_002


def test_numbers_stand_to_the_right_and_words_do_not(opened: Open) -> None:
    file = opened(b"a,b\n3.5,1.5.2026 or so\n-1 200,12 %\n", "x.csv")
    found = read_rows(file.part("rows", 0, 0, 3), sheets(file)[0], 3)
    assert [cell.kind for cell in found[1]] == [CellKind.NUMBER, CellKind.TEXT]
    assert [cell.kind for cell in found[2]] == [CellKind.NUMBER, CellKind.NUMBER]


def test_rows_too_large_for_one_answer_come_in_several(opened: Open) -> None:
    file = opened(("word " * 5_000 + ";x\n").encode() * 200, "x.csv")
    (sheet,) = sheets(file)
    found = read_rows(file.part("rows", 0, 0, 200), sheet, 200)
    assert 1 <= len(found) < sheet.rows


# What a worker that was taken over may say


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"sheets": 1},
        {"sheets": [[]]},
        {"sheets": [["a", "cells", False, 1 << 21, 1, False, 500]]},
        {"sheets": [["a", "spell", False, 1, 1, False, 500]]},
        {"sheets": [["a", "cells", 1, 1, 1, False, 500]]},
        {"sheets": [["a", "cells", False, 1, 1, False, 0]]},
        {"sheets": [["a" * 300, "cells", False, 1, 1, False, 500]]},
    ],
)
def test_lies_about_sheets_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        read_sheets((answer, b""))


@pytest.mark.parametrize(
    "answer",
    [{}, {"rows": []}, {"rows": [["t"] * 5]}, {"rows": [[1]]}, {"rows": [["zebra"]]}, {"rows": [[]] * 3}],
)
def test_lies_about_rows_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        read_rows((answer, b""), INFO, 2)


@pytest.mark.parametrize("row", [[0, 0, 1], [10, 0, 1, 1], [0, 3, 1, 2], [0, 0, 0, 1], [0, 0, 11, 1], "abcd"])
def test_lies_about_merged_ranges_are_refused(row: Any) -> None:
    with pytest.raises(ProtocolError):
        read_merged(({"merged": [row]}, b""), INFO)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each, max_size=4)
    )
)
def test_any_answer_is_taken_or_refused(told: Any) -> None:
    for read in (
        lambda: read_sheets(({"sheets": told}, b"")),
        lambda: read_rows(({"rows": told}, b""), INFO, 3),
        lambda: read_merged(({"merged": told}, b""), INFO),
    ):
        try:
            taken = read()
        except ProtocolError:
            continue
        assert isinstance(taken, tuple | list | dict | frozenset)


def test_control_characters_of_a_cell_become_blanks() -> None:
    assert read_rows(({"rows": [["ta\x1b[2J\nb\u202e"]]}, b""), INFO, 1) == (
        (Cell(CellKind.TEXT, "a [2J\nb "),),
    )

"""Workbooks (xlsx, xls, xlsb, ods) through calamine; what it passes over is read from the file's own XML."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.coding import coded
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.marks import Marks
from reviewer_app.evidence.worker.ods_marks import OdsMarks
from reviewer_app.evidence.worker.sheets import COLUMNS_MOST, ROWS_MOST, Row, Sheet, Sheets
from reviewer_app.evidence.worker.source import RemoteFile, held_file
from reviewer_app.evidence.worker.workbook_notes import TITLE, ods_notes, xls_notes, xlsx_notes
from reviewer_app.evidence.worker.workbook_xml import WorkbookXml
from reviewer_app.evidence.worker.xls_marks import XlsMarks
from reviewer_app.evidence.worker.xlsb_marks import XlsbMarks

_SIZE_MOST = 256 << 20
_MERGED_MOST = 2_000
T = TypeVar("T")


def workbook(source: RemoteFile, kind: Kind) -> Sheets:
    """All sheets of a workbook, hidden ones too; a sheet that cannot be read is named and said to be broken."""
    if source.size > _SIZE_MOST:
        raise Refused(Refusal.TOO_LARGE)
    data = source.read()
    own = WorkbookXml(data) if kind is Kind.XLSX else None
    other = XlsMarks(data) if kind is Kind.XLS else OdsMarks(data) if kind is Kind.ODS else None
    if other is not None and (other.locked or other.vast):
        raise Refused(Refusal.LOCKED if other.locked else Refusal.TOO_LARGE)
    notes: list[Row] = []
    if isinstance(other, XlsMarks):
        notes = xls_notes(other)
        data = other.plainly(data)
    elif kind is Kind.ODS:
        notes = ods_notes(held_file(data))
    elif own is not None and not own.binary:
        notes = xlsx_notes(held_file(data), own.parts)
    book = _tried(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
    if book is None:
        return _by_ourselves(own, notes)
    binary = XlsbMarks(data) if own is not None and own.binary else None
    marks = (binary or own or other or XlsMarks(b"")).marks
    sheets = [_sheet(book, number, own, marks) for number in range(len(book.sheets_metadata))]
    return Sheets([*sheets, *_of_notes(notes)])


def _tried(read: Callable[[], T]) -> T | None:
    """What calamine makes of it; None where it fails, by an error or by a panic, which is no ``Exception``."""
    try:
        return read()
    except PasswordError:
        raise Refused(Refusal.LOCKED) from None
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # calamine's panics have no public class
        return None


def _of_notes(notes: list[Row]) -> list[Sheet]:
    return [_plain(TITLE, hidden=False, rows=notes)] if notes else []


def _by_ourselves(own: WorkbookXml | None, notes: list[Row]) -> Sheets:
    """A workbook calamine will not have at all: our own plain reading, or nothing can be made of it."""
    found = own.sheets() if own is not None else []
    if not found:
        raise Refused(Refusal.DAMAGED)
    return Sheets([*(_plain(name, hidden, rows) for name, hidden, rows in found), *_of_notes(notes)])


def _plain(name: str, hidden: bool, rows: list[Row]) -> Sheet:
    wide = max((len(row) for row in rows), default=0)
    return Sheet(
        name,
        hidden=hidden,
        rows=len(rows),
        columns=wide,
        filled=sum(1 for row in rows for cell in row if cell),
        lines=lambda first: (list(each) for each in rows[first:]),
    )


def _sheet(
    book: CalamineWorkbook, number: int, own: WorkbookXml | None, marks_of: Callable[[str], Marks]
) -> Sheet:
    told = book.sheets_metadata[number]
    hidden = told.visible != SheetVisibleEnum.Visible
    if told.typ != SheetTypeEnum.WorkSheet:
        return Sheet(told.name, "chart" if told.typ == SheetTypeEnum.ChartSheet else "other", hidden)
    # Calamine keeps a sheet as one block of cells, empty ones too: two far corners would cost all memory.
    vast = own is not None and own.vast(told.name)
    cells = None if vast else _tried(lambda: book.get_sheet_by_index(number))
    if cells is None:
        found = own.rows_of(told.name) if own is not None else None
        return Sheet(told.name, "broken", hidden) if found is None else _plain(told.name, hidden, found)
    marks = marks_of(told.name)
    start, end = cells.start or (0, 0), cells.end
    rows = max(0 if end is None else end[0] + 1, marks.rows)
    columns = max(0 if end is None else end[1] + 1, marks.columns)
    return Sheet(
        told.name,
        "cells",
        hidden,
        min(rows, ROWS_MOST),
        min(columns, COLUMNS_MOST),
        rows > ROWS_MOST or columns > COLUMNS_MOST,
        _merged(cells, rows, columns),
        _Lines(cells, start, min(rows, ROWS_MOST), marks).after,
    )


def _merged(cells: CalamineSheet, rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges as row, column, rows, columns, within what is shown."""
    found: list[tuple[int, int, int, int]] = []
    for (top, left), (bottom, right) in (cells.merged_cell_ranges or [])[:_MERGED_MOST]:
        high, wide = min(bottom + 1, rows) - top, min(right + 1, columns) - left
        if high > 0 and wide > 0 and (high, wide) != (1, 1):
            found.append((top, left, high, wide))
    return found


class _Lines:
    """Rows of one sheet in order; going on costs nothing, going back begins anew."""

    def __init__(self, cells: CalamineSheet, start: tuple[int, int], rows: int, marks: Marks) -> None:
        self._cells, self._start, self._rows, self._marks = cells, start, rows, marks
        self._at = 0
        self._iterator: Iterator[Any] = iter(())
        self._again()

    def _again(self) -> None:
        self._iterator, self._at = iter(self._cells.iter_rows()), 0

    def after(self, first: int) -> Iterator[Row]:
        """Coded rows from there on; rows before the first with words are empty."""
        for row in range(first, self._rows):
            yield self._row(row)

    def _row(self, row: int) -> Row:
        wanted = row
        if wanted < self._at:
            self._again()
        values: Any = ()
        while self._at <= wanted:
            values = next(self._iterator, ())
            self._at += 1
        made = [""] * self._start[1] + [coded(each) for each in values[: COLUMNS_MOST - self._start[1]]]
        self._marks.dress(row, made)
        return made

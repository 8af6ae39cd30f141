"""Workbooks an educator keeps: named sheets of rows with a bold head, as XLSX (openpyxl)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped, unused-ignore]  # its types are a package of their own
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped, unused-ignore]  # as above
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]  # as above

from samples.zips import settled


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook; the first row of each sheet is its head, text that begins with ``=`` is a formula."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for column in range(1, len(rows[0]) + 1):
            longest = max(len(str(row[column - 1])) for row in rows if len(row) >= column)
            sheet.column_dimensions[get_column_letter(column)].width = min(longest + 3, 46)
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E8EEF8")
        sheet.freeze_panes = "A2"
    made.properties.creator = ""
    out = BytesIO()
    made.save(out)
    return settled(out.getvalue())

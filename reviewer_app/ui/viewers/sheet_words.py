"""How sheets are named and described to a person."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from reviewer_app.evidence.sheet_replies import SheetInfo

_NOTHING = {
    "cells": "This sheet is empty.",
    "chart": "This is a chart sheet. Reviewer shows cells only; save a copy to see the chart.",
    "other": "This sheet holds macros or a dialog, nothing to read. Reviewer never runs anything in a workbook.",
    "broken": "This sheet is damaged and cannot be read. The other sheets are not affected.",
}


def tab_words(sheet: SheetInfo) -> str:
    """What stands on a sheet's tab."""
    # An ampersand would underline the letter after it.
    name = (sheet.name or "Table").replace("&", "&&")
    name = name if len(name) <= 40 else f"{name[:39]}…"
    return f"{name} (hidden)" if sheet.hidden else name


def about_sheet(sheet: SheetInfo, *, named: bool = True) -> str:
    """A sheet in one line: its name, whether it is hidden, how large it is, whether it is cut."""
    locale = QLocale()
    parts = [sheet.name] if named and sheet.name else []
    if sheet.hidden:
        parts.append("hidden by its author")
    if sheet.rows:
        rows = "1 row" if sheet.rows == 1 else f"{locale.toString(sheet.rows)} rows"
        columns = "1 column" if sheet.columns == 1 else f"{locale.toString(sheet.columns)} columns"
        parts.append(f"{rows}, {columns}")
    else:
        parts.append({"cells": "empty", "chart": "chart"}.get(sheet.kind, sheet.kind))
    if sheet.cut:
        parts.append("only the beginning is shown")
    return " · ".join(parts)


def nothing_here(sheet: SheetInfo) -> str:
    """What stands in the place of cells when there are none."""
    return _NOTHING[sheet.kind]

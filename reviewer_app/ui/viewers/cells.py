"""Places in tables: ranges of cells as people name them (B2:C4) and as W3C selectors after RFC 7111."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from reviewer_app.evidence.sheet_replies import column_name

RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
_CELLS = re.compile(r"cell=(\d{1,7}),(\d{1,5})(?:-(\d{1,7}),(\d{1,5}))?")
_SHEET = "sheet="


@dataclass(frozen=True)
class Cells:
    """A range of cells; rows and columns count from 0. ``rows`` is 0 for the sheet as a whole."""

    sheet: str = ""
    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0

    @property
    def name(self) -> str:
        """The range as a spreadsheet names it: B2, or B2:C4; empty for a whole sheet."""
        if not self.rows:
            return ""
        first = f"{column_name(self.column)}{self.row + 1}"
        last = f"{column_name(self.column + self.columns - 1)}{self.row + self.rows}"
        return first if first == last else f"{first}:{last}"


def cell_selectors(cells: Cells, words: str = "") -> tuple[dict[str, Any], ...]:
    """The selectors of a range, and of the words in it; the sheet, if it has a name, holds the range."""
    made: dict[str, Any] = {}
    if cells.rows:
        first = f"{cells.row + 1},{cells.column + 1}"
        last = f"{cells.row + cells.rows},{cells.column + cells.columns}"
        value = f"cell={first}" if first == last else f"cell={first}-{last}"
        made = {"type": "FragmentSelector", "conformsTo": RFC_7111, "value": value}
    if cells.sheet:
        sheet: dict[str, Any] = {"type": "FragmentSelector", "value": _SHEET + quote(cells.sheet, safe="")}
        made = {**sheet, "refinedBy": made} if made else sheet
    quoted = ({"type": "TextQuoteSelector", "exact": words},) if words else ()
    return (*((made,) if made else ()), *quoted)


def cells_of(selector: Mapping[str, Any]) -> Cells | None:
    """The range a FragmentSelector means; None where it means something else."""
    value, refined = str(selector.get("value", "")), selector.get("refinedBy")
    if value.startswith(_SHEET):
        inside = cells_of(refined) if isinstance(refined, Mapping) else None
        name = unquote(value[len(_SHEET) :])
        return Cells(name, *_range(inside)) if inside is not None else Cells(name)
    found = _CELLS.fullmatch(value)
    if found is None:
        return None
    top, left = int(found[1]) - 1, int(found[2]) - 1
    bottom, right = int(found[3] or found[1]) - 1, int(found[4] or found[2]) - 1
    if top < 0 or left < 0 or bottom < top or right < left:
        return None
    return Cells("", top, left, bottom - top + 1, right - left + 1)


def _range(cells: Cells) -> tuple[int, int, int, int]:
    return cells.row, cells.column, cells.rows, cells.columns

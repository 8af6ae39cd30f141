"""What a worker may say about a table, as frozen values: sheets, merged ranges, rows; checked before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.replies import whole, words

ROWS_MOST, COLUMNS_MOST = 1_048_576, 16_384
_SHEETS_MOST = 1_000
_MERGED_MOST = 2_000
_CELL_LONGEST = 33_000


class CellKind(StrEnum):
    """What a cell holds; the value is the letter that stands before its words."""

    EMPTY = ""
    TEXT = "t"
    NUMBER = "n"
    DATE = "d"
    CHOICE = "b"
    ERROR = "e"
    FORMULA = "f"
    """A formula whose result was not saved with the file; the words are the formula."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown."""

    kind: CellKind = CellKind.EMPTY
    words: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet: ``kind`` is cells, chart, other or broken; ``slice_rows`` rows make one slice of its text."""

    name: str
    kind: str
    hidden: bool
    rows: int
    columns: int
    cut: bool
    slice_rows: int

    @property
    def slices(self) -> int:
        """In how many slices its words come."""
        return max(1, -(-self.rows // self.slice_rows))


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells shown as one."""

    row: int
    column: int
    rows: int
    columns: int


def read_sheets(answer: tuple[Mapping[str, Any], bytes]) -> tuple[SheetInfo, ...]:
    """Check and take in the list of sheets."""
    found = []
    for each in _list(answer[0].get("sheets"), _SHEETS_MOST):
        name, kind, hidden, rows, columns, cut, slice_rows = _row(each, 7)
        if kind not in ("cells", "chart", "other", "broken") or not all(
            isinstance(flag, bool) for flag in (hidden, cut)
        ):
            raise ProtocolError("a sheet is malformed")
        found.append(
            SheetInfo(
                words(name, 200),
                kind,
                hidden,
                whole(rows, 0, ROWS_MOST),
                whole(columns, 0, COLUMNS_MOST),
                cut,
                whole(slice_rows, 1, ROWS_MOST),
            )
        )
    return tuple(found)


def read_merged(answer: tuple[Mapping[str, Any], bytes], sheet: SheetInfo) -> tuple[Merged, ...]:
    """Check and take in the merged ranges of a sheet; all of them lie inside it."""
    found = []
    for each in _list(answer[0].get("merged"), _MERGED_MOST):
        top, left, high, wide = _row(each, 4)
        row, column = whole(top, 0, sheet.rows - 1), whole(left, 0, sheet.columns - 1)
        found.append(
            Merged(row, column, whole(high, 1, sheet.rows - row), whole(wide, 1, sheet.columns - column))
        )
    return tuple(found)


def read_rows(
    answer: tuple[Mapping[str, Any], bytes], sheet: SheetInfo, count: int
) -> tuple[tuple[Cell, ...], ...]:
    """Check and take in a window of rows: at least one, at most so many; cells missing at the end are empty."""
    rows = _list(answer[0].get("rows"), count)
    if not rows:
        raise ProtocolError("no rows came")
    return tuple(tuple(_cell(each) for each in _list(row, sheet.columns)) for row in rows)


def _cell(value: object) -> Cell:
    if value == "":
        return EMPTY
    if not isinstance(value, str) or len(value) > _CELL_LONGEST:
        raise ProtocolError("a cell is malformed")
    try:
        kind = CellKind(value[0])
    except ValueError:
        raise ProtocolError("a cell of unknown kind") from None
    said = value[1:]
    if not said.isprintable():
        said = "".join(each if each.isprintable() or each == "\n" else " " for each in said)
    return Cell(kind, said)


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ProtocolError("a list is missing or too long")
    return value


def _row(value: object, length: int) -> list[Any]:
    found = _list(value, length)
    if len(found) != length:
        raise ProtocolError("a row has not the right length")
    return found


def column_name(column: int) -> str:
    """A, B, … Z, AA, … for a column counted from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(65 + letter) + letters
        column -= 1
    return letters

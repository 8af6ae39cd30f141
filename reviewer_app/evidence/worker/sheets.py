"""What every table answers: its sheets, windows of their rows, their words; rows are read only as far as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.coding import LONGEST
from reviewer_app.evidence.worker.document import Plain, Refused, Summary

ROWS_MOST, COLUMNS_MOST = 1_048_576, 16_384
_SHEETS_MOST = 1_000
_ANSWER_MOST = 4 << 20
_CUT_TO = 100
_SLICE_CELLS, _SLICE_ROWS, _SLICE_LETTERS = 4_000, 500, 60_000
_LETTERS_MOST = 1_900_000
"""As many as an answer of words may have; a slice with more has its longest cells cut short, and none left out."""
_TRIED_CELLS = 4_000

Row = list[str]


@dataclass
class Sheet:
    """One sheet. ``kind`` is cells, chart, other or broken; ``lines(first)`` gives coded rows from there on."""

    name: str
    kind: str = "cells"
    hidden: bool = False
    rows: int = 0
    columns: int = 0
    cut: bool = False
    merged: Sequence[tuple[int, int, int, int]] = ()
    lines: Callable[[int], Iterator[Row]] = field(default=lambda first: iter(()))
    filled: int = 0
    """How many cells hold something, where that is known: a desert of empty rows is no reason for many slices."""

    @cached_property
    def slice_rows(self) -> int:
        """How many rows make one slice of text, by how many cells a row has and how long its first rows are."""
        across = max(1, -(-self.filled // max(1, self.rows)) or self.columns)
        rows = max(1, min(_SLICE_ROWS, _SLICE_CELLS // across))
        tried = min(self.rows, max(1, _TRIED_CELLS // max(1, self.columns)))
        letters = sum(len(cell) for row in islice(self.lines(0), tried) for cell in row)
        return max(1, min(rows, _SLICE_LETTERS * max(1, tried) // max(1, letters)))

    @property
    def slices(self) -> int:
        """In how many slices the words of this sheet come; an empty sheet has one, so that each has a place."""
        return max(1, -(-self.rows // self.slice_rows))


class Sheets(Plain):
    """A table: one sheet or many."""

    def __init__(self, sheets: Sequence[Sheet], encoding: str = "") -> None:
        self._sheets, self._encoding = sheets[:_SHEETS_MOST], encoding

    def summary(self) -> Summary:
        """How many slices of words there are, over all sheets."""
        return Summary(
            Shape.SHEETS, slices=max(1, sum(each.slices for each in self._sheets)), encoding=self._encoding
        )

    def text(self, page: int) -> tuple[str, bytes]:
        """The words of a slice: fields parted by tabs, rows by line breaks."""
        left = page
        for each in self._sheets:
            if 0 <= left < each.slices:
                return _joined(list(islice(each.lines(left * each.slice_rows), each.slice_rows))), b""
            left -= each.slices
        if page == 0:
            return "", b""
        raise Refused(Refusal.NOTHING_THERE)

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """``sheets``: all of them by name and size; ``merged``: ranges of one; ``rows``: a window of one."""
        if what == "sheets":
            return {"sheets": [self._told(each) for each in self._sheets]}, b""
        if not 0 <= index < len(self._sheets):
            raise Refused(Refusal.NOTHING_THERE)
        sheet = self._sheets[index]
        if what == "merged":
            return {"merged": [list(each) for each in sheet.merged]}, b""
        if what == "rows" and first >= 0 and count > 0:
            return {"rows": _bounded(sheet.lines(first), min(count, sheet.rows - first))}, b""
        raise Refused(Refusal.NOTHING_THERE)

    @staticmethod
    def _told(sheet: Sheet) -> list[Any]:
        return [
            sheet.name[:200],
            sheet.kind,
            sheet.hidden,
            sheet.rows,
            sheet.columns,
            sheet.cut,
            sheet.slice_rows,
        ]


def _joined(rows: Sequence[Row]) -> str:
    """The words of rows; of too many every cell keeps its beginning."""
    text = _lines_of(rows, LONGEST)
    if len(text) <= _LETTERS_MOST:
        return text
    return _lines_of(rows, _LETTERS_MOST // sum(len(row) for row in rows) - 1)


def _lines_of(rows: Sequence[Row], longest: int) -> str:
    return "\n".join("\t".join(" ".join(cell[1:].split())[:longest] for cell in row) for row in rows)


def _bounded(lines: Iterator[Row], count: int) -> list[Row]:
    """So many rows as fit into one answer, one at least; a row too large for it has its cells cut short."""
    rows: list[Row] = []
    used = 0
    for row in islice(lines, max(0, count)):
        while row and not row[-1]:
            row.pop()
        size = sum(6 * len(cell) + 4 for cell in row)
        if rows and used + size > _ANSWER_MOST:
            break
        if size > _ANSWER_MOST:
            row = [cell[:_CUT_TO] for cell in row]
            size = sum(6 * len(cell) + 4 for cell in row)
        rows.append(row)
        used += size
    return rows

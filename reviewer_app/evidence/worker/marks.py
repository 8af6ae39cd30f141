"""What is known of cells besides their values: how their numbers are shown, and formulas nobody has worked out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer_app.evidence.worker.number_formats import shown

MARKS_MOST = 200_000


@dataclass(frozen=True)
class Marks:
    """Marks of one sheet by sorted places (row, column): formats, words the file shows, formulas without a value."""

    formats: Sequence[tuple[int, int, str]] = ()
    words: Sequence[tuple[int, int, str]] = ()
    formulas: Sequence[tuple[int, int, str]] = ()

    @property
    def rows(self) -> int:
        """The rows up to the last formula."""
        return self.formulas[-1][0] + 1 if self.formulas else 0

    @property
    def columns(self) -> int:
        """The columns up to the rightmost formula."""
        return max((each[1] for each in self.formulas), default=-1) + 1

    def dress(self, row: int, cells: list[str]) -> None:
        """Put on a row of coded cells what is known of it."""
        for column, code in _of(self.formats, row):
            if column < len(cells):
                cells[column] = _dressed(cells[column], code)
        for column, words in _of(self.words, row):
            if column < len(cells) and cells[column].startswith("n"):
                cells[column] = "n" + words
        for column, formula in _of(self.formulas, row):
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or "f" + formula


def _of(places: Sequence[tuple[int, int, str]], row: int) -> list[tuple[int, str]]:
    between = slice(bisect_left(places, (row,)), bisect_left(places, (row + 1,)))
    return [(column, said) for _, column, said in places[between]]


def _dressed(cell: str, code: str) -> str:
    if not cell.startswith("n"):
        return cell
    try:
        words = shown(float(cell[1:]), code)
    except ValueError:
        return cell
    return cell if words is None else "n" + words

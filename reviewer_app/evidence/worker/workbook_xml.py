"""What an xlsx says in its own XML: which numbers are percentages, formulas without a value, and plain cells."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from reviewer_app.evidence.worker.coding import coded
from reviewer_app.evidence.worker.sheets import COLUMNS_MOST, ROWS_MOST, Row

_MEMBER_MOST, _PARSED_MOST = 96 << 20, 24 << 20
_MARKS_MOST = 200_000
_CELLS_MOST = 2_000_000
_FORMULA_LONGEST = 300
_BLOCK_MOST, _HEAD = 20_000_000, 1 << 16
_DIMENSION = re.compile(rb'<dimension\s+ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN_PERCENTS = {"9", "10"}
_NO_VALUE = re.compile(
    rb'<c\s+r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, ElementTree.ParseError)
_BROKEN_ZIP = (*_BROKEN, NotImplementedError, RuntimeError, EOFError)


@dataclass(frozen=True)
class Marks:
    """Percentages and formulas without a value of one sheet, as sorted places (row, column)."""

    percent: Sequence[tuple[int, int]] = ()
    formula: Sequence[tuple[int, int, str]] = ()

    @property
    def rows(self) -> int:
        """The rows up to the last formula."""
        return self.formula[-1][0] + 1 if self.formula else 0

    @property
    def columns(self) -> int:
        """The columns up to the rightmost formula."""
        return max((each[1] for each in self.formula), default=-1) + 1

    def percents(self, row: int) -> list[int]:
        """The columns of a row that hold percentages."""
        return [column for _, column in self.percent[_between(self.percent, row)]]

    def formulas(self, row: int) -> list[tuple[int, str]]:
        """The columns of a row that hold a formula nobody has worked out."""
        return [(column, words) for _, column, words in self.formula[_between(self.formula, row)]]


def _between(places: Sequence[tuple[object, ...]], row: int) -> slice:
    return slice(bisect_left(places, (row,)), bisect_left(places, (row + 1,)))


class WorkbookXml:
    """The parts of one xlsx; whatever is broken or too large in it counts as not there."""

    def __init__(self, data: bytes) -> None:
        self._members: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._percents: tuple[str, ...] = ()
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(data))
            self._find_sheets()
            self._percents = self._percent_styles()
        except _BROKEN_ZIP:
            self._zip = None if not self._members else self._zip

    def _read(self, member: str, most: int) -> bytes:
        if self._zip is None:
            raise KeyError(member)
        with self._zip.open(member) as opened:
            data = opened.read(most + 1)
        if len(data) > most:
            raise ValueError("too large to look into")
        return data

    def _parsed(self, member: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._read(member, _PARSED_MOST))

    def _find_sheets(self) -> None:
        targets = {
            each.get("Id", ""): each.get("Target", "") for each in self._parsed("xl/_rels/workbook.xml.rels")
        }
        for each in self._parsed("xl/workbook.xml").iter():
            if _local(each) == "sheet":
                relation = each.get(_RELATION) or next(
                    (value for name, value in each.attrib.items() if name.endswith("}id")), ""
                )
                target = targets.get(relation, "")
                member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                self._members[each.get("name", "")] = member
                self._hidden[each.get("name", "")] = each.get("state", "") in ("hidden", "veryHidden")

    def _percent_styles(self) -> tuple[str, ...]:
        root = self._parsed("xl/styles.xml")
        formats = set(_BUILT_IN_PERCENTS)
        for each in root.iter():
            if _local(each) == "numFmt" and "%" in each.get("formatCode", ""):
                formats.add(each.get("numFmtId", ""))
        used = next((each for each in root.iter() if _local(each) == "cellXfs"), None)
        styles = list(used) if used is not None else []
        return tuple(str(number) for number, each in enumerate(styles) if each.get("numFmtId") in formats)

    def marks(self, name: str) -> Marks:
        """Where a sheet's percentages and formulas without a value are, as far as it can be told."""
        try:
            data = self._read(self._members[name], _MEMBER_MOST)
        except _BROKEN_ZIP:
            return Marks()
        percent: list[tuple[int, int]] = []
        if self._percents:
            styles = "|".join(self._percents).encode()
            found = re.finditer(rb'<c\s+r="([A-Z]{1,3})(\d{1,7})"\s+s="(?:' + styles + rb')"', data)
            percent = [_place(each) for each, _ in zip(found, range(_MARKS_MOST), strict=False)]
        formulas = [
            (*_place(each), "=" + _plain(each[3] or b""))
            for each, _ in zip(_NO_VALUE.finditer(data), range(_MARKS_MOST), strict=False)
        ]
        formulas = [each for each in formulas if each[0] < ROWS_MOST and each[1] < COLUMNS_MOST]
        return Marks(sorted(percent), sorted(formulas))

    def vast(self, name: str) -> bool:
        """Whether a sheet says of itself that it spans more cells than memory holds as one block."""
        try:
            if self._zip is None:
                return False
            with self._zip.open(self._members[name]) as opened:
                found = _DIMENSION.search(opened.read(_HEAD))
        except _BROKEN_ZIP:
            return False
        if found is None:
            return False
        (top, left), (bottom, right) = (
            (int(row) - 1, _column(letters.decode()))
            for letters, row in ((found[1], found[2]), (found[3] or found[1], found[4] or found[2]))
        )
        return (bottom - top + 1) * (right - left + 1) > _BLOCK_MOST

    def sheets(self) -> list[tuple[str, bool, list[Row]]]:
        """All sheets that can be read plainly, with whether they are hidden."""
        found = []
        for name in self._members:
            rows = self.rows_of(name)
            if rows is not None:
                found.append((name, self._hidden[name], rows))
        return found

    def rows_of(self, name: str) -> list[Row] | None:
        """The cells of a sheet as they are written down, without formats; None when that fails too."""
        try:
            shared = self._shared()
            rows: list[Row] = []
            cells = 0
            for each in self._parsed(self._members[name]).iter():
                if _local(each) != "c":
                    continue
                place = _CELL.fullmatch(each.get("r", ""))
                row, column = (int(place[2]) - 1, _column(place[1])) if place else (len(rows), 0)
                cells += max(0, row + 1 - len(rows)) + (column + 1)
                if not 0 <= row < ROWS_MOST or column >= COLUMNS_MOST or cells > _CELLS_MOST:
                    return None
                rows += [[] for _ in range(row + 1 - len(rows))]
                rows[row] += [""] * (column + 1 - len(rows[row]))
                rows[row][column] = _value(each, shared)
            return rows
        except _BROKEN_ZIP:
            return None

    def _shared(self) -> list[str]:
        try:
            root = self._parsed("xl/sharedStrings.xml")
        except KeyError:
            return []
        return [_words(each) for each in root if _local(each) == "si"]


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return coded(_words(cell))
    said = next((each.text or "" for each in cell if _local(each) == "v"), "")
    if kind == "s":
        return coded(shared[int(said)] if said.isdigit() and int(said) < len(shared) else "")
    if kind == "n" and said:
        return coded(float(said))
    return coded(said == "1") if kind == "b" else coded(said)


def _words(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if _local(each) == "t")


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found[2]) - 1, _column(found[1].decode())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(formula: bytes) -> str:
    words = formula[:_FORMULA_LONGEST].decode("utf-8", "replace")
    for name, sign in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        words = words.replace(f"&{name};", sign)
    return words

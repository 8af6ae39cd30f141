"""What an xlsx says in its own XML: formats of numbers, formulas without a value, and plain cells."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

from reviewer_app.evidence.worker.coding import coded
from reviewer_app.evidence.worker.marks import MARKS_MOST, Marks
from reviewer_app.evidence.worker.number_formats import BUILT_IN, told
from reviewer_app.evidence.worker.sheets import COLUMNS_MOST, ROWS_MOST, Row

_MEMBER_MOST, _PARSED_MOST = 96 << 20, 24 << 20
_CELLS_MOST = 2_000_000
_FORMULA_LONGEST = 300
_BLOCK_MOST, _HEAD = 20_000_000, 1 << 16
_DIMENSION = re.compile(rb'<dimension\s+ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLED = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*?\br="([A-Z]{1,3})(\d{1,7})")[^>]*?\bs="(\d{1,6})"')
_NO_VALUE = re.compile(
    rb'<c\s+r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, ElementTree.ParseError)
_BROKEN_ZIP = (*_BROKEN, NotImplementedError, RuntimeError, EOFError)


class WorkbookXml:
    """The parts of one xlsx; whatever is broken or too large in it counts as not there."""

    def __init__(self, data: bytes) -> None:
        self._members: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._codes: dict[bytes, str] = {}
        self._zip: zipfile.ZipFile | None = None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._find_sheets()
            self._codes = self._styles()
        except _BROKEN_ZIP:
            pass  # what was found up to there stands

    @property
    def binary(self) -> bool:
        """Whether the workbook is kept in binary parts (xlsb), in which there is no XML to read."""
        return self._zip is not None and "xl/workbook.bin" in self._zip.NameToInfo

    @property
    def parts(self) -> Mapping[str, str]:
        """The part that each sheet is in, by the sheet's name."""
        return self._members

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

    def _styles(self) -> dict[bytes, str]:
        """The formats of numbers by the number of the style that has them, as cells name it."""
        root = self._parsed("xl/styles.xml")
        formats = {str(number): code for number, code in BUILT_IN.items()}
        for each in root.iter():
            if _local(each) == "numFmt":
                formats[each.get("numFmtId", "")] = each.get("formatCode", "")
        used = next((each for each in root.iter() if _local(each) == "cellXfs"), None)
        return {
            str(number).encode(): formats[each.get("numFmtId", "")]
            for number, each in enumerate(used if used is not None else ())
            if told(formats.get(each.get("numFmtId", ""), ""))
        }

    def marks(self, name: str) -> Marks:
        """Formats of a sheet's numbers and formulas without a value, as far as it can be told."""
        try:
            data = self._read(self._members[name], _MEMBER_MOST)
        except _BROKEN_ZIP:
            return Marks()
        styled: list[tuple[int, int, str]] = []
        if self._codes:
            for each in _STYLED.finditer(data):
                code = self._codes.get(each[3])
                if code is not None and len(styled) < MARKS_MOST:
                    styled.append((*_place(each), code))
        formulas = [
            (*_place(each), "=" + _plain(each[3] or b""))
            for each, _ in zip(_NO_VALUE.finditer(data), range(MARKS_MOST), strict=False)
        ]
        formulas = [each for each in formulas if each[0] < ROWS_MOST and each[1] < COLUMNS_MOST]
        return Marks(sorted(styled), formulas=sorted(formulas))

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

"""What an old Excel workbook says in its own records: formats of numbers, a lock, cells too far apart for a block."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reviewer_app.evidence.worker.compound import Compound
from reviewer_app.evidence.worker.marks import MARKS_MOST, Marks
from reviewer_app.evidence.worker.number_formats import BUILT_IN, told

_CODEPAGE, _UNICODE = 0x42, 1200
_BOUNDSHEET, _FORMAT, _XF, _FILEPASS, _END = 0x85, 0x41E, 0xE0, 0x2F, 0x0A
_BEGINS = frozenset({0x809, 0x409, 0x209, 0x009})
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_LABEL, _LABELSST, _BOOLERR = 0x204, 0xFD, 0x205
_CELLS = frozenset({_NUMBER, _RK, _MULRK, _FORMULA, _LABEL, _LABELSST, _BOOLERR})
_NUMBERS = frozenset({_NUMBER, _RK, _FORMULA})
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
_FAR = 1 << 16
_RECORDS_MOST, _SHEETS_MOST = 2_000_000, 300
_BLOCK_MOST = 8_000_000
_AROUND = 24
_BIFF8 = 0x600


class XlsMarks:
    """The records of one workbook; of one that cannot be read there are no marks."""

    def __init__(self, data: bytes) -> None:
        self.locked = False
        self.vast = False
        self._misleading = b""
        self._wide = True
        self._left = _RECORDS_MOST
        self._sheets: list[tuple[str, int]] = []
        self._formats: dict[int, str] = dict(BUILT_IN)
        self._styles: list[int] = []
        self._stream = b""
        try:
            self._stream = Compound(data).stream("Workbook", "Book")
            self._read_globals()
        except (ValueError, struct.error, IndexError):
            self._sheets = []
        self._codes = {
            style: self._formats[number]
            for style, number in enumerate(self._styles)
            if told(self._formats.get(number, ""))
        }
        self._styled: dict[str, list[tuple[int, int, str]]] = {}
        # In a locked workbook everything but the names of records is scrambled.
        for name, at in [] if self.locked else self._sheets[:_SHEETS_MOST]:
            area, self._styled[name] = self._walk(at)
            self.vast |= area > _BLOCK_MOST

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The records from a place up to the end of what began there."""
        depth, stream, last = 0, self._stream, len(self._stream) - 4
        while at <= last and self._left > 0:
            self._left -= 1
            what, length = _HEAD.unpack_from(stream, at)
            at += 4 + length
            depth += (what in _BEGINS) - (what == _END)
            if depth <= 0:
                return
            yield what, stream[at - length : at]

    def _read_globals(self) -> None:
        wide = True
        for what, body in self._records(0):
            if what in _BEGINS:
                self._wide = wide = int.from_bytes(body[:2], "little") >= _BIFF8
            elif what == _FILEPASS:
                self.locked = True
            elif what == _CODEPAGE and wide and not self._misleading:
                self._misleading = body[:2] if int.from_bytes(body[:2], "little") != _UNICODE else b""
            elif what == _FORMAT:
                self._formats[int.from_bytes(body[:2], "little")] = _string(body[2:], 2 if wide else 1, wide)
            elif what == _XF:
                self._styles.append(int.from_bytes(body[2:4], "little"))
            elif what == _BOUNDSHEET:
                self._sheets.append((_string(body[6:], 1, wide), int.from_bytes(body[:4], "little")))

    def plainly(self, data: bytes) -> bytes:
        """The workbook saying that its words are Unicode, as since 1997 they are whatever it says; calamine asks."""
        if not self._misleading:
            return data
        record = _HEAD.pack(_CODEPAGE, 2)
        at = self._stream.find(record + self._misleading)
        told = self._stream[max(0, at - _AROUND) : at + len(record)]
        if at < 0 or data.count(told + self._misleading) != 1:
            return data
        return data.replace(told + self._misleading, told + _UNICODE.to_bytes(2, "little"))

    def sheets(self) -> Iterator[tuple[str, Iterator[tuple[int, bytes]]]]:
        """Each sheet with its records; of a locked workbook none."""
        self._left = _RECORDS_MOST
        for name, at in [] if self.locked or not self._wide else self._sheets[:_SHEETS_MOST]:
            yield name, self._records(at)

    def marks(self, name: str) -> Marks:
        """How the numbers of a sheet are shown."""
        return Marks(self._styled.get(name, ()))

    def _walk(self, at: int) -> tuple[int, list[tuple[int, int, str]]]:
        """The cells of the block around all that hold something, and the formats of those that are numbers."""
        top, bottom, left, right = _FAR, -1, _FAR, -1
        found: list[tuple[int, int, str]] = []
        codes = self._codes
        for what, body in self._records(at):
            if what not in _CELLS or len(body) < 6:
                continue
            row, column, style = _CELL.unpack_from(body)
            top, bottom, left = min(top, row), max(bottom, row), min(left, column)
            if what == _MULRK:
                right = max(right, column + (len(body) - 6) // 6 - 1)
                styles = [int.from_bytes(body[at : at + 2], "little") for at in range(4, len(body) - 2, 6)]
                found += [
                    (row, column + number, codes[each]) for number, each in enumerate(styles) if each in codes
                ]
            else:
                right = max(right, column)
                if what in _NUMBERS and style in codes:
                    found.append((row, column, codes[style]))
        area = max(0, bottom - top + 1) * max(0, right - left + 1)
        return area, sorted(found[:MARKS_MOST])


def _string(body: bytes, sized: int, wide: bool) -> str:
    """A counted string: of one byte a letter, or in the newer format with a flag that says whether of two."""
    count, rest = int.from_bytes(body[:sized], "little"), body[sized:]
    if not wide:
        return rest[:count].decode("cp1252", "replace")
    if rest[:1] and rest[0] & 1:
        return rest[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return rest[1 : 1 + count].decode("latin-1")

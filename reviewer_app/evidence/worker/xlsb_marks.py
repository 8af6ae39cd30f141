"""How a binary Excel workbook (xlsb) shows its numbers, by the records of its styles and sheets."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from reviewer_app.evidence.worker.marks import MARKS_MOST, Marks
from reviewer_app.evidence.worker.number_formats import BUILT_IN, told

_MEMBER_MOST, _LIST_MOST = 48 << 20, 4 << 20
_RECORDS_MOST = 2_000_000
_ROW, _FORMAT, _STYLE, _STYLES, _STYLES_END, _SHEET = 0, 44, 47, 617, 618, 156
_NUMBERS = frozenset({2, 5, 9})
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, IndexError),
    *(ElementTree.ParseError, NotImplementedError, RuntimeError, EOFError),
)


class XlsbMarks:
    """The records of one workbook; of what is broken or too large in it there are no marks."""

    def __init__(self, data: bytes) -> None:
        self._members: dict[str, str] = {}
        self._codes: dict[int, str] = {}
        self._left = _RECORDS_MOST
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._find_sheets()
            self._codes = self._styles()
        except _BROKEN:
            self._members = {}

    def marks(self, name: str) -> Marks:
        """How the numbers of a sheet are shown."""
        found: list[tuple[int, int, str]] = []
        if self._codes and name in self._members:
            # Of a sheet that breaks off, what was read up to there stands.
            with contextlib.suppress(*_BROKEN):
                self._read_cells(self._read(self._members[name], _MEMBER_MOST), found)
        return Marks(sorted(found))

    def _read_cells(self, data: bytes, found: list[tuple[int, int, str]]) -> None:
        row = 0
        for what, body in self._records(data):
            if what == _ROW:
                row = _number(body, 0)
            elif what in _NUMBERS:
                code = self._codes.get(_number(body, 4) & 0xFFFFFF)
                if code is not None:
                    found.append((row, _number(body, 0), code))
                    if len(found) >= MARKS_MOST:
                        return

    def _find_sheets(self) -> None:
        rels = ElementTree.fromstring(self._read("xl/_rels/workbook.bin.rels", _LIST_MOST))
        targets = {each.get("Id", ""): each.get("Target", "") for each in rels}
        for what, body in self._records(self._read("xl/workbook.bin", _LIST_MOST)):
            if what == _SHEET:
                relation, after = _words(body, 8)
                name, _ = _words(body, after)
                target = targets.get(relation, "")
                self._members[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _styles(self) -> dict[int, str]:
        formats = dict(BUILT_IN)
        styles: list[int] = []
        counted = False
        for what, body in self._records(self._read("xl/styles.bin", _LIST_MOST)):
            if what == _FORMAT:
                formats[int.from_bytes(body[:2], "little")] = _words(body, 2)[0]
            elif what in (_STYLES, _STYLES_END):
                counted = what == _STYLES
            elif what == _STYLE and counted:
                styles.append(int.from_bytes(body[2:4], "little"))
        return {at: formats[each] for at, each in enumerate(styles) if told(formats.get(each, ""))}

    def _read(self, member: str, most: int) -> bytes:
        with self._zip.open(member) as opened:
            data = opened.read(most + 1)
        if len(data) > most:
            raise ValueError("too large to look into")
        return data

    def _records(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        at = 0
        while at < len(data) and self._left > 0:
            self._left -= 1
            what = data[at]
            at += 1
            if what & 0x80:
                what = what & 0x7F | (data[at] & 0x7F) << 7
                at += 1
            length = 0
            for step in range(4):
                byte = data[at]
                at += 1
                length |= (byte & 0x7F) << 7 * step
                if byte < 0x80:
                    break
            yield what, data[at : at + length]
            at += length


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 4], "little")


def _words(body: bytes, at: int) -> tuple[str, int]:
    """A counted string and where it ends; one that is not there has a count beyond all bounds."""
    count = _number(body, at)
    end = at + 4 + (2 * count if count < 1 << 16 else 0)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end

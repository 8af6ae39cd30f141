"""What an OpenDocument spreadsheet itself shows for its numbers, and whether it is locked."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from reviewer_app.evidence.worker.marks import MARKS_MOST, Marks

_CONTENT_MOST, _LIST_MOST = 16 << 20, 1 << 20
_REPEATS_MOST = 1_000
_NUMBERS = frozenset({"float", "percentage", "currency"})
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, ElementTree.ParseError),
    *(NotImplementedError, RuntimeError, EOFError),
)


class OdsMarks:
    """The words that stand in the cells of one spreadsheet; where it is broken or too large, there are none."""

    vast = False

    def __init__(self, data: bytes) -> None:
        self.locked = False
        self._sheets: dict[str, list[tuple[int, int, str]]] = {}
        self._left = MARKS_MOST
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as held:
                self.locked = b"encryption-data" in _member(held, "META-INF/manifest.xml", _LIST_MOST)
                if not self.locked:
                    self._read(_member(held, "content.xml", _CONTENT_MOST))
        except _BROKEN:
            pass  # what was read up to there stands

    def marks(self, name: str) -> Marks:
        """What the numbers of a sheet look like."""
        return Marks(words=self._sheets.get(name, ()))

    def _read(self, content: bytes) -> None:
        rows: list[tuple[int, int, str]] = []
        row = 0
        for event, each in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
            name = _local(each)
            if event == "start" and name == "table":
                rows = self._sheets.setdefault(_said(each, "name"), [])
                row = 0
            elif event == "end" and name == "table-row":
                times = _times(each, "number-rows-repeated")
                found = self._row(each)
                for further in range(min(times, _REPEATS_MOST) if found else 0):
                    self._left -= len(found)
                    if self._left < 0:
                        return
                    rows += [(row + further, column, words) for column, words in found]
                row += times
                each.clear()

    @staticmethod
    def _row(row: ElementTree.Element) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        column = 0
        for each in row:
            if _local(each) not in ("table-cell", "covered-table-cell"):
                continue
            times = _times(each, "number-columns-repeated")
            if _said(each, "value-type") in _NUMBERS:
                words = " ".join("".join(line.itertext()) for line in each if _local(line) == "p").strip()
                if words:
                    found += [(column + further, words[:100]) for further in range(min(times, _REPEATS_MOST))]
            column += times
        return found


def _member(held: zipfile.ZipFile, name: str, most: int) -> bytes:
    with held.open(name) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise ValueError("too large to look into")
    return data


def _said(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _times(element: ElementTree.Element, name: str) -> int:
    said = _said(element, name)
    return max(1, int(said)) if said.isdigit() and len(said) < 9 else 1


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]

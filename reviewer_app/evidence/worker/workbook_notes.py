"""Comments at the cells of workbooks, as rows of a sheet of their own: where and what, but never by whom."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.coding import LONGEST
from reviewer_app.evidence.worker.sheets import Row
from reviewer_app.evidence.worker.xls_marks import XlsMarks
from reviewer_app.evidence.worker.xls_notes import notes_in

TITLE = "Comments at cells"
_PART_MOST, _NOTES_MOST, _SHEETS_MOST = 8 << 20, 5_000, 300
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, ElementTree.ParseError),
    *(NotImplementedError, RuntimeError, EOFError),
)
_TABLE, _OFFICE = (f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("table", "office"))
_KINDS = re.compile(r"/(?:comments|threadedComment)$", re.I)
_STAND_IN = "[Threaded comment]"
"""What programs that know no threads are shown instead; the thread itself says it better."""


def noted_cells(data: bytes, kind: Kind = Kind.XLSX) -> list[Row]:
    """Rows of sheet, cell and comment under a row of heads; none where nothing is noted."""
    rows: list[Row] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            found = _in_ods(held) if kind is Kind.ODS else _in_xlsx(held)
            for name, cell, words in islice(found, _NOTES_MOST):
                rows.append([f"t{name[:200]}", f"t{cell}", f"t{words[:LONGEST]}"])
    except _BROKEN:
        pass  # what was found up to there stands
    return [["tSheet", "tCell", "tComment"], *rows] if rows else []


def noted_old_cells(book: XlsMarks) -> list[Row]:
    """The same of an old workbook."""
    found = islice(notes_in(book), _NOTES_MOST)
    rows = [
        [f"t{name[:200]}", f"t{_letters(across)}{down + 1}", f"t{words}"]
        for name, down, across, words in found
    ]
    return [["tSheet", "tCell", "tComment"], *rows] if rows else []


def _in_xlsx(held: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    for name, part in _sheets(held):
        for cell, words in _notes(held, part):
            yield name, cell, words


def _in_ods(held: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    for table in _parsed(held, "content.xml").iter(f"{{{_TABLE}}}table"):
        down = 0
        for row in table.iter(f"{{{_TABLE}}}table-row"):
            across = 0
            for cell in row:
                for note in cell.iter(f"{{{_OFFICE}}}annotation"):
                    said = ["".join(each.itertext()) for each in note if _local(each) in ("p", "list")]
                    if words := "\n".join(said).strip():
                        yield table.get(f"{{{_TABLE}}}name", ""), f"{_letters(across)}{down + 1}", words
                across += _again(cell, "columns")
            down += _again(row, "rows")


def _again(element: ElementTree.Element, what: str) -> int:
    said = element.get(f"{{{_TABLE}}}number-{what}-repeated", "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _letters(column: int) -> str:
    made = ""
    while column >= 0:
        made, column = chr(65 + column % 26) + made, column // 26 - 1
    return made


def _sheets(held: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets with the parts they are in."""
    targets = {told.get("Id", ""): part for told, part in _related(held, "xl/workbook.xml")}
    sheets = [each for each in _parsed(held, "xl/workbook.xml").iter() if _local(each) == "sheet"]
    for each in sheets[:_SHEETS_MOST]:
        relation = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
        if relation in targets:
            yield each.get("name", ""), targets[relation]


def _related(held: zipfile.ZipFile, part: str) -> Iterator[tuple[ElementTree.Element, str]]:
    """What a part says it is related to, each with the part that is meant."""
    folder, name = posixpath.split(part)
    for each in _parsed(held, f"{folder}/_rels/{name}.rels"):
        target = each.get("Target", "")
        yield each, target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def _notes(held: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    try:
        parts = [named for told, named in _related(held, part) if _KINDS.search(told.get("Type", ""))]
    except _BROKEN:
        return
    for named in parts:
        try:
            root = _parsed(held, named)
        except _BROKEN:
            continue  # one broken part hides none of the others
        writers = [(each.text or "").strip() for each in root.iter() if _local(each) == "author"]
        for each in root.iter():
            if _local(each) in ("comment", "threadedComment"):
                words = _said(each, writers)
                if words and not words.startswith(_STAND_IN):
                    yield each.get("ref", ""), words


def _said(note: ElementTree.Element, writers: list[str]) -> str:
    """What a comment says, without the name that Excel itself puts before it, in bold and with a colon."""
    runs = [each for each in note.iter() if _local(each) == "r"]
    words = "".join(each.text or "" for each in note.iter() if _local(each) in ("t", "text"))
    if runs and any(_local(each) == "b" for each in runs[0].iter()):
        first = "".join(each.text or "" for each in runs[0].iter() if _local(each) == "t")
        if first.rstrip().endswith(":"):
            words = words.removeprefix(first)
    for writer in writers:
        if writer and words.lstrip().startswith(f"{writer}:"):
            words = words.lstrip()[len(writer) + 1 :]
    return words.strip()


def _parsed(held: zipfile.ZipFile, member: str) -> ElementTree.Element:
    with held.open(member) as opened:
        data = opened.read(_PART_MOST + 1)
    if len(data) > _PART_MOST:
        raise ValueError("too large to look into")
    return ElementTree.fromstring(data)


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]

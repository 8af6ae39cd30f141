"""Comments at the cells of workbooks, as rows of a sheet of their own: where and what, but never by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from reviewer_app.evidence.sheet_replies import column_name
from reviewer_app.evidence.worker.coding import LONGEST
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.packed import Element, Packed, attribute, inside, local
from reviewer_app.evidence.worker.sheets import Row
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.xls_marks import XlsMarks
from reviewer_app.evidence.worker.xls_notes import notes_in

TITLE = "Comments at cells"
_NOTES_MOST, _SHEETS_MOST = 5_000, 300
_STAND_IN = "[Threaded comment]"
"""What programs that know no threads are shown instead; the thread itself says it better."""

Note = tuple[str, str, str]
"""Sheet, cell and what is said there."""


def xlsx_notes(source: RemoteFile, parts: Mapping[str, str]) -> list[Row]:
    """Rows of sheet, cell and comment under a row of heads, none where nothing is noted; ``parts`` hold the sheets."""
    return _rows(_in_xlsx(source, parts))


def ods_notes(source: RemoteFile) -> list[Row]:
    """The same of an OpenDocument sheet."""
    return _rows(_in_ods(source))


def xls_notes(book: XlsMarks) -> list[Row]:
    """The same of an old workbook."""
    return _rows(
        (name, f"{column_name(across)}{down + 1}", words) for name, down, across, words in notes_in(book)
    )


def _rows(notes: Iterable[Note]) -> list[Row]:
    rows: list[Row] = []
    try:
        for name, cell, words in islice(notes, _NOTES_MOST):
            rows.append([f"t{name[:200]}", f"t{cell}", f"t{words[:LONGEST]}"])
    except Refused:
        pass  # what was found up to there stands
    return [["tSheet", "tCell", "tComment"], *rows] if rows else []


def _in_xlsx(source: RemoteFile, parts: Mapping[str, str]) -> Iterator[Note]:
    packed = Packed(source)
    for name, part in islice(parts.items(), _SHEETS_MOST):
        try:
            related = list(packed.relations(part).values())
        except Refused:
            continue  # as below
        for kind, target, outside in related:
            if kind.lower() in ("comments", "threadedcomment") and not outside:
                for cell, words in _notes(packed, target):
                    yield name, cell, words


def _notes(packed: Packed, part: str) -> Iterator[tuple[str, str]]:
    try:
        root = packed.xml(part)
    except Refused:
        return  # one broken part hides none of the others
    if root is None:
        return
    writers = [(each.text or "").strip() for each in inside(root, "author")]
    for each in inside(root, "comment", "threadedComment"):
        words = _said(each, writers)
        if words and not words.startswith(_STAND_IN):
            yield attribute(each, "ref"), words


def _in_ods(source: RemoteFile) -> Iterator[Note]:
    root = Packed(source).xml("content.xml")
    for table in inside(root, "table") if root is not None else ():
        down = 0
        for row in inside(table, "table-row"):
            across = 0
            for cell in row:
                for note in inside(cell, "annotation"):
                    said = ["".join(each.itertext()) for each in note if local(each) in ("p", "list")]
                    if words := "\n".join(said).strip():
                        yield attribute(table, "name"), f"{column_name(across)}{down + 1}", words
                across += _again(cell, "columns")
            down += _again(row, "rows")


def _again(element: Element, what: str) -> int:
    said = attribute(element, f"number-{what}-repeated") or "1"
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _said(note: Element, writers: list[str]) -> str:
    """What a comment says, without the name that Excel itself puts before it, in bold and with a colon."""
    runs = inside(note, "r")
    words = "".join(each.text or "" for each in inside(note, "t", "text"))
    if runs and inside(runs[0], "b"):
        first = "".join(each.text or "" for each in inside(runs[0], "t"))
        if first.rstrip().endswith(":"):
            words = words.removeprefix(first)
    for writer in writers:
        if writer and words.lstrip().startswith(f"{writer}:"):
            words = words.lstrip()[len(writer) + 1 :]
    return words.strip()

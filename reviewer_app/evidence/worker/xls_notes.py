"""Comments at the cells of an old Excel workbook: a note says where and of which object, the object what."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer_app.evidence.worker.xls_marks import XlsMarks

_NOTE, _OBJECT, _TEXT, _GOES_ON = 0x1C, 0x5D, 0x1B6, 0x3C
_LETTERS_MOST = 32_767


def notes_in(book: XlsMarks) -> Iterator[tuple[str, int, int, str]]:
    """Sheet, row, column and words of each comment, without the name its writer has put before them."""
    for name, records in book.sheets():
        texts: dict[int, str] = {}
        notes: list[tuple[int, int, int, str]] = []
        current, left = -1, 0
        for what, body in records:
            if what == _OBJECT and body[:2] == b"\x15\0":
                current, left = int.from_bytes(body[6:8], "little"), 0
            elif what == _TEXT and current >= 0:
                left = min(_LETTERS_MOST, int.from_bytes(body[10:12], "little"))
                texts[current] = ""
            elif what == _GOES_ON and left > 0 and body:
                more = body[1:].decode("utf-16-le", "replace") if body[0] & 1 else body[1:].decode("latin-1")
                texts[current] += more[:left]
                left -= len(more)
            elif what == _NOTE and len(body) > 11:
                row, column, _, of = (int.from_bytes(body[at : at + 2], "little") for at in (0, 2, 4, 6))
                notes.append((row, column, of, _writer(body)))
        for row, column, of, writer in notes:
            words = texts.get(of, "").strip()
            if writer and words.startswith(f"{writer}:"):
                words = words[len(writer) + 1 :].strip()
            if words:
                yield name, row, column, words


def _writer(body: bytes) -> str:
    count = int.from_bytes(body[8:10], "little")
    return (
        body[11 : 11 + 2 * count].decode("utf-16-le", "replace")
        if body[10] & 1
        else body[11 : 11 + count].decode("latin-1")
    )

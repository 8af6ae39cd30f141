"""What was written onto a PDF page without being of the page: answers in its form's fields, and text in free notes."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from reviewer_app.evidence.worker.pdf_text import to_top_left

_NOTES_MOST = 1_000
_VALUE_MOST, _ALL_MOST = 1 << 20, 50_000
_ANSWERED = frozenset(
    {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_SECRET = 1 << 13
"""A field for a password shows dots."""

Sides = tuple[float, float, float, float]


def with_fields(page: Any, form: Any, text: str, boxes: bytes) -> tuple[str, bytes]:
    """The words of a page with their boxes, then what stands in its fields, each letter in its field's box."""
    turn = to_top_left(page)
    sides = array("f")
    for words, box in _written(page, form):
        added = f"\n{words}" if text else words
        text += added
        sides.extend(turn(*box) * len(added))
    return text, boxes + sides.tobytes()


def with_field_words(page: Any, form: Any, text: str) -> str:
    """The same without places."""
    for words, _ in _written(page, form):
        text += f"\n{words}" if text else words
    return text


def _written(page: Any, form: Any) -> Iterator[tuple[str, Sides]]:
    left = _ALL_MOST
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _NOTES_MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            words = " ".join(_words_of(note, form).replace("\r", "\n").split())[:left]
            if words:
                left -= len(words)
                yield words, _box(note)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _words_of(note: Any, form: Any) -> str:
    if pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
        return ""
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _wide(partial(pdfium.FPDFAnnot_GetStringValue, note, b"Contents"))
    if kind != pdfium.FPDF_ANNOT_WIDGET or not form:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldType(form, note) not in _ANSWERED:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldFlags(form, note) & _SECRET:
        return ""
    return _wide(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, note))


def _wide(ask: Any) -> str:
    """A text PDFium gives as UTF-16 into space that is handed over, with its end mark."""
    size = ask(None, 0)
    if not 2 < size <= 2 * _VALUE_MOST:
        return ""
    space = ctypes.create_string_buffer(size)
    ask(ctypes.cast(space, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    text = space.raw[: size - 2].decode("utf-16-le", errors="replace")
    return "".join(each if each.isprintable() else " " for each in text)


def _box(note: Any) -> Sides:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(note, box):
        return (0.0, 0.0, 0.0, 0.0)
    return (box.left, box.bottom, box.right, box.top)

"""Text of a PDF page: characters in reading order, each with the box a selection would cover."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_CHARS_MOST = 300_000
_SURROGATES = range(0xD800, 0xE000)
_HYPHEN, _HYPHEN_ALONE = 0xFFFE, 0x02
"""PDFium's marks for a hyphen at the end of a line: among words, and asked for by itself."""

Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def to_top_left(page: Any) -> Turn:
    """A function from a (left, bottom, right, top) box in PDF space to (left, top, right, bottom) as displayed."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    left, right, top, bottom = bounds.left, bounds.right, bounds.top, bounds.bottom
    turned = pdfium.FPDFPage_GetRotation(page)
    if turned == 1:
        return lambda x1, y1, x2, y2: (y1 - bottom, x1 - left, y2 - bottom, x2 - left)
    if turned == 2:
        return lambda x1, y1, x2, y2: (right - x2, y1 - bottom, right - x1, y2 - bottom)
    if turned == 3:
        return lambda x1, y1, x2, y2: (top - y2, right - x2, top - y1, right - x1)
    return lambda x1, y1, x2, y2: (x1 - left, top - y2, x2 - left, top - y1)


def page_text(page: Any) -> tuple[str, bytes]:
    """The words of a page and four 32-bit floats for each of their characters."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return "", b""
    try:
        return _read(text, to_top_left(page))
    finally:
        pdfium.FPDFText_ClosePage(text)


def plain_words(page: Any) -> str:
    """The words of a page without places, many times sooner; the same letters as ``page_text`` gives."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return ""
    try:
        count = min(pdfium.FPDFText_CountChars(text), _CHARS_MOST)
        if count < 1:
            return ""
        room = (ctypes.c_ushort * (2 * count + 2))()
        written = pdfium.FPDFText_GetText(text, 0, count, room)
        words = bytes(room)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    finally:
        pdfium.FPDFText_ClosePage(text)
    return words.translate(_LEFT_OUT)


_LEFT_OUT = {0: None, 0xD: None, _HYPHEN: "-"}


def _read(text: Any, turn: Turn) -> tuple[str, bytes]:
    count = min(pdfium.FPDFText_CountChars(text), _CHARS_MOST)
    letters: list[str] = []
    sides = array("f")
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    for index in range(count):
        number = pdfium.FPDFText_GetUnicode(text, index)
        if number in (0, 0xD) or number > 0x10FFFF:
            continue
        if number in _SURROGATES:
            number = 0xFFFD
        if not pdfium.FPDFText_GetLooseCharBox(text, index, pointer):
            box.left = box.right = box.top = box.bottom = 0
        if number == _HYPHEN_ALONE and pdfium.FPDFText_IsHyphen(text, index) == 1:
            number = _HYPHEN
        letters.append("-" if number == _HYPHEN else chr(number))
        sides.extend(turn(box.left, box.bottom, box.right, box.top))
    return "".join(letters), sides.tobytes()

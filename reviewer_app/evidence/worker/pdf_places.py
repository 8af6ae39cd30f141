"""Outline and links of a PDF, bounded in number, depth and length."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from reviewer_app.evidence.worker.pdf_text import to_top_left

_ENTRIES_MOST = 2_000
_DEPTH_MOST = 32
_TITLE_LONGEST = 300
_ADDRESS_LONGEST = 2_000
_LINKS_MOST = 500


def read_outline(document: Any) -> list[list[Any]]:
    """Rows of title, page (-1 when it has none) and depth; loops in a hostile outline end."""
    rows: list[list[Any]] = []
    seen: set[int] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 0)]
    while waiting and len(rows) < _ENTRIES_MOST:
        mark, depth = waiting.pop()
        address = ctypes.cast(mark, ctypes.c_void_p).value if mark else None
        if address is None or address in seen:
            continue
        seen.add(address)
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, mark), depth))
        if depth < _DEPTH_MOST:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, mark), depth + 1))
        place = pdfium.FPDFBookmark_GetDest(document, mark)
        page = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
        rows.append([_title(mark), max(-1, page), depth])
    return rows


def _title(mark: Any) -> str:
    length = min(pdfium.FPDFBookmark_GetTitle(mark, None, 0), 1 << 16)
    buffer = ctypes.create_string_buffer(max(2, length))
    pdfium.FPDFBookmark_GetTitle(mark, buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", errors="replace")[:_TITLE_LONGEST]


def read_links(document: Any, page: Any) -> list[list[Any]]:
    """Rows of box (points from the top left), address, page (-1 when it leads to an address)."""
    turn = to_top_left(page)
    rows: list[list[Any]] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while len(rows) < _LINKS_MOST and pdfium.FPDFLink_Enumerate(page, position, link):
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        place = pdfium.FPDFLink_GetDest(document, link)
        target = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
        address = "" if target >= 0 else _address(document, pdfium.FPDFLink_GetAction(link))
        if target >= 0 or address:
            box = turn(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
            rows.append([list(box), address, max(-1, target)])
    return rows


def _address(document: Any, action: Any) -> str:
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = min(pdfium.FPDFAction_GetURIPath(document, action, None, 0), 1 << 14)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace")[:_ADDRESS_LONGEST]

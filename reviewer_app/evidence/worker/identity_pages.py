"""Names in PDF documents: their properties, their XMP, in clear or packed, and who wrote notes on the pages."""

from __future__ import annotations

import contextlib
import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.identity_photos import xmp_names
from reviewer_app.evidence.worker.pdf import Pdf
from reviewer_app.evidence.worker.source import RemoteFile

_TAGS = ((b"Author", "author"), (b"Title", "title"), (b"Subject", "subject"), (b"Keywords", "subject"))
_TEXT_MOST = 4096
_PAGES_MOST = 60
_NOTES_MOST = 200
_EDGE = 1 << 20
_STREAMS_MOST = 20_000
_STREAM = re.compile(rb"\bstream\r?\n")
_TOLD_MOST = 400


def pdf_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of one PDF; of one that is locked or damaged what lies in it openly."""
    with contextlib.suppress(Refused):
        yield from _told(source)
    head = source.read_at(0, min(_EDGE, source.size))
    tail = source.read_at(source.size - _EDGE, _EDGE) if source.size > _EDGE else b""
    for part in (head, tail):
        yield from xmp_names(part)
        for packet in _packed(part):
            yield from xmp_names(packet)


def _told(source: RemoteFile) -> Iterator[tuple[str, str]]:
    document = Pdf(source, "")
    try:
        raw = document.raw
        for tag, field in _TAGS:
            yield field, _wide(partial(pdfium.FPDF_GetMetaText, raw, tag))
        for number in range(min(document.pages, _PAGES_MOST)):
            yield from _notes(raw, number)
    finally:
        document.close()


def _packed(part: bytes) -> Iterator[bytes]:
    """What is told of the document or of a picture in it in streams that are packed."""
    for found, _ in zip(_STREAM.finditer(part), range(_STREAMS_MOST), strict=False):
        told = part[max(0, found.start() - _TOLD_MOST) : found.start()].rpartition(b"obj")[2]
        if b"/Metadata" in told and b"/FlateDecode" in told:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(part[found.end() : found.end() + _EDGE], _EDGE)


def _notes(raw: Any, number: int) -> Iterator[tuple[str, str]]:
    page = pdfium.FPDF_LoadPage(raw, number)
    if not page:
        return
    try:
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _NOTES_MOST)):
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if note:
                # A form field's “T” is the field's name, not a person's.
                if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_WIDGET:
                    yield "commenter", _wide(partial(pdfium.FPDFAnnot_GetStringValue, note, b"T"))
                pdfium.FPDFPage_CloseAnnot(note)
    finally:
        pdfium.FPDF_ClosePage(page)


def _wide(ask: Callable[[Any, int], int]) -> str:
    """A text PDFium gives as UTF-16 into space that is handed over, with its end mark."""
    size = min(ask(None, 0), _TEXT_MOST)
    if size <= 2:
        return ""
    space = ctypes.create_string_buffer(_TEXT_MOST)
    got = ask(ctypes.cast(space, ctypes.POINTER(pdfium.FPDF_WCHAR)), _TEXT_MOST)
    return space.raw[: max(0, min(got, _TEXT_MOST) - 2)].decode("utf-16-le", errors="replace")

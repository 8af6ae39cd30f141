"""PDF documents through PDFium: sizes, pages drawn with their annotations and form fields, outline and links."""

from __future__ import annotations

import ctypes
import mmap
import time
from collections.abc import Mapping
from typing import Any

import pypdfium2  # noqa: F401 - starts PDFium, which the raw calls below need
import pypdfium2.raw as pdfium

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Drawing, Plain, Refused, Summary
from reviewer_app.evidence.worker.pdf_fields import with_field_words, with_fields
from reviewer_app.evidence.worker.pdf_places import read_links, read_outline
from reviewer_app.evidence.worker.pdf_text import page_text, plain_words
from reviewer_app.evidence.worker.source import RemoteFile

_PAGES_OPEN = 6
_MEASURE_SECONDS = 0.03
_MEASURE_BYTES = 1 << 20
_SIDE_MOST = 1e6
_WORDS_SECONDS = 0.04
_WORDS_BYTES = 1 << 20
_FALLBACK = (612.0, 792.0)
_FLAGS = pdfium.FPDF_ANNOT
_HELD_MOST = 16 << 20
"""After reading so much of a file it is opened anew: PDFium keeps what it has read, at last all of a scan."""

_OPENING_TIMES = 4


class Pdf(Plain):
    """One PDF, read through the host as PDFium asks for ranges."""

    def __init__(self, source: RemoteFile, password: str) -> None:
        self._source = source
        self._pages: dict[int, Any] = {}
        self._access = pdfium.FPDF_FILEACCESS()
        self._access.m_FileLen = source.size
        self._access.m_GetBlock = type(self._access.m_GetBlock)(self._block)
        self._secret = password.encode("utf-8")
        self._load()
        self._count = pdfium.FPDF_GetPageCount(self._raw)
        if self._count < 1:
            raise Refused(Refusal.DAMAGED)

    def _load(self) -> None:
        before = self._source.fetched
        self._raw = pdfium.FPDF_LoadCustomDocument(self._access, self._secret or None)
        if not self._raw:
            locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise Refused(Refusal.PASSWORD if locked else Refusal.DAMAGED)
        self._form: Any = None
        self._form_info: Any = None
        if pdfium.FPDF_GetFormType(self._raw) != pdfium.FORMTYPE_NONE:
            self._form_info = pdfium.FPDF_FORMFILLINFO(version=2)
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(self._raw, self._form_info)
        opened = self._source.fetched
        # One that had to be read through to be opened is not read through again every few pages.
        self._anew_at = opened + max(_HELD_MOST, _OPENING_TIMES * (opened - before))

    @property
    def raw(self) -> Any:
        """PDFium's own document, for what asks it directly."""
        return self._raw

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self._count)

    def _block(self, _: Any, position: int, target: Any, size: int) -> int:
        data = self._source.read_at(position, size)
        if len(data) != size:
            return 0
        ctypes.memmove(target, data, size)
        return 1

    def summary(self) -> Summary:
        """The number of pages and the sizes of as many as can be measured without keeping anyone waiting."""
        until, spent = time.monotonic() + _MEASURE_SECONDS, self._source.fetched
        sizes = [self._size(0)]
        while len(sizes) < self._count:
            if time.monotonic() > until or self._source.fetched - spent > _MEASURE_BYTES:
                break
            sizes.append(self._size(len(sizes)))
        return Summary(Shape.PAGES, pages=self._count, sizes=sizes)

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """True sizes in points, as turned by each page's own rotation."""
        if first < 0 or first + count > self._count:
            raise Refused(Refusal.NOTHING_THERE)
        return [self._size(number) for number in range(first, first + count)]

    def _size(self, number: int) -> tuple[float, float]:
        size = pdfium.FS_SIZEF()
        if not pdfium.FPDF_GetPageSizeByIndexF(self._raw, number, size):
            return _FALLBACK
        usable = 1 <= size.width <= _SIDE_MOST and 1 <= size.height <= _SIDE_MOST
        return (round(size.width, 3), round(size.height, 3)) if usable else _FALLBACK

    def _page(self, number: int) -> Any:
        held = self._pages.pop(number, None)
        if held is None:
            self._lighten()
            if not 0 <= number < self._count:
                raise Refused(Refusal.NOTHING_THERE)
            raw = pdfium.FPDF_LoadPage(self._raw, number)
            if not raw:
                raise Refused(Refusal.DAMAGED)
            if self._form:
                pdfium.FORM_OnAfterLoadPage(raw, self._form)
            held = raw
        self._pages[number] = held
        while len(self._pages) > _PAGES_OPEN:
            self._drop(next(iter(self._pages)))
        return held

    def _lighten(self) -> None:
        """Open the file anew when much of it was read."""
        if self._source.fetched > self._anew_at:
            self.close()
            self._load()

    def _drop(self, number: int) -> None:
        raw = self._pages.pop(number)
        if self._form:
            pdfium.FORM_OnBeforeClosePage(raw, self._form)
        pdfium.FPDF_ClosePage(raw)

    def draw(self, drawing: Drawing, area: mmap.mmap) -> bool:
        """Draw on white, into the area itself."""
        page = self._page(drawing.page)
        left, top, width, height = drawing.clip
        target = (ctypes.c_ubyte * (width * height * 4)).from_buffer(area)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, target, width * 4)
        if not bitmap:
            raise Refused(Refusal.TOO_LARGE)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            place = (-left, -top, drawing.width, drawing.height, drawing.rotation // 90)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, *place, _FLAGS)
            if self._form:
                pdfium.FPDF_FFLDraw(self._form, bitmap, page, *place, _FLAGS)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return True

    def text(self, page: int) -> tuple[str, bytes]:
        """The words of a page and its fields, with a box for every character, in points from the page's top left."""
        raw = self._page(page)
        return with_fields(raw, self._form, *page_text(raw))

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """``words``: the plain words of pages from ``first`` on, as many as go into one short turn."""
        if what != "words" or not 0 <= first < self._count:
            raise Refused(Refusal.NOTHING_THERE)
        until = time.monotonic() + _WORDS_SECONDS
        lengths: list[int] = []
        words: list[bytes] = []
        for number in range(first, min(first + count, self._count)):
            words.append(self._words(number).encode("utf-8", errors="replace"))
            lengths.append(len(words[-1]))
            if time.monotonic() > until or sum(lengths) > _WORDS_BYTES:
                break
        return {"lengths": lengths}, b"".join(words)

    def _words(self, number: int) -> str:
        # Pages that are read for searching do not push out those a person is looking at.
        held = self._pages.get(number)
        if held is None:
            self._lighten()
        page = held or pdfium.FPDF_LoadPage(self._raw, number)
        if not page:
            return ""
        try:
            return with_field_words(page, self._form, plain_words(page))
        finally:
            if held is None:
                pdfium.FPDF_ClosePage(page)

    def outline(self) -> list[list[Any]]:
        """The document's own table of contents."""
        return read_outline(self._raw)

    def links(self, page: int) -> list[list[Any]]:
        """Places on a page that lead elsewhere."""
        return read_links(self._raw, self._page(page))

    def close(self) -> None:
        """Close pages, form and document, in that order."""
        for number in list(self._pages):
            self._drop(number)
        if self._form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)
        pdfium.FPDF_CloseDocument(self._raw)

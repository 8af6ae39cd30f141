"""Pixels and text from the worker by way of the rendering lane: what is seen first, nothing that is stale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from reviewer_app.domain.errors import EvidenceError, ReviewerError
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.page_replies import read_words
from reviewer_app.evidence.problems import problem
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.viewers.characters import Characters
from reviewer_app.ui.viewers.handle import Leads, OpenedHandle, Pixels
from reviewer_app.ui.viewers.pictures import PictureStore, Tile
from reviewer_app.ui.viewers.tone import AS_IT_IS, Tone, toned

_MEASURED_AT_ONCE = 500
_WORDS_AT_ONCE = 200
_MISSES_MOST = 3
_SMALL_BYTES = 16 << 20
_PAGE_ONLY = {"nothing-there", "damaged"}
_FORMATS = {"BGRA": QImage.Format.Format_ARGB32, "RGBA": QImage.Format.Format_RGBA8888}


def picture_of(pixels: Pixels, tone: Tone = AS_IT_IS) -> QImage:
    """An image that owns its bytes, so that the worker's shared memory can be used again."""
    shape = _FORMATS[str(getattr(pixels.format, "value", pixels.format))]
    data = pixels.data
    if tone != AS_IT_IS:
        data = toned(data, tone, alpha=not getattr(pixels, "opaque", False))
    return QImage(data, pixels.width, pixels.height, pixels.stride, shape).copy()


class PageStream(QObject):
    """One request at a time in the lane, always the most wanted one; what is no longer wanted is never asked for."""

    drawn = Signal(int)
    read = Signal(int)
    measured = Signal(int, object)
    indexed = Signal(int, object)
    small_drawn = Signal(int)
    broke = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._running: Job[Any] | None = None
        self._tiles: list[Tile] = []
        self._pages: list[int] = []
        self._small: list[Tile] = []
        self._count = 0
        self._to_measure: tuple[int, int] | None = None
        self._at_once = _WORDS_AT_ONCE
        self._misses = 0
        self.indexes = False
        self.follows_links = False
        self.pictures = PictureStore()
        self.small = PictureStore(_SMALL_BYTES)
        self.texts: dict[int, Characters] = {}
        self.words: list[str] = []
        self.links: dict[int, Sequence[Leads]] = {}
        self.failed: dict[int, ReviewerError] = {}

    def open(self, handle: OpenedHandle) -> None:
        """Serve this piece of evidence from now on."""
        self.stop()
        self._handle = handle
        pages = self._count = len(handle.info.pages)
        if handle.info.measured < pages:
            self._to_measure = (handle.info.measured, pages)

    def stop(self) -> None:
        """Forget the evidence and all that was asked of it."""
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._handle = None
        self._to_measure = None
        self._tiles, self._pages, self._small = [], [], []
        self._count, self._at_once, self._misses, self.indexes = 0, _WORDS_AT_ONCE, 0, False
        self.pictures.clear()
        self.small.clear()
        self.texts, self.words, self.links, self.failed = {}, [], {}, {}

    def want(self, wanted: Sequence[Tile], pages: Sequence[int]) -> None:
        """Ask for these pictures and, after them, the text of these pages; earlier wishes are dropped."""
        self.pictures.fit(wanted)
        self._tiles = [each for each in wanted if each not in self.pictures and each.page not in self.failed]
        self._pages = [page for page in pages if page not in self.texts]
        self._next()

    def want_small(self, wanted: Sequence[Tile]) -> None:
        """Ask for small pictures of pages behind everything that is seen; earlier wishes are dropped."""
        self._small = [each for each in wanted if each not in self.small]
        self._next()

    def index(self) -> None:
        """Read the words of every page, behind everything else that is asked for."""
        self.indexes = self._misses < _MISSES_MOST
        self._next()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._count

    @property
    def all_indexed(self) -> bool:
        """Whether the words of every page are here."""
        return len(self.words) >= self._count

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return self._running is None

    def _next(self) -> None:
        handle = self._handle
        if handle is None or self._running is not None:
            return
        if self._tiles:
            self._draw(handle, self._tiles.pop(0), self.pictures, self.drawn)
        elif self._to_measure is not None:
            self._measure(handle, *self._to_measure)
        elif self._pages:
            self._read(handle, self._pages.pop(0))
        elif self._small:
            self._draw(handle, self._small.pop(0), self.small, self.small_drawn)
        elif self.indexes and not self.all_indexed:
            first = len(self.words)
            self._read_words(handle, first, min(self._count, first + self._at_once))

    def _draw(self, handle: OpenedHandle, tile: Tile, into: PictureStore, told: SignalInstance) -> None:
        clip = None if tile.whole else tile.area

        def work(_control: JobControl) -> QImage:
            return picture_of(handle.render(tile.page, tile.scale, tile.rotation, clip), tile.tone)

        def done(picture: QImage) -> None:
            self._running = None
            into.put(tile, picture)
            told.emit(tile.page)
            self._next()

        def failed(error: ReviewerError) -> None:
            if self._count < 2 or not self.pictures.size:
                self._on_failed(error)
                return
            # One page that cannot be drawn is no reason to hide the others.
            self._running = None
            self.failed[tile.page] = error
            self._tiles = [each for each in self._tiles if each.page != tile.page]
            self._small = [each for each in self._small if each.page != tile.page]
            told.emit(tile.page)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)

    def _read(self, handle: OpenedHandle, page: int) -> None:
        follows = self.follows_links

        def work(_control: JobControl) -> tuple[Characters, Sequence[Leads]]:
            try:
                found = handle.text(page)
                return Characters(found.text, found.boxes), handle.links(page) if follows else ()
            except EvidenceError as error:
                if error.code not in _PAGE_ONLY:
                    raise
                return Characters("", ()), ()

        def done(found: tuple[Characters, Sequence[Leads]]) -> None:
            self._running = None
            self.texts[page], self.links[page] = found
            self.read.emit(page)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, self._on_failed, owner=self)

    def _read_words(self, handle: OpenedHandle, first: int, stop: int) -> None:
        def work(_control: JobControl) -> Sequence[str]:
            try:
                return read_words(*handle.part("words", 0, first, stop - first), stop - first)
            except ProtocolError:
                raise problem("worker-crashed") from None

        def done(found: Sequence[str]) -> None:
            self._running = None
            self.words += found
            self.indexed.emit(first, found)
            self._next()

        def failed(_error: ReviewerError) -> None:
            # Page by page from here on, so that only the page that cannot be read has no words.
            if self._at_once == 1:
                self._misses += 1
                self.words.append("")
                self.indexed.emit(first, ("",))
            self._at_once, self._running = 1, None
            self.indexes = self._misses < _MISSES_MOST
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)

    def _measure(self, handle: OpenedHandle, start: int, stop: int) -> None:
        until = min(stop, start + _MEASURED_AT_ONCE)

        def work(_control: JobControl) -> list[tuple[float, float]]:
            return [(float(wide), float(high)) for wide, high in handle.page_sizes(start, until)]

        def done(sizes: list[tuple[float, float]]) -> None:
            self._running = None
            self._to_measure = (until, stop) if until < stop else None
            self.measured.emit(start, sizes)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, self._on_failed, owner=self)

    def _on_failed(self, error: ReviewerError) -> None:
        self._running = None
        self._tiles, self._pages, self._small = [], [], []
        self.broke.emit(error)

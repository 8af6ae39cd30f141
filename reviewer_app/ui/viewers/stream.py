"""Pixels and text from the worker by way of the rendering lane: what is seen first, nothing that is stale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from reviewer_app.domain.errors import EvidenceError, ReviewerError
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.viewers.characters import Characters
from reviewer_app.ui.viewers.handle import OpenedHandle, Pixels
from reviewer_app.ui.viewers.pictures import PictureStore, Tile

_MEASURED_AT_ONCE = 500
_FORMATS = {"BGRA": QImage.Format.Format_ARGB32, "RGBA": QImage.Format.Format_RGBA8888}


def picture_of(pixels: Pixels) -> QImage:
    """An image that owns its bytes, so that the worker's shared memory can be used again."""
    shape = _FORMATS[str(getattr(pixels.format, "value", pixels.format))]
    return QImage(pixels.data, pixels.width, pixels.height, pixels.stride, shape).copy()


class PageStream(QObject):
    """One request at a time in the lane, always the most wanted one; what is no longer wanted is never asked for."""

    drawn = Signal(int)
    read = Signal(int)
    measured = Signal(int, object)
    broke = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._running: Job[Any] | None = None
        self._tiles: list[Tile] = []
        self._pages: list[int] = []
        self._search: list[int] = []
        self._to_measure: tuple[int, int] | None = None
        self.pictures = PictureStore()
        self.texts: dict[int, Characters] = {}

    def open(self, handle: OpenedHandle) -> None:
        """Serve this piece of evidence from now on."""
        self.stop()
        self._handle = handle
        pages = len(handle.info.pages)
        if handle.info.measured < pages:
            self._to_measure = (handle.info.measured, pages)

    def stop(self) -> None:
        """Forget the evidence and all that was asked of it."""
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._handle = None
        self._to_measure = None
        self._tiles, self._pages, self._search = [], [], []
        self.pictures.clear()
        self.texts = {}

    def want(self, wanted: Sequence[Tile], pages: Sequence[int]) -> None:
        """Ask for these pictures and, after them, the text of these pages; earlier wishes are dropped."""
        self._tiles = [each for each in wanted if each not in self.pictures]
        self._pages = [page for page in pages if page not in self.texts]
        self._next()

    def want_texts(self, pages: Sequence[int]) -> None:
        """Ask for the text of many pages behind everything that is seen, for searching."""
        self._search = [page for page in pages if page not in self.texts]
        self._next()

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return self._running is None

    def _next(self) -> None:
        handle = self._handle
        if handle is None or self._running is not None:
            return
        self._search = [page for page in self._search if page not in self.texts]
        if self._tiles:
            self._draw(handle, self._tiles.pop(0))
        elif self._to_measure is not None:
            self._measure(handle, *self._to_measure)
        elif self._pages or self._search:
            self._read(handle, self._pages.pop(0) if self._pages else self._search.pop(0))

    def _draw(self, handle: OpenedHandle, tile: Tile) -> None:
        clip = None if tile.whole else tile.area

        def work(_control: JobControl) -> QImage:
            return picture_of(handle.render(tile.page, tile.scale, tile.rotation, clip))

        def done(picture: QImage) -> None:
            self._running = None
            self.pictures.put(tile, picture)
            self.drawn.emit(tile.page)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, self._on_failed, owner=self)

    def _read(self, handle: OpenedHandle, page: int) -> None:
        def work(_control: JobControl) -> Characters:
            try:
                found = handle.text(page)
            except EvidenceError as error:
                if error.code != "nothing-there":
                    raise
                return Characters("", ())
            return Characters(found.text, found.boxes)

        def done(text: Characters) -> None:
            self._running = None
            self.texts[page] = text
            self.read.emit(page)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, self._on_failed, owner=self)

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
        self._tiles, self._pages, self._search = [], [], []
        self.broke.emit(error)

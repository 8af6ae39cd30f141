"""The pictures of a paper: fetched when they come near the window, let go of when there are too many."""

from __future__ import annotations

import re
from collections import OrderedDict

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.paper_replies import PaperPicture, ask_picture
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.paper_page import PaperPage

KEPT = 96 << 20
_TALL = 24
_IMAGE = re.compile(r'<img src="part:(\d+)" width="(\d+)" height="(\d+)"')


class PaperImages(QObject):
    """Which pictures stand where on a page, and their pixels."""

    def __init__(self, jobs: Jobs, page: PaperPage) -> None:
        super().__init__(page)
        self._jobs, self._page = jobs, page
        self._handle: OpenedHandle | None = None
        self._spots: list[tuple[int, int, QSize]] = []
        self._kept: OrderedDict[int, int] = OrderedDict()
        self._failed: set[int] = set()
        self._running: Job[PaperPicture] | None = None
        self._factor = 1.0

    def open(self, handle: OpenedHandle) -> None:
        """Pictures come from this piece of evidence from now on."""
        self.shut()
        self._handle = handle

    def shut(self) -> None:
        """Forget everything."""
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._handle = None
        self._failed.clear()
        self.clear()

    def clear(self) -> None:
        """The page was emptied."""
        self._spots = []
        self._kept.clear()

    def came(self, html: str, shown: str, begin: int) -> None:
        """A piece with these pictures stands on the page now."""
        sizes = [(int(number), QSize(int(wide), int(high))) for number, wide, high in _IMAGE.findall(html)]
        at, places = begin, []
        for letter in shown:
            if letter == "\ufffc":
                places.append(at)
            at += 2 if letter > "\uffff" else 1
        for place, (number, size) in zip(places, sizes, strict=False):
            self._spots.append((place, number, size))
            if size.height() > _TALL:
                self._page.close_lines(place)
            if self._factor != 1.0:
                self._page.size_picture(place, size * self._factor)

    def zoom(self, factor: float) -> None:
        """Show them larger or smaller, as the words are."""
        if factor == self._factor:
            return
        self._factor = factor
        for place, _number, size in self._spots:
            self._page.size_picture(place, size * factor)
        self._kept.clear()

    def want(self, first: int, last: int) -> None:
        """Fetch the pictures between two positions of the page, one after the other."""
        handle = self._handle
        if handle is None or self._running is not None:
            return
        for place, number, size in self._spots:
            if first <= place <= last and number not in self._kept and number not in self._failed:
                self._fetch(handle, number, size, (first, last))
                return

    def _fetch(self, handle: OpenedHandle, number: int, size: QSize, span: tuple[int, int]) -> None:
        def work(_control: JobControl) -> PaperPicture:
            return ask_picture(handle, number)

        def done(found: PaperPicture) -> None:
            self._running = None
            self._take(number, size, found)
            self.want(*span)

        def failed(_error: ReviewerError) -> None:
            self._running = None
            self._failed.add(number)
            self.want(*span)

        self._running = self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)

    def _take(self, number: int, size: QSize, found: PaperPicture) -> None:
        image = QImage(found.data, found.width, found.height, found.width * 4, QImage.Format.Format_ARGB32)
        sharp = size * (self._factor * self._page.devicePixelRatioF())
        if sharp.width() < found.width:
            image = image.scaled(
                sharp, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        else:
            image = image.copy()
        self._page.show_picture(f"part:{number}", image)
        self._kept[number] = image.sizeInBytes()
        while sum(self._kept.values()) > KEPT and len(self._kept) > 1:
            old, _bytes = self._kept.popitem(last=False)
            self._page.forget_picture(f"part:{old}")
        self._page.viewport().update()

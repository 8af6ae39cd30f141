"""Searching all pages of a document: in the words that are here already, and in the rest as they come."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.ui.viewers.characters import matcher
from reviewer_app.ui.viewers.text_canvas import Hit, TextCanvas

_REST_MILLISECONDS = 500
_TURN_SECONDS = 0.008
_AHEAD_BYTES = 24 << 20
_AHEAD_PAGES = 2_000


class PageSearch(QObject):
    """Keeps the canvas's hits true to what is looked for; ``sought`` carries how many pages of how many are through."""

    found = Signal(int, int)
    sought = Signal(int, int)

    def __init__(self, canvas: TextCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._wanted = ""
        self._aim: Hit | None = None
        self._at = 0
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(canvas.stream.index)
        canvas.stream.indexed.connect(self._on_indexed)
        canvas.stream.read.connect(self._on_read)

    def opened(self, size: int, pages: int) -> None:
        """Read the words of a document nobody searches yet, once it is looked at for a while.

        Not of a large scan: that would read all of its file for words that are most likely not there.
        """
        self._rest.stop()
        if size <= _AHEAD_BYTES and pages <= _AHEAD_PAGES:
            self._rest.start()

    def shut(self) -> None:
        """Look for nothing any more."""
        self._rest.stop()
        self.clear()

    def clear(self) -> None:
        """Look for nothing, silently."""
        self._wanted, self._aim, self._at = "", None, 0
        self._turn.stop()
        self._canvas.hits, self._canvas.hit = [], -1

    def search(self, wanted: str) -> None:
        """Look for these words on all pages, beginning with what is known already."""
        self.clear()
        self._wanted = wanted.strip()
        if self._wanted:
            self._go_on()
            self._canvas.stream.index()
        else:
            self._tell()

    def step(self, step: int) -> None:
        """Go to the next hit, or the previous one with -1, round the end."""
        canvas = self._canvas
        if not canvas.hits:
            return
        if canvas.hit < 0:
            at = bisect_left(canvas.hits, (canvas.page, 0, 0)) % len(canvas.hits)
            self._go_to(at if step > 0 else at - 1)
        else:
            self._go_to(canvas.hit + step)

    def _on_indexed(self, _first: int, _words: Sequence[str]) -> None:
        if self._wanted:
            self._go_on()

    def _go_on(self) -> None:
        """Look through pages whose words are here, for as long as nobody notices; the rest in the next turn."""
        canvas, words = self._canvas, self._canvas.stream.words
        until = time.monotonic() + _TURN_SECONDS
        # A blank between the words of an expression may be a line's end on the page.
        pattern = matcher(self._wanted)
        while self._at < len(words) and time.monotonic() < until:
            own = canvas.stream.texts.get(self._at)
            said = own.text if own is not None else words[self._at]
            canvas.hits += [(self._at, each.start(), each.end()) for each in pattern.finditer(said)]
            self._at += 1
        if self._at < len(words):
            self._turn.start()
        ahead = bisect_left(canvas.hits, (canvas.page, 0, 0))
        if canvas.hit < 0 and (ahead < len(canvas.hits) or (canvas.hits and self.through)):
            self._go_to(ahead)
        else:
            self._tell()

    @property
    def through(self) -> bool:
        """Whether every page was looked through."""
        return self._at >= self._canvas.stream.count

    def _on_read(self, page: int) -> None:
        """The page's letters have places now; they are what the marks are drawn by."""
        canvas = self._canvas
        text = canvas.stream.texts.get(page)
        if not self._wanted or text is None or page >= self._at:
            return
        low, high = (bisect_left(canvas.hits, (each, 0, 0)) for each in (page, page + 1))
        shown = canvas.hits[canvas.hit] if canvas.hit >= 0 else None
        found: list[Hit] = [(page, start, end) for start, end in text.find(self._wanted)]
        if found != canvas.hits[low:high]:
            canvas.hits[low:high] = found
            if shown is not None:
                canvas.hit = min(bisect_left(canvas.hits, shown), len(canvas.hits) - 1)
            self._tell()
        if self._aim is not None and self._aim[0] == page:
            self._aim = None
            self._show()

    def _go_to(self, index: int) -> None:
        self._canvas.hit = index % len(self._canvas.hits)
        self._show()
        self._tell()

    def _show(self) -> None:
        canvas = self._canvas
        if canvas.hit < 0:
            return
        page, start, end = canvas.hits[canvas.hit]
        text = canvas.stream.texts.get(page)
        boxes = text.rects(start, end) if text is not None else []
        if boxes:
            canvas.show_box(page, boxes[0])
        elif text is None:
            self._aim = (page, start, end)
            canvas.go_to(page)
        canvas.viewport().update()

    def _tell(self) -> None:
        canvas = self._canvas
        self.sought.emit(self._at, canvas.stream.count)
        self.found.emit(canvas.hit + 1, len(canvas.hits))
        canvas.viewport().update()

"""From the key for the next submission to its first page on the screen, beside QtPdf alone in this process."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QObject, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from bench.figures import Figure, median, paired, percentile
from bench.sample_desk import fill, now
from bench.sample_papers import paper
from reviewer_app.paths import Home, open_home
from reviewer_app.startup.window import Program, application
from reviewer_app.store import DeskStore
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.vault.keys import KeyVault

PAGES = 40
PATIENCE_SECONDS = 20.0
PASSPHRASE = "bench bench bench"


def figures(*, quick: bool = False) -> list[Figure]:
    """Median and 95th percentile over many submissions, each with a PDF of its own."""
    turns, pages = (2, 2) if quick else (60, PAGES)
    papers = [paper(number, pages) for number in range(4 if quick else 12)]
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = open_home(Path(folder) / "home")
        store = DeskStore.create(home, KeyVault(home.store_folder, "desk").create(PASSPHRASE), now)
        for number, each in enumerate(papers):
            fill(store, max(1, turns // len(papers) + 1), {f"paper-{number}.pdf": each}, first=number * 1000)
        store.close()
        driver = _Driver(home)
        try:
            count = 0

            def limit() -> float:
                nonlocal count
                count += 1
                return _qtpdf(papers[count % len(papers)], driver.page_size)

            mine, theirs = paired(driver.turn, limit, turns, warmups=1 if quick else 3)
        finally:
            driver.close()
    words = "QtPdf in this process: open, draw the page"
    slowest = percentile(mine, 0.95)
    return [
        Figure("next submission to first page, median", words, median(mine), median(theirs), "ms", 2.0),
        Figure(
            "next submission to first page, p95",
            "what a person does not notice",
            slowest,
            100.0,
            "ms",
            1.0,
            f"QtPdf's p95 {percentile(theirs, 0.95):.1f} ms",
        ),
    ]


def _qtpdf(content: bytes, size: QSize) -> float:
    """Open a PDF and draw its first page as large as the window shows it."""
    begin = time.perf_counter()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    picture: QImage = document.render(0, size)
    taken = (time.perf_counter() - begin) * 1000
    if picture.isNull():
        raise RuntimeError("QtPdf drew nothing.")
    document.close()
    return taken


class _Watch(QObject):
    """Says when a widget is about to be painted."""

    def __init__(self, heard: Callable[[], None]) -> None:
        super().__init__()
        self._heard = heard

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Listen only."""
        if event.type() == QEvent.Type.Paint:
            self._heard()
        return False


class _Driver:
    """The real window, off-screen, turned from one submission to the next by its own action."""

    def __init__(self, home: Home) -> None:
        self.app = application()
        self.program = Program(self.app, home)
        shell = self.shell = self.program.shell
        shell.resize(1366, 768)
        self.program.show()
        self._until(shell.door.passphrase.isVisible)
        shell.door.passphrase.setText(PASSPHRASE)
        shell.door.unlock_button.click()
        self._until(lambda: shell.workspace is not None and shell.workspace.queue.model.row_at(0) is not None)
        space = shell.workspace
        assert space is not None  # waited for
        first = space.queue.model.row_at(0)
        assert first is not None  # waited for
        space.open_submission(first.submission)
        room = space.review.widget if space.review is not None else None
        assert isinstance(room, ReviewRoom)  # just opened
        self.room = room
        self._drawn = self._painted = ""
        self._watch = _Watch(self._on_paint)
        self.canvas = room.pane.pdf.canvas
        self.canvas.viewport().installEventFilter(self._watch)
        self.canvas.stream.drawn.connect(self._on_drawn)
        self._until(lambda: bool(self._painted) and not self._busy())

    @property
    def page_size(self) -> QSize:
        """The pixels of the first page as it is shown."""
        _left, _top, wide, high = self.canvas.layout_of_pages.rect(0)
        return QSize(wide, high)

    def turn(self) -> float:
        """Milliseconds from the action to the painted page."""
        before, self._drawn = self._painted, ""
        begin = time.perf_counter()
        self.room.actions_made.made["next-submission"].trigger()
        self._until(lambda: self._painted != before)
        taken = (time.perf_counter() - begin) * 1000
        # A person looks at it now, and meanwhile everything comes to rest.
        self._until(lambda: not self._busy())
        return taken

    def close(self) -> None:
        """Close the window as a person would."""
        self.shell.close()
        self._until(lambda: not self.shell.isVisible())
        self.program.end()

    def _busy(self) -> bool:
        return not self.canvas.stream.idle or any(self.program.jobs.busy(lane) for lane in Lane)

    def _on_drawn(self, page: int) -> None:
        if page == 0:
            self._drawn = self.room.pane.submission

    def _on_paint(self) -> None:
        # The painting itself is over before the loop that waits for this goes on.
        if self._drawn:
            self._painted = self._drawn

    def _until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not true():
            if time.monotonic() > end:
                raise RuntimeError("The window did not get there.")
            self.app.processEvents()
            os.sched_yield()

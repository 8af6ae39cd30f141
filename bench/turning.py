"""From the key for the next submission to its first page on the screen, beside QtPdf alone in this process."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from bench.driver import PASSPHRASE, Driver
from bench.figures import Figure, median, paired, percentile
from bench.sample_desk import fill, now
from bench.sample_papers import paper
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.keys import KeyVault

PAGES = 40


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
        driver = Driver(home)
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

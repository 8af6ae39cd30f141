"""A long PDF in the real window: jumping, searching all of it, and the memory a large scan takes."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtPdf import QPdfDocument

from bench.driver import PASSPHRASE, Driver
from bench.figures import Figure, median, paired, percentile
from bench.sample_desk import fill, now
from bench.sample_papers import paper
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.keys import KeyVault

PAGES = 260
SCAN_MEGABYTES = 90
MEMORY_MIB = 500.0
WORDS = "heron"


def figures(*, quick: bool = False) -> list[Figure]:
    """Jumps and searches beside QtPdf alone in this process; memory beside what the smallest laptop can give."""
    pages, jumps, searches = (12, 4, 1) if quick else (PAGES, 60, 7)
    memory = _memory(1 if quick else SCAN_MEGABYTES)
    long = paper(7, pages)
    found = [*_jumping(long, pages, jumps), *_searching(long, searches)]
    return [*found, memory] if memory is not None else found


@contextmanager
def _window(files: dict[str, bytes], submissions: int = 1) -> Iterator[Driver]:
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = open_home(Path(folder) / "home")
        store = DeskStore.create(home, KeyVault(home.store_folder, "desk").create(PASSPHRASE), now)
        fill(store, submissions, files)
        store.close()
        files.clear()
        driver = Driver(home)
        try:
            yield driver
        finally:
            driver.close()


def _loaded(content: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def _jumping(content: bytes, pages: int, jumps: int) -> list[Figure]:
    document, _buffer = _loaded(content)
    order = random.Random(3).sample(range(2, pages), min(jumps + 2, pages - 2)) * 2
    ahead = iter(order)
    with _window({"long.pdf": content}) as driver:
        size = driver.page_size

        def ours() -> float:
            canvas = driver.canvas
            driver.until(lambda: not driver.busy())
            canvas.stream.pictures.clear()
            begin = time.perf_counter()
            canvas.go_to(next(ahead))
            driver.until(lambda: canvas.sharp)
            canvas.viewport().repaint()
            return (time.perf_counter() - begin) * 1000

        def theirs() -> float:
            begin = time.perf_counter()
            document.render(next(ahead), QSize(size))
            return (time.perf_counter() - begin) * 1000

        mine, limit = paired(ours, theirs, min(jumps, len(order) // 2 - 1), warmups=1)
    document.close()
    words = "QtPdf in this process: draw the page"
    return [
        Figure("jump to a sharp page of 260, median", words, median(mine), median(limit), "ms", 3.0),
        Figure(
            "jump to a sharp page of 260, p95", "what feels at once", percentile(mine, 0.95), 100.0, "ms", 1.0
        ),
    ]


def _searching(content: bytes, rounds: int) -> list[Figure]:
    known: list[float] = []
    with _window({"long.pdf": content}, rounds + 2) as driver:
        viewer = driver.room.pane.pdf

        def search() -> float:
            begin = time.perf_counter()
            viewer.search(WORDS)
            driver.until(lambda: viewer.finder.through)
            taken = (time.perf_counter() - begin) * 1000
            if not viewer.canvas.hits:
                raise RuntimeError("The search found nothing.")
            viewer.search("")
            return taken

        def ours() -> float:
            # The next submission holds the same paper, opened anew, with nothing read of it yet.
            driver.turn()
            viewer.canvas.stream.words.clear()
            first = search()
            known.append(search())
            return first

        def theirs() -> float:
            document, _buffer = _loaded(content)
            begin = time.perf_counter()
            found = sum(
                document.getAllText(page).text().lower().count(WORDS) for page in range(document.pageCount())
            )
            taken = (time.perf_counter() - begin) * 1000
            document.close()
            if not found:
                raise RuntimeError("QtPdf found nothing.")
            return taken

        mine, limit = paired(ours, theirs, rounds)
    words = "QtPdf in this process: getAllText of every page"
    late = "the words are read half a second after the first page shows"
    return [
        Figure("search all pages of 260, median", words, median(known), median(limit), "ms", 1.0, late),
        Figure("the same, typed before they are read", words, median(mine), median(limit), "ms", 1.0),
    ]


def _memory(megabytes: int) -> Figure | None:
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    # In processes of their own: this one may have measured other things before, and neither may it count what made
    # the scan.
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        run = [sys.executable, "-m", "bench.one_scan"]
        home = str(Path(folder) / "home")
        subprocess.run([*run, "make", home, str(megabytes)], check=True)
        told = subprocess.run([*run, "show", home], check=True, stdout=subprocess.PIPE)
    return Figure(
        f"memory of window and workers, {megabytes} MB scan open",
        "what a laptop of 4 GB can spare",
        float(told.stdout) / 1024,
        MEMORY_MIB,
        "MiB",
        1.0,
    )

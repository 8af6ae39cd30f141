"""The list of all commands, from a typed letter to what it shows, with 100,000 submissions in the store."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from bench.driver import PATIENCE_SECONDS
from bench.figures import Figure, percentile
from bench.listing import fill_queue
from bench.sample_desk import now
from reviewer_app.domain.matching import Choice, rank
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.startup.ports import desk_ports
from reviewer_app.startup.window import application
from reviewer_app.store import DeskStore
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.commands.palette_box import PaletteBox
from reviewer_app.ui.commands.submissions import SubmissionFinder
from reviewer_app.ui.commands.table import COMMANDS
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.theme import Theme
from reviewer_app.workflows.desk import Desk

LIMIT = 30.0
TYPED = ("c", "ci", "cite", "sync", "next c", "lvl", "undo", "sort", "z", "queue", "comm", "ret")
FOUND = ("12", "123", "0123", "wait", "wait ti", "room")


def figures(*, quick: bool = False) -> list[Figure]:
    """First results for a typed letter, painted; the ranking alone; and submissions, which follow."""
    rows, rounds = (300, 1) if quick else (100_000, 12)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home, key = open_home(Path(folder) / "home"), os.urandom(32)
        DeskStore.create(home, key, now).close()
        fill_queue(home, key, rows)
        store = DeskStore.open(home, key, now)
        desk = Desk(home, store, WorkerPool(warm=0), now)
        app, jobs = application(), Jobs()
        Theme(app, "light")
        try:
            finder = SubmissionFinder(desk_ports(desk), jobs, lambda _own: None)
            box = _box(finder)
            first = [_typed(box, text) for _ in range(rounds) for text in TYPED]
            later = [_found(app, box, text) for _ in range(rounds) for text in FOUND]
            box.window().close()
            alone = [_ranked(text) for _ in range(rounds) for text in TYPED]
            many = f"{len(COMMANDS)} actions, {rows:,} submissions"
            return [
                _figure(f"first results, {many}", first),
                _figure(f"ranking alone, {len(COMMANDS)} actions", alone),
                _figure(f"submissions shown too, of {rows:,}", later),
            ]
        finally:
            jobs.shut_down()
            desk.evidence.close()
            store.close()


def _figure(what: str, taken: Sequence[float]) -> Figure:
    return Figure(
        f"palette, {what}", "p95 against the limit of 30 ms", percentile(taken, 0.95), LIMIT, "ms", 1.0
    )


def _box(finder: SubmissionFinder) -> PaletteBox:
    over = QWidget()
    over.resize(1366, 768)
    over.show()
    offers = [Offer(each, lambda: None, enabled=True) for each in COMMANDS if each.changeable]
    box = PaletteBox(offers, [each.command.name for each in offers[:12]], finder, over)
    box.open()
    QApplication.processEvents()
    return box


def _typed(box: PaletteBox, text: str) -> float:
    """Milliseconds from a changed text to the painted lines."""
    begin = time.perf_counter()
    box.field.setText(text)
    box.list.viewport().repaint()
    return (time.perf_counter() - begin) * 1000


def _found(app: QApplication, box: PaletteBox, text: str) -> float:
    """Milliseconds until the store's answer is shown too; another text first, so that it is asked anew."""
    box.field.setText("")
    begin = time.perf_counter()
    box.field.setText(text)
    _until(app, lambda: not box._finder.busy)
    box.list.viewport().repaint()
    return (time.perf_counter() - begin) * 1000


def _ranked(text: str) -> float:
    choices = [Choice(each.name, each.text, (each.group, *each.keys)) for each in COMMANDS]
    begin = time.perf_counter()
    rank(text, choices)
    return (time.perf_counter() - begin) * 1000


def _until(app: QApplication, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("The store did not answer.")
        app.processEvents()

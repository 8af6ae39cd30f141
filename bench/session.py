"""What one long session costs in memory: 300 submissions opened one after the other in one window, each worked on."""

from __future__ import annotations

import gc
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from bench.acting import press, write
from bench.driver import PASSPHRASE, Driver
from bench.figures import Figure
from bench.held import held
from bench.sample_desk import fill, now
from bench.sample_papers import paper
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.keys import KeyVault

EARLY, LATE = 30, 300
"""Submissions after which memory is looked at: by the first all rooms, fonts and caches are there."""


@dataclass(frozen=True)
class Memory:
    """Mebibytes of this process: its own, and with what it shares."""

    own: float
    resident: float


def figures(*, quick: bool = False) -> list[Figure]:
    """Memory after the last submission beside memory after the first few."""
    early, late = (2, 4) if quick else (EARLY, LATE)
    papers = [paper(number, 2 if quick else 12) for number in range(12)]
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = open_home(Path(folder) / "home")
        store = DeskStore.create(home, KeyVault(home.store_folder, "desk").create(PASSPHRASE), now)
        for number, each in enumerate(papers):
            fill(store, late // len(papers) + 1, {f"paper-{number}.pdf": each}, first=number * 1000)
        store.close()
        driver = Driver(home)
        try:
            seen: set[str] = set()
            marks: dict[int, Memory] = {}
            while len(seen) < late:
                judge(driver, len(seen))
                seen.add(driver.room.pane.submission)
                if len(seen) in (early, late):
                    marks[len(seen)] = memory()
                driver.turn()
        finally:
            driver.close()
    first, last = marks[early], marks[late]
    words = f"this window after {early}"
    return [
        Figure(f"own memory after {late} submissions", words, last.own, first.own, "MiB", 1.1),
        Figure(f"resident memory after {late} submissions", words, last.resident, first.resident, "MiB", 1.1),
    ]


def judge(driver: Driver, number: int) -> None:
    """A level and a comment, by keys."""
    room = driver.room
    made = room.actions_made.made

    def rested() -> bool:
        return room.saver.idle and not driver.busy()

    for keys in (made[f"score-{1 + number % 2}"].shortcut(), made["comment"].shortcut()):
        held("a key", partial(press, keys), rested)
    held("typing", lambda: write(f"Say more {number}"), rested)
    held("leaving the comment", lambda: press(QKeySequence(Qt.Key.Key_Escape)), rested)


def memory() -> Memory:
    """What this process holds once its garbage is gone."""
    gc.collect()
    found = psutil.Process().memory_full_info()
    return Memory(found.uss / (1 << 20), found.rss / (1 << 20))

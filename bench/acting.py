"""From the key of an action to its painted result: how long the GUI thread is held, with a full desk behind it.

100,000 submissions are in the store and 300 records on the open review. A frame of a 60 Hz screen is the limit.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from bench.driver import PASSPHRASE, Driver
from bench.figures import Figure, median, percentile
from bench.held import Span, held
from bench.listing import fill_queue
from bench.sample_desk import fill, now
from bench.sample_papers import paper
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.keys import KeyVault
from reviewer_app.workflows import reviewing
from reviewer_app.workflows.desk import Desk

FRAME_MILLISECONDS = 16.0
RECORDS = 300
CITATIONS = 24


@dataclass(frozen=True)
class Deed:
    """Something a person does: how, and when all that follows from it is on the screen."""

    name: str
    press: Callable[[], object]
    rested: Callable[[], bool]


def figures(*, quick: bool = False) -> list[Figure]:
    """The 95th percentile of every action, and of all together."""
    rows, records, rounds = (300, 12, 1) if quick else (100_000, RECORDS, 40)
    with full_desk(rows, records) as (home, submission):
        driver = Driver(home, submission)
        try:
            person = Person(driver)
            spans: dict[str, list[Span]] = {}
            for turn in range(-1 if quick else -3, rounds):
                for deed in person.deeds(turn):
                    span = held(deed.name, deed.press, deed.rested)
                    if turn >= 0:
                        spans.setdefault(deed.name, []).append(span)
        finally:
            driver.close()
    every = [span for each in spans.values() for span in each]
    return [_figure("any action", every), *(_figure(name, each) for name, each in spans.items())]


def _figure(name: str, spans: list[Span]) -> Figure:
    own = [each.own for each in spans]
    wall = percentile([each.wall for each in spans], 0.95)
    longest = percentile([each.longest for each in spans], 0.95)
    return Figure(
        f"{name}, p95 of {len(spans)}",
        "a frame of a 60 Hz screen",
        percentile(own, 0.95),
        FRAME_MILLISECONDS,
        "ms",
        1.0,
        f"median {median(own):.1f}, most {max(own):.1f}, longest turn p95 {longest:.1f}; by the wall p95 {wall:.1f} ms",
    )


class Person:
    """One who works on the open review by its keys."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._room = driver.room
        # Nothing else may be on its way when the first key is pressed.
        driver.until(lambda: not driver.busy())

    def deeds(self, turn: int) -> Iterator[Deed]:
        """One round of everything; it ends as it began, but for the records that it adds."""
        room, orders = self._room, self._room.orders
        yield self._key("next-criterion")
        yield self._key("score-1")
        yield self._key("score-2")
        yield self._key("clear-score")
        yield self._key("undo")
        yield self._key("redo")
        yield self._key("undo")
        yield self._key("how-sure")
        yield self._key("second-look")
        yield self._key("compare")
        yield self._key("next-criterion", name="next-criterion, levels beside")
        yield self._key("compare", name="compare, off")
        yield self._key("previous-criterion")
        yield self._key("comment")
        yield self._typing("letter typed", "a", self._still)
        yield self._typing("comment kept", f"b{turn}", self._kept)
        yield self._press(Qt.Key.Key_Escape, "leave the comment")
        yield self._key("note")
        yield self._typing("note kept", f"c{turn}", self._kept)
        yield self._press(Qt.Key.Key_Escape, "leave the note")
        yield Deed("words selected", partial(room.pane.pdf.canvas.select, (0, 0, 9)), self._settled)
        yield self._key("cite")
        yield self._key("undo", name="undo a citation")
        yield self._key("next-evidence")
        yield self._key("previous-evidence")
        yield self._key("citations")
        yield self._key("citations", name="citations, off")
        yield self._key("previous-criterion")
        yield self._key("flag", rested=self._asked)
        yield self._press(Qt.Key.Key_Escape, "close the question")
        # What a system does when a question closes; off-screen there is none.
        yield Deed(
            "back in the window",
            self._driver.shell.activateWindow,
            lambda: QApplication.focusWidget() is not None and self._settled(),
        )
        yield self._key("submit", name="preview", rested=lambda: orders.previewing() and self._settled())
        yield self._press(Qt.Key.Key_Escape, "close the preview")

    def _key(self, action: str, *, name: str = "", rested: Callable[[], bool] | None = None) -> Deed:
        keys = self._room.actions_made.made[action].shortcut()
        if keys.isEmpty():
            raise RuntimeError(f"{action} has no key.")
        return Deed(
            name or action.split("-1")[0].split("-2")[0], partial(press, keys), rested or self._settled
        )

    def _press(self, key: Qt.Key, name: str) -> Deed:
        return Deed(name, partial(press, QKeySequence(key)), self._settled)

    def _typing(self, name: str, text: str, rested: Callable[[], bool]) -> Deed:
        return Deed(name, partial(write, text), rested)

    def _settled(self) -> bool:
        """Whether everything is said, answered and drawn."""
        if not self._room.isVisible():
            raise RuntimeError("The review room was left.")
        return self._room.saver.idle and not self._driver.busy()

    def _still(self) -> bool:
        return True

    def _kept(self) -> bool:
        card = self._room.rubric.current
        return card is not None and not (card.comment.unsaved or card.note.unsaved) and self._settled()

    def _asked(self) -> bool:
        return isinstance(QApplication.activeModalWidget(), QDialog)


def press(keys: QKeySequence) -> None:
    """One key, where the keyboard is."""
    pressed = keys[0]  # type: ignore[index]  # PySide has it, and its stubs do not say so
    where = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    if where is None:
        raise RuntimeError("The keyboard is nowhere.")
    QTest.keyClick(where, pressed.key(), pressed.keyboardModifiers())


def write(text: str) -> None:
    """Letters, where the keyboard is."""
    where = QApplication.focusWidget()
    if where is None:
        raise RuntimeError("The keyboard is nowhere.")
    QTest.keyClicks(where, text)


@contextmanager
def full_desk(rows: int, records: int) -> Iterator[tuple[Home, str]]:
    """A home with a crowded queue and one submission that much was said about; gone after the block."""
    evidence = {f"paper-{number}.pdf": paper(number, 8) for number in range(2)}
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = open_home(Path(folder) / "home")
        key = KeyVault(home.store_folder, "desk").create(PASSPHRASE)
        DeskStore.create(home, key, now).close()
        fill_queue(home, key, rows)
        store = DeskStore.open(home, key, now)
        (submission,) = fill(store, 1, evidence)
        desk = Desk(home, store, WorkerPool(), now)
        try:
            _judge(desk, submission, records)
        finally:
            desk.evidence.close()
            store.close()
        yield home, submission


def _judge(desk: Desk, submission: str, records: int) -> None:
    """What an assessor leaves behind in an hour."""
    review = reviewing.open_review(desk, submission)
    criteria, items = review.rubric.criteria, review.submission.evidence
    for number in range(records):
        each = criteria[number % len(criteria)]
        if number < CITATIONS:
            item = items[number % len(items)]
            selectors = page_selectors(1 + number % 8)
            pin = Citation(
                f"pin-{number}", each.id, item.id, item.sha256, f"paper p. {1 + number % 8}", selectors
            )
            reviewing.cite(desk, submission, pin)
        elif number % 3 == 0:
            words = f"Draft {number}: say which of the learners answered, and what you did next."
            reviewing.comment(desk, submission, each.id, words, f"step-{number}")
        elif number % 3 == 1:
            reviewing.note(desk, submission, each.id, f"Look at page {number} again.", f"step-{number}")
        else:
            level = each.levels[number // len(criteria) % len(each.levels)].id
            reviewing.score(desk, submission, each.id, level)

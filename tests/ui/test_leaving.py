"""The safe-to-leave room: begun, stopped, all good, gaps with a next step each, and reached from everywhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.domain.readiness import (
    RESERVE,
    ItemFacts,
    Opened,
    Readiness,
    SubmissionFacts,
    readiness,
)
from reviewer_app.settings import Settings
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.leaving import LeavingRoom
from reviewer_app.ui.places import LEAVING, QUEUE
from reviewer_app.ui.ports import Kept
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.shell import Shell
from tests.ui.doubles import NOW, TODAY, SampleDesk, SampleHome

Settle = Callable[[], None]
GOOD = ItemFacts("Plan", 50 << 20)


def found(*items: ItemFacts, submissions: int = 1, free: int = 100 * RESERVE) -> Readiness:
    facts = [
        SubmissionFacts(
            f"s{number}", f"A{number}", "Wait Time", 1, {f"e{at}": item for at, item in enumerate(items)}
        )
        for number in range(submissions)
    ]
    return readiness(facts, free, NOW)


@dataclass
class Checks:
    """A check that answers as it is told."""

    answer: Readiness = field(default_factory=lambda: found(GOOD))
    trouble: StoreError | None = None
    hold: threading.Event | None = None
    begun: threading.Event = field(default_factory=threading.Event)

    def __call__(self, progress: ReportProgress, cancel: CancelToken) -> Readiness:
        progress(10 << 20, 50 << 20, "A0: Plan")
        self.begun.set()
        if self.hold is not None:
            assert self.hold.wait(10)
        cancel.check()
        if self.trouble is not None:
            raise self.trouble
        return self.answer


@pytest.fixture
def checks() -> Checks:
    return Checks()


@pytest.fixture
def room(checks: Checks, lanes: Jobs, qtbot: QtBot) -> LeavingRoom:
    made = LeavingRoom(replace(SampleDesk().ports(), check_leaving=checks), lanes)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def seen(room: LeavingRoom) -> str:
    return " | ".join(each.text() for each in room.findChildren(QLabel) if each.isVisible())


def test_before_the_first_check_it_says_what_will_be_done(room: LeavingRoom) -> None:
    room.entered()
    assert "Before the network goes" in seen(room)
    assert room.first.hasFocus()


def test_all_good_says_how_much_and_when_and_offers_the_lock(
    room: LeavingRoom, checks: Checks, settle: Settle, qtbot: QtBot
) -> None:
    checks.answer = found(GOOD, submissions=8)
    room.first.click()
    settle()
    assert "Everything is here." in seen(room)
    assert "8 submissions, 400 MB, checked " in seen(room)
    with qtbot.waitSignal(room.lock_wanted):
        room.lock.click()


def test_each_gap_stands_with_its_submission_and_its_next_step(
    room: LeavingRoom, checks: Checks, settle: Settle, qtbot: QtBot
) -> None:
    checks.answer = found(
        GOOD,
        ItemFacts("Clip", 9, here=False, opened=None),
        ItemFacts("Scan", 9, opened=Opened.REFUSED, sentence="Its content is broken."),
        submissions=2,
        free=0,
    )
    room.first.click()
    settle()
    words = seen(room)
    assert "5 things to see to, in 2 of 2 submissions" in words
    assert words.count("“Scan” does not open: its content is broken.") == 2
    assert words.count("Sync now, or import the rest from a stick.") == 2
    assert "Free some space on this laptop" in words
    assert [each.accessibleName() for each in room.gaps.cards] == [
        "This laptop",
        "A0 · Wait Time · attempt 1",
        "A1 · Wait Time · attempt 1",
    ]
    with qtbot.waitSignal(room.opened) as opened:
        next(x for x in room.gaps.findChildren(type(room.first)) if x.accessibleName() == "Open A1").click()
    assert opened.args == ["s1"]


def test_many_submissions_are_named_all_the_same(room: LeavingRoom, checks: Checks, settle: Settle) -> None:
    checks.answer = found(ItemFacts("Clip", 9, here=False, opened=None), submissions=30)
    room.first.click()
    settle()
    assert len(room.gaps.cards) == 20
    assert "A29" in seen(room)


def test_a_check_can_be_stopped_and_begun_again(room: LeavingRoom, checks: Checks, settle: Settle) -> None:
    checks.hold = threading.Event()
    room.first.click()
    assert checks.begun.wait(10)
    assert room.busy
    assert room.progress is not None
    room.progress.stop.click()
    checks.hold.set()
    settle()
    assert not room.busy
    assert "Before the network goes" in seen(room)
    checks.hold = None
    room.first.click()
    settle()
    assert "Everything is here." in seen(room)


def test_trouble_is_said_where_it_happened(room: LeavingRoom, checks: Checks, settle: Settle) -> None:
    checks.trouble = StoreError("disk", "The disk does not answer", "It was pulled out.", "Put it back.")
    room.first.click()
    settle()
    assert "The disk does not answer" in seen(room)
    assert room.first.isVisible()


def test_nothing_to_review_is_said_so(room: LeavingRoom, checks: Checks, settle: Settle) -> None:
    checks.answer = found(submissions=0)
    room.first.click()
    settle()
    assert "There is nothing to check" in seen(room)


def test_it_is_reached_by_key_by_the_side_and_from_the_queue(
    lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    preferences = Preferences(Settings(theme="light"), lambda _settings: None, lanes)
    shell = Shell(
        SampleHome(Kept.KEYRING).door(), lanes, preferences, qapp, now=lambda: NOW, today=lambda: TODAY
    )
    qtbot.addWidget(shell)
    shell.show()
    shell.door.start()
    settle()
    space = shell.workspace
    assert space is not None
    shell.bound.made["leaving"].trigger()
    assert space.place == LEAVING
    assert shell.windowTitle() == "Reviewer"
    space.go_to(QUEUE)
    space.sidebar.places[LEAVING].click()
    assert space.place == LEAVING
    space.go_to(QUEUE)
    space.queue.leaving_wanted.emit()
    assert space.place == LEAVING

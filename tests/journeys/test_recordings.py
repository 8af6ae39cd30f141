"""A video reviewed by keyboard alone: three notes at their moments, on two criteria, found again from the cards."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.domain import records
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import resource
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.chips import ChipList
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers import player as players
from tests.ui.review.desk_double import DeskDouble, filled_desk

PATIENCE = 20_000
CLIP = "s1-classroom-clip.mp4"
Key = Qt.Key


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as made:
        yield made


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Jobs]:
    theme().set_look("light", 100)
    made = Jobs()
    yield made
    assert made.shut_down()


@pytest.fixture
def desk(pool: WorkerPool) -> DeskDouble:
    made = filled_desk(pool)
    sample = resource("samples", "submissions", "A09D-1", "evidence", "lesson-clip.mp4")
    made.files[CLIP] = sample.read_bytes()
    made.files["data/access/words.vtt"] = b"WEBVTT\n\n00:00.000 --> 00:06.000\nQuestion one.\n"
    return made


@pytest.fixture
def room(desk: DeskDouble, lanes: Jobs, qtbot: QtBot) -> Iterator[ReviewRoom]:
    made = ReviewRoom(desk.ports(), lanes)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.show_submission("s1")
    qtbot.waitUntil(lambda: made.review is not None and not made.arriving, timeout=PATIENCE)
    yield made
    made.pane.leave()
    made.close()
    lanes.drain()
    made.deleteLater()
    qtbot.waitUntil(lambda: not players.leaving(), timeout=PATIENCE)


def press(key: Key) -> None:
    QTest.keyClick(focus(), key)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def seconds(label: str) -> int:
    found = re.search(r"(\d+):(\d\d)$", label)
    assert found is not None
    return int(found.group(1)) * 60 + int(found.group(2))


def test_three_notes_pinned_to_two_criteria_and_jumped_to(
    room: ReviewRoom, desk: DeskDouble, qtbot: QtBot
) -> None:
    media = room.pane.media

    def until(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=PATIENCE)

    def note(text: str, after: float) -> None:
        until(lambda: media.playback.playing and media.playback.position > after)
        press(Key.Key_N)
        QTest.keyClicks(focus(), text)
        until(lambda: not media.playback.playing)
        press(Key.Key_Return)

    while room.evidence.current != CLIP:
        before = room.evidence.current
        press(Key.Key_BracketRight)
        until(lambda before=before: room.evidence.current != before)
    until(lambda: media.playback.player is not None and media.playback.player.ready)
    for _ in range(2):
        press(Key.Key_J)
    assert room.rubric.current is not None
    assert room.rubric.current.criterion.id == "2.1"
    while not media.isAncestorOf(focus()):
        press(Key.Key_F6)

    press(Key.Key_Space)
    note("She waits.", 0.5)
    note("All heads up.", 1.2)
    press(Key.Key_Right)
    press(Key.Key_J)
    assert room.rubric.current.criterion.id == "2.2"
    while not media.isAncestorOf(focus()):
        press(Key.Key_F6)
    note("Second wait, too short.", 6.0)
    until(lambda: media.playback.playing)
    press(Key.Key_Space)
    until(lambda: room.saver.idle and not media.playback.playing)

    said = [body for _submission, body in desk.said(records.CITATION)]
    assert [(each["criterion"], each["note"]) for each in said] == [
        ("2.1", "She waits."),
        ("2.1", "All heads up."),
        ("2.2", "Second wait, too short."),
    ]
    starts = [float(each["selectors"][0]["value"].removeprefix("t=")) for each in said]
    assert starts == sorted(starts)
    assert media.surface.painted >= 8, "the video was played, not only loaded"
    assert len(media.controls.line.marks) == 3

    # From the cards back to the moments.
    for criterion, row, wanted in (("2.1", 0, starts[0]), ("2.1", 1, starts[1]), ("2.2", 0, starts[2])):
        card = room.rubric.card(criterion)
        assert card is not None
        chips = card.findChild(ChipList)
        assert seconds(chips.item(row).text()) == int(wanted)
        chips.setFocus()
        chips.setCurrentRow(row)
        press(Key.Key_Return)
        until(lambda wanted=wanted: abs(media.playback.position - wanted) < 0.06)
        assert not media.playback.playing

    # The place is kept, and what was played.
    room.pane.remember()
    until(lambda: ("s1", CLIP) in desk.places and desk.places["s1", CLIP].get("t", 0) > 5)
    kept = desk.places["s1", CLIP]
    assert kept["t"] == pytest.approx(starts[2], abs=0.06)
    assert kept["watched"]
    assert kept["duration"] == 18.0


def test_captions_beside_the_recording_come_with_it(room: ReviewRoom, desk: DeskDouble, qtbot: QtBot) -> None:
    review = room.review
    assert review is not None
    about = desk.submissions["s1"]
    desk.submissions["s1"] = replace(
        about,
        evidence=tuple(
            replace(each, access={"data/access/words.vtt": "0" * 64}) if each.id == CLIP else each
            for each in about.evidence
        ),
    )
    room.show_submission("s1")
    qtbot.waitUntil(lambda: room.review is not review and not room.arriving, timeout=PATIENCE)
    room.show_evidence(CLIP)
    media = room.pane.media
    qtbot.waitUntil(lambda: media.surface.caption == "Question one.", timeout=PATIENCE)
    assert media.transcript.list.item(0).text() == "0:00  Question one."


def test_other_evidence_while_it_plays(room: ReviewRoom, qtbot: QtBot) -> None:
    media = room.pane.media
    for other in ("s1-student-work-1.jpg", "s1-notes.txt"):
        room.show_evidence(CLIP)
        qtbot.waitUntil(
            lambda: media.playback.player is not None and media.playback.player.ready, timeout=PATIENCE
        )
        media.toggle()
        qtbot.waitUntil(lambda: media.playback.frames > 2, timeout=PATIENCE)
        room.show_evidence(other)
        qtbot.waitUntil(
            lambda other=other: room.pane.viewer is not media and room.pane.entry.id == other,
            timeout=PATIENCE,
        )
    qtbot.waitUntil(lambda: not players.leaving(), timeout=PATIENCE)

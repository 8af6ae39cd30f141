"""Words are handed on at a pause of typing, and after a second at the latest however fast the typing goes on."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.drafts import LONGEST_MILLISECONDS, PAUSE_MILLISECONDS, DraftField


def test_typing_without_a_pause_is_handed_on_all_the_same(qtbot: QtBot, lanes: Jobs) -> None:
    field = DraftField("Comment", "")
    qtbot.addWidget(field)
    said: list[tuple[str, str]] = []
    field.said.connect(lambda text, step: said.append((text, step)))
    field._pause.setInterval(1_000_000)
    QTest.keyClicks(field, "Never ")
    assert field._longest.isActive()
    assert field._longest.interval() == LONGEST_MILLISECONDS <= 1000
    assert PAUSE_MILLISECONDS < LONGEST_MILLISECONDS
    qtbot.waitUntil(lambda: len(said) == 1)
    QTest.keyClicks(field, "resting")
    assert field._longest.isActive()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert [text for text, _step in said] == ["Never ", "Never resting"]
    assert len({step for _text, step in said}) == 1
    assert not field._longest.isActive()


def test_what_was_handed_on_leaves_nothing_due(qtbot: QtBot, lanes: Jobs) -> None:
    field = DraftField("Comment", "")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "word")
    field.flush()
    assert not field._longest.isActive()
    QTest.keyClicks(field, "s")
    field.put_text("another submission's")
    assert not field._longest.isActive()
    assert not field.unsaved

"""The pictures of a second attempt beside the first, of doubt, of the evidence alone, and of the guided sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from reviewer_app.cli.hands import CTRL
from reviewer_app.domain.attempts import Compared, Fate
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.attempts.lists import OWN
from reviewer_app.ui.review.attempts.part import AttemptsPart

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key


def play(scenes: Scenes, submission: str) -> None:
    """Compare, look at an earlier score, say how sure one is, see the evidence alone; all of it is taken back."""
    scenes.open(submission, close_page=False)
    room, take, hands = scenes.room, scenes.camera.take, scenes.hands
    page = room.part(AttemptsPart).page
    items = map(page.things.topLevelItem, range(page.things.topLevelItemCount()))
    page.things.setCurrentItem(next(each for each in items if each is not None and _is_reflection(each)))
    _rest(scenes)
    take("attempts")
    scenes.camera.take_special("attempts")
    page.scores.setFocus()
    page.scores.choose_first()
    _rest(scenes)
    take("attempts-score")
    room.close_page()
    room.rubric.go_to(0)
    room.rubric.focus_inside()
    take("attempts-card")
    hands.press(Key.Key_3)
    for key in (Key.Key_U, Key.Key_U, Key.Key_U, Key.Key_D):
        hands.press(key)
    hands.until(lambda: room.settled, "it is said")
    take("doubt")
    hands.press(Key.Key_F9)
    _rest(scenes)
    take("evidence-alone")
    hands.press(Key.Key_F9)
    while room.review is not None and room.review.state.started:
        hands.press(Key.Key_Z, CTRL)
        hands.until(lambda: room.settled, "it is taken back")


def guide(scenes: Scenes) -> None:
    """The first step of the guided sample review, in its own window."""
    shell, hands = scenes.shell, scenes.hands
    shell.activateWindow()
    hands.until(shell.isActiveWindow, "the window is in front")
    shell.try_sample()
    opener = scenes.space.sample
    hands.until(lambda: opener.window is not None and not opener.window.room.arriving, "the sample is shown")
    window = opener.window
    assert window is not None  # just opened
    _rest(scenes)
    scenes.camera.take("guide", window=window)
    window.close()
    hands.until(lambda: opener.window is None, "the sample is gone")
    shell.activateWindow()
    hands.until(shell.isActiveWindow, "the window is in front again")


def _is_reflection(item: QTreeWidgetItem) -> bool:
    thing = item.data(0, OWN)
    return (
        isinstance(thing, Compared) and thing.fate is Fate.CHANGED and "eflection" in thing.part + thing.title
    )


def _rest(scenes: Scenes) -> None:
    busy = scenes.program.jobs.busy
    scenes.hands.until(lambda: not any(map(busy, (Lane.STORE, Lane.RENDERING))), "all is shown")
    scenes.hands.rest(60)

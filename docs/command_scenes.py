"""The pictures of the list of all commands, of help behind F1, and of changing keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from reviewer_app.cli.hands import CTRL
from reviewer_app.ui.commands.key_sheet import KeySheet
from reviewer_app.ui.commands.recorder import KeyRecorder
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE, SETTINGS

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key


def play(scenes: Scenes) -> None:
    """In the queue and over a review: everything, a few letters, a submission; then help, and another key."""
    hands, space, camera = scenes.hands, scenes.space, scenes.camera
    # A dialog that was closed before leaves no window in front, and keys reach none.
    scenes.shell.activateWindow()
    hands.until(scenes.shell.isActiveWindow, "the window is in front again")
    space.go_to(QUEUE)
    hands.until(lambda: not scenes.program.jobs.busy(Lane.STORE), "the queue is read")
    hands.press(Key.Key_K, CTRL)
    camera.take("commands-queue")
    camera.take_special("commands")
    hands.type("wait")
    hands.until(lambda: not scenes.program.jobs.busy(Lane.STORE), "submissions are found")
    camera.take("commands-submissions")
    hands.press(Key.Key_Escape)
    first = space.queue.model.row_at(0)
    assert first is not None  # the queue was read
    space.open_submission(first.submission)
    hands.until(lambda: space.reviewing and not scenes.room.arriving, "the submission is shown")
    hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "its first evidence is painted")
    scenes.room.close_page()
    scenes.room.rubric.focus_inside()
    hands.press(Key.Key_K, CTRL)
    hands.type("ci")
    camera.take("commands-review")
    hands.press(Key.Key_Escape)
    scenes.shell.show_keys()
    sheet = next(each for each in scenes.shell.findChildren(KeySheet) if each.isVisible())
    camera.take("help-review", sheet)
    sheet.reject()
    scenes.shell.activateWindow()
    hands.until(scenes.shell.isActiveWindow, "the window is in front again")
    _keys(scenes)


def _keys(scenes: Scenes) -> None:
    hands, space, camera = scenes.hands, scenes.space, scenes.camera
    space.go_to(SETTINGS)
    card = space.settings.keys
    hands.rest(50)
    area = space.settings.findChild(QScrollArea)
    assert area is not None  # the settings scroll
    area.ensureWidgetVisible(card.all_back)
    card.choose("review.cite")
    card.list.setFocus()
    camera.take("keys-settings")
    dialog: KeyRecorder | None = card.ask()
    assert dialog is not None  # an action is chosen
    dialog.box.pressed.emit("L")
    hands.rest(50)
    camera.take("keys-clash", dialog)
    dialog.reject()
    space.go_to(QUEUE)

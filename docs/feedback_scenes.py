"""The pictures of feedback: the line under a comment, the comment bank, and the findings beside the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reviewer_app.cli.hands import CTRL
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE
from reviewer_app.ui.review.bank_part import BankPart
from reviewer_app.ui.review.writing import Writing

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key
ALIAS = "A09D"
HASTY = "You are careless. Kevin's answer on page 2 is cut off."


def play(scenes: Scenes) -> None:
    """Write a hasty comment, look into the bank, and see what keeps the decision from being signed."""
    hands, space = scenes.hands, scenes.space
    desk = scenes.stage.desk
    assert desk is not None  # the door is open
    space.go_to(QUEUE)
    found = desk.store.queue(QueueQuery(), 0, 1000)
    space.open_submission(next(each.submission for each in found if each.alias == ALIAS))
    hands.until(lambda: space.reviewing and not scenes.room.arriving, "the submission is shown")
    hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "its first evidence is painted")
    room = scenes.room
    for place in range(len(room.rubric.cards)):
        room.rubric.go_to(place)
        room.rubric.focus_inside()
        hands.press(Key.Key_1 if place == 3 else Key.Key_3)
    room.rubric.go_to(3)
    room.rubric.focus_inside()
    hands.press(Key.Key_E)
    hands.type(HASTY)
    part = room.part(Writing)
    part.check_now()
    hands.until(
        lambda: room.settled and not scenes.program.jobs.busy(Lane.STORE), "the words are looked through"
    )
    scenes.camera.take("feedback-line")
    hands.press(Key.Key_J, CTRL)
    bank = room.part(BankPart)
    hands.until(lambda: bank.dialog is not None and bank.dialog.current is not None, "the bank is open")
    assert bank.dialog is not None  # just opened
    scenes.camera.take("bank", bank.dialog)
    bank.dialog.reject()
    scenes.shell.activateWindow()
    hands.until(scenes.shell.isActiveWindow, "the window is in front again")
    room.rubric.focus_inside()
    hands.press(Key.Key_Return, CTRL)
    hands.until(lambda: room.previewing, "the preview shows what was found")
    scenes.camera.take("preview-findings")
    scenes.camera.take_special("preview-findings")
    room.orders.close_preview()

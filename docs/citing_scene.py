"""The pictures of citing: words, a region and a note on a page, a region of a picture, a text, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from reviewer_app.cli.hands import CTRL, SHIFT

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key
NOTE = "Each pause is written down beforehand"


def play(scenes: Scenes) -> None:
    """Cite in three kinds of evidence, and take all of it back at the end."""
    hands, room = scenes.hands, scenes.room
    scenes.look_at(scenes.named("lesson-plan.pdf"))
    canvas = room.pane.pdf.canvas
    hands.until(lambda: 0 in canvas.stream.texts, "the words of the page are here")
    text = canvas.stream.texts[0].text
    for criterion, words in (
        (2, "Living things in a pond depend on each other"),
        (3, "I will count on my fingers"),
    ):
        at = text.index(words)
        room.rubric.go_to(criterion)
        room.pane.focus_inside()
        canvas.select((0, at, at + len(words)))
        _cite(scenes)
    canvas.select(None)
    room.rubric.go_to(4)
    room.pane.focus_inside()
    hands.press(Key.Key_M)
    for _ in range(4):
        hands.press(Key.Key_Up)
    scenes.camera.take("review-cited-region")
    _cite(scenes)
    hands.press(Key.Key_Escape)
    room.rubric.go_to(3)
    room.rubric.cards[3].chips.setFocus()
    hands.press(Key.Key_F2)
    hands.type(NOTE)
    hands.press(Key.Key_Return)
    hands.until(lambda: room.settled, "the note is saved")
    hands.press(Key.Key_Return)
    scenes.camera.take("review-cited-pdf")
    scenes.look_at(scenes.named("board.jpg"))
    room.pane.focus_inside()
    hands.press(Key.Key_M)
    for _ in range(12):
        hands.press(Key.Key_Right, SHIFT)
    _cite(scenes)
    hands.press(Key.Key_Escape)
    scenes.camera.take("review-cited-image")
    scenes.look_at(scenes.named("transcript.txt"))
    page = room.pane.text.page
    hands.until(lambda: "pond turned green" in page.toPlainText(), "the text is here")
    cursor = page.textCursor()
    cursor.setPosition(page.toPlainText().index("Why do you think the pond"))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    _cite(scenes)
    cursor.clearSelection()
    page.setTextCursor(cursor)
    hands.press(Key.Key_Q)
    scenes.camera.take("review-cited-list")
    hands.press(Key.Key_C, SHIFT)
    asking = next(each for each in room.findChildren(QDialog) if each.isVisible())
    scenes.camera.take("review-cited-choose", asking)
    asking.close()
    scenes.shell.activateWindow()
    hands.until(scenes.shell.isActiveWindow, "the window is in front again")
    hands.press(Key.Key_Q)
    room.rubric.focus_inside()
    while room.review is not None and room.review.state.citations:
        hands.press(Key.Key_Z, CTRL)
        hands.until(lambda: room.settled, "it is taken back")


def _cite(scenes: Scenes) -> None:
    scenes.hands.press(Key.Key_C)
    scenes.hands.until(lambda: scenes.room.settled, "the citation is saved")

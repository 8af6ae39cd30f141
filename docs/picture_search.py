"""The pictures of searching, and of evidence that is in another submission too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reviewer_app.cli.hands import CTRL
from reviewer_app.ui.jobs import Lane

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key


def search_scenes(scenes: Scenes) -> None:
    """The box, hits, none, and a hit at its place, where a line says that the file was in attempt 1 too."""
    hands, space, jobs = scenes.hands, scenes.space, scenes.program.jobs
    hands.press(Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    reading, room = space.reading, space.search
    assert reading is not None  # begun when the queue first showed
    hands.until(lambda: not reading.busy, "all evidence is read")
    hands.until(lambda: not jobs.busy(Lane.STORE), "files not searched are counted")
    scenes.camera.take("search-empty")
    hands.type("pause sec")
    hands.press(Key.Key_Return)
    hands.until(lambda: room.model.hits > 0, "hits show")
    scenes.camera.take("search-hits")
    scenes.camera.take_special("search")
    _ask(scenes, "zebra")
    hands.until(lambda: room.model.hits == 0, "nothing is found")
    hands.rest(100)
    scenes.camera.take("search-none")
    _ask(scenes, "baseline lesson")
    hands.until(lambda: room.model.hits > 0, "hits show again")
    room.list.open_current()
    hands.until(lambda: space.reviewing and not scenes.room.arriving, "the hit opens")
    hands.until(lambda: not jobs.busy(Lane.STORE) and not jobs.busy(Lane.RENDERING), "at its place")
    scenes.camera.take("search-opened")
    scenes.room.orders.back()


def _ask(scenes: Scenes, text: str) -> None:
    field = scenes.space.search.field
    field.setText(text)
    field.returnPressed.emit()

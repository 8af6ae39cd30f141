"""Two pictures beside each other, each under its name; zooming or moving one does the same to the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.image_canvas import ImageCanvas
from reviewer_app.ui.viewers.zoom import Fit, Zoom
from reviewer_app.ui.widgets import ElidedLabel, IconButton

_HEAD = 36


class Linked(QObject):
    """Keeps two canvases at the same place of their pictures, in parts of the whole, whatever their sizes."""

    def __init__(self, one: ImageCanvas, other: ImageCanvas) -> None:
        super().__init__(one)
        self.on = False
        self._busy = False
        for leader, follower in ((one, other), (other, one)):
            leader.moved.connect(lambda leader=leader, follower=follower: self._follow(leader, follower))

    def _follow(self, leader: ImageCanvas, follower: ImageCanvas) -> None:
        if not self.on or self._busy:
            return
        self._busy = True
        try:
            if leader.zoom.fit is not Fit.FREE:
                wanted = leader.zoom
            else:
                wanted = Zoom(Fit.FREE, leader.factor / leader.whole() * follower.whole())
            if wanted != follower.zoom:
                follower.set_zoom(wanted)
            follower.look_at(*leader.middle())
        finally:
            self._busy = False


class Framed(QWidget):
    """A canvas under the name of its picture; the name shows only while there are two."""

    def __init__(self, canvas: ImageCanvas, close_words: str = "") -> None:
        super().__init__()
        self.canvas = canvas
        self.name = ElidedLabel("", "muted", mode=Qt.TextElideMode.ElideMiddle)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 2, 4, 2)
        self.head.setFixedHeight(theme().px(_HEAD))
        row.addWidget(self.name, 1)
        self.close_button = IconButton("close", close_words, size=16) if close_words else None
        if self.close_button is not None:
            row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(canvas, 1)


class SideBySide(QSplitter):
    """The picture that is looked at, and room for a second one."""

    def __init__(self, canvas: ImageCanvas, other: ImageCanvas) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.first, self.second = Framed(canvas), Framed(other, "Put this picture away")
        self.linked = Linked(canvas, other)
        self.addWidget(self.first)
        self.addWidget(self.second)
        self.setChildrenCollapsible(False)
        self.first.head.hide()
        self.second.hide()

    def show_two(self, name: str, other: str) -> None:
        """Show both, evenly."""
        self.first.name.setText(name)
        self.second.name.setText(other)
        self.first.head.show()
        self.second.show()
        half = max(1, self.width() // 2)
        self.setSizes([half, half])
        self.linked.on = True

    def show_one(self) -> None:
        """Show the first alone."""
        self.linked.on = False
        self.first.head.hide()
        self.second.hide()

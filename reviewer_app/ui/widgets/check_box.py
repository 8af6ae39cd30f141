"""A box to tick, drawn in the colours of the look, so that an empty one is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.theme import theme


class CheckBox(QCheckBox):
    """A check box; its mark is an icon, never a colour alone."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        tokens, side = theme().tokens, min(room.width(), room.height())
        box = QRectF(room.left() + 1, room.center().y() - side / 2 + 1.5, side - 2, side - 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(room, tokens.color("bg"))
        painter.setPen(QPen(tokens.color("accent" if self.isChecked() else "edge"), 2))
        painter.setBrush(tokens.color("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            mark = box.adjusted(2, 2, -2, -2)
            drawing = pixmap("ok", "on_accent", 14, self.devicePixelRatioF())
            painter.drawPixmap(mark, drawing, QRectF(drawing.rect()))
        painter.end()

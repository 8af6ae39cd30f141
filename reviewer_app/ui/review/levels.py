"""The levels of a criterion as one row of segments: radio buttons of which none is chosen until a person does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QRadioButton, QSizePolicy, QWidget

from reviewer_app.domain.rubric import Level
from reviewer_app.ui.theme import theme

_HEIGHT = 32
_SIDE = 10


class LevelButton(QRadioButton):
    """One segment. Moving the focus onto it chooses nothing; Space, Enter or a click does."""

    pointed = Signal(bool)

    def __init__(self, level: Level, number: int, parent: QWidget | None = None) -> None:
        super().__init__(level.title, parent)
        self.level = level
        self.number = number
        self.keyed = False
        self.stacked = False
        self.setProperty("role", "level")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(f"Level {number}. {level.descriptor}")
        self.setToolTip(level.descriptor)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """The row decides, so that a click on the chosen level changes nothing."""

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        look = theme()
        metrics = QFontMetrics(look.font(14, QFont.Weight.DemiBold))
        wide = metrics.horizontalAdvance(self.text()) + 2 * look.px(_SIDE)
        return QSize(wide, max(look.px(_HEIGHT), metrics.height() + look.px(12)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(36), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        tokens = look.tokens
        painter = QPainter(self)
        rect = self.rect()
        chosen, alive = self.isChecked(), self.isEnabled()
        ground = (
            tokens.accent if chosen else (tokens.hover if self.underMouse() and alive else tokens.surface)
        )
        painter.fillRect(rect, tokens.color("surface"))
        painter.setPen(QPen(tokens.color("accent" if chosen else "edge"), 1))
        painter.setBrush(QPen(ground).color())
        # Neighbours share one line: all but the first draw their left one outside of themselves.
        painter.drawRect(rect.adjusted(0 if chosen or self.number == 1 or self.stacked else -1, 0, -1, -1))
        tone = "on_accent" if chosen else ("ink" if alive else "disabled")
        font = look.font(14, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        room = rect.adjusted(look.px(4), 0, -look.px(4), 0)
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if self.keyed and room.width() - QFontMetrics(font).horizontalAdvance(shown) > look.px(26):
            painter.setFont(look.font(11))
            painter.setPen(tokens.color("on_accent" if chosen else "muted"))
            painter.drawText(
                room.adjusted(look.px(3), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), str(self.number)
            )
        painter.setFont(font)
        painter.setPen(tokens.color(tone))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("on_accent" if chosen else "accent"), 2))
            painter.drawRect(QRect(rect).adjusted(3, 3, -4, -4))
        painter.end()


class LevelRow(QWidget):
    """The segments of one criterion; ``chosen`` carries a level's id, ``pointed`` the level looked at or None."""

    chosen = Signal(str)
    pointed = Signal(object)

    def __init__(self, name: str, levels: Sequence[Level], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons = [LevelButton(level, number, self) for number, level in enumerate(levels, 1)]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for button in self.buttons:
            self._row.addWidget(button)
            button.clicked.connect(lambda _checked=False, button=button: self._on_clicked(button))
            button.pointed.connect(lambda on, button=button: self._on_pointed(button, on))
        theme().changed.connect(self._arrange)

    @property
    def level(self) -> str | None:
        """The chosen level's id, if any."""
        return next((button.level.id for button in self.buttons if button.isChecked()), None)

    def show_level(self, level: str | None) -> None:
        """Show a level as chosen, or none."""
        if level != self.level:
            self._check(level)
        if level is not None and any(button.hasFocus() for button in self.buttons):
            # A number key chose: what is read beneath must be the chosen level, not the one the keyboard was on.
            self.focus_level()

    def _check(self, level: str | None) -> None:
        for button in self.buttons:
            # Radio buttons never let go of the last choice by themselves; here a person may take a level away.
            button.setAutoExclusive(False)
            button.setChecked(button.level.id == level)
        for button in self.buttons:
            button.setAutoExclusive(True)

    def set_keyed(self, keyed: bool) -> None:
        """Show or hide the number keys of the levels."""
        for button in self.buttons:
            if button.keyed != keyed:
                button.keyed = keyed
                button.update()

    def set_open(self, alive: bool) -> None:
        """Let levels be chosen or only read."""
        for button in self.buttons:
            button.setEnabled(alive)

    def focus_level(self) -> None:
        """Take the keyboard to the chosen level, or the first."""
        wanted = next((each for each in self.buttons if each.isChecked()), self.buttons[0])
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        at = next((i for i, each in enumerate(self.buttons) if each.hasFocus()), None)
        if way is None or at is None:
            event.ignore()
            return
        self.buttons[(at + way) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        needed = max((button.sizeHint().width() for button in self.buttons), default=0) * len(self.buttons)
        across = needed <= self.width()
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not way:
            self._row.setDirection(way)
            for button in self.buttons:
                button.stacked = not across
            self.updateGeometry()

    def _on_clicked(self, button: LevelButton) -> None:
        if not button.isChecked():
            self.show_level(button.level.id)
            self.chosen.emit(button.level.id)

    def _on_pointed(self, button: LevelButton, on: bool) -> None:
        self.pointed.emit(button.level if on else None)

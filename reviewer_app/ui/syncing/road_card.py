"""A card of the sync room: what it is about in a line or two, with its buttons beside the words or below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, Label
from reviewer_app.ui.widgets.button_row import Arranged, ButtonRow

_WORDS_PIXELS = 210
"""Words that would be narrower than this beside the buttons, at 100 % text, stand above them."""
_GAP = 12


class RoadCard(Card):
    """Tells by ``widened`` when it has so much to say that it wants a row of its own."""

    widened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.wide = False
        self._details: tuple[QWidget, ...] = ()

    def wide_while_shown(self, *details: QWidget) -> None:
        """Have a row of its own while any of these is shown in it."""
        self._details = details
        for each in details:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.set_wide(any(not each.isHidden() for each in self._details))
        return False

    def set_wide(self, wide: bool) -> None:
        """Have a row of its own, or share one."""
        if wide is not self.wide:
            self.wide = wide
            self.widened.emit(wide)


class RoadHead(Arranged):
    """The icon, the title and its words, with buttons; ``link`` is a lesser way below them."""

    def __init__(self, icon: str, *buttons: Button, link: Button | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.icon = IconLabel(icon, "muted", 22)
        self.title = Label("", "heading", wrap=True)
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self.words.addWidget(self.title)
        left = QHBoxLayout()
        left.setSpacing(_GAP)
        left.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        # Beside buttons that are higher the words stay together, at the height of the icon.
        together = QVBoxLayout()
        together.addLayout(self.words)
        together.addStretch(1)
        left.addLayout(together, 1)
        self._row = ButtonRow(*buttons)
        self._link = link
        self._ways = QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(2)
        ways.addWidget(self._row)
        if link is not None:
            ways.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(_GAP)
        self._both.addLayout(left, 1)
        self._both.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        lesser = self._link.sizeHint().width() if self._link is not None and not self._link.isHidden() else 0
        needed = max(self._row.across, lesser)
        taken = self.icon.width() + 2 * _GAP + needed
        beside = self.width() >= taken + theme().px(_WORDS_PIXELS)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        policy = QSizePolicy.Policy.Fixed if beside else QSizePolicy.Policy.Preferred
        if self._both.direction() is not way:
            self._both.setDirection(way)
        if self._ways.sizePolicy().horizontalPolicy() is not policy:
            self._ways.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        if self._ways.minimumWidth() != (needed if beside else 0):
            self._ways.setMinimumWidth(needed if beside else 0)
            self.updateGeometry()

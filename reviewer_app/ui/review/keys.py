"""The actions of the room as Qt knows them: shortcuts where no widget is robbed of a key, by hand elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.actions import ACTIONS, shown_key
from reviewer_app.ui.review.orders import Orders


class RoomActions:
    """The table made into QActions of a room, with what can be done now looked up anew when asked."""

    def __init__(self, room: QWidget, orders: Orders) -> None:
        self._orders = orders
        self.made: dict[str, QAction] = {}
        self._by_hand: list[tuple[QKeySequence, Act]] = []
        for act in ACTIONS:
            action = QAction(act.text, room)
            action.setObjectName(act.id)
            action.triggered.connect(lambda _checked=False, act=act: act.run(orders))
            if act.by_hand:
                self._by_hand += [(QKeySequence(key), act) for key in act.keys]
            else:
                action.setShortcuts([QKeySequence(key) for key in act.keys])
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                action.setAutoRepeat(act.id not in {"submit", "incomplete", "flag", "cite"})
            action.setToolTip(f"{act.text} ({shown_key(act)})")
            room.addAction(action)
            self.made[act.id] = action

    def refresh(self) -> None:
        """Enable what can be done now."""
        for act in ACTIONS:
            self.made[act.id].setEnabled(bool(act.when(self._orders)))

    def press(self, keys: QKeySequence) -> bool:
        """Do what a key by hand means, if it means anything."""
        for wanted, act in self._by_hand:
            if wanted == keys and act.when(self._orders):
                act.run(self._orders)
                return True
        return False

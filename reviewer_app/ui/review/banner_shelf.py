"""Where the banners of the room stand: two at most, and one line that says how many more there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets import Button, ElidedLabel

MOST = 2


class BannerShelf(QWidget):
    """Banners show and hide themselves; the shelf folds away what would take the room from the evidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: list[tuple[QWidget, QWidget]] = []
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.more = QFrame()
        self.more.setProperty("role", "banner")
        restyle(self.more, tone="info")
        self.words = ElidedLabel("", "muted")
        self.turn = Button("Show all", self.toggle, kind="link")
        row = QHBoxLayout(self.more)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel("list", "muted", 18))
        row.addWidget(self.words, 1)
        row.addWidget(self.turn)
        self._column.addWidget(self.more)
        self.more.hide()

    def addWidget(self, banner: QWidget) -> None:
        """Give a banner its place below those that are here."""
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(banner)
        self._held.append((holder, banner))
        self._column.insertWidget(len(self._held) - 1, holder)
        banner.installEventFilter(self)
        self._arrange()

    def toggle(self) -> None:
        """Show all banners, or two."""
        self._all = not self._all
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        said = [each for each in self._held if not each[1].isHidden()]
        if len(said) <= MOST:
            self._all = False
        # A warning is never behind what is only good to know.
        first = sorted(said, key=lambda each: each[1].property("tone") != "warn")[:MOST]
        for each in self._held:
            each[0].setVisible(each in said and (self._all or each in first))
        folded = [each[1] for each in said if each not in first]
        self.more.setVisible(bool(folded))
        titles = ". ".join(each.accessibleName().partition(". ")[0] for each in folded)
        count = len(folded)
        self.words.setText("" if self._all else f"{count} more: {titles}")
        self.turn.setText("Show fewer" if self._all else "Show all")

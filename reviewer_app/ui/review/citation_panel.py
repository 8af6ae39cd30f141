"""The second face of the left panel: all citations, what an earlier attempt offers, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewer_app.ui.review.citation_list import CitationList, CitationRow
from reviewer_app.ui.widgets import Button, IconButton, Label

_IN_MENU = ("export-citations", "import-citations", "marked-copy", "bring-over")


class CitationPanel(QWidget):
    """``actions`` are the room's own; the buttons only stand for them."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Citations")
        self._actions = actions
        self.list = CitationList()
        self.empty = Label(
            "Nothing is cited yet. Select words, or press M to mark a region, then press C.",
            "muted",
            wrap=True,
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(8, 8, 8, 8)
        self.offer = Button("Bring over", actions["bring-over"].trigger, icon="history")
        self.offer.setToolTip("Citations of the earlier attempt in files that were handed in again unchanged")
        self.offer.hide()
        self.more = IconButton("ellipsis", "Export, import, save a marked copy", self.open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.empty, 1)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 2, 0)
        foot.addWidget(self.offer, 1)
        foot.addStretch(0)
        foot.addWidget(self.more)
        column.addLayout(foot)

    def show_rows(self, rows: tuple[CitationRow, ...], *, editable: bool, offered: int, attempt: int) -> None:
        """Show the citations, and how many of an earlier attempt could be brought over."""
        self.list.show_rows(rows, editable=editable)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.offer.setVisible(bool(offered) and editable)
        words = f"Bring over from attempt {attempt} ({offered})"
        self.offer.setText(f" {words}")
        self.offer.setAccessibleName(f"Bring over citations from attempt {attempt} ({offered})")
        self._actions["bring-over"].setText(
            f"Bring over citations from attempt {attempt} ({offered})"
            if offered
            else "Bring over citations of the earlier attempt"
        )

    def open_menu(self) -> None:
        """What can be done with all citations."""
        menu = QMenu(self)
        menu.setAccessibleName("Citations")
        for name in _IN_MENU:
            action = self._actions[name]
            entry = menu.addAction(action.text())
            entry.setShortcut(action.shortcut())
            entry.setEnabled(action.isEnabled())
            entry.triggered.connect(action.trigger)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

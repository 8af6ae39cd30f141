"""The text of the page that is shown, and its links as a list, for reading aloud and for the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import Leads
from reviewer_app.ui.viewers.links import link_words
from reviewer_app.ui.widgets import Label

_LINKS_HIGH = 96


class PageTextPane(QWidget):
    """``followed`` carries a link that was pressed or confirmed with Enter."""

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setProperty("role", "reading")
        self.words.setAccessibleName("Text of this page")
        self.heading = Label("Links on this page", "muted")
        self.heading.setContentsMargins(12, 4, 12, 0)
        self.list = QListWidget()
        self.list.setAccessibleName("Links on this page")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words, 1)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        self._links: tuple[Leads, ...] = ()
        self.list.itemActivated.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)

    def show_page(self, text: str | None, links: Sequence[Leads]) -> None:
        """Show the text (None while it is on its way) and the links of a page."""
        said = "The text of this page is on its way." if text is None else text.replace("\r\n", "\n")
        if text is not None and not said.strip():
            said = "This page holds no text, only pictures."
        if self.words.toPlainText() != said:
            self.words.setPlainText(said)
        if tuple(links) != self._links or not links:
            self._links = tuple(links)
            self.list.clear()
            for link in self._links:
                item = QListWidgetItem(link_words(link))
                item.setToolTip(link.address[:300])
                self.list.addItem(item)
        for part in (self.heading, self.list):
            part.setVisible(bool(self._links))
        rows = min(4, len(self._links)) * max(1, self.list.sizeHintForRow(0)) + 8
        self.list.setFixedHeight(min(theme().px(_LINKS_HIGH), rows))

    def focus_inside(self) -> None:
        """Take the keyboard to the words."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.followed.emit(self._links[self.list.row(item)])

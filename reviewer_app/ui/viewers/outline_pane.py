"""A document's own table of contents, as a tree that keyboards and screen readers know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reviewer_app.ui.viewers.handle import Heading
from reviewer_app.ui.widgets import Label

_PAGE = Qt.ItemDataRole.UserRole
_OPEN_UP_TO = 40


class OutlinePane(QWidget):
    """Shows headings; ``chosen`` carries the page (0-based) of one that was pressed or confirmed with Enter."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Outline of this document")
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.said = Label("", "muted", wrap=True)
        self.said.setContentsMargins(12, 12, 12, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        self.tree.itemActivated.connect(self._on_chosen)
        self.tree.itemClicked.connect(self._on_chosen)
        self._headings: list[tuple[int, QTreeWidgetItem]] = []
        self.say("The outline is on its way.")

    def say(self, words: str) -> None:
        """Show words in place of headings."""
        self.tree.clear()
        self._headings = []
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.tree.setVisible(not words)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Show these headings, each under the nearest one before it that lies less deep."""
        self.say("" if headings else "This document has no outline of its own.")
        above: list[tuple[int, QTreeWidgetItem]] = []
        for each in headings:
            item = QTreeWidgetItem([each.title or "(no words)", str(each.page + 1) if each.page >= 0 else ""])
            item.setData(0, _PAGE, each.page)
            item.setToolTip(0, each.title)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            place = f", page {each.page + 1}" if each.page >= 0 else ""
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{each.title}{place}")
            while above and above[-1][0] >= each.depth:
                above.pop()
            if above:
                above[-1][1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append((each.depth, item))
            if each.page >= 0:
                self._headings.append((each.page, item))
        if len(headings) <= _OPEN_UP_TO:
            self.tree.expandAll()
        elif self.tree.topLevelItemCount() == 1:
            self.tree.expandToDepth(0)

    def show_page(self, page: int) -> None:
        """Mark the heading that a page (0-based) stands under."""
        before = [each for each in self._headings if each[0] <= page]
        if not before or self.tree.hasFocus():
            return
        nearest = max(before, key=lambda each: each[0])[0]
        item = next(each for at, each in before if at == nearest)
        self.tree.setCurrentItem(item)

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        page = item.data(0, _PAGE)
        if isinstance(page, int) and page >= 0:
            self.chosen.emit(page)

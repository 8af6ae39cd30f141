"""The left panel: the list of evidence, drawn with icon, name, detail, citations and a tick for what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.ui.commands.hints import with_key
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.icons import IconLabel, pixmap
from reviewer_app.ui.review.citing_acts import CITATIONS
from reviewer_app.ui.review.evidence_list import ENTRY, Entry, EvidenceModel, entries
from reviewer_app.ui.review.names_words import foot_button, foot_words
from reviewer_app.ui.review.row_list import RowList, RowPainter
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.spoken import last_stop, stop_after
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label, paint_pill, pill_size


class EvidenceList(RowList):
    """The list; letters are keys of the room here, never a search by typing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.key() in moves and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Draw one row anew; a list of Qt's lays all rows out and draws them all, as if heights had changed."""
        if QAccessible.isActive() or topLeft != bottomRight:
            super().dataChanged(topLeft, bottomRight, roles)
        else:
            self.update(topLeft)


class EvidencePanel(QWidget):
    """The panel; ``chosen`` carries the id of the item a person went to."""

    chosen = Signal(str)
    names_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = EvidenceModel()
        self.list = EvidenceList(self.model, "Evidence by part")
        self.list.setItemDelegate(_EntryPainter(self.list))
        self.current = ""
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(4)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What the left panel lists")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.addTab("Evidence")
        self.faces = QStackedWidget()
        self.faces.addWidget(self.list)
        self.tabs.currentChanged.connect(self.faces.setCurrentIndex)
        column.addWidget(self.tabs)
        column.addWidget(self.faces, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 4)
        foot.setSpacing(8)
        foot.addWidget(IconLabel("hidden", "muted", 16))
        self.blind = Label("Earner is hidden until release", "small", wrap=True)
        foot.addWidget(self.blind, 1)
        column.addLayout(foot)
        self.names = Button("", self.names_wanted.emit, kind="link")
        self.names.hide()
        row = QHBoxLayout()
        row.setContentsMargins(2, 0, 6, 4)
        row.addWidget(self.names)
        row.addStretch(1)
        column.addLayout(row)

    def add_citations(self, panel: QWidget) -> None:
        """Give the panel its second face."""
        self.faces.addWidget(panel)
        self.tabs.addTab("Citations")
        stop_after(last_stop(panel), self.names)
        keyring().changed.connect(self._say_tabs)
        self._say_tabs()

    def _say_tabs(self) -> None:
        self.tabs.setTabToolTip(1, with_key("All citations of this submission", CITATIONS))

    def count_citations(self, count: int) -> None:
        """Say how many citations there are."""
        words = f"Citations {count}" if count else "Citations"
        if words != self.tabs.tabText(1):
            self.tabs.setTabText(1, words)

    @property
    def citing(self) -> bool:
        """Whether the citations are shown instead of the evidence."""
        return self.tabs.currentIndex() == 1

    def show_face(self, *, citations: bool) -> None:
        """Show the citations, or the evidence."""
        self.tabs.setCurrentIndex(1 if citations else 0)

    def show_review(self, review: ReviewView, places: Mapping[str, Mapping[str, Any]]) -> None:
        """Show the evidence of a review; the current item stays where it still exists."""
        self.model.show(entries(review, places))
        self.list.executeDelayedItemsLayout()  # else it is painted twice
        self._select(self.current)
        words = foot_words(review.guarded)
        self.names.setText(foot_button(review.guarded))
        self.names.setToolTip(words)
        self.names.setAccessibleName(words)
        self.names.setVisible(bool(words))

    def entry(self, evidence: str) -> Entry | None:
        """The row of an item."""
        row = self.model.row_of(evidence)
        return self.model.rows[row] if row >= 0 else None

    def choose(self, evidence: str) -> None:
        """Make an item current without telling anyone."""
        self.current = evidence
        self._select(evidence)

    def step(self, way: int) -> str:
        """The id of the next or previous item."""
        return self.model.step(self.current, way)

    def _select(self, evidence: str) -> None:
        row = self.model.row_of(evidence)
        if row >= 0 and row == self.list.currentIndex().row():
            return
        before, chooser = self.list.currentIndex(), self.list.selectionModel()
        chooser.blockSignals(True)
        if row >= 0:
            chooser.setCurrentIndex(self.model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            chooser.clear()
        chooser.blockSignals(False)
        if row >= 0:
            self.list.scrollTo(self.model.index(row))
        for each in (before, self.list.currentIndex()):
            self.list.update(each)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        entry = now.data(ENTRY) if now.isValid() else None
        if isinstance(entry, Entry) and entry.id and entry.id != self.current:
            self.current = entry.id
            self.chosen.emit(entry.id)


class _EntryPainter(RowPainter):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme()
        entry: Entry = index.data(ENTRY)
        if not entry.id:
            return QSize(60, QFontMetrics(_strong()).height() + look.px(14))
        high = QFontMetrics(look.font(14)).height() + QFontMetrics(look.font(12)).height()
        return QSize(60, high + look.px(14))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, entry = theme(), index.data(ENTRY)
        tokens = look.tokens
        rect = QRect(option.rect)
        painter.save()
        if not entry.id:
            painter.setFont(_strong())
            painter.setPen(tokens.color("ink"))
            room = rect.adjusted(look.px(6), look.px(6), -look.px(6), 0)
            self.line(painter, room, entry.title)
            painter.restore()
            return
        chosen = self.ground(painter, option)
        self._inside(painter, rect, entry, chosen)
        painter.restore()

    def _inside(self, painter: QPainter, rect: QRect, entry: Entry, chosen: bool) -> None:
        look = theme()
        ratio = painter.device().devicePixelRatio()
        size = look.px(18)
        left = rect.left() + look.px(8)
        tone = "accent" if chosen else "muted"
        painter.drawPixmap(left, rect.center().y() - size // 2 + 1, pixmap(entry.icon, tone, 18, ratio))
        left += size + look.px(10)
        right = rect.right() - look.px(6)
        if entry.seen:
            right -= size
            painter.drawPixmap(right, rect.center().y() - size // 2 + 1, pixmap("ok", "ok", 18, ratio))
            right -= look.px(4)
        if entry.citations:
            words = str(entry.citations)
            pill = pill_size(words)
            right -= pill.width()
            spot = QRect(right, rect.center().y() - pill.height() // 2 + 1, pill.width(), pill.height())
            paint_pill(painter, spot, words, "accent")
            right -= look.px(6)
        wide = right - left
        high = QFontMetrics(look.font(14)).height()
        top = rect.top() + look.px(7)
        painter.setFont(look.font(14, QFont.Weight.Medium if chosen else QFont.Weight.Normal))
        painter.setPen(look.tokens.color("ink" if entry.here else "muted"))
        self.line(painter, QRect(left, top, wide, high), entry.title, Qt.TextElideMode.ElideMiddle)
        painter.setFont(look.font(12))
        painter.setPen(look.tokens.color("muted"))
        self.line(painter, QRect(left, top + high, wide, QFontMetrics(look.font(12)).height()), entry.detail)


def _strong() -> QFont:
    return theme().font(14, QFont.Weight.DemiBold)

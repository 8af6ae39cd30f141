"""All citations of a submission as a list: Enter shows the place, F2 notes, Delete removes, one key pins elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.domain.citation import Citation, quotation
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.review.citation_words import spoken, where
from reviewer_app.ui.review.citing_acts import CITE_OTHER
from reviewer_app.ui.review.row_list import RowList, RowPainter
from reviewer_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
TWO_VERSIONS = "Two versions"
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class CitationRow:
    """A citation with the name of its evidence, and whether two laptops say different things of it."""

    citation: Citation
    title: str
    two_versions: bool = False


class CitationModel(QAbstractListModel):
    """The rows; what is edited is the note. ``noted`` carries a citation's id and its new note."""

    noted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[CitationRow, ...] = ()
        self.editable = True

    def show(self, rows: tuple[CitationRow, ...]) -> None:
        """Show other rows; where only notes changed, the current one stays."""
        if [each.citation.id for each in rows] == [each.citation.id for each in self.rows]:
            changed = [i for i, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
            self.rows = rows
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, citation: str) -> int:
        """The row of a citation, -1 where there is none."""
        return next((row for row, each in enumerate(self.rows) if each.citation.id == citation), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            said = spoken(row.citation, row.title)
            return f"{TWO_VERSIONS}. {said}" if row.two_versions else said
        if role == Qt.ItemDataRole.EditRole:
            return row.citation.note
        return row if role == ROW else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == row.citation.note:
            return False
        self.noted.emit(row.citation.id, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags


class CitationList(RowList):
    """The list; each signal carries a citation's id."""

    shown = Signal(str)
    removed = Signal(str)
    repin_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        rows = CitationModel()
        super().__init__(rows, "Citations of this submission", parent)
        self.rows = rows
        self.setItemDelegate(_CitationPainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.shown.emit(index.data(ROW).citation.id))

    @property
    def current(self) -> str:
        """The citation the keyboard is on."""
        index = self.currentIndex()
        return index.data(ROW).citation.id if index.isValid() else ""

    def show_rows(self, rows: tuple[CitationRow, ...], *, editable: bool) -> None:
        """Show these; the keyboard stays near where it was."""
        before, row = self.current, self.currentIndex().row()
        self.rows.editable = editable
        self.rows.show(rows)
        if not self.currentIndex().isValid() and rows:
            found = self.rows.row_of(before)
            self.setCurrentIndex(self.rows.index(found if found >= 0 else min(max(row, 0), len(rows) - 1)))

    def choose(self, citation: str) -> None:
        """Make a citation current without telling anyone."""
        row = self.rows.row_of(citation)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def event(self, event: QEvent) -> bool:
        # The room's key for citing elsewhere; here it is about the citation the keyboard is on.
        if isinstance(event, QKeyEvent) and _elsewhere(event):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if self.current and self.rows.editable:
                    self.repin_wanted.emit(self.current)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if key in moves and plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain and self.current:
            self.shown.emit(self.current)
        elif key == Qt.Key.Key_F2 and self.current and self.rows.editable:
            self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Delete and self.current and self.rows.editable:
            self.removed.emit(self.current)
        else:
            event.ignore()


def _elsewhere(event: QKeyEvent) -> bool:
    return keyring().means(event, CITE_OTHER)


class _CitationPainter(RowPainter):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, _line() * (3 if index.data(ROW).citation.note else 2) + theme().px(16))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName("Note on this citation")
        field.setPlaceholderText("Note")
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        high = editor.sizeHint().height()
        rect = QRect(option.rect)
        editor.setGeometry(rect.left() + 2, rect.bottom() - high, rect.width() - 4, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = theme(), index.data(ROW)
        tokens, each = look.tokens, row.citation
        rect = QRect(option.rect)
        painter.save()
        self.ground(painter, option)
        left, top = rect.left() + look.px(8), rect.top() + look.px(8)
        strong = look.font(13, QFont.Weight.DemiBold)
        tag = QFontMetrics(strong).horizontalAdvance("8.88") + look.px(8)
        painter.setFont(strong)
        painter.setPen(tokens.color("accent"))
        high = _line()
        painter.drawText(QRect(left, top, tag, high), int(Qt.AlignmentFlag.AlignVCenter), each.criterion)
        room = QRect(left + tag, top, rect.right() - left - tag - look.px(6), high)
        painter.setFont(look.font(13, QFont.Weight.Medium))
        painter.setPen(tokens.color("ink"))
        words = quotation(each.selectors).exact
        self.line(painter, room, where(each, row.title), Qt.TextElideMode.ElideMiddle)
        painter.setFont(look.font(13))
        painter.setPen(tokens.color("muted"))
        second = f"“{words}”" if words else row.title
        if row.two_versions:
            painter.setPen(tokens.color("warn"))
            second = f"{TWO_VERSIONS} · {second}"
        self.line(painter, room.translated(0, high), second)
        if each.note:
            painter.setPen(tokens.color("ink"))
            self.line(painter, room.translated(0, 2 * high), each.note)
        painter.restore()


def _line() -> int:
    return QFontMetrics(theme().font(13)).height() + 1

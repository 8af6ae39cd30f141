"""The hits as a list: a heading for each submission, below it where the words stand and the line they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.domain.finding import Snippet
from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.searching.ports import Hit
from reviewer_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole
_HEADING, _ROW = 44, 56
_PAD, _ICON = 16, 16
_ICONS = {
    "submission": "queue",
    "answers": "file-text",
    "comment": "message-square",
    "note": "sticky-note",
    "evidence": "file",
}


def where(hit: Hit) -> str:
    """Where the words stand, without the submission."""
    if hit.kind == "evidence":
        return f"{hit.name} · page {hit.page}" if hit.page > 1 else hit.name
    if hit.kind == "submission":
        return "Alias and title"
    if hit.kind == "answers":
        return f"Written answers · {hit.place}"
    words = "Your comment" if hit.kind == "comment" else "Private note"
    return f"{words} on {hit.place}" if hit.place else f"{words} on the whole"


def whose(hit: Hit) -> str:
    """The heading of a submission's hits: the alias, never a name."""
    return f"{hit.alias} · {hit.title} · attempt {hit.attempt}"


class ResultsModel(QAbstractListModel):
    """Rows of hits and headings; ``more_wanted`` asks for the hits from a place on when the person scrolls there."""

    more_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Hit | str] = []
        self._next = 0
        self.hits = 0

    def show(self, hits: Sequence[Hit], after: int) -> None:
        """Show the first hits of another search."""
        self.beginResetModel()
        self._rows, self._next, self.hits = _grouped(hits), after, len(hits)
        self.endResetModel()

    def add(self, hits: Sequence[Hit], after: int) -> None:
        """Show more hits of the same search below."""
        rows = _grouped(hits)
        self._next = after
        self.hits += len(hits)
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    @property
    def all_shown(self) -> bool:
        """Whether there are no more hits than those shown."""
        return not self._next

    def hit_at(self, index: Index) -> Hit | None:
        """The hit of a row; none for a heading."""
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else ""
        return None if isinstance(row, str) else row

    def submissions(self) -> int:
        """In how many submissions the hits shown are."""
        return len({row.submission for row in self._rows if not isinstance(row, str)})

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and bool(self._next)

    def fetchMore(self, parent: Index) -> None:
        after, self._next = self._next, 0
        if after:
            self.more_wanted.emit(after)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == HIT:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{where(row)}, in {whose(row)}: {row.snippet.text}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _grouped(hits: Sequence[Hit]) -> list[Hit | str]:
    """The hits by submission, that of the best hit first, each under its heading."""
    by: dict[str, list[Hit]] = {}
    for each in hits:
        by.setdefault(each.submission, []).append(each)
    rows: list[Hit | str] = []
    for group in by.values():
        rows.append(whose(group[0]))
        rows += group
    return rows


class ResultsDelegate(QStyledItemDelegate):
    """Draws a heading quietly and a hit in two lines, the words found on a ground of their own and bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tall = _HEADING if isinstance(index.data(HIT), str) else _ROW
        return QSize(theme().px(120), theme().px(tall))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, row = theme(), QRect(option.rect), index.data(HIT)
        painter.save()
        if isinstance(row, str):
            painter.setFont(look.font(13, QFont.Weight.DemiBold))
            painter.setPen(look.tokens.color("muted"))
            room = rect.adjusted(look.px(_PAD), look.px(8), -look.px(_PAD), 0)
            text = painter.fontMetrics().elidedText(row, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        else:
            _ground(painter, rect, option)
            _draw_hit(painter, rect, row)
        painter.restore()


def _ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
    look, state = theme(), option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, look.tokens.color("accent_soft"))
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.tokens.color("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.tokens.color("hover"))
    painter.setPen(look.tokens.color("line"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _draw_hit(painter: QPainter, rect: QRect, hit: Hit) -> None:
    look = theme()
    size, pad = look.px(_ICON), look.px(_PAD)
    line = (rect.height() - 1) // 2
    room = rect.adjusted(pad + size + look.px(10), look.px(7), -pad, -look.px(7))
    top = QRect(room.left(), room.top(), room.width(), line - look.px(7))
    ratio = painter.device().devicePixelRatio()
    drawing = pixmap(_ICONS[hit.kind], "muted", _ICON, ratio)
    painter.drawPixmap(QRect(rect.left() + pad, top.center().y() - size // 2 + 1, size, size), drawing)
    painter.setFont(look.font(weight=QFont.Weight.Medium))
    painter.setPen(look.tokens.color("ink"))
    words = painter.fontMetrics().elidedText(where(hit), Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
    below = QPointF(room.left(), rect.top() + line)
    _draw_line(painter, below, room.width(), hit.snippet)


def _draw_line(painter: QPainter, at: QPointF, width: int, snippet: Snippet) -> None:
    """One line of the snippet; what does not fit is left out behind an ellipsis, never the words found."""
    look = theme()
    usual, strong = QTextCharFormat(), QTextCharFormat()
    usual.setForeground(look.tokens.color("muted"))
    strong.setForeground(look.tokens.color("ink"))
    strong.setFontWeight(QFont.Weight.DemiBold)
    strong.setBackground(look.tokens.color("warn_soft"))
    dots = " …"
    room = width - painter.fontMetrics().horizontalAdvance(dots)
    layout = QTextLayout(snippet.text, look.font(13))
    whole = QTextLayout.FormatRange()
    whole.start, whole.length, whole.format = 0, len(snippet.text), usual
    formats = [whole]
    for start, end in snippet.marks:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, end - start, strong
        formats.append(one)
    layout.setFormats(formats)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(room)
    rest = layout.createLine()
    layout.endLayout()
    first.draw(painter, at)
    if rest.isValid():
        painter.setFont(look.font(13))
        painter.setPen(look.tokens.color("muted"))
        painter.drawText(QPointF(at.x() + first.naturalTextWidth(), at.y() + first.ascent()), dots)


class ResultsList(QListView):
    """Emits ``opened`` with a hit, ``left`` when the person goes up beyond the first or presses Esc."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = model
        self.setProperty("ground", "none")
        self.setAccessibleName("Hits")
        self.setModel(model)
        self.setItemDelegate(ResultsDelegate(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def first(self) -> None:
        """Put the cursor on the first hit."""
        self._step_from(-1, 1)

    def step(self, way: int) -> bool:
        """Move the cursor to the next or previous hit; False where there is none."""
        return self._step_from(self.currentIndex().row(), way)

    def open_current(self) -> None:
        """Open the hit the cursor is on."""
        self._open(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and not self.step(-1)):
            self.left.emit()
        elif key == Qt.Key.Key_Down:
            self.step(1)
        elif key != Qt.Key.Key_Up:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they belong to the search field."""

    def _step_from(self, row: int, way: int) -> bool:
        row += way
        while 0 <= row < self._hits.rowCount():
            index = self._hits.index(row)
            if self._hits.hit_at(index) is not None:
                self.setCurrentIndex(index)
                if row == 1:
                    self.scrollToTop()
                return True
            row += way
        return False

    def _open(self, index: Index) -> None:
        hit = self._hits.hit_at(index) if index.isValid() else None
        if hit is not None:
            self.opened.emit(hit)

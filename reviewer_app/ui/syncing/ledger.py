"""The ledger: each item on its way to the hub, how far it is, its receipt, and what to do where a person is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.roads import under_way
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import LedgerAsked, Line, Stage
from reviewer_app.ui.widgets import paint_pill, pill_size
from reviewer_app.ui.words import ago_words, exact_time, since_words

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
STAGES: dict[Stage, tuple[str, str, str]] = {
    Stage.DRAFT: ("Draft", "muted", "draft"),
    Stage.READY: ("Ready to send", "warn", "waiting"),
    Stage.SENT: ("Sent", "accent", "sending"),
    Stage.RECEIVED: ("Received", "ok", "received"),
    Stage.ATTENTION: ("Needs attention", "bad", "attention"),
    Stage.CAME: ("Arrived", "muted", "fetching"),
    Stage.LET_GO: ("Let go", "muted", "ok"),
    Stage.SENT_AGAIN: ("Sent again", "muted", "ok"),
    Stage.JUDGED_AGAIN: ("Judged again", "muted", "ok"),
}
_PAGE, _MOST_AGAIN = 100, 2000
_NOWHERE = QModelIndex()


class LedgerModel(QAbstractListModel):
    """The lines that are here so far; scrolling on fetches more, however many there are."""

    counted = Signal(int)

    def __init__(
        self, desk: Desk, jobs: Jobs, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._now = now
        self._lines: list[Line] = []
        self._more = False
        self._asking = False
        self._asked = LedgerAsked()
        self._turn = 0
        self.failed: Callable[[ReviewerError], None] | None = None

    @property
    def asked(self) -> LedgerAsked:
        """Which lines it holds."""
        return self._asked

    def ask(self, asked: LedgerAsked) -> None:
        """Hold other lines."""
        if asked != self._asked:
            self._asked = asked
            self.refresh()

    def refresh(self) -> None:
        """Read the ledger again from its newest line."""
        self._ask(0)

    def line(self, row: int) -> Line | None:
        """The line in a row, None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: str) -> int:
        """The row of the line with this key, -1 where it is not among those that are here."""
        return next((row for row, each in enumerate(self._lines) if each.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not self._asking and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        self._ask(len(self._lines))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (
                line.alias,
                line.title,
                line.what,
                STAGES[line.stage][0],
                self.when(line),
                line.reason,
                line.next_step,
            )
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [exact_time(line.at)] if line.at else []
            return "\n".join([*told, *([f"SHA-256 {line.sha256}"] if line.sha256 else [])])
        return None

    def when(self, line: Line) -> str:
        """When the line came to its stage, as seen from now; where it is, while it has no receipt."""
        if line.stage is Stage.SENT and line.at:
            return under_way(line.sent_by, since_words(line.at, self._now()))
        return ago_words(line.at, self._now()) if line.at else ""

    def _ask(self, offset: int) -> None:
        self._asking = True
        self._turn += 1
        desk, asked, turn = self._desk, self._asked, self._turn
        after = self._lines[-1] if offset else None
        # Read again, it is as long as it was, so that whoever has scrolled far down stays there.
        limit = _PAGE if offset else max(_PAGE, min(len(self._lines), _MOST_AGAIN))

        def done(lines: Sequence[Line]) -> None:
            if turn != self._turn:
                return  # other lines are wanted by now
            self._asking = False
            self._more = len(lines) == limit
            if offset:
                self.beginInsertRows(QModelIndex(), offset, offset + len(lines) - 1)
                self._lines.extend(lines)
                self.endInsertRows()
            else:
                self.beginResetModel()
                self._lines = list(lines)
                self.endResetModel()
            self.counted.emit(len(self._lines))

        def failed(error: ReviewerError) -> None:
            self._asking, self._more = False, False
            if self.failed is not None:
                self.failed(error)

        self._jobs.run(
            Lane.STORE, lambda _control: desk.ledger(asked, after, limit), done, failed, owner=self
        )


class LineDelegate(QStyledItemDelegate):
    """Draws a line: what it is, when, its stage, and below it why a person is needed."""

    def __init__(self, shown: QListView) -> None:
        super().__init__(shown)
        self._list = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme()
        height = look.px(56)
        line: Line = index.data(LINE)
        if line.reason:
            height += self._advice(line, option.rect.width() or 600).height() + look.px(4)
        return QSize(look.px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), option.rect
        line: Line = index.data(LINE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.tokens.color("accent_soft"))
            if option.state & QStyle.StateFlag.State_Active and self._list.hasFocus():
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()), look.tokens.color("accent")
                )
        painter.setPen(look.tokens.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words, tone, icon = STAGES[line.stage]
        size = pill_size(words, icon)
        pad = look.px(16)
        top = QRect(rect.left() + pad, rect.top(), rect.width() - 2 * pad, look.px(56))
        pill = QRect(
            top.right() - size.width(), top.center().y() - size.height() // 2, size.width(), size.height()
        )
        paint_pill(painter, pill, words, tone, icon)
        room = QRect(top.left(), top.top(), pill.left() - top.left() - pad, top.height())
        bold = look.font(weight=QFont.Weight.DemiBold)
        upper = QRect(room.left(), room.top() + look.px(8), room.width(), look.px(20))
        self._text(painter, upper, line.alias, bold, "ink")
        shift = QFontMetrics(bold).horizontalAdvance(line.alias) + look.px(10)
        self._text(
            painter,
            upper.adjusted(shift, 0, 0, 0),
            f"{line.title} · attempt {line.attempt}" if line.attempt else line.title,
            look.font(),
            "ink",
        )
        lower = QRect(room.left(), upper.bottom() + look.px(2), room.width(), look.px(20))
        model = index.model()
        when = model.when(line) if isinstance(model, LedgerModel) else ""
        receipt = f"receipt {line.sha256[:12]}" if line.sha256 and line.stage is Stage.RECEIVED else ""
        told = " · ".join(part for part in (line.what, when, receipt) if part)
        self._text(painter, lower, told, look.font(13), "muted")
        if line.reason:
            area = self._advice(line, rect.width()).translated(rect.left() + pad, top.bottom())
            painter.setFont(look.font(13))
            painter.setPen(look.tokens.color("ink"))
            painter.drawText(area, int(Qt.TextFlag.TextWordWrap), f"{line.reason} {line.next_step}".strip())
        painter.restore()

    def _text(self, painter: QPainter, room: QRect, text: str, font: QFont, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(theme().tokens.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _advice(self, line: Line, width: int) -> QRect:
        look = theme()
        room = QRect(0, 0, max(80, width - look.px(32)), 10_000)
        text = f"{line.reason} {line.next_step}".strip()
        return (
            QFontMetrics(look.font(13))
            .boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
            .adjusted(0, 0, 0, look.px(10))
        )


class LedgerList(QListView):
    """Emits ``chosen`` with the line the cursor is on, and ``entered`` with one that was activated."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName("Ledger: what was sent and received")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda index: self.entered.emit(index.data(LINE)))
        self.selectionModel().currentChanged.connect(self._on_current)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._take_up)
        self._held = ""
        theme().changed.connect(self.doItemsLayout)

    def current(self) -> Line | None:
        """The line the cursor is on."""
        index = self.currentIndex()
        return index.data(LINE) if index.isValid() else None

    def _on_current(self, index: Index) -> None:
        self.chosen.emit(index.data(LINE) if index.isValid() else None)

    def _hold(self) -> None:
        line = self.current()
        self._held = line.key if line is not None else ""

    def _take_up(self) -> None:
        """The cursor stays on its line when the ledger is read again, though its row is another."""
        model = self.model()
        assert isinstance(model, LedgerModel)  # the only kind it is made with
        row = max(0, model.row_of(self._held)) if self._held else 0
        if model.rowCount():
            self.setCurrentIndex(model.index(row))
        else:
            self.chosen.emit(None)

"""All commands of the screen in front, and any submission, by a few letters: type, choose, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from reviewer_app.domain.matching import Choice, rank
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.palette_list import ROW_PIXELS, Line, PaletteList, PaletteModel
from reviewer_app.ui.commands.submissions import SubmissionFinder, told
from reviewer_app.ui.theme import RADIUS, theme
from reviewer_app.ui.widgets import Card, Label

if TYPE_CHECKING:
    from reviewer_app.ui.views import Row

_WIDE, _TOP, _ROWS = 640, 72, 11
_SCRIM = 70


class PaletteBox(QWidget):
    """Lies over the window, and finds submissions where it has a finder.

    ``used`` carries the name of a command that was chosen; ``gone`` says it went away.
    """

    used = Signal(str)
    gone = Signal()

    def __init__(
        self, offers: Sequence[Offer], recent: Sequence[str], finder: SubmissionFinder | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("All commands")
        self._over = parent
        self._offers = {each.command.name: each for each in offers}
        self._recent = tuple(recent)
        self._finder = finder
        self._choices = [self._choice(each) for each in self._offers.values()]
        self._found: tuple[Line, ...] = ()
        self._enter_due = False
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName("Command, place or submission" if finder else "Command")
        self.field.setPlaceholderText(
            "Type a command, a place, or a submission" if finder else "Type a command"
        )
        self.field.setProperty("role", "search")
        self.model = PaletteModel(self)
        self.list = PaletteList(self.model)
        self.nothing = Label("", "muted", wrap=True)
        self.foot = Label("↑ ↓ choose    Enter does it    Esc closes", "small")
        self._card = Card(self, margin=12, spacing=8)
        self._card.body.addWidget(self.field)
        self._card.body.addWidget(self.list)
        self._card.body.addWidget(self.nothing)
        row = QHBoxLayout()
        row.addWidget(self.foot)
        self._card.body.addLayout(row)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._do(self.model.lines[index.row()]))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        parent.installEventFilter(self)

    def open(self) -> None:
        """Come up, with the keyboard in the field."""
        self._before = QApplication.focusWidget()
        self._show("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def leave(self) -> None:
        """Go away, with the keyboard where it was before."""
        if self.isHidden():
            return
        self._end()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.gone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(theme().tokens.of("ink") if not theme().tokens.dark else "#000000")
        veil.setAlpha(_SCRIM)
        painter = QPainter(self)
        # Under the card nothing is seen of it, but for its round corners.
        hidden = self._card.geometry().adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS)
        painter.setClipRegion(event.region().subtracted(QRegion(hidden)))
        painter.fillRect(event.rect(), veil)

    def _choice(self, each: Offer) -> Choice:
        command = each.command
        also = (command.group, *keyring().all_shown(command))
        return Choice(command.name, command.text.replace("…", ""), also, each.enabled)

    def _on_typed(self, typed: str) -> None:
        self._enter_due = False
        self._found = ()
        self._show(typed)
        if self._finder is not None:
            self._finder.find(typed, self._on_found)

    def _on_found(self, rows: Sequence[Row]) -> None:
        self._found = tuple(map(self._submission, rows))
        kept = self._current()
        self._show(self.field.text(), kept.name if kept is not None else "")
        if self._enter_due and self.model.lines:
            self._do(self.model.lines[0])

    def _show(self, typed: str, keep: str = "") -> None:
        found = rank(typed, self._choices, self._recent)
        lines = [self._line(each.choice.name, each.places) for each in found]
        able = [line for line in lines if not line.why]
        # What can be done comes first, then submissions, then what cannot be done now.
        self.model.show((*able, *self._found, *(line for line in lines if line.why)))
        names = [line.name for line in self.model.lines]
        if names:
            at = names.index(keep) if keep in names else 0
            self.list.setCurrentIndex(self.model.index(at))
        looking = self._looking
        self.nothing.setText(
            "Looking for submissions…" if looking else f"Nothing is called “{typed.strip()}”."
        )
        self.nothing.setVisible(not names)
        self.list.setVisible(bool(names))
        self._place()

    def _line(self, name: str, places: tuple[int, ...]) -> Line:
        each = self._offers[name]
        command = each.command
        return Line(
            name,
            command.icon,
            command.text,
            command.group,
            keyring().shown(command),
            each.run,
            places,
            "" if each.enabled else each.why,
        )

    def _submission(self, row: Row) -> Line:
        text, aside = told(row)
        own = row.submission
        finder = self._finder
        assert finder is not None  # it found the row
        return Line(f"submission {own}", "queue", text, aside, "", lambda: finder.open(own))

    @property
    def _looking(self) -> bool:
        return self._finder is not None and self._finder.busy

    def _current(self) -> Line | None:
        index = self.list.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS,
        }
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _step(self, step: int) -> None:
        count = len(self.model.lines)
        if count:
            at = self.list.currentIndex().row() + step
            # One step past an end goes to the other; a page never does.
            at = at % count if abs(step) == 1 else max(0, min(count - 1, at))
            self.list.setCurrentIndex(self.model.index(at))

    def _enter(self) -> None:
        line = self._current()
        if line is not None:
            self._do(line)
        elif self._looking:
            self._enter_due = True

    def _do(self, line: Line) -> None:
        if line.why:
            announce(self.field, f"Not now: {line.why}", urgent=True)
            self.foot.setText(line.why)
            return
        self.leave()
        if line.name in self._offers:
            self.used.emit(line.name)
        line.run()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and self.isVisible():
            place = f"{current.row() + 1} of {len(self.model.lines)}"
            announce(self.field, f"{self.model.lines[current.row()].spoken}, {place}")

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._end()
            self.gone.emit()

    def _end(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.isVisible():
            app.focusChanged.disconnect(self._on_focus)
        if self._finder is not None:
            self._finder.stop()
        self.hide()

    def _place(self) -> None:
        """Over the whole window, the box near its top and never larger than the window."""
        look = theme()
        room = self._over.rect()
        self.setGeometry(room)
        wide = min(look.px(_WIDE), room.width() - 32)
        top = min(look.px(_TOP), room.height() // 10)
        rows = min(_ROWS, max(1, len(self.model.lines)))
        self.list.setFixedHeight(
            max(look.px(ROW_PIXELS), min(rows * look.px(ROW_PIXELS), room.height() - top - look.px(150)))
        )
        self._card.setFixedWidth(wide)
        self._card.adjustSize()
        self._card.move((room.width() - wide) // 2, top)

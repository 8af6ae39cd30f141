"""The comment bank as a dialog: type to find, Enter puts a copy into the comment; entries are changed or put away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.domain.bank import BankEntry
from reviewer_app.ui.announce import announce
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, InlineNote, Label
from reviewer_app.ui.words import count_words

_PAUSE_MILLISECONDS = 120
_EMPTY = "Nothing here yet. The bank grows from every decision you sign; names never go into it."
_NOTHING = "No comment of this micro-credential holds these words."


class BankDialog(QDialog):
    """``searched`` carries what was typed, ``chosen`` an entry, ``changed`` an entry and its new words, ``pinned`` an
    entry and whether, ``hidden`` an entry; ``kept`` that the words of the comment should go into the bank."""

    searched = Signal(str)
    chosen = Signal(object)
    changed = Signal(object, str)
    pinned = Signal(object, bool)
    hidden = Signal(object)
    kept = Signal()
    share_wanted = Signal()

    def __init__(
        self,
        place: str,
        criterion: str,
        levels: Mapping[str, str],
        keepable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Comment bank")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._criterion, self._levels = criterion, levels
        self._entries: tuple[BankEntry, ...] = ()
        self._asked = False
        self.field = QLineEdit()
        self.field.setAccessibleName("Find a comment")
        self.field.setPlaceholderText("Type to find; without words, what fits this criterion and level best")
        self.list = QListWidget()
        self.list.setAccessibleName("Comments of the bank")
        self.list.setProperty("role", "bank")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.empty = Label(_EMPTY, "muted", wrap=True)
        self.empty.hide()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Words of this comment, to change them in the bank")
        self.text.setTabChangesFocus(True)
        self.note = InlineNote()
        self.insert = Button(
            "Insert", self._on_insert, kind="primary", hint="Enter; a copy, which stays as it is"
        )
        self.pin = Button("Pin", self._on_pin, hint="Ctrl+P; pinned ones come first")
        self.hide_it = Button("Put away", self._on_hide, hint="Ctrl+D; it is offered no longer")
        self.save = Button(
            "Keep the change", self._on_change, hint="Ctrl+S; what was said before stays as it was"
        )
        self.keep = Button("Keep my comment here", self.kept.emit, icon="save", kind="link")
        self.keep.setEnabled(keepable)
        self.share = Button(
            "Share with the hub",
            self.share_wanted.emit,
            icon="sync",
            kind="link",
            hint="Your pinned comments go there, without your name; what others share comes here",
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.field.text()))
        self._build(place)
        self.field.textChanged.connect(self._pause.start)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemDoubleClicked.connect(lambda _item: self._on_insert())
        self.text.textChanged.connect(self._arrange)
        self._arrange()
        self.field.setFocus()

    def _build(self, place: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(f"Comment bank · {place}", "heading"))
        column.addWidget(self.field)
        column.addWidget(self.list, 3)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.text, 2)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.pin, self.hide_it, self.save):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.insert)
        column.addLayout(row)
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(self.keep)
        links.addWidget(self.share)
        links.addStretch(1)
        column.addLayout(links)
        around = self.parentWidget()
        screen = around.size() if around is not None else QSize(1366, 768)
        wide, high = theme().px(640), theme().px(560)
        self.resize(min(wide, screen.width() - 40), min(high, screen.height() - 40))

    @property
    def current(self) -> BankEntry | None:
        """The entry the keyboard is on."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show_entries(self, entries: Sequence[BankEntry]) -> None:
        """Show what was found, the keyboard on the same entry where it is still there."""
        now = self.current.id if self.current is not None else ""
        self._entries = tuple(entries)
        self.list.blockSignals(True)
        self.list.clear()
        for each in self._entries:
            item = QListWidgetItem(f"{' '.join(each.text.split())}\n{self._about(each)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.text}. {self._about(each)}")
            item.setSizeHint(QSize(10, theme().px(48)))
            self.list.addItem(item)
        rows = [row for row, each in enumerate(self._entries) if each.id == now]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.list.blockSignals(False)
        self.empty.setText(_NOTHING if self.field.text().strip() else _EMPTY)
        self.empty.setVisible(not self._entries)
        self.list.setVisible(bool(self._entries))
        self._on_row(self.list.currentRow())
        if self._asked:
            announce(self.list, count_words(len(self._entries), "comment", "comments"))
        self._asked = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        deeds = {Qt.Key.Key_P: self.pin, Qt.Key.Key_D: self.hide_it, Qt.Key.Key_S: self.save}
        if control and key in deeds:
            deeds[Qt.Key(key)].click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.field.hasFocus():
            step = 1 if key == Qt.Key.Key_Down else -1
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_insert()
        else:
            super().keyPressEvent(event)

    def _about(self, entry: BankEntry) -> str:
        said = ["pinned"] if entry.pinned else []
        if entry.criterion != self._criterion:
            said.append(entry.criterion or "overall")
        said.append(self._levels.get(entry.level, entry.level) or "any level")
        if entry.uses:
            said.append(f"used {count_words(entry.uses, 'time', 'times')}")
        elif entry.source != "own":
            said.append("from a file" if entry.source == "file" else "from the hub")
        return " · ".join(said)

    def _on_row(self, _row: int) -> None:
        entry = self.current
        self.text.setPlainText(entry.text if entry is not None else "")
        self.pin.setText("Unpin" if entry is not None and entry.pinned else "Pin")
        self._arrange()

    def _arrange(self) -> None:
        entry = self.current
        changed = entry is not None and self.text.toPlainText() != entry.text
        self.text.setVisible(entry is not None)
        for each in (self.insert, self.pin, self.hide_it):
            each.setEnabled(entry is not None)
        self.save.setEnabled(changed and bool(self.text.toPlainText().strip()))

    def _on_insert(self) -> None:
        if (entry := self.current) is not None:
            self.accept()
            # Only now, so that whoever hears it can say where the keyboard goes.
            self.chosen.emit(entry)

    def _on_pin(self) -> None:
        if (entry := self.current) is not None:
            self.pinned.emit(entry, not entry.pinned)

    def _on_hide(self) -> None:
        if (entry := self.current) is not None:
            self.hidden.emit(entry)

    def _on_change(self) -> None:
        if (entry := self.current) is not None:
            self.changed.emit(entry, self.text.toPlainText())

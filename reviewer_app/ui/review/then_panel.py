"""A review as it was: every field read-only, beside what stands in it now, and the ways back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.review.past_ports import FieldThen, PastLine, ThenView
from reviewer_app.ui.review.word_changes import WordChanges
from reviewer_app.ui.widgets import Button, Card, Label, Pill, Scroller
from reviewer_app.ui.words import clock, count_words, day_words

NOTHING = "Nothing"


class ThenPanel(QWidget):
    """``restored`` carries a record and a slot, "" for all of them."""

    restored = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The review as it was")
        self._view: ThenView | None = None
        self.heading = Label("", "heading", wrap=True)
        self.pill = Pill()
        self.pill.show_state("Read only", "muted", "eye")
        self.sentence = Label("", "muted", wrap=True)
        self.change = Label("", "strong", wrap=True)
        self.words = WordChanges("Words that changed")
        self.all = Button("", self._restore_all, kind="primary", icon="history")
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.buttons: dict[str, Button] = {}
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        changed = Card(margin=12, spacing=4)
        changed.body.addWidget(self.change)
        changed.body.addWidget(self.words)
        column.addWidget(changed)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self.fields)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroller(inside))

    def show_line(self, line: PastLine) -> None:
        """Say what one change was; the review as it was then follows."""
        self.change.setText(line.words)
        self.words.setVisible(bool(line.runs))
        self.words.show_runs(line.runs)

    def show_then(self, view: ThenView, *, editable: bool) -> None:
        """Show the review as it was once this change had been made."""
        self._view = view
        self.heading.setText(
            f"The review as it was on {day_words(view.at.astimezone().date())}, {clock(view.at)}"
        )
        differing = view.differing
        self.sentence.setText(
            "Everything stands as it did then."
            if not differing
            else f"{count_words(differing, 'field is', 'fields are')} different now. Nothing here can be changed; "
            "restoring makes new changes, and one undo takes them back."
        )
        self.all.setText(f" Restore the whole review ({differing})")
        self.all.setAccessibleName(f"Restore the whole review: {count_words(differing, 'change', 'changes')}")
        self.all.setVisible(bool(differing) and editable)
        self._clear()
        for each in view.fields:
            self.fields.addWidget(self._card(each, editable=editable))

    def focus_inside(self) -> None:
        """Take the keyboard to the first thing that can be done."""
        first = self.all if self.all.isVisibleTo(self) else next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, each: FieldThen, *, editable: bool) -> Card:
        card = Card(margin=12, spacing=6)
        head = QHBoxLayout()
        head.addWidget(Label(each.name, "strong", wrap=True), 1)
        card.body.addLayout(head)
        if not each.differs:
            card.body.addWidget(Label(each.then, wrap=True))
            return card
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for title, text in (("Then", each.then), ("Now", each.now)):
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(Label(title, "caption"))
            side.addWidget(Label(text or NOTHING, "body" if text else "muted", wrap=True))
            side.addStretch(1)
            sides.addLayout(side, 1)
        card.body.addLayout(sides)
        if editable:
            button = Button("Restore this", lambda: self._restore(each.slot), icon="history")
            button.setAccessibleName(f"Restore this: {each.name}, {each.then or NOTHING}")
            self.buttons[each.slot] = button
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _restore_all(self) -> None:
        self._restore("")

    def _restore(self, slot: str) -> None:
        if self._view is not None:
            self.restored.emit(self._view.record, slot)

    def _clear(self) -> None:
        self.buttons.clear()
        while (item := self.fields.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

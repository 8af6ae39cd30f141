"""Pairing with a hub over a line: its address and a one-time code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.road_card import RoadCard
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.views import Partner
from reviewer_app.ui.widgets import Button, InlineNote, Label

_ONE_ROW_PIXELS = 760
"""From this width on, at 100 % text, address, code and button stand in one row."""


class PairingCard(RoadCard):
    """Emits ``paired`` once a hub took the code; out of the way on a laptop that is paired."""

    paired = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._job: Job[Partner] | None = None
        self.set_wide(True)
        self.note = InlineNote()
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://hub.district.example")
        self.code = QLineEdit()
        self.code.setPlaceholderText("One-time code")
        self.code.setMaxLength(64)
        self.button = Button("Pair", self._pair, kind="primary")
        self._labels = [
            self._label(words, field) for words, field in (("Hub address", self.address), ("Code", self.code))
        ]
        self.body.addWidget(Label("Pair this laptop with a hub", "heading", wrap=True))
        self.body.addWidget(
            Label(
                "Your coordinator’s hub shows an address and a one-time code. Work then arrives and decisions leave by "
                "themselves.",
                "muted",
                wrap=True,
            )
        )
        form = QWidget()
        self._form = QGridLayout(form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self.body.addWidget(form)
        self.body.addWidget(self.note)
        self._across: bool | None = None
        theme().changed.connect(self._fit)
        self._fit()

    def show_partner(self, partner: Partner | None) -> None:
        """Show the form, where there is no partner."""
        self.setVisible(partner is None)

    def focus_form(self) -> None:
        """Begin with the address."""
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _label(self, words: str, field: QLineEdit) -> Label:
        label = Label(words)
        label.setBuddy(field)
        field.setAccessibleName(words)
        field.returnPressed.connect(self._pair)
        field.textEdited.connect(lambda _text: restyle(field, wrong=False))
        return label

    def _fit(self) -> None:
        across = self.width() >= theme().px(_ONE_ROW_PIXELS)
        if across is self._across:
            return
        self._across = across
        (first, second), form = self._labels, self._form
        places: tuple[tuple[QWidget, int, int], ...] = (
            (first, 0, 0),
            (self.address, 0, 1),
            (second, 0, 2) if across else (second, 1, 0),
            (self.code, 0, 3) if across else (self.code, 1, 1),
            (self.button, 0, 4) if across else (self.button, 2, 1),
        )
        for each, row, column in places:
            form.removeWidget(each)
            if each is self.button:
                form.addWidget(each, row, column, Qt.AlignmentFlag.AlignLeft)
            else:
                form.addWidget(each, row, column)
        form.setColumnStretch(1, 3)
        form.setColumnStretch(3, 1 if across else 0)

    def _pair(self) -> None:
        if self._job is not None and not self._job.over:
            return
        url, code = self.address.text().strip(), self.code.text().strip()
        if url and "://" not in url:
            near = url.startswith(("127.0.0.1", "localhost", "[::1]"))
            url = f"{'http' if near else 'https'}://{url}"
        if not url or not code:
            empty = self.code if url else self.address
            restyle(empty, wrong=True)
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
            self.note.say("warn", "Both are needed", "Type the hub’s address and the code it shows.")
            return
        self.note.hide()
        self._busy(True)
        desk = self._desk
        self._job = self._jobs.run(
            Lane.NETWORK,
            lambda control: desk.pair(url, code, control.cancel),
            self._on_paired,
            self._on_failed,
        )

    def _busy(self, busy: bool) -> None:
        for widget in (self.button, self.address, self.code):
            widget.setEnabled(not busy)
        self.button.setText("Pairing…" if busy else "Pair")

    def _on_paired(self, partner: Partner) -> None:
        self._busy(False)
        self.code.clear()
        self.show_partner(partner)
        self.paired.emit(partner)

    def _on_failed(self, error: ReviewerError) -> None:
        self._busy(False)
        self.note.say_error(error)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

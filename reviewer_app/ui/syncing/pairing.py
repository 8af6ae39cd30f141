"""Pairing with a hub: its address and a one-time code, or who this laptop is paired with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.ports import Desk, Partner
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, Pages

_FORM_PIXELS = 560


class PairingCard(Card):
    """Emits ``paired`` once a hub took the code, ``forgotten`` once the pairing was ended."""

    paired = Signal(object)
    forgotten = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._job: Job[Partner] | None = None
        self.note = InlineNote()
        self._pages = Pages()
        self._form = self._make_form()
        self._told = self._make_told()
        self._pages.add_page(self._form)
        self._pages.add_page(self._told)
        self.body.addWidget(self.note)
        self.body.addWidget(self._pages)
        self.show_partner(None)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._form_rows.setMaximumWidth(theme().px(_FORM_PIXELS))

    def show_partner(self, partner: Partner | None) -> None:
        """Show the form, or who the partner is."""
        if partner is not None:
            self._name.setText(f"Paired with {partner.hub_name}")
            self._person.setText(f"as {partner.person_name} · {partner.hub_url or 'by stick only'}")
        self._confirm.hide()
        page = self._form if partner is None else self._told
        self._pages.show_page(page)

    def focus_form(self) -> None:
        """Begin with the address."""
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("Pair this laptop with a hub", "heading"))
        column.addWidget(
            Label(
                "Your coordinator’s hub shows an address and a one-time code. After pairing, work arrives and "
                "decisions leave by themselves whenever there is a connection.",
                "muted",
                wrap=True,
            )
        )
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://hub.district.example")
        self.code = QLineEdit()
        self.code.setPlaceholderText("One-time code")
        self.code.setMaxLength(64)
        form = QFormLayout()
        form.setContentsMargins(0, 8, 0, 8)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (("Hub address", self.address), ("Code", self.code)):
            label = Label(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            field.returnPressed.connect(self._pair)
            field.textEdited.connect(lambda _text, field=field: restyle(field, wrong=False))
            form.addRow(label, field)
        self._form_rows = QWidget()
        self._form_rows.setLayout(form)
        column.addWidget(self._form_rows)
        self.button = Button("Pair", self._pair, kind="primary", icon="pair")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _make_told(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name = Label("", "heading")
        self._person = Label("", "muted", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._person)
        row.addWidget(IconLabel("received", "ok", 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._end = Button("End pairing…", lambda: self._confirm.show(), kind="quiet")
        row.addWidget(self._end, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._confirm = QWidget()
        sure = QHBoxLayout(self._confirm)
        sure.setContentsMargins(0, 8, 0, 0)
        sure.addWidget(
            Label("Decisions that wait will stay here until this laptop is paired again.", wrap=True), 1
        )
        sure.addWidget(Button("Keep it", self._confirm.hide))
        sure.addWidget(Button("End pairing", self._forget, kind="danger"))
        self._confirm.hide()
        column.addWidget(self._confirm)
        return page

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
        self.button.setText(" Pairing…" if busy else " Pair")

    def _on_paired(self, partner: Partner) -> None:
        self._busy(False)
        self.code.clear()
        self.show_partner(partner)
        self.paired.emit(partner)

    def _on_failed(self, error: ReviewerError) -> None:
        self._busy(False)
        self.note.say_error(error)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        desk = self._desk
        self._jobs.run(
            Lane.STORE,
            lambda _control: desk.forget_partner(),
            lambda _none: self.forgotten.emit(),
            owner=self,
        )

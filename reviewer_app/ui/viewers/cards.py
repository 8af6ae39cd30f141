"""What stands in the place of evidence: it is being opened, cannot be shown, failed, is locked, or is not here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.review import Flag
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.spoken import stop_after, stops_in
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, ElidedLabel, Label
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.words import size_words

_WIDEST = 560


class EvidenceCard(QScrollArea):
    """A card in the middle of the room: icon, title, sentence, next step, what the file is, and what can be done."""

    retried = Signal()
    copy_wanted = Signal()
    report_wanted = Signal()
    link_wanted = Signal()
    exact_wanted = Signal()
    unlocked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.icon = IconLabel("info", "muted", 32)
        self.title = Label("", "heading", wrap=True)
        self.sentence = Label("", wrap=True)
        self.next_step = Label("", "muted", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Password of this file")
        self.password.setPlaceholderText("Password")
        self.password.returnPressed.connect(self._on_unlock)
        self.open_button = Button("Open", self._on_unlock)
        self.retry = Button("Try again", self.retried.emit, icon="retry")
        self.open_link = Button("Open the address…", self.link_wanted.emit, icon="link")
        self.exact = Button("Show exact layout", self.exact_wanted.emit, icon="file-text")
        self.save_copy = Button("Save a copy…", self.copy_wanted.emit, icon="save")
        self.report = Button("Report a problem…", self.report_wanted.emit, icon="flag")
        card = Card(margin=24, spacing=10)
        self._card = card
        theme().changed.connect(self._fit)
        self._fit()
        card.body.addWidget(self.icon)
        for label in (self.title, self.sentence, self.next_step):
            card.body.addWidget(label)
        self._locked = QWidget()
        lock_row = QHBoxLayout(self._locked)
        lock_row.setContentsMargins(0, 4, 0, 4)
        lock_row.addWidget(self.password, 1)
        lock_row.addWidget(self.open_button)
        card.body.addWidget(self._locked)
        self._facts = QWidget()
        self._form = QFormLayout(self._facts)
        self._form.setContentsMargins(0, 4, 0, 4)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setHorizontalSpacing(16)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        card.body.addWidget(self._facts)
        self.reported = Label("", wrap=True)
        self.reported.set_tone("warn")
        self.reported.hide()
        card.body.addWidget(self.reported)
        card.body.addSpacing(4)
        card.body.addWidget(ButtonRow(self.retry, self.open_link, self.exact, self.save_copy, self.report))
        ground = QWidget()
        middle = QVBoxLayout(ground)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 8)
        across.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        ground.setProperty("ground", "sunken")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(ground)

    def _fit(self) -> None:
        self._card.setMaximumWidth(theme().px(_WIDEST))

    def show_loading(self, name: str) -> None:
        """Say that the evidence is on its way."""
        self._show("loader", "muted", f"Opening {name}…", "", "", None)
        self._offer()

    def show_error(self, error: ReviewerError, item: EvidenceItem | None) -> None:
        """Say why the evidence cannot be shown and what can be done about it."""
        locked = error.code == "password"
        calm = locked or error.code in ("unsupported", "link", "blob-missing", "not-here")
        icon = {"password": "lock", "unsupported": "file-question-mark", "link": "link"}.get(
            error.code, "error"
        )
        if error.code in ("blob-missing", "not-here"):
            icon = "fetching"
        self._show(icon, "muted" if calm else "bad", error.title, error.sentence, error.next_step, item)
        self._offer(
            lock=locked,
            retry=not locked and error.code not in ("unsupported", "link"),
            copy=item is not None and not item.is_link and error.code not in ("blob-missing", "not-here"),
            report=item is not None,
        )
        announce(self, self.accessibleName())
        if locked:
            self.password.clear()
            self.password.setFocus()

    def show_link(self, item: EvidenceItem, *, opened: bool = False) -> None:
        """Say where a link leads, that it came without a snapshot, and that it must be seen before it is cited."""
        step = (
            "It came without a snapshot. You have opened it, so it can be cited."
            if opened
            else "It came without a snapshot, so it can be cited only after you have opened it and looked at it."
        )
        self._show("link", "muted", item.title or "A link", f"Needs a connection: {item.url}", step, item)
        self._offer(link=True, report=True)

    def _offer(
        self,
        *,
        lock: bool = False,
        retry: bool = False,
        copy: bool = False,
        report: bool = False,
        link: bool = False,
    ) -> None:
        self.open_link.setVisible(link)
        self.exact.hide()
        self._locked.setVisible(lock)
        self.retry.setVisible(retry)
        self.save_copy.setVisible(copy)
        self.report.setVisible(report)

    def _show(
        self, icon: str, tone: str, title: str, sentence: str, step: str, item: EvidenceItem | None
    ) -> None:
        self.icon.show_icon(icon, tone)
        for label, text in ((self.title, title), (self.sentence, sentence), (self.next_step, step)):
            label.setText(text)
            label.setVisible(bool(text))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(" ".join(part for part in (title, sentence, step) if part))
        while self._form.rowCount():
            self._form.removeRow(0)
        rows: list[tuple[str, str]] = []
        if item is not None:
            rows.append(("Name", item.name or item.title))
            if item.size:
                rows.append(("Size", size_words(item.size)))
            if item.sha256:
                rows.append(("SHA-256", item.sha256))
        for name, value in rows:
            self._form.addRow(Label(name, "muted"), _hash(value) if name == "SHA-256" else _told(value))
        # Facts are made anew each time; what can be done about the file comes after them.
        stops = [*stops_in(self._facts), self.retry, self.open_link, self.exact, self.save_copy, self.report]
        stop_after(stops[0], *stops[1:])
        self._facts.setVisible(bool(rows))

    def show_problems(self, problems: Sequence[Flag]) -> None:
        """Say which problems with this evidence were reported and are still open."""
        said = [" ".join(part for part in (f"{each.kind}.", each.text) if part) for each in problems]
        self.reported.setText("Problem reported: " + " ".join(said) if said else "")
        self.reported.setVisible(bool(said))
        self.report.setText(" Reported…" if said else " Report a problem…")

    def _on_unlock(self) -> None:
        if self.password.text():
            self.unlocked.emit(self.password.text())


def _told(value: str) -> QWidget:
    told = Label(value, "body", wrap=True)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return told


def _hash(value: str) -> QWidget:
    """A hash short enough to compare by eye, with a button that copies the whole."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    short = ElidedLabel(f"{value[:12]} … {value[-12:]}", "body")
    short.setMinimumWidth(theme().px(80))
    short.setAccessibleName(f"SHA-256 {value}")
    row.addWidget(short, 1)
    copy = Button("Copy", lambda: QGuiApplication.clipboard().setText(value), kind="link")
    copy.setAccessibleName("Copy the SHA-256")
    row.addWidget(copy)
    return made

"""The panel beside the ledger: one item with its times and its receipt, verified now; copy it, save the receipt."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.roads import LINE
from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.syncing.acts import COPY_ITEM, SAVE_RECEIPT
from reviewer_app.ui.syncing.ledger_ports import ItemView, LedgerPorts
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Line, Stage
from reviewer_app.ui.widgets import Button, Card, EmptyState, Label, Scroller
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.words import short_time

WIDTH = 340


class ItemPanel(Card):
    """``save_wanted`` carries what is shown; ``act_wanted`` the line that needs a person."""

    save_wanted = Signal(object)
    act_wanted = Signal(object)

    def __init__(self, ports: LedgerPorts | None, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0, spacing=0)
        self._ports, self._jobs = ports, jobs
        self._turn = 0
        self._line: Line | None = None
        self.view: ItemView | None = None
        self.setAccessibleName("Item")
        self._none = EmptyState("receipt", "No item chosen", "Choose one to see its times and its receipt.")
        self._page = QWidget()
        self._page.setProperty("ground", "none")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.title = Label("", "heading", wrap=True)
        self.what = Label("", "muted", wrap=True)
        self.sign = IconLabel("receipt", "ok", 18)
        self.proof = Label("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.proof, 1)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.act = Button("What can be done…", self._on_act, kind="primary", icon="attention")
        self.copy = Button("Copy", self.copy_facts, hint="Copy all of this as text", act=COPY_ITEM)
        self.save = Button("Save receipt…", self._on_save, icon="receipt", act=SAVE_RECEIPT)
        buttons = ButtonRow(self.save, self.copy)
        column.addWidget(self.title)
        column.addWidget(self.what)
        column.addLayout(row)
        column.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._facts)
        column.addWidget(buttons)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._page)
        self.body.addWidget(Scroller(self._stack))
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def can_save(self) -> bool:
        """Whether the item that is shown has a receipt."""
        return self.view is not None and self.view.verified is not None

    def show_line(self, line: Line | None) -> None:
        """Show an item: what the list knows at once, its receipt as soon as it is read and verified."""
        self._turn += 1
        self._line = line
        if line is None:
            self.view = None
            self._stack.setCurrentWidget(self._none)
            return
        if self.view is not None and self.view.key != line.key:
            self.view = None
        self._stack.setCurrentWidget(self._page)
        self.title.setText(f"{line.alias} · {line.title}")
        self.what.setText(f"{line.what} · attempt {line.attempt}" if line.attempt else line.what)
        self.act.setVisible(line.stage is Stage.ATTENTION)
        self.save.setVisible(line.stage is not Stage.CAME)  # what arrived has none
        self._say_proof(self.view)
        if self._ports is None or not line.key:
            return
        ports, key, turn = self._ports, line.key, self._turn

        def done(view: ItemView) -> None:
            if turn == self._turn:
                self._show(view)

        def failed(error: ReviewerError) -> None:
            if turn == self._turn:
                self.proof.setText(f"{error.title}. {error.sentence}")

        self._jobs.run(Lane.STORE, lambda _control: ports.item(key), done, failed, owner=self)

    def copy_facts(self) -> None:
        """Put what is known of the item on the clipboard."""
        if self.view is not None:
            QGuiApplication.clipboard().setText(self.view.facts)
            announce(self, "Copied")

    def _show(self, view: ItemView) -> None:
        self.view = view
        self._say_proof(view)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (name, value) in enumerate(facts(view)):
            label, said = Label(name, "caption"), Label(value, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, row, 1)

    def _say_proof(self, view: ItemView | None) -> None:
        words, icon, tone = proof_words(view, self._line)
        self.proof.setText(words)
        self.sign.show_icon(icon, tone)
        for each in (self.sign, self.proof):
            each.setVisible(bool(words))
        self.save.setEnabled(self.can_save)
        self.copy.setEnabled(view is not None)

    def _on_act(self) -> None:
        if self._line is not None:
            self.act_wanted.emit(self._line)

    def _on_save(self) -> None:
        if self.view is not None:
            self.save_wanted.emit(self.view)

    def _fit(self) -> None:
        self.setMinimumWidth(theme().px(WIDTH * 3 // 4))


def proof_words(view: ItemView | None, line: Line | None) -> tuple[str, str, str]:
    """What the receipt is worth, with its icon and tone."""
    if view is None or view.verified is None:
        if line is not None and line.stage in (Stage.READY, Stage.SENT):
            stays = "No receipt yet: it stays here until the hub confirms it"
            ways = ", and goes by line as well if one comes first." if line.sent_by not in ("", LINE) else "."
            return f"{stays}{ways}", "waiting", "warn"
        return "", "info", "muted"
    if not view.verified:
        return (
            "This receipt is not genuine for this record and the hub’s key. Ask the coordinator.",
            "refused",
            "bad",
        )
    said = "has this very record" if view.accepted else "refused this very record"
    return (
        f"Receipt verified here: signed by the hub’s key, which says that it {said}.",
        "receipt",
        "ok" if view.accepted else "warn",
    )


def facts(view: ItemView) -> list[tuple[str, str]]:
    """What is known of an item, as name and value."""
    rows: list[tuple[str, datetime | str | None]] = [
        ("Signed" if view.sha256 else "Arrived", view.signed_at),
        ("Sent", view.sent_at),
        ("Received" if view.accepted else "Refused", view.received_at),
        ("By", view.road),
        ("Reason", "" if view.accepted else view.reason),
        ("Hash (SHA-256)", grouped(view.sha256)),
        ("Hub’s key", grouped(view.hub)),
    ]
    return [
        (name, short_time(value) if isinstance(value, datetime) else value) for name, value in rows if value
    ]


def grouped(text: str) -> str:
    """A hash or key in groups of eight, which break where there is no room."""
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))

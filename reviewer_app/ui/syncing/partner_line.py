"""The line below the ledger of a paired laptop: the last round, the hub, as whom, and the end of the pairing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.status import Phase, Status
from reviewer_app.ui.widgets import Button, Label, Pages
from reviewer_app.ui.widgets.button_row import ButtonRow


class PartnerLine(QWidget):
    """Emits ``forgotten`` once the pairing was ended, which it asks about first."""

    forgotten = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.words = Label("", "muted", wrap=True)
        self.end = Button("End pairing…", self.ask, kind="link")
        self.keep = Button("Keep it", self._on_keep)
        self.sure = Button("End pairing", self._on_sure, kind="danger")
        self._pages = Pages()
        self._told = QWidget()
        row = QHBoxLayout(self._told)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.end)
        self._asked = QWidget()
        question = QVBoxLayout(self._asked)
        question.setContentsMargins(0, 0, 0, 0)
        question.setSpacing(8)
        question.addWidget(
            Label(
                "End the pairing? Decisions that wait stay here until this laptop is paired again.", wrap=True
            )
        )
        question.addWidget(ButtonRow(self.keep, self.sure))
        for page in (self._told, self._asked):
            self._pages.add_page(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    @property
    def asking(self) -> bool:
        """Whether it asks about the end of the pairing."""
        return self._pages.page() is self._asked

    def show_status(self, status: Status, told: str) -> None:
        """Say how things stand, or what is being done."""
        partner = status.partner
        doing = status.doing if status.phase is Phase.SENDING else ""
        whom = f" · as {partner.person_name}" if partner is not None and status.problem is None else ""
        self.words.setText(doing or f"{told}{whom}")
        self.words.setToolTip((partner.hub_url or "by stick only") if partner else "")
        self.setVisible(partner is not None)
        if partner is None:
            self._pages.show_page(self._told)

    def ask(self) -> None:
        """Ask whether the pairing should end."""
        self._pages.show_page(self._asked)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        self._pages.show_page(self._told)
        self.end.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sure(self) -> None:
        desk = self._desk
        self._jobs.run(
            Lane.STORE,
            lambda _control: desk.forget_partner(),
            lambda _none: self.forgotten.emit(),
            owner=self,
        )

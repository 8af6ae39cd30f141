"""The sync room: the hub this laptop works with, and the ledger of everything that passes between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.window import SYNC
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk, Exchanged
from reviewer_app.ui.syncing.acts import SYNC_ACTS
from reviewer_app.ui.syncing.driver import SyncDriver, utc_now
from reviewer_app.ui.syncing.ledger import LedgerList, LedgerModel
from reviewer_app.ui.syncing.pairing import PairingCard
from reviewer_app.ui.syncing.parts import PARTS
from reviewer_app.ui.syncing.status import Phase, Status, last_words
from reviewer_app.ui.widgets import Button, Card, EmptyState, Label, Room
from reviewer_app.ui.words import count_words, size_words

Part = TypeVar("Part", bound=QWidget)
_SECOND_LOOK_MILLISECONDS = 60_000


class SyncRoom(Room):
    """Emits ``opened`` with a submission's id."""

    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        driver: SyncDriver,
        *,
        now: Callable[[], datetime] = utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Sync", SYNC_ACTS, parent)
        self._driver = driver
        self._now = now
        self.pairing: PairingCard = PairingCard(desk, jobs)
        self.model = LedgerModel(desk, jobs, now, self)
        self.ledger = LedgerList(self.model)
        self.last = Label("", "muted")
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "sync",
            "Nothing has passed yet",
            "What you decide appears here: a draft first, then ready to send, sent, and received with its receipt.",
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.ledger)
        card = Card(margin=0, spacing=0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self._stack)
        self.sync = Button("Sync now", driver.sync_now, icon="sync", act=SYNC)
        foot = QHBoxLayout()
        foot.addWidget(self.last)
        foot.addStretch(1)
        self.body.addWidget(self.pairing)
        self.parts = tuple(part for make in PARTS if (part := make(desk, jobs, driver)) is not None)
        for part in self.parts:
            self.body.addWidget(part)
        self.body.addWidget(Label("Ledger", "heading"))
        self.body.addWidget(card, 1)
        self.body.addLayout(foot)
        self.pairing.paired.connect(lambda _partner: driver.partner_changed())
        self.pairing.forgotten.connect(driver.partner_changed)
        self.ledger.opened.connect(self.opened)
        self.model.counted.connect(self._on_counted)
        self.model.failed = self.note.say_error
        driver.changed.connect(self._on_status)
        driver.synced.connect(self._on_synced)
        driver.failed.connect(self.note.say_error)
        # “5 minutes ago” grows old by itself.
        self._minute = QTimer(self)
        self._minute.setInterval(_SECOND_LOOK_MILLISECONDS)
        self._minute.timeout.connect(lambda: self._on_status(driver.status))
        self._on_status(driver.status)

    @property
    def paired(self) -> bool:
        """Whether this laptop works with a hub."""
        return self._driver.status.partner is not None

    def part(self, kind: type[Part]) -> Part | None:
        """The part of this kind; None where its ports are not bound."""
        return next((each for each in self.parts if isinstance(each, kind)), None)

    def entered(self) -> None:
        """Read the ledger again."""
        self.model.refresh()
        self._minute.start()
        (self.ledger if self._driver.status.partner else self.pairing.address).setFocus()

    def _on_counted(self, count: int) -> None:
        self._stack.setCurrentWidget(self.ledger if count else self._empty)

    def _on_status(self, status: Status) -> None:
        self.pairing.show_partner(status.partner)
        self.sync.setEnabled(status.partner is not None and status.phase is not Phase.SENDING)
        self.last.setText(status.doing if status.phase is Phase.SENDING else last_words(status, self._now()))
        if status.phase is Phase.TROUBLE and status.problem is not None and not self.note.isVisible():
            self.note.say_error(status.problem)

    def _on_synced(self, exchanged: Exchanged) -> None:
        self.model.refresh()
        if exchanged.problems or exchanged.refused:
            count = max(exchanged.refused, len(exchanged.problems))
            self.note.say(
                "warn",
                f"{count_words(count, 'item needs', 'items need')} attention",
                " ".join(exchanged.problems),
                "The ledger below says for each what to do.",
            )
        else:
            self.note.hide()
            announce(self, summed_up(exchanged))


def summed_up(exchanged: Exchanged) -> str:
    """What a round did, in one sentence."""
    parts = []
    if exchanged.accepted:
        parts.append(f"{count_words(exchanged.accepted, 'item', 'items')} received by the hub")
    if exchanged.received_work:
        parts.append(f"{count_words(exchanged.received_work, 'submission', 'submissions')} arrived")
    if exchanged.blobs_fetched:
        parts.append(
            f"{count_words(exchanged.blobs_fetched, 'file', 'files')} fetched ({size_words(exchanged.bytes_fetched)})"
        )
    if exchanged.from_others:
        parts.append(
            f"{count_words(exchanged.from_others, 'change', 'changes')} of your other laptop brought over"
        )
    return ", ".join(parts) if parts else "Nothing new on either side"

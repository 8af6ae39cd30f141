"""The sync room: the roads on a shelf, and below it the ledger of everything that left and came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.window import SYNC
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.acts import LEFT, SYNC_ACTS
from reviewer_app.ui.syncing.driver import SyncDriver, utc_now
from reviewer_app.ui.syncing.files_part import FilesPart
from reviewer_app.ui.syncing.item_panel import WIDTH, ItemPanel
from reviewer_app.ui.syncing.ledger import LedgerList, LedgerModel
from reviewer_app.ui.syncing.ledger_bar import LedgerBar
from reviewer_app.ui.syncing.ledger_ports import ItemView, RefusalView
from reviewer_app.ui.syncing.left_panel import LeftPanel
from reviewer_app.ui.syncing.pairing import PairingCard
from reviewer_app.ui.syncing.partner_line import PartnerLine
from reviewer_app.ui.syncing.parts import PARTS
from reviewer_app.ui.syncing.refused_page import RefusedPage
from reviewer_app.ui.syncing.road_card import RoadCard
from reviewer_app.ui.syncing.shelf import Shelf
from reviewer_app.ui.syncing.sign_in import SignInPart
from reviewer_app.ui.syncing.status import Phase, Status, last_words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Exchanged, LedgerAsked, Line, Stage
from reviewer_app.ui.widgets import Button, Card, EmptyState, Pages, Room
from reviewer_app.ui.words import count_words, size_words

Part = TypeVar("Part", bound=QWidget)
_SECOND_LOOK_MILLISECONDS = 60_000
_WITHOUT_END = 16_777_215
_PANEL_FROM = 860
"""In a room narrower than this, at 100 % text, an item's panel stands below the list."""


class SyncRoom(Room):
    """Emits ``opened`` with a submission's id, ``changed`` when something was answered that the lists show."""

    opened = Signal(str)
    changed = Signal()

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
        self._jobs = jobs
        self._driver = driver
        self._now = now
        self._exports = desk.exports
        self._ports = desk.exchange.ledger if desk.exchange is not None else None
        self.pairing: PairingCard = PairingCard(desk, jobs)
        self.model = LedgerModel(desk, jobs, now, self)
        self.ledger = LedgerList(self.model)
        self.bar: LedgerBar = LedgerBar()
        self.panel: ItemPanel = ItemPanel(self._ports, jobs)
        self.refused: RefusedPage = RefusedPage(self._ports, jobs)
        self.left: LeftPanel = LeftPanel(self._ports, jobs, desk.exports, now)
        self.partner: PartnerLine = PartnerLine(desk, jobs)
        self.sync = Button("Sync now", driver.sync_now, icon="sync", act=SYNC)
        self.shelf = Shelf()
        self.parts = tuple(part for make in PARTS if (part := make(desk, jobs, driver)) is not None)
        first = [part for part in self.parts if isinstance(part, SignInPart)]
        rest = [part for part in self.parts if part not in first]
        self.shelf.take([*first, self.pairing, *rest])
        for part in first:
            self.shelf.set_wide(part, True)
        self._pages = Pages()
        self._whole = self._make_whole()
        self._pages.add_page(self._whole)
        self._pages.add_page(self.refused)
        self.body.addWidget(self._pages, 1)
        self._connect(driver)
        # “5 minutes ago” grows old by itself.
        self._minute = QTimer(self)
        self._minute.setInterval(_SECOND_LOOK_MILLISECONDS)
        self._minute.timeout.connect(lambda: self._on_status(driver.status))
        theme().changed.connect(self._fit)
        self._fit()
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
        if not self.refused.isVisible():
            (self.ledger if self._driver.status.partner else self.pairing.address).setFocus()

    def show_ledger(self) -> None:
        """Back to the ledger, with the cursor where it was."""
        self._pages.show_page(self._whole)
        self.ledger.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, key: str) -> None:
        """The page of something the hub refused."""
        self._pages.show_page(self.refused)
        self.refused.show_item(key)

    def save_receipt(self) -> None:
        """Ask where the receipt of the item the cursor is on goes, and write it."""
        if self.panel.view is not None and self.panel.can_save:
            self._on_save(self.panel.view)

    def write_receipt(self, view: ItemView | RefusalView, target: Path) -> None:
        """Write a receipt, or the copy of what was refused, and say where it is."""
        if self._ports is None:
            return
        make = self._ports.save_receipt if isinstance(view, ItemView) else self._ports.save_copy
        self._jobs.run(
            Lane.FILES,
            lambda _control: make(view.key, target),
            self._on_written,
            self.note.say_error,
            owner=self,
        )

    def _make_whole(self) -> QWidget:
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "sync",
            "Nothing has passed yet",
            "What you decide appears here: a draft first, then ready to send, sent, and received with its receipt.",
        )
        self._no_match = EmptyState("search", "Nothing matches", "No item of the ledger fits.")
        for page in (self._empty, self._no_match, self.ledger):
            self._stack.addWidget(page)
        card = Card(margin=0, spacing=0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self._stack)
        self._both = QWidget()
        self._both.setProperty("ground", "none")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._both)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(card, 5)
        self._row.addWidget(self.panel, 3)
        self.print = Button("What left this laptop…", self.left.open, icon="printer", act=LEFT)
        self.bar.end.addWidget(self.print)
        whole = QWidget()
        whole.setProperty("ground", "none")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.shelf)
        column.addWidget(self.bar)
        column.addWidget(self.left)
        column.addWidget(self._both, 1)
        column.addWidget(self.partner)
        return whole

    def _connect(self, driver: SyncDriver) -> None:
        self.pairing.paired.connect(self._on_paired)
        self.partner.forgotten.connect(driver.partner_changed)
        for each in self.parts:
            if isinstance(each, RoadCard):
                each.widened.connect(lambda _wide: self._weigh())
        self.ledger.entered.connect(self._on_entered)
        self.ledger.chosen.connect(self.panel.show_line)
        self.bar.asked.connect(self._on_asked)
        self.bar.left.connect(self.ledger.setFocus)
        self.panel.act_wanted.connect(self._on_entered)
        self.panel.save_wanted.connect(self._on_save)
        self.refused.back.connect(self.show_ledger)
        self.refused.done.connect(self._on_answered)
        self.refused.review_wanted.connect(self._on_review_wanted)
        self.refused.copy_wanted.connect(self._on_save)
        self.left.written.connect(self._on_written)
        self.left.failed.connect(self.note.say_error)
        self.left.closed.connect(self.print.setFocus)
        self.model.counted.connect(self._on_counted)
        self.model.failed = self.note.say_error
        driver.changed.connect(self._on_status)
        driver.synced.connect(self._on_synced)
        driver.failed.connect(self.note.say_error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.bound.press(QKeySequence(event.keyCombination())):
            event.accept()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        look = theme()
        beside = self.width() >= look.px(_PANEL_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self.panel.setMaximumWidth(look.px(WIDTH) if beside else _WITHOUT_END)
        # The ledger is never a strip: with large text on a small screen the whole room scrolls.
        self._both.setMinimumHeight(look.px(200 if beside else 460))

    def _weigh(self) -> None:
        # One primary button at a time: while another road is under way, it has it.
        roads = (
            each for each in self.parts if isinstance(each, RoadCard) and not isinstance(each, FilesPart)
        )
        busy = any(each.wide for each in roads)
        self.pairing.button.set_kind("plain" if busy else "primary")

    def _on_paired(self, _partner: object) -> None:
        self.ledger.setFocus()
        self._driver.partner_changed()

    def _on_entered(self, line: Line) -> None:
        if line.stage is Stage.ATTENTION and line.key:
            self.show_refused(line.key)
        else:
            self.opened.emit(line.submission)

    def _on_asked(self, asked: LedgerAsked) -> None:
        self.model.ask(asked)

    def _on_counted(self, count: int) -> None:
        asked = self.model.asked
        empty = self._no_match if asked != LedgerAsked() else self._empty
        self._stack.setCurrentWidget(self.ledger if count else empty)

    def _on_status(self, status: Status) -> None:
        self.pairing.show_partner(status.partner)
        if status.partner is None and self.partner.asking:
            self.pairing.focus_form()
        self.sync.setEnabled(status.partner is not None and status.phase is not Phase.SENDING)
        self.partner.show_status(status, last_words(status, self._now()))
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
                "The ledger says for each what to do.",
            )
        else:
            self.note.hide()
            announce(self, summed_up(exchanged))

    def _on_answered(self, said: str) -> None:
        self.show_ledger()
        self.model.refresh()
        self._driver.poke()
        self.changed.emit()
        announce(self, said)

    def _on_review_wanted(self, submission: str) -> None:
        self._pages.show_page(self._whole)
        self._driver.count_again()
        self.changed.emit()
        self.opened.emit(submission)

    def _on_save(self, view: ItemView | RefusalView) -> None:
        dialog = QFileDialog(self, "Save receipt", str(self._exports / view.file_name), "Receipt (*.json)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda target: self.write_receipt(view, Path(target)))
        dialog.open()

    def _on_written(self, path: Path) -> None:
        self.note.say("ok", "Saved", str(path))


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

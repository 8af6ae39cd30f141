"""Opening an address that was handed in as evidence: only after a question that says where it really leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.links import OPENED, check_seen, real_host
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.ui.review.asking import Asking
from reviewer_app.ui.widgets import Label

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class LinkDialog(Asking):
    """Asks whether to open an address; ``agreed`` says yes."""

    agreed = Signal()

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        host = real_host(address)
        sentence = (
            "It leaves Reviewer, needs a connection, and whoever runs that site sees that someone opened it. "
            "Your name is not sent."
        )
        super().__init__("Open this address in your browser?", sentence, parent)
        where = f"It leads to {host}" if host else "This is no web address Reviewer can open."
        self.column.addWidget(Label(where, "strong", wrap=True))
        self.column.addWidget(Label(address, "muted", wrap=True))
        self.foot("Open in browser").setEnabled(bool(host))

    def _on_go(self) -> None:
        self.agreed.emit()
        self.accept()


def open_address(address: str) -> bool:
    """Hand the address to the person's browser; whether the system took it."""
    return QDesktopServices.openUrl(QUrl(address))


def ask_open(room: Stage, evidence: str) -> None:
    """Ask, open, and keep that it was opened, so that it can be cited."""
    review = room.review
    item = review.submission.item(evidence) if review is not None else None
    if review is None or item is None or not item.is_link:
        return
    own, address = (review.submission.id, evidence), item.url

    def go() -> None:
        shown = room.pane.entry
        if open_address(address) and shown is not None and (room.pane.submission, shown.id) == own:
            room.pane.keep_opened(room.ports.now())

    asking = LinkDialog(address, room)
    asking.agreed.connect(go)
    asking.open()


def may_cite(room: Stage, item: EvidenceItem | None) -> bool:
    """Whether this item was seen; an address that was not is refused in words, before anything is saved."""
    entry = room.evidence.entry(item.id) if item is not None else None
    if item is None or entry is None or entry.snapshot:
        return True
    try:
        check_seen(item, {OPENED: entry.opened}, lambda _sha256: False)
    except RuleError as refused:
        room.note.say_error(refused)
        return False
    return True

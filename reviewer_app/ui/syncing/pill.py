"""The sync pill: one phrase with its icon, the same in every room."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.status import Phase, Status, said
from reviewer_app.ui.widgets import PillButton


class SyncPill(PillButton):
    """Shows what the driver knows; pressing it goes to the sync room."""

    def __init__(self, driver: SyncDriver, *, speaks: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._speaks = speaks
        self._phase = driver.status.phase
        driver.changed.connect(self._on_changed)
        self._on_changed(driver.status)

    def _on_changed(self, status: Status) -> None:
        words, tone, icon = said(status)
        self.show_state(words, tone, icon)
        self.setAccessibleName(f"Sync: {words}")
        self.setToolTip(status.doing or (status.problem.sentence if status.problem else "Open the sync room"))
        # Sending comes and goes all day; what it came to is worth a word, and only when it is another than before.
        if self._speaks and status.phase not in (Phase.SENDING, Phase.UNKNOWN, self._phase):
            self._phase = status.phase
            announce(self, words)

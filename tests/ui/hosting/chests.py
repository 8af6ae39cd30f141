"""The backups of a hub as its place in the window asks for them, kept in memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.hosting.ports import BackedUp, BackupPorts, LastBackup
from tests.ui.hosting.held import NOW


@dataclass
class Chests:
    """``answer`` is what a backup comes to; an error in its place is raised."""

    answer: BackedUp | ReviewerError = field(default_factory=lambda: BackedUp(1204, 340, 12, 3 << 20))
    kept: LastBackup | None = None
    needs: bool = False
    hold: threading.Event | None = None
    asked: list[tuple[Path, str]] = field(default_factory=list)

    def make(self, folder: Path, words: str, progress: ReportProgress, cancel: CancelToken) -> BackedUp:
        self.asked.append((folder, words))
        progress(1 << 20, 3 << 20, "Copying files")
        while self.hold is not None and not self.hold.wait(0.02):
            cancel.check()
        if isinstance(self.answer, ReviewerError):
            raise self.answer
        self.kept = LastBackup(NOW, str(folder), not self.answer.faults)
        return self.answer

    def ports(self) -> BackupPorts:
        return BackupPorts(self.needs, lambda: self.kept, self.make)

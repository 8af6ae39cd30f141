"""Backups of the hub of this laptop, as its place in the window calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.domain.submission import moment
from reviewer_app.ui.hosting.ports import BackedUp, BackupPorts, LastBackup

if TYPE_CHECKING:
    from reviewer_app.hub.hosting import Host


def backup_ports(made: Callable[[], Host], *, in_keyring: bool) -> BackupPorts:
    """The functions of the hub that ``made`` gives; ``in_keyring`` says where its key is."""

    def last() -> LastBackup | None:
        from reviewer_app.hub.backup.keeping import last_backup  # only where a hub is kept

        told = last_backup(made().books)
        if told is None:
            return None
        return LastBackup(moment(told.at), told.folder, told.sound, told.proven)

    def make(target: Path, secret: str, progress: ReportProgress, cancel: CancelToken) -> BackedUp:
        done = made().back_up(target, secret, progress, cancel)
        lacking = [
            f"The hub itself lacks the file {each}, or has it damaged: take its bundle in again."
            for each in done.made.lacking
        ]
        wrong = [
            f"{each.where}: {each.sentence} {each.next_step}"
            for each in done.wrong
            if not any(name in each.where for name in done.made.lacking)
        ]
        counted = done.made
        return BackedUp(counted.rows, counted.files, counted.copied, counted.bytes, (*lacking, *wrong))

    return BackupPorts(in_keyring, last, make)

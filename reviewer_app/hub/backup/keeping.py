"""Backing a hub up as its operator does it: into a folder, read again where wished, and remembered by the hub."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.hub.backup.chest import KEY, Chest, KeyLock, PassphraseLock
from reviewer_app.hub.backup.looking import look_at_snapshot
from reviewer_app.hub.backup.making import Made, make_backup
from reviewer_app.hub.backup.verifying import Looked, Wrong
from reviewer_app.hub.books import Books
from reviewer_app.vault.keys import KeyState, KeyVault

_LAST = "last_backup"


@dataclass(frozen=True)
class Key:
    """What a backup is locked by: the hub's key, which lies wrapped in ``folder``, or a passphrase of its own.

    ``elsewhere`` where the key was given by the operator, who keeps it.
    """

    key: bytes
    folder: Path
    passphrase: str = ""
    elsewhere: bool = False

    def check(self) -> None:
        """Refuse a backup that would be locked by a key that is lost with this machine."""
        if self.passphrase or self.elsewhere:
            return
        if KeyVault(self.folder, "hub").state is not KeyState.PASSPHRASE:
            raise RuleError(
                "backup-needs-passphrase",
                "The backup needs a passphrase",
                "This hub’s key is in the keyring of this machine, and would be lost with it.",
                "Give one as the setting “backup_passphrase”, and keep it somewhere else.",
            )


@dataclass(frozen=True)
class LastBackup:
    """When the hub was last backed up, where to, whether anything was found wrong, and whether it was read again."""

    at: str
    folder: str
    snapshot: str
    sound: bool
    proven: bool


@dataclass(frozen=True)
class Proven:
    """A backup that was read again: what was written, what was looked at, and what is wrong with it."""

    made: Made
    looked: Looked
    wrong: tuple[Wrong, ...]


def back_up(
    books: Books,
    target: Path,
    key: Key,
    *,
    with_files: bool = True,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Made:
    """One more snapshot in a folder; StoreError ``backup-full`` or ``backup-refused`` in words about that folder."""
    made = _made(books, target, key, with_files, progress, cancel)[1]
    _remember(books, target, made, sound=not made.lacking, proven=False)
    return made


def back_up_and_prove(
    books: Books,
    target: Path,
    key: Key,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Proven:
    """The same, and all of it read again as ``hub verify`` does; only then it is remembered."""
    chest, made = _made(books, target, key, True, progress, cancel)
    wrong: list[Wrong] = []
    looked = look_at_snapshot(chest, made.snapshot, wrong.append, progress, cancel)
    _remember(books, target, made, sound=not wrong and not made.lacking, proven=True)
    return Proven(made, looked, tuple(wrong))


def last_backup(books: Books) -> LastBackup | None:
    """The last one that the hub knows of."""
    with books.looking() as look:
        row = look.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_LAST,)).first()
    return LastBackup(**json.loads(row[0])) if row is not None else None


def _made(
    books: Books,
    target: Path,
    key: Key,
    with_files: bool,
    progress: ReportProgress,
    cancel: CancelToken | None,
) -> tuple[Chest, Made]:
    key.check()
    chest = Chest.make(target, PassphraseLock(key.passphrase) if key.passphrase else KeyLock(key.key))
    if not key.passphrase and not key.elsewhere:
        chest.keep(KEY, (key.folder / KEY).read_bytes())
    return chest, make_backup(books, chest, with_files=with_files, progress=progress, cancel=cancel)


def _remember(books: Books, target: Path, made: Made, *, sound: bool, proven: bool) -> None:
    told = LastBackup(books.moment(), str(target), made.snapshot, sound, proven)
    with books.changes() as work:
        work.exec_driver_sql(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_LAST, json.dumps(asdict(told))),
        )

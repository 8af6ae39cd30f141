"""Keeping the store safe: create, unlock, lock, rebuild, check, back up, change the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reviewer_app.paths import Home
from reviewer_app.store import DeskStore, RebuildReport, StoreProblem
from reviewer_app.vault.keys import KeyState, KeyVault
from reviewer_app.workflows.desk import Desk, LateWorkers


def now() -> datetime:
    """This laptop's clock, in UTC."""
    return datetime.now(UTC)


def key_vault(home: Home) -> KeyVault:
    """Where the key of the desk's store is kept."""
    return KeyVault(home.store_folder, "desk")


def key_state(home: Home) -> KeyState:
    """Whether this home is new, or how its key is kept."""
    return key_vault(home).state


def create(home: Home, passphrase: str | None, clock: Callable[[], datetime] = now) -> Desk:
    """A new encrypted store; its key goes into the system's keyring, or is wrapped by the passphrase."""
    key = key_vault(home).create(passphrase)
    return _desk(home, DeskStore.create(home, key, clock), clock)


def unlock(home: Home, passphrase: str | None, clock: Callable[[], datetime] = now) -> Desk:
    """Open the store that is here."""
    key = key_vault(home).unlock(passphrase)
    return _desk(home, DeskStore.open(home, key, clock), clock)


def lock(desk: Desk) -> None:
    """Close the store and stop the evidence workers; nothing readable stays behind."""
    desk.evidence.close()
    desk.store.close()


def change_passphrase(home: Home, old: str | None, new: str | None) -> None:
    """Wrap the same key by another passphrase, or move it to the keyring with None."""
    key_vault(home).change_passphrase(old, new)


def rebuild(desk: Desk) -> RebuildReport:
    """Fold all records anew and compare with what the store shows."""
    return desk.store.rebuild()


def check(desk: Desk) -> list[StoreProblem]:
    """Everything wrong with the store: pages, signatures, counters, evidence."""
    return desk.store.check()


def backup(desk: Desk, target: Path) -> Path:
    """A whole, encrypted copy of the store's database, taken while it is in use."""
    desk.store.backup(target)
    return target


def _desk(home: Home, store: DeskStore, clock: Callable[[], datetime]) -> Desk:
    return Desk(home=home, store=store, evidence=LateWorkers(), now=clock)

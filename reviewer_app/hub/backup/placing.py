"""Files put into a folder of backups: each whole or not at all, whoever else is at work there, and faults in words."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.blobs import disk_error
from reviewer_app.vault.durable import sync_file, sync_folders

UNFINISHED = ".new"


def folder_error(problem: OSError, folder: Path) -> StoreError:
    """What an operator should know when the disk of the folder says no: ``backup-full`` or ``backup-refused``."""
    known = disk_error(problem)
    if known.code == "disk-full":
        return StoreError(
            "backup-full",
            "There is no room for the backup",
            f"“{folder.name}” has no space left. What was copied whole stays for the next backup; the hub itself and "
            "earlier backups are as before.",
            "Free some space there or choose another folder, then back up again.",
        )
    if known.code == "read-only":
        return StoreError(
            "backup-refused",
            "Nothing can be written there",
            f"The system does not let Reviewer write in “{folder.name}”.",
            "Choose another folder, or one of your own on that disk.",
        )
    return known


def fresh(path: Path) -> Path:
    """A name that nobody else has, for a file on its way to this one."""
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")


def is_half_of(path: Path, name: str) -> bool:
    """Whether this is a file on its way to one of that name, or what was left of it by who was killed."""
    return path.name.startswith(name) and path.suffix == UNFINISHED


def write(path: Path, data: bytes) -> None:
    """Write a file in place of the one that is there."""
    _written(path, data, lambda made: made.replace(path))


def write_first(path: Path, data: bytes) -> bool:
    """Write a file where there is none; False where another was quicker, whose file stays."""

    def put(made: Path) -> None:
        try:
            path.hardlink_to(made)
        except FileExistsError:
            raise
        except OSError:  # a disk without links, such as a stick: two at once there are one too many
            made.replace(path)

    try:
        _written(path, data, put)
    except FileExistsError:
        return False
    return True


def _written(path: Path, data: bytes, put: Callable[[Path], object]) -> None:
    made = fresh(path)
    try:
        with open(made, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
            out.write(data)
            out.flush()
            sync_file(out.fileno())
        put(made)
        sync_folders({path.parent})
    finally:
        made.unlink(missing_ok=True)

"""Where a store lives: a mark of this machine and this folder, so that a copied store is noticed."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from reviewer_app.paths import Home
from reviewer_app.store.meta import Meta

MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def place_of(home: Home) -> str:
    """The mark of this home on this machine; "" where the folder keeps none, and nothing can be said."""
    try:
        here = _folder_mark(home.root / "place")
    except OSError:
        return ""
    return hashlib.sha256(f"{here} {machine()}".encode()).hexdigest()


def note_place(connection: Any, meta: Meta, home: Home) -> None:
    """Remember where the store lives; where that is elsewhere than before, that it may be in use there too."""
    here, before = place_of(home), meta.get("place")
    if not here or here == before:
        return
    connection.execute("BEGIN IMMEDIATE")
    meta.set("place", here)
    if before:
        meta.set("copied", "1")
    connection.execute("COMMIT")


def machine() -> str:
    """What the system calls this machine; "" where it does not say."""
    if sys.platform == "win32":
        import winreg  # exists there only

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for each in MACHINE_FILES:
        try:
            return each.read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            continue
    return ""


def _folder_mark(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        made = secrets.token_hex(16)
        with open(file, "x", encoding="ascii", opener=_owners_only) as out:
            out.write(made)
        return made


def _owners_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

"""The sticks that are plugged in: volumes that can be taken out, or that carry the folder of the exchange."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from reviewer_app.exchange.carrier import FOLDER
from reviewer_app.exchange.disk import is_folder

_WHERE_STICKS_ARE = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE = 2


@dataclass(frozen=True)
class Volume:
    """A stick: where it is, what it is called, and whether it carries our folder."""

    path: Path
    name: str
    ours: bool


def plugged_in() -> tuple[Volume, ...]:
    """Every stick, those with our folder first; blocks where a drive is slow to answer."""
    found = []
    for each in QStorageInfo.mountedVolumes():
        path = Path(each.rootPath())
        if not (each.isValid() and each.isReady()) or each.isRoot():
            continue
        ours = is_folder(path / FOLDER)
        if ours or _can_be_taken_out(path):
            found.append(Volume(path, each.displayName() or path.name, ours))
    return tuple(sorted(found, key=lambda volume: (not volume.ours, str(volume.path))))


def _can_be_taken_out(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOVABLE)
    return path.as_posix().startswith(_WHERE_STICKS_ARE)

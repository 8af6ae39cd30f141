"""What lies in the folder or on the stick: sealed messages to the hub and to laptops, and files in sealed pieces."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.disk import Disk, is_folder
from reviewer_app.exchange.failures import line_error

FOLDER = "reviewer-exchange"
"""The folder on a stick by which it is known; everything else on it is left alone."""

TO_HUB, TO_LAPTOPS, FILES, HELLOS = "to-hub", "to-laptops", "files", "hellos"
GIVEN_BACK = "given-back"
BANK_TO_HUB, BANK_TO_LAPTOPS = "bank-to-hub", "bank-to-laptops"
END = ".age"
PART = ".part"
PIECE = 4 * 1024 * 1024
"""Clear bytes of a piece: far below what FAT32 takes, small enough to stop and go on anywhere."""
LARGEST_MESSAGE = 48 * 1024 * 1024
LARGEST_PIECE = PIECE + 64 * 1024
DAY = 24 * 3600.0
SEAL_BYTES = 200
"""Sealing adds at least so much; a file that is shorter is cut."""

ABOUT = (
    "This folder belongs to Reviewer. It carries messages between laptops and their hub.\n"
    "All of them are sealed: only the laptop or hub one is for can read it. Do not change anything here.\n"
)


def carrier_folder(path: Path) -> Path:
    """Our folder on a stick or in a shared folder that somebody named."""
    return path if path.name == FOLDER else path / FOLDER


class Carrier:
    """One folder or stick; every file appears under its name whole and flushed, or not at all."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk

    @classmethod
    def at(cls, path: Path) -> Carrier:
        """The carrier in a folder or on a stick that somebody named."""
        return cls(Disk(carrier_folder(path)))

    def messages(self, folder: str) -> dict[str, int]:
        """The names (without ending) and sizes of finished files in a folder."""
        found = self.disk.sizes(folder)
        return {name.removesuffix(END): size for name, size in sorted(found.items()) if name.endswith(END)}

    def read(self, folder: str, name: str, most: int = LARGEST_MESSAGE) -> bytes:
        """A message's sealed bytes; LineError ``left-damaged`` where it is longer than any is."""
        return self.disk.read(f"{folder}/{name}{END}", most)

    def put(self, folder: str, name: str, sealed: bytes, cancel: CancelToken) -> None:
        """Put a file there: under another name, flushed, then renamed."""
        self.disk.make(folder)
        path = f"{folder}/{name}{END}"
        fresh = f"{path}.{secrets.token_hex(4)}{PART}"
        try:
            self.disk.write(fresh, sealed, cancel)
            self.disk.rename(fresh, path)
        except BaseException:  # stopped by the person too
            self._forget(fresh)
            raise

    def _forget(self, fresh: str) -> None:
        with suppress(LineError):  # pulled out: what was begun is taken away the next time
            self.disk.remove(fresh)

    def take_away(self, folder: str, names: Iterable[str]) -> None:
        """Remove files that have been received, and flush."""
        gone = list(names)
        for name in gone:
            self.disk.remove(f"{folder}/{name}{END}")
        if gone:
            self.disk.flush(folder)

    def begun(self, folder: str) -> list[str]:
        """The files of a folder whose writing was cut off."""
        return [name for name in self.disk.sizes(folder) if name.endswith(PART)]

    def clear_begun(self, folder: str, names: Iterable[str]) -> None:
        """Remove what was begun under these message names and never finished."""
        mine = set(names)
        for file in self.begun(folder):
            if file.partition(".")[0] in mine:
                self.disk.remove(f"{folder}/{file}")

    def clear_old(self) -> None:
        """Remove whatever was begun a day ago or more, by whomever; a clock that was wrong then counts as old."""
        places = ("", TO_HUB, TO_LAPTOPS, GIVEN_BACK, HELLOS, BANK_TO_HUB, BANK_TO_LAPTOPS)
        for folder in (*places, *self.disk.folders(FILES)):
            for file, age in self.disk.ages(folder, PART).items():
                if abs(age) > DAY:
                    self.disk.remove(f"{folder}/{file}".removeprefix("/"))

    def say_what_it_is(self, cancel: CancelToken) -> None:
        """Put a text there for whoever finds it."""
        self.disk.make("")
        if self.disk.size("about.txt") < len(ABOUT.encode()):
            fresh = f"about.txt.{secrets.token_hex(2)}{PART}"
            self.disk.write(fresh, ABOUT.encode(), cancel)
            self.disk.rename(fresh, "about.txt")


def piece_place(name: str) -> tuple[str, str]:
    """The folder and name of a piece: spread over 256 folders, so that none holds too many."""
    return f"{FILES}/{name[:2]}", name[2:]


def pieces_of(size: int) -> int:
    """How many pieces a file of this size has; an empty one has one."""
    return max(1, -(-size // PIECE))


def carrier_at(folder: Path) -> Carrier:
    """What lies in a folder or on a stick; LineError ``road-gone`` where it is not there."""
    if not is_folder(folder):
        raise line_error("road-gone")
    return Carrier.at(folder)

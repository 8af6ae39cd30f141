"""What a worker may say about an archive, as frozen values; hostile names are made visible before anybody sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.replies import whole, words

ENTRIES_MOST = 20_000
_NAME_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One member as its archive lists it. ``outside`` says that its name would lead out of a folder."""

    path: tuple[str, ...]
    size: int
    at: str
    folder: bool
    locked: bool
    leads: str
    outside: bool

    @property
    def name(self) -> str:
        """The whole name as it is shown."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class ArchiveList:
    """A window of the list: how many entries there are in all, and whether the list went on beyond them."""

    count: int
    cut: bool
    entries: tuple[ArchiveEntry, ...]


def read_list(answer: tuple[Mapping[str, Any], bytes], count: int) -> ArchiveList:
    """Check and take in a window of at most so many entries."""
    told = answer[0]
    rows = told.get("entries")
    if not isinstance(rows, list) or len(rows) > count or not isinstance(told.get("cut"), bool):
        raise ProtocolError("a list of an archive is malformed")
    return ArchiveList(
        whole(told.get("count"), 0, ENTRIES_MOST), told["cut"], tuple(_entry(each) for each in rows)
    )


def visible(name: str) -> str:
    """A name with every sign that hides or turns letters written out, so that it reads as what it is."""
    return "".join(each if each.isprintable() else f"⟨U+{ord(each):04X}⟩" for each in name)


def _entry(row: object) -> ArchiveEntry:
    if not isinstance(row, list) or len(row) != 6:
        raise ProtocolError("an entry is malformed")
    name, size, at, folder, locked, leads = row
    if not isinstance(name, str) or len(name) > _NAME_LONGEST:
        raise ProtocolError("a name is missing or too long")
    if not isinstance(folder, bool) or not isinstance(locked, bool) or not isinstance(leads, str):
        raise ProtocolError("an entry is malformed")
    plain = name.replace("\\", "/")
    steps = [each for each in plain.split("/") if each and each != "."]
    outside = ".." in steps or plain.startswith("/") or plain[1:2] == ":"
    path = tuple(visible(each) for each in steps) or ("(no name)",)
    return ArchiveEntry(
        path, whole(size, 0, 1 << 63), words(at, 20), folder, locked, visible(leads[:300]), outside
    )

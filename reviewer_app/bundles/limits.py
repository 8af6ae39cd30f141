"""How much a bundle may hold before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1024, 1024**2, 1024**3

CHUNK = MIB
"""How many bytes are read, hashed and handed on at a time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts, and sizes in bytes unless the name says otherwise.

    ``ratio`` is unpacked to packed size of one zip entry, looked at above ``ratio_from`` bytes; ``total_bytes``
    counts everything unpacked, files that come later included.
    """

    members: int = 10_000
    member_bytes: int = 4 * GIB
    total_bytes: int = 8 * GIB
    ratio: int = 200
    ratio_from: int = MIB
    json_bytes: int = 4 * MIB
    json_depth: int = 32
    json_values: int = 200_000
    tag_bytes: int = 8 * MIB
    directory_bytes: int = 16 * MIB
    path_characters: int = 240
    name_bytes: int = 255
    folders_deep: int = 16

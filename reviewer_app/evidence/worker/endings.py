"""Whether a picture's file stops before its end, told from its last bytes without decoding it."""

from __future__ import annotations

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.source import RemoteFile

_TAIL = 1 << 16


def ends_early(source: RemoteFile, kind: Kind) -> bool:
    """Whether the mark every writer puts at the end is missing; False for kinds that have none."""
    size = source.size
    if kind in (Kind.WEBP, Kind.BMP):
        head = source.read_at(0, 12)
        claimed = (
            int.from_bytes(head[4:8], "little") + 8
            if kind is Kind.WEBP
            else int.from_bytes(head[2:6], "little")
        )
        return claimed > size + 1
    tail = source.read_at(max(0, size - _TAIL), min(size, _TAIL))
    if kind is Kind.JPEG:
        return b"\xff\xd9" not in tail
    if kind is Kind.PNG:
        return b"IEND" not in tail
    if kind is Kind.GIF:
        return b";" not in tail.rstrip(b"\0")[-16:]
    return False

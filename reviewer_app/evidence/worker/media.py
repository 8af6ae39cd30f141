"""Video and audio: nothing is decoded here, only what is inside is told, so that the window knows what it may play."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pymediainfo
from pymediainfo import MediaInfo

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Plain, Refused, Summary
from reviewer_app.evidence.worker.source import CHUNK, RemoteFile

_READ_MOST = 64 << 20
_LIBRARY = {"win32": "MediaInfo.dll", "darwin": "libmediainfo.0.dylib"}.get(sys.platform, "libmediainfo.so.0")
_WHERE = str(Path(pymediainfo.__file__).with_name(_LIBRARY))
"""Named in full, because pymediainfo would look for it again at every file, and there are no files to look at."""

_TRACKS_MOST = 40
_WORD_LONGEST = 60
_NUMBERS = {
    "Duration": "duration",
    "Width": "width",
    "Height": "height",
    "Rotation": "rotation",
    "FrameRate": "rate",
    "Channels": "channels",
}
_WORDS = {"Format": "format", "CodecID": "id", "Language": "language"}


class Media(Plain):
    """One recording; ``part("probe")`` says what its container and tracks are."""

    def __init__(self, source: RemoteFile) -> None:
        self._tracks = _probe(source)
        if not any(each["type"] in ("Video", "Audio") for each in self._tracks):
            raise Refused(Refusal.DAMAGED)

    def summary(self) -> Summary:
        """No pages, no words."""
        return Summary(Shape.MEDIA)

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """The tracks, the container first."""
        if what != "probe":
            raise Refused(Refusal.NOTHING_THERE)
        return {"tracks": self._tracks}, b""


class _Window:
    """The file as MediaInfo reads it: by steps, and never more than so much of it."""

    def __init__(self, source: RemoteFile) -> None:
        self._source = source
        self._at = 0
        # A spoiled file can send MediaInfo round and round; an honest one is read little more than once.
        self._left = min(_READ_MOST, 3 * source.size + 4 * CHUNK)

    def read(self, size: int) -> bytes:
        """The next bytes, none when enough was read."""
        data = self._source.read_at(self._at, min(size, CHUNK * 4, self._left))
        self._at += len(data)
        self._left -= len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move the place of the next read."""
        self._at = (self._source.size if whence == 2 else 0) + offset
        return self._at

    def tell(self) -> int:
        """The place of the next read."""
        return self._at


def _probe(source: RemoteFile) -> list[dict[str, Any]]:
    found = MediaInfo.parse(_Window(source), library_file=_WHERE, output="JSON", buffer_size=CHUNK)
    rows = (json.loads(found).get("media") or {}).get("track", [])
    return [_track(row) for row in rows[:_TRACKS_MOST]]


def _track(row: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"type": str(row.get("@type", ""))[:_WORD_LONGEST]}
    for theirs, ours in _NUMBERS.items():
        told[ours] = _number(row.get(theirs))
    for theirs, ours in _WORDS.items():
        told[ours] = str(row.get(theirs, ""))[:_WORD_LONGEST]
    return told


def _number(value: object) -> float:
    try:
        made = float(str(value).split(" / ")[0])
    except ValueError:
        return 0.0
    return made if 0 <= made < 1e7 else 0.0


def prepare() -> None:
    """Load the library and have it look at a small recording, so that nothing is loaded later."""
    silence = (
        b"RIFF\x2c\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00@\x1f\x00\x00@\x1f\x00\x00\x01\x00\x08\x00"
        b"data\x08\x00\x00\x00" + b"\x80" * 8
    )
    Media(RemoteFile(len(silence), lambda offset, length: silence[offset : offset + length]))

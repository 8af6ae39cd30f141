"""What a worker tells of a recording, checked; and whether the window may hand it to the player at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.replies import number, words

_TRACKS_MOST = 40
_TYPES = {"General", "Video", "Audio", "Text", "Image", "Menu", "Other"}
_LONGEST_SECONDS = 1e6

# What MediaInfo calls a coding, and what people call it. Only what stands here is ever handed to the player.
VIDEO_CODINGS = {
    "AVC": "H.264",
    "HEVC": "HEVC (H.265)",
    "AV1": "AV1",
    "VP8": "VP8",
    "VP9": "VP9",
    "MPEG-4 Visual": "MPEG-4",
    "MPEG Video": "MPEG-2",
    "H.263": "H.263",
    "JPEG": "Motion JPEG",
    "Theora": "Theora",
    "VC-1": "VC-1",
    "WMV1": "Windows Media Video",
    "WMV2": "Windows Media Video",
    "ProRes": "ProRes",
}
AUDIO_CODINGS = {
    "AAC": "AAC",
    "MPEG Audio": "MP3",
    "PCM": "uncompressed sound",
    "ADPCM": "ADPCM",
    "FLAC": "FLAC",
    "ALAC": "Apple Lossless",
    "Opus": "Opus",
    "Vorbis": "Vorbis",
    "AMR": "AMR",
    "AC-3": "AC-3",
    "E-AC-3": "E-AC-3",
    "WMA": "Windows Media Audio",
    "Speex": "Speex",
}
CONTAINERS = frozenset(
    {
        *("MPEG-4", "QuickTime", "WebM", "Matroska", "AVI", "Windows Media", "MPEG Audio", "ADTS", "AAC"),
        *("Wave", "Wave64", "Ogg", "FLAC", "AMR"),
    }
)
HARD_CODINGS = frozenset({"AV1"})
"""Codings that the player takes without a word and then often shows nothing of."""


@dataclass(frozen=True, slots=True)
class Track:
    """One stream of a recording, in the words of whoever looked into it."""

    type: str
    format: str
    language: str
    duration: float
    width: float
    height: float
    rotation: float
    rate: float
    channels: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What is inside a recording; sizes are as coded, before ``rotation``."""

    container: str
    duration: float
    video: Track | None
    audio: Track | None
    captions: tuple[Track, ...]

    @property
    def refusal(self) -> str:
        """What keeps it from the player, as the end of "…, which Reviewer cannot play"; empty when nothing does."""
        if self.container not in CONTAINERS:
            return f"a container Reviewer does not know ({self.container or 'unnamed'})"
        if self.video is not None and self.video.format not in VIDEO_CODINGS:
            return f"a picture coding Reviewer does not know ({self.video.format or 'unnamed'})"
        if self.video is None and self.audio is not None and self.audio.format not in AUDIO_CODINGS:
            return f"a sound coding Reviewer does not know ({self.audio.format or 'unnamed'})"
        return ""

    @property
    def frame_seconds(self) -> float:
        """How long one picture stands; a twenty-fifth of a second where nobody says."""
        rate = self.video.rate if self.video is not None else 0.0
        return 1 / rate if 0.1 <= rate <= 1000 else 0.04

    @property
    def coding(self) -> str:
        """How the picture, or else the sound, is coded, as people say it."""
        if self.video is not None:
            return VIDEO_CODINGS.get(self.video.format, self.video.format)
        return AUDIO_CODINGS.get(self.audio.format, self.audio.format) if self.audio is not None else ""


def read_probe(document: Mapping[str, Any]) -> Probe:
    """Check and take in the answer to PART "probe"."""
    rows = document.get("tracks")
    if not isinstance(rows, list) or not rows or len(rows) > _TRACKS_MOST:
        raise ProtocolError("tracks are missing or too many")
    tracks = [_track(row) for row in rows]
    first: dict[str, Track] = {}
    for each in tracks:
        first.setdefault(each.type, each)
    if "Video" not in first and "Audio" not in first:
        raise ProtocolError("neither picture nor sound")
    whole = first.get("General")
    return Probe(
        whole.format if whole is not None else "",
        max((each.duration for each in tracks), default=0.0),
        first.get("Video"),
        first.get("Audio"),
        tuple(each for each in tracks if each.type == "Text"),
    )


def _track(row: object) -> Track:
    if not isinstance(row, dict):
        raise ProtocolError("a track is not a track")
    kind = words(row.get("type"), 60)
    if kind not in _TYPES:
        raise ProtocolError("unknown type of track")
    return Track(
        kind,
        words(row.get("format"), 60),
        words(row.get("language"), 60),
        number(row.get("duration"), 0, 1e7) if kind != "Menu" else 0.0,
        *(number(row.get(name), 0, 1e7) for name in ("width", "height", "rotation", "rate", "channels")),
    )

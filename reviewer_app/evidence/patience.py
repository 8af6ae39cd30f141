"""How long a file may take to open: a recording is only looked into, and what takes long over that never ends."""

from __future__ import annotations

import math

from reviewer_app.evidence.kinds import Kind, sniff

PROBE_SECONDS = 4.0
"""Honest recordings are looked into within a tenth of a second; about one in 300 spoiled ones goes round for ever."""

RECORDINGS = frozenset(
    {
        *(Kind.MP4, Kind.MOV, Kind.M4A, Kind.WEBM, Kind.MKV, Kind.AVI, Kind.WMV),
        *(Kind.MP3, Kind.AAC, Kind.WAV, Kind.OGG, Kind.OPUS, Kind.FLAC, Kind.AMR),
    }
)
"""The kinds that are only probed in the worker; whether they play is seen in the window."""


def opening_seconds(head: bytes, size: int) -> float:
    """The longest opening this file may take from when the worker was given its first bytes, these; no end else."""
    return PROBE_SECONDS if sniff(head, size, "").kind in RECORDINGS else math.inf

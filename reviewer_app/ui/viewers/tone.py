"""Brightness and contrast of what is shown, by a table for every value a pixel can have; evidence stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MOST = 100
_PIECE = 1 << 20


@dataclass(frozen=True)
class Tone:
    """How much brighter or darker, and with how much more or less contrast, each from -100 to 100."""

    brightness: int = 0
    contrast: int = 0


AS_IT_IS = Tone()


@lru_cache(maxsize=16)
def table(tone: Tone) -> bytes:
    """For each of the 256 values, the value shown: brightness bends the middle and keeps black and white."""
    bend = 2.0 ** (-tone.brightness / 50)
    slope = 2.0 ** (tone.contrast / 50)
    made = []
    for value in range(256):
        bent = (value / 255) ** bend
        made.append(round(255 * min(1.0, max(0.0, (bent - 0.5) * slope + 0.5))))
    return bytes(made)


def toned(data: bytes, tone: Tone, *, alpha: bool) -> bytes:
    """Four bytes a pixel through the table, the fourth as it was; in pieces, so that no thread waits for long."""
    chosen = table(tone)
    shown = bytearray().join(data[at : at + _PIECE].translate(chosen) for at in range(0, len(data), _PIECE))
    if alpha:
        shown[3::4] = data[3::4]
    else:
        shown[3::4] = b"\xff" * (len(data) // 4)
    return bytes(shown)

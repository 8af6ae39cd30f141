"""Captions and transcripts as lines with their times: WebVTT, SubRip and plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_TAG = re.compile(r"<[^<>\n]{0,80}>|\{\\[^{}\n]{0,80}\}")
_STAMP = re.compile(r"^\s*[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[\])]?\s*[-–:]?\s*(.*)$")
_MOST = 20_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Cue:
    """Words and when they are said, in seconds; ``start`` is -1 where nobody says when."""

    start: float
    end: float
    text: str


def read_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT or SubRip text, in order of time; what is not a cue is passed over."""
    found: list[Cue] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip("\n").split("\n")
        at = next((i for i, line in enumerate(lines[:3]) if _TIMES.search(line)), -1)
        if at < 0:
            continue
        times = _TIMES.search(lines[at])
        assert times is not None  # the line was chosen for having them
        parts = times.groups()
        said = " ".join(_TAG.sub("", line).strip() for line in lines[at + 1 :]).strip()
        start, end = _seconds(*parts[:4]), _seconds(*parts[4:])
        if said and end > start:
            found.append(Cue(start, end, said[:_LONGEST]))
        if len(found) >= _MOST:
            break
    return tuple(sorted(found, key=lambda each: each.start))


def read_transcript(text: str) -> tuple[Cue, ...]:
    """The lines of a transcript: cues where it has them, else lines that may begin with a time such as 0:42."""
    cues = read_cues(text)
    if cues:
        return cues
    found: list[Cue] = []
    for line in text.splitlines()[:_MOST]:
        if not line.strip():
            continue
        stamp = _STAMP.match(line)
        if stamp and stamp.group(4):
            hours, minutes, seconds, said = stamp.groups()
            found.append(Cue(_seconds(hours, minutes, seconds, "0"), -1.0, said[:_LONGEST]))
        else:
            found.append(Cue(-1.0, -1.0, line.strip()[:_LONGEST]))
    return tuple(found)


def cue_at(cues: Sequence[Cue], seconds: float) -> int:
    """The row being said at a moment: the last that has begun and not ended, or -1."""
    timed = [(each.start, row) for row, each in enumerate(cues) if each.start >= 0]
    at = bisect_right(timed, (seconds, len(cues))) - 1
    if at < 0:
        return -1
    row = timed[at][1]
    end = cues[row].end
    return row if end < 0 or seconds < end else -1


def _seconds(hours: str | None, minutes: str, seconds: str, parts: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(parts.ljust(3, "0")) / 1000

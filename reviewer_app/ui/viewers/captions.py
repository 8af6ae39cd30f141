"""Which captions are read over a recording: those inside it, those beside it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer_app.evidence.cues import Cue, cue_at
from reviewer_app.evidence.media_replies import Track


@dataclass(frozen=True)
class CaptionSource:
    """One choice: a track inside (``track`` from 0), or lines from a file beside the recording."""

    words: str
    track: int = -1
    cues: tuple[Cue, ...] = ()


class Captions:
    """The choices, and the one in force; without a choice there are no captions."""

    def __init__(self) -> None:
        self.sources: list[CaptionSource] = []
        self._at = -1

    def clear(self) -> None:
        """No captions at all."""
        self.sources, self._at = [], -1

    def offer_inside(self, tracks: Sequence[Track], count: int) -> None:
        """There are ``count`` tracks inside, of which ``tracks`` tells what is known."""
        known = [each.language for each in tracks] + [""] * count
        for number in range(count):
            self._add(CaptionSource(known[number] or f"track {number + 1}", number))

    def offer_beside(self, name: str, cues: tuple[Cue, ...]) -> None:
        """There is a file of captions."""
        self._add(CaptionSource(name, cues=cues))

    def next(self) -> None:
        """The next choice; after the last one, none."""
        self._at = self._at + 1 if self._at + 1 < len(self.sources) else -1

    @property
    def current(self) -> CaptionSource | None:
        """The choice in force."""
        return self.sources[self._at] if self._at >= 0 else None

    def words_at(self, seconds: float) -> str | None:
        """What the file beside says at a moment; None where the player itself says."""
        current = self.current
        if current is None or current.track >= 0:
            return None
        row = cue_at(current.cues, seconds)
        return current.cues[row].text if row >= 0 else ""

    def _add(self, source: CaptionSource) -> None:
        self.sources.append(source)
        if self._at < 0 and len(self.sources) == 1:
            # What was put there for people who cannot hear is shown until somebody puts it away.
            self._at = 0

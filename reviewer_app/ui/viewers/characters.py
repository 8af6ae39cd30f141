"""Selecting and finding text over the boxes of its characters, without any widget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer_app.domain.anchoring import lines_of
from reviewer_app.ui.viewers.handle import Box

_FAR = 1e12


@dataclass(frozen=True)
class Characters:
    """The text of a page with a box for each character; characters without a box are kept and never hit."""

    text: str
    boxes: Sequence[Box] = field(repr=False)

    def _box(self, index: int) -> Box | None:
        if index >= len(self.boxes):
            return None
        box = self.boxes[index]
        return box if box[2] > box[0] and box[3] > box[1] else None

    def nearest(self, x: float, y: float, reach: float = _FAR) -> int | None:
        """The character at or nearest to a spot, lines counting more than columns; None beyond ``reach``."""
        best, least = None, reach
        for index in range(len(self.text)):
            box = self._box(index)
            if box is None:
                continue
            aside = max(box[0] - x, 0.0, x - box[2])
            above = max(box[1] - y, 0.0, y - box[3])
            distance = aside + above * 4
            if distance < least:
                best, least = index, distance
                if distance == 0:
                    break
        return best

    def caret(self, x: float, y: float) -> int | None:
        """The gap between characters nearest to a spot: before or after the character, by its middle."""
        index = self.nearest(x, y)
        if index is None:
            return None
        box = self.boxes[index]
        return index + 1 if x > (box[0] + box[2]) / 2 else index

    def word_at(self, index: int) -> tuple[int, int]:
        """The word around a character."""
        start = end = max(0, min(index, len(self.text)))
        while start > 0 and _of_word(self.text[start - 1]):
            start -= 1
        while end < len(self.text) and _of_word(self.text[end]):
            end += 1
        return start, end

    def rects(self, start: int, end: int) -> list[Box]:
        """The boxes that cover a range, one for each line it touches."""
        inside = range(max(0, start), min(end, len(self.text)))
        return lines_of(box for index in inside if (box := self._box(index)) is not None)

    def quote(self, start: int, end: int) -> str:
        """The words of a range on one line, hyphens at line ends as they stand."""
        return " ".join(self.text[max(0, start) : end].split())

    def find(self, wanted: str) -> list[tuple[int, int]]:
        """Every range that reads like ``wanted``, letter case and the kind of blanks not counting."""
        return (
            [(found.start(), found.end()) for found in matcher(wanted).finditer(self.text)]
            if wanted.split()
            else []
        )


def matcher(wanted: str) -> re.Pattern[str]:
    """A pattern for plain words, in which any blanks match any blanks."""
    return re.compile(r"\s+".join(re.escape(word) for word in wanted.split()), re.IGNORECASE)


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_'’-"

"""Where the words of a paper stand on the page: two texts that differ in blanks only, laid side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_NOTHING = frozenset("\ufffc\ufdd0\ufdd1\ufdd2\u2028\u2029\u00ad")


def _marks(text: str, start: int, *, wide: bool) -> list[int]:
    """The places of all letters that are no blank; ``wide`` counts as Qt does, rare letters twice."""
    places: list[int] = []
    at = start
    for letter in text:
        if not letter.isspace() and letter not in _NOTHING:
            places.append(at)
        at += 2 if wide and letter > "\uffff" else 1
    return places


class Stretch:
    """One piece of a paper: where its words begin in the whole text, and where they stand on the page."""

    def __init__(self, text: str, offset: int, page: int) -> None:
        self.text, self.offset, self.page = text, offset, page
        self.begin = self.end = 0
        self._words: list[int] | None = None
        self._spots: list[int] = []

    def lay(self, shown: str, begin: int, end: int) -> None:
        """Learn what the page shows for it, between two positions of the page."""
        self.begin, self.end = begin, end
        self._shown, self._words = shown, None

    def _learn(self) -> tuple[list[int], list[int]]:
        if self._words is None:
            self._words = _marks(self.text, self.offset, wide=False)
            self._spots = _marks(self._shown, self.begin, wide=True)
        return self._words, self._spots

    @property
    def agrees(self) -> bool:
        """Whether the page shows the same letters in the same order."""
        words, spots = self._learn()
        return len(words) == len(spots)

    def spot(self, offset: int) -> int:
        """The position on the page of the first letter at or after a place in the text."""
        words, spots = self._learn()
        at = bisect_left(words, offset)
        return spots[at] if at < len(spots) else self.end

    def spot_after(self, offset: int) -> int:
        """The position on the page behind the last letter before a place in the text."""
        words, spots = self._learn()
        at = min(bisect_left(words, offset), len(spots)) - 1
        return spots[at] + 1 if at >= 0 else self.begin

    def place(self, spot: int) -> int:
        """The place in the text of the first letter at or after a position on the page."""
        words, spots = self._learn()
        at = bisect_left(spots, spot)
        return words[at] if at < len(words) else self.offset + len(self.text)

    def place_after(self, spot: int) -> int:
        """The place in the text behind the last letter before a position on the page."""
        words, spots = self._learn()
        at = min(bisect_left(spots, spot), len(words)) - 1
        return words[at] + 1 if at >= 0 else self.offset


def at_offset(stretches: Sequence[Stretch], offset: int) -> Stretch | None:
    """The piece in which a place of the whole text lies."""
    index = bisect_right(stretches, offset, key=lambda each: each.offset) - 1
    return stretches[index] if 0 <= index < len(stretches) else None


def at_spot(stretches: Sequence[Stretch], spot: int) -> Stretch | None:
    """The piece that stands at a position of the page."""
    index = bisect_right(stretches, spot, key=lambda each: each.begin) - 1
    return stretches[max(0, index)] if stretches else None

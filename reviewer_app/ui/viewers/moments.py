"""Moments of a recording: said in words, cited as media fragments, and which stretches were played."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.ui.viewers.place import Selected

_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
_MOST_RANGES = 200
_GAP = 0.75


@dataclass(frozen=True)
class Mark:
    """A citation on the time line."""

    start: float
    end: float
    label: str
    id: str = ""
    criterion: str = ""
    current: bool = False


def clock_words(seconds: float) -> str:
    """A moment as a player shows it: 0:07, 12:40, 1:02:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def media_selected(start: float, end: float | None = None) -> Selected:
    """A moment, or a stretch where ``end`` lies behind it."""
    value = f"t={start:.1f}"
    label = clock_words(start)
    if end is not None and end - start >= 0.1:
        value += f",{end:.1f}"
        label += f"–{clock_words(end)}"
    return Selected(({"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": value},), label)


class Watched:
    """The stretches that were played, joined where they touch."""

    def __init__(self) -> None:
        self.ranges: list[tuple[float, float]] = []
        self._last: float | None = None

    def jump(self) -> None:
        """What comes next is somewhere else."""
        self._last = None

    def play(self, seconds: float) -> None:
        """This moment was just played."""
        last, self._last = self._last, seconds
        if last is not None and 0 < seconds - last <= 5:
            self._add(last, seconds)

    def seconds(self) -> float:
        """How long all of them are."""
        return sum(end - start for start, end in self.ranges)

    def document(self) -> list[list[float]]:
        """As JSON, to remember."""
        return [[round(start, 1), round(end, 1)] for start, end in self.ranges[:_MOST_RANGES]]

    def restore(self, document: object) -> None:
        """From JSON; what does not fit is passed over."""
        self.ranges, self._last = [], None
        for row in document if isinstance(document, list | tuple) else ():
            if isinstance(row, list | tuple) and len(row) == 2 and all(_fits(each) for each in row):
                self._add(float(row[0]), float(row[1]))

    def _add(self, start: float, end: float) -> None:
        if end <= start:
            return
        apart = [each for each in self.ranges if each[1] < start - _GAP or each[0] > end + _GAP]
        joined = [each for each in self.ranges if each not in apart]
        start = min([start, *(each[0] for each in joined)])
        end = max([end, *(each[1] for each in joined)])
        self.ranges = sorted([*apart, (start, end)])


def _fits(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e6

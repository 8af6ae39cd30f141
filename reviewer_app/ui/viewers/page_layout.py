"""Pages one under the other as plain numbers: where each lies, which are seen, and the way back to page units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer_app.ui.viewers.handle import Box


@dataclass(frozen=True)
class PageLayout:
    """Pages of ``sizes`` (in units) at ``scale`` pixels a unit, turned clockwise, in ``room`` by ``tall``.

    ``apart`` gives each page at least the whole height of the window, so that two are never seen at once.
    """

    sizes: Sequence[tuple[float, float]]
    scale: float
    rotation: int = 0
    room: int = 0
    tall: int = 0
    gap: int = 12
    margin: int = 8
    apart: bool = False
    _tops: list[int] = field(init=False, repr=False, compare=False)
    _shapes: list[tuple[int, int]] = field(init=False, repr=False, compare=False)
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _width: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        turned = self.rotation % 180 == 90
        shapes = [
            (
                max(1, round((high if turned else wide) * self.scale)),
                max(1, round((wide if turned else high) * self.scale)),
            )
            for wide, high in self.sizes
        ]
        if self.apart:
            self._lay_apart(shapes)
            return
        tops: list[int] = []
        whole = sum(high for _wide, high in shapes) + self.gap * (len(shapes) - 1) + 2 * self.margin
        at = self.margin + max(0, (self.tall - whole) // 2)
        for _wide, high in shapes:
            tops.append(at)
            at += high + self.gap
        object.__setattr__(self, "_tops", tops)
        object.__setattr__(self, "_starts", tops)
        object.__setattr__(self, "_shapes", shapes)
        self._measure()

    def _lay_apart(self, shapes: list[tuple[int, int]]) -> None:
        tops: list[int] = []
        starts: list[int] = []
        at = 0
        for _wide, high in shapes:
            place = max(self.tall, high + 2 * self.margin)
            starts.append(at)
            tops.append(at + (place - high) // 2)
            at += place
        object.__setattr__(self, "_tops", tops)
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_shapes", shapes)
        self._measure()

    def _measure(self) -> None:
        # Asked for with every page that is drawn, and a paper may have thousands.
        widest = max((wide for wide, _high in self._shapes), default=0)
        object.__setattr__(self, "_width", widest + 2 * self.margin)

    @property
    def width(self) -> int:
        """The whole width in pixels, margins included."""
        return self._width

    @property
    def height(self) -> int:
        """The whole height in pixels, margins included."""
        if not self._tops:
            return 0
        return (
            self.place(len(self._tops) - 1)[1]
            if self.apart
            else self._tops[-1] + self._shapes[-1][1] + self.margin
        )

    def place(self, page: int) -> tuple[int, int]:
        """From where to where a page has the window to itself when pages stand apart."""
        start = self._starts[page]
        return start, start + max(self.tall, self._shapes[page][1] + 2 * self.margin)

    def rect(self, page: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a page (0-based) in pixels."""
        wide, high = self._shapes[page]
        return max(self.margin, (max(self.room, self.width) - wide) // 2), self._tops[page], wide, high

    def page_at(self, y: float) -> int:
        """The page at a height, or the nearest one above it."""
        return max(0, bisect_right(self._starts, y) - 1)

    def visible(self, top: int, high: int) -> range:
        """The pages that show in a window of this height, scrolled to ``top``."""
        if not self._tops:
            return range(0)
        first = self.page_at(top)
        if self._tops[first] + self._shapes[first][1] < top and first + 1 < len(self._tops):
            first += 1
        return range(first, max(first, self.page_at(top + high - 1)) + 1)

    def current(self, top: int, high: int) -> int:
        """The page a person would say they are on: the one that covers the upper middle of the window."""
        return self.page_at(top + high // 3)

    def to_page(self, page: int, x: float, y: float) -> tuple[float, float]:
        """A spot in pixels as a spot on the unturned page, in its units."""
        left, top, wide, high = self.rect(page)
        right, down = (x - left) / self.scale, (y - top) / self.scale
        across, along = wide / self.scale, high / self.scale
        return {
            0: (right, down),
            90: (down, across - right),
            180: (across - right, along - down),
            270: (along - down, right),
        }[self.rotation % 360]

    def to_view(self, page: int, box: Box) -> tuple[float, float, float, float]:
        """A box on the unturned page as left, top, width, height in pixels."""
        left, top, wide, high = self.rect(page)
        x0, y0, x1, y1 = (each * self.scale for each in box)
        turned = {
            0: (x0, y0, x1, y1),
            90: (wide - y1, x0, wide - y0, x1),
            180: (wide - x1, high - y1, wide - x0, high - y0),
            270: (y0, high - x1, y1, high - x0),
        }[self.rotation % 360]
        return left + turned[0], top + turned[1], turned[2] - turned[0], turned[3] - turned[1]

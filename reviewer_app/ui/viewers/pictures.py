"""Pictures of parts of pages: how pages are cut into tiles, and a store of them that never outgrows its limit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from reviewer_app.ui.viewers.tone import AS_IT_IS, Tone

TILE = 1024
WHOLE_PIXELS = 6_000_000
"""Pages up to this many pixels are drawn whole; larger ones by tiles, so that no zoom asks for a giant picture."""


@dataclass(frozen=True)
class Tile:
    """A part of a page at one size: ``scale`` device pixels a unit, and left, top, width, height in those pixels."""

    page: int
    scale: float
    rotation: int
    area: tuple[int, int, int, int]
    whole: bool
    tone: Tone = AS_IT_IS

    def spot(self, left: int, top: int, ratio: float) -> QRectF:
        """Where it lies in a layout, its page beginning at ``left`` and ``top``; ``ratio`` device pixels a pixel."""
        x, y, wide, high = self.area
        return QRectF(left + x / ratio, top + y / ratio, wide / ratio, high / ratio)

    def part_of(self, picture: QImage, wide: float, high: float) -> QRectF:
        """The same part in a picture of the whole page, which is ``wide`` by ``high`` device pixels here."""
        x, y, w, h = self.area
        across, along = picture.width() / wide, picture.height() / high
        return QRectF(x * across, y * along, w * across, h * along)


def tiles(
    page: int, scale: float, rotation: int, size: tuple[int, int], tone: Tone = AS_IT_IS
) -> Iterator[Tile]:
    """The tiles of a page that is ``size`` device pixels large, from its top."""
    wide, high = size
    if wide * high <= WHOLE_PIXELS:
        yield Tile(page, scale, rotation, (0, 0, wide, high), True, tone)
        return
    for top in range(0, high, TILE):
        for left in range(0, wide, TILE):
            area = (left, top, min(TILE, wide - left), min(TILE, high - top))
            yield Tile(page, scale, rotation, area, False, tone)


LEAST_KEPT, MOST_KEPT = 32 << 20, 96 << 20
"""Bytes of pictures kept: the least on a small screen, the most on a large one."""

_SHEETS = 3
"""How many times what is seen now may be kept, to be there again when a person goes back."""


class PictureStore:
    """Pictures by tile, the longest unused given up first once they take more than ``limit`` bytes."""

    def __init__(self, limit: int = MOST_KEPT) -> None:
        self._limit = limit
        self._kept: OrderedDict[Tile, QImage] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes taken now."""
        return self._bytes

    def fit(self, wanted: Sequence[Tile]) -> None:
        """Keep as much as goes with what is wanted now: a large screen needs more than a small one."""
        seen = 4 * sum(each.area[2] * each.area[3] for each in wanted)
        self._limit = min(MOST_KEPT, max(LEAST_KEPT, _SHEETS * seen))

    def __contains__(self, tile: Tile) -> bool:
        return tile in self._kept

    def get(self, tile: Tile) -> QImage | None:
        """The picture of a tile, which thereby counts as just used."""
        found = self._kept.get(tile)
        if found is not None:
            self._kept.move_to_end(tile)
        return found

    def put(self, tile: Tile, picture: QImage) -> None:
        """Keep a picture, giving up what was not used for longest."""
        self._drop(tile)
        self._kept[tile] = picture
        self._bytes += picture.sizeInBytes()
        while self._bytes > self._limit and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def stand_in(self, page: int, rotation: int) -> QImage | None:
        """A whole picture of the page at any size, the sharpest there is, to show until the right one comes."""
        fitting = [
            each for each in self._kept if each.page == page and each.rotation == rotation and each.whole
        ]
        return self._kept[max(fitting, key=lambda each: each.scale)] if fitting else None

    def clear(self) -> None:
        """Give up everything."""
        self._kept.clear()
        self._bytes = 0

    def _drop(self, tile: Tile) -> None:
        gone = self._kept.pop(tile, None)
        if gone is not None:
            self._bytes -= gone.sizeInBytes()

"""How alike two texts or two pictures are, from small sketches of them; pointed out, never judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from zlib import crc32

from reviewer_app.domain.folding import fold, tokens

SHINGLE = 5
BINS = 64
WORDS_LEAST = 40
"""Shorter texts are alike by chance: a form's heading, a sentence of consent."""
WORDS_MOST = 50_000
TEXT_ALIKE = 0.8
"""Nearly the same: at least this share of all runs of five words is in both."""
TEXT_BANDS = 16

GRID = 9
FINE = 32
PICTURE_AWAY = 14
"""How many of a picture's 128 signs may differ for a closer look; fewer than there are bands, so none is missed."""
PICTURE_ALIKE = 0.85
"""Nearly the same: at least so well do their details go together. Two photos of like pages reach a third of it."""
PICTURE_BANDS = 16
_STEP = 3
_DETAIL = 24
"""Fewer clear steps from light to dark than this, and a picture says nothing: a blank page, a plain wall."""

_MASK = (1 << 32) - 1


def sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """A text's sketch, empty where there are too few words: the least hash of its shingles in each of 64 bins."""
    words = list(islice(_words(texts), WORDS_MOST))
    if len(words) < WORDS_LEAST:
        return ()
    known: dict[str, int] = {}
    hashes = [
        known[word] if word in known else known.setdefault(word, crc32(word.encode())) for word in words
    ]
    least: list[int | None] = [None] * BINS
    for start in range(len(hashes) - SHINGLE + 1):
        mixed = 0
        for each in hashes[start : start + SHINGLE]:
            mixed = ((mixed ^ each) * 0x9E3779B1 + 0x7F4A7C15) & _MASK
        mixed = _stirred(mixed)
        place, value = mixed % BINS, mixed // BINS
        now = least[place]
        if now is None or value < now:
            least[place] = value
    return _filled(least)


def text_likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """About which share of their shingles two texts have in common, 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def text_bands(made: Sequence[int]) -> tuple[int, ...]:
    """What to look a sketch up by: texts that are nearly the same have one of these in common."""
    rows = BINS // TEXT_BANDS
    return tuple(
        crc32(repr(tuple(made[start : start + rows])).encode()) for start in range(0, len(made), rows)
    )


@dataclass(frozen=True)
class PictureSketch:
    """Where a picture grows lighter across and down, as 128 signs, and its details as 32 times 32 bytes round 128."""

    signs: int
    fine: bytes


def picture_sketch(width: int, height: int, light: Sequence[int]) -> PictureSketch | None:
    """The sketch of a small picture, given how light each pixel is, row by row; None where it is plain."""
    grey = fields(width, height, light, GRID)
    steps = [grey[y][x + 1] - grey[y][x] for y in range(GRID - 1) for x in range(GRID - 1)]
    steps += [grey[y + 1][x] - grey[y][x] for y in range(GRID - 1) for x in range(GRID - 1)]
    if sum(abs(each) >= _STEP for each in steps) < _DETAIL:
        return None
    signs = sum((each > 0) << place for place, each in enumerate(steps))
    return PictureSketch(signs, _details(fields(width, height, light, FINE)))


def picture_likeness(one: PictureSketch, other: PictureSketch) -> float:
    """How well the details of two pictures go together, 0 to 1; 0 where their rough shape differs already."""
    if (one.signs ^ other.signs).bit_count() > PICTURE_AWAY or len(one.fine) != len(other.fine):
        return 0.0
    mine, theirs = _centred(one.fine), _centred(other.fine)
    size = sqrt(sum(each * each for each in mine) * sum(each * each for each in theirs))
    return max(0.0, sum(a * b for a, b in zip(mine, theirs, strict=True)) / size) if size else 0.0


def picture_bands(made: PictureSketch) -> tuple[int, ...]:
    """What to look a picture up by: any two that differ in few signs have one of these in common."""
    return tuple((made.signs >> (8 * band)) & 0xFF for band in range(PICTURE_BANDS))


def fields(width: int, height: int, light: Sequence[int], count: int) -> list[list[int]]:
    """A picture brought to ``count`` rows of ``count`` fields, each the mean of what it covers."""
    out: list[list[int]] = []
    for row in range(count):
        top = row * height // count
        below = max(top + 1, (row + 1) * height // count)
        line: list[int] = []
        for column in range(count):
            left = column * width // count
            right = max(left + 1, (column + 1) * width // count)
            held = [light[y * width + x] for y in range(top, below) for x in range(left, right)]
            line.append(sum(held) // len(held))
        out.append(line)
    return out


def _details(grey: list[list[int]]) -> bytes:
    """Each field less the mean of it and its neighbours: brightness and slow changes of light drop out."""
    size = len(grey)
    out = bytearray()
    for y in range(size):
        rows = range(max(0, y - 1), min(size, y + 2))
        for x in range(size):
            near = [grey[j][i] for j in rows for i in range(max(0, x - 1), min(size, x + 2))]
            finer = 3 * (grey[y][x] * len(near) - sum(near)) // len(near)
            out.append(min(255, max(0, 128 + finer)))
    return bytes(out)


def _centred(fine: bytes) -> list[float]:
    mean = sum(fine) / len(fine) if fine else 0.0
    return [each - mean for each in fine]


def _words(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from tokens(fold(text))


def _stirred(value: int) -> int:
    value ^= value >> 16
    value = (value * 0x85EBCA6B) & _MASK
    value ^= value >> 13
    value = (value * 0xC2B2AE35) & _MASK
    return value ^ (value >> 16)


def _filled(least: list[int | None]) -> tuple[int, ...]:
    """Bins that stayed empty borrow from the next that is not, marked by how far it is."""
    out: list[int] = []
    for place in range(BINS):
        away = next(step for step in range(BINS) if least[(place + step) % BINS] is not None)
        borrowed = least[(place + away) % BINS]
        assert borrowed is not None  # found by the line above; a text long enough fills at least one bin
        out.append((borrowed + away * 0x9E3779B1) & _MASK)
    return tuple(out)

"""Finding a cited place again: the exact position first, then the quotation with its context, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CONTEXT = 32
"""Characters kept before and after a quotation, so that one of several like it can be told apart."""

Span = tuple[int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Quote:
    """Words as they were cited, with what stood before and after them, and where they stood in their text."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def flat(text: str) -> str:
    """Text on one line: any blanks are one blank."""
    return " ".join(text.split())


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a range, on one line each, as much as is kept."""
    before = flat(text[max(0, start - 4 * CONTEXT) : start] + "x")[:-1]
    after = flat("x" + text[end : end + 4 * CONTEXT])[1:]
    return before[-CONTEXT:], after[:CONTEXT]


def anchor(text: str, quote: Quote) -> Span | None:
    """Where a quotation stands in a text: at its position if it still reads so there, else where it reads so.

    Of several places the one whose surroundings agree most is taken, then the one nearest to the old position,
    then the first. None where the words are not there: nothing that only resembles them is ever taken for them.
    """
    wanted = flat(quote.exact)
    start, end = quote.start, quote.end
    inside = start is not None and end is not None and 0 <= start < end <= len(text)
    if inside and (not wanted or flat(text[start:end]) == wanted):
        return start or 0, end or 0
    if not wanted:
        return None
    found = [hit.span() for hit in _pattern(wanted).finditer(text)]
    if not found:
        return None
    return min(found, key=lambda span: _strangeness(text, span, quote))


def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in wanted.split(" ")))


def _strangeness(text: str, span: Span, quote: Quote) -> tuple[int, int, int]:
    before, after = context(text, *span)
    agreeing = _common(before[::-1], quote.prefix[::-1]) + _common(after, quote.suffix)
    far = abs(span[0] - quote.start) if quote.start is not None else 0
    return -agreeing, far, span[0]


def _common(one: str, other: str) -> int:
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of characters in reading order as one box for each line they touch; empty boxes cover nothing."""
    lines: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    least = min(line[3] - line[1], box[3] - box[1])
    # A jump back to the left starts a new line, also where lines nearly touch.
    return overlap > least * 0.4 and box[0] >= line[0] - 1.0 and box[0] - line[2] < 40.0


def bounds_of(boxes: Sequence[Box]) -> Box | None:
    """The box around boxes; None around none."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)

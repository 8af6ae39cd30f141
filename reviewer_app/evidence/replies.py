"""What a worker may answer, as frozen values; nothing in an answer is believed before it is checked here."""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reviewer_app.evidence.frames import ProtocolError, read_document
from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.shapes import Shape

Size = tuple[float, float]
Box = tuple[float, float, float, float]

PAGES_MOST = 200_000
SIDE_MOST = 1e7
_FACTS = frozenset({"camera", "taken", "lens", "location", "colours"})
_FACT_LONGEST = 200
_CHARS_MOST, _PLAIN_CHARS_MOST = 400_000, 2_000_000
"""Of words with a box for each letter, and without."""
_ENTRIES_MOST = 5_000


class Refusal(StrEnum):
    """Why a worker would not do what was asked; the words for people are the host's."""

    DAMAGED = "damaged"
    PASSWORD = "password"
    LOCKED = "locked"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"
    NOTHING_THERE = "nothing-there"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a file told: sizes of the first pages only, so that a long file opens at once."""

    kind: Kind
    shape: Shape
    pages: int
    sizes: tuple[Size, ...]
    facts: Mapping[str, str]
    oriented: bool
    animated: bool
    text_slices: int
    encoding: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page or slice; ``boxes`` has one (left, top, right, bottom) in points a character, or none."""

    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of a document's own table of contents."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to an address or to another page (-1 when it leads to an address)."""

    box: Box
    address: str
    page: int


def number(value: object, least: float, most: float) -> float:
    """A finite number within bounds, or ProtocolError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProtocolError("a number is missing")
    # Compared as it is: a whole number with hundreds of digits cannot be made a float.
    if not least <= value <= most:
        raise ProtocolError("a number is out of bounds")
    return value


def whole(value: object, least: int, most: int) -> int:
    """A whole number within bounds, or ProtocolError."""
    if not isinstance(value, int):
        raise ProtocolError("a whole number is missing")
    return int(number(value, least, most))


def words(value: object, longest: int) -> str:
    """A text of bounded length, its control characters made blanks, or ProtocolError."""
    if not isinstance(value, str) or len(value) > longest:
        raise ProtocolError("a text is missing or too long")
    return "".join(each if each.isprintable() else " " for each in value).strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ProtocolError("a yes or no is missing")
    return value


def _rows(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ProtocolError("a list is missing or too long")
    return value


def _sizes(value: object) -> tuple[Size, ...]:
    found = []
    for each in _rows(value, PAGES_MOST):
        width, height = _rows(each, 2) if isinstance(each, list) and len(each) == 2 else (None, None)
        found.append((number(width, 0.01, SIDE_MOST), number(height, 0.01, SIDE_MOST)))
    return tuple(found)


def _box(value: object) -> Box:
    left, top, right, bottom = (number(each, -SIDE_MOST, SIDE_MOST) for each in _four(value))
    return left, top, right, bottom


def _four(value: object) -> list[Any]:
    row = _rows(value, 4)
    if len(row) != 4:
        raise ProtocolError("a box has not four sides")
    return row


def read_opened(body: bytes) -> Opened:
    """Check and take in an answer to OPEN."""
    document, _ = read_document(body)
    try:
        kind = Kind(words(document.get("kind"), 20))
        shape = Shape(words(document.get("shape"), 20))
    except ValueError:
        raise ProtocolError("unknown kind or shape") from None
    pages = whole(document.get("pages"), 0, PAGES_MOST)
    sizes = _sizes(document.get("sizes"))
    if len(sizes) > pages or (pages and not sizes):
        raise ProtocolError("sizes do not fit the number of pages")
    facts = document.get("facts")
    if not isinstance(facts, dict) or not set(facts) <= _FACTS:
        raise ProtocolError("unknown facts")
    return Opened(
        kind,
        shape,
        pages,
        sizes,
        {name: words(value, _FACT_LONGEST) for name, value in facts.items()},
        _flag(document.get("oriented")),
        _flag(document.get("animated")),
        whole(document.get("slices"), 0, 1 << 40),
        words(document.get("encoding"), 40),
        tuple(words(each, 40) for each in _rows(document.get("notes"), 8)),
    )


def read_sizes(body: bytes, count: int) -> tuple[Size, ...]:
    """Check and take in an answer to SIZES for ``count`` pages."""
    document, _ = read_document(body)
    sizes = _sizes(document.get("sizes"))
    if len(sizes) != count:
        raise ProtocolError("not as many sizes as were asked for")
    return sizes


def read_text(body: bytes) -> PageText:
    """Check and take in an answer to TEXT: UTF-8 words, then four 32-bit floats a character, or none at all."""
    document, tail = read_document(body)
    length = whole(document.get("bytes"), 0, len(tail))
    try:
        text = tail[:length].decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError("text is not UTF-8") from None
    rest = tail[length:]
    if len(text) > (_CHARS_MOST if rest else _PLAIN_CHARS_MOST) or (rest and len(rest) != 16 * len(text)):
        raise ProtocolError("boxes do not fit the text")
    sides = array("f")
    sides.frombytes(rest)
    if not all(map(math.isfinite, sides)):
        raise ProtocolError("a box is not finite")
    return PageText(text, tuple(struct.iter_unpack("<4f", rest)))


def read_outline(body: bytes) -> tuple[OutlineEntry, ...]:
    """Check and take in an answer to OUTLINE."""
    document, _ = read_document(body)
    found = []
    for row in _rows(document.get("entries"), _ENTRIES_MOST):
        title, page, depth = _rows(row, 3) if isinstance(row, list) and len(row) == 3 else (None, None, None)
        found.append(OutlineEntry(words(title, 500), whole(page, -1, PAGES_MOST), whole(depth, 0, 64)))
    return tuple(found)


def read_links(body: bytes) -> tuple[Link, ...]:
    """Check and take in an answer to LINKS."""
    document, _ = read_document(body)
    found = []
    for row in _rows(document.get("links"), _ENTRIES_MOST):
        box, address, page = _rows(row, 3) if isinstance(row, list) and len(row) == 3 else (None, None, None)
        found.append(Link(_box(box), words(address, 4000), whole(page, -1, PAGES_MOST)))
    return tuple(found)


def read_refusal(body: bytes) -> tuple[Refusal, Kind]:
    """Check and take in a REFUSED: the reason and what kind the file is."""
    document, _ = read_document(body)
    try:
        return Refusal(words(document.get("why"), 20)), Kind(words(document.get("kind"), 20))
    except ValueError:
        raise ProtocolError("unknown reason") from None


def read_need(body: bytes, size: int, longest: int) -> tuple[int, int]:
    """Check and take in a NEED: a range inside the file, not longer than one DATA frame."""
    if len(body) != NEED.size:
        raise ProtocolError("a range is malformed")
    offset, length = NEED.unpack(body)
    if not 0 < length <= longest or offset + length > size:
        raise ProtocolError("a range outside the file was asked for")
    return offset, length


NEED = struct.Struct("<QI")

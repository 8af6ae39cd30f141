"""What a host may order, as plain values; a worker that hears anything else ends at once."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.evidence.frames import FIRST_BYTES, ProtocolError, read_document
from reviewer_app.evidence.pixels import PIXELS_MOST
from reviewer_app.evidence.replies import PAGES_MOST, Refusal, whole
from reviewer_app.evidence.worker.document import Drawing, Marking, Refused

_SIDE_MOST = 1 << 24
_SIZE_MOST = 1 << 50
_NUMBER_MOST = 1 << 40
_WORD_LONGEST = 500
_WORDS_LONGEST = 10_000
_MARKS_MOST, _BOXES_MOST = 2000, 5000


@dataclass(frozen=True, slots=True)
class Opening:
    """What is to be opened: size, what its name ends with, a password or nothing, its first bytes or none."""

    size: int
    ending: str
    password: str
    first: bytes = b""


def read_opening(body: bytes) -> Opening:
    """Check and take in an OPEN."""
    document, first = read_document(body)
    size = whole(document.get("size"), 0, _SIZE_MOST)
    if first and len(first) != min(size, FIRST_BYTES):
        raise ProtocolError("not the first bytes of such a file")
    ending, password = _text(document.get("ending"), 16), _text(document.get("password"), _WORD_LONGEST)
    return Opening(size, ending, password, first)


def read_drawing(body: bytes) -> Drawing:
    """Check and take in a RENDER; what is drawn lies inside the page and fits into the pixel area."""
    document, _ = read_document(body)
    width, height = (whole(document.get(each), 1, _SIDE_MOST) for each in ("width", "height"))
    rotation = whole(document.get("rotation"), 0, 270)
    clip = document.get("clip")
    if rotation % 90 or not isinstance(clip, list) or len(clip) != 4:
        raise ProtocolError("not a way to draw a page")
    left, top = whole(clip[0], 0, width - 1), whole(clip[1], 0, height - 1)
    wide, high = whole(clip[2], 1, width - left), whole(clip[3], 1, height - top)
    if wide * high > PIXELS_MOST:
        raise ProtocolError("more pixels than there is room for")
    return Drawing(read_page(body), width, height, rotation, (left, top, wide, high))


def read_page(body: bytes) -> int:
    """Check and take in the page of an order; there is none before the first."""
    page = whole(read_document(body)[0].get("page"), -_NUMBER_MOST, _NUMBER_MOST)
    if page < 0:
        raise Refused(Refusal.NOTHING_THERE)
    return page


def read_range(body: bytes) -> tuple[int, int]:
    """Check and take in the first and the number of pages of a SIZES."""
    document, _ = read_document(body)
    return whole(document.get("first"), 0, PAGES_MOST), whole(document.get("count"), 0, PAGES_MOST)


def read_part(body: bytes) -> tuple[str, int, int, int]:
    """Check and take in a PART: what, index, first and count."""
    document, _ = read_document(body)
    index, first, count = (whole(document.get(each), 0, _NUMBER_MOST) for each in ("index", "first", "count"))
    return _text(document.get("what"), 40), index, first, count


def read_marks(body: bytes) -> list[Marking]:
    """Check and take in a MARK."""
    document, _ = read_document(body)
    marks = document.get("marks")
    if not isinstance(marks, list) or len(marks) > _MARKS_MOST:
        raise ProtocolError("not a list of marks")
    return [_marking(each) for each in marks]


def _marking(mark: object) -> Marking:
    boxes = mark.get("boxes") if isinstance(mark, dict) else None
    if not isinstance(mark, dict) or not isinstance(boxes, list) or not 1 <= len(boxes) <= _BOXES_MOST:
        raise ProtocolError("not a mark")
    if mark.get("kind") not in ("highlight", "square", "text"):
        raise ProtocolError("no such kind of mark")
    return Marking(
        _text(mark.get("id"), 300),
        whole(mark.get("page"), 0, PAGES_MOST),
        mark["kind"],
        tuple(_box(each) for each in boxes),
        _text(mark.get("words"), _WORDS_LONGEST),
        _text(mark.get("author"), 300),
    )


def _box(box: object) -> tuple[float, float, float, float]:
    if not isinstance(box, list) or len(box) != 4:
        raise ProtocolError("not a box")
    left, top, right, bottom = (_part(each) for each in box)
    return left, top, right, bottom


def _part(value: object) -> float:
    if not isinstance(value, float | int) or not 0 <= value <= 1:
        raise ProtocolError("not a part of a page")
    return float(value)


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ProtocolError("a text is missing or too long")
    return value

"""Pictures inside documents: decoded here within bounds, and handed out as bare pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

from PIL import Image, ImageOps

from reviewer_app.evidence.paper_replies import PICTURE_MOST
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.colours import shown_colours, to_srgb
from reviewer_app.evidence.worker.document import Refused

Bytes = Callable[[], bytes]

BYTES_MOST = 48 << 20
_PIXELS_MOST = 60_000_000
_SIDE_MOST = 1600
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_KNOWN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


class Pictures:
    """The pictures of one document, each known by a number and read only when it is asked for."""

    def __init__(self) -> None:
        self._all: list[Bytes] = []
        self._numbers: dict[str, int] = {}

    def add(self, name: str, read: Bytes) -> int:
        """The number of a picture; the same name has the same number."""
        if name not in self._numbers:
            self._numbers[name] = len(self._all)
            self._all.append(read)
        return self._numbers[name]

    def pixels(self, number: int) -> tuple[dict[str, int], bytes]:
        """Width, height and BGRA of a picture, made smaller where it is larger than a screen needs."""
        if not 0 <= number < len(self._all):
            raise Refused(Refusal.NOTHING_THERE)
        data = self._all[number]()
        if not data.startswith(_KNOWN):
            raise Refused(Refusal.UNSUPPORTED)
        image = _decoded(data)
        return {"width": image.width, "height": image.height}, image.tobytes("raw", "BGRA")


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _PIXELS_MOST:
                    raise Refused(Refusal.TOO_LARGE)
                opened.draft("RGB", (_SIDE_MOST, _SIDE_MOST))
                image: Image.Image = ImageOps.exif_transpose(opened)
                profile = opened.info.get("icc_profile")
                image = to_srgb(shown_colours(image), profile).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError):
        raise Refused(Refusal.DAMAGED) from None
    side = _SIDE_MOST
    while True:
        if max(image.size) > side:
            image.thumbnail((side, side))
        if image.width * image.height * 4 <= PICTURE_MOST:
            return image
        side -= 200


def measured(data: bytes) -> tuple[int, int]:
    """A picture's size in its own pixels, from its first bytes; (0, 0) when it is not one that can be shown."""
    if not data.startswith(_KNOWN):
        return 0, 0
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            return opened.size
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        return 0, 0

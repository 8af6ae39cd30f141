"""Pictures through Pillow and libheif: upright, in true colours, decoded no larger than they are shown."""

from __future__ import annotations

import math
import mmap
import struct
import warnings
from collections.abc import Mapping
from typing import IO, Any, cast

import pi_heif
from PIL import Image, ImageFile

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.colours import shown_colours, to_srgb
from reviewer_app.evidence.worker.document import Drawing, Plain, Refused, Summary
from reviewer_app.evidence.worker.photo_facts import orientation_of, photo_facts
from reviewer_app.evidence.worker.source import RemoteFile

FORMATS: dict[Kind, tuple[str, ...]] = {
    Kind.JPEG: ("JPEG", "MPO"),
    Kind.PNG: ("PNG",),
    Kind.GIF: ("GIF",),
    Kind.WEBP: ("WEBP",),
    Kind.TIFF: ("TIFF",),
    Kind.BMP: ("BMP",),
    Kind.HEIC: ("HEIF", "AVIF"),
    Kind.AVIF: ("AVIF", "HEIF"),
    Kind.ICO: ("ICO", "CUR"),
    Kind.PSD: ("PSD",),
    Kind.JPEG2000: ("JPEG2000",),
}
PIXELS_MOST = 130_000_000
"""What may be decoded at once; a photo of 108 megapixels still fits."""

_PAGED = {"TIFF"}
_MOVING = {"GIF", "WEBP", "PNG", "AVIF"}
_PAGES_MOST = 5_000
_FRAMES_MOST = 300
_SIDE_MOST = 1_000_000
_SHARP_FROM = 3.0
_LACKING = ("truncated", "unexpected end", "end of file", "not enough")
_BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError),
    *(OverflowError, ZeroDivisionError, RuntimeError, struct.error, NotImplementedError, AssertionError),
)
"""What Pillow's readers raise on damaged files; nothing here touches anything but the file."""


def prepare() -> None:
    """Load every reader now, because nothing can be loaded later."""
    warnings.simplefilter("ignore")
    Image.init()
    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = True


class Picture(Plain):
    """One image file; a multi-page TIFF has pages, and so has a moving picture: its frames."""

    def __init__(self, source: RemoteFile, kind: Kind) -> None:
        self._source = source
        self._formats = FORMATS[kind]
        self._image = self._open()
        self._early = False
        self._frames = self._count()
        self._page = 0
        self._facts = photo_facts(self._image)
        self._turned = self._orientation() > 1 or (
            self._image.format in _PAGED and orientation_of(self._image) > 1
        )
        self._profile = self._image.info.get("icc_profile")
        self._decoded: Image.Image | None = None
        self._full = self._upright_size()

    def _open(self) -> Image.Image:
        self._source.seek(0)
        try:
            image = Image.open(cast(IO[bytes], self._source), formats=self._formats)
        except MemoryError:
            raise Refused(Refusal.TOO_LARGE) from None
        except _BROKEN:
            raise Refused(Refusal.DAMAGED) from None
        if not (image.width > 0 and image.height > 0):
            raise Refused(Refusal.DAMAGED)
        if max(image.size) > _SIDE_MOST:
            raise Refused(Refusal.TOO_LARGE)
        return image

    def _count(self) -> int:
        if self._image.format not in _PAGED | _MOVING:
            return 1
        most = _PAGES_MOST if self._image.format in _PAGED else _FRAMES_MOST
        try:
            return max(1, min(int(getattr(self._image, "n_frames", 1)), most))
        except _BROKEN:
            return 1

    def _orientation(self) -> int:
        """The turn still to be made; TIFF is turned by its reader, HEIF and AVIF by theirs."""
        return 1 if self._image.format in _PAGED else orientation_of(self._image)

    def _upright_size(self) -> tuple[int, int]:
        width, height = self._image.size
        return (height, width) if self._orientation() >= 5 else (width, height)

    def summary(self) -> Summary:
        """Size in pixels, upright, of the first page; facts a photo tells about itself, never where it was taken."""
        moving = self._frames > 1 and self._image.format in _MOVING
        return Summary(
            Shape.PICTURE,
            pages=self._frames,
            sizes=[(float(self._full[0]), float(self._full[1]))],
            facts=self._facts,
            oriented=self._turned,
            animated=moving,
            notes=("frames",) if moving else (),
        )

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """Sizes of pages of a multi-page TIFF; the frames of a moving picture are all alike."""
        if first < 0 or first + count > self._frames:
            raise Refused(Refusal.NOTHING_THERE)
        if self._image.format in _MOVING:
            return [(float(self._full[0]), float(self._full[1]))] * count
        found = []
        for number in range(first, first + count):
            self._turn_to(number)
            found.append((float(self._full[0]), float(self._full[1])))
        return found

    def _turn_to(self, page: int) -> None:
        if not 0 <= page < self._frames:
            raise Refused(Refusal.NOTHING_THERE)
        if page == self._page:
            return
        self._decoded = None
        try:
            # Frames build on each other, so the next one is taken from where the reader stands.
            if not (self._image.format in _MOVING and page == self._page + 1):
                self._image = self._open()
            self._image.seek(page)
        except _BROKEN:
            raise Refused(Refusal.DAMAGED) from None
        self._page, self._full = page, self._upright_size()

    def _decode(self, width: int, height: int) -> Image.Image:
        """The page in colours ready to be scaled, at least as large as asked for if it is that large at all."""
        held = self._decoded
        if held is not None and (held.size == self._full or (held.width >= width and held.height >= height)):
            return held
        if held is not None:
            self._image, self._decoded = self._open(), None
        if self._orientation() >= 5:
            width, height = height, width
        try:
            self._load(width, height)
            turn = self._orientation()
            ready = shown_colours(self._image)
            if turn > 1:
                ready = _turn(ready, turn)
        except MemoryError:
            raise Refused(Refusal.TOO_LARGE) from None
        except _BROKEN:
            raise Refused(Refusal.DAMAGED) from None
        self._decoded = ready
        return ready

    def _load(self, width: int, height: int) -> None:
        """Decode; of a file that ends early, what there is."""
        ImageFile.LOAD_TRUNCATED_IMAGES = self._early
        try:
            self._load_once(width, height)
        except _BROKEN as fault:
            if self._early:
                raise
            # Files with a wrong sum are read on too; only those that lack something are said to end early.
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            self._image = self._open()
            self._image.seek(self._page)
            self._load_once(width, height)
            self._early = any(word in str(fault).lower() for word in _LACKING)
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = True

    def _load_once(self, width: int, height: int) -> None:
        self._image.draft(None, (max(1, width), max(1, height)))
        if self._image.width * self._image.height > PIXELS_MOST:
            raise Refused(Refusal.TOO_LARGE)
        self._image.load()

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """``ending``: whether what was drawn so far showed that the file ends early."""
        if what != "ending":
            raise Refused(Refusal.NOTHING_THERE)
        return {"early": self._early}, b""

    def draw(self, drawing: Drawing, area: mmap.mmap) -> bool:
        """Scale the clip of the page into the area, alpha kept."""
        self._turn_to(drawing.page)
        sideways = drawing.rotation in (90, 270)
        width, height = (drawing.height, drawing.width) if sideways else (drawing.width, drawing.height)
        image = self._decode(width, height)
        box = unturned(drawing, width, height)
        across, down = image.width / width, image.height / height
        region = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        try:
            part = image.resize((box[2] - box[0], box[3] - box[1]), _filter(across), region, reducing_gap=2.0)
            part = to_srgb(part, self._profile)
            if drawing.rotation:
                part = part.transpose(ROTATIONS[drawing.rotation])
        except MemoryError:
            raise Refused(Refusal.TOO_LARGE) from None
        except _BROKEN:
            raise Refused(Refusal.DAMAGED) from None
        return paste(part, area)

    def close(self) -> None:
        """Forget the pixels."""
        self._decoded = None
        self._image.close()


ROTATIONS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def _filter(shrink: float) -> Image.Resampling:
    """Smooth when shrinking or a little enlarged; square pixels when someone zooms in to see them."""
    if math.isclose(shrink, 1.0) or shrink * _SHARP_FROM < 1:
        return Image.Resampling.NEAREST
    return Image.Resampling.BICUBIC if shrink < 1 else Image.Resampling.HAMMING


def unturned(drawing: Drawing, width: int, height: int) -> tuple[int, int, int, int]:
    """The clip as left, top, right, bottom on the page before rotation, ``width`` x ``height`` pixels large."""
    left, top, wide, high = drawing.clip
    right, bottom = left + wide, top + high
    if drawing.rotation == 90:
        return top, height - right, bottom, height - left
    if drawing.rotation == 180:
        return width - right, height - bottom, width - left, height - top
    if drawing.rotation == 270:
        return width - bottom, left, width - top, right
    return left, top, right, bottom


def _turn(image: Image.Image, orientation: int) -> Image.Image:
    method = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }[orientation]
    return image.transpose(method)


def paste(image: Image.Image, area: mmap.mmap) -> bool:
    """Write an image as BGRA at the beginning of the area; True when none of it is see-through."""
    opaque = image.mode != "RGBA"
    if opaque:
        data: Any = image.convert("RGB").tobytes("raw", "BGRX")
        # Pillow writes 0 where no alpha is; a reader that takes it for alpha would see nothing.
        data = bytearray(data)
        data[3::4] = b"\xff" * (len(data) // 4)
    else:
        data = image.tobytes("raw", "BGRA")
        opaque = image.getchannel("A").getextrema() == (255, 255)
    area[: len(data)] = bytes(data)
    return opaque

"""Names in pictures: EXIF, IPTC, XMP, comments and the texts of PNG; of a place only that there is one."""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator
from typing import IO, Any, cast

from PIL import Image, IptcImagePlugin

from reviewer_app.evidence.worker.photo_facts import exif_of
from reviewer_app.evidence.worker.source import RemoteFile

_EXIF, _GPS = 0x8769, 0x8825
_HEAD = 1 << 20
_TAGS = {
    0x013B: "author",
    0x9C9D: "author",
    0x8298: "copyright",
    0x010E: "title",
    0x9C9B: "title",
    0x9C9F: "subject",
    0x013C: "device",
}
_INNER = {0xA430: "owner"}
_IPTC = {(2, 80): "author", (2, 122): "last-editor", (2, 116): "copyright", (2, 105): "title"}
_TEXTS = {"author": "author", "artist": "author", "copyright": "copyright", "title": "title"}
PICTURE_FAULTS = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError),
    *(OverflowError, ZeroDivisionError, RuntimeError, NotImplementedError, AssertionError, struct.error),
    *(zlib.error, Image.DecompressionBombError),
)
"""What a damaged picture may raise."""

_XMP_FIELDS = {
    "author": "dc:creator|xmp:Author|pdf:Author|tiff:Artist|photoshop:CaptionWriter|photoshop:Credit"
    "|Iptc4xmpCore:CiEmailWork|plus:ImageCreatorName",
    "owner": "xmpRights:Owner|aux:OwnerName|exifEX:CameraOwnerName|exif:CameraOwnerName"
    "|Iptc4xmpExt:PersonInImage|MicrosoftPhoto:PersonDisplayName|MPReg:PersonDisplayName|mwg-rs:Name",
    "copyright": "dc:rights|plus:CopyrightOwnerName",
    "title": "dc:title",
}
_XMP = tuple(
    (field, re.compile(form % {b"names": names.encode()}, re.S))
    for field, names in _XMP_FIELDS.items()
    for form in (
        rb"<(?:%(names)b)(?:\s[^>]{0,200})?>(.{1,2000}?)</(?:%(names)b)>",
        rb"\b(?:%(names)b)=\"([^\"]{1,400})\"",
        rb"\b(?:%(names)b)='([^']{1,400})'",
    )
)
_PACKET = re.compile(rb"<x:xmpmeta\b.{1,262144}?</x:xmpmeta>", re.S)
_LATE_MOST, _CHUNKS_MOST = 64 << 10, 10_000
_XMP_PLACE = re.compile(rb"exif:GPS(?:Latitude|Longitude)\b")
_TAG = re.compile(r"<[^>]*>")


def photo_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of every picture Pillow opens."""
    source.seek(0)
    image = Image.open(cast(IO[bytes], source))
    yield from _exif_names(exif_of(image))
    for key, value in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        if key in _IPTC:
            for each in value if isinstance(value, list) else [value]:
                yield _IPTC[key], _text(each)
    for name, value in image.info.items():
        if isinstance(name, str) and isinstance(value, str) and name.lower() in _TEXTS:
            yield _TEXTS[name.lower()], value
        elif name == "comment" and isinstance(value, bytes | str):
            yield "subject", _text(value)
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    yield from xmp_names(packet.encode() if isinstance(packet, str) else packet)
    if image.format == "PNG":
        yield from _behind_the_pixels(source)
    elif not packet:
        # Photoshop, GIF and others keep it where Pillow does not look.
        for found in _PACKET.findall(source.read_at(0, min(_HEAD, source.size))):
            yield from xmp_names(found)


def _exif_names(exif: Image.Exif) -> Iterator[tuple[str, str]]:
    for tag, field in _TAGS.items():
        yield field, _text(exif.get(tag), wide=tag >= 0x9C9B)
    inner = exif.get_ifd(_EXIF)
    for tag, field in _INNER.items():
        yield field, _text(inner.get(tag))
    place = exif.get_ifd(_GPS)
    if 2 in place or 4 in place:
        yield "location", "yes"


def _behind_the_pixels(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Texts of a PNG that stand after its pixels, found without decoding those."""
    at, behind = 8, False
    for _ in range(_CHUNKS_MOST):
        if at + 12 > source.size:
            return
        length, name = struct.unpack(">I4s", source.read_at(at, 8))
        behind |= name == b"IDAT"
        if behind and name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf") and length <= _LATE_MOST:
            yield from _late_chunk(name, source.read_at(at + 8, min(length, source.size - at - 8)))
        at += 12 + length


def _late_chunk(name: bytes, body: bytes) -> Iterator[tuple[str, str]]:
    if name == b"eXIf":
        exif = Image.Exif()
        exif.load(body)
        yield from _exif_names(exif)
        return
    key, _, rest = body.partition(b"\0")
    packed = name == b"zTXt" or (name == b"iTXt" and rest[:1] == b"\1")
    text = rest
    if name == b"zTXt":
        text = rest[1:]
    elif name == b"iTXt":
        text = rest[2:].split(b"\0", 2)[-1]
    if packed:
        text = zlib.decompressobj().decompress(text, _LATE_MOST)
    if key.lower() == b"xml:com.adobe.xmp":
        yield from xmp_names(text)
    elif key.decode("latin-1").lower() in _TEXTS:
        yield _TEXTS[key.decode("latin-1").lower()], text.decode("utf-8", errors="replace")


def xmp_names(packet: bytes) -> Iterator[tuple[str, str]]:
    """Of an XMP packet, wherever it was found."""
    for field, pattern in _XMP:
        for value in pattern.findall(packet):
            for line in _TAG.sub("\n", value.decode("utf-8", errors="replace")).splitlines():
                yield field, html.unescape(line)
    if _XMP_PLACE.search(packet):
        yield "location", "yes"


def _text(value: Any, *, wide: bool = False) -> str:
    if isinstance(value, tuple):
        value = bytes(each for each in value if isinstance(each, int) and 0 <= each < 256)
    if isinstance(value, bytes):
        return value.decode("utf-16-le" if wide else "utf-8", errors="replace").rstrip("\x00")
    return value if isinstance(value, str) else ""

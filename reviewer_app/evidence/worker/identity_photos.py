"""Names in pictures: EXIF, IPTC, XMP and the texts of PNG; of a place only that there is one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import IO, Any, cast

from PIL import Image, IptcImagePlugin

from reviewer_app.evidence.worker.photo_facts import exif_of
from reviewer_app.evidence.worker.source import RemoteFile

_EXIF, _GPS = 0x8769, 0x8825
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
_XMP = (
    ("author", re.compile(rb"<dc:creator>(.{1,2000}?)</dc:creator>", re.S)),
    (
        "author",
        re.compile(rb"(?:photoshop:CaptionWriter|aux:OwnerName|exifEX:CameraOwnerName)=\"([^\"]{1,400})\""),
    ),
    ("copyright", re.compile(rb"<dc:rights>(.{1,2000}?)</dc:rights>", re.S)),
    ("owner", re.compile(rb"<xmpRights:Owner>(.{1,2000}?)</xmpRights:Owner>", re.S)),
    ("title", re.compile(rb"<dc:title>(.{1,2000}?)</dc:title>", re.S)),
)
_XMP_PLACE = re.compile(rb"exif:GPS(?:Latitude|Longitude)\b")
_TAG = re.compile(r"<[^>]*>")


def photo_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of every picture Pillow opens."""
    source.seek(0)
    image = Image.open(cast(IO[bytes], source))
    exif = exif_of(image)
    for tag, field in _TAGS.items():
        yield field, _text(exif.get(tag), wide=tag >= 0x9C9B)
    inner = exif.get_ifd(_EXIF)
    for tag, field in _INNER.items():
        yield field, _text(inner.get(tag))
    place = exif.get_ifd(_GPS)
    if 2 in place or 4 in place:
        yield "location", "yes"
    for key, value in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        if key in _IPTC:
            for each in value if isinstance(value, list) else [value]:
                yield _IPTC[key], _text(each)
    for name, value in image.info.items():
        if isinstance(name, str) and isinstance(value, str) and name.lower() in _TEXTS:
            yield _TEXTS[name.lower()], value
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    yield from xmp_names(packet.encode() if isinstance(packet, str) else packet)


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

"""Names in the tags of recordings and in the heads of mails."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from reviewer_app.evidence.worker.mail import header_words, plain_header
from reviewer_app.evidence.worker.source import RemoteFile

_HEAD = 512 << 10
_TAIL = 256 << 10
_MOOV_MOST = 8 << 20
_ID3 = {
    b"TPE1": "author",
    b"TPE2": "author",
    b"TPE3": "author",
    b"TCOM": "author",
    b"TOPE": "author",
    b"TOWN": "owner",
    b"TCOP": "copyright",
    b"TIT2": "title",
    b"TP1": "author",
    b"TT2": "title",
}
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_VORBIS = re.compile(rb"(ARTIST|PERFORMER|AUTHOR|COMPOSER|COPYRIGHT|CONTACT|TITLE|LOCATION)=", re.I)
_VORBIS_FIELDS = {"copyright": "copyright", "title": "title", "contact": "owner", "location": "location"}
_ATOMS = {b"\xa9ART": "author", b"\xa9aut": "author", b"\xa9wrt": "author", b"aART": "author"}
_ATOMS |= {b"\xa9cpy": "copyright", b"cprt": "copyright", b"\xa9nam": "title", b"\xa9own": "owner"}
_PLACES = (b"\xa9xyz", b"location.ISO6709", b"loci")
_RIFF = {b"IART": "author", b"ICOP": "copyright", b"INAM": "title", b"IENG": "author"}
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_ABOUT = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c")
_MATROSKA = re.compile(rb"\x45\xa3[\x80-\xff](ARTIST|DIRECTOR|COPYRIGHT|ENCODED_BY)\x44\x87([\x81-\xff])")


def media_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of recordings and films, by the tags their kinds have."""
    head = source.read_at(0, min(_HEAD, source.size))
    if head[:3] == b"ID3":
        yield from _id3(head)
    if head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat", b"free", b"skip"):
        yield from _atoms(_moov(source))
    if head[:4] == b"RIFF":
        tail = source.read_at(max(0, source.size - _TAIL), min(_TAIL, source.size))
        for part in (head, tail):
            yield from _riff(part)
    if head[:16] == _ASF:
        yield from _asf(head)
    if head[:4] in (b"OggS", b"fLaC"):
        yield from _vorbis(head)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        tail = source.read_at(max(0, source.size - _TAIL), min(_TAIL, source.size))
        for name, length in _MATROSKA.findall(head) + _MATROSKA.findall(tail):
            part = head if name + b"\x44\x87" + length in head else tail
            at = part.find(name + b"\x44\x87" + length) + len(name) + 3
            field = "copyright" if name == b"COPYRIGHT" else "author"
            yield field, part[at : at + (length[0] & 0x7F)].decode("utf-8", errors="replace")
    last = source.read_at(source.size - 128, 128) if source.size >= 128 else b""
    if last[:3] == b"TAG":
        yield "title", last[3:33].decode("latin-1").rstrip("\x00 ")
        yield "author", last[33:63].decode("latin-1").rstrip("\x00 ")


def _id3(head: bytes) -> Iterator[tuple[str, str]]:
    long = head[3] >= 3
    name_size, frame = (4, 10) if long else (3, 6)
    at = 10
    while at + frame < len(head):
        name = head[at : at + name_size]
        if not name.strip(b"\x00"):
            return
        raw = head[at + name_size : at + name_size + (4 if long else 3)]
        size = int.from_bytes(raw, "big")
        if head[3] == 4:
            size = raw[0] << 21 | raw[1] << 14 | raw[2] << 7 | raw[3]
        body = head[at + frame : at + frame + size]
        if name in _ID3 and len(body) > 1 and body[0] < 4:
            text = body[1:].decode(_ENCODINGS[body[0]], errors="replace")
            for each in text.split("\x00"):
                yield _ID3[name], each
        at += frame + size


def _moov(source: RemoteFile) -> bytes:
    """The directory of an MP4 or QuickTime file, found box by box without reading the pictures."""
    at = 0
    while at + 8 <= source.size:
        head = source.read_at(at, min(16, source.size - at))
        size, name = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
        elif size == 0:
            size = source.size - at
        if name == b"moov":
            return source.read_at(at, min(size, _MOOV_MOST, source.size - at))
        if size < 8:
            return b""
        at += size
    return b""


def _atoms(moov: bytes) -> Iterator[tuple[str, str]]:
    for name, field in _ATOMS.items():
        at = moov.find(name)
        while at >= 4:
            (size,) = struct.unpack_from(">I", moov, at - 4)
            body = moov[at + 4 : at - 4 + min(size, 4096)]
            if body[4:8] == b"data":
                yield field, body[16:].decode("utf-8", errors="replace")
            elif len(body) > 4:
                yield field, body[4:].decode("utf-8", errors="replace").rstrip("\x00")
            at = moov.find(name, at + 4)
    if any(name in moov for name in _PLACES):
        yield "location", "yes"
    # Newer QuickTime files name their keys in one list and the values, by number, in another.
    if b"com.apple.quicktime.author" in moov or b"com.apple.quicktime.artist" in moov:
        keys = re.findall(rb"mdta([\w.\-]{3,80})", moov)
        for number, key in enumerate(keys, 1):
            if key.endswith((b".author", b".artist")):
                mark = moov.find(struct.pack(">I", number), moov.find(b"ilst"))
                data = moov.find(b"data", mark, mark + 16)
                if mark > 0 and data > 0:
                    (size,) = struct.unpack_from(">I", moov, data - 4)
                    yield "author", moov[data + 12 : data - 4 + min(size, 4096)].decode("utf-8", "replace")


def _asf(head: bytes) -> Iterator[tuple[str, str]]:
    """Of Windows Media: title, author and copyright, each with its length ahead of all three."""
    at = head.find(_ASF_ABOUT)
    if at < 0:
        return
    at += 24
    lengths = struct.unpack_from("<3H", head, at)
    at += 10
    for field, length in zip(("title", "author", "copyright"), lengths, strict=True):
        yield field, head[at : at + length].decode("utf-16-le", errors="replace").rstrip("\x00")
        at += length


def _riff(part: bytes) -> Iterator[tuple[str, str]]:
    for name, field in _RIFF.items():
        at = part.find(name)
        if 0 <= at <= len(part) - 8:
            (size,) = struct.unpack_from("<I", part, at + 4)
            yield (
                field,
                part[at + 8 : at + 8 + min(size, 1024)].decode("utf-8", errors="replace").rstrip("\x00"),
            )


def _vorbis(head: bytes) -> Iterator[tuple[str, str]]:
    for each in _VORBIS.finditer(head):
        if each.start() < 4:
            continue
        (size,) = struct.unpack_from("<I", head, each.start() - 4)
        if len(each.group()) <= size <= 4096:
            value = head[each.end() : each.start() + size].decode("utf-8", errors="replace")
            yield _VORBIS_FIELDS.get(each.group(1).decode().lower(), "author"), value


_PEOPLE = {
    **dict.fromkeys(("from", "sender", "reply-to", "x-original-from"), "sender"),
    **dict.fromkeys(("to", "cc", "bcc"), "owner"),
}


def mail_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of one mail: who sent it and to whom."""
    # The class is named, for the parser would import it only now, behind closed doors.
    parser: BytesHeaderParser[Message] = BytesHeaderParser(Message)
    head = parser.parsebytes(source.read_at(0, min(_HEAD, source.size)))
    for name, raw in head.raw_items():
        if name.lower() not in _PEOPLE:
            continue
        for person, address in getaddresses([plain_header(raw)]):
            yield _PEOPLE[name.lower()], header_words(person) or address

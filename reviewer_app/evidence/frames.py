"""Frames on the pipe between host and worker: version, tag, length, body; anything else is refused."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

VERSION = 1
HEADER = struct.Struct("<BBHI")
_DOCUMENT = struct.Struct("<I")
FIRST_BYTES = 1 << 16
"""How much of a file may come along with the order to open it: all of a small one, one chunk of an encrypted blob."""

_MARK = 0x5EED
_STRAY = (ValueError, RecursionError)


class ProtocolError(Exception):
    """The other end sent something the protocol does not allow; it is not to be trusted any further."""


class Ended(Exception):
    """The other end is gone: its pipe ended, between frames or inside one."""


class Tag(IntEnum):
    """What a frame is; below 64 from the host, from 64 on from the worker."""

    OPEN = 1
    RENDER = 2
    TEXT = 3
    SIZES = 4
    OUTLINE = 5
    LINKS = 6
    CLOSE = 7
    DATA = 8
    PART = 9
    MARK = 14
    IDENTITY = 10

    HELLO = 64
    NEED = 65
    OPENED = 66
    DRAWN = 67
    TEXT_IS = 68
    SIZES_ARE = 69
    OUTLINE_IS = 70
    LINKS_ARE = 71
    CLOSED = 72
    REFUSED = 73
    PART_IS = 74
    IDENTITY_IS = 75


LONGEST: Mapping[Tag, int] = {
    Tag.OPEN: 16384 + FIRST_BYTES,
    Tag.RENDER: 512,
    Tag.TEXT: 64,
    Tag.SIZES: 64,
    Tag.OUTLINE: 16,
    Tag.LINKS: 64,
    Tag.CLOSE: 16,
    Tag.DATA: 1 << 20,
    Tag.PART: 512,
    Tag.MARK: 4 << 20,
    Tag.IDENTITY: 256,
    Tag.HELLO: 1024,
    Tag.NEED: 64,
    Tag.OPENED: 1 << 20,
    Tag.DRAWN: 16,
    Tag.TEXT_IS: 8 << 20,
    Tag.SIZES_ARE: 1 << 20,
    Tag.OUTLINE_IS: 1 << 20,
    Tag.LINKS_ARE: 1 << 20,
    Tag.CLOSED: 16,
    Tag.REFUSED: 256,
    Tag.PART_IS: 16 << 20,
    Tag.IDENTITY_IS: 1 << 18,
}
"""The most bytes a body may have, by tag; a longer one is refused before a byte of it is read."""


def pack(tag: Tag, body: bytes = b"") -> bytes:
    """One frame, ready to be written."""
    if len(body) > LONGEST[tag]:
        raise ProtocolError(f"{tag.name} of {len(body)} bytes is longer than allowed")
    return HEADER.pack(VERSION, tag, _MARK, len(body)) + body


def read_frame(read: Callable[[int], bytes], allowed: frozenset[Tag]) -> tuple[Tag, bytes]:
    """The next frame; ``read(n)`` gives exactly n bytes or raises Ended. Raises ProtocolError on any other thing."""
    version, number, mark, length = HEADER.unpack(read(HEADER.size))
    if version != VERSION or mark != _MARK:
        raise ProtocolError("not a frame of this version")
    try:
        tag = Tag(number)
    except ValueError:
        raise ProtocolError(f"unknown tag {number}") from None
    if tag not in allowed:
        raise ProtocolError(f"{tag.name} was not expected now")
    if length > LONGEST[tag]:
        raise ProtocolError(f"{tag.name} of {length} bytes is longer than allowed")
    return tag, read(length) if length else b""


def pack_document(document: Mapping[str, Any], tail: bytes = b"") -> bytes:
    """A body of one JSON document and, behind it, plain bytes."""
    words = json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return _DOCUMENT.pack(len(words)) + words + tail


def read_document(body: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The JSON object of a body and the bytes behind it; raises ProtocolError on anything else."""
    if len(body) < _DOCUMENT.size:
        raise ProtocolError("a document is missing")
    (length,) = _DOCUMENT.unpack_from(body)
    words, tail = body[4 : 4 + length], body[4 + length :]
    if len(words) != length:
        raise ProtocolError("a document is cut short")
    try:
        document = json.loads(words)
    except _STRAY:
        raise ProtocolError("a document is not JSON") from None
    if not isinstance(document, dict):
        raise ProtocolError("a document is not an object")
    return document, tail

"""Zips put together byte by byte, so that any header can lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BASE = "sample"


@dataclass
class Raw:
    """One entry; ``local`` and ``central`` change single header fields, ``before``/``after`` add stray bytes."""

    name: bytes
    data: bytes
    method: int = 0
    flags: int = 0x800
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""
    attributes: int = 0o100644 << 16
    system: int = 3
    before: bytes = b""
    after: bytes = b""
    local: dict[str, Any] = field(default_factory=dict)
    central: dict[str, Any] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        """The true header fields."""
        packed = self.packed
        if packed is None:
            packed = deflated(self.data) if self.method == 8 else self.data
        return {
            "name": self.name,
            "flags": self.flags,
            "method": self.method,
            "crc": zlib.crc32(self.data) if self.crc is None else self.crc,
            "size": len(self.data) if self.size is None else self.size,
            "packed_size": len(packed),
            "packed": packed,
        }


def deflated(data: bytes) -> bytes:
    """Raw deflate."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def local_header(raw: Raw, fields: Mapping[str, Any]) -> bytes:
    """A local header."""
    told = {**fields, **raw.local}
    head = struct.pack(
        "<4s5H3L2H",
        b"PK\3\4",
        20,
        told["flags"],
        told["method"],
        0,
        0x5A21,
        told["crc"],
        told["packed_size"],
        told["size"],
        len(told["name"]),
        len(raw.local_extra),
    )
    made: bytes = head + told["name"] + raw.local_extra
    return made


def central_header(raw: Raw, fields: Mapping[str, Any], offset: int) -> bytes:
    """A central header."""
    told = {"offset": offset, "disk": 0, **fields, **raw.central}
    head = struct.pack(
        "<4s4B4H3L5H2L",
        b"PK\1\2",
        20,
        raw.system,
        20,
        0,
        told["flags"],
        told["method"],
        0,
        0x5A21,
        told["crc"],
        told["packed_size"],
        told["size"],
        len(told["name"]),
        len(raw.extra),
        len(raw.comment),
        told["disk"],
        0,
        raw.attributes,
        told["offset"],
    )
    made: bytes = head + told["name"] + raw.extra + raw.comment
    return made


def end_record(count: int, length: int, offset: int, /, comment: bytes = b"", **told: int) -> bytes:
    """An end record; ``told`` changes disk, first, here, count, length or offset."""
    fields = {
        "disk": 0,
        "first": 0,
        "here": count,
        "count": count,
        "length": length,
        "offset": offset,
        **told,
    }
    return struct.pack("<4s4H2LH", b"PK\5\6", *list(fields.values())[:6], len(comment)) + comment


def end64(count: int, length: int, offset: int, at: int, /, **told: int) -> bytes:
    """The end record of large zips with its locator; ``told`` changes count, length, offset, size or where."""
    fields = {"count": count, "length": length, "offset": offset, "size": 44, "where": at, **told}
    record = struct.pack(
        "<4sQ2H2L4Q",
        b"PK\6\6",
        fields["size"],
        45,
        45,
        0,
        0,
        fields["count"],
        fields["count"],
        fields["length"],
        fields["offset"],
    )
    return record + struct.pack("<4sLQL", b"PK\6\7", 0, fields["where"], 1)


def build(
    entries: list[Raw],
    *,
    prefix: bytes = b"",
    gap: bytes = b"",
    comment: bytes = b"",
    suffix: bytes = b"",
    end: dict[str, int] | None = None,
    large: dict[str, int] | None = None,
) -> bytes:
    """A zip of these entries; offsets are true unless an entry says otherwise."""
    body, central = prefix, b""
    for raw in entries:
        body += raw.before
        fields = raw.fields()
        offset = len(body)
        body += local_header(raw, fields) + fields["packed"] + raw.after
        central += central_header(raw, fields, offset)
    body += gap
    start = len(body)
    body += central
    if large is not None:
        body += end64(len(entries), len(central), start, len(body), **large)
    return body + end_record(len(entries), len(central), start, comment, **(end or {})) + suffix


def entries_of(members: Mapping[str, bytes], base: str = BASE) -> list[Raw]:
    """True entries for these members, texts packed."""
    return [
        Raw(f"{base}/{path}".encode(), data, method=8 if len(data) < 100 * len(deflated(data)) else 0)
        for path, data in members.items()
    ]


def write(folder: Path, data: bytes) -> Path:
    """The bytes as a bundle file in this folder."""
    path = folder / "hostile.reviewbundle"
    path.write_bytes(data)
    return path

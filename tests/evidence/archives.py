"""7z and RAR archives made by hand, since nothing here writes them."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Sequence

WHEN = 1_700_000_000
_SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04"
_LZMA = {"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 1 << 16}
_LZMA2 = {"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16}


def number(value: int) -> bytes:
    """A 7z number; in its longest form above 127."""
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)


def bits(marks: Sequence[bool]) -> bytes:
    """Marks, the highest bit first."""
    text = "".join("1" if each else "0" for each in marks)
    return bytes(int(text[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(text), 8))


def streams(packed: int, unpacked: int, coder: bytes, *, at: int = 0, crc: int | None = None) -> bytes:
    """One folder of one packed stream."""
    told = b"\x06" + number(at) + b"\x01\x09" + number(packed) + b"\x00"
    told += b"\x07\x0b\x01\x00\x01" + coder + b"\x0c" + number(unpacked)
    return told + (b"\x0a\x01" + struct.pack("<I", crc) if crc is not None else b"") + b"\x00"


def property_(what: int, data: bytes) -> bytes:
    """A property of all files."""
    return bytes([what]) + number(len(data)) + data


def seven_header(sizes: Sequence[int], *, locked: bool = False, names: Sequence[str] = ()) -> bytes:
    """Files of these sizes, then a folder, an empty file and an anti item."""
    names = names or (*(f"week 1/{each}.txt" for each in range(len(sizes))), "week 2", "hollow.txt", "gone")
    bare = [False] * len(sizes) + [True] * 3
    coder = b"\x24\x06\xf1\x07\x01\x01\x00" if locked else b"\x01\x00"
    told = b"\x01\x04" + streams(sum(sizes), sum(sizes), coder)
    told += b"\x08\x0d" + number(len(sizes)) + b"\x09" + b"".join(number(each) for each in sizes[:-1])
    told += b"\x0a\x01" + bytes(4 * len(sizes)) + b"\x00\x00"
    told += b"\x05" + number(len(bare))
    told += property_(0x0E, bits(bare)) + property_(0x0F, bits([False, True, True]))
    told += property_(0x10, bits([False, False, True]))
    told += property_(0x11, b"\x00" + "".join(f"{each}\x00" for each in names).encode("utf-16-le"))
    given = [True] * len(sizes) + [False] * 3
    stamp = struct.pack("<Q", (WHEN + 11_644_473_600) * 10_000_000)
    told += property_(0x14, b"\x00" + bits(given) + b"\x00" + stamp * len(sizes))
    return told + property_(0x19, bytes(3)) + b"\x00\x00"


def packed_header(header: bytes, at: int, way: str = "lzma") -> tuple[bytes, bytes]:
    """A header packed away, and the header that tells where."""
    if way == "lzma2":
        data = lzma.compress(header, lzma.FORMAT_RAW, filters=[_LZMA2])
        coder = b"\x21\x21\x01\x08"
    else:
        data = lzma.compress(header, lzma.FORMAT_RAW, filters=[_LZMA])
        method = b"\x24\x06\xf1\x07\x01" if way == "aes" else b"\x23\x03\x01\x01"
        coder = method + b"\x05\x5d" + struct.pack("<I", 1 << 16)
    return data, b"\x17" + streams(len(data), len(header), coder, at=at, crc=zlib.crc32(header)) + b"\x00"


def seven(header: bytes, content: bytes = b"", *, way: str = "") -> bytes:
    """The whole archive; its header packed in this way when one is named."""
    if way:
        data, header = packed_header(header, len(content), way)
        content += data
    start = struct.pack("<QQI", len(content), len(header), zlib.crc32(header))
    return _SEVEN + struct.pack("<I", zlib.crc32(start)) + start + content + header


def small_seven(*, way: str = "", locked: bool = False) -> bytes:
    """Two files with content, a folder, an empty file and an anti item."""
    return seven(seven_header((5, 200), locked=locked), b"w" * 205, way=way)


def four(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
    """One block of RAR 4 with its checksum."""
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def four_file(name: bytes, data: bytes, flags: int = 0, mode: int = 0x20) -> bytes:
    """A stored file, at noon of the first of March 2024."""
    at = (44 << 25) | (3 << 21) | (1 << 16) | (12 << 11)
    told = struct.pack("<IIBIIBBHI", len(data), len(data), 2, zlib.crc32(data), at, 29, 0x30, len(name), mode)
    return four(0x74, 0x8000 | flags, told + name, data)


def rar_four(*blocks: bytes, flags: int = 0, last: int = 0) -> bytes:
    """The whole archive of RAR 4."""
    return (
        b"Rar!\x1a\x07\x00" + four(0x73, flags, bytes(6)) + b"".join(blocks) + four(0x7B, 0x4000 | last, b"")
    )


def _vint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def five(kind: int, flags: int, body: bytes, extra: bytes = b"", data: bytes = b"") -> bytes:
    """One block of RAR 5 with its checksum."""
    flags |= (1 if extra else 0) | (2 if data else 0)
    sizes = (_vint(len(extra)) if extra else b"") + (_vint(len(data)) if data else b"")
    head = _vint(kind) + _vint(flags) + sizes + body + extra
    head = _vint(len(head)) + head
    return struct.pack("<I", zlib.crc32(head)) + head + data


def five_file(name: str, data: bytes, *, folder: bool = False, extra: bytes = b"", flags: int = 0) -> bytes:
    """A stored file."""
    told = _vint(2 | folder) + _vint(len(data)) + _vint(0o644) + struct.pack("<I", WHEN)
    told += _vint(0) + _vint(1) + _vint(len(name.encode())) + name.encode()
    return five(2, flags, told, extra, data)


def five_extra(kind: int, body: bytes) -> bytes:
    """One extra record of a file: 1 is how it was locked, 5 where it leads."""
    told = _vint(kind) + body
    return _vint(len(told)) + told


def five_link(target: str) -> bytes:
    """That a file is a link."""
    return five_extra(5, _vint(1) + _vint(0) + _vint(len(target.encode())) + target.encode())


def five_lock() -> bytes:
    """That a file is locked with a password."""
    return five_extra(1, _vint(0) + _vint(0) + b"\x0f" + bytes(32))


def rar_five(*blocks: bytes, last: int = 0, ended: bool = True) -> bytes:
    """The whole archive of RAR 5."""
    end = five(5, 0, _vint(last)) if ended else b""
    return b"Rar!\x1a\x07\x01\x00" + five(1, 0, _vint(0)) + b"".join(blocks) + end


def small_rar_four() -> bytes:
    """A folder and two files."""
    return rar_four(
        four_file(b"week 1", b"", 0xE0, 0x10), four_file(b"week 1\\plan.txt", b"words"), four_file(b"b", b"")
    )


def small_rar_five() -> bytes:
    """A folder, a file, a locked one and a link."""
    return rar_five(
        five_file("week 1", b"", folder=True),
        five_file("week 1/plan.txt", b"words"),
        five_file("secret.txt", b"ab", extra=five_lock()),
        five_file("sly", b"", extra=five_link("/etc/passwd")),
    )


def commented_rars() -> tuple[bytes, bytes]:
    """RAR 4 with a packed comment, as its own block and inside the first header; rarfile runs a tool for either."""
    file, end = four_file(b"a", b"words"), four(0x7B, 0x4000, b"")
    apart = struct.pack("<IIBIIBBHI", 5, 50, 2, 0, 0, 29, 0x33, 3, 0) + b"CMT"
    within = struct.pack("<HBHH", 0, 0x75, 0, 18) + struct.pack("<HBBH", 50, 29, 0x33, 0) + b"words"
    # The checksum of the first header stops short of the comment in it.
    head = struct.pack("<BHH", 0x73, 2, 13 + len(within)) + bytes(6)
    main = struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + within
    return rar_four(four(0x7A, 0x8000, apart, b"words"), file), b"Rar!\x1a\x07\x00" + main + file + end

"""Old Excel workbooks made record by record, small enough to say in a test what is in them."""

import struct
from collections.abc import Sequence

PERCENT, MONEY = 9, 200


def record(what: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", what, len(body)) + body


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def numbers(row: int, column: int, values: Sequence[int], style: int) -> bytes:
    """Whole numbers side by side, as Excel packs them."""
    cells = b"".join(struct.pack("<Hi", style, each << 2 | 2) for each in values)
    return record(0xBD, struct.pack("<HH", row, column) + cells + struct.pack("<H", column + len(values) - 1))


def word(row: int, column: int, place: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, place))


def workbook(*cells: bytes, words: Sequence[str] = (), locked: bool = False) -> bytes:
    """One sheet called Scores; style 1 is percent, style 2 is euros with two places, other styles are plain."""
    euros = '#,##0.00 "€"'
    strings = b"".join(struct.pack("<HB", len(each), 0) + each.encode("latin-1") for each in words)
    globals_ = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    globals_ += record(0x2F, bytes(54)) if locked else b""
    globals_ += record(0x42, struct.pack("<H", 1200))
    globals_ += record(0x41E, struct.pack("<HHB", MONEY, len(euros), 1) + euros.encode("utf-16-le"))
    for form in (0, PERCENT, MONEY):
        globals_ += record(0xE0, struct.pack("<HH", 0, form) + bytes(16))
    tail = record(0xFC, struct.pack("<II", len(words), len(words)) + strings) + record(0x0A)
    at = len(globals_) + 4 + 8 + len("Scores") + len(tail)
    globals_ += record(0x85, struct.pack("<IHBB", at, 0, len("Scores"), 0) + b"Scores")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)
    return compound(globals_ + tail + sheet)


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream, filled up so that it lies in sectors of its own."""
    body = stream.ljust(4096, b"\0")
    body += bytes(-len(body) % 512)
    sectors = len(body) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    assert len(table) <= 128, "one table is enough for a test"
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = (
        _line("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _line(name, 2, 0xFFFFFFFF, 2, len(body)) + bytes(256)
    )
    return head + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory + body


def _line(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    line = (name + "\0").encode("utf-16-le").ljust(64, b"\0") + struct.pack(
        "<HBB", 2 * len(name) + 2, kind, 1
    )
    line += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return line + bytes(36) + struct.pack("<III", start, size, 0)

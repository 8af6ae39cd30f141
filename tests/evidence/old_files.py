"""Office files from before 2007 and Outlook messages made stream by stream, with what each keeps of people."""

import struct
from collections.abc import Mapping

from tests.evidence.old_workbooks import record

FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_of(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each in sectors of its own."""
    bodies = [each.ljust(4096, b"\0") + bytes(-max(4096, len(each)) % 512) for each in streams.values()]
    lines = -(-(1 + len(bodies)) // 4)
    table = [TABLE, *range(2, lines + 1), LAST]
    places = []
    for each in bodies:
        places.append(len(table))
        table += [*range(len(table) + 1, len(table) + len(each) // 512), LAST]
    assert len(table) <= 128, "one table is enough for a test"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, LAST, 0, LAST, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    directory = line("Root Entry", 5, 1, LAST, 0) + b"".join(
        line(name, 2, FREE, at, len(body)) for name, at, body in zip(streams, places, bodies, strict=True)
    )
    directory = directory.ljust(512 * lines, b"\0")
    return head + struct.pack("<128I", *table, *[FREE] * (128 - len(table))) + directory + b"".join(bodies)


def line(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """One line of the directory."""
    told = (name + "\0").encode("utf-16-le")
    return told.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIII", len(told), kind, 1, FREE, FREE, child, start, size, 0
    )


def properties(values: Mapping[int, str], page: int = 1252, own: Mapping[str, str] | None = None) -> bytes:
    """A stream of properties with texts in a code page, and a second set with those that have names."""
    sets = [_set({1: struct.pack("<IHxx", 2, page)} | {key: _text(each) for key, each in values.items()})]
    if own:
        names = b"".join(
            struct.pack("<II", number, len(each) + 1) + each.encode() + b"\0"
            for number, each in enumerate(own, 2)
        )
        told = dict(enumerate(map(_text, own.values()), 2))
        sets.append(_set({0: struct.pack("<I", len(own)) + names} | told))
    at = 28 + 20 * len(sets)
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 0, bytes(16), len(sets))
    for each in sets:
        head += struct.pack("<16sI", bytes(16), at)
        at += len(each)
    return head + b"".join(sets)


def _text(words: str) -> bytes:
    encoded = words.encode("cp1251" if any("а" <= each <= "я" for each in words) else "cp1252") + b"\0"
    return struct.pack("<II", 0x1E, len(encoded)) + encoded + bytes(-len(encoded) % 4)


def _set(values: Mapping[int, bytes]) -> bytes:
    places, body = b"", b""
    start = 8 + 8 * len(values)
    for key, value in values.items():
        places += struct.pack("<II", key, start + len(body))
        body += value
    return struct.pack("<II", start + len(body), len(values)) + places + body


def word_streams(savers: list[str], changers: list[str], noters: list[str]) -> dict[str, bytes]:
    """A Word document's head, and the table it points into."""

    def listed(texts: list[str]) -> bytes:
        return b"".join(struct.pack("<H", len(each)) + each.encode("utf-16-le") for each in texts)

    saved = struct.pack("<HHH", 0xFFFF, len(savers), 0) + listed(savers)
    changed = struct.pack("<HHH", 0xFFFF, len(changers), 0) + listed(changers)
    noted = listed(noters)
    head = bytearray(0x400)
    struct.pack_into("<H", head, 10, 0x0200)
    struct.pack_into("<II", head, 0x2D2, 0, len(saved))
    struct.pack_into("<II", head, 0x232, len(saved), len(changed))
    struct.pack_into("<II", head, 0x1BA, len(saved) + len(changed), len(noted))
    return {"WordDocument": bytes(head), "1Table": saved + changed + noted}


def workbook_stream(who: str, noter: str) -> bytes:
    """The records of a workbook somebody had open, with a note of somebody."""
    told = struct.pack("<HB", len(who), 0) + who.encode("latin-1")
    note = struct.pack("<HHHHHB", 0, 0, 0, 1, len(noter), 1) + noter.encode("utf-16-le")
    return (
        record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
        + record(0x5C, told.ljust(112))
        + record(0x1C, note)
        + record(0x0A)
    )


def slide_streams(who: str, noter: str) -> dict[str, bytes]:
    """Who had slides open, and who commented on one."""
    name = noter.encode("utf-16-le")
    text = struct.pack("<HHI", 0, 0x0FBA, len(name)) + name
    return {
        "Current User": struct.pack("<HHIIIIHHBBH", 0, 0x0FF6, 0, 20, 0, 0, len(who), 0, 3, 0, 0)
        + who.encode()
        + struct.pack("<I", 8)
        + who.encode("utf-16-le"),
        "PowerPoint Document": struct.pack("<HHI", 0x0F, 0x2EE0, len(text)) + text,
    }


def message_streams(sender: str, to: str) -> dict[str, bytes]:
    """A message as Outlook saves it."""
    return {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0C1A001F": sender.encode("utf-16-le"),
        "__substg1.0_0E04001E": to.encode("cp1252"),
    }

"""What a 7z header says of packed streams: where they lie, how they were packed, and how long each file in them is."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Refused

_STREAMS_MOST = 500_000
_FOLDERS_MOST = 100_000
_CODERS_MOST = 32
_END, _PACKED, _FOLDERS, _FILES = 0x00, 0x06, 0x07, 0x08
_SIZE, _CRC, _FOLDER, _UNPACKED, _COUNTS = 0x09, 0x0A, 0x0B, 0x0C, 0x0D
_CIPHERS = (b"\x06\xf1\x07", b"\x06\xf1\x01")


class Bytes:
    """A header read from its beginning; what reaches beyond its end is damage."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        """The next bytes."""
        end = self._at + count
        if end > len(self._data):
            raise Refused(Refusal.DAMAGED)
        taken, self._at = self._data[self._at : end], end
        return taken

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(len(self._data) - self._at)

    def byte(self) -> int:
        """The next byte as a number."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number of up to eight bytes, of which the first says how many follow."""
        first, mask, value = self.byte(), 0x80, 0
        for step in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << (8 * step)
            value |= self.byte() << (8 * step)
            mask >>= 1
        return value

    def bits(self, count: int) -> list[bool]:
        """So many marks, the highest bit of a byte first."""
        data = self.take(-(-count // 8))
        return [bool(data[number >> 3] & (0x80 >> (number & 7))) for number in range(count)]

    def maybe_bits(self, count: int) -> list[bool]:
        """Marks that are left out when all are set."""
        return [True] * count if self.byte() else self.bits(count)

    def crcs(self, count: int) -> list[int | None]:
        """Checksums of those that have one."""
        given = self.maybe_bits(count)
        return [int.from_bytes(self.take(4), "little") if each else None for each in given]

    def inline(self) -> None:
        """Pass the sign that what follows stands here and not in a stream of its own."""
        if self.byte():
            raise Refused(Refusal.UNSUPPORTED)

    def must(self, what: int) -> None:
        """Pass a sign that has to stand here."""
        if self.byte() != what:
            raise Refused(Refusal.DAMAGED)


@dataclass
class Folder:
    """What was packed in one go: its coders as method and properties, and how long it is unpacked."""

    coders: list[tuple[bytes, bytes]]
    outs: int
    main: int
    size: int = 0
    crc: int | None = None

    @property
    def locked(self) -> bool:
        """Whether a password is needed."""
        return any(method.startswith(_CIPHERS) for method, _ in self.coders)


@dataclass
class Streams:
    """Where the packed bytes begin and how long each is, the folders, and size and lock of every file with content."""

    at: int = 0
    packed: list[int] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    files: list[tuple[int, bool]] = field(default_factory=list)


def read_streams(data: Bytes) -> Streams:
    """Read one description of streams up to its end."""
    made, what = Streams(), data.byte()
    if what == _PACKED:
        made.at = data.number()
        made.packed = _packed(data)
        what = data.byte()
    if what == _FOLDERS:
        made.folders = _folders(data)
        what = data.byte()
    if what == _FILES:
        made.files = _files(data, made.folders)
        what = data.byte()
    else:
        made.files = [(each.size, each.locked) for each in made.folders]
    if what != _END:
        raise Refused(Refusal.DAMAGED)
    return made


def _bounded(count: int, most: int) -> int:
    if count > most:
        raise Refused(Refusal.TOO_LARGE)
    return count


def _packed(data: Bytes) -> list[int]:
    count, sizes = _bounded(data.number(), _STREAMS_MOST), []
    what = data.byte()
    if what == _SIZE:
        sizes = [data.number() for _ in range(count)]
        what = data.byte()
    if what == _CRC:
        data.crcs(count)
        what = data.byte()
    if what != _END:
        raise Refused(Refusal.DAMAGED)
    return sizes


def _folders(data: Bytes) -> list[Folder]:
    data.must(_FOLDER)
    count = _bounded(data.number(), _FOLDERS_MOST)
    data.inline()
    folders = [_folder(data) for _ in range(count)]
    data.must(_UNPACKED)
    for each in folders:
        each.size = [data.number() for _ in range(each.outs)][each.main]
    what = data.byte()
    if what == _CRC:
        for each, crc in zip(folders, data.crcs(count), strict=True):
            each.crc = crc
        what = data.byte()
    if what != _END:
        raise Refused(Refusal.DAMAGED)
    return folders


def _folder(data: Bytes) -> Folder:
    coders, ins, outs = [], 0, 0
    for _ in range(_bounded(data.number(), _CODERS_MOST)):
        flags = data.byte()
        if flags & 0xC0:
            raise Refused(Refusal.UNSUPPORTED)
        method = data.take(flags & 0x0F)
        more = (data.number(), data.number()) if flags & 0x10 else (1, 1)
        ins, outs = (_bounded(a + b, _CODERS_MOST) for a, b in zip((ins, outs), more, strict=True))
        coders.append((method, data.take(data.number()) if flags & 0x20 else b""))
    if not outs or ins < outs - 1:
        raise Refused(Refusal.DAMAGED)
    bound = {(data.number(), data.number())[1] for _ in range(outs - 1)}
    packed = ins - (outs - 1)
    for _ in range(packed if packed > 1 else 0):
        data.number()
    # What no other coder takes further is what comes out in the end.
    main = next((each for each in range(outs) if each not in bound), 0)
    return Folder(coders, outs, main)


def _files(data: Bytes, folders: list[Folder]) -> list[tuple[int, bool]]:
    counts, what = [1] * len(folders), data.byte()
    if what == _COUNTS:
        counts = [data.number() for _ in folders]
        _bounded(sum(counts), _STREAMS_MOST)
        what = data.byte()
    sized, files = what == _SIZE, []
    for folder, count in zip(folders, counts, strict=True):
        left = folder.size
        if count > 1 and not sized:
            raise Refused(Refusal.DAMAGED)
        for _ in range(count - 1):
            size = data.number()
            left -= size
            files.append((size, folder.locked))
        if left < 0:
            raise Refused(Refusal.DAMAGED)
        if count:
            files.append((left, folder.locked))
    if sized:
        what = data.byte()
    if what == _CRC:
        told = zip(folders, counts, strict=True)
        data.crcs(sum(0 if count == 1 and each.crc is not None else count for each, count in told))
        what = data.byte()
    if what != _END:
        raise Refused(Refusal.DAMAGED)
    return files

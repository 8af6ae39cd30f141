"""The first bytes by which kinds of files are known."""

from __future__ import annotations

from typing import Literal

_PDF_WITHIN = 1024
_SHORT, _REDUCED, _WIDTH, _FURTHER_IN = 3, 254, 256, 330
_THUMBNAIL = 512

# (offset, bytes, kind); the first match wins.
_FIXED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"8BPS", "psd"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jpeg2000"),
    (0, b"\xff\x4f\xff\x51", "jpeg2000"),
    (8, b"CR\x02\x00", "raw"),
    (0, b"FUJIFILMCCD-RAW", "raw"),
    (0, b"IIRO", "raw"),
    (0, b"IIU\x00", "raw"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"II+\x00", "tiff"),
    (0, b"MM\x00+", "tiff"),
    (0, b"\x00\x00\x01\x00", "ico"),
    (0, b"\x00\x00\x02\x00", "ico"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PK\x07\x08", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "wmv"),
    (0, b"ID3", "mp3"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "oggs"),
    (0, b"#!AMR", "amr"),
    (0, b"MThd", "midi"),
    (0, b"7z\xbc\xaf'\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (257, b"ustar", "tar"),
    (0, b"\x1f\x8b", "gzip"),
    (4, b"1AY&SY", "packed"),
    (0, b"\xfd7zXZ\x00", "packed"),
    (0, b"(\xb5/\xfd", "packed"),
    (0, b"\x04\x22M\x18", "packed"),
    (0, b"LZIP\x01", "packed"),
    (0, b"\x1f\x9d", "packed"),
    (0, b"\x1f\xa0", "packed"),
    (0, b"MSCF\x00\x00\x00\x00", "packed"),
    *((2, b"-lh%c-" % each, "packed") for each in b"01234567d"),
    (0, b"xar!\x00", "packed"),
    (0, b"\xed\xab\xee\xdb", "packed"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (0, b"\x7fELF", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
)

_BRANDS: dict[bytes, str] = {
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"), "heic"
    ),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P ", b"F4A "), "m4a"),
    b"qt  ": "mov",
    b"crx ": "raw",
}
_QUICKTIME_FIRST = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}


def fixed_kind(head: bytes) -> str:
    """The kind whose bytes stand at a fixed place, "zip" or "ole" for containers, or an empty string."""
    for offset, magic, kind in _FIXED:
        if head.startswith(magic, offset):
            return _closer(kind, head)
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12], "")
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if _is_old_tar(head):
        return "tar"
    if head[:2] == b"MZ" and b"\x00" in head[:64]:
        return "program"
    if _is_pdf(head):
        return "pdf"
    return "" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else _frame_kind(head)


def _is_old_tar(head: bytes) -> bool:
    """Whether a file begins with the header of a tar without a name for itself: its own sum says so."""
    said = head[148:156].strip(b" \x00")
    if len(head) < 512 or not head[0] or not said.isdigit() or b"8" in said or b"9" in said:
        return False
    return sum(head[:148]) + 8 * 32 + sum(head[156:512]) == int(said, 8)


def _is_pdf(head: bytes) -> bool:
    """Whether "%PDF-" begins the file, or a line near its beginning after what a mail program put before it."""
    at = head.find(b"%PDF-", 0, _PDF_WITHIN)
    return at == 0 or (at > 0 and head[at - 1 : at] in (b"\n", b"\r", b"\x00", b" ", b"\xbf"))


def _closer(kind: str, head: bytes) -> str:
    if kind == "matroska":
        return "webm" if b"webm" in head[:64] else "mkv"
    if kind == "oggs":
        return "opus" if b"OpusHead" in head[:64] else "ogg"
    if kind == "tiff" and _begins_small(head):
        return "raw"
    if kind == "ico" and not 0 < int.from_bytes(head[4:6], "little") < 256:
        return ""
    return kind


def _begins_small(head: bytes) -> bool:
    """Whether what looks like a TIFF begins with a thumbnail of pictures further in, as raw photos of cameras do."""
    order: Literal["little", "big"] = "little" if head.startswith(b"II") else "big"
    start = int.from_bytes(head[4:8], order)
    tags: dict[int, int] = {}
    for at in range(start + 2, start + 2 + 12 * int.from_bytes(head[start : start + 2], order), 12):
        line = head[at : at + 12]
        if len(line) < 12:
            return False
        size = 2 if int.from_bytes(line[2:4], order) == _SHORT else 4
        tags[int.from_bytes(line[:2], order)] = int.from_bytes(line[8 : 8 + size], order)
    return bool(tags.get(_REDUCED, 0) & 1) and _FURTHER_IN in tags and tags.get(_WIDTH, 0) <= _THUMBNAIL


def _frame_kind(head: bytes) -> str:
    """Audio that begins with a frame: a sync word whose fields are all legal."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return "jxl" if head[:2] == b"\xff\x0a" else ""
    if head[1] & 0xF6 == 0xF0:
        return "aac"
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, frequency = head[2] >> 4, head[2] >> 2 & 3
    return "mp3" if version != 1 and layer and rate not in (0, 15) and frequency != 3 else ""


def brand_kind(head: bytes) -> str:
    """The kind an ISO media file names as its brand (HEIC, AVIF, MP4, QuickTime), or an empty string."""
    box = head[4:8]
    if box != b"ftyp":
        return "mov" if box in _QUICKTIME_FIRST and len(head) >= 16 and head[0] == 0 else ""
    length = int.from_bytes(head[:4], "big")
    major = head[8:12]
    others = [head[at : at + 4] for at in range(16, min(length, len(head), 256), 4)]
    if major in _BRANDS and major not in (b"mif1", b"msf1", b"mif2"):
        return _BRANDS[major]
    for brand in others:
        if _BRANDS.get(brand) == "avif":
            return "avif"
    return _BRANDS.get(major) or ("heic" if any(_BRANDS.get(each) == "heic" for each in others) else "mp4")

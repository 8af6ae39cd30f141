"""Text of any encoding, in slices on line borders, so that a huge log is never decoded or sent whole."""

from __future__ import annotations

import codecs
import contextlib

from charset_normalizer import from_bytes

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.wording import wide_encoding
from reviewer_app.evidence.worker.document import Plain, Refused, Summary
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.western import western

SLICE = 48 << 10
"""How many bytes of the file begin one slice; with the rest of its last line a slice stays under 64 KiB."""

_REST_MOST = 14 << 10
_SAMPLE = 256 << 10
_GUESS_FROM = 32 << 10
_OLD_ENCODINGS = [
    *(f"cp125{number}" for number in range(9)),
    *(
        "shift_jis",
        "euc_jp",
        "gb18030",
        "big5",
        "euc_kr",
        "koi8_r",
        "iso8859_2",
        "iso8859_5",
        "cp437",
        "cp850",
        "cp866",
    ),
]
"""What people's old files are written in; the Macintosh pages, which look much the same to a guesser, are
left out (``western`` knows the one that matters)."""

_FORGIVEN = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Words(Plain):
    """One text file; slice n holds the lines that begin in its n-th stretch of bytes."""

    def __init__(self, source: RemoteFile) -> None:
        self._source = source
        self._mark, self._encoding = encoding_of(source)
        self._unit = 4 if "32" in self._encoding else 2 if self._encoding.startswith("utf-16") else 1
        self._newline = "\n".encode(self._encoding) if self._unit > 1 else b"\n"

    def summary(self) -> Summary:
        """How many slices there are."""
        return Summary(Shape.TEXT, slices=max(1, -(-self._source.size // SLICE)), encoding=self._encoding)

    def text(self, page: int) -> tuple[str, bytes]:
        """The words of one slice; what is not legal in the encoding becomes a replacement mark."""
        if not 0 <= page < max(1, -(-self._source.size // SLICE)):
            raise Refused(Refusal.NOTHING_THERE)
        start = self._border(page * SLICE) if page else self._mark
        end = self._border((page + 1) * SLICE)
        text = self._source.read_at(start, end - start).decode(self._encoding, errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"), b""

    def _border(self, near: int) -> int:
        """Where the first line begins at or after a place; a place inside a very long line, between two letters."""
        if near >= self._source.size:
            return self._source.size
        ahead = self._source.read_at(near - self._unit, _REST_MOST)
        at = ahead.find(self._newline)
        while at >= 0 and at % self._unit:
            at = ahead.find(self._newline, at + 1)
        if at >= 0:
            return min(self._source.size, near - self._unit + at + self._unit)
        return near + self._whole_letter(ahead[self._unit : self._unit + 4])

    def _whole_letter(self, after: bytes) -> int:
        """How many bytes to go on so as not to cut a letter in two."""
        if self._encoding == "utf-8":
            return next((step for step, byte in enumerate(after) if byte & 0xC0 != 0x80), 0)
        if self._encoding.startswith("utf-16") and len(after) >= 2:
            high = after[1] if self._encoding.endswith("le") else after[0]
            return 2 if 0xDC <= high < 0xE0 else 0
        return 0


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """The words of a short text and the encoding they are in: by its mark, else as declared, else as guessed."""
    mark, encoding = next(((len(mark), name) for mark, name in _MARKS if data.startswith(mark)), (0, ""))
    if not encoding and declared and not _is_utf8(data[:_SAMPLE], len(data) <= _SAMPLE):
        with contextlib.suppress(LookupError, UnicodeError):
            encoding = codecs.lookup(declared).name if "".encode(declared) == b"" else ""
    if not encoding:
        encoding = _guess(data[:_SAMPLE], b"", len(data) <= _SAMPLE)
    text = data[mark:].decode(encoding, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def encoding_of(source: RemoteFile) -> tuple[int, str]:
    """How many bytes the mark at the beginning takes, and the encoding it says or the letters suggest."""
    head = source.read_at(0, _SAMPLE)
    mark, encoding = next(((len(mark), name) for mark, name in _MARKS if head.startswith(mark)), (0, ""))
    if not encoding:
        middle = source.read_at(source.size // 2, 1 << 16) if source.size > 2 * _SAMPLE else b""
        encoding = _guess(head, middle, source.size <= len(head))
    return mark, encoding


def decoded_start(source: RemoteFile, most: int) -> tuple[str, str]:
    """The text of the first so many bytes, and its encoding; what is not legal becomes a replacement mark."""
    mark, encoding = encoding_of(source)
    return source.read_at(mark, most).decode(encoding, errors="replace"), encoding


def _guess(head: bytes, middle: bytes, whole: bool) -> str:
    """The encoding of bytes without a mark: wide, UTF-8, or what charset-normalizer thinks most likely."""
    wide = wide_encoding(head)
    if wide:
        return wide
    if _is_utf8(head, whole) and _is_utf8(middle.lstrip(bytes(range(0x80, 0xC0))), False):
        return "utf-8"
    sample = (middle if _is_utf8(head, whole) else head)[:_GUESS_FROM]
    sure = western(sample)
    if sure:
        return sure
    best = from_bytes(sample, cp_isolation=_OLD_ENCODINGS).best()
    name = best.encoding if best is not None else "cp1252"
    try:
        known = codecs.lookup(name).name
        return "cp1252" if known.startswith(("utf", "ascii")) else known
    except LookupError:
        return "cp1252"


def _is_utf8(data: bytes, whole: bool) -> bool:
    """Whether bytes are UTF-8, a stray byte here and there forgiven where most other letters are legal."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data, final=whole)
    wrong = text.count("\ufffd")
    return wrong == 0 or wrong * _FORGIVEN < sum(1 for letter in text if letter > "\x7f")

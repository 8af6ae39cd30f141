"""Telling text from other bytes, and kinds of text from each other."""

from __future__ import annotations

import re
import unicodedata

_SAMPLE = 4096
_ODD_MOST = 0.02
_TEXT_CONTROLS = frozenset(b"\a\t\n\r\f\b\x1b\x1a\x0b")
_NO_LETTERS = frozenset({"Cc", "Cn", "Co", "Cs"})
_ENDINGS = {
    **dict.fromkeys(("md", "markdown"), "markdown"),
    "csv": "csv",
    **dict.fromkeys(("tsv", "tab"), "tsv"),
    "json": "json",
    "eml": "email",
    "srt": "srt",
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    "xml": "xml",
}
_MAIL = re.compile(
    rb"(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[a-z-]+):",
    re.IGNORECASE,
)
_SRT = re.compile(rb"\s*\d+\s*\r?\n\d\d:\d\d:\d\d[,.]\d{1,3} --> ")
_SVG = re.compile(rb"<(?:[a-z][\w-]*:)?svg[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_ROOT = re.compile(
    rb"(?>\s++|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*+(?:\[.*?\]\s*+)?>)*+<(?:[\w.-]++:)?([a-z][\w.-]*+)",
    re.IGNORECASE | re.DOTALL,
)
_SHOWN_ROOTS = frozenset({b"html", b"svg", b"head", b"body"})
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def wide_encoding(head: bytes) -> str:
    """UTF-16 or UTF-32, by its mark or, without one, by where its zero bytes stand; else an empty string."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[: _SAMPLE & ~1]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    found = ""
    if odd > half * 0.7 and even < half * 0.02:
        found = "utf-16-le"
    elif even > half * 0.7 and odd < half * 0.02:
        found = "utf-16-be"
    return found if found and _reads_as(sample, found) else ""


def _reads_as(sample: bytes, encoding: str) -> bool:
    """Whether bytes in which every other is zero are words, and not numbers or a picture."""
    text = sample.decode(encoding, errors="replace")
    odd = sum(1 for each in text if each not in "\t\n\r\f" and unicodedata.category(each) in _NO_LETTERS)
    return odd + text.count("\ufffd") <= len(text) * _ODD_MOST


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are words in some encoding: no zero bytes and next to no control characters."""
    if not head:
        return False
    if wide_encoding(head):
        return True
    sample = head[:_SAMPLE]
    if 0 in sample:
        return False
    odd = sum(1 for byte in sample if (byte < 32 and byte not in _TEXT_CONTROLS) or byte == 127)
    return odd <= len(sample) * _ODD_MOST


def text_kind(head: bytes, ending: str) -> str:
    """Which kind of text this is: by its content where that says so, else by the name's ending, else plain."""
    wide = wide_encoding(head)
    if wide:
        head = head[: len(head) & ~3].decode(wide, errors="ignore").encode("utf-8")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"<":
        return _markup_kind(start, ending)
    if start.startswith(b"WEBVTT"):
        return "vtt"
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return "calendar"
    if _SRT.match(start):
        return "srt"
    lines = start.splitlines()[:6]
    if len(lines) >= 3 and sum(1 for line in lines if _MAIL.match(line)) >= 2 and _MAIL.match(lines[0]):
        return "email"
    if ending in _ENDINGS and _ENDINGS[ending] not in ("srt", "xml", "json"):
        return _ENDINGS[ending]
    return "json" if start[:1] in (b"{", b"[") and ending in ("json", "geojson", "ipynb") else "txt"


def _markup_kind(start: bytes, ending: str) -> str:
    root = _ROOT.match(start)
    page = ending in ("html", "htm", "xhtml")
    if root and start.startswith(b"<?xml") and root[1].lower() not in _SHOWN_ROOTS and not page:
        # Captions, drawings of other programs and the like have a head or body too.
        return "xml"
    svg, html = _SVG.search(start), _HTML.search(start)
    if svg and (not html or svg.start() < html.start()):
        return "svg"
    if html or page:
        return "html"
    if ending == "svg" and start.startswith((b"<?xml", b"<!DOCTYPE svg", b"<!--")):
        return "svg"
    if start.startswith((b"<?xml", b"<!DOCTYPE")) or ending == "xml":
        return "xml"
    return _ENDINGS.get(ending, "txt")

"""Web pages and Markdown as papers; nothing they name outside themselves is ever fetched."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from markdown_it import MarkdownIt

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.flatten import flattened
from reviewer_app.evidence.worker.paper import Paper, pieces, said
from reviewer_app.evidence.worker.paper_pictures import Pictures, measured
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import decoded

HTML_MOST = 16 << 20
MARKDOWN_MOST = 2 << 20
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|bmp);base64,", re.IGNORECASE)
_SOURCES = re.compile(r"(src\s*=\s*)(\"|')(data:image/[^\"']+)\2", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,300})</title>", re.IGNORECASE)
_FIRST = re.compile(r"<h1[\s>]", re.IGNORECASE)


def open_html(source: RemoteFile) -> Document:
    """Read a web page."""
    if source.size > HTML_MOST:
        raise Refused(Refusal.TOO_LARGE)
    data = source.read_at(0, source.size)
    declared = _CHARSET.search(data[:4096])
    html, encoding = decoded(data, declared.group(1).decode("ascii") if declared else "")
    pictures = Pictures()
    return Paper(pieces(page_blocks(html, pictures)), pictures, encoding=encoding)


def page_blocks(html: str, pictures: Pictures) -> list[str]:
    """The blocks of a page, pictures that lie in it among them; its title is said where no heading says it."""
    held = _Held(pictures)
    blocks = flattened(_SOURCES.sub(held.take, html), held.find)
    title = _TITLE.search(html)
    if title and title.group(1).strip() and not _FIRST.search(html):
        from html import unescape

        blocks.insert(0, f"<h1>{said(' '.join(unescape(title.group(1)).split()))}</h1>")
    return blocks


class _Held:
    """Pictures written into the page itself: taken out before it is cleaned, put back as numbers."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._data: list[bytes] = []

    def take(self, found: re.Match[str]) -> str:
        """What stands in the page in place of a picture's bytes."""
        words = found.group(3)
        start = _DATA.match(words)
        if start is None:
            return ""
        try:
            self._data.append(base64.b64decode(re.sub(r"\s|%0A", "", words[start.end() :]), validate=False))
        except (binascii.Error, ValueError):
            return ""
        return f'src="part:{len(self._data) - 1}"'

    def find(self, address: str) -> tuple[int, float, float] | None:
        """The picture an address stands for."""
        number = address.removeprefix("part:")
        if number == address or not number.isdigit() or len(number) > 6 or int(number) >= len(self._data):
            return None
        data = self._data[int(number)]
        wide, high = measured(data)
        return (self._pictures.add(f"held {number}", lambda: data), wide, high) if wide else None


def _markdown() -> Any:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def open_markdown(source: RemoteFile) -> Document:
    """Read Markdown; HTML written into it is shown as the words it is."""
    if source.size > MARKDOWN_MOST:
        raise Refused(Refusal.TOO_LARGE)
    text, encoding = decoded(source.read_at(0, source.size))
    try:
        html = _markdown().render(text)
    except RecursionError:
        raise Refused(Refusal.DAMAGED) from None
    return Paper(pieces(flattened(html)), encoding=encoding)


def plain_blocks(text: str) -> list[str]:
    """Plain words as paragraphs, their line breaks kept."""
    blocks = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = [said(line.rstrip()) for line in paragraph.strip("\n").split("\n")]
        if any(lines):
            blocks += [f"<p>{'<br>'.join(lines[at : at + 200])}</p>" for at in range(0, len(lines), 200)]
    return blocks

"""What a worker may answer about papers and slides: pieces of checked markup, and pictures as bare pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.paper_html import rewritten
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.replies import whole, words


class HasParts(Protocol):
    """An opened file, as far as papers ask."""

    def part(
        self, what: str, index: int = 0, first: int = 0, count: int = 0
    ) -> tuple[Mapping[str, Any], bytes]:
        """A piece of what only this shape has."""
        ...


HTML_MOST = 4 << 20
PICTURE_MOST = 15 << 20
_SIDE_MOST = 4096
_PAGES_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Section:
    """One piece of a paper, or one slide: ``page`` is the slide's number (1-based), 0 where there are none."""

    html: str
    text: str
    page: int
    title: str


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """A picture of a paper: BGRA, rows without gaps."""

    width: int
    height: int
    data: bytes


def read_section(document: Mapping[str, Any], tail: bytes) -> Section:
    """Check and take in a piece of a paper; its markup is written anew, its words are taken from it here."""
    if len(tail) > HTML_MOST:
        raise ProtocolError("a piece of a paper is too long")
    try:
        html = tail.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError("a piece of a paper is not UTF-8") from None
    made = rewritten(html)
    page = whole(document.get("page"), 0, _PAGES_MOST)
    return Section(made.html, made.text, page, words(document.get("title"), 500))


def read_picture(document: Mapping[str, Any], tail: bytes) -> PaperPicture:
    """Check and take in a picture of a paper."""
    width = whole(document.get("width"), 1, _SIDE_MOST)
    height = whole(document.get("height"), 1, _SIDE_MOST)
    if len(tail) > PICTURE_MOST or len(tail) != width * height * 4:
        raise ProtocolError("a picture has not the pixels it says")
    return PaperPicture(width, height, tail)


def ask_section(file: HasParts, number: int) -> Section:
    """A piece of an opened paper; a worker that lies about it has failed like one that died."""
    try:
        return read_section(*file.part("html", number))
    except ProtocolError:
        raise problem("worker-crashed") from None


def ask_picture(file: HasParts, number: int) -> PaperPicture:
    """A picture of an opened paper; raises as ``ask_section`` does."""
    try:
        return read_picture(*file.part("picture", number))
    except ProtocolError:
        raise problem("worker-crashed") from None

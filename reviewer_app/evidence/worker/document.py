"""What every opener in the worker gives back: pages that can be drawn, text that can be read."""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape


class Refused(Exception):
    """The file cannot be shown, for a reason the host has words for."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which part of a page to draw: the whole at ``width`` x ``height`` pixels after rotation, of it only the clip."""

    page: int
    width: int
    height: int
    rotation: int
    clip: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Marking:
    """One annotation to be made: a highlight, square or text on a page (0-based), boxes in parts of it as shown."""

    id: str
    page: int
    kind: str
    boxes: tuple[tuple[float, float, float, float], ...]
    words: str
    author: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What opening found out, as the host will be told."""

    shape: Shape
    pages: int = 0
    sizes: Sequence[tuple[float, float]] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    oriented: bool = False
    animated: bool = False
    slices: int = 0
    encoding: str = ""
    notes: tuple[str, ...] = ()


class Document(Protocol):
    """An opened file; any method may raise Refused."""

    def summary(self) -> Summary:
        """What there is."""

    def draw(self, drawing: Drawing, area: mmap.mmap) -> bool:
        """Fill the area with clip width x clip height BGRA pixels; True when none is see-through."""

    def text(self, page: int) -> tuple[str, bytes]:
        """The words of a page or slice, and four 32-bit floats a character (or nothing)."""

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """True sizes of pages in points."""

    def outline(self) -> list[list[Any]]:
        """Rows of title, page, depth."""

    def links(self, page: int) -> list[list[Any]]:
        """Rows of box, address, page."""

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """A piece of what only this shape has (rows of a sheet, a paper's picture): JSON, and bytes behind it."""

    def mark(self, marks: Sequence[Marking]) -> Mapping[str, Any]:
        """Put annotations into a copy, to be fetched as the part ``marked``."""

    def close(self) -> None:
        """Let go of what the libraries hold."""


class Plain:
    """What a kind of document without pages, text or links answers, to be overridden by those that have them."""

    def draw(self, drawing: Drawing, area: mmap.mmap) -> bool:
        """Nothing can be drawn."""
        raise Refused(Refusal.NOTHING_THERE)

    def text(self, page: int) -> tuple[str, bytes]:
        """No words."""
        return "", b""

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """No pages to measure."""
        raise Refused(Refusal.NOTHING_THERE)

    def outline(self) -> list[list[Any]]:
        """No table of contents."""
        return []

    def links(self, page: int) -> list[list[Any]]:
        """No links."""
        return []

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """Nothing besides."""
        raise Refused(Refusal.NOTHING_THERE)

    def mark(self, marks: Sequence[Marking]) -> Mapping[str, Any]:
        """No copy to mark."""
        raise Refused(Refusal.NOTHING_THERE)

    def close(self) -> None:
        """Nothing to let go."""

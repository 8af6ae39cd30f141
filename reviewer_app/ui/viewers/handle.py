"""What viewers need of an opened piece of evidence: facts, pixels and text; every call may block and be slow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from reviewer_app.evidence import Shape

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in the page's own units from its top left corner."""


class Facts(Protocol):
    """What is known of a file once it is open."""

    @property
    def words(self) -> str:
        """What the file is, as a person would say it."""
        ...

    @property
    def shape(self) -> Shape:
        """In which viewer it is shown."""
        ...

    @property
    def media_type(self) -> str:
        """The kind of content, told from its bytes."""
        ...

    @property
    def pages(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page; empty where there are no pages."""
        ...

    @property
    def measured(self) -> int:
        """How many of the first pages have their true size; the rest are taken to be like the first."""
        ...

    @property
    def image_size(self) -> tuple[int, int] | None:
        """Width and height of a picture in pixels, turned upright; None for anything else."""
        ...

    @property
    def size_bytes(self) -> int:
        """How large the file is."""
        ...

    @property
    def animated(self) -> bool:
        """Whether the pages are the frames of a moving picture."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What a person should know about how it is shown."""
        ...

    @property
    def text_slices(self) -> int:
        """In how many pieces a text comes; 0 for anything that is not plain text."""
        ...


class Pixels(Protocol):
    """A picture as bytes: ``format`` is BGRA or RGBA, ``stride`` the bytes of one row."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def stride(self) -> int:
        """Bytes of one row."""
        ...

    @property
    def data(self) -> Any:
        """The rows, one after the other."""
        ...

    @property
    def format(self) -> str:
        """BGRA or RGBA."""
        ...


class PageText(Protocol):
    """The text of one page with a box for each character, or a slice of a text without boxes."""

    @property
    def text(self) -> str:
        """The characters."""
        ...

    @property
    def boxes(self) -> Sequence[Box]:
        """One box for each character, in points from the page's top left."""
        ...


class Leads(Protocol):
    """A place on a page that leads to an address, or to a page (0-based; -1 when it leads to an address)."""

    @property
    def box(self) -> Box:
        """Where it is on its page."""
        ...

    @property
    def address(self) -> str:
        """The address, as the file has it."""
        ...

    @property
    def page(self) -> int:
        """The page it leads to."""
        ...


class Heading(Protocol):
    """A line of a document's own table of contents."""

    @property
    def title(self) -> str:
        """The words."""
        ...

    @property
    def page(self) -> int:
        """The page (0-based) it leads to, -1 for none."""
        ...

    @property
    def depth(self) -> int:
        """How deep it lies."""
        ...


class OpenedHandle(Protocol):
    """An opened piece of evidence."""

    @property
    def info(self) -> Facts:
        """What is known of it."""
        ...

    @property
    def exif(self) -> Mapping[str, str]:
        """What a camera wrote into a picture, in words."""
        ...

    def render(
        self,
        page: int,
        scale: float,
        rotation: int = 0,
        clip: tuple[int, int, int, int] | None = None,
    ) -> Pixels:
        """A page (0-based), ``scale`` pixels for one unit; ``clip`` is left, top, width, height in those pixels."""
        ...

    def page_sizes(self, start: int, stop: int) -> Sequence[tuple[float, float]]:
        """The true sizes of pages ``start`` to ``stop`` (excluded)."""
        ...

    def text(self, page: int) -> PageText:
        """The text of a page (0-based)."""
        ...

    def outline(self) -> Sequence[Heading]:
        """The document's own table of contents."""
        ...

    def links(self, page: int) -> Sequence[Leads]:
        """The links on a page (0-based)."""
        ...

    def part(
        self, what: str, index: int = 0, first: int = 0, count: int = 0
    ) -> tuple[Mapping[str, Any], bytes]:
        """A piece of what only this shape has, as JSON and bytes; checked by a reader of ``evidence``."""
        ...

    def read_at(self, offset: int, length: int) -> bytes:
        """The file's own bytes, for a player; may be asked from any thread."""
        ...

    def close(self) -> None:
        """Let the worker forget the file."""
        ...

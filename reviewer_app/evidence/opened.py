"""One opened piece of evidence: what it is, its pages as pixels, its text; behind it a worker that may be replaced."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Protocol, TypeVar

from reviewer_app.domain.errors import Cancelled
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.frames import FIRST_BYTES, ProtocolError, Tag, pack_document, read_document
from reviewer_app.evidence.kinds import FileKind, Kind, file_kind
from reviewer_app.evidence.pixels import PIXELS_MOST, Pixels
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.process import SourceFailed, WorkerLost, WorkerProcess, read_range
from reviewer_app.evidence.replies import (
    Link,
    Opened,
    OutlineEntry,
    PageText,
    Refusal,
    Size,
    read_links,
    read_opened,
    read_outline,
    read_refusal,
    read_sizes,
    read_text,
)
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.sources import ByteSource

_LEAST_SECONDS = 0.5
_SIZES_MOST = 10_000
_PASSWORD_LONGEST = 500


Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class EvidenceInfo:
    """What a file is. Pages are (width, height): points for PDF, pixels for pictures and drawings, none for text.

    Only the first ``measured`` pages have their true size; the rest are taken to be like the first until
    ``OpenedEvidence.page_sizes`` measures them. Text has ``text_slices`` to be read one by one.
    """

    kind: Kind
    words: str
    media_type: str
    size_bytes: int
    pages: tuple[Size, ...] = ()
    measured: int = 0
    image_size: tuple[int, int] | None = None
    orientation_applied: bool = False
    animated: bool = False
    text_slices: int = 0
    text_length: int = 0
    encoding: str = ""
    notes: tuple[str, ...] = ()
    shape: Shape = Shape.PAGES


NOTES = {
    "frames": "A moving picture, shown frame by frame: Page Down is the next one.",
    "effect-missing": "One effect in this drawing would take too long to draw and is left out.",
    "words-missing": "The words in this drawing cannot be drawn on this computer; they are listed as its text.",
}


class _Leaving(CancelToken):
    """Set when the file is being closed, or when what one caller brought is set."""

    def __init__(self, file: CancelToken, caller: CancelToken | None) -> None:
        super().__init__()
        self._file, self._caller = file, caller

    @property
    def cancelled(self) -> bool:
        """Whether either wants to stop."""
        return self._file.cancelled or (self._caller is not None and self._caller.cancelled)

    def check(self) -> None:
        """Raise Cancelled when either wants to stop."""
        if self.cancelled:
            raise Cancelled


class Workers(Protocol):
    """Who lends workers to opened evidence and forgets it when it is closed."""

    @property
    def answer_seconds(self) -> float:
        """How long one answer may take."""

    def lend(self, holder: object, until: float) -> AbstractContextManager[WorkerProcess]:
        """A worker for one question."""

    def forget(self, holder: object) -> None:
        """The evidence is closed."""


class OpenedEvidence:
    """Made by ``WorkerPool.open``; each method blocks, may be called from any thread, and raises as ``open`` does."""

    def __init__(self, pool: Workers, source: ByteSource, name: str, password: str) -> None:
        self._pool, self._source = pool, source
        self._ending = name.rpartition(".")[2].lower()[:16] if "." in name else ""
        self._password = password[:_PASSWORD_LONGEST]
        self._lock = threading.Lock()
        self._closed = False
        self._closing = CancelToken()
        self._spent = 0.0
        self._kind: FileKind | None = None
        self.info = EvidenceInfo(Kind.UNKNOWN, "", "", source.size)
        self.exif: Mapping[str, str] = {}

    def start(self, cancel: CancelToken | None) -> None:
        """Open the file in a worker and learn what it is; called once, by the pool."""
        self._request(None, b"", Tag.OPENED, lambda body, worker: None, cancel)

    def render(
        self,
        page: int,
        scale: float,
        rotation: int = 0,
        clip: tuple[int, int, int, int] | None = None,
        *,
        cancel: CancelToken | None = None,
    ) -> Pixels:
        """Draw a page, ``scale`` pixels a point (or a picture's own pixel), turned clockwise by 0, 90, 180 or 270.

        ``clip`` is (left, top, width, height) in pixels of the whole page as scaled and turned: for high zoom only
        that part is drawn. More than ``PIXELS_MOST`` pixels are refused as ``too-large``.
        """
        width, height = self.scaled_size(page, scale, rotation)
        left, top, wide, high = clip or (0, 0, width, height)
        left, top = max(0, left), max(0, top)
        wide, high = min(wide, width - left), min(high, height - top)
        if wide < 1 or high < 1:
            raise problem("nothing-there")
        if wide * high > PIXELS_MOST:
            raise problem("too-large")
        order = {
            "page": page,
            "width": width,
            "height": height,
            "rotation": rotation,
            "clip": [left, top, wide, high],
        }

        def take(body: bytes, worker: WorkerProcess) -> Pixels:
            return Pixels(wide, high, wide * 4, worker.area.copy(wide * high * 4), "BGRA", body == b"\x01")

        return self._request(Tag.RENDER, pack_document(order), Tag.DRAWN, take, cancel)

    def scaled_size(self, page: int, scale: float, rotation: int = 0) -> tuple[int, int]:
        """The pixels of a whole page at a scale and rotation, as ``render`` counts them."""
        if rotation not in (0, 90, 180, 270):
            raise ValueError("rotation is 0, 90, 180 or 270")
        if not (math.isfinite(scale) and scale > 0):
            raise ValueError("scale is a number above 0")
        if not 0 <= page < len(self.info.pages):
            raise problem("nothing-there")
        across, down = self._true_size(page)
        width, height = max(1, round(across * scale)), max(1, round(down * scale))
        if max(width, height) > 1 << 24:
            raise problem("too-large")
        return (height, width) if rotation in (90, 270) else (width, height)

    def _true_size(self, page: int) -> Size:
        if page < self.info.measured:
            return self.info.pages[page]
        return self.page_sizes(page, page + 1)[0]

    def page_sizes(self, start: int, stop: int, *, cancel: CancelToken | None = None) -> tuple[Size, ...]:
        """The true sizes of pages ``start`` to ``stop`` (excluded); ``info.pages`` then has them too."""
        stop = min(stop, len(self.info.pages))
        if not 0 <= start < stop:
            raise problem("nothing-there")
        stop = min(stop, start + _SIZES_MOST)
        order = pack_document({"first": start, "count": stop - start})

        def take(body: bytes, worker: WorkerProcess) -> tuple[Size, ...]:
            sizes = read_sizes(body, stop - start)
            known = self.info.pages
            measured = max(self.info.measured, stop) if start <= self.info.measured else self.info.measured
            self.info = replace(self.info, pages=known[:start] + sizes + known[stop:], measured=measured)
            return sizes

        return self._request(Tag.SIZES, order, Tag.SIZES_ARE, take, cancel)

    def text(self, page: int, *, cancel: CancelToken | None = None) -> PageText:
        """The text of a page (or slice, for text files); boxes are in points from the page's top left, unrotated."""
        order = pack_document({"page": page})
        return self._request(Tag.TEXT, order, Tag.TEXT_IS, lambda body, worker: read_text(body), cancel)

    def outline(self, *, cancel: CancelToken | None = None) -> tuple[OutlineEntry, ...]:
        """The document's own table of contents, empty when it has none."""
        order = pack_document({})
        return self._request(
            Tag.OUTLINE, order, Tag.OUTLINE_IS, lambda body, worker: read_outline(body), cancel
        )

    def links(self, page: int, *, cancel: CancelToken | None = None) -> tuple[Link, ...]:
        """The links on a page; opening one is for the person to confirm."""
        order = pack_document({"page": page})
        return self._request(Tag.LINKS, order, Tag.LINKS_ARE, lambda body, worker: read_links(body), cancel)

    def part(
        self,
        what: str,
        index: int = 0,
        first: int = 0,
        count: int = 0,
        *,
        cancel: CancelToken | None = None,
    ) -> tuple[Mapping[str, Any], bytes]:
        """A piece of what only this shape has; whoever asks checks the answer and raises ProtocolError if it lies."""
        if min(index, first, count) < 0:
            raise problem("nothing-there")
        order = pack_document({"what": what, "index": index, "first": first, "count": count})
        return self._request(Tag.PART, order, Tag.PART_IS, lambda body, worker: read_document(body), cancel)

    def read_at(self, offset: int, length: int) -> bytes:
        """The file's own bytes, for what plays in the window (decision 0012); no worker is asked."""
        if self._closed:
            raise problem("closed")
        return self._source.read_at(offset, length)

    def mark(
        self, marks: Sequence[Mapping[str, Any]], *, cancel: CancelToken | None = None
    ) -> Mapping[str, Any]:
        """Put annotations into a copy that the worker keeps, for ``part("marked")``; only a marking worker can."""
        order = pack_document({"marks": list(marks)})
        return self._request(
            Tag.MARK, order, Tag.PART_IS, lambda body, worker: read_document(body)[0], cancel
        )

    def _request(
        self,
        tag: Tag | None,
        order: bytes,
        answer: Tag,
        take: Callable[[bytes, WorkerProcess], Answer],
        cancel: CancelToken | None,
    ) -> Answer:
        """Ask the worker that holds this file, opening it there first if need be; all within one deadline."""
        with self._lock:
            if self._closed:
                raise problem("closed")
            leaving = _Leaving(self._closing, cancel)
            began = time.monotonic()
            until = began + max(_LEAST_SECONDS, self._pool.answer_seconds - self._spent)
            try:
                with self._pool.lend(self, until) as worker:
                    try:
                        return self._exchange(worker, tag, order, answer, take, until, leaving)
                    except ProtocolError:
                        worker.discard()
                        raise WorkerLost(late=False) from None
            except WorkerLost as lost:
                raise problem("worker-hung" if lost.late else "worker-crashed", self._kind) from None
            except SourceFailed as failed:
                raise problem("unreadable") from failed
            finally:
                # What opening took counts against the first picture: the person waits for both as one.
                self._spent = 0.0 if tag is not None else self._spent + time.monotonic() - began

    def _exchange(
        self,
        worker: WorkerProcess,
        tag: Tag | None,
        order: bytes,
        answer: Tag,
        take: Callable[[bytes, WorkerProcess], Answer],
        until: float,
        cancel: CancelToken,
    ) -> Answer:
        body = b""
        if worker.holder is not self:
            worker.holder = None
            words = {"size": self._source.size, "ending": self._ending, "password": self._password}
            # Its first bytes go along: every file is asked for them, and of many they are all there is.
            first = read_range(self._source, 0, min(self._source.size, FIRST_BYTES))
            body = self._ask(worker, Tag.OPEN, pack_document(words, first), Tag.OPENED, until, cancel)
            self._learn(read_opened(body))
            worker.holder = self
        if tag is not None:
            body = self._ask(worker, tag, order, answer, until, cancel)
        return take(body, worker)

    def _ask(
        self,
        worker: WorkerProcess,
        tag: Tag,
        body: bytes,
        answer: Tag,
        until: float,
        cancel: CancelToken | None,
    ) -> bytes:
        left = max(0.0, until - time.monotonic())
        found, reply = worker.ask(tag, body, answer, self._source, left, cancel)
        if found is not Tag.REFUSED:
            return reply
        why, kind = read_refusal(reply)
        if kind is not Kind.UNKNOWN or why is Refusal.UNSUPPORTED:
            self._kind = file_kind(kind)
        if why is Refusal.TOO_LARGE:
            worker.discard()
        raise problem(why.value, self._kind)

    def _learn(self, told: Opened) -> None:
        kind = self._kind = file_kind(told.kind)
        pages = told.sizes + told.sizes[:1] * (told.pages - len(told.sizes))
        self.exif = dict(told.facts)
        self.info = EvidenceInfo(
            kind.kind,
            kind.words,
            kind.media_type,
            self._source.size,
            pages,
            len(told.sizes),
            (round(pages[0][0]), round(pages[0][1])) if told.shape is Shape.PICTURE and pages else None,
            told.oriented,
            told.animated,
            told.text_slices,
            self._source.size if told.text_slices else 0,
            told.encoding,
            tuple(NOTES[each] for each in told.notes if each in NOTES),
            told.shape,
        )

    def close(self) -> None:
        """Let the worker forget the file and close the source; a call still running ends as Cancelled within 50 ms."""
        self._closing.cancel()
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._pool.forget(self)
            closing = getattr(self._source, "close", None)
            if closing is not None:
                closing()

    def __enter__(self) -> OpenedEvidence:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
